"""A toll over time as SVG: one line of steps for each root, together or each for itself on one scale.

Takes: the lines of a toll's roots. Gives: SVG elements as text, styled by the classes of the page they stand
in (`root-1` to `root-6` for lines, dots and their numbers). Change this when: a toll over time is drawn
differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from markupsafe import Markup
from msgspec import Struct

from tollbook.model import Course, CourseStep, Root, When
from tollbook.publishing import numbers
from tollbook.publishing.charts import MARKS
from tollbook.publishing.escaping import escaped

WIDTH, HEIGHT, NARROW, SMALL = 640, 220, (360, 230), (300, 110)
LEFT, RIGHT, TOP, FLOOR = 40, 24, 22, 26
GUTTER = 44
"""What figures of unknown time take at the left."""

INDENT = 16
"""So far from the numbers at the left begins the first line."""

APART = 3
"""So far lie two lines apart that would cover each other."""

MOST_TICKS = 5


class Moment(Struct, frozen=True):
    """One figure of a root: when it held (UTC, `None` where unknown), its bounds, and the words for it."""

    at: datetime | None
    low: int
    high: int | None
    said: str


class RootLine(Struct, frozen=True):
    """What one root said of a toll, in order of time; `mark` numbers the root from 1 on."""

    name: str
    mark: int
    moments: tuple[Moment, ...]

    @property
    def style(self) -> str:
        """The class of its line and dots."""
        return f"root-{(self.mark - 1) % MARKS + 1}"


def root_lines(course: Course, roots: Mapping[str, Root], marks: Mapping[str, int]) -> tuple[RootLine, ...]:
    """Give a line for each root of a course, in the order of `marks`, which numbers roots by their ids."""
    found: dict[str, list[Moment]] = {}
    for step in course.steps:
        found.setdefault(step.root, []).append(_moment(step))
    lines = (
        RootLine(
            roots[name].name if name in roots else name,
            marks.get(name, len(marks) + 1),
            tuple(sorted(moments, key=lambda each: (each.at is not None, each.at or datetime.min))),
        )
        for name, moments in found.items()
    )
    return tuple(sorted(lines, key=lambda line: line.mark))


def toll_lines(lines: Sequence[RootLine], *, narrow: bool = False) -> Markup:
    """Draw the lines of all roots over one axis of time, each with the number of its root at every figure.

    A narrow drawing is for small windows, in which the words of a wide one would be too small to read.
    """
    size = NARROW if narrow else (WIDTH, HEIGHT)
    frame = _Frame(lines, size)
    parts = list(frame.axes())
    taken: list[tuple[float, float]] = []
    for shift, line in enumerate(lines):
        parts += frame.line(line, APART * shift, taken)
    name = "toll-lines narrow" if narrow else "toll-lines"
    return _svg(name, size, "; ".join(map(_said, lines)), parts)


def small_multiples(lines: Sequence[RootLine]) -> tuple[Markup, ...]:
    """Draw the line of each root for itself, all on the same scale."""
    frame = _Frame(lines, SMALL)
    return tuple(
        _svg("toll-lines small", SMALL, _said(line), [*frame.axes(), *frame.line(line, 0, [])])
        for line in lines
    )


class _Frame:
    """The scale that the lines of one toll share."""

    def __init__(self, lines: Iterable[RootLine], size: tuple[int, int]) -> None:
        told = [each for line in lines for each in line.moments]
        times = [each.at for each in told if each.at]
        self.width, self.height = size
        self.first = min(times, default=datetime(2000, 1, 1, tzinfo=UTC))
        self.last = max(max(times, default=self.first), self.first + timedelta(hours=1))
        self.top = max((each.low for each in told), default=1) or 1
        self.left = LEFT + INDENT + (GUTTER if any(each.at is None for each in told) else 0)
        self.timed = bool(times)

    def x(self, at: datetime | None) -> float:
        """Give where a moment stands; one that is unknown stands in the gutter."""
        if at is None:
            return LEFT + INDENT
        return self.left + (self.width - RIGHT - 30 - self.left) * (
            (at - self.first) / (self.last - self.first)
        )

    def y(self, number: int) -> float:
        """Give where a number stands, from zero upwards."""
        return self.height - FLOOR - (self.height - FLOOR - TOP) * number / self.top

    def axes(self) -> Iterator[str]:
        """Draw the floor, three lines across with their numbers, and the ticks of time."""
        for number in dict.fromkeys((0, round(self.top / 2), self.top)):
            y = self.y(number)
            yield f'<line class="axis" x1="{LEFT}" y1="{y:.1f}" x2="{self.width - RIGHT}" y2="{y:.1f}"/>'
            yield _text("end", LEFT - 6, y + 4, f"{number:,}", "end")
        if self.left > LEFT + INDENT:
            yield _text("end", LEFT, self.height - 8, "no time", "start")
        wide = 96
        room = max(1, min(MOST_TICKS, int((self.width - RIGHT - self.left) / wide)))
        span = self.last - self.first
        right = self.width - RIGHT
        for at in _ticks(self.first, self.last, room) if self.timed else ():
            x = self.x(at)
            anchor = "start" if x < self.left + wide / 2 else "middle"
            if x > right - wide / 2:
                anchor = "end"
            yield f'<path class="tick" d="M{x:.1f} {self.height - FLOOR:.1f}v5"/>'
            yield _text("end", x if anchor != "end" else right, self.height - 8, _when(at, span), anchor)

    def line(self, line: RootLine, shift: float, taken: list[tuple[float, float]]) -> Iterator[str]:
        """Draw one root: steps that hold until its next figure, a dot and a number at each of them.

        `taken` are places where a number stands; one that would cover another is left to the dot's title.
        """
        name, style = escaped(line.name), line.style
        spots = [(each, self.x(each.at), self.y(each.low) - shift) for each in line.moments]
        points: list[str] = []
        level = ""
        for _, x, y in [spot for spot in spots if spot[0].at]:
            if points:
                points.append(f"{x:.1f},{level}")
            level = f"{y:.1f}"
            points.append(f"{x:.1f},{level}")
        if points:
            points.append(f"{self.width - RIGHT},{level}")
            yield f'<polyline class="steps {style}" fill="none" points="{" ".join(points)}"/>'
        for each, x, y in reversed(spots):
            title = f"<title>{name}: {escaped(each.said)}</title>"
            yield f'<circle class="dot {style}" cx="{x:.1f}" cy="{y:.1f}" r="4">{title}</circle>'
            if not any(abs(x - a) <= 26 and abs(y - b) <= 12 for a, b in taken):
                taken.append((x, y))
                yield _text("number", x, y - 7, f"{each.low:,}{'+' if each.high is None else ''}", "middle")


def _moment(step: CourseStep) -> Moment:
    words = numbers.bounds(step.low, step.high)
    return Moment(_at(step.as_of), step.low, step.high, f"{words}, {numbers.told_at(step)}")


def _at(time: When | None) -> datetime | None:
    """Give the beginning of a time as a UTC moment."""
    if time is None:
        return None
    try:
        at = datetime.fromisoformat(time.start)
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _ticks(first: datetime, last: datetime, most: int) -> list[datetime]:
    """Give at most so many moments over a stretch, evenly apart, whole days where it is longer than three."""
    span = last - first
    if span <= timedelta(days=3):
        hours = next(h for h in (1, 2, 3, 6, 12, 24, 48, 96) if span / timedelta(hours=h) < max(most, 1))
        start = first.replace(minute=0, second=0, microsecond=0)
        start -= timedelta(hours=start.hour % min(hours, 24))
        step = timedelta(hours=hours)
    else:
        step = timedelta(days=max(1, -(-span.days // max(most, 1))))
        start = first.replace(hour=0, minute=0, second=0, microsecond=0)
    ticks = []
    while start <= last:
        if start >= first:
            ticks.append(start)
        start += step
    return ticks or [first]


def _when(at: datetime, span: timedelta) -> str:
    words = numbers.moment(at.date().isoformat())
    day = words.rpartition(" ")[0]
    if span <= timedelta(days=3):
        return f"{day} {at.isoformat()[11:16]}"
    return day if span <= timedelta(days=300) else words


def _said(line: RootLine) -> str:
    return f"{line.name}: " + ", then ".join(each.said for each in line.moments)


def _svg(name: str, size: tuple[int, int], said: str, parts: Iterable[str]) -> Markup:
    head = f'<svg class="{name}" viewBox="0 0 {size[0]} {size[1]}" role="img" aria-label="{escaped(said)}">'
    return Markup(head + "".join(parts) + "</svg>")


def _text(name: str, x: float, y: float, figure: str, anchor: str) -> str:
    """Write a number or a time, which nobody's words are part of."""
    return f'<text class="{name}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{figure}</text>'
