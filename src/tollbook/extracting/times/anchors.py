"""The days from which "yesterday" and "Tuesday" are counted: of datelines in the text, of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct

from tollbook.extracting.times.expressions import Expression
from tollbook.model import Problem, TimeMention

EARLIEST = 1950
"""A publication date before this year is taken for a fault of the material."""

_DATELINE_REACH = 70
_LINE_ENDS = "\n\u2028\u2029"
_UPPER = "A-ZÀ-ÖØ-ÞŁŚŽŠČĐİ"
_DATELINE_BEFORE = re.compile(rf"\s*[{_UPPER}][{_UPPER}'’ .\-/]{{2,40}}(?:,\s*[A-Z][\w. ]{{2,25}})?,?\s*\(?")
_NAMED_BEFORE = re.compile(r"\s*[A-Z][\w'’ .\-/]{2,40},\s*[A-Z][\w. ]{2,25}\s?\(")
_DATELINE_AFTER = re.compile(r"\)?\s*(?:\([^)\n]{2,40}\)\s*)?(?:[-–—:]|$|\s)")
_HEADING_REACH = 150
_HEADING_AFTER = re.compile(r"\s?[:–—-]\s")
_NUMBERED = re.compile(r"\b((?:19|20)\d\d)-(0\d|1[0-2])-[A-Z]{1,3}[-–]\d+")


class TimeContext(Struct, frozen=True, kw_only=True):
    """What is known of a report beside its text.

    `published` and `captured` are ISO 8601; `zone` is the name, in the time zone database, of the zone
    where the events are told of, for clock times that name none; `near` is that of the places of the text,
    for "local time" and parts of a day alone; `language` names the language pack.
    """

    language: str = "en"
    published: str | None = None
    captured: str | None = None
    zone: str | None = None
    near: str | None = None


NOTHING_KNOWN = TimeContext()
"""The context of a text of which nothing else is known."""


class Anchor(Struct, frozen=True):
    """A day of speaking that holds from an offset of the text on, and why."""

    start: int
    day: date
    because: str


def published_day(context: TimeContext) -> tuple[date | None, tuple[Problem, ...]]:
    """Give the day of publication, or `None` with a problem where it cannot be one.

    A date that is no date, one before 1950, and one after the capture are not used.
    """
    if context.published is None:
        return None, ()
    day = _iso_day(context.published)
    if day is None:
        return None, (_problem(f"the publication date {context.published!r} is no ISO 8601 date"),)
    captured = _iso_day(context.captured) if context.captured else None
    if day.year < EARLIEST:
        return None, (_problem(f"the publication date {day} is too early to be one; it is not used"),)
    if captured is not None and day > captured + timedelta(days=1):
        return None, (_problem(f"the publication date {day} lies after the capture; it is not used"),)
    return day, ()


def _iso_day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        return None


def _problem(what: str) -> Problem:
    return Problem(what=what, where="report.published", stage="extracting")


def datelines(text: str, found: Sequence[Expression], published: date | None) -> list[Anchor]:
    """Give the datelines of a text with their days, in order; one without a year to be had is left out.

    A full date at the end of the heading ("Evening update, June 3, 2011") is the report's day as well.
    """
    anchors: list[Anchor] = []
    years = _Years(numbered_years(text), _dated(found), published)
    for e in found:
        if e.month is None or e.day is None or e.wrong:
            continue
        if not (is_dateline(text, e) or _ends_heading(text, e)):
            continue
        year, because = _year(e, years)
        try:
            day = date(year, e.month, e.day) if year else None
        except ValueError:
            day = None
        if day is not None:
            anchors.append(Anchor(e.start, day, f"the dateline «{text[e.start : e.end]}»{because}"))
    return anchors


def line_start(text: str, offset: int) -> int:
    """Give where the line of an offset begins, or an offset further back than a dateline is long."""
    first = max(0, offset - _DATELINE_REACH - 2)
    return max(first - 1, *(text.rfind(mark, first, offset) for mark in _LINE_ENDS)) + 1


def is_dateline(text: str, e: Expression | TimeMention) -> bool:
    """Tell whether a date stands as the dateline of a report, or before the colon that opens a heading."""
    line = line_start(text, e.start)
    if e.start - line > _DATELINE_REACH:
        return False
    if text[line : e.start].strip() == "":
        return line < 300 and _HEADING_AFTER.match(text, e.end) is not None
    before = _DATELINE_BEFORE.fullmatch(text, line, e.start) or _NAMED_BEFORE.fullmatch(text, line, e.start)
    return bool(before and _DATELINE_AFTER.match(text, e.end))


def _ends_heading(text: str, e: Expression) -> bool:
    """Whether a full date ends the first line of a text, behind other words."""
    start = len(text) - len(text.lstrip())
    line = line_start(text, e.start)
    ends = e.end == len(text) or text[e.end] in _LINE_ENDS
    return bool(e.year) and ends and line <= start < e.start < start + _HEADING_REACH


class _Years(Struct, frozen=True):
    """What tells the year of a dateline: numbers of documents, dates with a year, the publication."""

    numbered: dict[int, int]
    dated: dict[tuple[int, int], set[int]]
    published: date | None


def _dated(found: Sequence[Expression]) -> dict[tuple[int, int], set[int]]:
    """The years that a text gives for a month and a day."""
    dated: dict[tuple[int, int], set[int]] = {}
    for e in found:
        if e.year and e.month and e.day:
            dated.setdefault((e.month, e.day), set()).add(e.year)
    return dated


def _year(e: Expression, years: _Years) -> tuple[int | None, str]:
    """The year of a dateline: its own, or of the document's number, the publication, a date near by."""
    if e.year is not None:
        return e.year, ""
    if e.month in years.numbered:
        return years.numbered[e.month], ", its year from the number of the document"
    published = years.published
    if published is not None:
        nearest = min((published.year + k for k in (-1, 0, 1)), key=lambda y: _away(y, e, published))
        return nearest, ", its year from the publication"
    same = years.dated.get((e.month or 0, e.day or 0), set())
    if len(same) == 1:
        return next(iter(same)), ", its year from the same date elsewhere in the text"
    return None, ""


def numbered_years(text: str) -> dict[int, int]:
    """Give the years in numbers of documents ("2010-07-CA-129") by their months, where a month has one."""
    years: dict[int, set[int]] = {}
    for match in _NUMBERED.finditer(text):
        years.setdefault(int(match[2]), set()).add(int(match[1]))
    return {month: found.pop() for month, found in years.items() if len(found) == 1}


def _away(year: int, e: Expression, published: date) -> int:
    try:
        return abs((date(year, e.month or 1, e.day or 1) - published).days)
    except ValueError:
        return 9999
