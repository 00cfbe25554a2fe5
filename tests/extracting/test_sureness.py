"""How sure the reader says it is: surer where the model is, and never certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tollbook
from tollbook import languages
from tollbook.extracting.sureness import Sureness

CHANCES = st.floats(0, 1)
KNOWN = [languages.load(language, "sureness", Sureness) for language in languages.available()]


@pytest.mark.parametrize("known", KNOWN)
def test_a_model_that_is_certain_is_not_taken_at_its_word(known: Sureness) -> None:
    assert 0.9 < known.of(1.0) < 0.995
    assert known.of(0.0) < 0.1


@given(CHANCES, CHANCES)
def test_who_is_surer_is_never_said_to_be_less_sure(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert KNOWN[0].of(low) <= KNOWN[0].of(high)


def test_a_claim_says_how_sure_its_measure_is_and_plain_words_how_sure_they_are() -> None:
    account = tollbook.read("Gunmen killed 12 people in the town of Ollen on Monday, police said.")
    (claim,) = account.claims
    assert 0.9 < claim.by.confidence < 0.995
