"""The changelog of the site: what was published, corrected and withdrawn, the latest first.

Takes: records. Gives: pages. Change this when: a line of the changelog tells something else.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from tollbook.model import Record, Version
from tollbook.publishing import numbers
from tollbook.publishing.site.frame import Frame
from tollbook.publishing.site.incident import address

A_PAGE = 120


class Change(Struct, frozen=True, kw_only=True):
    """One version of one record."""

    address: str
    where: str
    version: Version


class Changes:
    """The versions of all records of a site."""

    def __init__(self) -> None:
        self._found: list[Change] = []

    def add(self, record: Record) -> None:
        """Take in the versions of a record."""
        place, date = record.incident.place, numbers.when(record.incident.date)
        where = ", ".join(filter(None, [place.name if place else "", date])) or record.incident.id
        self._found += (
            Change(address=address(record), where=where, version=version) for version in record.changelog
        )

    def pages(self, frame: Frame) -> Iterator[tuple[str, str]]:
        """Give the pages."""
        found = sorted(self._found, key=lambda change: (change.version.at, change.version.id), reverse=True)
        count = max(1, -(-len(found) // A_PAGE))
        names = ["changes.html", *(f"changes-{number}.html" for number in range(2, count + 1))]
        for number, name in enumerate(names):
            yield (
                name,
                frame.page(
                    "changes.html",
                    "Changes",
                    changes=found[number * A_PAGE : (number + 1) * A_PAGE],
                    page=number + 1,
                    pages=names,
                ),
            )
