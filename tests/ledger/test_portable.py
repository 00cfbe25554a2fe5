"""Another back end can be added: what is SQLite's own stands in one module."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import Dialect, Table, make_url
from sqlalchemy.schema import CreateTable

from tollbook import ledger
from tollbook.ledger import IncidentQuery, incidents, tables

FOLDER = Path(ledger.__file__).parent
POSTGRESQL: Dialect = make_url("postgresql://").get_dialect()()
OWN = re.compile(r"PRAGMA|TRIGGER|INSERT OR|rowid|sqlite_|import sqlite3|json_each|fts5", re.IGNORECASE)


@pytest.mark.parametrize("module", sorted(FOLDER.rglob("*.py")), ids=lambda path: path.stem)
def test_no_other_module_uses_what_only_sqlite_understands(module: Path) -> None:
    found = OWN.findall(module.read_text())
    assert found if module.name == "sqlite.py" else found == []


@pytest.mark.parametrize("table", [*tables.log.sorted_tables, *tables.views.sorted_tables], ids=str)
def test_every_table_can_be_made_in_postgresql(table: Table) -> None:
    assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=POSTGRESQL))


def test_the_list_of_incidents_can_be_asked_for_in_postgresql() -> None:
    query = IncidentQuery(
        since="2020-01-01",
        until="2021-01-01",
        country="X",
        place="y",
        kind="z",
        measure="killed",
        conflicts="open",
    )
    asked = str(incidents._matching(query).compile(dialect=POSTGRESQL))
    assert asked.count("EXISTS") == 5
