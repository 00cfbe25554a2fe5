"""Kill a program that fills a ledger, again and again: `python quality/kill_loop.py [--kills 200]`.

Each time the program goes on where the ledger ends. After every kill the chain must hold and no report that
was said to be stored may be missing; at the end the entries must be those of a program that nobody killed.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from made_accounts import drafts_of, report_id

from tollbook.ledger import Ledger, open_ledger

REPORTS_PER_KILL = 10
LONGEST_S = 0.25
"""A program is killed after at most so many seconds of writing, or of starting."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fill", type=Path, help="fill this ledger; what the killed program is started with")
    given = parser.parse_args()
    if given.fill:
        fill(given.fill)
        return
    with tempfile.TemporaryDirectory() as folder:
        path, whole = Path(folder, "killed.db"), Path(folder, "whole.db")
        told = loop(path, given.kills, random.Random(given.seed))
        reports = told + REPORTS_PER_KILL
        for ledger_path in (path, whole):
            with open_ledger(ledger_path) as ledger:
                go_on(ledger, reports)
        with open_ledger(path) as killed, open_ledger(whole) as undisturbed:
            assert ids(killed) == ids(undisturbed), "the entries are not those of an undisturbed run"
            checked = killed.verify()
            assert not checked.problems, checked.problems
    print(f"{given.kills} kills: {reports} reports, {checked.entries} entries, nothing lost, nothing doubled")


def fill(path: Path) -> None:
    """Open the ledger and go on filling it, saying after each report that it is stored."""
    with open_ledger(path) as ledger:
        print("open", flush=True)
        go_on(ledger, sys.maxsize, say=True)


def go_on(ledger: Ledger, reports: int, *, say: bool = False) -> None:
    """Append every report up to a number that the ledger does not hold."""
    number = held(ledger)
    while number < reports:
        ledger.append(drafts_of(number))
        number += 1
        if say:
            print(number, flush=True)


def held(ledger: Ledger) -> int:
    """Give how many reports the ledger holds; they come in order, so a gap is a loss."""
    number = 0
    while found := ledger.known("report", map(report_id, range(number, number + 500))):
        assert found == set(map(report_id, range(number, number + len(found)))), "a report is missing"
        number += len(found)
    return number


def loop(path: Path, kills: int, chance: random.Random) -> int:
    """Kill the program that often, checking the ledger each time; give how many reports were told in all."""
    told = 0
    for _ in range(kills):
        told = max(told, run_and_kill(path, chance))
        with open_ledger(path) as ledger:
            checked = ledger.verify()
            assert not checked.problems, checked.problems
            assert held(ledger) >= told, "a report that was said to be stored is missing"
            told = held(ledger)
    return told


def run_and_kill(path: Path, chance: random.Random) -> int:
    """Start the program, kill it at a random moment, and give the last report that it said was stored."""
    command = [sys.executable, __file__, "--fill", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        while_starting = chance.random() < 0.2
        if not while_starting:
            program.stdout.readline()
        time.sleep(chance.uniform(0, LONGEST_S))
        program.kill()
        said = program.stdout.read().split("\n")[:-1]
    return int(said[-1]) if said and said[-1].isdigit() else 0


def ids(ledger: Ledger) -> list[str]:
    """Give the ids of all entries, in order."""
    found: list[str] = []
    while part := ledger.entries(len(found), 10_000):
        found += [entry.id for entry in part]
    return found


if __name__ == "__main__":
    main()
