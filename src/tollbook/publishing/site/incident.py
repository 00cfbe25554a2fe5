"""The page of an incident, and what stands in its place once its record is withdrawn.

Takes: a record. Gives: a page. Change this when: the page of an incident shows something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from typing import Any

from tollbook.model import Record
from tollbook.publishing.overview import Ground, one_pin, square
from tollbook.publishing.shown import Footnotes, Shown, correction
from tollbook.publishing.site import paging
from tollbook.publishing.site.frame import Frame
from tollbook.publishing.site.paging import Paged, paged

ROOT = "../"


CLAIMS, SOURCES, CLASHES = 50, 40, 12
"""So many of them stand on one page."""


def incident_pages(
    record: Record, frame: Frame, picture: Callable[[Ground], str]
) -> Iterator[tuple[str, str]]:
    """Give the pages of a published record with their addresses, its own first.

    Long lists go on on further pages; `picture` gives the address of a ground's picture.
    """
    here = address(record)
    folder, _, name = here.rpartition("/")
    stem = name.removesuffix(".html")
    elsewhere = len(record.reports) > SOURCES
    notes = Footnotes(record.reports, partial(_page_of, stem) if elsewhere else None)
    shown = Shown(record, notes)
    lists: dict[str, Paged[Any]] = {
        "claims": paged(shown.sayings(), f"{stem}-claims", CLAIMS),
        "clashes": paged(shown.clashes(), f"{stem}-conflicts", CLASHES),
        "sources": paged(notes.sources, f"{stem}-sources", SOURCES),
    }
    ground = square(shown.pin) if shown.pin else None
    drawn = one_pin(shown.pin, ground, ROOT + picture(ground)) if shown.pin and ground else None
    correct = correction(record)
    yield (
        here,
        frame.page(
            "incident.html",
            shown.title,
            root=ROOT,
            record=record,
            shown=shown,
            figures=shown.figures(),
            own=shown.own(),
            lines=shown.lines(),
            map=drawn,
            correct=correct,
            **lists,
        ),
    )
    for what, one in lists.items():
        for page in one.pages:
            said = {"what": _CALLED.get(what, what), "page": page, "total": one.total, "back": name}
            shows = {**said, "record": record, "correct": correct}
            yield f"{folder}/{page.address}", frame.page("further.html", shown.title, root=ROOT, **shows)


def _page_of(stem: str, source: int) -> str:
    """Give the address of the page on which the source of a number stands, from any page of its incident."""
    return paging.address(f"{stem}-sources", source - 1, SOURCES) or f"{stem}.html"


_CALLED = {"clashes": "figures that do not add up"}


def address(record: Record) -> str:
    """Give the address of an incident's page, which stays the same from version to version."""
    name = record.incident.id
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "_-") else "_" for c in name)
    if plain != name.lower():
        # Another id may look the same in a file name, or differ from it in capitals alone.
        plain += f"_{sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"
    return f"incidents/{plain}.html"


def tombstone_page(record: Record, frame: Frame) -> str:
    """Give the page of a withdrawn record: its id, the reason, and its changelog without figures."""
    return frame.page(
        "tombstone.html",
        f"Withdrawn: {record.incident.id}",
        root=ROOT,
        record=record,
        correct=correction(record),
    )
