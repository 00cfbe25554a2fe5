"""Which incident a part of a report tells of."""

from __future__ import annotations

from msgspec import Struct


class NearMiss(Struct, frozen=True, kw_only=True):
    """The incident that an event came close to without joining it, with what speaks for and against that.

    `score` runs from 0 to 1.
    """

    incident: str
    score: float
    evidence_for: tuple[str, ...] = ()
    evidence_against: tuple[str, ...] = ()


class Link(Struct, frozen=True, kw_only=True):
    """What `report` calls `event` ("evt_1") belongs to `incident`, with the evidence for and against.

    `incident` is `None` where a link was undone. `score` runs from 0 to 1; `None` where a person linked or
    where the event founded the incident. Where people's judgements (`decided_by`, the last of them) put the
    event elsewhere than the program did, `machine` is the incident that the program chose; score and evidence
    are then still those of the program's choice.
    """

    id: str
    report: str
    event: str
    incident: str | None
    score: float | None = None
    evidence_for: tuple[str, ...] = ()
    evidence_against: tuple[str, ...] = ()
    machine: str | None = None
    decided_by: str | None = None
    near: NearMiss | None = None
