"""A CSV of incidents and their sources, as people kept them before: one row for each source of an incident.

Takes: the bytes of a table and `Columns`, which say what stands where. Gives: a `TableRow` for each row, or
the problem that keeps it out. Change this when: something else of such a table should be kept.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256

from msgspec import Struct

from tollbook.errors import UsageError
from tollbook.measures import measures
from tollbook.model import Chosen, Incident, Place, When
from tollbook.model.problem import Problem
from tollbook.reading.decoding import decode
from tollbook.reading.given import Given, ReadItem
from tollbook.reading.published import iso
from tollbook.reading.texts import Source, problem, report

LARGEST_FIELD = 5_000_000

_ID = re.compile(r"[\w.:/#-]{1,100}")
_CODE = re.compile(r"[a-z][a-z0-9 _/-]{0,39}")
"""What enters the chain of a ledger, where no words of people may be."""


class Figure(Struct, frozen=True, forbid_unknown_fields=True):
    """The columns of a range that people set; one column alone is the best number."""

    low: str | None = None
    best: str | None = None
    high: str | None = None


class OfIncident(Struct, frozen=True, forbid_unknown_fields=True):
    """The columns that tell of the incident; dates as `tollbook` reads them, positions in decimal degrees."""

    id: str
    date: str | None = None
    until: str | None = None
    kind: str | None = None
    place: str | None = None
    admin1: str | None = None
    country: str | None = None
    lat: str | None = None
    lon: str | None = None


class OfReport(Struct, frozen=True, forbid_unknown_fields=True):
    """The columns that tell of the source; without a text and a title there is no report."""

    id: str | None = None
    text: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    outlet: str | None = None


class Columns(Struct, frozen=True, forbid_unknown_fields=True):
    """Which column holds what, by the names in the first line; figures by the name of their measure."""

    incident: OfIncident
    report: OfReport = OfReport()
    figures: dict[str, Figure | str] = {}


class TableRow(Struct, frozen=True, kw_only=True):
    """One row: the incident with the id that it had, its source if there is one, the ranges people set."""

    where: str
    incident: Incident
    item: ReadItem | None = None
    ranges: tuple[Chosen, ...] = ()


def read_table(data: bytes, columns: Columns, name: str) -> Iterator[TableRow | Problem]:
    """Give every row of a table; a row that cannot be read is a problem, and the next one is read.

    Raises `UsageError` where a column or a measure that was named does not exist.
    """
    text, _ = decode(data)
    csv.field_size_limit(LARGEST_FIELD)
    rows = csv.DictReader(io.StringIO(text, newline=""), dialect=_dialect(text))
    _check(columns, rows.fieldnames or (), name)
    try:
        for row in rows:
            where = f"{name}:{rows.line_num}"
            try:
                yield _row({key: (value or "").strip() for key, value in row.items() if key}, columns, where)
            except ValueError as error:
                yield problem(f"{error}; the row is left out", where, "error")
    except csv.Error as error:
        yield problem(f"the table cannot be read on: {error}", f"{name}:{rows.line_num}", "error")


def _dialect(text: str) -> type[csv.Dialect] | csv.Dialect:
    try:
        return csv.Sniffer().sniff(text.split("\n", 1)[0], delimiters=",;\t|")
    except csv.Error:
        return csv.excel


def _check(columns: Columns, found: object, name: str) -> None:
    there = list(found) if isinstance(found, list | tuple) else []
    parts = (columns.incident, columns.report, *columns.figures.values())
    for part in parts:
        wanted = [part] if isinstance(part, str) else [getattr(part, key) for key in part.__struct_fields__]
        for column in filter(None, wanted):
            if column not in there:
                raise UsageError(f"{name} has no column {column!r}: it has {', '.join(there)}")
    for measure in columns.figures:
        if measure not in measures():
            raise UsageError(f"there is no measure {measure!r}: use one of {', '.join(measures())}")


def _row(row: Mapping[str, str], columns: Columns, where: str) -> TableRow:
    told = {key: row.get(column, "") for key, column in _named(columns.incident)}
    if not told["id"]:
        raise ValueError("the incident has no id")
    own, kind = told["id"], told.get("kind", "").lower()
    if not _ID.fullmatch(own):
        raise ValueError(f"{own[:40]!r} is no id: up to 100 letters, digits and . _ : / # -")
    if kind and not _CODE.fullmatch(kind):
        raise ValueError(f"{kind[:40]!r} is no kind: a few small letters")
    incident = Incident(
        id=own if own.startswith("inc_") else f"inc_{own}",
        kind=kind or None,
        date=_date(told.get("date", ""), told.get("until", "")),
        place=_place(told),
    )
    figures = (_range(measure, figure, row) for measure, figure in columns.figures.items())
    return TableRow(
        where=where,
        incident=incident,
        item=_report(row, columns, own, where),
        ranges=tuple(each for each in figures if each is not None),
    )


def _report(row: Mapping[str, str], columns: Columns, incident: str, where: str) -> ReadItem | None:
    told = {key: row.get(column, "") for key, column in _named(columns.report)}
    text, title = told.get("text", ""), told.get("title", "")
    if not text and not title:
        return None
    if told.get("published") and iso(told["published"]) is None:
        raise ValueError(f"the publication date {told['published'][:40]!r} cannot be read")
    given = Given(
        id=told.get("id") or None,
        title=title or None,
        url=told.get("url") or None,
        published=told.get("published") or None,
        outlet=told.get("outlet") or None,
    )
    data = text.encode("utf-8", "replace")
    made, problems = report(text, given, Source(where=where, checksum=sha256(data).hexdigest()))
    return ReadItem(made, problems, data)


def _date(start: str, until: str) -> When | None:
    if not start:
        return None
    first, last = iso(start), iso(until or start)
    if first is None or last is None:
        raise ValueError(f"the date {(start if first is None else until)[:40]!r} cannot be read")
    if last < first:
        raise ValueError(f"the incident ends ({last}) before it begins ({first})")
    one_day = first[:10] == last[:10]
    return When(start=first[:10], end=last[:10], precision="day" if one_day else "period", ground="words")


def _place(told: Mapping[str, str]) -> Place | None:
    name = told.get("place") or told.get("admin1") or told.get("country")
    lat, lon = _degrees(told.get("lat", ""), 90), _degrees(told.get("lon", ""), 180)
    if name is None:
        return None
    return Place(
        name=name,
        admin1=told.get("admin1") or None,
        country=told.get("country") or None,
        lat=lat,
        lon=lon,
    )


def _degrees(said: str, most: int) -> float | None:
    if not said:
        return None
    try:
        found = float(said)
    except ValueError:
        found = most + 1.0
    if not -most <= found <= most:
        raise ValueError(f"{said[:40]!r} is no position in decimal degrees")
    return found


def _range(measure: str, figure: Figure | str, row: Mapping[str, str]) -> Chosen | None:
    named = {"best": figure} if isinstance(figure, str) else dict(_named(figure))
    told = {key: _number(row.get(column, "")) for key, column in named.items()}
    if all(value is None for value in told.values()):
        return None
    best = told.get("best")
    low, high = told.get("low", best), told.get("high", best)
    low, high = (best if low is None else low), (best if high is None else high)
    if low is not None and high is not None and not low <= (low if best is None else best) <= high:
        raise ValueError(f"{measure}: {low}, {best}, {high} is no range")
    unit = measures()[measure].unit
    return Chosen(measure=measure, unit=unit, low=low, best=best, high=high)


def _number(said: str) -> int | None:
    if not said:
        return None
    if not said.isdecimal():
        raise ValueError(f"{said[:40]!r} is no whole number")
    return int(said)


def _named(part: Struct) -> Iterator[tuple[str, str]]:
    for key in part.__struct_fields__:
        if column := getattr(part, key):
            yield key, column
