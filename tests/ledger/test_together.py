"""Several programs at one ledger: nobody fails, nothing is lost, nobody sees half of anything."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.ledger.told import URL, an_account, of_account, of_incident

from tollbook.ledger import IncidentQuery, open_ledger

SHARED, OWN = 15, 15


def write(path: Path, first: int) -> int:
    """Tell of reports from a number on; two writers share half of them."""
    added = 0
    with open_ledger(path) as ledger:
        for number in range(first, first + SHARED + OWN):
            account = an_account(number, number + 1, report=f"rpt_{number}", url=f"{URL}/{number}")
            added += ledger.append([*of_account(account), *of_incident(account, f"inc_{number}")]).added
    return added


def look(path: Path, until: int) -> int:
    """Look at everything until all reports are there; give how many half-told reports were seen."""
    half = seen = 0
    with open_ledger(path) as ledger:
        while seen < until:
            listed = ledger.incidents(IncidentQuery(limit=1000))
            half += sum((each.reports, each.claims, len(each.findings)) != (1, 2, 1) for each in listed)
            half += len(ledger.verify().problems)
            seen = len(listed)
    return half


def test_two_writers_and_four_readers_at_once(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    reports = SHARED + 2 * OWN
    with ProcessPoolExecutor(6, mp_context=get_context("spawn")) as pool:
        writers = [pool.submit(write, path, first) for first in (1, 1 + OWN)]
        readers = [pool.submit(look, path, reports) for _ in range(4)]
        added = [writer.result(timeout=120) for writer in writers]
        half = [reader.result(timeout=120) for reader in readers]
    assert half == [0, 0, 0, 0]
    with open_ledger(path) as ledger:
        assert ledger.verify().problems == ()
        entries = ledger.entries(limit=10_000)
    assert sum(added) == len(entries)
    assert len({entry.id for entry in entries}) == len(entries)
    assert [entry.type for entry in entries].count("report") == reports
    assert [entry.type for entry in entries].count("claim") == 2 * reports
