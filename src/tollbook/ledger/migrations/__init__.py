"""The numbered changes of the log's tables, each applied once, in order.

Takes: a connection inside a transaction. Gives: a ledger whose tables are those of this version.
Change this when: a table of the log changes; add a file to `versions/` and its number to `REVISIONS`.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from tollbook.errors import DamagedLedgerError, NewerLedgerError

REVISIONS = ("0001",)
"""Every revision, oldest first."""

NEWER = "{where} was written by a newer version of Tollbook: upgrade Tollbook, then run again."
FOREIGN = "{where} is a database, but not a ledger: name another file."


def revision(connection: Connection, where: str) -> str | None:
    """Give the revision of a ledger, or `None` for an empty database.

    Raises `NewerLedgerError` for a revision this version does not know, and `DamagedLedgerError` for a
    database that holds something else.
    """
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        if tables:
            raise DamagedLedgerError(FOREIGN.format(where=where))
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if found not in REVISIONS:
        raise NewerLedgerError(NEWER.format(where=where))
    return str(found)


def upgrade(connection: Connection, to: str = "head") -> None:
    """Apply every revision up to `to` that has not been applied, inside the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
