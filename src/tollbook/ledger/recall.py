"""What is asked for with every new report, at a cost that does not grow with the ledger: notes and places.

Takes: names. Gives: the notes kept under them, and where links lead. Notes are nothing but a memory of what
can be worked out from the log, or fetched, once more: they lie outside of the chain and may be thrown away.
Change this when: taking in a report needs to know something else of those before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from tollbook.ledger import lines, tables

_NOTED = select(tables.note.c.key, tables.note.c.data).where(tables.note.c.key.in_(lines.MANY))
_NOTED_AWAY = delete(tables.note).where(tables.note.c.key.in_(lines.MANY))
_END = select(func.max(tables.entry.c.seq))
_PLACED = select(tables.link.c.id, tables.link.c.incident).where(tables.link.c.id.in_(lines.MANY))
_SIZE = select(func.count()).where(tables.link.c.incident == bindparam("incident"))
_VERSIONS = (
    select(tables.capture.c.checksum)
    .where(tables.capture.c.report == bindparam("report"))
    .order_by(tables.capture.c.seq)
)


def recalled(connection: Connection, names: Iterable[str]) -> dict[str, bytes]:
    """Give the notes kept under those names; a name without one is left out."""
    wanted = {_key(name): name for name in names}
    return {wanted[key]: data for key, data in lines.for_many(connection, _NOTED, wanted)}


def remember(connection: Connection, notes: Mapping[str, bytes]) -> None:
    """Keep notes under their names, in the place of those that were there."""
    rows = [{"key": _key(name), "data": data} for name, data in notes.items()]
    for part in lines.in_parts(row["key"] for row in rows):
        connection.execute(_NOTED_AWAY, {lines.MANY.key: part})
    if rows:
        connection.execute(insert(tables.note), rows)


def forget(connection: Connection) -> None:
    """Throw all notes away."""
    connection.execute(delete(tables.note))


def end(connection: Connection) -> int:
    """Give the number of the last entry, 0 in an empty ledger."""
    return connection.scalar(_END) or 0


def placed(connection: Connection, links: Iterable[str]) -> dict[str, str]:
    """Give the incidents to which links lead now, by the links' ids."""
    found = lines.for_many(connection, _PLACED, links)
    return {name: incident for name, incident in found if incident}


def size(connection: Connection, incident: str) -> int:
    """Give how many events of reports are linked to an incident."""
    return connection.scalar(_SIZE, {"incident": incident}) or 0


def versions(connection: Connection, report: str) -> tuple[str, ...]:
    """Give the checksums of every capture of a report, oldest first."""
    return tuple(connection.scalars(_VERSIONS, {"report": report}))


def at_address(connection: Connection, url: str) -> str | None:
    """Give the report that was captured last at an address, or `None`."""
    capture = tables.capture.c
    query = select(capture.report).where(capture.url == url).order_by(capture.seq.desc())
    return connection.scalar(query.limit(1))


def _key(name: str) -> int:
    """Give a name as a number of 64 bits: names can be long, and say what a report tells of."""
    digest = blake2b(name.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
