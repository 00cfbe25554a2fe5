"""Keeping a ledger: a copy is checked, brings everything back, and never replaces what is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tollbook.cli import tollbook
from tollbook.errors import LedgerError, UsageError
from tollbook.ledger import drafts, open_ledger
from tollbook.model import Step
from tollbook.pipeline import read

STEP = Step(maker="tollbook.pipeline:account", version="0", stage_version="1")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "toll.db"
    account = read("Shelling in Belgorod killed 14 people, officials said.", published="2023-12-30")
    with open_ledger(path) as ledger:
        ledger.append(drafts.of_account(account, None, read_by=STEP, extracted_by=STEP))
    return path


def run(*typed: str | Path) -> str:
    result = CliRunner().invoke(tollbook, [str(each) for each in typed], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_restored_backup_verifies_to_the_same_end_of_the_chain(kept: Path, tmp_path: Path) -> None:
    end = run("verify", "--ledger", kept).split()[-1]
    run("backup", "--ledger", kept, tmp_path / "copy.db")
    run("restore", "--ledger", tmp_path / "new" / "toll.db", tmp_path / "copy.db")
    assert run("verify", "--ledger", f"sqlite:///{tmp_path}/new/toll.db").split()[-1] == end


def test_restoring_never_replaces_a_ledger(kept: Path, tmp_path: Path) -> None:
    run("backup", "--ledger", kept, tmp_path / "copy.db")
    with pytest.raises(LedgerError, match="move it away"):
        run("restore", "--ledger", kept, tmp_path / "copy.db")


def test_verifying_makes_no_ledger_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(LedgerError):
        run("verify", "--ledger", tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_an_address_that_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name the ledger by a path"):
        run("verify", "--ledger", "postgresql://host/db")
