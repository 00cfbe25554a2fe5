"""Claims whose own words date them otherwise than their scope and incident do: said, never mended.

Takes the claims of a report with their times, and its incidents; gives a problem for each claim that does not
fit. Change this when: a claim's incident and scope can disagree in another way.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tollbook.model import Claim, Incident, Problem, When

_CLOSE = timedelta(days=1)
"""A night, or the zone of a clock, may move an incident by a day."""


def misfits(claims: Sequence[Claim], incidents: Sequence[Incident]) -> tuple[Problem, ...]:
    """Give a problem for each claim that its own sentence dates otherwise than its incident, or its scope.

    That is a claim of scope `event` of another day than its incident's, and one of an earlier incident
    (`background`) that is of the day of the main one. Times that are not settled say nothing, nor do months
    and years.
    """
    by_id = {one.id: one for one in incidents}
    found = []
    for claim in claims:
        incident = by_id.get(claim.incident or "")
        what = _misfit(claim, incident.date if incident else None, incidents[0])
        if what is not None:
            where = f"{claim.id} («{claim.evidence.quote}»)"
            found.append(Problem(what=what, where=where, stage="extracting", severity="note"))
    return tuple(found)


def _misfit(claim: Claim, day: When | None, main: Incident) -> str | None:
    """Say what does not fit of a claim whose incident is of a day, or give `None`."""
    own = claim.times.event
    if claim.scope == "event" and own and day and _apart(own, day):
        return f"is counted with the incident of {day.start}, but its sentence tells of {own.start}"
    if claim.scope == "background" and claim.incident != main.id and _same(own, main.date):
        return "is read as of an earlier incident, but its sentence tells of the day of the main one"
    return None


def _apart(one: When | None, other: When | None) -> bool:
    days, others = _days(one), _days(other)
    if days is None or others is None:
        return False
    return days[1] + _CLOSE < others[0] or others[1] + _CLOSE < days[0]


def _same(one: When | None, other: When | None) -> bool:
    days, others = _days(one), _days(other)
    return days is not None and days == others


def _days(when: When | None) -> tuple[date, date] | None:
    """Give the first and the last day of a time that is a day or narrower."""
    if when is None or when.precision not in ("day", "time"):
        return None
    return date.fromisoformat(when.start[:10]), date.fromisoformat(when.end[:10])
