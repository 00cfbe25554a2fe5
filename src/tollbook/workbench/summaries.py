"""An incident in a few words: as a title, as a line, as a row of a list.

Takes: incidents and their summaries. Gives: words. Change this when: incidents are named differently.
"""

from __future__ import annotations

from tollbook.ledger.log import IncidentSummary
from tollbook.model import Incident
from tollbook.publishing import numbers


def title(incident: Incident) -> str:
    """Give place and date: "Belgorod, 30 Dec 2023"."""
    place = incident.place.name if incident.place else "Place unknown"
    return f"{place}, {numbers.when(incident.date) or 'date unknown'}"


def kind_words(kind: str | None) -> str:
    """Give the narrower name of a kind first, then the wider one."""
    if not kind:
        return "kind unknown"
    wide, _, narrow = kind.partition(" / ")
    return f"{narrow} ({wide.lower()})" if narrow else wide


def summary_words(summary: IncidentSummary) -> str:
    """Give title, reports and first totals in one line."""
    totals = [f"{numbers.subject(f.measure, f.unit, ())} {numbers.answer(f)}" for f in summary.findings[:2]]
    reports = "1 report" if summary.reports == 1 else f"{summary.reports} reports"
    return "; ".join([title(summary.incident), reports, *totals])
