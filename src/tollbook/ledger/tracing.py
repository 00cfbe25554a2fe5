"""Following an id both ways: back to words and bytes, forward to findings and records."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select

from tollbook.errors import DamagedLedgerError
from tollbook.ledger import lines, standing, tables
from tollbook.ledger.drafts import Name
from tollbook.ledger.heads import Heads
from tollbook.ledger.lines import Line
from tollbook.ledger.log import Stale, Trace, TraceLine
from tollbook.model import (
    Claim,
    Conflict,
    EntryType,
    Finding,
    Judgement,
    Link,
    Reconciliation,
    Record,
    Report,
    Settled,
    Step,
)

NOUNS: Mapping[str, type[msgspec.Struct]] = MappingProxyType(
    {
        "report": Report,
        "claim": Claim,
        "incident": Settled,
        "link": Link,
        "reconciliation": Reconciliation,
        "judgement": Judgement,
        "record": Record,
    }
)
"""The noun that each type of entry holds."""


def trace(connection: Connection, name: str) -> Trace | None:
    """Follow an id both ways, or give `None` where nothing bears it.

    Forward only what holds now is shown: an entry that was replaced is the history of its subject.
    """
    here = _bearing(connection, name)
    if here is None:
        return None
    finding, conflict = _inside(here, name)
    claims = _claims_of(connection, here, finding, conflict)
    back = lines.by_seq(connection, claims | _closure(connection, claims or {here.entry.seq}, _sources))
    made = _closure(connection, {here.entry.seq}, _made_and_holding)
    judged = _judging(connection, [name, here.subject, *(line.subject for line in back)])
    used = {line.entry.seq for line in back}
    steps = _Steps(connection)
    return Trace(
        id=name,
        here=steps.line(here),
        finding=finding,
        conflict=conflict,
        back=tuple(map(steps.line, back)),
        forward=tuple(map(steps.line, lines.by_seq(connection, (made | judged) - used))),
    )


def held(connection: Connection, name: str) -> TraceLine | None:
    """Give what bears an id (for one inside a reconciliation, that reconciliation), or `None`."""
    here = _bearing(connection, name)
    return _Steps(connection).line(here) if here else None


def counts(connection: Connection) -> dict[str, int]:
    """Give how many things of each type hold, how many entries there are, and how many claims are unseen."""
    head, claim = tables.head.c, tables.claim.c
    query = select(head.type, func.count()).group_by(head.type).order_by(head.type)
    found: dict[str, int] = {row.type: row[1] for row in connection.execute(query)}
    found["entry"] = connection.scalar(select(func.count()).select_from(tables.entry)) or 0
    unseen = select(func.count()).select_from(tables.claim).where(~standing.is_judged(claim.id))
    found["unseen"] = connection.scalar(unseen) or 0
    return found


def stale(connection: Connection, stage_versions: Mapping[str, str]) -> tuple[Stale, ...]:
    """Give what holds now but was made at another stage version than its maker has now."""
    found = []
    for name, step in _all_steps(connection).items():
        now = _now(step, stage_versions)
        if now is None:
            continue
        for kind, subjects in _made_by(connection, name).items():
            found.append(
                Stale(
                    maker=step.maker,
                    made_at=step.stage_version,
                    now_at=now,
                    type=kind,
                    subjects=tuple(subjects),
                )
            )
    return tuple(found)


def counts_of_stale(connection: Connection, stage_versions: Mapping[str, str]) -> dict[str, int]:
    """Give how many things of each type `stale` would name, without naming them."""
    steps = [name for name, step in _all_steps(connection).items() if _now(step, stage_versions)]
    head = tables.head.c
    query = select(head.type, func.count()).where(head.step.in_(steps), _told()).group_by(head.type)
    return {row.type: row[1] for row in connection.execute(query)} if steps else {}


class _Steps:
    """Lines of a trace with their steps, each step being read once."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.read: dict[str, Step] = {}

    def line(self, line: Line) -> TraceLine:
        entry = line.entry
        kind = NOUNS.get(entry.type)
        return TraceLine(
            entry=entry.id,
            seq=entry.seq,
            type=entry.type,
            subject=line.subject,
            recorded_at=entry.recorded_at,
            step=self._step(entry.step, line.body.inputs) if entry.step else None,
            noun=line.noun(kind) if kind else None,
        )

    def _step(self, name: str, inputs: Iterable[str]) -> Step:
        if name not in self.read:
            self.read[name] = _step(self.connection, name)
        return msgspec.structs.replace(self.read[name], inputs=tuple(inputs))


def _bearing(connection: Connection, name: str) -> Line | None:
    """Give the line that bears an id: of a subject, of an entry, or of the reconciliation that holds it."""
    head = Heads(connection, [Name(None, name)]).get(Name(None, name))
    if head:
        return lines.by_seq(connection, [head.seq])[0]
    return lines.by_id(connection, [name]).get(name)


def _inside(here: Line, name: str) -> tuple[Finding | None, Conflict | None]:
    """Give the finding or the conflict of a reconciliation that bears the id."""
    if here.entry.type != "reconciliation":
        return None, None
    said = here.noun(Reconciliation)
    finding = next((each for each in said.findings if each.id == name), None)
    conflict = next((each for each in said.conflicts if each.id == name), None)
    return finding, conflict


def _claims_of(
    connection: Connection, here: Line, finding: Finding | None, conflict: Conflict | None
) -> set[int]:
    """Give the entries of the claims that a finding kept or set aside, or that are in conflict.

    The judgements of which it was made come with them, as far as they are on links or on the same measure.
    """
    named = set(conflict.claims) if conflict else set()
    if finding:
        named = {*finding.claims, *(each.claim for each in finding.set_aside)}
    if not named:
        return set()
    inputs = lines.named(connection, here.body.inputs)
    judged = [line for line in inputs if line.entry.type == "judgement"]
    targets = lines.by_id(connection, [line.body.inputs[0] for line in judged])
    about = [line for line in judged if _concerns(targets[line.body.inputs[0]], named, finding)]
    return {line.entry.seq for line in about} | {line.entry.seq for line in inputs if line.subject in named}


def _concerns(target: Line, named: Collection[str], finding: Finding | None) -> bool:
    """Tell whether a judgement on a target may have changed a finding, or a claim that is named."""
    if target.entry.type != "claim":
        return finding is not None
    same = finding is not None and target.body.value["measure"] == finding.measure
    return same or target.subject in named


def _closure(
    connection: Connection, start: Iterable[int], neighbours: Callable[[list[int]], Select[tuple[int]]]
) -> set[int]:
    """Give everything that is reached from the start by one or more steps."""
    reached: set[int] = set()
    border = set(start)
    while border:
        beyond: set[int] = set()
        for part in lines.in_parts(border):
            beyond.update(connection.scalars(neighbours(part)))
        border = beyond - reached
        reached |= border
    return reached


def _sources(seqs: list[int]) -> Select[tuple[int]]:
    return select(tables.edge.c.source).where(tables.edge.c.target.in_(seqs))


def _made_and_holding(seqs: list[int]) -> Select[tuple[int]]:
    edge, head = tables.edge, tables.head
    return select(edge.c.target).join(head, head.c.seq == edge.c.target).where(edge.c.source.in_(seqs))


def _judging(connection: Connection, subjects: Iterable[str]) -> set[int]:
    judged = tables.judgement.c
    return {
        seq
        for part in lines.in_parts(subjects)
        for seq in connection.scalars(select(judged.seq).where(judged.target.in_(part)))
    }


def _step(connection: Connection, name: str) -> Step:
    line = lines.holding(connection, "step", name)
    if line is None:
        raise DamagedLedgerError(lines.DAMAGED.format(name=name))
    return line.noun(Step)


def _all_steps(connection: Connection) -> dict[str, Step]:
    """Give every step of the ledger by its id."""
    head = tables.head.c
    of_steps = (head.step.is_(None), head.type == "step")
    held = lines.by_seq(connection, connection.scalars(select(head.seq).where(*of_steps)))
    return {line.subject: line.noun(Step) for line in held}


def _made_by(connection: Connection, step: str) -> dict[EntryType, list[str]]:
    """Give the ids of what a step made and what still holds, by type; of claims, those that are told now."""
    head = tables.head.c
    made: dict[EntryType, list[str]] = {}
    query = select(head.type, head.subject).where(head.step == step, _told()).order_by(head.seq)
    for kind, subject in connection.execute(query):
        made.setdefault(kind, []).append(subject)
    return made


def _told() -> ColumnElement[bool]:
    """Give the condition under which an entry that holds is still told: of claims, those of now."""
    head = tables.head.c
    return or_(head.type != "claim", exists().where(tables.claim.c.id == head.subject))


def _now(step: Step, stage_versions: Mapping[str, str]) -> str | None:
    """Give the stage version that a step's maker has now, or `None` where it is that of the step."""
    now = stage_versions.get(step.maker, step.stage_version)
    return None if now == step.stage_version else now
