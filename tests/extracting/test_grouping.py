"""Of which group people are that a count tells of. Every text here is invented."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace
from tests.extracting.toy_mentions import mention, sentences

from tollbook.extracting.grouping import grouped
from tollbook.extracting.heads import GROUPS
from tollbook.extracting.pack import load_pack
from tollbook.text import words


def groups(text: str, *quotes: str, inferred: str = "", kind: str = "single") -> list[tuple[str, ...]]:
    """Give the groups of each quote, where the model infers one."""
    chances = np.array([name == inferred for name in GROUPS], np.float32)
    mentions = []
    for quote in quotes:
        told = mention(text, quote)
        count, opinion = replace(told.count, kind=kind), replace(told.opinion, groups=chances)
        mentions.append(replace(told, count=count, opinion=opinion))
    return list(grouped(mentions, words(text).lower, sentences(text), load_pack("en")).values())


@pytest.mark.parametrize("quote", ["two aid workers", "two relief workers", "two national staff"])
def test_several_words_name_who_works_for_an_aid_group(quote: str) -> None:
    assert groups(f"Shells killed {quote}.", quote) == [("aid_worker",)]


@pytest.mark.parametrize(
    ("owner", "expected"), [("army", "combatant"), ("police", "police"), ("mine company", "man")]
)
def test_men_of_an_army_or_the_police_are_theirs(owner: str, expected: str) -> None:
    assert groups(f"The {owner} lost 17 of its men.", "17 of its men") == [(expected,)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Killed was a woman of 61 and a dog.", ("adult", "woman")),
        ("Killed was a woman of 11.", ("child", "woman")),
        ("Killed was a woman of 61 families there.", ("woman",)),
        ("Killed was a woman, 61, and a dog.", ("adult", "woman")),
    ],
)
def test_an_age_behind_a_person_tells_adults_from_children(text: str, expected: tuple[str, ...]) -> None:
    assert groups(text, "a woman") == [expected]


def test_the_noun_at_the_end_of_a_list_is_that_of_all_its_items() -> None:
    text = "Killed were two Tarnish, three Lorish and four Dornish soldiers."
    assert groups(text, "two Tarnish", "three Lorish", "four Dornish soldiers") == [("combatant",)] * 3


def test_who_was_told_of_before_a_list_is_of_none_of_its_groups() -> None:
    text = "Killed were two bakers from Tarn and four Dornish soldiers."
    assert groups(text, "two bakers", "four Dornish soldiers") == [(), ("combatant",)]


def test_some_of_the_hurt_are_no_children_for_those_of_the_sentence_before() -> None:
    text = "Three children were hurt. Six of the injured are in hospital. Two of the injured are boys."
    quotes = ("Six of the injured", "Two of the injured")
    assert groups(text, *quotes, inferred="child", kind="number") == [(), ("child",)]
