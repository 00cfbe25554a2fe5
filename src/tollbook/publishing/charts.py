"""Charts as SVG: a range with a dot for each root, and a toll as a line of steps.

Takes: ends, dots, steps. Gives: SVG elements as text, every word in them escaped, styled by the classes of
the page they stand in. Change this when: a chart is drawn differently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from markupsafe import Markup
from msgspec import Struct

from tollbook.publishing.escaping import escaped
from tollbook.publishing.numbers import Dot

WIDTH, HEIGHT = 320, 40
MARGIN = 24
DOT = 5
"""Radius of a dot, in units of the drawing."""

MARKS = 6
"""Roots that have a style of their own, `root-1` to `root-6`; the seventh begins again with the first."""

ARCH, OWN = 16, 12
"""What arches take above a bar, and a person's range below it."""

LINE_WIDTH, LINE_HEIGHT = 640, 150
MOST_STEPS = 24
"""Of a longer course the last steps are drawn."""


class Range(Struct, frozen=True):
    """What a range bar shows: its ends, the best number and the dots of roots; an open end has an arrow.

    `clashes` are pairs of numbers that do not add up, each drawn as an arch; `own` is a range that a person
    set, drawn as a second, hollow bar. A bound of it that is `None` is open.
    """

    low: int
    high: int | None
    best: int | None
    dots: Sequence[Dot]
    clashes: Sequence[tuple[int, int]] = ()
    own: tuple[int | None, int | None] | None = None


def range_bar(shown: Range) -> Markup:
    """Draw a range as a bar from low to high, the best number as a line, and each root as a dot."""
    stated = [
        shown.low,
        shown.high,
        shown.best,
        *(shown.own or ()),
        *[n for pair in shown.clashes for n in pair],
    ]
    ends = [number for number in stated if number is not None] + [dot.at for dot in shown.dots]
    first, last = min(ends), max(ends)
    above = ARCH if shown.clashes else 0
    middle = HEIGHT / 2 - 4 + above

    def x(number: float) -> float:
        inner = WIDTH - 2 * MARGIN
        return MARGIN + (inner * (number - first) / (last - first) if last > first else inner / 2)

    stop = x(shown.high) if shown.high is not None else WIDTH - MARGIN / 2
    start = x(shown.low)
    parts = [_axis(middle)]
    place = f'x="{start - 3:.1f}" y="{middle - 4}" width="{stop - start + 6:.1f}" height="8"'
    parts.append(f'<rect class="range" {place} rx="3"/>')
    if shown.high is None:
        parts.append(f'<path class="arrow" d="M{stop - 2:.1f} {middle - 8} l9 8 l-9 8" fill="none"/>')
    if shown.best is not None:
        parts.append(_line("best", (x(shown.best), middle - 11), (x(shown.best), middle + 11)))
    parts += _dots(shown.dots, x, middle)
    parts += _clashes(shown.clashes, x, middle)
    parts += [_text("end", x(number), HEIGHT - 2 + above, f"{number:,}") for number in _ends(shown)]
    if shown.own is not None:
        below = HEIGHT + above + OWN / 2
        low, high = shown.own
        left = MARGIN / 2 if low is None else x(low) - 3
        right = WIDTH - MARGIN / 2 if high is None else x(high) + 3
        place = f'x="{left:.1f}" y="{below - 4:.1f}" width="{right - left:.1f}" height="7"'
        parts.append(f'<rect class="own" {place} rx="3" fill="none"/>')
    height = HEIGHT + above + (OWN if shown.own is not None else 0)
    return _svg("range-bar", (WIDTH, int(height)), _said(shown), parts)


@cache
def _axis(middle: float) -> str:
    return _line("axis", (MARGIN / 2, middle), (WIDTH - MARGIN / 2, middle))


def _clashes(pairs: Iterable[tuple[int, int]], x: Callable[[float], float], middle: float) -> Iterator[str]:
    """Draw an arch over each pair of numbers that do not add up, with a sign that they are not equal."""
    for one, other in pairs:
        left, right = sorted((x(one), x(other)))
        top = middle - DOT - 5
        arch = f"C{left:.1f} {top - 12:.1f} {right:.1f} {top - 12:.1f} {right:.1f} {top:.1f}"
        yield f'<path class="clash" d="M{left:.1f} {top:.1f} {arch}" fill="none"/>'
        yield _text("clash", (left + right) / 2, top - 12, "≠")


def _ends(shown: Range) -> list[int]:
    return sorted({shown.low, *([shown.high] if shown.high is not None else [])})


def _said(shown: Range) -> str:
    ends = " to ".join(f"{number:,}" for number in _ends(shown)) + (" or more" if shown.high is None else "")
    clashes = [f"{one:,} and {other:,} do not add up" for one, other in shown.clashes]
    return "; ".join([f"range {ends}", *(f"{dot.name}: {dot.low:,}" for dot in shown.dots), *clashes])


def _dots(dots: Iterable[Dot], x: Callable[[float], float], middle: float) -> Iterator[str]:
    """Draw the dots; those of one number lie side by side."""
    taken: dict[float, int] = {}
    for dot in dots:
        beside = taken.get(dot.at, 0)
        taken[dot.at] = beside + 1
        centre = x(dot.at) + (DOT + 3) * ((beside + 1) // 2) * (1 if beside % 2 else -1)
        title = escaped(f"{dot.name}: {dot.low:,}")
        style = f"dot root-{(dot.mark - 1) % MARKS + 1}" if dot.mark else "dot"
        style += " past" if dot.past else ""
        place = f'cx="{centre:.1f}" cy="{middle}" r="{DOT}"'
        yield f'<circle class="{style}" {place}><title>{title}</title></circle>'


class Stair(Struct, frozen=True):
    """One step of a toll: its number, and whether it is open above."""

    number: int
    open: bool
    said: str


def step_line(steps: Sequence[Stair]) -> Markup:
    """Draw a toll as a line of steps from left to right, each with its number, from zero upwards."""
    shown = steps[-MOST_STEPS:]
    top = max((step.number for step in shown), default=1) or 1
    width = (LINE_WIDTH - 2 * MARGIN) / max(len(shown), 1)
    floor = LINE_HEIGHT - 24

    def y(number: int) -> float:
        return floor - (floor - 24) * number / top

    points = [
        f"{MARGIN + width * (index + side):.1f},{y(step.number):.1f}"
        for index, step in enumerate(shown)
        for side in (0, 1)
    ]
    parts = [_line("axis", (MARGIN, floor), (LINE_WIDTH - MARGIN, floor))]
    parts.append(f'<polyline class="steps" fill="none" points="{" ".join(points)}"/>')
    for index, step in enumerate(shown):
        centre = MARGIN + width * (index + 0.5)
        number = f"{step.number:,}{'+' if step.open else ''}"
        parts.append(_text("number", centre, y(step.number) - 6, number))
        parts.append(_text("end", centre, floor + 16, str(len(steps) - len(shown) + index + 1)))
    said = "; ".join(step.said for step in shown)
    return _svg("step-line", (LINE_WIDTH, LINE_HEIGHT), said, parts)


def _svg(name: str, size: tuple[int, int], said: str, parts: Iterable[str]) -> Markup:
    width, height = size
    head = f'<svg class="{name}" viewBox="0 0 {width} {height}" role="img" aria-label="{escaped(said)}">'
    return Markup(head + "".join(parts) + "</svg>")


def _line(name: str, start: tuple[float, float], end: tuple[float, float]) -> str:
    return (
        f'<line class="{name}" x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"/>'
    )


def _text(name: str, x: float, y: float, figure: str) -> str:
    """Write a number or a sign, which nobody's words are part of."""
    return f'<text class="{name}" x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{figure}</text>'
