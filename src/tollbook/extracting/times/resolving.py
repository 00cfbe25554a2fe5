"""From time expressions to moments, days and periods, each with the reason, or with the reason why not."""

from __future__ import annotations

import calendar
from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

from tollbook.extracting.times.anchors import Anchor, TimeContext, numbered_years, published_day
from tollbook.extracting.times.expressions import Expression
from tollbook.extracting.times.words import TimeWords
from tollbook.extracting.times.zones import find_zone
from tollbook.model.when import TimePrecision

_AHEAD_DAYS = 45
_RECENT_DAYS = 3
_MOMENT = "%Y-%m-%dT%H:%MZ"
_NEAR_DAYS = 31
_NO_YEAR = "no year is given, and neither a publication date nor a dateline tells it"
_NO_ANCHOR = "it is counted from a day that neither a publication date nor a dateline tells"


class Resolved(Struct, frozen=True):
    """What an expression means: days or UTC moments in ISO 8601, both included, or nothing; and why."""

    start: str | None
    end: str | None
    precision: TimePrecision | None
    because: str
    day: date | None = None
    stretch: str | None = None


class Resolver:
    """The state of resolving one text: the day of speaking, and the last day and year that the text named."""

    def __init__(self, text: str, context: TimeContext, words: TimeWords, anchors: Sequence[Anchor]) -> None:
        self.numbered = numbered_years(text)
        self.context = context
        self.words = words
        self.published = published_day(context)[0]
        self.anchors = anchors
        self.starts = [anchor.start for anchor in anchors]
        self.told: date | None = None
        self.dated: tuple[date, str] | None = None

    def speaking(self, offset: int) -> tuple[date | None, str]:
        """Give the day from which words at an offset count, and what says so."""
        before = bisect_right(self.starts, offset)
        if before:
            return self.anchors[before - 1].day, self.anchors[before - 1].because
        if self.published is not None:
            return self.published, f"the publication on {self.published}"
        if len(self.anchors) == 1:
            return self.anchors[0].day, self.anchors[0].because
        return None, ""

    def resolve(self, e: Expression, quote: str, *, future: bool = False) -> Resolved:
        """Give the meaning of an expression; `future`: the words beside it tell of things to come."""
        found = self._resolve(e, future)
        if found.day is not None:
            self.told = found.day
            if e.year is not None and e.month is not None:
                self.dated = (found.day, quote)
        return found

    def _resolve(self, e: Expression, future: bool) -> Resolved:
        if e.wrong is not None:
            return Resolved(None, None, "period" if e.length else None, e.wrong)
        if e.month is not None and e.day is not None:
            return self._dated(e, future)
        if e.month is not None or e.year is not None:
            return self._month_or_year(e, future)
        if e.weekday is not None:
            return self._weekday(e, future)
        if e.shift is not None:
            return self._shifted(e)
        day, because = self.speaking(e.start)
        if e.hours is not None and e.hour is None:
            return self._part(e, day, because)
        if day is None or e.zone is None:
            return Resolved(None, None, None, "a time of day without its day")
        return self._at_clock(e, day, f"on the day of {because}")

    def _dated(self, e: Expression, future: bool) -> Resolved:
        year, because = (e.year, "the words give the whole date") if e.year else self._year(e, future)
        if year is None:
            wrong = _impossible(2000, e)
            return Resolved(None, None, None, wrong or because)
        wrong = _impossible(year, e)
        if wrong:
            return Resolved(None, None, None, wrong)
        assert e.month is not None
        assert e.day is not None
        day = date(year, e.month, e.day)
        if e.weekday is not None and day.weekday() != e.weekday:
            because += f"; {day} was a {calendar.day_name[day.weekday()]}, the weekday named is another"
        if e.last_day is not None and e.last_day > e.day:
            last = min(e.last_day, calendar.monthrange(year, e.month)[1])
            return Resolved(day.isoformat(), day.replace(day=last).isoformat(), "period", because, day)
        return self._at_clock(e, day, because)

    def _year(self, e: Expression, future: bool) -> tuple[int | None, str]:
        """The year of a date without one: the one that lies nearest before the day of speaking."""
        anchor, because = self.speaking(e.start)
        numbered = None if anchor else self.numbered.get(e.month or 0)
        if numbered is not None:
            return numbered, f"no year is given; {numbered} is in the number of the document"
        if anchor is None and self.dated is not None and _is_near(self.dated[0], e):
            return self.dated[0].year, f"its year is that of «{self.dated[1]}», named before it"
        if anchor is None:
            return None, _NO_YEAR
        limit = anchor + timedelta(days=330 if future else _AHEAD_DAYS)
        for year in (anchor.year + 1, anchor.year, anchor.year - 1):
            if not _impossible(year, e) and date(year, e.month or 1, e.day or 1) <= limit:
                return year, f"no year is given; {year} follows from {because}"
        return anchor.year - 1, f"no year is given; {anchor.year - 1} follows from {because}"

    def _month_or_year(self, e: Expression, future: bool) -> Resolved:
        if e.month is None:
            assert e.year is not None
            return Resolved(f"{e.year}-01-01", f"{e.year}-12-31", "year", "the words give the year")
        year, because = (e.year, "the words give month and year") if e.year else self._year(e, future)
        if year is None:
            return Resolved(None, None, "month", because)
        if e.year is None and e.which in self.words.pack.back and self.speaking(e.start)[0] is not None:
            speaking = self.speaking(e.start)[0]
            year -= speaking is not None and (year, e.month) >= (speaking.year, speaking.month)
        last = calendar.monthrange(year, e.month)[1]
        return Resolved(f"{year}-{e.month:02}-01", f"{year}-{e.month:02}-{last:02}", "month", because)

    def _weekday(self, e: Expression, future: bool) -> Resolved:
        anchor, because = self.speaking(e.start)
        if anchor is None:
            return Resolved(None, None, "day", _NO_ANCHOR)
        assert e.weekday is not None
        back = (anchor.weekday() - e.weekday) % 7
        if e.which in self.words.pack.ahead or (future and e.which not in self.words.pack.back):
            day = anchor + timedelta(days=(7 - back) % 7 or 7)
            return self._at_clock(e, day, f"the first such day after {because}")
        day = anchor - timedelta(days=back or (7 if e.which in self.words.pack.back else 0))
        return self._at_clock(e, day, f"the last such day up to {because}")

    def _shifted(self, e: Expression) -> Resolved:
        assert e.shift is not None
        assert e.unit is not None
        anchor, because = self.speaking(e.start)
        if e.anchor == "told":
            if self.told is None:
                return Resolved(
                    None, None, _unit_precision(e.unit), "the day it is counted from is not named before"
                )
            anchor, because = self.told, f"{self.told}, named before"
        if anchor is None:
            return Resolved(None, None, _unit_precision(e.unit), _NO_ANCHOR)
        because = f"counted from {because}"
        if e.unit in ("second", "minute", "hour"):
            hours = {"second": 1 / 3600, "minute": 1 / 60, "hour": 1}[e.unit] * e.shift
            day = anchor if abs(hours) < 12 else anchor + timedelta(days=round(hours / 24))
            return self._at_clock(e, day, because)
        if e.unit == "day":
            return self._at_clock(
                e,
                anchor + timedelta(days=e.shift),
                because + ("; a night that began then" if e.night else ""),
            )
        return _wide(e, anchor, because)

    def _part(self, e: Expression, day: date | None, because: str) -> Resolved:
        """A part of the day that the text named last, or of the day of speaking."""
        told = self.told
        if told is not None and (day is None or abs((told - day).days) <= _RECENT_DAYS):
            day, because = told, f"{told}, named before"
        if day is None:
            return Resolved(None, None, None, "a part of a day without its day")
        return self._at_clock(e, day, f"on the day of {because}")

    def _stretch(self, e: Expression, day: date) -> str | None:
        """The UTC moments between which a part of a day lies, by the clock of the report's places."""
        zone = find_zone("local", self.words, self.context.zone or self.context.near)
        if e.hours is None or zone is None:
            return None
        midnight = datetime(day.year, day.month, day.day)
        ends = ((midnight + timedelta(hours=hour)).replace(tzinfo=zone).astimezone(UTC) for hour in e.hours)
        return "/".join(end.strftime(_MOMENT) for end in ends)

    def _at_clock(self, e: Expression, day: date, because: str) -> Resolved:
        """A day, or the moment where the words give a clock time and a zone."""
        if e.hour is None:
            stretch = self._stretch(e, day)
            if stretch is not None:
                because += f"; the part of the day by the clock of {self.context.zone or self.context.near}"
            return Resolved(day.isoformat(), day.isoformat(), "day", because, day, stretch)
        home = self.context.zone or self.context.near
        zone = find_zone(e.zone, self.words, home) if e.zone else None
        if zone is None and e.zone is None and self.context.zone:
            zone = find_zone("local", self.words, self.context.zone)
            because += "; the clock is taken as that of the place"
        if zone is None:
            missing = f"the zone «{e.zone}» is not known" if e.zone else "no time zone is named"
            return Resolved(
                day.isoformat(), day.isoformat(), "day", f"{because}; {missing}, the day alone is kept", day
            )
        local = datetime(day.year, day.month, day.day, e.hour % 24, e.minute, tzinfo=zone)
        moment = (local + timedelta(days=e.hour // 24)).astimezone(UTC)
        text = moment.strftime(_MOMENT)
        return Resolved(text, text, "time", because, day)


def _is_near(day: date, e: Expression) -> bool:
    """Whether a date without a year lies within a month of a day, in that day's year."""
    if _impossible(day.year, e):
        return False
    return abs((date(day.year, e.month or 1, e.day or 15) - day).days) <= _NEAR_DAYS


def _impossible(year: int, e: Expression) -> str | None:
    """Why a date is none, if it is none."""
    if not 1 <= (e.month or 1) <= 12:
        return f"there is no month {e.month}"
    last = calendar.monthrange(year, e.month or 1)[1]
    if not 1 <= (e.day or 1) <= last:
        return (
            f"{calendar.month_name[e.month or 1]} {year} has no day {e.day}"
            if e.year
            else (f"{calendar.month_name[e.month or 1]} has no day {e.day}")
        )
    return None


def _unit_precision(unit: str) -> TimePrecision:
    return {"week": "week", "month": "month", "year": "year", "fortnight": "period", "decade": "period"}.get(
        unit, "day"
    )  # type: ignore[return-value]


def _wide(e: Expression, anchor: date, because: str) -> Resolved:
    """Weeks, months and years from a day: the whole week, month or year that is named."""
    assert e.shift is not None
    if e.unit == "week":
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=e.shift)
        return Resolved(monday.isoformat(), (monday + timedelta(days=6)).isoformat(), "week", because)
    if e.unit == "weekend":
        saturday = anchor - timedelta(days=(anchor.weekday() - 5) % 7) + timedelta(weeks=e.shift)
        return Resolved(saturday.isoformat(), (saturday + timedelta(days=1)).isoformat(), "period", because)
    if e.unit == "month":
        number = anchor.year * 12 + anchor.month - 1 + e.shift
        year, month = number // 12, number % 12 + 1
        last = calendar.monthrange(year, month)[1]
        return Resolved(f"{year}-{month:02}-01", f"{year}-{month:02}-{last:02}", "month", because)
    if e.unit == "year":
        year = anchor.year + e.shift
        return Resolved(f"{year}-01-01", f"{year}-12-31", "year", because)
    days = {"fortnight": 14, "decade": 3652}.get(e.unit or "", 1) * e.shift
    first, last_day = sorted((anchor, anchor + timedelta(days=days)))
    return Resolved(first.isoformat(), last_day.isoformat(), "period", because)
