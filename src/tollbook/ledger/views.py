"""The current state as a pure function of the log.

`apply` brings the views up to date with lines that were just written; `rebuild` does the same with all of
them. A row depends only on the line that now holds for its subject, never on how the log was cut into
batches, so the two agree.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, cast

from sqlalchemy import Column, Connection, FromClause, MetaData, Table, delete, insert, inspect, select

from tollbook.ledger import lines, searching, stakes, standing, tables
from tollbook.ledger.lines import Line
from tollbook.model import Claim, Incident, Link, Place, Reconciliation, Record, Report
from tollbook.text import fold

CHUNK = 2000
"""So many lines are rebuilt at once."""

Rows = list[dict[str, Any]]


def apply(connection: Connection, written: Sequence[Line]) -> None:
    """Bring the views up to date with lines in the order in which they were written."""
    _add(connection, tables.edge, _edges(connection, written))
    _add(connection, tables.capture, _captures(_of_type(written, "report")))
    standing.put(connection, _of_type(written, "judgement"))
    holding = {(line.entry.type, line.subject): line for line in written}.values()
    searching.put(connection, holding)
    _put_heads(connection, holding)
    for kind, put in _VIEWS.items():
        if current := _of_type(holding, kind):
            put(connection, current)
    _put_claims(connection, _of_type(holding, "reading"), written)
    _put_added_claims(connection, written)


def rebuild(connection: Connection) -> None:
    """Throw the views away and make them anew from the whole log."""
    stale = MetaData()
    for name in inspect(connection).get_table_names():
        if name.startswith("view_"):
            Table(name, stale)
    stale.drop_all(connection)
    tables.views.create_all(connection)
    tables.beside.create_all(connection)
    searching.begin(connection)
    seq = 0
    while written := lines.after(connection, seq, CHUNK):
        apply(connection, written)
        seq = written[-1].entry.seq
    connection.execute(insert(tables.version).values(version=tables.VIEWS_VERSION))


def are_current(connection: Connection) -> bool:
    """Tell whether the views were made by this version of Tollbook."""
    if not inspect(connection).has_table(tables.version.name):
        return False
    return connection.scalar(select(tables.version.c.version)) == tables.VIEWS_VERSION


def _put_heads(connection: Connection, holding: Collection[Line]) -> None:
    for kind in {line.entry.type for line in holding if line.body.replaces}:
        for part in lines.in_parts(_replacing(_of_type(holding, kind))):
            old = tables.head.c.subject.in_(part)
            connection.execute(delete(tables.head).where(old, tables.head.c.type == kind))
    _add(connection, tables.head, [_head(line) for line in holding])


def _head(line: Line) -> dict[str, Any]:
    entry = line.entry
    return {
        "subject": line.subject,
        "type": entry.type,
        "seq": entry.seq,
        "id": entry.id,
        "content": line.content,
        "step": entry.step,
    }


def _edges(connection: Connection, written: Sequence[Line]) -> Rows:
    seqs = {line.entry.id: line.entry.seq for line in written}
    away = {source for line in written for source in line.body.inputs} - seqs.keys()
    seqs.update((name, seq) for name, seq in lines.for_many(connection, _SEQS, away))
    return [
        {"source": seqs[source], "target": line.entry.seq} for line in written for source in line.body.inputs
    ]


_SEQS = select(tables.entry.c.id, tables.entry.c.seq).where(tables.entry.c.id.in_(lines.MANY))


def _captures(written: Sequence[Line]) -> Rows:
    rows = []
    for line in written:
        report = line.noun(Report)
        rows.append(
            {
                "seq": line.entry.seq,
                "report": report.id,
                "url": _shown(report.url),
                "captured": report.captured,
                "checksum": report.checksum,
            }
        )
    return rows


def _put_reports(connection: Connection, current: Sequence[Line]) -> None:
    rows = []
    for line in current:
        report = line.noun(Report)
        rows.append(
            {
                "id": report.id,
                "seq": line.entry.seq,
                "checksum": report.checksum,
                "outlet": _shown(report.outlet),
                "published": report.published,
                "language": report.language,
                "translation_of": _shown(report.translation_of),
            }
        )
    _put(connection, tables.report.c.id, current, rows)


def _put_claims(connection: Connection, readings: Sequence[Line], written: Sequence[Line]) -> None:
    """Show the claims of the reading that now holds for each report, and no others."""
    inputs = [source for line in readings for source in line.body.inputs]
    told = _of_type(lines.named(connection, inputs, written), "claim")
    claim = tables.claim.c
    for part in lines.in_parts(_replacing(readings)):
        connection.execute(delete(tables.claim).where(claim.report.in_(part), ~claim.by_hand))
    _add(connection, tables.claim, [_claim(line, by_hand=False) for line in told])


def _put_added_claims(connection: Connection, written: Sequence[Line]) -> None:
    """Show the claims that people added to the text that a report has now, unless the adding was undone."""
    touched = {line.subject for line in _of_type(written, "claim") if line.entry.step is None}
    touched |= standing.added_by(connection, _of_type(written, "judgement"))
    claim, report = tables.claim.c, tables.report.c
    for part in lines.in_parts({line.subject for line in _of_type(written, "report")}):
        touched.update(connection.scalars(select(claim.id).where(claim.report.in_(part), claim.by_hand)))
    for part in lines.in_parts(touched):
        connection.execute(delete(tables.claim).where(tables.claim.c.id.in_(part), tables.claim.c.by_hand))
    held = lines.by_seq(connection, standing.held_as_added(connection, touched))
    of = lines.in_parts({line.noun(Claim).report for line in held})
    texts = {
        row.id: row.checksum
        for part in of
        for row in connection.execute(select(report.id, report.checksum).where(report.id.in_(part)))
    }
    stand = [line for line in held if line.body.value["checksum"] == texts[line.noun(Claim).report]]
    _add(connection, tables.claim, [_claim(line, by_hand=True) for line in stand])


def _claim(line: Line, *, by_hand: bool) -> dict[str, Any]:
    claim = line.noun(Claim)
    return {
        "id": claim.id,
        "seq": line.entry.seq,
        "report": claim.report,
        "event": claim.incident,
        "measure": claim.measure,
        "unit": claim.unit,
        "low": claim.count.low,
        "high": claim.count.high,
        "scope": claim.scope,
        "by_hand": by_hand,
    }


def _put_incidents(connection: Connection, current: Sequence[Line]) -> None:
    rows = []
    for line in current:
        incident = line.noun(Incident)
        date, place = incident.date, incident.place
        rows.append(
            {
                "id": incident.id,
                "seq": line.entry.seq,
                "kind": incident.kind,
                "start": date and date.start,
                "end": date and date.end,
                "place": place and _shown(place.name),
                "admin1": place and _shown(place.admin1),
                "names": place and "\n".join(fold(each) for each in _named(place)),
                "country": place and _shown(place.country),
                "lat": place and place.lat,
                "lon": place and place.lon,
            }
        )
    _put(connection, tables.incident.c.id, current, rows)


def _named(place: Place) -> Iterable[str]:
    """Give the names under which a place is looked for: its own and those of its divisions."""
    return filter(None, (place.name, place.admin2, place.admin1))


def _put_links(connection: Connection, current: Sequence[Line]) -> None:
    rows = []
    for line in current:
        link = line.noun(Link)
        rows.append(
            {
                "id": link.id,
                "seq": line.entry.seq,
                "report": link.report,
                "event": link.event,
                "incident": link.incident,
                "score": link.score,
                "near": link.near and link.near.incident,
                "near_score": link.near and link.near.score,
            }
        )
    _put(connection, tables.link.c.id, current, rows)


def _put_findings(connection: Connection, current: Sequence[Line]) -> None:
    """Show the findings, conflicts and roots of the reconciliation that now holds for each incident."""
    findings: Rows = []
    conflicts: Rows = []
    roots: Rows = []
    for line in current:
        said = line.noun(Reconciliation)
        common = {"seq": line.entry.seq, "incident": line.subject}
        findings += [
            common
            | {
                "id": each.id,
                "place": place,
                "measure": each.measure,
                "unit": each.unit,
                "groups": " ".join(each.group),
                "method": each.method,
                "low": each.low,
                "best": each.best,
                "high": each.high,
            }
            for place, each in enumerate(said.findings)
        ]
        conflicts += [
            common | {"id": each.id, "kind": each.kind, "open": each.open} for each in said.conflicts
        ]
        roots += [common | {"id": each.id} for each in said.roots]
    _put(connection, tables.finding.c.incident, current, findings)
    _put(connection, tables.conflict.c.incident, current, conflicts)
    _put(connection, tables.root.c.incident, current, roots)
    _put(connection, tables.stake.c.incident, current, stakes.rows(connection, current))


def _put_records(connection: Connection, current: Sequence[Line]) -> None:
    rows = []
    for line in current:
        record = line.noun(Record)
        rows.append(
            {
                "id": record.id,
                "seq": line.entry.seq,
                "incident": record.incident.id,
                "version": record.version,
            }
        )
    _put(connection, tables.record.c.id, current, rows)


_VIEWS: dict[str, Callable[[Connection, Sequence[Line]], None]] = {
    "report": _put_reports,
    "incident": _put_incidents,
    "link": _put_links,
    "reconciliation": _put_findings,
    "record": _put_records,
}
"""Which entries show in which views of what holds now."""


def _shown(words: str | None) -> str | None:
    """Give words as a database takes them: without halves of characters."""
    return words and words.encode(errors="replace").decode()


def _of_type(written: Iterable[Line], kind: str) -> list[Line]:
    return [line for line in written if line.entry.type == kind]


def _replacing(current: Iterable[Line]) -> list[str]:
    return [line.subject for line in current if line.body.replaces]


def _put(connection: Connection, key: Column[Any], current: Iterable[Line], rows: Rows) -> None:
    """Add the rows of these lines, after removing those of the lines that they replace."""
    for part in lines.in_parts(_replacing(current)):
        connection.execute(delete(key.table).where(key.in_(part)))
    _add(connection, key.table, rows)


def _add(connection: Connection, table: FromClause, rows: Rows) -> None:
    if rows:
        connection.execute(insert(cast(Table, table)), rows)
