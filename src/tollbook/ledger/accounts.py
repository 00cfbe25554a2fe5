"""Giving reports back: accounts, original bytes, and the captures of an address."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise

import msgspec
from sqlalchemy import Connection, bindparam, or_, select

from tollbook.ledger import lines, tables
from tollbook.ledger.lines import Line
from tollbook.ledger.log import Capture, CaptureDiff
from tollbook.model import Account, Claim, EntryType, Report

_OF_TYPE = select(tables.head.c.subject, tables.head.c.seq).where(
    tables.head.c.subject.in_(lines.MANY), tables.head.c.type == bindparam("type")
)


def known(connection: Connection, kind: EntryType, ids: Iterable[str]) -> set[str]:
    """Give those of the ids that the ledger holds as that type."""
    return {row.subject for row in lines.for_many(connection, _OF_TYPE, ids, type=kind)}


def reports(connection: Connection) -> tuple[str, ...]:
    """Give the ids of all reports, in the order in which what holds of them was written."""
    return tuple(connection.scalars(select(tables.report.c.id).order_by(tables.report.c.seq)))


def reports_of(connection: Connection, checksums: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Give the reports whose bytes have one of the checksums, by checksum."""
    found: dict[str, tuple[str, ...]] = {}
    report = tables.report.c
    for part in lines.in_parts(checksums):
        query = select(report.checksum, report.id).where(report.checksum.in_(part)).order_by(report.seq)
        for checksum, name in connection.execute(query):
            found[checksum] = (*found.get(checksum, ()), name)
    return found


def accounts(connection: Connection, reports: Iterable[str]) -> tuple[Account, ...]:
    """Give the accounts of those of the reports that are held, as they were last read, in this order."""
    asked = list(reports)
    seqs = [row.seq for row in lines.for_many(connection, _OF_TYPE, asked, type="reading")]
    held = {line.subject: line for line in lines.by_seq(connection, seqs)}
    readings = [held[name] for name in asked if name in held]
    made_of = lines.named(connection, (name for each in readings for name in each.body.inputs))
    rest = iter(made_of)
    return tuple(_account(each, list(islice(rest, len(each.body.inputs)))) for each in readings)


def by_hand(connection: Connection, report: str) -> tuple[Claim, ...]:
    """Give the claims that people added to a report, as far as their words stand in its text now."""
    claim = tables.claim.c
    seqs = connection.scalars(select(claim.seq).where(claim.report == report, claim.by_hand))
    return tuple(line.noun(Claim) for line in lines.by_seq(connection, seqs))


def translations(connection: Connection, report: str) -> tuple[Report, ...]:
    """Give the reports that translate a report, without their texts."""
    query = select(tables.report.c.seq).where(tables.report.c.translation_of == report)
    found = lines.by_seq(connection, connection.scalars(query))
    return tuple(msgspec.structs.replace(line.noun(Report), text="") for line in found)


def original(connection: Connection, checksum: str) -> bytes | None:
    """Give the bytes with that checksum, or `None`."""
    data = connection.scalar(select(tables.original.c.data).where(tables.original.c.checksum == checksum))
    return None if data is None else zlib.decompress(data)


def captures(connection: Connection, name: str) -> tuple[Capture, ...]:
    """Give every capture of an address, or of a report, with the claims of its last reading, oldest first."""
    capture = tables.capture.c
    seqs = connection.scalars(select(capture.seq).where(or_(capture.url == name, capture.report == name)))
    return tuple(_capture(connection, line) for line in lines.by_seq(connection, seqs))


def changes(connection: Connection, name: str) -> tuple[CaptureDiff, ...]:
    """Compare each capture of an address, or of a report, with the one before, where the text changed."""
    return tuple(
        _diff(older, newer)
        for older, newer in pairwise(captures(connection, name))
        if older.report.text != newer.report.text
    )


def _account(reading: Line, made_of: Sequence[Line]) -> Account:
    report, *claims = made_of
    told = tuple(claim.noun(Claim) for claim in claims)
    return reading.noun(Account, report=report.noun(Report), claims=told)


def _capture(connection: Connection, line: Line) -> Capture:
    made = (
        select(tables.entry.c.seq)
        .join(tables.edge, tables.edge.c.target == tables.entry.c.seq)
        .where(tables.edge.c.source == line.entry.seq, tables.entry.c.type == "reading")
        .order_by(tables.entry.c.seq.desc())
        .limit(1)
    )
    reading = connection.scalar(made)
    claims: tuple[Claim, ...] = ()
    if reading is not None:
        (line_of,) = lines.by_seq(connection, [reading])
        claims = _account(line_of, lines.named(connection, line_of.body.inputs)).claims
    return Capture(entry=line.entry.id, report=line.noun(Report), claims=claims)


def _diff(older: Capture, newer: Capture) -> CaptureDiff:
    """Match claims by what they say, wherever they stand."""
    before, after = Counter(map(_said, older.claims)), Counter(map(_said, newer.claims))
    kept = before & after
    return CaptureDiff(
        older=older,
        newer=newer,
        gone=_beyond(older.claims, kept),
        new=_beyond(newer.claims, kept),
        kept=kept.total(),
    )


def _beyond(claims: Iterable[Claim], kept: Counter[bytes]) -> tuple[Claim, ...]:
    left = kept.copy()
    beyond = []
    for claim in claims:
        if left[_said(claim)] > 0:
            left[_said(claim)] -= 1
        else:
            beyond.append(claim)
    return tuple(beyond)


def _said(claim: Claim) -> bytes:
    speaker = claim.speaker and claim.speaker.name
    said = (claim.measure, claim.unit, claim.group, claim.count, claim.extent, claim.status, claim.scope)
    return msgspec.json.encode((*said, speaker))
