"""A report's text with its quotes on the colour of their measure, line by line."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.text import Text

from tollbook.cli.visible import visible
from tollbook.measures import measures
from tollbook.model import Account, Offsets

LONGEST_LINE = 2000
"""Longer lines are cut: rich takes the square of a line's length to lay it out."""

FURNITURE = "dim italic"


class Mark(NamedTuple):
    """A stretch of the text with its style, and the name by which it is told where there are no colours."""

    at: Offsets
    style: str
    label: str | None


def coloured(account: Account, *, colours: bool = True) -> Iterator[Text]:
    """Give the lines of a report's text, its quotes coloured and the page's furniture dimmed.

    Without `colours`, a quote stands in brackets with its measure: `[killed: 12 adults]`.
    """
    text = visible(account.report.text)
    lines = list(_lines(text))
    marks = _marks(account, [start for start, _ in lines])
    for number, (start, end) in enumerate(lines):
        here = [(max(one.at.start - start, 0), min(one.at.end, end) - start, one) for one in marks[number]]
        if colours:
            line = Text(text[start:end])
            for begin, stop, mark in here:
                line.stylize(mark.style, begin, stop)
            yield line
        else:
            yield Text(_bracketed(text[start:end], here))


def _bracketed(line: str, marks: Iterable[tuple[int, int, Mark]]) -> str:
    """Give a line with its quotes in brackets, from its end on so that no offset moves."""
    signs = [(begin, f"[{mark.label}: ") for begin, _, mark in marks if mark.label]
    signs += [(stop, "]") for _, stop, mark in marks if mark.label]
    for at, sign in sorted(signs, key=lambda one: (-one[0], one[1])):
        line = line[:at] + sign + line[at:]
    return line


def colour_of(measure: str) -> str:
    """Give the colour of a measure's name and quotes; nothing for a measure that has no file."""
    known = measures().get(measure)
    return known.colour if known else ""


def _marks(account: Account, starts: list[int]) -> defaultdict[int, list[Mark]]:
    """Give for each line, by its number, what is marked on it."""
    marks = [Mark(piece, FURNITURE, None) for piece in account.report.furniture]
    for claim in account.claims:
        colour = colour_of(claim.measure)
        style = f"bold white on {colour}" if colour else "reverse"
        marks.append(Mark(claim.evidence, style, claim.measure))
    found: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        number = max(bisect_right(starts, mark.at.start) - 1, 0)
        while number < len(starts) and starts[number] < mark.at.end:
            found[number].append(mark)
            number += 1
    return found


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
