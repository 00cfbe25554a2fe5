"""Which incident a part of a report tells of."""

from __future__ import annotations

from msgspec import Struct


class Link(Struct, frozen=True, kw_only=True):
    """What `report` calls `event` ("evt_1") belongs to `incident`, with the evidence for and against.

    `incident` is `None` where a link was undone. `score` runs from 0 to 1; `None` where a person linked.
    """

    id: str
    report: str
    event: str
    incident: str | None
    score: float | None = None
    evidence_for: tuple[str, ...] = ()
    evidence_against: tuple[str, ...] = ()
