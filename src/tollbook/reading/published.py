"""Publication dates as sources write them, given back as ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_DAY_NAME = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_IN_WORDS = re.compile(
    rf"{_DAY_NAME}(?:{_MONTH}\s+{_DAY}|{_DAY.replace('day', 'day2')}\s+{_MONTH.replace('month', 'month2')})"
    r",?\s+(?P<year>\d{4})",
    re.IGNORECASE,
)
_IN_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_ISO = re.compile(r"\d{4}(?:-\d\d-\d\d|\d{4}|-?W\d\d-?\d)(?P<time>[Tt ]\d\d[0-9:.,]*(?:[Zz]|[+-][0-9:]+)?)?")
_YEAR_FIRST = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")

OLDEST = date(1970, 1, 2)
"""Earlier publication dates are pointed out: they are mostly empty fields that a program filled."""


def iso(said: str) -> str | None:
    """Give a publication date as ISO 8601, or `None` where it is none or may be read in two ways.

    Takes ISO 8601, RFC 2822 ("Tue, 01 Jan 2024 10:00:00 +0300"), English dates in words ("June 21, 2024") and
    dates in numbers whose day cannot be a month ("21/06/2024"). A time and its zone are kept where they are
    given.
    """
    said = " ".join(said.split())
    for reading in (_iso_8601, _rfc_2822, _words, _numbers):
        try:
            found = reading(said)
        except (ValueError, OverflowError, IndexError):
            continue
        if found is not None:
            return found
    return None


def doubt(published: str, now: datetime | None = None) -> str | None:
    """Say what is improbable about an ISO date of publication: that it lies ahead, or before 1970."""
    day = date.fromisoformat(published[:10])
    now = now or datetime.now(UTC)
    if day > now.date() + timedelta(days=1):
        return "lies in the future"
    return "lies before 1970" if day < OLDEST else None


def _iso_8601(said: str) -> str | None:
    match = _ISO.fullmatch(said)
    if match is None:
        return None
    moment = datetime.fromisoformat(said)
    return moment.isoformat() if match["time"] else moment.date().isoformat()


def _rfc_2822(said: str) -> str | None:
    return parsedate_to_datetime(said).isoformat() if ":" in said else None


def _words(said: str) -> str | None:
    match = _IN_WORDS.fullmatch(said)
    if match is None:
        return None
    name = (match["month"] or match["month2"]).lower()
    name = "september" if name == "sept" else name
    month = next((n for n, full in enumerate(_MONTHS, 1) if full.startswith(name)), 0)
    return date(int(match["year"]), month, int(match["day"] or match["day2"])).isoformat()


def _numbers(said: str) -> str | None:
    if match := _YEAR_FIRST.fullmatch(said):
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    match = _IN_NUMBERS.fullmatch(said)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if first == second or second > 12:
        return date(year, first, second).isoformat()
    return date(year, second, first).isoformat() if first > 12 else None
