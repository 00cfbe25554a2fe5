"""The list of incidents, with filters; the latest first.

Takes: a ledger and what is asked for in the address. Gives: an `IncidentsPage`. Change this when: incidents
are to be found in another way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlencode

from msgspec import Meta, Struct

from tollbook import languages
from tollbook.extracting.kinds import kind_names
from tollbook.ledger import IncidentQuery, Reader
from tollbook.ledger.log import IncidentSummary
from tollbook.measures import measures
from tollbook.publishing import numbers
from tollbook.workbench.summaries import kind_words
from tollbook.workbench.visiting import Visit

PER_PAGE = 50
TOLD_AS = {"event": "", "background": "told of as background", "cumulative": "a running total"}
FIELDS = ("since", "until", "country", "place", "kind", "measure", "at_least", "conflicts")


class Total(Struct, frozen=True):
    """A total of an incident: its finding, what is counted, and how many."""

    id: str
    subject: str
    words: str


class IncidentRow(Struct, frozen=True, kw_only=True):
    """One incident of the list."""

    id: str
    date: str
    place: str
    region: str
    kind: str
    reports: int
    claims: int
    unseen: int
    open_conflicts: int
    told_as: str
    scope: str
    totals: tuple[Total, ...]
    more: int


class IncidentsPage(Struct, frozen=True, kw_only=True):
    """What the list of incidents shows."""

    rows: Annotated[tuple[IncidentRow, ...], Meta(description="The incidents of this page of the list.")]
    asked: Annotated[Mapping[str, str], Meta(description="The filters as they were asked for.")]
    filtered: Annotated[bool, Meta(description="Whether anything was asked for.")]
    problem: Annotated[str, Meta(description="What cannot be asked for, in one sentence.")]
    first: Annotated[int, Meta(description="The number of the first incident shown.")]
    last: Annotated[int, Meta(description="The number of the last one shown.")]
    earlier: Annotated[str, Meta(description="The address of the page before; empty on the first.")]
    later: Annotated[str, Meta(description="The address of the page behind; empty on the last.")]
    choices: Annotated[tuple[tuple[str, str], ...], Meta(description="All measures with labels.")]
    kinds: Annotated[tuple[tuple[str, str], ...], Meta(description="All kinds with labels.")]


def show(visit: Visit) -> IncidentsPage:
    """Give the list that was asked for."""
    asked = {name: visit.asked.get(name, "").strip() for name in FIELDS}
    return incidents_page(visit.ledger, asked, _whole(visit.asked.get("page", "1")) or 1)


def incidents_page(ledger: Reader, asked: Mapping[str, str], page: int = 1) -> IncidentsPage:
    """Give one page of the list; `asked` holds filters by the names of `FIELDS`, empty for all."""
    problem = _problem(asked)
    start = PER_PAGE * (page - 1)
    found = () if problem else ledger.incidents(_query(asked, start))
    given = {name: value for name, value in asked.items() if value}
    return IncidentsPage(
        rows=_rows(ledger, found[:PER_PAGE]),
        asked={name: asked.get(name, "") for name in FIELDS},
        filtered=bool(given),
        problem=problem,
        first=start + 1,
        last=start + min(len(found), PER_PAGE),
        earlier=_address(given, page - 1) if page > 1 else "",
        later=_address(given, page + 1) if len(found) > PER_PAGE else "",
        choices=tuple((each.name, each.label) for each in measures().values() if each.finding),
        kinds=tuple(
            (kind, kind_words(kind)) for kind in sorted({*_kinds(), *filter(None, [asked.get("kind")])})
        ),
    )


def _kinds() -> set[str]:
    """Give the kinds of incident of which the languages that are read can tell."""
    return {kind for language in languages.available() for kind in kind_names(language)}


def _query(asked: Mapping[str, str], start: int) -> IncidentQuery:
    conflicts: Literal["open", "any"] | None = None
    if asked.get("conflicts") in ("open", "any"):
        conflicts = "open" if asked["conflicts"] == "open" else "any"
    return IncidentQuery(
        since=asked.get("since") or None,
        until=asked.get("until") or None,
        country=asked.get("country") or None,
        place=asked.get("place") or None,
        kind=asked.get("kind") or None,
        measure=asked.get("measure") or None,
        at_least=_whole(asked.get("at_least", "")) or 0,
        conflicts=conflicts,
        limit=PER_PAGE + 1,
        offset=start,
    )


def _problem(asked: Mapping[str, str]) -> str:
    """Give what is wrong with the filters, in one sentence."""
    for name in ("since", "until"):
        try:
            date.fromisoformat(asked.get(name) or "2000-01-01")
        except ValueError:
            return f"“{asked[name]}” is no day: write it as 2023-12-30."
    least = asked.get("at_least", "")
    if least and _whole(least) is None:
        return f"“{least}” is no whole number."
    if _whole(least) and not asked.get("measure"):
        return "Choose a measure for the least number."
    return ""


def _rows(ledger: Reader, found: Sequence[IncidentSummary]) -> tuple[IncidentRow, ...]:
    """Give rows, each with whether a person put the incident inside or outside of the scope."""
    judged = ledger.standing([each.incident.id for each in found], ("inside", "outside"))
    scopes: dict[str, str] = {each.target: each.verdict for each in judged}
    return tuple(_row(each, scopes.get(each.incident.id, "")) for each in found)


def _row(summary: IncidentSummary, scope: str) -> IncidentRow:
    incident, place = summary.incident, summary.incident.place
    people = [each for each in summary.findings if each.unit == "person"]
    shown = people[:3] or list(summary.findings[:3])
    region = [place.admin1, place.country] if place else []
    return IncidentRow(
        id=incident.id,
        date=numbers.when(incident.date) or "date unknown",
        place=place.name if place else "place unknown",
        region=", ".join(each for each in region if each and place and each != place.name),
        kind=kind_words(incident.kind),
        reports=summary.reports,
        claims=summary.claims,
        unseen=summary.unseen,
        open_conflicts=summary.open_conflicts,
        told_as=TOLD_AS[summary.scope],
        scope=scope,
        totals=tuple(
            Total(each.id, numbers.subject(each.measure, each.unit, each.group), numbers.answer(each))
            for each in shown
        ),
        more=len(summary.findings) - len(shown),
    )


def _address(given: Mapping[str, str], page: int) -> str:
    return "/incidents?" + urlencode({**given, "page": page})


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
