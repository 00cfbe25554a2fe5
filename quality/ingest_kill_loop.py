"""Kill `tollbook ingest` at random moments: `python quality/ingest_kill_loop.py [--kills 200] [--seed 1]`.

The same command is started over and over and killed (SIGKILL) at a random moment of starting, reading,
linking or storing, in one process or with workers. After each kill the ledger must verify, and hold the
reports of the file in their order without a gap, no fewer than before. In the end its entries must be those
of a run that was never disturbed. `kill_loop.py` does the same to the ledger alone.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from made_reports import row

from tollbook.ledger import Ledger, open_ledger

REPORTS = 5_000
"""More than a loop comes through."""

LONGEST_S = 1.5
"""A program is killed after at most so many seconds of storing, or of starting."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        reports, entries = loop(Path(folder), given.kills, random.Random(given.seed))
    print(f"{given.kills} kills: {reports} reports, {entries} entries, nothing lost, nothing doubled")


def loop(folder: Path, kills: int, chance: random.Random) -> tuple[int, int]:
    """Kill the program that often, checking the ledger each time; give its reports and entries, counted."""
    path, whole, source = folder / "killed.db", folder / "whole.db", folder / "reports.jsonl"
    source.write_text("".join(json.dumps(row(number)) + "\n" for number in range(REPORTS)))
    held = 0
    for _ in range(kills):
        run_and_kill(path, source, chance)
        if path.exists():
            with open_ledger(path) as ledger:
                held = checked(ledger, held)
    few = folder / "few.jsonl"
    few.write_text("".join(json.dumps(row(number)) + "\n" for number in range(held + 10)))
    for ledger_path in (path, whole):
        subprocess.run(command(ledger_path, few), check=True, capture_output=True)
    with open_ledger(path) as killed, open_ledger(whole) as undisturbed:
        assert checked(killed, held) == held + 10, "the last run did not go on to the end"
        assert ids(killed) == ids(undisturbed), "the entries are not those of an undisturbed run"
        return held + 10, killed.end()


def command(path: Path, source: Path, *more: str) -> list[str]:
    """Give the command that takes a file in."""
    start = "from tollbook.cli import main; main()"
    return [sys.executable, "-c", start, "ingest", str(source), "--ledger", str(path), *more]


def run_and_kill(path: Path, source: Path, chance: random.Random) -> None:
    """Start the program, and kill it at a random moment: of starting, or after it has stored something."""
    workers = ("--workers", "2") if chance.random() < 0.1 else ()
    before = size(path)
    with subprocess.Popen(command(path, source, *workers), stderr=subprocess.DEVNULL) as program:
        if chance.random() > 0.2:
            while program.poll() is None and size(path) == before:
                time.sleep(0.01)
        time.sleep(chance.uniform(0, LONGEST_S))
        program.kill()


def size(path: Path) -> tuple[int, int]:
    """Give how large the ledger and its log of writing ahead are."""
    files = (path, path.with_name(path.name + "-wal"))
    return files[0].stat().st_size if files[0].exists() else 0, (
        files[1].stat().st_size if files[1].exists() else 0
    )


def checked(ledger: Ledger, at_least: int) -> int:
    """Check a ledger and give how many reports it holds."""
    found = ledger.verify()
    assert not found.problems, found.problems
    held = ledger.reports()
    assert held == tuple(row(number)["id"] for number in range(len(held))), "a report is missing or doubled"
    assert len(held) >= at_least, "a report that was stored is missing"
    assert found.originals == len(held), "the bytes of a report are missing"
    return len(held)


def ids(ledger: Ledger) -> list[str]:
    """Give the ids of all entries, in order, without those that say which build of the package made them."""
    found: list[str] = []
    seq = 0
    while part := ledger.entries(seq, 10_000):
        found += [entry.id for entry in part if entry.type != "step"]
        seq = part[-1].seq
    return found


if __name__ == "__main__":
    main()
