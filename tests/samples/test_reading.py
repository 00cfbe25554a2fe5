"""How well the bundled samples are read, measured against what a careful reader finds in them."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from tests.samples.test_samples import EXPECTED, REPORTS, SAMPLES, bounds, start

import tollbook
from tollbook.model import Account, Claim

FLOOR_FOUND = 0.85
"""Least share of the required claims that are read with their measure and bounds."""

FLOOR_RIGHT = 0.75
"""Least share of the claims read that are expected ones with their measure and bounds."""

FLOOR_SPEAKER = 0.70
"""Least share of the speakers named in the required claims that are found."""

WITHOUT_HARM = [name for name, found in EXPECTED.items() if not found]


@cache
def account(name: str) -> Account:
    """What is read of a sample."""
    row = REPORTS[name]
    return tollbook.read(row["text"], title=row["title"], published=row["published"], url=row["url"])


def agrees(claim: Claim, name: str, wanted: dict[str, Any]) -> bool:
    """Whether a claim overlaps the expected quote and has its measure and bounds."""
    begin = start(name, wanted)
    end = begin + len(wanted["quote"])
    span = claim.evidence
    measures = [wanted["is"], *wanted.get("or", {}).get("is", [])]
    counts = [bounds(wanted), *wanted.get("or", {}).get("n", [])]
    return (
        span.start < end
        and begin < span.end
        and claim.measure in measures
        and [claim.count.low, claim.count.high] in counts
    )


def of(name: str, wanted: dict[str, Any]) -> Claim | None:
    """The claim that answers an expected one."""
    return next((claim for claim in account(name).claims if agrees(claim, name, wanted)), None)


REQUIRED = [(name, one) for name, found in EXPECTED.items() for one in found if not one.get("optional")]


def test_most_required_claims_are_read_with_their_measure_and_bounds() -> None:
    missed = [f"{name}: {one['is']} {one['quote']!r}" for name, one in REQUIRED if of(name, one) is None]
    print("\n".join(missed))
    assert len(missed) <= (1 - FLOOR_FOUND) * len(REQUIRED)


def test_most_claims_that_are_read_are_expected() -> None:
    read = [(name, claim) for name in EXPECTED for claim in account(name).claims]
    false = [
        f"{name}: {claim.measure} {claim.evidence.quote!r} {claim.count.low}-{claim.count.high}"
        for name, claim in read
        if not any(agrees(claim, name, one) for one in EXPECTED[name])
    ]
    print("\n".join(false))
    assert len(false) <= (1 - FLOOR_RIGHT) * len(read)


def test_most_named_speakers_are_found() -> None:
    pairs = [(name, one, of(name, one)) for name, one in REQUIRED if one.get("speaker")]
    wrong = [
        f"{name}: {one['quote']!r} by {claim.speaker.name if claim.speaker else None}, not {one['speaker']}"
        for name, one, claim in pairs
        if claim is not None and not _same(claim, one["speaker"])
    ]
    print("\n".join(wrong))
    assert len(wrong) <= (1 - FLOOR_SPEAKER) * len(pairs)


@pytest.mark.parametrize("name", WITHOUT_HARM)
def test_a_report_without_harm_gives_no_claim(name: str) -> None:
    assert [claim.evidence.quote for claim in account(name).claims] == []


def _same(claim: Claim, wanted: str) -> bool:
    """Whether the speaker's names share their last word, or one holds the other."""
    got = claim.speaker.name.lower() if claim.speaker else ""
    return bool(got) and (got in wanted.lower() or wanted.lower() in got or got.split()[-1] in wanted.lower())


def test_the_partisan_report_contradicts_itself_on_the_children() -> None:
    account = tollbook.read(SAMPLES / "belgorod" / "06-partisan.txt")
    quotes = {claim.id: claim.evidence.quote for claim in account.claims}
    (conflict,) = account.conflicts
    assert sorted(quotes[name] for name in conflict.claims) == ["3 children", "two children"]
    killed = next(f for f in account.findings if f.measure == "killed" and not f.group)
    assert (killed.low, killed.best, killed.high) == (14, 15, 15)
