"""The page of an incident, and what stands in its place once its record is withdrawn.

Takes: a record. Gives: a page. Change this when: the page of an incident shows something else.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from tollbook.model import Record
from tollbook.publishing.overview import Ground, one_pin, square
from tollbook.publishing.shown import Shown, correction
from tollbook.publishing.site.frame import Frame

ROOT = "../"


def incident_page(record: Record, frame: Frame, picture: Callable[[Ground], str]) -> str:
    """Give the page of a published record; `picture` gives the address of a ground's picture."""
    shown = Shown(record)
    ground = square(shown.pin) if shown.pin else None
    drawn = one_pin(shown.pin, ground, ROOT + picture(ground)) if shown.pin and ground else None
    return frame.page(
        "incident.html",
        shown.title,
        root=ROOT,
        record=record,
        shown=shown,
        figures=shown.figures(),
        sayings=shown.sayings(),
        map=drawn,
        correct=correction(record),
    )


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
