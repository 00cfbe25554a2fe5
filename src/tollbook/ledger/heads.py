"""What holds now for what: finding the entry behind an id."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import Connection, select

from tollbook.ledger import lines, tables
from tollbook.ledger.drafts import Name
from tollbook.model import EntryType

MEANT: tuple[EntryType, ...] = ("incident", "report", "claim", "link", "judgement", "record", "step")
"""What a bare id may mean, the first that is held first; readings and reconciliations bear another's id."""


class Head(Struct, frozen=True):
    """The entry that holds: its number, its id, and the hash of what it says."""

    seq: int
    id: str
    content: str


_HELD = select(
    tables.head.c.type, tables.head.c.subject, tables.head.c.seq, tables.head.c.id, tables.head.c.content
).where(tables.head.c.subject.in_(lines.MANY))


class Heads:
    """The entries that hold for the names given, and for those that are put in later."""

    def __init__(self, connection: Connection, names: Iterable[Name]) -> None:
        """Look all names up at once; what is not held is left out."""
        names = set(names)
        ids = {name.id for name in names}
        self._heads: dict[Name, Head] = {}
        self._inside: dict[str, Name] = {}
        for kind, subject, seq, name, content in lines.for_many(connection, _HELD, ids):
            self._heads[Name(kind, subject)] = Head(seq, name, content)
        bare = {name.id for name in names if name.type is None}
        self._look_inside(connection, bare - {name.id for name in self._heads})

    def get(self, name: Name) -> Head | None:
        """Give the entry that holds for a name; for an id inside a reconciliation, that reconciliation."""
        if name.type:
            return self._heads.get(name)
        meant = (self._heads.get(Name(kind, name.id)) for kind in MEANT)
        inside = self._heads.get(self._inside.get(name.id, name))
        return next((head for head in meant if head), inside)

    def put(self, name: Name, head: Head) -> None:
        """Let another entry hold."""
        self._heads[name] = head

    def _look_inside(self, connection: Connection, ids: set[str]) -> None:
        """Find the reconciliations that hold the findings, conflicts or roots with these ids."""
        for table in tables.INSIDE if ids else ():
            for part in lines.in_parts(ids):
                query = select(table.c.id, table.c.incident).where(table.c.id.in_(part))
                for name, incident in connection.execute(query):
                    self._inside[name] = Name("reconciliation", incident)
        if self._inside:
            held = Heads(connection, self._inside.values())
            self._heads |= held._heads
