"""What is known of an incident becomes a snapshot: one record, still inside the house.

Takes: a `Material`. Gives: a `Record` of status `working`, with every place, name and word as it stands. What
of it may leave the house is decided by `guard`. Change this when: a record is to hold something more.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from tollbook.model import (
    Alias,
    By,
    Chosen,
    Claim,
    Course,
    Dossier,
    Finding,
    Incident,
    Record,
    Report,
    Source,
    When,
)
from tollbook.publishing.project import Project

ACCEPTED, CORRECTED, BY_HAND = "accepted", "corrected", "by hand"
"""What a record says of a claim in place of the rules that read it."""


class Material(Struct, frozen=True, kw_only=True):
    """What a record is made of.

    `dossier` was computed from accepted and corrected claims alone, its reports with their texts; its main
    incident bears the id of the ledger's. `corrected` are ids of its claims. `working` are the findings from
    all claims that nobody rejected, `undecided` the claims that nobody has judged. `last_change` is the UTC
    moment of the last entry that bears on the incident; `earlier` its versions so far, oldest first.
    """

    dossier: Dossier
    courses: tuple[Course, ...] = ()
    aliases: tuple[Alias, ...] = ()
    own: tuple[Chosen, ...] = ()
    corrected: frozenset[str] = frozenset()
    working: tuple[Finding, ...] = ()
    undecided: tuple[Claim, ...] = ()
    last_change: str = ""
    earlier: tuple[Record, ...] = ()

    @property
    def incident(self) -> Incident:
        """The incident that all this is about."""
        return self.dossier.incidents[0]


def compose(material: Material, project: Project) -> Record:
    """Give the snapshot of an incident under the method of its first finding, as it stands in the house.

    Claims about other incidents that its reports mention stay out.
    """
    dossier, incident = material.dossier, material.incident
    findings = tuple(f for f in dossier.findings if f.incident == incident.id)
    method = findings[0].method if findings else project.method
    findings = tuple(f for f in findings if f.method == method)
    about = {claim.id for claim in dossier.claims if claim.incident in (incident.id, None)}
    claims = tuple(_stated(claim, material) for claim in dossier.claims if claim.id in about)
    version = len(material.earlier) + 1
    return Record(
        id=record_id(incident.id, version),
        version=version,
        replaces=material.earlier[-1].id if material.earlier else None,
        status="working",
        project=project.name,
        contact=project.contact,
        method=method,
        as_of=_latest(finding.as_of for finding in findings),
        incident=replace(incident, claims=tuple(claim.id for claim in claims)),
        reports=tuple(_source(report) for report in dossier.reports),
        claims=claims,
        roots=tuple(root for root in dossier.roots if about.intersection(root.claims)),
        findings=findings,
        own=material.own,
        conflicts=tuple(c for c in dossier.conflicts if c.claims and about.issuperset(c.claims)),
        history=tuple(h for h in dossier.history if about.issuperset((*h.older, *h.newer))),
        courses=tuple(course for course in material.courses if course.incident == incident.id),
        readings=tuple(reading for reading in dossier.readings if reading.claim in about),
        aliases=material.aliases,
        changelog=material.earlier[-1].changelog if material.earlier else (),
        composed_by="",
        published_by="",
        published_at="",
    )


def record_id(incident: str, version: int) -> str:
    """Give the id of a version of an incident's record."""
    return f"rec_{sha256(f'{incident} {version}'.encode()).hexdigest()[:16]}"


def _stated(claim: Claim, material: Material) -> Claim:
    """Give a claim with the decision that let it into the record in place of the rules that read it."""
    by_hand = BY_HAND in claim.by.rules
    decision = CORRECTED if claim.id in material.corrected else BY_HAND if by_hand else ACCEPTED
    return replace(claim, by=By(rules=(decision,), confidence=1.0))


def _source(report: Report) -> Source:
    return Source(
        id=report.id,
        outlet=report.outlet,
        url=report.url,
        published=report.published,
        language=report.language,
        checksum=report.checksum,
    )


def _latest(times: Iterable[When | None]) -> When | None:
    return max((time for time in times if time), key=lambda time: (time.end, time.start), default=None)
