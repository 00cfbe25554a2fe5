"""Windows of a text: each live word is read once, and a number is shown by its form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tollbook.extracting.number_words import number_words
from tollbook.extracting.pack import load_pack
from tollbook.extracting.windows import BEFORE, WINDOW, Window, windows
from tollbook.text import words

VOCABULARY = load_pack("en").vocabulary
TEXT = "Rain fell. Two people died, police said. Roads were shut. Nine were hurt. " * 40


def cut(text: str, live: list[bool] | None = None) -> list[Window]:
    seen = words(text)
    stops = [i + 1 for i, word in enumerate(seen.lower) if word == "."]
    sentences = list(zip([0, *stops], stops, strict=False))
    return windows(seen, sentences, live or [True] * len(sentences), VOCABULARY)


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("37", "25"),
        ("5", "5"),
        ("1", "1"),
        ("108", "250"),
        ("1987", "2016"),
        ("4500", "5000"),
        ("12,000", "5,000"),
        ("1.2", "2.5"),
        ("nine", "five"),
        ("eleven", "fifteen"),
        ("eighty", "fifty"),
        ("scores", "dozens"),
        ("one", "one"),
        ("people", "people"),
    ],
)
def test_a_number_is_shown_by_its_form(word: str, shown: str) -> None:
    assert number_words("en").form(word) == shown


def test_every_live_word_is_read_once() -> None:
    read = [word for window in cut(TEXT) for word in window.reads]
    assert sorted(read) == list(range(len(words(TEXT))))


@given(some.lists(some.booleans(), min_size=160, max_size=160))
def test_only_live_sentences_are_read_and_no_window_is_too_long(live: list[bool]) -> None:
    found = cut(TEXT, live)
    assert bool(found) == any(live)
    for window in found:
        assert len(window.pieces) <= WINDOW + BEFORE + 1
        assert list(window.words) == sorted(set(window.words))
        assert len(window.heads) == len(window.words)


def test_a_word_without_known_pieces_is_one_unknown_piece() -> None:
    assert len(VOCABULARY.pieces("x" * 50)) == 1


def test_words_left_out_between_two_sentences_leave_no_trace() -> None:
    whole = words("Two died. Nine were hurt.")
    torn = words("Two died. Advertisement Nine were hurt.")
    (plain,) = windows(whole, [(0, 3), (3, 7)], [True, True], VOCABULARY)
    (mended,) = windows(torn, [(0, 3), (4, 8)], [True, True], VOCABULARY)
    assert mended.pieces == plain.pieces
