"""Harm over a period as SVG: a bar for each day, week or month, from low to high, with the best number.

Takes: the figures of the incidents of a period, each with its day. Gives: buckets, and their drawing. Change
this when: a period is drawn differently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from markupsafe import Markup, escape
from msgspec import Struct

from tollbook.publishing import numbers

WIDTH, HEIGHT = 640, 180
LEFT, RIGHT, TOP, FLOOR = 56, 16, 22, 26
MOST_DAYS, MOST_WEEKS = 31, 26
WIDEST = 40.0
"""A bar is never wider, however few there are."""


class Figure(Struct, frozen=True):
    """A number of one incident with its day; `high` is `None` where it is open."""

    day: date
    low: int
    high: int | None


class Bucket(Struct, frozen=True):
    """A day, week or month: its first day, the sums of what is recorded in it, and of how many incidents."""

    start: date
    words: str
    low: int = 0
    high: int | None = 0
    incidents: int = 0


def buckets(figures: Sequence[Figure]) -> tuple[Bucket, ...]:
    """Give the days, weeks (from Monday on) or months from the first figure to the last, empty ones too."""
    if not figures:
        return ()
    first, last = min(each.day for each in figures), max(each.day for each in figures)
    start = _starts((last - first).days + 1)
    found: dict[date, list[Figure]] = {}
    day = start(first)
    while day <= last:
        found.setdefault(start(day), [])
        day += timedelta(days=1)
    for each in figures:
        found[start(each.day)].append(each)
    kind = "week of " if start is _week else ""
    return tuple(_bucket(first_day, kind, start is _month, held) for first_day, held in sorted(found.items()))


def bars(shown: Sequence[Bucket]) -> Markup:
    """Draw buckets as bars: solid up to low, hollow up to high, a sign where high is open."""
    top = max((max(each.low, each.high or 0) for each in shown), default=1) or 1
    step = (WIDTH - LEFT - RIGHT) / max(len(shown), 1)
    wide = min(step * 0.7, WIDEST)

    def y(number: int) -> float:
        return HEIGHT - FLOOR - (HEIGHT - FLOOR - TOP) * number / top

    parts = []
    for number in dict.fromkeys((0, round(top / 2), top)):
        parts.append(f'<path class="axis" d="M{LEFT} {y(number):.1f}H{WIDTH - RIGHT}"/>')
        parts.append(_text("end", LEFT - 6, y(number) + 4, f"{number:,}", "end"))
    every = -(-len(shown) * 90 // (WIDTH - LEFT - RIGHT)) or 1
    for index, each in enumerate(shown):
        middle = LEFT + step * (index + 0.5)
        parts += _bar(each, (middle - wide / 2, wide), y(each.low), y(each.high or each.low))
        if each.incidents and (len(shown) <= MOST_DAYS):
            height = min(y(each.low), y(each.high or 0))
            parts.append(_text("number", middle, height - 5, _short(each), "middle"))
        if index % every == 0:
            last = middle > WIDTH - RIGHT - 50
            parts.append(
                _text("end", WIDTH if last else middle, HEIGHT - 8, each.words, "end" if last else "middle")
            )
    said = "; ".join(f"{each.words}: {numbers.bounds(each.low, each.high)}" for each in shown)
    head = f'<svg class="trend" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(said)}">'
    parts.append(f'<path class="floor" d="M{LEFT} {y(0):.1f}H{WIDTH - RIGHT}"/>')
    return Markup(head + "".join(parts) + "</svg>")


def _bar(each: Bucket, across: tuple[float, float], low: float, high: float) -> Iterable[str]:
    left, wide = across
    floor = HEIGHT - FLOOR
    said = f"<title>{escape(each.words)}: {escape(numbers.bounds(each.low, each.high))}</title>"
    if each.low:
        place = f'x="{left:.1f}" y="{low:.1f}" width="{wide:.1f}" height="{floor - low:.1f}"'
        yield f'<rect class="sum" {place}>{said}</rect>'
    if high < low:
        place = f'x="{left:.1f}" y="{high:.1f}" width="{wide:.1f}" height="{low - high:.1f}"'
        yield f'<rect class="upto" {place}>{said}</rect>'


def _short(each: Bucket) -> str:
    if each.high is None:
        return f"{each.low:,}+"
    return f"{each.low:,}" if each.low == each.high else f"{each.low:,}–{each.high:,}"


def _bucket(start: date, kind: str, month: bool, held: Sequence[Figure]) -> Bucket:
    words = numbers.moment(start.isoformat())
    highs = [each.high for each in held]
    return Bucket(
        start,
        kind + (words.partition(" ")[2] if month else words.rpartition(" ")[0]),
        sum(each.low for each in held),
        None if None in highs else sum(high or 0 for high in highs),
        len(held),
    )


def _starts(days: int) -> Callable[[date], date]:
    return _day if days <= MOST_DAYS else _week if days <= MOST_WEEKS * 7 else _month


def _day(day: date) -> date:
    return day


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month(day: date) -> date:
    return day.replace(day=1)


def _text(name: str, x: float, y: float, words: str, anchor: str) -> str:
    return f'<text class="{name}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
