"""How fast reports come in as the ledger grows: `python quality/ingest_speed.py [--reports 20000]`.

Invented reports are read, linked and stored one after another; for each thousand of them it is said what
reading took, and what linking, concluding and storing took. Everything is measured in processor time: the
machine may be busy. With `--workers`, other processes read, each measuring itself, so that it is over sooner.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from io import BytesIO
from multiprocessing import Pool
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).parent))

from made_reports import incident_of, row

from tollbook import pipeline
from tollbook.ledger import open_ledger
from tollbook.linking.decisions import link_id
from tollbook.model import Account
from tollbook.reading import Given
from tollbook.recording.intake import Intake

SHOWN = 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=1, help="How many processes read at once.")
    parser.add_argument("--ledger", type=Path, help="Keep the ledger here; a folder of its own by default.")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(given.ledger or Path(folder, "speed.db"), given.reports, given.workers)


def run(path: Path, reports: int, workers: int) -> None:
    """Take reports into a new ledger, saying for each thousand what reading and storing took."""
    parts: list[tuple[float, float]] = []
    coming = told(reports, workers)
    with open_ledger(path) as ledger:
        intake = Intake(ledger)
        for start in range(0, reports, SHOWN):
            read = stored = 0.0
            for _ in range(start, min(start + SHOWN, reports)):
                account, original, reading = next(coming)
                began = time.process_time()
                intake.take(account, original)
                read += reading
                stored += time.process_time() - began
            parts.append((read, stored))
            print(
                f"{start + SHOWN:7} reports: read {read:6.2f} s, link and store {stored:6.2f} s,"
                f" {path.stat().st_size / 1e6:.0f} MB",
                flush=True,
            )
        began = time.process_time()
        intake.finish()
        print(f"concluding what waited: {time.process_time() - began:.2f} s")
        began = time.perf_counter()
        Intake(ledger)
        print(f"starting again on the full ledger: {time.perf_counter() - began:.3f} s")
        names = [link_id(f"rpt_{number:07}", "evt_1") for number in range(reports)]
        print(f"incidents: {fscore(ledger.placed(names), names):.3f} pairwise F against those meant")
    first, last = (sum(parts[n]) for n in (0, -1))
    print(f"rate of the last thousand: {first / last:.2f} of the first (bar .80)")
    read, stored = (mean(each) for each in zip(*parts, strict=True))
    print(f"linking and storing: {stored / read:.2f} of reading (bar 1)")
    store = parts[0][1] / parts[-1][1]
    print(f"linking and storing alone: the last thousand at {store:.2f} of the rate of the first")


def told(reports: int, workers: int) -> Iterator[tuple[Account, bytes | None, float]]:
    """Give what each report says, its bytes, and the seconds that reading it took, in order."""
    if workers == 1:
        yield from map(read_one, range(reports))
        return
    with Pool(workers) as pool:
        for start in range(0, reports, SHOWN):  # read no further ahead than memory bears
            yield from pool.imap(read_one, range(start, min(start + SHOWN, reports)), 10)


def read_one(number: int) -> tuple[Account, bytes | None, float]:
    """Read the report of that number."""
    line = json.dumps(row(number)).encode()
    began = time.process_time()
    (item,) = pipeline.inputs(BytesIO(line), Given())
    account = pipeline.told(item)
    return account, item.original, time.process_time() - began


def fscore(placed: dict[str, str], names: list[str]) -> float:
    """Give how well the reports of each incident were brought together (B-cubed F)."""
    meant: dict[int, list[str]] = {}
    found: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        if name in placed:
            meant.setdefault(incident_of(number), []).append(placed[name])
            found.setdefault(placed[name], []).append(incident_of(number))
    right = [group.count(each) / len(group) for group in found.values() for each in group]
    whole = [group.count(each) / len(group) for group in meant.values() for each in group]
    precision, recall = mean(right), mean(whole)
    return 2 * precision * recall / (precision + recall)


if __name__ == "__main__":
    main()
