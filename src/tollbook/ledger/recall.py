"""What is asked for with every new report, at a cost that does not grow with the ledger: notes and places.

Takes: names. Gives: the notes kept under them, and where links lead. Notes are nothing but a memory of what
can be worked out from the log, or fetched, once more: they lie outside of the chain and may be thrown away.
Change this when: taking in a report needs to know something else of those before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from tollbook.ledger import lines, tables


def recalled(connection: Connection, names: Iterable[str]) -> dict[str, bytes]:
    """Give the notes kept under those names; a name without one is left out."""
    note = tables.note.c
    wanted = {_key(name): name for name in names}
    return {
        wanted[key]: data
        for part in lines.in_parts(wanted)
        for key, data in connection.execute(select(note.key, note.data).where(note.key.in_(part)))
    }


def remember(connection: Connection, notes: Mapping[str, bytes]) -> None:
    """Keep notes under their names, in the place of those that were there."""
    rows = [{"at": _key(name), "data": data} for name, data in notes.items()]
    note = tables.note
    there = {
        key
        for part in lines.in_parts(row["at"] for row in rows)
        for key in connection.scalars(select(note.c.key).where(note.c.key.in_(part)))
    }
    if old := [row for row in rows if row["at"] in there]:
        connection.execute(update(note).where(note.c.key == bindparam("at")), old)
    if new := [{"key": row["at"], "data": row["data"]} for row in rows if row["at"] not in there]:
        connection.execute(insert(note), new)


def forget(connection: Connection) -> None:
    """Throw all notes away."""
    connection.execute(delete(tables.note))


def end(connection: Connection) -> int:
    """Give the number of the last entry, 0 in an empty ledger."""
    return connection.scalar(select(func.max(tables.entry.c.seq))) or 0


def placed(connection: Connection, links: Iterable[str]) -> dict[str, str]:
    """Give the incidents to which links lead now, by the links' ids."""
    link = tables.link.c
    return {
        name: incident
        for part in lines.in_parts(links)
        for name, incident in connection.execute(select(link.id, link.incident).where(link.id.in_(part)))
        if incident
    }


def size(connection: Connection, incident: str) -> int:
    """Give how many events of reports are linked to an incident."""
    query = select(func.count()).where(tables.link.c.incident == incident)
    return connection.scalar(query) or 0


def versions(connection: Connection, report: str) -> tuple[str, ...]:
    """Give the checksums of every capture of a report, oldest first."""
    capture = tables.capture.c
    query = select(capture.checksum).where(capture.report == report).order_by(capture.seq)
    return tuple(connection.scalars(query))


def at_address(connection: Connection, url: str) -> str | None:
    """Give the report that was captured last at an address, or `None`."""
    capture = tables.capture.c
    query = select(capture.report).where(capture.url == url).order_by(capture.seq.desc())
    return connection.scalar(query.limit(1))


def _key(name: str) -> int:
    """Give a name as a number of 64 bits: names can be long, and say what a report tells of."""
    digest = blake2b(name.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
