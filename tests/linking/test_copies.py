"""Copies: found although cut, reordered and attributed anew; told from reports that are only on one thing."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.linking.writing import OTHER, STORY, copied, report

from tollbook.linking.copies import SHARE, copies, families
from tollbook.model import Furniture


def test_a_text_that_was_cut_is_a_copy_of_the_whole() -> None:
    (copy,) = copies([report("whole", *STORY), report("cut", *STORY[1:4])])
    assert (copy.report, copy.of, copy.share) == ("cut", "whole", 1.0)


def test_the_shared_passages_are_the_same_words_in_both_texts() -> None:
    whole, cut = report("whole", *STORY), report("cut", STORY[3], STORY[0])
    (copy,) = copies([whole, cut])
    mine = [cut.text[part.start : part.end] for part in copy.passages]
    theirs = [whole.text[part.start : part.end] for part in copy.of_passages]
    assert mine == theirs
    assert sorted(len(words.split()) for words in mine) == [len(STORY[0].split()), len(STORY[3].split())]


def test_another_speaker_and_another_order_hide_no_copy() -> None:
    again = [sentence.replace("the mayor said", "officials told reporters") for sentence in reversed(STORY)]
    assert [copy.of for copy in copies([report("a", *STORY), report("b", "(AP) -", *again)])] != []


def test_reports_on_one_incident_in_other_words_are_no_copies() -> None:
    assert copies([report("a", *STORY), report("b", *OTHER)]) == ()


def test_one_sentence_in_common_makes_no_copy() -> None:
    assert copies([report("a", *STORY), report("b", STORY[1], *OTHER)]) == ()


def test_what_belongs_to_the_page_is_no_copied_text() -> None:
    page = " ".join(STORY[:3])
    reports = [report("a", page, *OTHER), report("b", page, "The harbour opens on Friday with a regatta.")]
    marked = [replace(r, furniture=(Furniture(start=0, end=len(page), kind="menu"),)) for r in reports]
    assert [copies(reports) != (), copies(marked)] == [True, ()]


def test_a_report_copies_only_one_other_so_that_it_ties_no_two_texts_together() -> None:
    mixed = report("mixed", *STORY[:2], *OTHER[:2])
    assert len(copies([report("a", *STORY), report("b", *OTHER), mixed])) <= 1


def test_texts_without_words_have_no_copies() -> None:
    assert copies([report("a", ""), report("b", ""), report("c", "…")]) == ()


@given(st.integers(), st.integers(1, 6))
@settings(max_examples=30, deadline=None)
def test_every_copy_is_found_and_the_order_of_the_reports_never_matters(seed: int, number: int) -> None:
    chance = Random(seed)
    whole, other = report("whole", *STORY), report("other", *OTHER)
    made = [whole, other, *(copied(whole, f"c{n}", chance) for n in range(number))]
    found = copies(made)
    shuffled = chance.sample(made, len(made))
    assert copies(shuffled) == found
    head = families(made, found)
    assert {head[r.id] for r in made if r is not other} == {head["whole"]}
    assert head["other"] == "other"
    assert all(copy.share >= SHARE for copy in found)


def test_a_report_that_comes_twice_is_one_report() -> None:
    twice = [report("a", *STORY), report("a", *STORY)]
    assert copies(twice) == ()
    assert families(twice, copies([*twice, report("b", *STORY)])) == {"a": "a"}
