"""The first speaker named in a chain, after copies are folded."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Root(Struct, frozen=True, kw_only=True):
    """A root with its speakers, claims and reports; `via` lists the channels it came through."""

    id: str
    name: str
    kind: str | None = None
    speakers: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    basis: str | None = None
    independence: Literal["shown", "not shown"] = "not shown"
