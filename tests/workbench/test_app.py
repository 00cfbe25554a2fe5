"""What holds for every address: names, forged requests, headers, sizes, ids that are not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.workbench.conftest import HERE, token

from tollbook.ledger import open_ledger
from tollbook.model import Incident
from tollbook.reading.incident_tables import TableRow
from tollbook.recording import Signature
from tollbook.recording.intake import Intake
from tollbook.settings import Settings, load
from tollbook.workbench import app
from tollbook.workbench.app import LINES
from tollbook.workbench.security import MOST_BYTES


def test_a_person_without_a_name_is_asked_for_it_once_and_it_is_kept(address: Path) -> None:
    with TestClient(app(address, Settings()), base_url=HERE, follow_redirects=False) as browser:
        assert browser.get("/").headers["location"] == "/name"
        answer = browser.post("/name", data={"csrf": token(browser), "name": " Ana  María "})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert "Ana María" in browser.get("/").text
    assert load().name == "Ana María"


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\x00b"])
def test_a_name_that_is_none_is_refused_with_a_sentence(browser: TestClient, name: str) -> None:
    answer = browser.post("/name", data={"csrf": token(browser), "name": name})
    assert answer.status_code == 422
    assert "at least one" in answer.text


@pytest.mark.parametrize("path", ["/", "/name", "/nowhere", "/static/style.css"])
def test_every_answer_bears_the_headers_that_keep_strangers_out(browser: TestClient, path: str) -> None:
    headers = browser.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "127.0.0.1.evil.example:8000"},
        {"host": ""},
    ],
)
def test_a_foreign_name_for_this_machine_is_refused(browser: TestClient, headers: dict[str, str]) -> None:
    assert browser.get("/", headers=headers).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_of_another_page_is_refused(browser: TestClient, headers: dict[str, str]) -> None:
    sent = {"csrf": token(browser), "name": "Mallory"}
    assert browser.post("/name", data=sent, headers=headers).status_code == 403
    assert "Mallory" not in browser.get("/").text


@pytest.mark.parametrize("forged", ["", "forged", "e30.aaaa.bbbb"])
def test_a_form_without_its_token_is_refused(browser: TestClient, forged: str) -> None:
    token(browser)
    assert browser.post("/name", data={"csrf": forged, "name": "Mallory"}).status_code == 403


def test_the_token_of_another_browser_is_refused(browser: TestClient) -> None:
    stolen = token(browser)
    browser.cookies.clear()
    token(browser)
    assert browser.post("/name", data={"csrf": stolen, "name": "Mallory"}).status_code == 403


def test_a_body_that_is_too_large_is_refused_with_what_to_do(browser: TestClient) -> None:
    sent = {"csrf": token(browser), "name": "x" * MOST_BYTES}
    answer = browser.post("/name", data=sent)
    assert answer.status_code == 413
    assert "tollbook ingest" in answer.text


@pytest.mark.parametrize("path", ["/nowhere", "/static/nothing.css", "/static/../app.py", "/%2e%2e/app.py"])
def test_an_address_that_is_none_gets_a_friendly_page(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.method} {line.path}")
def test_every_line_of_the_table_leads_to_a_function(line: object) -> None:
    assert callable(line.page())  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/style.css", "/name"])
def test_a_foreign_name_for_this_machine_learns_nothing(browser: TestClient, path: str) -> None:
    answer = browser.get(path, headers={"host": "evil.example:8000"})
    assert answer.status_code == 400
    assert "Ana" not in answer.text
    assert "csrf" not in answer.text
    assert "set-cookie" not in answer.headers


def test_a_body_whose_length_is_said_twice_is_refused(browser: TestClient) -> None:
    headers = {"transfer-encoding": "chunked", "content-length": "5"}
    assert browser.post("/name", content=b"csrf=", headers=headers).status_code == 411


def test_a_cookie_of_another_program_on_this_machine_is_refused_like_any_other(browser: TestClient) -> None:
    stolen = token(browser)
    headers = {"cookie": "tollbook=\u00e9".encode("latin-1")}
    answer = browser.post("/name", data={"csrf": stolen, "name": "Mallory"}, headers=headers)
    assert answer.status_code == 403
    page = browser.get("/name", headers=headers)
    found = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert found
    answer = browser.post("/name", data={"csrf": found[1], "name": "Ana"}, headers=headers)
    assert answer.status_code in (303, 403)


def test_an_incident_that_kept_its_own_id_has_a_page_and_can_be_judged(address: Path) -> None:
    row = TableRow(where="old.csv:2", incident=Incident(id="inc_2024/05:a#1"))
    with open_ledger(address) as ledger:
        Intake(ledger).take_row(row, None, Signature("Ana"))
    with TestClient(app(address, Settings(name="Ana")), base_url=HERE, follow_redirects=False) as browser:
        page = "/incidents/inc_2024/05%3Aa%231"
        assert browser.get(page).status_code == 200
        sent = {"csrf": token(browser), "scope": "inside", "why": "a strike"}
        answer = browser.post(f"{page}/scope", data=sent)
        assert (answer.status_code, answer.headers["location"].partition("#")[0]) == (303, page)
