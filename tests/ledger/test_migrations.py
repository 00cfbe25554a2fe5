"""A ledger of any version opens, or says in one sentence why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from tests.ledger.told import an_account, of_account

from tollbook.errors import DamagedLedgerError, NewerLedgerError
from tollbook.ledger import migrations, open_ledger, tables


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    return ScriptDirectory.from_config(config)


def test_the_listed_revisions_are_those_of_the_folder_in_order() -> None:
    walked = [script.revision for script in scripts().walk_revisions()]
    assert tuple(reversed(walked)) == migrations.REVISIONS


def test_the_migrations_make_the_tables_that_the_code_uses() -> None:
    with create_engine("sqlite://").begin() as connection:
        migrations.upgrade(connection)
        context = MigrationContext.configure(connection, opts={"include_name": is_of_the_log})
        assert compare_metadata(context, tables.log) == []


def is_of_the_log(name: str | None, kind: str, _: object) -> bool:
    return kind != "table" or name in tables.log.tables


@pytest.mark.parametrize("revision", migrations.REVISIONS)
def test_a_ledger_of_every_revision_is_brought_up_to_this_one(tmp_path: Path, revision: str) -> None:
    path = tmp_path / "ledger.db"
    with create_engine(f"sqlite:///{path}").begin() as connection:
        migrations.upgrade(connection, revision)
    with open_ledger(path) as ledger:
        assert ledger.append(of_account(an_account(3))).added > 0
        assert ledger.verify().problems == ()


def test_a_ledger_of_a_newer_version_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger, ledger._writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = path.read_bytes()
    with pytest.raises(
        NewerLedgerError, match=r"newer version of Tollbook: upgrade Tollbook, then run again\.$"
    ):
        open_ledger(path)
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with create_engine(f"sqlite:///{path}").begin() as connection:
        connection.execute(text("CREATE TABLE songs (title TEXT)"))
    with pytest.raises(DamagedLedgerError, match=r"not a ledger: name another file\.$"):
        open_ledger(path)
    with create_engine(f"sqlite:///{path}").begin() as connection:
        assert inspect(connection).get_table_names() == ["songs"]


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.touch()
    with open_ledger(path) as ledger:
        assert ledger.entries() == ()
