"""What waits for a person: claims that nobody has judged, unsure links, reports that came in last."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from tollbook.ledger import lines, standing, tables
from tollbook.ledger.log import Gone, Waiting, WaitingQuery
from tollbook.model import Claim, Conflict, Finding, Incident, Judgement, Link, Reconciliation, Report, Span

AROUND = 110
"""So many characters are shown before and after the words of a claim."""

EVEN = 0.5
"""The score at which as much speaks for a link as against it."""

Named = TypeVar("Named", Finding, Conflict)


def waiting(connection: Connection, query: WaitingQuery) -> tuple[Waiting, ...]:
    """Give the claims that nobody has judged, those first on which most hangs."""
    rows = connection.execute(_waiting(query)).all()
    seqs = {seq for row in rows for seq in (row.claim_seq, row.report_seq, row.incident_seq, row.seq)}
    found = {line.entry.seq: line for line in lines.by_seq(connection, seqs)}
    seen = standing.seen(connection, [row.claim for row in rows])
    said = {row.seq: found[row.seq].noun(Reconciliation) for row in rows}
    listed = []
    for row in rows:
        claim, report = found[row.claim_seq].noun(Claim), found[row.report_seq].noun(Report)
        listed.append(
            Waiting(
                claim=claim,
                report=replace(report, text=""),
                around=_around(report.text, claim.evidence),
                incident=found[row.incident_seq].noun(Incident),
                change=row.change,
                finding=_named(said[row.seq].findings, row.finding),
                conflict=_named(said[row.seq].conflicts, row.conflict),
                seen=seen.get(row.claim, ""),
            )
        )
    return tuple(listed)


def unsure(connection: Connection, limit: int, offset: int) -> tuple[Link, ...]:
    """Give the links that nobody has judged, made or only just not made, those nearest to even first."""
    link, judged, there = tables.link.c, tables.judgement.c, tables.link.alias("there").c
    decided = exists().where(judged.target == link.id, ~judged.undone)
    merged = exists().where(
        judged.other == link.near, judged.target == link.incident, judged.verdict == "same", ~judged.undone
    )
    told = exists().where(there.incident == link.near)
    near = and_(link.near != link.incident, told, ~merged)
    query = select(link.seq).where(or_(link.score.is_not(None), near), link.incident.is_not(None), ~decided)
    even = func.abs(func.coalesce(link.near_score, link.score) - EVEN)
    seqs = list(connection.scalars(query.order_by(even, link.seq.desc()).limit(limit).offset(offset)))
    found = {line.entry.seq: line.noun(Link) for line in lines.by_seq(connection, seqs)}
    return tuple(found[seq] for seq in seqs)


def gone(connection: Connection, report: str | None, limit: int, offset: int = 0) -> tuple[Gone, ...]:
    """Give the last judgement that holds on each claim whose words are gone, the latest first."""
    rows = connection.execute(_gone(report).limit(limit).offset(offset)).all()
    seqs = {seq for row in rows for seq in (row.judged, row.claim, row.capture)}
    found = {line.entry.seq: line for line in lines.by_seq(connection, seqs)}
    listed = []
    for row in rows:
        claim, captured = found[row.claim].noun(Claim), found[row.capture].noun(Report)
        listed.append(
            Gone(
                judgement=found[row.judged].noun(Judgement),
                claim=claim,
                report=replace(captured, text=""),
                around=_around(captured.text, claim.evidence),
            )
        )
    return tuple(listed)


def latest(connection: Connection, limit: int, offset: int) -> tuple[Report, ...]:
    """Give the reports that came in last, without their texts."""
    seqs = connection.scalars(
        select(tables.report.c.seq).order_by(tables.report.c.seq.desc()).limit(limit).offset(offset)
    )
    found = lines.by_seq(connection, list(seqs))
    return tuple(replace(line.noun(Report), text="") for line in reversed(found))


def _waiting(query: WaitingQuery) -> Select[Any]:
    stake, claim = tables.stake.c, tables.claim.c
    report, incident = tables.report.c, tables.incident.c
    wanted: list[ColumnElement[bool]] = [~standing.is_judged(stake.claim), ~_outside(stake.incident)]
    if query.measure:
        wanted.append(claim.measure == query.measure)
    if query.conflicts:
        wanted.append(stake.conflict.is_not(None))
    rows = select(
        tables.stake,
        claim.seq.label("claim_seq"),
        report.seq.label("report_seq"),
        incident.seq.label("incident_seq"),
    )
    rows = rows.join(tables.claim, claim.id == stake.claim).join(tables.report, report.id == claim.report)
    rows = rows.join(tables.incident, incident.id == stake.incident).where(*wanted)
    if query.conflicts:
        rows = rows.order_by(stake.open.desc())
    rows = rows.order_by(stake.change.desc(), stake.seq.desc(), stake.claim)
    return rows.limit(query.limit).offset(query.offset)


def _gone(report: str | None) -> Select[Any]:
    """Ask for judgements on claims that stand in no text now, with the entries of the claim and its text."""
    judged, head, edge, capture = tables.judgement.c, tables.head.c, tables.edge.c, tables.capture.c
    later, undone = tables.judgement.alias("later").c, tables.judgement.alias("undone").c
    claim, now = tables.claim.c, tables.report.c
    on_it = or_(
        and_(judged.target == head.subject, judged.verdict.in_(standing.ON_CLAIMS)),
        and_(judged.other == head.subject, judged.verdict == "add"),
    )
    after = exists().where(
        later.target == head.subject,
        later.seq > judged.seq,
        ~later.undone,
        later.verdict.in_(standing.ON_CLAIMS),
    )
    taken_back = exists().where(undone.other == head.subject, undone.verdict == "add", undone.undone)
    stands = exists().where(claim.id == head.subject)
    asked = select(judged.seq.label("judged"), head.seq.label("claim"), capture.seq.label("capture"))
    asked = asked.select_from(tables.judgement).join(tables.head, on_it)
    asked = asked.join(tables.edge, edge.target == head.seq).join(tables.capture, capture.seq == edge.source)
    asked = asked.where(head.type == "claim", ~judged.undone, ~stands, ~after, ~taken_back)
    if report is not None:
        asked = asked.where(capture.report == report)
    else:
        left = exists().where(claim.report == capture.report, ~standing.is_judged(claim.id))
        looked = exists().where(
            claim.report == capture.report,
            later.target == claim.id,
            later.seq > now.seq,
            ~later.undone,
            later.verdict.in_(standing.ON_CLAIMS),
        )
        asked = asked.join(tables.report, now.id == capture.report).where(or_(left, ~looked))
    return asked.order_by(judged.seq.desc())


def _outside(incident: ColumnElement[str]) -> ColumnElement[bool]:
    """Give the condition under which people's last word on an incident puts it outside of the scope."""
    judged, later = tables.judgement.c, tables.judgement.alias("later").c
    back = exists().where(
        later.target == judged.target, later.verdict == "inside", ~later.undone, later.seq > judged.seq
    )
    return exists().where(and_(judged.target == incident, judged.verdict == "outside", ~judged.undone, ~back))


def _around(text: str, at: Span) -> tuple[str, str]:
    """Give what stands in the same line before and after some words, cut at a word where it is long."""
    before = text[max(0, at.start - AROUND) : at.start].rpartition("\n")[2]
    after = text[at.end : at.end + AROUND].partition("\n")[0]
    if len(before) == AROUND:
        before = f"… {before.partition(' ')[2]}"
    if len(after) == AROUND:
        after = f"{after.rpartition(' ')[0]} …"
    return before, after


def _named(found: Iterable[Named], name: str | None) -> Named | None:
    return next((each for each in found if each.id == name), None)
