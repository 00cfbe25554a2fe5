"""The first page: who are you? What people decide is kept under their names.

Takes: a name. Gives: the page that asks for one, and keeps it in the settings. Change this when: more is
asked of a person who comes for the first time.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from tollbook.workbench.visiting import Moved, Shown, Visit

LONGEST = 80


class NamePage(Struct, frozen=True, kw_only=True):
    """What the page shows that asks for a name."""

    name: Annotated[str, Meta(description="The name so far.")]
    message: Annotated[str, Meta(description="Why a name was not taken; else empty.")] = ""


def show(visit: Visit) -> NamePage:
    """Give the page that asks for a name."""
    return NamePage(name=visit.person)


def keep(visit: Visit) -> Moved | Shown:
    """Keep the name that was sent, and go to the inbox."""
    name = " ".join(visit.sent.get("name", "").split())
    if not name or len(name) > LONGEST or not name.isprintable():
        told = f"A name has at least one and at most {LONGEST} characters that can be printed."
        return Shown(NamePage(name=name[:LONGEST], message=told), 422)
    visit.keep(name)
    return Moved("/")
