"""Backups are checked before they are trusted, and whole or not there at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.ledger.told import an_account, of_account, tell

from tollbook.errors import DamagedLedgerError, LedgerError, UsageError
from tollbook.ledger import Ledger, backup, open_ledger, restore


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.db") as opened:
        tell(opened, an_account(3, 5))
        yield opened


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith("ledger.db")}


def test_a_restored_backup_is_the_ledger_it_was_made_from(ledger: Ledger, tmp_path: Path) -> None:
    checked = backup(ledger, tmp_path / "copy.db")
    assert checked == restore(tmp_path / "copy.db", tmp_path / "again.db")
    with open_ledger(tmp_path / "again.db") as again:
        assert again.entries() == ledger.entries()
        assert again.account("rpt_1") == ledger.account("rpt_1")
        assert again.incident("inc_1") == ledger.incident("inc_1")
    assert names(tmp_path) == {"copy.db", "again.db"}


def test_a_newer_backup_takes_the_place_of_an_older_one(ledger: Ledger, tmp_path: Path) -> None:
    older = backup(ledger, tmp_path / "copy.db")
    ledger.append(of_account(an_account(3, report="rpt_2")))
    newer = backup(ledger, tmp_path / "copy.db")
    assert newer.entries > older.entries
    assert names(tmp_path) == {"copy.db"}


def test_a_backup_that_does_not_hold_leaves_the_older_one(ledger: Ledger, tmp_path: Path) -> None:
    backup(ledger, tmp_path / "copy.db")
    before = (tmp_path / "copy.db").read_bytes()
    with ledger._writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER words_no_update")
        connection.exec_driver_sql("UPDATE words SET data = x'5b2278225d'")
    with pytest.raises(DamagedLedgerError, match="words were changed"):
        backup(ledger, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_bytes() == before
    assert names(tmp_path) == {"copy.db"}


@pytest.mark.parametrize("name", ["again.db", "again.db-wal"])
def test_restoring_overwrites_nothing(ledger: Ledger, tmp_path: Path, name: str) -> None:
    backup(ledger, tmp_path / "copy.db")
    (tmp_path / name).write_text("mine")
    with pytest.raises(LedgerError, match=f"{name} exists already: move it away, then restore again"):
        restore(tmp_path / "copy.db", tmp_path / "again.db")
    assert (tmp_path / name).read_text() == "mine"


@pytest.mark.parametrize("damage", ["text", "half", "a byte"])
def test_a_damaged_backup_is_refused_and_nothing_is_left_of_it(
    ledger: Ledger, tmp_path: Path, damage: str
) -> None:
    backup(ledger, tmp_path / "copy.db")
    whole = (tmp_path / "copy.db").read_bytes()
    at = whole.index(b'"measure":"killed"')
    damaged = {
        "text": b"hello" * 99,
        "half": whole[: len(whole) // 2],
        "a byte": whole[:at] + b"!" + whole[at + 1 :],
    }
    (tmp_path / "copy.db").write_bytes(damaged[damage])
    with pytest.raises(DamagedLedgerError, match=r"copy\.db .*use another backup\.|Use another backup\."):
        restore(tmp_path / "copy.db", tmp_path / "again.db")
    assert names(tmp_path) == {"copy.db"}


def test_a_backup_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no backup at .*nothing\.db: name another file"):
        restore(tmp_path / "nothing.db", tmp_path / "again.db")


def test_a_place_that_cannot_be_written_is_named(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"cannot be opened: check that its folder exists"):
        backup(ledger, tmp_path / "no" / "copy.db")
