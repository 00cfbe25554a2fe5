"""Kill `tollbook ingest` at random moments: `python quality/ingest_kill_loop.py [--kills 200] [--seed 1]`.

The same command is started over and over and killed (SIGKILL) at a random moment of starting, reading,
linking or storing, in one process or with workers; every third time as the ledger's file is being written.
After each kill the ledger must verify, and hold the reports of the file in their order without a gap, no
fewer than before. In the end it must hold what a run that was never disturbed holds: the same entries of
reports, claims and readings in the same order, the same links, and of each incident the same conclusion (of
a large one there may be more entries on the way: it is concluded whenever a run starts). `kill_loop.py` does
the same to the ledger alone.

To spare the second of importing and loading, most programs are forks of this one, which has done so; every
fifth starts from nothing. Both are processes of their own that end without a chance to say goodbye.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from made_reports import row

import tollbook
from tollbook.cli import main as tollbook_command
from tollbook.ledger import Ledger, open_ledger

REPORTS = 5_000
"""More than a loop comes through."""

LONGEST_S = 1.5
"""A program is killed after at most so many seconds of storing, or of starting."""

MOST_WRITES = 12
"""A program that is killed in the write is so in one of its first writes, however many it would make."""

PATIENCE_S = 120
"""A program that stores nothing in so many seconds hangs."""


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
    tollbook.read(row(0)["text"])  # the model is loaded in this process, for its forks
    held = 0
    for number in range(kills):
        run_and_kill(path, source, chance)
        if path.exists():
            with open_ledger(path) as ledger:
                held = checked(ledger, held)
        if number % 10 == 9:
            print(f"{number + 1} kills: {held} reports", flush=True)
    few = folder / "few.jsonl"
    few.write_text("".join(json.dumps(row(number)) + "\n" for number in range(held + 10)))
    for ledger_path in (path, whole):
        subprocess.run(command(ledger_path, few), check=True, capture_output=True)
    with open_ledger(path) as killed, open_ledger(whole) as undisturbed:
        assert checked(killed, held) == held + 10, "the last run did not go on to the end"
        assert told(killed) == told(undisturbed), "the readings are not those of an undisturbed run"
        assert killed.links() == undisturbed.links(), "the links are not those of an undisturbed run"
        assert concluded(killed) == concluded(undisturbed), "an incident is concluded otherwise"
        return held + 10, killed.end()


def command(path: Path, source: Path, *more: str) -> list[str]:
    """Give the command that takes a file in."""
    start = "from tollbook.cli import main; main()"
    return [sys.executable, "-c", start, "ingest", str(source), "--ledger", str(path), *more]


def run_and_kill(path: Path, source: Path, chance: random.Random) -> None:
    """Start the program, and kill it at a random moment: of starting, of a write, or after it has stored."""
    kind = chance.choice(("start", "write", "write", "store", "store", "store"))
    program = started(path, source, chance)
    if kind != "start":
        for _ in range(chance.randint(1, MOST_WRITES) if kind == "write" else 1):
            wait_for_a_write(program, path)
    time.sleep(chance.uniform(0, 0.003 if kind == "write" else LONGEST_S))
    os.kill(program, signal.SIGKILL)
    os.waitpid(program, 0)


def started(path: Path, source: Path, chance: random.Random) -> int:
    """Start the program, of a new interpreter every fifth time; give the number of its process."""
    if chance.random() < 0.2:
        workers = ("--workers", "2") if chance.random() < 0.5 else ()
        return subprocess.Popen(command(path, source, *workers), stderr=subprocess.DEVNULL).pid
    if (program := os.fork()) == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        sys.argv = ["tollbook", "ingest", str(source), "--ledger", str(path)]
        tollbook_command()
        os._exit(0)
    return program


def wait_for_a_write(program: int, path: Path) -> None:
    """Wait until the ledger's files are written to, or the program has ended."""
    before, began = written(path), time.monotonic()
    while written(path) == before:
        assert time.monotonic() < began + PATIENCE_S, "the program hangs"
        if os.waitid(os.P_PID, program, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return
        time.sleep(0.0005)


def written(path: Path) -> list[tuple[int, int]]:
    """Give how large the ledger and its log of writing ahead are, and when they were written to."""
    found = [each for each in (path, path.with_name(path.name + "-wal")) if each.exists()]
    return [(each.stat().st_size, each.stat().st_mtime_ns) for each in found]


def checked(ledger: Ledger, at_least: int) -> int:
    """Check a ledger and give how many reports it holds."""
    found = ledger.verify()
    assert not found.problems, found.problems
    held = ledger.reports()
    assert held == tuple(row(number)["id"] for number in range(len(held))), "a report is missing or doubled"
    assert len(held) >= at_least, "a report that was stored is missing"
    assert found.originals == len(held), "the bytes of a report are missing"
    return len(held)


def told(ledger: Ledger) -> list[str]:
    """Give the ids of the entries of reports, their claims and their readings, in order."""
    found: list[str] = []
    seq = 0
    while part := ledger.entries(seq, 10_000):
        found += [entry.id for entry in part if entry.type in ("report", "claim", "reading")]
        seq = part[-1].seq
    return found


def concluded(ledger: Ledger) -> dict[str, object]:
    """Give what holds of every incident: itself, and what the reports on it say together."""
    names = {link.incident for link in ledger.links() if link.incident}
    files = {name: ledger.incident(name) for name in names}
    return {name: (file.incident, file.reconciliation) for name, file in files.items() if file}


if __name__ == "__main__":
    main()
