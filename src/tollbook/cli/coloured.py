"""A report's text with its quotes on the colour of their measure, line by line."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from rich.text import Text

from tollbook.cli.visible import visible
from tollbook.measures import measures
from tollbook.model import Account, Offsets

LONGEST_LINE = 2000
"""Longer lines are cut: rich takes the square of a line's length to lay it out."""

FURNITURE = "dim italic"


def coloured(account: Account) -> Iterator[Text]:
    """Give the lines of a report's text, its quotes coloured and the page's furniture dimmed."""
    text = visible(account.report.text)
    lines = list(_lines(text))
    styles = _styles(account, [start for start, _ in lines])
    for number, (start, end) in enumerate(lines):
        line = Text(text[start:end])
        for mark, style in styles.get(number, ()):
            line.stylize(style, max(mark.start - start, 0), min(mark.end, end) - start)
        yield line


def colour_of(measure: str) -> str:
    """Give the colour of a measure's name and quotes; nothing for a measure that has no file."""
    known = measures().get(measure)
    return known.colour if known else ""


def _styles(account: Account, starts: list[int]) -> dict[int, list[tuple[Offsets, str]]]:
    """Give for each line, by its number, what is marked on it."""
    marks: list[tuple[Offsets, str]] = [(piece, FURNITURE) for piece in account.report.furniture]
    for claim in account.claims:
        colour = colour_of(claim.measure)
        marks.append((claim.evidence, f"bold white on {colour}" if colour else "reverse"))
    styles: defaultdict[int, list[tuple[Offsets, str]]] = defaultdict(list)
    for mark, style in marks:
        number = max(bisect_right(starts, mark.start) - 1, 0)
        while number < len(starts) and starts[number] < mark.end:
            styles[number].append((mark, style))
            number += 1
    return styles


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Give the lines of a text as offsets, without their line breaks, long ones cut at a space."""
    start = 0
    while start < len(text):
        stop = text.find("\n", start, start + LONGEST_LINE)
        if stop < 0 and len(text) - start > LONGEST_LINE:
            space = text.rfind(" ", start, start + LONGEST_LINE)
            stop = space if space > start else start + LONGEST_LINE
        end = stop if stop >= 0 else len(text)
        yield start, end
        start = end + 1 if text[end : end + 1] in ("\n", " ") else end
