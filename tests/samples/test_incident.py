"""What the twelve reports on one strike say together, measured against what a careful reader enters."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import yaml
from tests.samples.test_samples import EXPECTED, SAMPLES, start

from tollbook import pipeline
from tollbook.model import Dossier
from tollbook.recording.courses import courses

WANTED: dict[str, Any] = yaml.safe_load((SAMPLES / "expected.incident.yaml").read_text(encoding="utf-8"))

KILLED = ("evt_1", "killed", ())

FLOOR_CONFLICTS = 4
"""Least number of the expected conflicts that are found, all of them closed.

The fifth says the same as the first by the totals, and is shown with it.
"""


@cache
def strike() -> Dossier:
    """The dossier of the bundled reports."""
    (item,) = pipeline.incident_lines(SAMPLES / "belgorod.incident.jsonl")
    return pipeline.together(item.id, [pipeline.told(report) for report in item.reports])


def named(claim: str) -> tuple[str, int, int]:
    """The report and the offsets of a claim that is written REPORT#ID."""
    report, _, number = claim.partition("#")
    name = f"belgorod-{report}"
    (wanted,) = (one for one in EXPECTED[name] if str(one["id"]) == number)
    return name, start(name, wanted), start(name, wanted) + len(wanted["quote"])


def overlaps(claim_id: str, wanted: str) -> bool:
    name, begin, end = named(wanted)
    claim = next((one for one in strike().claims if one.id == claim_id), None)
    return claim is not None and (
        claim.report == name and claim.evidence.start < end and begin < claim.evidence.end
    )


@pytest.mark.parametrize("wanted", WANTED["findings"], ids=lambda one: f"{one['measure']} {one['group']}")
def test_the_number_is_what_a_careful_reader_enters(wanted: dict[str, Any]) -> None:
    (found,) = (
        finding
        for finding in strike().findings
        if finding.incident == "evt_1"
        and (finding.measure, finding.unit) == (wanted["measure"], "person")
        and list(finding.group) == wanted["group"]
    )
    assert (found.low, found.best, found.high) == (wanted["low"], wanted["best"], wanted["high"])
    assert found.as_of is not None
    assert found.as_of.start[:10] == wanted["as_of"]


def test_a_stale_part_is_never_shown_as_of_today() -> None:
    adults = [
        (finding.low, finding.best, finding.high)
        for finding in strike().findings
        if finding.incident == "evt_1" and (finding.measure, finding.group) == ("killed", ("adult",))
    ]
    assert adults in ([], [(20, 20, 20)])


def test_every_conflict_is_closed() -> None:
    assert [conflict.why for conflict in strike().conflicts if conflict.open] == []


def test_conflicts_that_a_careful_reader_sees_are_found() -> None:
    seen = sum(
        any(
            all(
                any(overlaps(claim, one) for claim in found.claims for one in side)
                for side in wanted["sides"]
            )
            for found in strike().conflicts
        )
        for wanted in WANTED["conflicts"]
    )
    assert seen >= FLOOR_CONFLICTS


@pytest.mark.parametrize("pair", WANTED["no_conflict"], ids=lambda one: " and ".join(one["claims"]))
def test_what_only_looks_like_a_conflict_is_none(pair: dict[str, Any]) -> None:
    both = [
        found.why
        for found in strike().conflicts
        if all(any(overlaps(claim, one) for claim in found.claims) for one in pair["claims"])
    ]
    assert both == []


@pytest.mark.parametrize("root", WANTED["steps"])
def test_the_toll_grew_by_the_steps_that_each_root_told(root: str) -> None:
    found = strike()
    own = {one.id for one in found.roots if root in one.name}
    (course,) = (one for one in courses(found) if (one.incident, one.measure, one.group) == KILLED)
    told = {step.low for step in course.steps if step.root in own}
    assert told == {
        step["n"][0] if isinstance(step["n"], list) else step["n"] for step in WANTED["steps"][root]
    }
