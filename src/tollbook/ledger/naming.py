"""From the beginning of an id to the ids that it may mean."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, Select, or_, select

from tollbook.ledger import tables
from tollbook.ledger.heads import MEANT
from tollbook.model import EntryType

TOP = "\U0010ffff"
"""No id goes on with a character behind this one."""


def beginning(connection: Connection, typed: str, kinds: Sequence[EntryType], limit: int) -> tuple[str, ...]:
    """Give at most `limit` ids that begin with what was typed, sorted; that alone where it is an id itself.

    Of all types where no `kinds` are given, with what lies inside of reconciliations, and entries.
    """
    if not typed:
        return ()
    head = tables.head.c
    queries = [select(head.subject.label("id")).where(head.type.in_(kinds or MEANT))]
    if not kinds:
        queries += [select(table.c.id) for table in (*tables.INSIDE, tables.entry)]
    found = {name for query in queries for name in _first(connection, query, typed, limit)}
    return (typed,) if typed in found else tuple(sorted(found)[:limit])


def _first(connection: Connection, query: Select[tuple[str]], typed: str, limit: int) -> list[str]:
    column: ColumnElement[str] = query.selected_columns[0]
    begins = or_(column == typed, column.between(typed, typed + TOP))
    wanted = query.where(begins).distinct().order_by(column).limit(limit)
    return [str(name) for name in connection.scalars(wanted)]
