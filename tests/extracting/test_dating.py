"""A claim whose sentence dates it otherwise than its scope and incident do is pointed out, as a note."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import tollbook
from tollbook.extracting.dating import misfits
from tollbook.model import Claim, ClaimTimes, Incident, When
from tollbook.model.claim import Scope
from tollbook.model.when import TimePrecision

READ = tollbook.read("Four people were killed on 3 May 2021 in Lyon, France.")


def when(day: str, precision: TimePrecision = "day") -> When:
    return When(start=day, end=day, precision=precision, ground="words")


def claim(scope: Scope, incident: str, day: When | None) -> Claim:
    return replace(READ.claims[0], scope=scope, incident=incident, times=ClaimTimes(event=day))


MAIN = replace(READ.incidents[0], date=when("2021-05-03"))
EARLIER = Incident(id="evt_2")


@pytest.mark.parametrize(
    ("told", "word"),
    [
        (claim("event", "evt_1", when("2021-03-22")), "2021-03-22"),
        (claim("background", "evt_2", when("2021-05-03")), "the day of the main one"),
    ],
)
def test_a_claim_of_another_day_than_its_incident_or_scope_is_noted(told: Claim, word: str) -> None:
    (problem,) = misfits([told], [MAIN, EARLIER])
    assert word in problem.what
    assert told.id in problem.where
    assert problem.severity == "note"


@pytest.mark.parametrize(
    "told",
    [
        claim("event", "evt_1", when("2021-05-03")),
        claim("event", "evt_1", when("2021-05-04")),
        claim("event", "evt_1", None),
        claim("event", "evt_1", when("2021-03-01", "month")),
        claim("background", "evt_2", when("2021-03-22")),
        claim("cumulative", "evt_2", when("2021-05-03")),
    ],
)
def test_what_fits_or_is_not_settled_is_passed_over(told: Claim) -> None:
    assert misfits([told], [MAIN, EARLIER]) == ()
