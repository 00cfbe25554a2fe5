"""How fast the ledger is on 100,000 claims: `python quality/ledger_speed.py [--reports 20000]`.

Made reports are appended with their links and what is then known of their incidents, the last thousand one by
one, in turn with the first thousand of a fresh ledger; then lists, incidents and traces are asked for, and
each page of the workbench as the first one of a process of its own, in processor time. The bars are those of
docs/quality.md.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from made_accounts import REPORTS_OF_ONE, drafts_of
from rich.console import Console

from tollbook.cli.incident_view import show
from tollbook.ledger import IncidentQuery, Ledger, backup, open_ledger
from tollbook.recording.dossiers import accounts_on, dossier_of

AT_ONCE = 50
LAST = 1000

PAGES = (
    "/",
    "/?list=conflicts",
    "/?list=links",
    "/?list=new",
    "/incidents",
    "/incidents/inc_0000025",
    "/incidents/inc_0000025?method=ucdp",
    "/reports/rpt_0000100",
    "/search?words=ostova",
    "/trace/fnd_inc_0000025_killed",
    "/add",
    "/name",
)
"""The pages of the workbench, each of the made reports and incidents."""

CLOCKS = {"by the clock": time.perf_counter, "by the processor": time.process_time}

QUERIES = {
    "the latest": IncidentQuery(),
    "country and dates": IncidentQuery(country="Sudia", since="2015-01-01", until="2018-12-31"),
    "part of a place's name": IncidentQuery(place="ova"),
    "40 or more killed": IncidentQuery(measure="killed", at_least=40),
    "the last page of all filters": IncidentQuery(
        country="Estia", place="i", kind="flood", measure="injured", at_least=1, limit=50, offset=500
    ),
    "open conflicts": IncidentQuery(conflicts="open"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=20_000)
    reports: int = parser.parse_args().reports
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "speed.db")
        with open_ledger(path) as ledger:
            fill(ledger, reports - LAST)
            with open_ledger(Path(folder, "fresh.db")) as fresh:
                compare(fresh, ledger, reports)
            print(f"size            {path.stat().st_size / 1e6:8.0f} MB")
            ask(ledger, reports)
            open_pages(path)
            once("verify", lambda: ledger.verify())
            once("rebuild", lambda: ledger.rebuild())
            once("backup", lambda: backup(ledger, Path(folder, "copy.db")))


def fill(ledger: Ledger, reports: int) -> None:
    """Append the reports, many at once."""
    for number in range(0, reports, AT_ONCE):
        some = range(number, min(number + AT_ONCE, reports))
        ledger.append([draft for each in some for draft in drafts_of(each)])


def compare(fresh: Ledger, full: Ledger, reports: int) -> None:
    """Append the first reports to a fresh ledger, the last to a full one, in turn: other load hits both."""
    taken = {name: [0.0, 0.0] for name in CLOCKS}
    for number in range(LAST):
        for which, ledger, told in ((0, fresh, number), (1, full, reports - LAST + number)):
            drafts = drafts_of(told)
            began = {name: clock() for name, clock in CLOCKS.items()}
            ledger.append(drafts)
            for name, clock in CLOCKS.items():
                taken[name][which] += clock() - began[name]
    for name, (first, last) in taken.items():
        print(
            f"append, {name:20} first {LAST / first:6.0f} reports/s, last {LAST / last:6.0f} reports/s",
            end="",
        )
        print(f", {first / last:.2f} of the first (bar .80)")


def ask(ledger: Ledger, reports: int) -> None:
    """Time lists, incidents and traces; each line shows the median and the slowest."""
    for name, query in QUERIES.items():
        timed(f"list: {name}", [query] * 20, lambda query: ledger.incidents(query))
    chance = random.Random(1)
    numbers = [chance.randrange(reports) for _ in range(100)]
    incidents = [f"inc_{number // REPORTS_OF_ONE:07}" for number in numbers]
    timed("show an incident", incidents, lambda name: ledger.incident(name))
    timed("show an incident, printed", incidents, lambda name: printed(ledger, name))
    timed("trace a finding", [f"fnd_{name}_killed" for name in incidents], lambda name: ledger.trace(name))
    timed("trace a report", [f"rpt_{number:07}" for number in numbers], lambda name: ledger.trace(name))
    timed(
        "account of a report", [f"rpt_{number:07}" for number in numbers], lambda name: ledger.account(name)
    )
    timed("what is stale", ["2"] * 3, lambda to: ledger.stale({"tollbook.linking:link": to}))


def printed(ledger: Ledger, incident: str) -> str:
    """Give what `tollbook show` prints of an incident: its course is made of its reports anew."""
    file = ledger.incident(incident)
    if file is None:
        raise LookupError(incident)
    written = StringIO()
    show(file, dossier_of(file.incident, accounts_on(ledger, incident)), Console(file=written, width=100))
    return written.getvalue()


def open_pages(path: Path) -> None:
    """Time each page of the workbench as the first and as the second one of a fresh process."""
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for page, taken in zip(
            PAGES, pool.imap(first_calls, [(path, page) for page in PAGES], 1), strict=True
        ):
            print(f"page {page:35} {taken[0]:8.0f} ms of the processor, then {taken[1]:6.0f} (bar 300)")


def first_calls(asked: tuple[Path, str]) -> tuple[float, float]:
    """Give how long two calls of a page take in this process, in ms of the processor."""
    from starlette.testclient import TestClient

    from tollbook.settings import Settings
    from tollbook.workbench import app

    path, page = asked
    taken = []
    with TestClient(app(path, Settings(name="Ann")), base_url="http://127.0.0.1:8000") as browser:
        for _ in range(2):
            began = time.process_time()
            answer = browser.get(page)
            taken.append(1000 * (time.process_time() - began))
            if answer.status_code != 200:
                raise LookupError(f"{page}: {answer.status_code}")
    return taken[0], taken[1]


def timed(name: str, asked: Sequence[Any], ask_for: Callable[[Any], object]) -> None:
    """Print how long each of the questions took, in ms."""
    times = []
    for each in asked:
        began = time.perf_counter()
        if ask_for(each) is None:
            raise LookupError(f"{name}: nothing found for {each}")
        times.append(1000 * (time.perf_counter() - began))
    print(f"{name:40} {statistics.median(times):8.1f} ms, at most {max(times):8.1f}")


def once(name: str, act: Callable[[], object]) -> None:
    """Print how long one thing took, in seconds."""
    began = time.perf_counter()
    act()
    print(f"{name:15} {time.perf_counter() - began:8.1f} s")


if __name__ == "__main__":
    main()
