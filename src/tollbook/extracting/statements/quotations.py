"""Quotations: which words stand between quotation marks, also over several paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.text import Words

OPENING = frozenset("“„«")
CLOSING = frozenset("”»")
EITHER = frozenset('"”“')

Range = tuple[int, int]


def lines(text: str, words: Words) -> list[Range]:
    """Give the lines of a text as ranges of word indices, last included; a line without words is left out."""
    found: list[Range] = []
    first = 0
    for i in range(1, len(words) + 1):
        if i == len(words) or "\n" in text[words.ends[i - 1] : words.starts[i]]:
            found.append((first, i - 1))
            first = i
    return found


def quotations(words: Words, paragraphs: Sequence[Range]) -> list[Range]:
    """Give the quotations as ranges of word indices, marks included.

    A quotation that its paragraph leaves open goes on where the next paragraph begins with a mark, as
    printers have it; otherwise it ends with its paragraph.
    """
    found: list[Range] = []
    opened = -1
    for first, last in paragraphs:
        if opened >= 0 and words.lower[first] not in EITHER | OPENING:
            found.append((opened, first - 1))
            opened = -1
        for i in range(first, last + 1):
            mark = words.lower[i]
            if opened >= 0 and i == first:
                continue
            if opened < 0 and (mark in OPENING or mark == '"'):
                opened = i
            elif opened >= 0 and (mark in CLOSING or mark == '"'):
                found.append((opened, i))
                opened = -1
    if opened >= 0:
        found.append((opened, len(words) - 1))
    return found
