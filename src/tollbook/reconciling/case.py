"""What reconciling takes: the reports, claims, incidents and roots of one case, and how to treat them.

Takes: nothing. Gives: the frozen structs `Case` and `Options`. Change this when: reconciling needs to know
more.
"""

from __future__ import annotations

from msgspec import Struct

from tollbook.model import Claim, Incident, Report, Root, Speaker


class Case(Struct, frozen=True, kw_only=True):
    """Reports on one incident or a few, with everything that was read out of them.

    `incidents` starts with the main one; a claim that names no incident belongs to it. `speakers` are needed
    only for the parties they belong to.
    """

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...] = ()
    roots: tuple[Root, ...] = ()
    speakers: tuple[Speaker, ...] = ()


class Options(Struct, frozen=True, kw_only=True):
    """Which methods make findings, in which language the reports are.

    And how far the search for conflicts goes.

    `conflicts` is the largest number of minimal sets that an incident is searched for, `seconds` the time
    that an incident may take; where either ends the search, a problem says so.
    """

    methods: tuple[str, ...] = ("plain",)
    language: str = "en"
    conflicts: int = 50
    seconds: float = 2.0
