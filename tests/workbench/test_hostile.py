"""What strangers may try at every address: forged forms, foreign hosts, ids that are none, large reports."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient
from tests.workbench.conftest import token

from tollbook import pipeline
from tollbook.ledger import open_ledger
from tollbook.reading import Given, ReadItem, from_text
from tollbook.recording.intake import Intake
from tollbook.workbench.app import LINES
from tollbook.workbench.visiting import Line

SENDING = [line for line in LINES if line.method == "POST"]
SHOWING = [line for line in LINES if line.method == "GET"]
BY_ID = [line for line in SHOWING if "{" in line.path]
UNKNOWN = ("clm_none", "rpt_0", "'--", "%3Cscript%3E", "..%2f..%2fetc%2fpasswd", "x" * 3000)
MEGABYTE = 1_000_000


def path(line: Line, name: str = "inc_0000000000000000") -> str:
    """Give an address of a line, with a name in the place of its parameter."""
    before, _, rest = line.path.partition("{")
    return before + name + rest.partition("}")[2] if rest else before


@pytest.mark.parametrize(
    ("sent", "headers"),
    [
        ({}, {}),
        ({"csrf": "forged"}, {}),
        ({}, {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}),
    ],
    ids=["no token", "a forged token", "from another page"],
)
def test_a_forged_form_is_refused_everywhere_and_nothing_is_stored(
    browser: TestClient, address: Path, sent: dict[str, str], headers: dict[str, str]
) -> None:
    before = entries(address)
    answers = {line.path: browser.post(path(line), data=sent, headers=headers) for line in SENDING}
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 403)
    assert all("Not done" in answer.text for answer in answers.values())
    assert entries(address) == before


def test_a_true_token_does_not_help_a_form_of_another_page(browser: TestClient, address: Path) -> None:
    sent = {"csrf": token(browser), "title": "Planted", "text": "A blast killed 7 people."}
    before = entries(address)
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert browser.post("/add", data=sent, headers=headers).status_code == 403
    assert entries(address) == before


def test_a_foreign_host_is_refused_everywhere(browser: TestClient) -> None:
    for line in LINES:
        answer = browser.request(line.method, path(line), headers={"host": "rebound.example:8000"})
        assert (line.path, answer.status_code) == (line.path, 400)
        assert "only under the address of this machine" in answer.text


def test_an_unknown_id_gets_a_friendly_page_everywhere(browser: TestClient) -> None:
    for line, name in product(BY_ID, UNKNOWN):
        answer = browser.get(path(line, name))
        assert (line.path, name, answer.status_code) == (line.path, name, 404)
        assert "There is nothing here" in answer.text
        assert "<script>" not in answer.text


@pytest.mark.parametrize("field", ["text", "file"])
def test_a_report_of_five_megabytes_is_refused_by_the_form_with_what_to_do(
    browser: TestClient, address: Path, field: str
) -> None:
    sent, before = {"csrf": token(browser)}, entries(address)
    large = "word " * MEGABYTE
    if field == "file":
        answer = browser.post("/add", data=sent, files={"file": ("report.txt", large.encode())})
    else:
        answer = browser.post("/add", data=sent | {"text": large})
    assert answer.status_code == 413
    assert "tollbook ingest" in answer.text
    assert entries(address) == before


def test_a_body_that_hides_its_length_is_refused(browser: TestClient) -> None:
    answer = browser.post("/add", content=(b"x" * MEGABYTE for _ in range(5)))
    assert answer.status_code == 411


def test_a_report_of_five_megabytes_that_the_ledger_holds_is_shown(
    browser: TestClient, address: Path, toy: None
) -> None:
    report, problems = from_text("A quiet line of a report.\n" * (MEGABYTE // 5), Given(title="Long"))
    with open_ledger(address) as ledger:
        long = ReadItem(replace(report, id="long"), problems)
        Intake(ledger).take(pipeline.told(long), b"")
    answer = browser.get("/reports/long")
    assert answer.status_code == 200
    assert len(answer.text) > 5 * MEGABYTE


def entries(address: Path) -> int:
    """Give how many entries a ledger holds."""
    with open_ledger(address) as ledger:
        return ledger.end()
