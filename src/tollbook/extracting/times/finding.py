"""From the text to time mentions, and the check that one moment told in two zones is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from hashlib import blake2b

from msgspec import Struct

from tollbook.extracting.times.anchors import NOTHING_KNOWN, TimeContext, datelines, published_day
from tollbook.extracting.times.expressions import Expression, expressions
from tollbook.extracting.times.resolving import Resolved, Resolver
from tollbook.extracting.times.words import TimeWords, time_words
from tollbook.extracting.times.zones import find_zone
from tollbook.model import Conflict, Problem, TimeMention

PAIR = re.compile(r"\s?[(/,;]\s?|\s?[(,]?\s?(?:or|i\.e\.|that is)\s")
"""What stands between two clock times that are one moment in two zones."""

_REACH = 40


class TimeReading(Struct, frozen=True):
    """The time mentions of a text, conflicts of zones, and what is wrong with the publication date."""

    mentions: tuple[TimeMention, ...]
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()


def find_times(text: str, context: TimeContext = NOTHING_KNOWN) -> tuple[TimeMention, ...]:
    """Give every time expression of a text in order, with the moment, day or period that it names.

    `utc` is a day ("2023-12-30"), a UTC moment ("2023-12-30T21:00Z") or two of them joined by "/" (first
    and last day); it is `None` where the words do not settle it, and `because` says why, or what settled
    it. Impossible dates and times are kept as said. Never raises for any text.
    """
    return read_times(text, context).mentions


def read_times(text: str, context: TimeContext = NOTHING_KNOWN) -> TimeReading:
    """Give the time mentions of a text with conflicts of zones and problems of the publication date."""
    words = time_words(context.language)
    published, problems = published_day(context)
    found = expressions(text, words)
    resolver = Resolver(text, context, words, datelines(text, found, published))
    resolved = [resolver.resolve(e, text[e.start : e.end], future=_future(text, e, words)) for e in found]
    conflicts = _check_pairs(text, found, resolved, resolver)
    mentions = tuple(_mention(text, e, r) for e, r in zip(found, resolved, strict=True))
    return TimeReading(mentions, tuple(conflicts), problems)


def _future(text: str, e: Expression, words: TimeWords) -> bool:
    if e.hour is not None and e.zone is not None:
        return False
    before = text[max(0, e.start - _REACH) : e.start]
    return words.cues["future"].search(before) is not None


def _mention(text: str, e: Expression, r: Resolved) -> TimeMention:
    utc = r.start if r.start == r.end else f"{r.start}/{r.end}"
    return TimeMention(
        start=e.start,
        end=e.end,
        quote=text[e.start : e.end],
        utc=utc,
        precision=r.precision,
        because=r.because,
        stretch=r.stretch,
    )


def _check_pairs(
    text: str, found: Sequence[Expression], resolved: list[Resolved], resolver: Resolver
) -> list[Conflict]:
    """Compare neighbouring clock times of two zones; a date that one lacks is taken from the other."""
    conflicts = []
    for at in range(len(found) - 1):
        left, right = found[at], found[at + 1]
        if not (_is_zoned(left) and _is_zoned(right) and PAIR.fullmatch(text[left.end : right.start])):
            continue
        zones = [find_zone(e.zone or "", resolver.words, resolver.context.zone) for e in (left, right)]
        if zones[0] is None or zones[1] is None:
            continue
        conflict = _compare(text, (at, at + 1), found, resolved, (zones[0], zones[1]))
        if conflict is not None:
            conflicts.append(conflict)
    return conflicts


def _is_zoned(e: Expression) -> bool:
    return e.hour is not None and e.zone is not None and e.wrong is None


def _compare(
    text: str,
    pair: tuple[int, int],
    found: Sequence[Expression],
    resolved: list[Resolved],
    zones: tuple[tzinfo, tzinfo],
) -> Conflict | None:
    dated = [n for n in (0, 1) if _has_day(found[pair[n]])]
    if not dated:
        return _differ(text, pair, found, resolved, zones) if resolved[pair[0]].start else None
    base = dated[0]
    lead = resolved[pair[base]]
    if lead.start is None:
        for number in pair:
            resolved[number] = Resolved(
                None, None, None,
                f"{lead.because}; whether the two zones agree depends on the rules of summer time that year",
            )  # fmt: skip
        return None
    if len(dated) == 1:
        other = 1 - base
        e = found[pair[other]]
        local = _moment(lead).astimezone(zones[other])
        candidates = [_at(local.date() + timedelta(days=step), e, zones[other]) for step in (-1, 0, 1)]
        moment = min(candidates, key=lambda m: abs(m - _moment(lead)))
        stamp = moment.strftime("%Y-%m-%dT%H:%MZ")
        because = f"its day follows from «{text[found[pair[base]].start : found[pair[base]].end]}»"
        resolved[pair[other]] = Resolved(stamp, stamp, "time", because, local.date())
    return _differ(text, pair, found, resolved, zones)


def _has_day(e: Expression) -> bool:
    return e.day is not None or e.weekday is not None or e.shift is not None


def _differ(
    text: str,
    pair: tuple[int, int],
    found: Sequence[Expression],
    resolved: list[Resolved],
    zones: tuple[tzinfo, tzinfo],
) -> Conflict | None:
    """Give the conflict of two moments that should be one, or note in both that they agree."""
    first, second = (_moment(resolved[n]) for n in pair)
    quotes = [text[found[n].start : found[n].end] for n in pair]
    if first == second:
        for n, other in zip(pair, reversed(quotes), strict=True):
            r = resolved[n]
            resolved[n] = Resolved(
                r.start, r.end, r.precision, f"{r.because}; the same moment as «{other}»", r.day
            )
        return None
    clocks = [m.strftime("%Y-%m-%d %H:%M UTC") for m in (first, second)]
    repairs = (
        f"if «{quotes[0]}» is {second.astimezone(zones[0]).strftime('%B %d, %H:%M')} there",
        f"if «{quotes[1]}» is {first.astimezone(zones[1]).strftime('%B %d, %H:%M')} there",
    )
    key = blake2b(f"time {found[pair[0]].start} {quotes[0]} {quotes[1]}".encode(), digest_size=8).hexdigest()
    return Conflict(
        id=f"cnf_{key}", claims=(), kind="time", within_report=True, rule="one moment in two zones",
        why=f"«{quotes[0]}» is {clocks[0]} and «{quotes[1]}» is {clocks[1]}: these are not one moment",
        repairs=repairs,
    )  # fmt: skip


def _moment(r: Resolved) -> datetime:
    return datetime.fromisoformat(r.start or "")


def _at(day: date, e: Expression, zone: tzinfo) -> datetime:
    local = datetime(day.year, day.month, day.day, (e.hour or 0) % 24, e.minute, tzinfo=zone)
    return (local + timedelta(days=(e.hour or 0) // 24)).astimezone(UTC)
