"""The inbox: what came in and what needs a person."""

from __future__ import annotations

from msgspec import Struct

from tollbook.workbench.visiting import Visit


class InboxPage(Struct, frozen=True, kw_only=True):
    """What the inbox shows."""


def show(_: Visit) -> InboxPage:
    """Give the inbox."""
    return InboxPage()
