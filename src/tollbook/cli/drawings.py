"""A range and a toll drawn with the characters of a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.model import CourseStep, Finding
from tollbook.publishing.numbers import Dot

WIDTH = 32
"""Columns of a range bar."""

STEP = 6
"""Columns of one step of a toll."""

MOST_STEPS = 16
MOST_ROWS = 10
"""Of a long course the last steps are drawn, on no more lines than this."""

BEST, DOT, BAR, AXIS, OPEN = "◆", "●", "━", "·", "▶"


def range_bar(finding: Finding, dots: Sequence[Dot]) -> str:
    """Draw a finding: its range as a bar, each root as a dot, the best number as a diamond.

    A high that is open is an arrow. A dot on the best number is the diamond.
    """
    ends = [finding.low, *(n for n in (finding.high, finding.best) if n is not None), *(d.at for d in dots)]
    first, last = min(ends), max(ends)

    def column(number: float) -> int:
        return round((WIDTH - 1) * (number - first) / (last - first)) if last > first else WIDTH // 2

    cells = [AXIS] * WIDTH
    stop = column(finding.high) if finding.high is not None else WIDTH - 1
    for at in range(column(finding.low), stop + 1):
        cells[at] = BAR
    if finding.high is None:
        cells[-1] = OPEN
    for dot in dots:
        cells[column(dot.at)] = DOT
    if finding.best is not None:
        cells[column(finding.best)] = BEST
    return "".join(cells)


def step_line(steps: Sequence[CourseStep]) -> list[str]:
    """Draw a toll as a line of steps, the highest number on the first of the lines that are given.

    Of more different numbers than `MOST_ROWS`, neighbours share a line.
    """
    shown = steps[-MOST_STEPS:]
    levels = sorted({step.low for step in shown}, reverse=True)
    while len(levels) > MOST_ROWS:
        gaps = [levels[i] - levels[i + 1] for i in range(len(levels) - 1)]
        del levels[gaps.index(min(gaps)) + 1]
    rows = [min(range(len(levels)), key=lambda row: abs(levels[row] - step.low)) for step in shown]
    grid = [[" "] * (STEP * len(shown)) for _ in levels]
    for index, row in enumerate(rows):
        for at in range(STEP * index, STEP * (index + 1)):
            grid[row][at] = "─"
        if index and rows[index - 1] != row:
            _riser(grid, STEP * index, rows[index - 1], row)
    label = max(len(f"{level:,}") for level in levels) if levels else 0
    return [f"{level:>{label},} ┤{''.join(line).rstrip()}" for level, line in zip(levels, grid, strict=True)]


def _riser(grid: list[list[str]], at: int, before: int, now: int) -> None:
    """Draw the upright from one step to the next."""
    for row in range(min(before, now) + 1, max(before, now)):
        grid[row][at] = "│"
    grid[before][at] = "╯" if now < before else "╮"
    grid[now][at] = "╭" if now < before else "╰"
