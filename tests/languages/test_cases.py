"""Every language brings sentences with the claims that a careful reader finds in them."""

from __future__ import annotations

import pytest
from msgspec import Struct

import tollbook
from tollbook import languages
from tollbook.measures import measures
from tollbook.model import Claim


class Stated(Struct, frozen=True, forbid_unknown_fields=True):
    """A claim as a case states it."""

    measure: str
    quote: str
    n: int | tuple[int | None, int | None]
    group: tuple[str, ...] = ()
    speaker: str | None = None
    unit: str = "person"
    status: str = "asserted"
    scope: str = "event"

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """Low and high, `None` where open."""
        return (self.n, self.n) if isinstance(self.n, int) else self.n


class Sentence(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence with its claims in text order; `open` where it is not read rightly yet."""

    text: str
    claims: tuple[Stated, ...]
    open: bool = False


class Cases(Struct, frozen=True, forbid_unknown_fields=True):
    """The cases of one language: sentences with claims, and sentences with numbers that are none."""

    claims: tuple[Sentence, ...]
    none: tuple[str, ...]


ALL = {language: languages.load(language, "cases", Cases) for language in languages.available()}
OPEN = pytest.mark.xfail(reason="open in cases.yaml", strict=True)
SENTENCES = [
    pytest.param(language, case, marks=[OPEN] if case.open else [], id=f"{language}: {case.text[:50]}")
    for language, cases in ALL.items()
    for case in cases.claims
]
HARMLESS = [(language, text) for language, cases in ALL.items() for text in cases.none]


@pytest.mark.parametrize("language", ALL)
def test_a_case_quotes_its_own_sentence(language: str) -> None:
    cases = ALL[language].claims
    assert [one.quote for case in cases for one in case.claims if one.quote not in case.text] == []


@pytest.mark.parametrize("language", ALL)
def test_the_cases_of_a_language_are_about_measures_that_exist(language: str) -> None:
    assert {stated.measure for case in ALL[language].claims for stated in case.claims} <= set(measures())


def test_english_has_a_case_of_every_measure() -> None:
    assert {stated.measure for case in ALL["en"].claims for stated in case.claims} == set(measures())


@pytest.mark.parametrize(("language", "case"), SENTENCES)
def test_the_claims_of_a_sentence_are_read(language: str, case: Sentence) -> None:
    read = tollbook.read(case.text).claims
    assert [_seen(claim) for claim in read] == [_wanted(stated) for stated in case.claims]
    for claim, stated in zip(read, case.claims, strict=True):
        assert (stated.speaker or "").lower() in (claim.speaker.name if claim.speaker else "").lower()
        assert bool(stated.speaker) == bool(claim.speaker)


@pytest.mark.parametrize(("language", "text"), HARMLESS, ids=lambda one: one[:50])
def test_numbers_that_are_no_claims_are_left_alone(language: str, text: str) -> None:
    assert [claim.evidence.quote for claim in tollbook.read(text).claims] == []


def _seen(claim: Claim) -> tuple[object, ...]:
    bounds = (claim.count.low, claim.count.high)
    return claim.measure, bounds, claim.group, claim.unit, claim.status, claim.scope


def _wanted(stated: Stated) -> tuple[object, ...]:
    return stated.measure, stated.bounds, stated.group, stated.unit, stated.status, stated.scope
