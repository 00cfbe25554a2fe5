"""Words and sentences of a text, with their offsets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tollbook.text import LONG_SENTENCE, sentences, words


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,345 people", ["12,345", "people"]),
        ("at 12:30", ["at", "12", ":", "30"]),
        ("the town's 15k", ["the", "town's", "15", "k"]),
        ("twenty-four", ["twenty", "-", "four"]),
        ("(Kyiv)", ["(", "kyiv", ")"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert list(words(text).lower) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two died. Five were hurt.", ["Two died.", "Five were hurt."]),
        ("Mr. Bly died. Gen. Roe fled.", ["Mr. Bly died.", "Gen. Roe fled."]),
        ("It fell at 5 p.m. on Monday.", ["It fell at 5 p.m. on Monday."]),
        ("“Two died.” Five fled.", ["“Two died.”", "Five fled."]),
        ("A headline\n\nTwo died.", ["A headline", "Two died."]),
        ("Ollen, 3 May\u2028Two died.", ["Ollen, 3 May", "Two died."]),
        ("1) Two died\n2) Five fled", ["1) Two died", "2) Five fled"]),
        ("Two died; five fled.", ["Two died;", "five fled."]),
        ("3.5 million fled.", ["3.5 million fled."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_lines_of_a_wrapped_text_are_joined() -> None:
    line = "the storm came over the hills and took the roofs off"
    text = f"At night {line}\n{line} and\n{line}\n{line}\nof the town. Two people died."
    assert split(text)[-1] == "Two people died."
    assert len(split(text)) == 2


def test_a_stretch_without_an_end_is_cut() -> None:
    assert all(end - start <= LONG_SENTENCE for start, end in sentences("so " * 5000))


@given(some.text(alphabet="aB 1.!?;\n“”\"'’(),-\t\u00a0\0é", max_size=200))
def test_sentences_and_words_hold_every_visible_character_in_order(text: str) -> None:
    spans = sentences(text)
    assert all(a_end <= b_start for (_, a_end), (b_start, _) in pairwise(spans))
    assert "".join("".join(split(text)).split()) == "".join(text.split())
    seen = words(text)
    assert [text[a:b].lower() for a, b in zip(seen.starts, seen.ends, strict=True)] == list(seen.lower)


@given(some.text(alphabet="ab 1", min_size=1, max_size=40), some.integers(0, 40))
def test_the_word_at_an_offset_is_the_last_that_starts_there_or_before(text: str, offset: int) -> None:
    seen = words(text)
    expected = max((i for i, start in enumerate(seen.starts) if start <= offset), default=-1)
    assert seen.at(offset) == expected
