"""A situation report: what is published of the incidents of a period and an area, on one page to print.

Takes: published records, a period, an area. Gives: one HTML file as text, which refers to nothing outside
itself and runs nothing. Its sums are sums of figures that records show, and it says of how many. Change this
when: the report shows something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import version

from markupsafe import Markup
from msgspec import Struct

from tollbook.measures import measures
from tollbook.model import Finding, Record, When
from tollbook.publishing import numbers, places
from tollbook.publishing.names import fold
from tollbook.publishing.overview import around, pins_on
from tollbook.publishing.project import Project
from tollbook.publishing.rendering import render, text
from tollbook.publishing.shown import Footnotes, Shown, as_of, contact_link
from tollbook.publishing.trends import Figure, bars, buckets

TEMPLATE = "sitrep.html"
STYLE = "site/style.css"
DRAWN = ("killed", "injured", "missing", "displaced")
"""The measures of which a period's course is drawn, where there is more than one day of it."""


class Frame(Struct, frozen=True, kw_only=True):
    """What a report is about: days, both included, and an area, a part of a place's or division's name.

    What is `None` sets no limit.
    """

    since: date | None = None
    until: date | None = None
    area: str | None = None


class Sum(Struct, frozen=True, kw_only=True):
    """A measure and group over all incidents; `sources` are numbers of footnotes."""

    subject: str
    total: bool
    words: str
    incidents: int
    as_of: str
    roots: int
    method: str
    sources: tuple[int, ...]


class Trend(Struct, frozen=True, kw_only=True):
    """How a measure went over the period."""

    subject: str
    drawing: Markup


def sitrep(records: Iterable[Record], frame: Frame, project: Project) -> str:
    """Give the situation report of the records that lie in a frame, the earliest incident first.

    Withdrawn records are left out. A record whose reports state no date is placed by its as-of time.
    """
    chosen = sorted(
        (record for record in records if record.status == "published" and within(record, frame)),
        key=lambda record: (_days(record) or ("", ""), record.id),
    )
    notes = Footnotes()
    shown = [Shown(record, notes) for record in chosen]
    figures = [one.figures() for one in shown]
    pins = [one.pin for one in shown if one.pin]
    return render(
        TEMPLATE,
        title=_title(frame, chosen),
        frame=frame,
        project=project,
        parts=list(zip(shown, figures, strict=True)),
        sums=_sums(shown) if len(shown) > 1 else [],
        trends=_trends(chosen),
        map=pins_on(pins, around(pins)) if pins else None,
        notes=notes,
        as_of=as_of(record.as_of for record in chosen),
        methods=sorted({record.method for record in chosen}),
        undated=[one for one in shown if not one.record.incident.date],
        withheld=_withheld(chosen),
        contact=contact_link(project.contact, f"Correction or source: {_title(frame, chosen)}"),
        style=Markup(text(STYLE)),
        version=version("tollbook"),
    )


def within(record: Record, frame: Frame) -> bool:
    """Tell whether a record lies in a period and an area."""
    if frame.area is not None and not in_area(record, frame.area):
        return False
    if frame.since is None and frame.until is None:
        return True
    days = _days(record)
    if days is None:
        return False
    first, last = frame.since, frame.until
    return (first is None or days[1] >= first.isoformat()) and (last is None or days[0] <= last.isoformat())


def in_area(record: Record, area: str) -> bool:
    """Tell whether a record lies in an area: words of a name of its place, or of what holds that."""
    place = record.incident.place
    wanted = f" {fold(area)} "
    return any(wanted in f" {fold(name)} " for name in (places.names(place) if place else ()))


def areas(records: Iterable[Record]) -> tuple[str, ...]:
    """Give the names of the areas in which records lie, countries, regions, districts and towns alike."""
    found = (places.names(record.incident.place) for record in records if record.incident.place)
    return tuple(sorted({name for each in found for name in each}))


def _days(record: Record) -> tuple[str, str] | None:
    """Give the first and last day of an incident, else of the time as of which its figures hold."""
    time: When | None = record.incident.date or record.as_of
    return (time.start[:10], time.end[:10]) if time else None


def _title(frame: Frame, records: Sequence[Record]) -> str:
    """Give area and period; what is not given is taken from the records."""
    countries = list(dict.fromkeys(r.incident.place.country or "" for r in records if r.incident.place))
    area = frame.area or (countries[0] if len(countries) == 1 else "")
    days = [day for record in records if (found := _days(record)) for day in found]
    first = frame.since.isoformat() if frame.since else min(days, default="")
    last = frame.until.isoformat() if frame.until else max(days, default="")
    ends = list(dict.fromkeys(numbers.moment(day) for day in (first, last) if day))
    return ", ".join(filter(None, ["Situation report", area])) + (f": {' to '.join(ends)}" if ends else "")


def _sums(shown: Sequence[Shown]) -> list[Sum]:
    """Give the sums over all incidents, measures in their order, each total before its groups."""
    found: dict[tuple[str, str, tuple[str, ...]], list[tuple[Shown, Finding]]] = {}
    for one in shown:
        for finding in one.record.findings:
            key = (finding.measure, finding.unit, finding.group)
            found.setdefault(key, []).append((one, finding))
    order = [*measures(), *(key[0] for key in found)]
    return [
        _sum(key, found[key])
        for key in sorted(found, key=lambda k: (order.index(k[0]), k[1] != "person", *k[1:]))
    ]


def _sum(key: tuple[str, str, tuple[str, ...]], held: Sequence[tuple[Shown, Finding]]) -> Sum:
    findings = [finding for _, finding in held]
    highs, bests = [f.high for f in findings], [f.best for f in findings]
    low = sum(finding.low for finding in findings)
    high = None if None in highs else sum(high or 0 for high in highs)
    best = None if None in bests else sum(best or 0 for best in bests)
    words = numbers.bounds(low, high)
    if low != high:
        words += f", best {best:,}" if best is not None else ", best undecided"
    return Sum(
        subject=numbers.subject(*key),
        total=not key[2],
        words=words,
        incidents=len(held),
        as_of=as_of(finding.as_of for finding in findings),
        roots=len({root.name for one, f in held for root in one.record.roots if root.id in f.roots}),
        method=", ".join(sorted({finding.method for finding in findings})),
        sources=tuple(sorted({number for one, finding in held for number in one.sourced(finding)})),
    )


def _trends(records: Sequence[Record]) -> list[Trend]:
    found = []
    for measure in DRAWN:
        figures = [
            Figure(date.fromisoformat(days[0]), finding.low, finding.high)
            for record in records
            if (days := _days(record))
            for finding in record.findings
            if (finding.measure, finding.unit, finding.group) == (measure, "person", ())
        ]
        if len({figure.day for figure in figures}) > 1:
            subject = numbers.subject(measure, "person", ())
            found.append(Trend(subject=subject, drawing=bars(buckets(figures))))
    return found


def _withheld(records: Sequence[Record]) -> list[tuple[str, str, int]]:
    """Give what was held back and why, and of how many incidents."""
    counted: dict[tuple[str, str], int] = {}
    for record in records:
        for each in record.withheld:
            key = (each.what, each.why)
            counted[key] = counted.get(key, 0) + 1
    return [(what, why, number) for (what, why), number in counted.items()]
