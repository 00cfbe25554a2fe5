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

_LINE_ENDS = "\n\u2028\u2029"
_DATELINE_BEFORE = re.compile(r"\s*[A-Z][A-Z'’ .\-/]{2,40}(?:,\s*[A-Z][\w. ]{2,25})?,?\s*\(?")
_NAMED_BEFORE = re.compile(r"\s*[A-Z][\w'’ .\-/]{2,40},\s*[A-Z][\w. ]{2,25}\s?\(")
_DATELINE_AFTER = re.compile(r"\)?\s*(?:\([^)\n]{2,40}\)\s*)?(?:[-–—:]|$|\s)")
_HEADING_AFTER = re.compile(r"\s?[:–—-]\s")
_NUMBERED = re.compile(r"\b((?:19|20)\d\d)-(0\d|1[0-2])-[A-Z]{1,3}[-–]\d+")


class TimeContext(Struct, frozen=True, kw_only=True):
    """What is known of a report beside its text.

    `published` and `captured` are ISO 8601; `zone` is the name, in the time zone database, of the zone
    where the events are told of, for "local time"; `language` names the language pack.
    """

    language: str = "en"
    published: str | None = None
    captured: str | None = None
    zone: str | None = None


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
    """Give the datelines of a text with their days, in order; one without a year to be had is left out."""
    anchors: list[Anchor] = []
    for e in found:
        if e.month is None or e.day is None or e.wrong or not is_dateline(text, e):
            continue
        year, because = _year(text, e, found, published)
        try:
            day = date(year, e.month, e.day) if year else None
        except ValueError:
            day = None
        if day is not None:
            anchors.append(Anchor(e.start, day, f"the dateline «{text[e.start : e.end]}»{because}"))
    return anchors


def is_dateline(text: str, e: Expression | TimeMention) -> bool:
    """Tell whether a date stands as the dateline of a report, or before the colon that opens a heading."""
    line = max(text.rfind(mark, 0, e.start) for mark in _LINE_ENDS) + 1
    if e.start - line > 70:
        return False
    if text[line : e.start].strip() == "":
        return line < 300 and _HEADING_AFTER.match(text, e.end) is not None
    before = _DATELINE_BEFORE.fullmatch(text, line, e.start) or _NAMED_BEFORE.fullmatch(text, line, e.start)
    return bool(before and _DATELINE_AFTER.match(text, e.end))


def _year(
    text: str, e: Expression, found: Sequence[Expression], published: date | None
) -> tuple[int | None, str]:
    """The year of a dateline: its own, or that of the document's number, the publication, a date near by."""
    if e.year is not None:
        return e.year, ""
    numbered = numbered_year(text, e.month)
    if numbered is not None:
        return numbered, ", its year from the number of the document"
    if published is not None:
        nearest = min((published.year + k for k in (-1, 0, 1)), key=lambda y: _away(y, e, published))
        return nearest, ", its year from the publication"
    years = {o.year for o in found if o.year and o.month == e.month and o.day == e.day}
    if len(years) == 1:
        return years.pop(), ", its year from the same date elsewhere in the text"
    return None, ""


def numbered_year(text: str, month: int | None) -> int | None:
    """Give the year in the number of a document ("2010-07-CA-129"), where its month is the one asked for."""
    years = {int(m[1]) for m in _NUMBERED.finditer(text) if int(m[2]) == month}
    return years.pop() if len(years) == 1 else None


def _away(year: int, e: Expression, published: date) -> int:
    try:
        return abs((date(year, e.month or 1, e.day or 1) - published).days)
    except ValueError:
        return 9999
