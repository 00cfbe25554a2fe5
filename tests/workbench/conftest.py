"""A workbench on a ledger of two invented reports, opened as a browser of this machine would."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tollbook import pipeline
from tollbook.ledger import Ledger, open_ledger
from tollbook.reading import Given, ReadItem, from_text
from tollbook.recording.intake import Intake
from tollbook.settings import Settings
from tollbook.workbench import app

SAMPLE = Path(__file__).parents[2] / "samples" / "belgorod.jsonl"
HERE = "http://127.0.0.1:8000"

REPORTS = (
    (
        "Fire in Lisbon",
        "A fire in Lisbon killed 12 people on Monday, the mayor said. The mayor said 4 children died.",
    ),
    (
        "Lisbon fire toll",
        "The fire in Lisbon on Monday killed 15 people, police said. At least 30 were injured.",
    ),
)


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a ledger that holds the two reports; a name is kept beside it and nowhere else."""
    monkeypatch.setenv("TOLLBOOK_SETTINGS", str(tmp_path / "settings.toml"))
    file = tmp_path / "ledger.db"
    with open_ledger(file) as ledger:
        intake = Intake(ledger)
        for number, (title, text) in enumerate(REPORTS):
            given = Given(title=title, outlet=f"Paper {'AB'[number]}", published="2023-05-02T08:00:00Z")
            intake.take(pipeline.told(ReadItem(*from_text(text, given))), text.encode())
        intake.finish()
    return file


@pytest.fixture
def browser(address: Path) -> Iterator[TestClient]:
    """The browser of Ana, who follows no redirect by herself."""
    with TestClient(app(address, Settings(name="Ana")), base_url=HERE, follow_redirects=False) as client:
        yield client


def take_in(ledger: Ledger, names: Iterable[str]) -> None:
    """Take those of the bundled reports on one strike into a ledger, in their order, by their ids."""
    rows = [json.loads(line) for line in SAMPLE.read_text("utf-8").splitlines()]
    wanted, intake = set(names), Intake(ledger)
    for row in (row for row in rows if row["id"] in wanted):
        given = Given(title=row["title"], outlet=row["outlet"], published=row["published"])
        intake.take(pipeline.told(ReadItem(*from_text(row["text"], given))), row["text"].encode())
    intake.finish()


def token(browser: TestClient, path: str = "/name") -> str:
    """Give the token of the first form on a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', browser.get(path).text)
    assert found
    return found[1]
