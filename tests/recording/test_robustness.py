"""Runs that are stopped midway, a full disk, several programs at once: nothing lost, nothing doubled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from tollbook.cli import tollbook
from tollbook.errors import FullDiskError
from tollbook.ledger import IncidentQuery, Ledger, open_ledger, sqlite

TOWNS = ("Kharkiv", "Lviv", "Sumy", "Odesa")
PAUSES_S = (0.0, 0.05, 0.3)


def rows(path: Path, numbers: range) -> Path:
    """Write invented reports, one a line."""
    lines = [
        {
            "id": f"r{n}",
            "text": f"Shells hit {TOWNS[n % 4]} on Saturday and killed {n + 2} people, the mayor said.",
        }
        for n in numbers
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def ingest(ledger: Path, source: Path) -> subprocess.Popen[bytes]:
    """Start `tollbook ingest`."""
    typed = [sys.executable, "-c", "from tollbook.cli import main; main()", "ingest", str(source)]
    return subprocess.Popen([*typed, "--ledger", str(ledger)], env={**os.environ}, stdout=subprocess.DEVNULL)


def told(ledger: Ledger) -> list[str]:
    """Give the entries of reports, claims and readings in their order."""
    return [each.id for each in ledger.entries() if each.type in ("report", "claim", "reading")]


def concluded(ledger: Ledger) -> dict[str, object]:
    """Give what each incident says at last: a start after a kill concludes some once more on the way."""
    names = {link.incident for link in ledger.links() if link.incident}
    files = {name: ledger.incident(name) for name in names}
    return {name: (file.incident, file.reconciliation) for name, file in files.items() if file}


def held(path: Path) -> list[str]:
    """Give the reports of a ledger that must hold."""
    if not path.exists():
        return []
    with open_ledger(path) as ledger:
        assert ledger.verify().problems == ()
        return list(ledger.reports())


def test_killed_again_and_again_it_goes_on_and_ends_where_an_undisturbed_run_ends(tmp_path: Path) -> None:
    path, whole = tmp_path / "killed.db", tmp_path / "whole.db"
    source = rows(tmp_path / "rows.jsonl", range(12))
    before: list[str] = []
    for pause in PAUSES_S:
        run = ingest(path, source)
        size = path.with_name("killed.db-wal")
        while run.poll() is None and not (size.exists() and size.stat().st_size):
            time.sleep(0.01)
        time.sleep(pause)
        run.kill()
        run.wait()
        now = held(path)
        assert now == [f"r{n}" for n in range(len(now))]
        assert len(now) >= len(before)
        before = now
    for ledger in (path, whole):
        assert ingest(ledger, source).wait() == 0
    with open_ledger(path) as one, open_ledger(whole) as other:
        assert told(one) == told(other)
        assert concluded(one) == concluded(other)


def test_on_a_full_disk_it_says_so_and_the_next_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, source = tmp_path / "t.db", rows(tmp_path / "rows.jsonl", range(12))
    open_ledger(path).close()
    room = path.stat().st_size // 4096 + 20
    with monkeypatch.context() as full:
        full.setattr(sqlite, "_PREPARE", (*sqlite._PREPARE, f"PRAGMA max_page_count = {room}"))
        result = CliRunner().invoke(tollbook, ["ingest", str(source), "--ledger", str(path)])
        assert isinstance(result.exception, FullDiskError)
    assert 0 < len(held(path)) < 12
    CliRunner().invoke(tollbook, ["ingest", str(source), "--ledger", str(path)])
    assert held(path) == [f"r{n}" for n in range(12)]


def test_two_writers_and_four_readers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    sources = rows(tmp_path / "a.jsonl", range(10)), rows(tmp_path / "b.jsonl", range(5, 15))
    open_ledger(path).close()
    wrong: list[BaseException] = []
    done = threading.Event()

    def look() -> None:
        try:
            while not done.wait(0.02):
                with open_ledger(path, create=False) as ledger:
                    ledger.incidents(IncidentQuery())
        except BaseException as error:
            wrong.append(error)

    readers = [threading.Thread(target=look) for _ in range(4)]
    writers = [ingest(path, source) for source in sources]
    for reader in readers:
        reader.start()
    statuses = [writer.wait() for writer in writers]
    done.set()
    for reader in readers:
        reader.join()
    assert (statuses, wrong) == ([0, 0], [])
    assert sorted(held(path)) == sorted(f"r{n}" for n in range(15))
