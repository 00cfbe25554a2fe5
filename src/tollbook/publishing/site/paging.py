"""A long list of an incident on several pages, so that none is too large for a slow line.

Takes: the rows of a list, and the stem of its pages' names. Gives: the rows of the incident's own page, and
the further pages. Change this when: a list is divided otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from msgspec import Struct

Row = TypeVar("Row")


class Page(Struct, Generic[Row], frozen=True, kw_only=True):
    """One further page: its address beside the incident's, its rows, and the numbers of first and last."""

    address: str
    rows: Sequence[Row]
    start: int
    end: int
    previous: str
    next: str


class Paged(Struct, Generic[Row], frozen=True, kw_only=True):
    """A list: what stands on the incident's own page, the further pages, and how many rows there are."""

    first: Sequence[Row]
    pages: Sequence[Page[Row]]
    total: int


def paged(rows: Sequence[Row], stem: str, size: int) -> Paged[Row]:
    """Give a list with so many rows on each page; the names of the further ones begin with `stem`."""
    starts = range(size, len(rows), size)
    pages = [
        Page(
            address=address(stem, start, size),
            rows=rows[start : start + size],
            start=start + 1,
            end=min(start + size, len(rows)),
            previous=address(stem, start - size, size) if start > size else "",
            next=address(stem, start + size, size) if start + size < len(rows) else "",
        )
        for start in starts
    ]
    return Paged(first=rows[:size], pages=pages, total=len(rows))


def address(stem: str, index: int, size: int) -> str:
    """Give the name of the page that holds the row at an index (from 0); the first page has none."""
    return f"{stem}-{index // size + 1}.html" if index >= size else ""
