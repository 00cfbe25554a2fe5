"""Lines of the log as they are read: an entry with its body decoded and its words beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar, cast

import msgspec
from msgspec import Struct
from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, select

from tollbook.errors import DamagedLedgerError
from tollbook.ledger import chain, tables
from tollbook.ledger.sealing import Noun, unpack, unseal
from tollbook.model import Entry, EntryType

AT_ONCE = 500
"""So many values are put into one IN clause."""

DAMAGED = (
    "Entry {name} of the ledger is damaged: move it away and bring back a backup with `tollbook restore`."
)

MANY: BindParameter[Any] = bindparam("many", expanding=True)
"""The values of an IN clause in a statement that is made once and asked with `for_many`."""

Value = TypeVar("Value")


class Line(Struct, frozen=True):
    """An entry, its body, and its words: `None` where it has none, or where they were deleted."""

    entry: Entry
    body: chain.Body
    words: tuple[str, ...] | None
    made: dict[type[Struct], Struct] = {}
    """The nouns that were made of it before."""

    @property
    def subject(self) -> str:
        """The id of what the entry tells of."""
        return self.body.subject

    @property
    def content(self) -> str:
        """The hash of what the entry says, its words aside."""
        said, entry = self.body, self.entry
        return chain.content(entry.type, said.subject, said.value, said.inputs, entry.step)

    def noun(self, kind: type[Noun], **more: object) -> Noun:
        """Give what the entry holds as a noun of that kind, its words put back, with what lies elsewhere."""
        if not more and kind in self.made:
            return cast(Noun, self.made[kind])
        try:
            noun = unseal(self.body.value | more, self.words, kind)
        except (ValueError, LookupError, TypeError) as error:
            raise DamagedLedgerError(DAMAGED.format(name=self.entry.seq)) from error
        if not more:
            self.made[kind] = noun
        return noun


_LINES = select(tables.entry, tables.words.c.data).join_from(
    tables.entry, tables.words, tables.entry.c.seq == tables.words.c.seq, isouter=True
)
_BY_SEQ = _LINES.where(tables.entry.c.seq.in_(MANY)).order_by(tables.entry.c.seq)
_BY_ID = _LINES.where(tables.entry.c.id.in_(MANY)).order_by(tables.entry.c.seq)
_AFTER = (
    _LINES.where(tables.entry.c.seq > bindparam("seq")).order_by(tables.entry.c.seq).limit(bindparam("limit"))
)
_HOLDING = _LINES.join(tables.head, tables.head.c.seq == tables.entry.c.seq).where(
    tables.head.c.subject == bindparam("subject"), tables.head.c.type == bindparam("type")
)


def by_seq(connection: Connection, seqs: Iterable[int]) -> list[Line]:
    """Give the lines with these numbers, in the order of the log."""
    return [_line(row) for row in for_many(connection, _BY_SEQ, sorted(set(seqs)))]


def by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Line]:
    """Give the lines with these entry ids; an id that is not there is left out."""
    return {row.id: _line(row) for row in for_many(connection, _BY_ID, ids)}


def named(connection: Connection, ids: Iterable[str], at_hand: Iterable[Line] = ()) -> list[Line]:
    """Give the lines with these ids, in this order; those `at_hand` are not asked for.

    Raises `DamagedLedgerError` where one is missing.
    """
    wanted = list(ids)
    found = {line.entry.id: line for line in at_hand}
    found |= by_id(connection, [name for name in wanted if name not in found])
    for name in wanted:
        if name not in found:
            raise DamagedLedgerError(DAMAGED.format(name=name))
    return [found[name] for name in wanted]


def holding(connection: Connection, kind: EntryType, subject: str) -> Line | None:
    """Give the line of that type that now holds for a subject, or `None`."""
    row = connection.execute(_HOLDING, {"subject": subject, "type": kind}).one_or_none()
    return None if row is None else _line(row)


def after(connection: Connection, seq: int, limit: int) -> list[Line]:
    """Give up to `limit` lines that follow the entry `seq`, in order."""
    return [_line(row) for row in connection.execute(_AFTER, {"seq": seq, "limit": limit})]


def for_many(
    connection: Connection, statement: Select[*tuple[Any, ...]], values: Iterable[object], **more: object
) -> Iterator[Row[*tuple[Any, ...]]]:
    """Give the rows of a statement for any number of values in its IN clause (`MANY`)."""
    for part in in_parts(values):
        yield from connection.execute(statement, {MANY.key: part, **more})


def in_parts(values: Iterable[Value], size: int = AT_ONCE) -> Iterator[list[Value]]:
    """Give the values in lists of at most `size`."""
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part


def _line(row: Row[Any]) -> Line:
    entry = Entry(**dict(zip(Entry.__struct_fields__, row, strict=False)))
    try:
        return Line(entry, msgspec.json.decode(entry.body, type=chain.Body), _words(row.data))
    except ValueError as error:
        raise DamagedLedgerError(DAMAGED.format(name=entry.seq)) from error


def _words(data: bytes | None) -> tuple[str, ...] | None:
    return None if data is None else unpack(data)
