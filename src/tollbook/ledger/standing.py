"""Which judgements hold: all that were not undone, the last one on a thing before those that came earlier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, exists, insert, or_, select, update

from tollbook.ledger import lines, tables
from tollbook.ledger.drafts import Name
from tollbook.ledger.heads import Heads
from tollbook.ledger.lines import Line
from tollbook.model import Judgement, Verdict

ON_CLAIMS: tuple[Verdict, ...] = ("accept", "correct", "reject", "unverifiable")
"""The verdicts that settle where a claim stands."""


def put(connection: Connection, written: Sequence[Line]) -> None:
    """Add judgements to their view, in the order of the log, and mark those that they undo."""
    for line in written:
        each = line.noun(Judgement)
        row = {
            "seq": line.entry.seq,
            "id": each.id,
            "target": each.target,
            "other": each.other,
            "verdict": each.verdict,
            "undone": False,
        }
        connection.execute(insert(tables.judgement), [row])
        if each.verdict == "undo":
            _mark(connection, each.target, undone=True)


def judgements(
    connection: Connection,
    names: Iterable[str] | None = None,
    verdicts: Sequence[Verdict] = (),
    *,
    with_undone: bool = False,
) -> tuple[Judgement, ...]:
    """Give the judgements on any of the ids, on all where there are none, oldest first."""
    judged = tables.judgement.c
    wanted = [] if with_undone else [~judged.undone]
    if verdicts:
        wanted.append(judged.verdict.in_(verdicts))
    query = select(judged.seq).where(*wanted)
    if names is None:
        seqs = set(connection.scalars(query))
    else:
        seqs = {
            seq
            for part in lines.in_parts(names)
            for seq in connection.scalars(query.where(or_(judged.target.in_(part), judged.other.in_(part))))
        }
    return tuple(line.noun(Judgement) for line in lines.by_seq(connection, seqs))


def is_judged(claim: ColumnElement[str]) -> ColumnElement[bool]:
    """Give the condition under which a judgement holds on a claim."""
    judged = tables.judgement.c
    return exists().where(judged.target == claim, ~judged.undone, judged.verdict.in_(ON_CLAIMS))


def undone(connection: Connection, names: Iterable[str]) -> frozenset[str]:
    """Give those of the judgements' ids that were undone."""
    judged = tables.judgement.c
    query = select(judged.id).where(judged.undone)
    return frozenset(
        name
        for part in lines.in_parts(names)
        for name in connection.scalars(query.where(judged.id.in_(part)))
    )


def last(connection: Connection, names: Iterable[str]) -> dict[str, str]:
    """Give the entry of the last judgement on each id, or of the last that undid one of these."""
    judged, found = tables.judgement.c, dict[str, tuple[int, str]]()
    about = {name: name for name in names}
    query = select(judged.target, judged.id, judged.seq, tables.entry.c.id.label("entry"))
    query = query.join(tables.entry, tables.entry.c.seq == judged.seq).order_by(judged.seq)
    while about:
        further: dict[str, str] = {}
        for part in lines.in_parts(about):
            for row in connection.execute(query.where(judged.target.in_(part))):
                name = further[row.id] = about[row.target]
                found[name] = max(found.get(name, (0, "")), (row.seq, row.entry))
        about = further
    return {name: entry for name, (_, entry) in found.items()}


def seen(connection: Connection, names: Sequence[str]) -> dict[str, str]:
    """Give the entry that a person sees for each id that is held: its last judgement, else its own."""
    asked = [Name(None, name) for name in names]
    heads = Heads(connection, asked)
    own = {name.id: head.id for name in asked if (head := heads.get(name))}
    return own | last(connection, own)


def added_by(connection: Connection, written: Sequence[Line]) -> set[str]:
    """Give the claims that judgements added, or that those added which they undid."""
    judged, found = tables.judgement.c, set[str]()
    names = {line.subject for line in written}
    while names:
        further: set[str] = set()
        for part in lines.in_parts(names):
            for row in connection.execute(select(tables.judgement).where(judged.id.in_(part))):
                if row.verdict == "undo":
                    further.add(row.target)
                elif row.verdict == "add":
                    found.add(row.other)
        names = further
    return found


def held_as_added(connection: Connection, claims: Iterable[str]) -> list[int]:
    """Give the entries of those of the claims that a judgement added and none undid."""
    judged, head = tables.judgement.c, tables.head.c
    query = select(head.seq).join(tables.judgement, judged.other == head.subject)
    query = query.where(judged.verdict == "add", ~judged.undone, head.type == "claim")
    return [
        seq
        for part in lines.in_parts(claims)
        for seq in connection.scalars(query.where(head.subject.in_(part)))
    ]


def _mark(connection: Connection, name: str, *, undone: bool) -> None:
    """Mark a judgement; one that undid another has then undone nothing, and the reverse."""
    judged = tables.judgement.c
    connection.execute(update(tables.judgement).where(judged.id == name).values(undone=undone))
    query = select(judged.target).where(judged.id == name, judged.verdict == "undo")
    for target in list(connection.scalars(query)):
        _mark(connection, target, undone=not undone)
