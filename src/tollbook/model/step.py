"""How a thing was made."""

from __future__ import annotations

from msgspec import Struct


class Step(Struct, frozen=True, kw_only=True):
    """The function that made a thing, its versions, and the ids of what it was made from.

    It is written when the thing is made, never reconstructed. `maker` is an importable name
    ("tollbook.extracting:extract"), `version` and `commit` those of the package, `stage_version` is raised
    when the maker gives other results for the same inputs, `settings` is a digest of the settings it used.
    """

    maker: str
    version: str
    commit: str | None = None
    stage_version: str
    settings: str | None = None
    method: str | None = None
    inputs: tuple[str, ...] = ()
