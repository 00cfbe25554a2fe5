"""Signing a record: from a snapshot that may be public to a version that is, and back to a tombstone.

Takes: a guarded record, and who signs it. Gives: the record as it enters the ledger, with its changelog and
checksum. Whether somebody may sign is decided where the ledger is known. Change this when: a version tells
something else of itself.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from tollbook.model import Finding, Incident, Record, Review, Version, When
from tollbook.publishing import numbers
from tollbook.publishing.checksum import checksum
from tollbook.publishing.compose import record_id


class Signed(Struct, frozen=True, kw_only=True):
    """Who composed and who publishes a record, when (UTC moments), why, and how it was looked at.

    `answer` is what the changelog tells of a suggestion that changes nothing in the record.
    """

    composed_by: str
    composed_at: str
    published_by: str
    published_at: str
    why: str
    review: Review
    answer: str = ""


def sign(record: Record, signed: Signed, before: Record | None = None) -> Record:
    """Give a record as it is published; `before` is the version that it replaces."""
    line = Version(
        version=record.version,
        id=record.id,
        status="published",
        at=signed.published_at,
        why=signed.why,
        changes=(signed.answer,) if signed.answer else changes(before, record),
    )
    return sealed(
        replace(
            record,
            status="published",
            review=signed.review,
            reason=signed.why,
            composed_by=signed.composed_by,
            composed_at=signed.composed_at,
            published_by=signed.published_by,
            published_at=signed.published_at,
            changelog=(*record.changelog, line),
        )
    )


def withdraw(record: Record, signed: Signed) -> Record:
    """Give the tombstone of a published record: its id, its changelog and the reason, and no figures."""
    version = record.version + 1
    ident = record_id(record.incident.id, version)
    line = Version(version=version, id=ident, status="withdrawn", at=signed.published_at, why=signed.why)
    tombstone = Record(
        id=ident,
        version=version,
        replaces=record.id,
        status="withdrawn",
        review=signed.review,
        project=record.project,
        contact=record.contact,
        method=record.method,
        incident=Incident(id=record.incident.id),
        changelog=(*(replace(each, changes=()) for each in record.changelog), line),
        composed_by=signed.composed_by,
        composed_at=signed.composed_at,
        published_by=signed.published_by,
        published_at=signed.published_at,
        reason=signed.why,
    )
    return sealed(tombstone)


def sealed(record: Record) -> Record:
    """Give a record with its checksum."""
    return replace(record, checksum=checksum(record))


def changes(before: Record | None, after: Record) -> tuple[str, ...]:
    """Say in words what is new in a version against the one before; nothing of a first one."""
    if before is None:
        return ()
    if before.status == "withdrawn":
        return ("published again",)
    was, now = _answers(before), _answers(after)
    found = [
        f"{subject}: {was.get(subject, 'not shown')}, now {now.get(subject, 'not shown')}"
        for subject in dict.fromkeys([*was, *now])
        if was.get(subject) != now.get(subject)
    ]
    old, new = before.incident, after.incident
    if (old.place and old.place.name) != (new.place and new.place.name):
        found.append(f"place: {_place(old)}, now {_place(new)}")
    if _day(old.date) != _day(new.date):
        found.append(f"date: {_day(old.date)}, now {_day(new.date)}")
    if len(before.reports) != len(after.reports):
        found.append(f"sources: {len(before.reports)}, now {len(after.reports)}")
    return tuple(found)


def _answers(record: Record) -> dict[str, str]:
    return {_subject(finding): numbers.answer(finding) for finding in record.findings}


def _subject(finding: Finding) -> str:
    return numbers.subject(finding.measure, finding.unit, finding.group)


def _place(incident: Incident) -> str:
    return incident.place.name if incident.place else "not known"


def _day(time: When | None) -> str:
    return numbers.when(time) or "not known"
