"""Lists of incidents: by date, the latest first, and by place; each on pages that stay small, with a map.

Takes: a row for each record. Gives: the pages. Change this when: a list shows something else of an incident.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from tollbook.model import Record
from tollbook.publishing import numbers
from tollbook.publishing.overview import Ground, Pin, around, pins_on
from tollbook.publishing.shown import pin_of
from tollbook.publishing.site.frame import Frame

A_PAGE = 80
"""Rows of a page: so many that it stays below 50 kB."""

FIRST = ("killed", "injured")
"""The measures that have a column of their own."""

MOST_OTHERS = 3


class Row(Struct, frozen=True, kw_only=True):
    """An incident in a list."""

    address: str
    date: str
    sort: str
    place: str
    within: str
    pin: Pin | None
    columns: tuple[str, ...]
    others: tuple[str, ...]
    as_of: str
    method: str
    roots: int
    sources: int
    status: str
    conflicts: int


def row_of(record: Record, address: str) -> Row:
    """Give the row of a record."""
    date, place = record.incident.date, record.incident.place
    totals = [finding for finding in record.findings if not finding.group]
    people = {f.measure: numbers.answer(f) for f in totals if f.unit == "person"}
    others = [
        f"{numbers.subject(f.measure, f.unit, ())}: {numbers.answer(f)}"
        for f in totals
        if f.unit != "person" or f.measure not in FIRST
    ]
    if len(others) > MOST_OTHERS:
        others = [*others[:MOST_OTHERS], f"and {len(others) - MOST_OTHERS} more"]
    outer = (place.admin1, place.country) if place else ()
    return Row(
        address=address,
        date=numbers.when(date) or "not stated",
        sort=date.start if date else "",
        place=place.name if place else "Place not shown",
        within=", ".join(dict.fromkeys(name for name in outer if name and place and name != place.name)),
        pin=pin_of(place),
        columns=tuple(people.get(measure, "") for measure in FIRST),
        others=tuple(others),
        as_of=numbers.when(record.as_of) or "time unknown",
        method=record.method,
        roots=len(record.roots),
        sources=len(record.reports),
        status=f"{record.status}, version {record.version}",
        conflicts=sum(conflict.open for conflict in record.conflicts),
    )


def by_date(rows: Iterable[Row]) -> list[Row]:
    """Give rows with the latest incident first, those without a date last."""
    return sorted(rows, key=lambda row: (row.sort, row.address), reverse=True)


def by_place(rows: Iterable[Row]) -> list[Row]:
    """Give rows by country, division and place, in each the latest first."""
    latest = by_date(rows)
    return sorted(latest, key=lambda row: (*reversed(row.within.split(", ")), row.place))


def write_lists(
    dated: Sequence[Row], placed: Sequence[Row], frame: Frame, picture: Callable[[Ground], str]
) -> Iterator[tuple[str, str]]:
    """Give the pages of both lists; the map leads from each place to its rows in the second."""
    pins = list(_pins(placed))
    ground = around(pins)
    drawn = pins_on(pins, ground, picture(ground)) if pins else None
    for stem, rows, by in (("index", dated, "date"), ("places", placed, "place")):
        pages = max(1, -(-len(rows) // A_PAGE))
        for number in range(pages):
            yield (
                _name(stem, number),
                frame.page(
                    "list.html",
                    "Incidents" if by == "date" else "Incidents by place",
                    rows=rows[number * A_PAGE : (number + 1) * A_PAGE],
                    by=by,
                    total=len(rows),
                    page=number + 1,
                    pages=[_name(stem, each) for each in range(pages)],
                    map=drawn if number == 0 else None,
                ),
            )


def _pins(placed: Sequence[Row]) -> Iterator[Pin]:
    """Give a pin for each row that has a position, leading to the first row of its place."""
    links: dict[tuple[str, str], str] = {}
    for number, row in enumerate(placed):
        place = (row.within, row.place)
        if place not in links:
            anchor = row.address.rpartition("/")[2].removesuffix(".html")
            links[place] = f"{_name('places', number // A_PAGE)}#{anchor}"
        if row.pin:
            yield Pin(row.pin.name, row.pin.lat, row.pin.lon, row.pin.radius_km, links[place])


def _name(stem: str, number: int) -> str:
    return f"{stem}.html" if number == 0 else f"{stem}-{number + 1}.html"
