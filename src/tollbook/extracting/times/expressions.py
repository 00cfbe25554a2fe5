"""Time expressions of a text: the parts that the words give, not yet a moment.

Takes a text and the words of its language. Gives expressions in text order, each with what it says of the
year, month, day, weekday, clock time, zone, or of a step back and forth; `resolving` makes moments of them.
"""

from __future__ import annotations

import re

from msgspec import Struct

from tollbook.extracting.times.words import TimeWords


class Expression(Struct):
    """One time expression. `shift` counts units from an anchor; `wrong` says why no moment can be meant."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    weekday: int | None = None
    which: str | None = None
    unit: str | None = None
    shift: int | None = None
    anchor: str | None = None
    night: bool = False
    part: bool = False
    hours: tuple[int, int] | None = None
    hour: int | None = None
    minute: int = 0
    zone: str | None = None
    wrong: str | None = None
    length: bool = False


def expressions(text: str, words: TimeWords) -> list[Expression]:
    """Give the time expressions of a text in order; neighbouring parts ("16:00", "on Tuesday") are joined."""
    found: list[Expression] = []
    for match in words.atom.finditer(text):
        atom = _read(match, words) if not found or match.start() >= found[-1].end else None
        if atom is None:
            continue
        if atom.hour is not None:
            _add_zone(atom, text, words)
        if found and not found[-1].length and not atom.length and _joins(text, found[-1], atom, words):
            _merge(found[-1], atom)
        else:
            found.append(atom)
    for e in found:
        _narrow(e, text, words)
    return [e for e in found if not (e.part and _bare(e)) or _as_of(e, text, words)]


def _as_of(e: Expression, text: str, words: TimeWords) -> bool:
    """Whether a mere part of a day says until when a count holds ("by evening")."""
    before = text[max(0, e.start - _CUE_REACH) : e.start]
    return e.hours is not None and words.cues["as_of"].search(before) is not None


def _narrow(e: Expression, text: str, words: TimeWords) -> None:
    """Take in what "early" or "late" before a day makes of the hours: "late on Saturday", "early Sunday"."""
    if e.hour is not None or e.length or not (e.hours or _is_day(e)):
        return
    edge = words.edge.search(text, max(0, e.start - _CUE_REACH), e.start)
    if edge is not None:
        e.hours = _edge(edge["edge"].lower(), "day" if e.hours is None else None, e.hours or (0, 24), words)


def _is_day(e: Expression) -> bool:
    return (e.day is not None and e.last_day is None) or e.weekday is not None or e.unit == "day"


def _edge(edge: str, part: str | None, hours: tuple[int, int], words: TimeWords) -> tuple[int, int]:
    """The hours of the early or late part of some hours."""
    names = [part] if part else [name for name, known in words.pack.parts.items() if known == hours]
    known = next(
        (words.pack.narrowed[key] for n in names if (key := f"{edge} {n}") in words.pack.narrowed), None
    )
    middle = (hours[0] + hours[1]) // 2
    if known is not None:
        return known
    if edge in words.pack.first_half:
        return hours[0], middle
    return (middle, hours[1]) if edge in words.pack.last_half else hours


def _bare(e: Expression) -> bool:
    """Whether an expression is a mere part of a day ("morning") with no day to it."""
    return (
        e.day is None
        and e.weekday is None
        and e.shift is None
        and e.hour is None
        and e.month is None
        and e.year is None
    )


def _read(match: re.Match[str], words: TimeWords) -> Expression | None:
    kind = match.lastgroup or ""
    for kind in _KINDS:
        if match[kind]:
            break
    atom = Expression(match.start(), match.end())
    return atom if _READERS[kind](atom, match, words) else None


def _iso(e: Expression, m: re.Match[str], words: TimeWords) -> bool:
    e.year, e.month, e.day = int(m["iy"]), int(m["im"]), int(m["id"])
    if m["ih"]:
        e.hour, e.minute = int(m["ih"]), int(m["imi"])
        e.wrong = "no such time of day" if e.hour > 24 or e.minute > 59 else None
    return True


def _numeric(e: Expression, m: re.Match[str], words: TimeWords) -> bool:
    a, b = int(m["na"]), int(m["nb"])
    e.year = int(m["ny"])
    if m["ns"] == "/" and a <= 12 and b <= 12 and a != b:
        e.wrong = "day and month cannot be told apart"
        return True
    e.day, e.month = (a, b) if m["ns"] == "." or a > 12 or a == b else (b, a)
    return True


def _dated(e: Expression, m: re.Match[str], words: TimeWords) -> bool:
    first = m["dmy"] is not None
    e.month = words.months[(m["m1"] if first else m["m2"]).lower()]
    e.day = _number(m["d1"] if first else m["d2"])
    last = m["d1b"] if first else m["d2b"]
    e.last_day = _number(last) if last else None
    year = m["y1"] if first else m["y2"]
    if year:
        e.year = int(year) if len(year) == 4 else 1900 + int(year)
    return True


def _month_year(e: Expression, m: re.Match[str], words: TimeWords) -> bool:
    e.month, e.year = words.months[m["m3"].lower()], int(m["y3"])
    return True


def _month(e: Expression, m: re.Match[str], words: TimeWords) -> bool:
    if m["m4"].isupper() and m["m4"] in ("MAY", "MARCH", "SUN", "SAT", "MON"):
        return False
    e.month, e.which = words.months[m["m4"].lower()], (m["mmod"] or "").lower() or None
    e.start = m.start("mmod") if m["mmod"] else m.start("m4")
    return True


def _year(e: Expression, m: re.Match[str], words: TimeWords) -> bool:
    e.year, e.start = int(m["y4"]), m.start("y4")
    return True


def _weekday(e: Expression, m: re.Match[str], words: TimeWords) -> bool:
    if m["w"] in ("SUN", "SAT", "MON", "Sun", "Sat", "Mon") and not m[0].endswith("."):
        return False
    e.weekday, e.which = words.weekdays[m["w"].lower()], (m["wmod"] or "").lower() or None
    if m[0].endswith("."):
        e.end -= 1
    return True


def _ago(e: Expression, m: re.Match[str], words: TimeWords) -> bool:
    way = m["way"].lower()
    e.unit = words.pack.units[m["au"].lower()]
    if e.unit == "second":
        return False
    e.shift = _count(m["an"], words) * (1 if way in words.pack.later else -1)
    e.anchor = "speaking" if way in words.pack.ago else "told"
    return True


def _day(e: Expression, m: re.Match[str], words: TimeWords) -> bool:
    e.unit, e.shift, e.anchor = "day", words.pack.days[_plain(m["rel"])], "speaking"
    e.hours = _hours(m["rel"], words)
    return True


def _weekend(e: Expression, m: re.Match[str], words: TimeWords) -> bool:
    modifier = m[0].split()[0].lower()
    e.unit, e.anchor = "weekend", "speaking"
    e.shift = 1 if modifier in words.pack.ahead else 0
    return True


def _holiday(e: Expression, m: re.Match[str], words: TimeWords) -> bool:
    e.month, e.day = map(int, words.pack.holidays[_plain(m["holiday"]).replace("’", "'")].split("-"))
    return True


def _night(e: Expression, m: re.Match[str], words: TimeWords) -> bool:
    e.unit, e.shift, e.anchor, e.night = "day", words.pack.nights[_plain(m["night"])], "speaking", True
    e.hours = _hours(m["night"], words)
    return True


def _told(e: Expression, m: re.Match[str], words: TimeWords) -> bool:
    e.unit, e.shift, e.anchor = "day", words.pack.narrative[_plain(m["told"])], "told"
    e.hours = _hours(m["told"], words)
    return True


def _unit(e: Expression, m: re.Match[str], words: TimeWords) -> bool:
    modifier, unit = m["umod"].lower(), words.pack.units[m["uu"].lower()]
    if unit in ("second", "minute") or (unit == "day" and modifier == "this"):
        return False
    if m["un"]:
        e.length, e.wrong = True, "a length of time without a fixed begin"
        return True
    back = modifier in words.pack.back
    e.unit, e.shift = unit, 0 if modifier == "this" else -1 if back else 1
    e.anchor = "speaking" if modifier != "previous" and modifier != "following" else "told"
    return True


def _length(e: Expression, m: re.Match[str], words: TimeWords) -> bool:
    if (m["lu"] or m["hu"]).lower() == "second" and _count(m["ln"] or m["hn"], words) == 1:
        return False
    e.length, e.wrong = True, "a length of time"
    e.start = m.start("ln") if m["length"] else e.start
    return True


def _clock(e: Expression, m: re.Match[str], words: TimeWords) -> bool:
    if m["military"]:
        if m["military"][:2] in ("19", "20") and not _PLAIN_CLOCK.match(m.string, m.end()):
            return False
        e.hour, e.minute = int(m["mh"]), int(m["mm"])
        return True
    half = (m["ap1"] or m["ap2"] or "").lower().replace(".", "")
    if m["cs"] == "." and not half:
        return False
    e.hour, e.minute = int(m["h"]), int(m["mi"] or 0)
    if half and 1 <= e.hour <= 12:
        e.hour = e.hour % 12 + (12 if half == "pm" else 0)
    if e.hour > 24 or e.minute > 59 or (e.hour == 24 and e.minute):
        e.wrong = "no such time of day"
    return True


def _named(e: Expression, m: re.Match[str], words: TimeWords) -> bool:
    e.hour, e.minute = map(int, words.pack.clocks[m["named"].lower()].split(":"))
    return True


def _part(e: Expression, m: re.Match[str], words: TimeWords) -> bool:
    e.part, e.hours = True, _hours(m["part"], words)
    first = _plain(m["part"]).replace("-", " ").partition(" ")[0]
    if e.hours and first in words.pack.early:
        e.hours = _edge(first, None, e.hours, words)
    return True


def _hours(text: str, words: TimeWords) -> tuple[int, int] | None:
    """The hours of the part of a day that ends an expression."""
    forms = _plain(text).replace("-", " ").split()
    return words.pack.parts.get(" ".join(forms[-2:])) or words.pack.parts.get(forms[-1])


_CUE_REACH = 40
_PLAIN_CLOCK = re.compile(r"\s?(?:hours|hrs|GMT|UTC)\b")
_READERS = {
    "iso": _iso, "num": _numeric, "dmy": _dated, "mdy": _dated, "my": _month_year, "m": _month, "y": _year,
    "weekday": _weekday, "ago": _ago, "weekend": _weekend, "holiday": _holiday,
    "night": _night, "rel": _day, "told": _told, "unit": _unit,
    "length": _length, "hyphen": _length, "clock": _clock, "named": _named, "part": _part,
}  # fmt: skip
_KINDS = tuple(_READERS)


def _add_zone(e: Expression, text: str, words: TimeWords) -> None:
    """Take the zone that follows a clock time into the expression."""
    match = words.zone.match(text, e.end)
    if match is None:
        hours = re.compile(r"\s?(?:hours|hrs)\b").match(text, e.end)
        match = words.zone.match(text, hours.end()) if hours else None
        e.end = hours.end() if hours else e.end
    if match is None:
        return
    e.zone = match["named"] or match["offset"] or match["zone"]
    e.end = match.end()


def _joins(text: str, left: Expression, right: Expression, words: TimeWords) -> bool:
    """Whether two neighbouring parts say one thing: nothing but small words between, and no field twice."""
    gap = text[left.end : right.start]
    if gap == " (" and left.weekday is not None and left.month is None and right.month is not None:
        return right.weekday is None
    if len(gap) > 24 or "\n" in gap or not words.glue.fullmatch(gap):
        return False
    twice = (
        (left.hour is not None and right.hour is not None)
        or (left.weekday is not None and right.weekday is not None)
        or (left.month is not None and right.month is not None)
        or (left.shift is not None and (right.shift is not None or right.month is not None))
        or (right.shift is not None and (left.month is not None or left.weekday is not None))
        or (left.year is not None and right.year is not None)
    )  # fmt: skip
    if twice or " and " in f" {gap} ":
        return False
    return not (
        right.year is not None and right.month is None and (left.month is None or left.hour is not None)
    )


def _merge(left: Expression, right: Expression) -> None:
    """Take the fields of the right part into the left one."""
    left.end = right.end
    for name in (
        "year",
        "month",
        "day",
        "last_day",
        "weekday",
        "which",
        "unit",
        "shift",
        "anchor",
        "hours",
        "hour",
        "zone",
        "wrong",
    ):
        if getattr(left, name) is None:
            setattr(left, name, getattr(right, name))
    left.minute = left.minute or right.minute
    left.night = left.night or right.night
    left.part = left.part or right.part


def _number(text: str) -> int:
    return int(re.match(r"\d+", text)[0])  # type: ignore[index]


def _count(text: str, words: TimeWords) -> int:
    return int(text) if text.isdigit() else words.pack.numbers.get(_plain(text), 2)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
