"""Listing incidents and showing one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, distinct, exists, func, or_, select

from tollbook.ledger import inbox, lines, standing, tables
from tollbook.ledger.lines import Line
from tollbook.ledger.log import IncidentFile, IncidentQuery, IncidentSummary
from tollbook.model import Claim, Finding, Incident, Link, Reconciliation, Record, Report, Scope, Settled
from tollbook.text import fold

MOST = 100
"""So many judgements on words that are gone are shown of one report."""


def incidents(connection: Connection, query: IncidentQuery) -> tuple[IncidentSummary, ...]:
    """Give the incidents that a query asks for, the latest first."""
    seqs = list(connection.scalars(_matching(query)))
    found = {line.entry.seq: line.noun(Incident) for line in lines.by_seq(connection, seqs)}
    listed = [found[seq] for seq in seqs]
    names = [each.id for each in listed]
    counted = _counts(connection, names)
    open_conflicts = _open_conflicts(connection, names)
    findings = _totals(connection, names)
    scopes = _scopes(connection, names)
    summaries = []
    for each in listed:
        reports, claims, unseen = counted.get(each.id, (0, 0, 0))
        summaries.append(
            IncidentSummary(
                incident=each,
                reports=reports,
                claims=claims,
                unseen=unseen,
                open_conflicts=open_conflicts.get(each.id, 0),
                findings=findings.get(each.id, ()),
                scope=scopes.get(each.id, "event"),
            )
        )
    return tuple(summaries)


def findings(connection: Connection, names: Iterable[str]) -> dict[str, tuple[Finding, ...]]:
    """Give the findings of each of the incidents, as far as these were concluded."""
    head = tables.head.c
    query = select(head.seq).where(head.type == "reconciliation")
    seqs = [
        seq
        for part in lines.in_parts(names)
        for seq in connection.scalars(query.where(head.subject.in_(part)))
    ]
    return {line.subject: line.noun(Reconciliation).findings for line in lines.by_seq(connection, seqs)}


def incident(connection: Connection, name: str) -> IncidentFile | None:
    """Give everything on one incident, or `None`."""
    held = lines.holding(connection, "incident", name)
    if held is None:
        return None
    said = lines.holding(connection, "reconciliation", name)
    of_it = tables.link.c.incident == name
    linked = tuple(each for each in links(connection, [name]) if each.incident == name)
    reports = select(tables.report.c.seq).join(tables.link, tables.link.c.report == tables.report.c.id)
    claims = select(tables.claim.c.id, tables.claim.c.seq).join(tables.link, _told_by())
    found = {row.id: row.seq for row in connection.execute(claims.where(of_it))}
    about = [name, *found, *(each.id for each in linked)]
    told = standing.judgements(connection, about, with_undone=True)
    return IncidentFile(
        incident=held.noun(Incident),
        links=linked,
        reports=tuple(
            _without_text(line) for line in lines.by_seq(connection, connection.scalars(reports.where(of_it)))
        ),
        claims=tuple(line.noun(Claim) for line in lines.by_seq(connection, found.values())),
        reconciliation=said.noun(Reconciliation) if said else Reconciliation(),
        judgements=told,
        undone=standing.undone(connection, [each.id for each in told]),
        machine=held.noun(Settled).machine,
        merged_into=merged_into(connection, name),
        records=_records(connection, name),
        gone=tuple(
            each
            for report in dict.fromkeys(link.report for link in linked)
            for each in inbox.gone(connection, report, MOST)
        ),
    )


def links(connection: Connection, names: Iterable[str] | None) -> tuple[Link, ...]:
    """Give the links that bear one of the ids, lead from that report or to that incident; all for `None`.

    They come in the order of their reports, whichever link was written anew since.
    """
    link, report = tables.link.c, tables.report.c
    query = select(link.seq, report.seq.label("order"), link.event)
    query = query.join(tables.report, report.id == link.report)
    if names is None:
        rows = {tuple(row) for row in connection.execute(query)}
    else:
        rows = {
            tuple(row)
            for part in lines.in_parts(names)
            for row in connection.execute(
                query.where(or_(link.id.in_(part), link.report.in_(part), link.incident.in_(part)))
            )
        }
    found = {line.entry.seq: line for line in lines.by_seq(connection, [seq for seq, *_ in rows])}
    return tuple(found[seq].noun(Link) for seq, *_ in sorted(rows, key=lambda row: row[1:]))


def merged_into(connection: Connection, name: str) -> str | None:
    """Give the incident that people found to be the same one, or `None`."""
    judged = tables.judgement.c
    query = select(judged.target).where(judged.other == name, *_merging()).order_by(judged.seq.desc())
    return connection.scalar(query.limit(1))


def _merging() -> tuple[ColumnElement[bool], ...]:
    """Give the conditions under which a judgement merges its other incident into its target."""
    judged, incident = tables.judgement.c, tables.incident.c
    is_one = judged.target.in_(select(incident.id))
    return judged.verdict == "same", ~judged.undone, is_one


def _matching(query: IncidentQuery) -> Select[Any]:
    incident, finding, conflict = tables.incident.c, tables.finding.c, tables.conflict.c
    head, linked = tables.head.c, exists().where(tables.link.c.incident == incident.id)
    concluded = exists().where(head.subject == incident.id, head.type == "reconciliation")
    merged = exists().where(tables.judgement.c.other == incident.id, *_merging())
    # What people merged or emptied is kept, and found by its id, but is no incident of its own any more.
    wanted: list[ColumnElement[bool]] = [~merged, or_(linked, ~concluded)]
    if query.recorded:
        wanted = [exists().where(tables.record.c.incident == incident.id)]
    if query.since:
        wanted.append(incident.end >= query.since)
    if query.until:
        wanted.append(func.substr(incident.start, 1, 10) <= query.until)
    if query.country:
        wanted.append(incident.country == query.country)
    if query.place:
        wanted.append(incident.names.contains(fold(query.place) or query.place, autoescape=True))
    if query.kind:
        wanted.append(incident.kind == query.kind)
    if query.measure:
        total = and_(finding.measure == query.measure, finding.groups == "", finding.low >= query.at_least)
        wanted.append(exists().where(finding.incident == incident.id, total))
    if query.conflicts:
        of_it = exists().where(conflict.incident == incident.id)
        wanted.append(of_it.where(conflict.open) if query.conflicts == "open" else of_it)
    latest = select(incident.seq).where(*wanted).order_by(incident.start.desc().nulls_last(), incident.id)
    return latest.limit(query.limit).offset(query.offset)


def _told_by() -> ColumnElement[bool]:
    """Give the condition under which a link puts a claim into an incident."""
    return and_(tables.link.c.report == tables.claim.c.report, tables.link.c.event == tables.claim.c.event)


def _counts(connection: Connection, names: Sequence[str]) -> dict[str, tuple[int, int, int]]:
    """Give for each incident the number of its reports, of its claims, and of those nobody has judged."""
    claim, link = tables.claim.c, tables.link.c
    seen = standing.is_judged(claim.id)
    query = (
        select(
            link.incident,
            func.count(distinct(link.report)),
            func.count(claim.id),
            func.count(claim.id).filter(claim.id.is_not(None), ~seen),
        )
        .select_from(tables.link)
        .join(tables.claim, _told_by(), isouter=True)
        .where(link.incident.in_(names))
        .group_by(link.incident)
    )
    return {name: (reports, claims, unseen) for name, reports, claims, unseen in connection.execute(query)}


def _scopes(connection: Connection, names: Sequence[str]) -> dict[str, Scope]:
    """Give as what the claims of each incident tell of it: one of the event makes it one."""
    query = select(tables.link.c.incident, tables.claim.c.scope).join(tables.claim, _told_by()).distinct()
    told: defaultdict[str, set[Scope]] = defaultdict(set)
    for name, scope in connection.execute(query.where(tables.link.c.incident.in_(names))):
        told[name].add(scope)
    order: tuple[Scope, ...] = ("event", "background", "cumulative")
    return {name: next(scope for scope in order if scope in scopes) for name, scopes in told.items()}


def _open_conflicts(connection: Connection, names: Sequence[str]) -> dict[str, int]:
    conflict = tables.conflict.c
    query = select(conflict.incident, func.count().label("open")).where(
        conflict.incident.in_(names), conflict.open
    )
    return {row.incident: row.open for row in connection.execute(query.group_by(conflict.incident))}


def _totals(connection: Connection, names: Sequence[str]) -> dict[str, tuple[Finding, ...]]:
    """Give the totals of each incident under the method whose findings come first."""
    return {
        name: tuple(each for each in found if each.method == found[0].method and not each.group)
        for name, found in findings(connection, names).items()
    }


def _records(connection: Connection, incident: str) -> tuple[Record, ...]:
    seqs = connection.scalars(select(tables.record.c.seq).where(tables.record.c.incident == incident))
    return tuple(line.noun(Record) for line in lines.by_seq(connection, seqs))


def _without_text(line: Line) -> Report:
    return msgspec.structs.replace(line.noun(Report), text="")
