"""What stands around every page: who is here, and where one can go.

Takes: who came and where they are. Gives: the `Frame` of `templates/layout.html`, and the `Notice` that is
shown where there is no page. Change this when: the navigation changes.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

NAVIGATION = (("/", "Inbox"), ("/incidents", "Incidents"), ("/search", "Search"), ("/add", "Add a report"))


class Place(Struct, frozen=True):
    """An entry of the navigation."""

    address: str
    label: str
    here: bool


class Frame(Struct, frozen=True, kw_only=True):
    """What the layout prints."""

    person: Annotated[
        str, Meta(description="The name under which the person acts; empty before it is known.")
    ]
    places: Annotated[tuple[Place, ...], Meta(description="Where one can go, and where one is.")]


class Notice(Struct, frozen=True, kw_only=True):
    """A page that says that something is not there, or was not done."""

    title: Annotated[str, Meta(description="What happened, in a few words.")]
    text: Annotated[str, Meta(description="What it means, and what to do next.")]
    back: Annotated[str, Meta(description="Where to go on.")] = "/"


def sentence(words: object) -> str:
    """Give the words of an error as one sentence."""
    text = str(words)
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def frame(person: str, path: str) -> Frame:
    """Give the frame of the page at a path."""
    places = tuple(
        Place(address, label, path == address or (address != "/" and path.startswith(f"{address}/")))
        for address, label in NAVIGATION
    )
    return Frame(person=person, places=places if person else ())


MISSING = Notice(
    title="There is nothing here",
    text="The ledger holds nothing under this address. An id may have been typed wrongly, or belongs to "
    "another ledger.",
)
