"""The SQLite back end: the only place with SQL and settings that are SQLite's own.

One writer at a time (`BEGIN IMMEDIATE`) beside any number of readers (write-ahead log); every commit is on
the disk before the call returns.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from tollbook.errors import BusyLedgerError, DamagedLedgerError, FullDiskError, LedgerError

PATIENCE_S = 60
"""So long a writer waits for another one, in seconds."""

_PREPARE = (
    f"PRAGMA busy_timeout = {PATIENCE_S * 1000}",
    "PRAGMA synchronous = FULL",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA cache_size = -65536",
    "PRAGMA wal_autocheckpoint = 8000",
)

_GUARDS = (
    """CREATE TRIGGER entry_at_the_end BEFORE INSERT ON entry
       WHEN new.seq IS NOT coalesce((SELECT max(seq) FROM entry), 0) + 1
         OR EXISTS (SELECT 1 FROM entry WHERE id = new.id)
       BEGIN SELECT raise(ABORT, 'entries are only ever added at the end'); END""",
    *(
        f"""CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}
            BEGIN SELECT raise(ABORT, '{table}: what was written is never changed'); END"""
        for table, act in (
            ("entry", "UPDATE"),
            ("entry", "DELETE"),
            ("words", "UPDATE"),
            ("original", "UPDATE"),
        )
    ),
)

_ADVICE: dict[int, tuple[type[LedgerError], str]] = {
    sqlite3.SQLITE_FULL: (
        FullDiskError,
        "The disk of {where} is full; nothing of this batch was stored: free some space and run again.",
    ),
    sqlite3.SQLITE_IOERR: (
        FullDiskError,
        "The disk of {where} failed or is full; nothing of this batch was stored: check it and run again.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        DamagedLedgerError,
        "{where} is damaged: move it away and bring back a backup with `tollbook restore`.",
    ),
    sqlite3.SQLITE_NOTADB: (DamagedLedgerError, "{where} is not a ledger: name another file."),
    sqlite3.SQLITE_BUSY: (
        BusyLedgerError,
        f"Another program has held {{where}} for {PATIENCE_S} seconds: wait for it to end and run again.",
    ),
    sqlite3.SQLITE_PROTOCOL: (
        BusyLedgerError,
        "Too many programs are opening {where} at once: run again.",
    ),
    sqlite3.SQLITE_READONLY: (LedgerError, "{where} cannot be written: check who may write the file."),
    sqlite3.SQLITE_CANTOPEN: (
        LedgerError,
        "{where} cannot be opened: check that its folder exists and may be written.",
    ),
}

_DAMAGE_WITHOUT_CODE = ("unsupported file format", "Could not decode to UTF-8", "no such table")
"""How SQLite begins to tell of damage for which it has no code of its own."""


def connect(url: URL) -> Engine:
    """Give an engine on a file (`sqlite:///path`), or on memory (`sqlite://`), that is gone when closed."""
    engine = create_engine(url) if url.database else create_engine(url, poolclass=StaticPool)
    event.listen(engine, "connect", _prepare)
    return engine


def is_there(url: URL) -> bool:
    """Tell whether there is a file."""
    return bool(url.database) and Path(str(url.database)).exists()


def begin(connection: Connection, *, writing: bool) -> None:
    """Begin a transaction: one that alone may write, or one that sees one moment and cannot write."""
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writing else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def guard(connection: Connection) -> None:
    """Forbid changing and removing entries, by triggers that hold for every program that opens the file."""
    for trigger in _GUARDS:
        connection.exec_driver_sql(trigger)


def explain(error: BaseException, where: str) -> LedgerError | None:
    """Give the error as one sentence that says what to do next, or `None` for a bug of ours."""
    driver = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(driver, "sqlite_errorcode", 0) & 0xFF
    if isinstance(driver, UnicodeDecodeError) or str(driver).startswith(_DAMAGE_WITHOUT_CODE):
        code = sqlite3.SQLITE_CORRUPT
    if code not in _ADVICE:
        return None
    kind, text = _ADVICE[code]
    return kind(text.format(where=where))


def begin_words(connection: Connection) -> None:
    """Make the index of words, empty, in the place of one that was there."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS found_words")
    connection.exec_driver_sql(
        'CREATE VIRTUAL TABLE found_words USING fts5(kind, words, tokenize = "unicode61 remove_diacritics 2")'
    )


def put_words(connection: Connection, gone: Iterable[int], new: Iterable[tuple[int, str, str]]) -> None:
    """Take entries out of the index of words, and put others in."""
    if old := [(seq,) for seq in gone]:
        connection.exec_driver_sql("DELETE FROM found_words WHERE rowid = ?", old)
    if rows := list(new):
        connection.exec_driver_sql("INSERT INTO found_words (rowid, kind, words) VALUES (?, ?, ?)", rows)


def find_words(connection: Connection, wanted: Sequence[str], kind: str, limit: int) -> list[tuple[int, str]]:
    """Give entries that hold all the words, best first, with a passage."""
    quoted = " ".join('"' + word.replace('"', '""') + '"' for word in wanted)
    found = connection.exec_driver_sql(
        "SELECT rowid, snippet(found_words, 1, char(2), char(3), '…', 24) FROM found_words"
        " WHERE found_words MATCH ? ORDER BY rank LIMIT ?",
        (f"kind : {kind} AND words : ({quoted}*)", limit),
    )
    return [(seq, passage) for seq, passage in found]


def damage(connection: Connection) -> list[str]:
    """Give what the file's own check finds wrong with its pages and indexes."""
    rows = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars()
    return [text for text in rows if text != "ok"]


def copy(engine: Engine, target: Path) -> None:
    """Write a consistent copy of the ledger into one new file, while others go on reading and writing."""
    try:
        with engine.connect() as connection, closing(sqlite3.connect(target)) as written:
            cast(sqlite3.Connection, connection.connection.driver_connection).backup(written)
    except sqlite3.Error as error:
        raise explain(error, str(target)) or error from error


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None
    for statement in _PREPARE:
        connection.execute(statement)
    _use_write_ahead_log(connection)


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch a new file to the write-ahead log; SQLite does not wait here, so we do."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
