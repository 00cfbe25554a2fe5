"""A frozen snapshot of an incident, for the outside."""

from __future__ import annotations

from msgspec import Struct

from tollbook.model.claim import Claim
from tollbook.model.conflict import Change, Conflict
from tollbook.model.finding import Finding
from tollbook.model.incident import Incident
from tollbook.model.root import Root


class Record(Struct, frozen=True, kw_only=True):
    """An incident as it was published: computed from accepted and corrected claims, never changed.

    A correction is a new record of the same incident with a higher `version`. `published_at` is a UTC moment.
    """

    id: str
    version: int
    incident: Incident
    claims: tuple[Claim, ...] = ()
    roots: tuple[Root, ...] = ()
    findings: tuple[Finding, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    history: tuple[Change, ...] = ()
    composed_by: str
    published_by: str
    published_at: str
