"""The claims of the bundled reports on Belgorod as a careful reader finds them.

With the times that the words give.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from tollbook.linking import roots
from tollbook.model import Attribution, By, Claim, ClaimTimes, Count, Incident, Report, Span, When
from tollbook.reconciling import Case

SAMPLES = Path(__file__).parents[2] / "samples"
AFTERNOON = ("2023-12-30T09:00:00Z", "2023-12-30T15:00:00Z")
EVENING = ("2023-12-30T15:00:00Z", "2023-12-30T19:00:00Z")
NIGHT = ("2023-12-30T19:00:00Z", "2023-12-30T21:00:00Z")
AT_18 = ("2023-12-30T18:00:00Z",) * 2
AT_0852 = ("2023-12-31T08:52:00Z",) * 2

AS_OF: dict[str, tuple[tuple[str, str], dict[int, tuple[str, str]]]] = {
    "01-first-hour": (AFTERNOON, {}),
    "02-emergency-ministry": (AFTERNOON, {}),
    "03-ministry-statement": (AT_18, {}),
    "04-agency-evening": (AT_18, {4: AFTERNOON}),
    "05-six-points": (EVENING, {9: AT_18}),
    "06-partisan": (EVENING, {}),
    "07-other-side": (AT_18, {}),
    "08-night-toll": (NIGHT, {}),
    "09-international-daily": (NIGHT, {6: AT_18}),
    "10-next-day-109": (AT_0852, {}),
    "11-next-day-108": (AT_0852, {}),
    "12-new-year": (("2024-01-01", "2024-01-01"), {}),
}
"""As of when the figures of each report hold, and those of single claims that differ.

The outlet's own voice gives none.
"""

ELSEWHERE = {("belgorod-01-first-hour", number) for number in (4, 5, 6)}
"""What is said of Urazovo, another incident."""

GLADKOV = ("belgorod-11-next-day-108", 3)
"""A figure "according to the post", which is the governor's."""


def case() -> Case:
    """Give the case: all reports, their claims, and two incidents."""
    expected = yaml.safe_load((SAMPLES / "expected.yaml").read_text(encoding="utf-8"))
    lines = (SAMPLES / "belgorod.jsonl").read_text(encoding="utf-8").splitlines()
    reports = tuple(_report(json.loads(line)) for line in lines)
    claims = tuple(_claim(report, facts) for report in reports for facts in expected[report.id])
    incidents = (Incident(id="evt_1"), Incident(id="evt_2"))
    return Case(reports=reports, claims=claims, incidents=incidents, roots=roots(reports, claims))


def _report(facts: dict[str, str]) -> Report:
    return Report(
        id=facts["id"],
        text=f"{facts['title']}\n\n{facts['text']}",
        title=facts["title"],
        outlet=facts["outlet"],
        published=facts["published"],
        checksum="0",
        language="en",
    )


def _claim(report: Report, facts: dict[str, Any]) -> Claim:
    start = report.text.index(facts.get("in", facts["quote"]))
    start = report.text.index(facts["quote"], start)
    number = facts["n"]
    low, high = number if isinstance(number, list) else (number, number)
    speaker = facts.get("speaker", "")
    if (report.id, facts["id"]) == GLADKOV:
        speaker = "Gladkov"
    scope = facts.get("scope", "event")
    elsewhere = (report.id, facts["id"]) in ELSEWHERE or scope != "event"
    return Claim(
        id=f"{report.id[9:11]}.{facts['id']}",
        report=report.id,
        measure=facts["is"],
        unit=facts.get("unit", "person"),
        group=tuple(facts.get("group", ())),
        count=Count(
            low=low,
            high=high,
            approx=facts.get("approx", False),
            vague=facts.get("vague"),
            text=facts["quote"],
        ),
        extent=facts.get("extent", "whole"),
        status=facts.get("status", "asserted"),
        scope=scope,
        speaker=Attribution(id=f"spk_{speaker}", name=speaker) if speaker else None,
        via=facts.get("via"),
        part_of=f"{report.id[9:11]}.{facts['part_of']}" if facts.get("part_of") else None,
        incident="evt_2" if elsewhere else "evt_1",
        times=ClaimTimes(as_of=_as_of(report, facts["id"]) if speaker else None),
        evidence=Span(start=start, end=start + len(facts["quote"]), quote=facts["quote"]),
        by=By(rules=("read",), confidence=1.0),
    )


def _as_of(report: Report, number: int) -> When:
    usual, others = AS_OF[report.id.removeprefix("belgorod-")]
    start, end = others.get(number, usual)
    return When(start=start, end=end, precision="time" if "T" in start else "day", ground="words")
