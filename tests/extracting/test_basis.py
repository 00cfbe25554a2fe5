"""The basis of a figure: what its speaker relies on, where the words say so."""

from __future__ import annotations

import pytest
from tests.toys import a_claim

from tollbook.extracting.basis import based
from tollbook.model import Attribution, Span
from tollbook.text import sentences, words


def basis(text: str, speaker: str | None = None) -> str | None:
    """The basis of the one figure "12 people" of a text."""
    seen = words(text)
    ranges = [(seen.at(start), seen.at(end - 1) + 1) for start, end in sentences(text)]
    start = text.index("12 people")
    claim = a_claim(
        evidence=Span(start=start, end=start + 9, quote="12 people"),
        speaker=Attribution(id="s", name=speaker) if speaker else None,
    )
    return based([claim], seen, ranges, "en")[0].basis


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hospital records show that 12 people were killed.", "hospital"),
        ("12 people were killed, according to witnesses.", "witnesses"),
        ("Morgue officials counted 12 people.", "morgue"),
        ("By its own count 12 people were killed.", "own count"),
        ("Death certificates name 12 people.", "records"),
        ("12 people were taken to hospital.", None),
        ("12 people were killed. Hospital records show more.", None),
    ],
)
def test_the_words_beside_a_figure_tell_its_basis(text: str, expected: str | None) -> None:
    assert basis(text) == expected


def test_a_hospital_that_speaks_relies_on_its_own_books() -> None:
    assert basis("12 people were brought in, Ollen Hospital said.", "Ollen Hospital") == "hospital"
    assert basis("12 people were killed, the mayor said.", "the mayor") is None


def test_what_is_said_goes_before_who_says_it() -> None:
    assert basis("Citing witnesses, Ollen Hospital spoke of 12 people.", "Ollen Hospital") == "witnesses"
