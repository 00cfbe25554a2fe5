"""What extracting gives: everything that was read out of one report's text."""

from __future__ import annotations

from msgspec import Struct

from tollbook.model import (
    Alias,
    Claim,
    Conflict,
    Incident,
    Loaded,
    PlaceMention,
    Problem,
    Speaker,
    Statement,
    TimeMention,
)


class Extraction(Struct, frozen=True, kw_only=True):
    """What one report says: its claims in text order, and what they rest on.

    `incidents` starts with the report's main incident; `problems` are about the material.
    """

    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    incidents: tuple[Incident, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    aliases: tuple[Alias, ...] = ()
    loaded: tuple[Loaded, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()
