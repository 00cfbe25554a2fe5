"""Appending: from drafts to entries, in one transaction that the caller holds.

A draft that says what already holds for its subject is a repeat and adds nothing. Any other becomes an entry
that names the one it replaces.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select

from tollbook.errors import ChangedError, UsageError
from tollbook.ledger import chain, lines, standing, tables, views
from tollbook.ledger.drafts import Draft, Name, of_step
from tollbook.ledger.heads import Head, Heads
from tollbook.ledger.lines import Line
from tollbook.ledger.log import Receipt
from tollbook.ledger.sealing import pack, unpack
from tollbook.model import Entry


def append(connection: Connection, drafts: Iterable[Draft]) -> Receipt:
    """Write every draft that says something new, and bring the views up to date.

    Raises `UsageError` where a draft names an input that the ledger does not hold, `ChangedError` where a
    judged thing has changed, or was judged by somebody else, since the person saw it.
    """
    batch = _Batch(connection, _with_steps(drafts))
    for draft in batch.drafts:
        batch.add(draft)
    if batch.written:
        entries = [msgspec.structs.asdict(line.entry) for line in batch.written]
        connection.execute(insert(tables.entry), entries)
        for table, rows in ((tables.words, batch.words), (tables.original, list(batch.originals.values()))):
            if rows:
                connection.execute(insert(table), rows)
        views.apply(connection, batch.written)
    return Receipt(len(batch.written), batch.repeated, batch.hash)


_END = select(tables.entry.c.seq, tables.entry.c.hash).order_by(tables.entry.c.seq.desc()).limit(1)
_SAID = select(tables.words.c.seq, tables.words.c.data).where(tables.words.c.seq.in_(lines.MANY))
_SALTS = select(tables.original.c.checksum, tables.original.c.salt).where(
    tables.original.c.checksum.in_(lines.MANY)
)


class _Batch:
    """The lines of one transaction, while they are chained to each other and to what is there."""

    def __init__(self, connection: Connection, drafts: Sequence[Draft]) -> None:
        end = connection.execute(_END).one_or_none()
        self.seq: int = end.seq if end else 0
        self.hash: str = end.hash if end else chain.GENESIS
        self.connection = connection
        self.now = datetime.now(UTC).isoformat(timespec="milliseconds")
        self.drafts = drafts
        self.heads = Heads(connection, _names(drafts))
        held = (self.heads.get(draft.name) for draft in drafts)
        self.said = _words_of(connection, [head for head in held if head])
        self.salts = _salts(connection, drafts)
        self.repeated = 0
        self.written: list[Line] = []
        self.words: list[dict[str, Any]] = []
        self.originals: dict[str, dict[str, Any]] = {}

    def add(self, draft: Draft) -> None:
        """Chain one draft, unless it repeats what holds."""
        for name, seen in draft.expects.items():
            judged = standing.last(self.connection, [name.id]).get(name.id)
            if seen != (judged or self._head(name).id):
                raise ChangedError(f"{name.id} has changed since you looked at it: look again, then decide.")
        step = chain.step_id(draft.step) if draft.step else None
        inputs = tuple(self._head(name).id for name in draft.inputs)
        content = chain.content(draft.type, draft.subject, draft.value, inputs, step)
        head = self.heads.get(draft.name)
        if head and head.content == content and self.said.get(head.seq, draft.words) == draft.words:
            self.repeated += draft.type != "step"
            return
        self.seq += 1
        body = chain.Body(
            subject=draft.subject,
            value=draft.value,
            inputs=inputs,
            replaces=head.id if head else None,
            words=self._seal_words(draft.words),
            original=self._seal_original(draft),
        )
        entry = Entry(
            seq=self.seq,
            id=chain.entry_id(content, body.replaces),
            type=draft.type,
            body=chain.canonical(body).decode(),
            step=step,
            recorded_at=self.now,
            prev_hash=self.hash,
            hash="",
        )
        entry = msgspec.structs.replace(entry, hash=chain.link_hash(entry))
        self.hash = entry.hash
        self.heads.put(draft.name, Head(entry.seq, entry.id, content))
        self.said[entry.seq] = draft.words
        self.written.append(Line(entry, body, draft.words or None))

    def _head(self, name: Name) -> Head:
        head = self.heads.get(name)
        if head is None:
            raise UsageError(f"The ledger does not hold {name.id}: name something that it holds.")
        return head

    def _seal_words(self, words: tuple[str, ...]) -> str | None:
        if not words:
            return None
        salt, data = chain.new_salt(), pack(words)
        self.words.append({"seq": self.seq, "salt": salt, "data": data})
        return chain.salted(salt, data)

    def _seal_original(self, draft: Draft) -> str | None:
        if draft.original is None:
            return None
        checksum = draft.value["checksum"]
        if checksum not in self.salts:
            salt = self.salts[checksum] = chain.new_salt()
            data = zlib.compress(draft.original)
            self.originals[checksum] = {"checksum": checksum, "salt": salt, "data": data}
        return chain.salted(self.salts[checksum], draft.original)


def _with_steps(drafts: Iterable[Draft]) -> list[Draft]:
    """Put each step before the first draft that it made."""
    listed: list[Draft] = []
    known: set[str] = set()
    for draft in drafts:
        if draft.step and (name := chain.step_id(draft.step)) not in known:
            known.add(name)
            listed.append(of_step(draft.step))
        listed.append(draft)
    return listed


def _names(drafts: Sequence[Draft]) -> set[Name]:
    return {name for draft in drafts for name in (draft.name, *draft.inputs, *draft.expects)}


def _words_of(connection: Connection, heads: Iterable[Head]) -> dict[int, tuple[str, ...]]:
    """Give the words of the entries that hold; deleted ones are missing, and then equal to any."""
    found = lines.for_many(connection, _SAID, {head.seq for head in heads})
    return {seq: unpack(data) for seq, data in found}


def _salts(connection: Connection, drafts: Sequence[Draft]) -> dict[str, bytes]:
    """Give the salts of the original bytes that the ledger already holds."""
    checksums = {draft.value["checksum"] for draft in drafts if draft.original is not None}
    return dict(tuple(row) for row in lines.for_many(connection, _SALTS, checksums))
