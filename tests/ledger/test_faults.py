"""A killed program, a full disk, a damaged file: one clear sentence, and nothing half-written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ledger.told import an_account, of_account, tell

from tollbook.errors import BusyLedgerError, DamagedLedgerError, FullDiskError, LedgerError
from tollbook.ledger import open_ledger, sqlite

KILL_LOOP = Path(__file__).parents[2] / "quality" / "kill_loop.py"


def test_a_program_that_is_killed_goes_on_and_nothing_is_lost_or_doubled() -> None:
    loop = subprocess.run(
        [sys.executable, str(KILL_LOOP), "--kills", "15"], capture_output=True, text=True, check=False
    )
    assert (loop.returncode, loop.stderr) == (0, "")
    assert "nothing lost, nothing doubled" in loop.stdout


def test_a_full_disk_stores_nothing_of_the_batch_and_the_next_run_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        tell(ledger, an_account(3))
        held = ledger.entries()
        with ledger._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")  # SQLite makes it the present size
        big = an_account(*range(1, 400), report="rpt_2")
        with pytest.raises(FullDiskError, match=r"full; nothing of this batch was stored: free some space"):
            ledger.append(of_account(big))
        assert ledger.entries() == held
        assert ledger.verify().problems == ()
    with open_ledger(path) as ledger:
        assert ledger.append(of_account(big)).added > 400
        assert ledger.verify().problems == ()


@pytest.mark.parametrize("junk", [b"this is a letter, not a ledger" * 50, b"<html>a feed</html>" * 99])
def test_a_file_that_is_no_ledger_is_refused_and_left_as_it_was(tmp_path: Path, junk: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(junk)
    with pytest.raises(DamagedLedgerError, match=r"letter\.txt is not a ledger: name another file\.$"):
        open_ledger(path)
    assert path.read_bytes() == junk


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a ledger of a few reports."""
    path = tmp_path_factory.mktemp("whole") / "ledger.db"
    with open_ledger(path) as ledger:
        ledger.append([each for n in range(9) for each in of_account(an_account(1, 2, 3, report=f"rpt_{n}"))])
    return path.read_bytes()


def cut_off(whole: bytes) -> bytes:
    return whole[: len(whole) // 3]


def overwritten_at_the_end(whole: bytes) -> bytes:
    return whole[: -8 * 4096] + b"\xff" * (8 * 4096)


def a_digit_changed(whole: bytes) -> bytes:
    return whole.replace(b'"low":2', b'"low":9', 1)


@pytest.mark.parametrize("damage", [cut_off, overwritten_at_the_end, a_digit_changed])
def test_a_damaged_ledger_is_told_when_it_is_opened_or_verified(
    whole: bytes, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(damage(whole))
    assert complaints(path)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_bytes_are_damaged_nothing_but_a_clear_sentence_is_raised(
    whole: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    path = tmp_path / f"{uuid4().hex}.db"
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = data.draw(st.binary(min_size=1, max_size=64))
    path.write_bytes(whole[:at] + damaged + whole[at + len(damaged) :])
    complaints(path)


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        LedgerError, match=r"nowhere/ledger\.db cannot be opened: check that its folder exists"
    ):
        open_ledger(tmp_path / "nowhere" / "ledger.db")


def test_a_writer_that_waits_too_long_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare = tuple(each.replace("60000", "50") for each in sqlite._PREPARE)
    monkeypatch.setattr(sqlite, "_PREPARE", prepare)
    with open_ledger(tmp_path / "ledger.db") as first, open_ledger(tmp_path / "ledger.db") as second:
        with first._writing(), pytest.raises(BusyLedgerError, match="wait for it to end and run again"):
            second.append(of_account(an_account(3)))
        assert second.append(of_account(an_account(3))).added > 0


def complaints(path: Path) -> list[str]:
    """Open a ledger and look at everything in it; give every sentence that a person is told."""
    try:
        with open_ledger(path) as ledger:
            for number in range(9):
                ledger.account(f"rpt_{number}")
            return [problem.what for problem in ledger.verify().problems]
    except LedgerError as error:
        return [str(error)]
