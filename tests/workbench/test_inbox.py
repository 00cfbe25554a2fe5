"""The inbox, the search and the form to add a report, as a person without a script uses them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.recording.told import ANN, FLOOD, MARKET, claim_of, hand_in, incident_of, tell
from tests.workbench.conftest import HERE, token

from tollbook import recording
from tollbook.ledger import WaitingQuery, open_ledger
from tollbook.recording.intake import Intake
from tollbook.recording.steps import STAGE_VERSIONS
from tollbook.settings import Settings
from tollbook.workbench import app


def first(browser: TestClient, path: str = "/") -> str:
    """Give what the first button of a list says."""
    found = re.search(r'name="decide" value="([^"]+)"', browser.get(path).text)
    assert found
    return found[1]


def test_what_moves_a_range_most_comes_first(address: Path, browser: TestClient) -> None:
    with open_ledger(address) as ledger:
        changes = [each.change for each in ledger.waiting(WaitingQuery())]
    assert changes == sorted(changes, reverse=True)
    assert changes[0] > 0
    assert browser.get("/").text.count("data-item") == len(changes)


def test_an_accepted_claim_waits_no_more_until_that_is_undone(browser: TestClient) -> None:
    order = first(browser)
    sent = {"csrf": token(browser, "/"), "decide": order, "here": "/?list=decide", "why": "as printed"}
    answer = browser.post("/decide", data=sent)
    there = answer.headers["location"]
    assert there.startswith("/?list=decide&done=jdg_")
    assert f"accept {order.split()[1]}" not in browser.get("/").text
    undo = re.search(r'value="(undo [^"]+)"', browser.get(there).text)
    assert undo
    browser.post("/decide", data=sent | {"decide": undo[1]})
    assert f"accept {order.split()[1]}" in browser.get("/").text
    assert "Undo" not in browser.get(there).text


def test_two_people_who_decide_on_the_same_claim_are_told(browser: TestClient) -> None:
    order, held = first(browser), token(browser, "/")
    sent = {"csrf": held, "decide": order, "here": "/?measure=killed", "why": "as printed"}
    assert browser.post("/decide", data=sent).status_code == 303
    late = browser.post("/decide", data=sent | {"decide": order.replace("accept", "reject"), "why": "an age"})
    assert late.status_code == 409
    assert "Somebody else decided on this meanwhile" in late.text
    assert "Accepted by Ana: as printed" in late.text
    assert 'value="an age"' in late.text
    assert 'value="killed" selected' in late.text


def test_a_link_is_confirmed_or_taken_out_once(browser: TestClient) -> None:
    order, held = first(browser, "/?list=links"), token(browser, "/")
    assert order.startswith("same lnk_")
    sent = {"csrf": held, "decide": order, "here": "/?list=links"}
    taken_out = sent | {"decide": order.replace("same", "different"), "why": "another fire"}
    done = browser.post("/decide", data=taken_out)
    assert done.status_code == 303
    assert "Taken out as another incident" in browser.get(done.headers["location"]).text
    late = browser.post("/decide", data=sent)
    assert late.status_code == 409
    assert "Taken out as another incident by Ana: another fire" in late.text


@pytest.mark.parametrize("order", ["", "accept", "erase clm_1 x", "accept clm_none x", "same lnk_none"])
def test_a_button_that_is_none_is_refused_with_a_sentence(browser: TestClient, order: str) -> None:
    answer = browser.post("/decide", data={"csrf": token(browser), "decide": order})
    assert answer.status_code == 422


@pytest.mark.parametrize("here", ["//evil.example", "https://evil.example/", "/\\evil.example", "/a\nb"])
def test_no_form_leads_out_of_the_workbench(browser: TestClient, here: str) -> None:
    sent = {"csrf": token(browser, "/"), "decide": first(browser), "here": here}
    assert browser.post("/decide", data=sent).headers["location"].startswith("/?done=")


@pytest.mark.parametrize(
    "path",
    ["/?list=conflicts", "/?list=links", "/?list=new", "/?measure=injured", "/?page=9", "/?page=x&list=y"],
)
def test_every_list_opens(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 200


@pytest.mark.parametrize(("button", "together"), [("a", True), ("x", False)])
def test_what_was_only_just_not_linked_is_joined_or_stays_apart(
    tmp_path: Path, button: str, together: bool
) -> None:
    """Two of the same town and weekend, of which one founded an incident of its own."""
    with open_ledger(tmp_path / "near.db") as ledger:
        tell(
            ledger,
            "Two people died in Kharkiv on Saturday when a shop caught fire, the mayor said.",
            "Shells fell on a school in Kharkiv on Sunday. Seven people were killed, Governor Oleh Syn said.",
        )
        with TestClient(app(tmp_path / "near.db", Settings(name="Ana")), base_url=HERE) as browser:
            page = browser.get("/?list=links").text
            assert "only just not into" in page
            order = re.search(rf'value="([^"]+)" data-key="{button}"', page)
            assert order
            sent = {"csrf": token(browser), "decide": order[1], "here": "/?list=links"}
            assert "Nothing waits here" in browser.post("/decide", data=sent).text
        assert (incident_of(ledger, "rpt_a") == incident_of(ledger, "rpt_b")) is together


@pytest.mark.parametrize(("button", "moved"), [("m", {"rpt_b", "rpt_c"}), ("a", {"rpt_b"})])
def test_a_near_miss_beside_others_is_moved_alone_or_both_incidents_become_one(
    tmp_path: Path, button: str, moved: set[str]
) -> None:
    fire = "Two people died in Kharkiv on Saturday when a shop caught fire, the mayor said."
    school = "Shells fell on a school in Kharkiv on Sunday. Seven people were killed, Governor Oleh Syn said."
    with open_ledger(tmp_path / "near.db") as ledger:
        tell(ledger, fire, school, f"{school} Classes had not begun.")
        kept = incident_of(ledger, "rpt_a")
        with TestClient(app(tmp_path / "near.db", Settings(name="Ana")), base_url=HERE) as browser:
            page = browser.get("/?list=links").text
            assert "other report of the incident that it was put into stays there" in page
            order = re.search(rf'value="([^"]+)" data-key="{button}"', page)
            assert order
            sent = {"csrf": token(browser), "decide": order[1], "here": "/?list=links"}
            done = browser.post("/decide", data=sent).text
            assert ("Taken for one incident" in done) is (button == "m")
        assert {name for name in ("rpt_b", "rpt_c") if incident_of(ledger, name) == kept} == moved


def test_a_search_finds_reports_claims_and_incidents_by_the_beginning_of_a_word(browser: TestClient) -> None:
    found = browser.get("/search", params={"words": "lisb"}).text
    for heading in ("Incidents", "Claims", "Reports"):
        assert f"<h2>{heading}</h2>" in found
    assert "<mark>Lisbon</mark>" in found


@pytest.mark.parametrize("words", ['"', "NEAR(", "a* OR", "kind:x", "'; DROP TABLE entry", "🙂", "x" * 999])
def test_what_is_looked_for_is_words_and_never_a_command(browser: TestClient, words: str) -> None:
    assert browser.get("/search", params={"words": words}).status_code == 200


def test_a_report_is_added_with_its_translation_beside_it(address: Path, browser: TestClient) -> None:
    sent = {
        "csrf": token(browser, "/add"),
        "title": "Пожежа в Одесі",
        "text": "Унаслідок пожежі в Одесі загинули 6 людей, повідомив мер. Ще дванадцять людей поранено.",
        "translation": "A fire in Odesa killed 6 people, the mayor said.",
        "url": "https://example.org/1",
        "archive": "https://archive.example/1",
        "published": "2024-03-02",
    }
    answer = browser.post("/add", data=sent)
    assert answer.status_code == 303
    name = answer.headers["location"].rpartition("/")[2]
    with open_ledger(address) as ledger:
        translation = ledger.account(name)
        assert translation is not None
        assert [claim.count.low for claim in translation.claims] == [6]
        original = ledger.account(translation.report.translation_of or "")
        assert original is not None
        assert original.report.archive == "https://archive.example/1"
        assert original.report.text.startswith("Пожежа")
        assert ledger.verify().problems == ()


def test_a_translation_is_added_to_a_report_that_is_held(address: Path, browser: TestClient) -> None:
    text = "Унаслідок пожежі в Одесі загинули 6 людей, повідомив мер."
    sent = {"csrf": token(browser, "/add"), "text": text, "outlet": "Вісті", "published": "2024-03-02"}
    sent |= {"url": "https://example.org/1", "archive": "https://archive.example/1"}
    there = browser.post("/add", data=sent).headers["location"]
    offered = re.search(r'href="(/add\?of=[^"]+)"', browser.get(there).text)
    assert offered
    assert text in browser.get(offered[1]).text
    held = {"csrf": token(browser, "/add"), "of": there.rpartition("/")[2]}
    assert browser.post("/add", data=held | {"translation": " "}).status_code == 422
    translation = "A fire in Odesa killed 6 people, the mayor said."
    added = browser.post("/add", data=held | {"translation": translation}).headers["location"]
    shown = browser.get(added).text
    assert text in shown
    assert "https://archive.example/1" in shown
    with open_ledger(address) as ledger:
        account = ledger.account(added.rpartition("/")[2])
        assert account
        assert (account.report.translation_of, account.report.outlet) == (held["of"], "Вісті")
        assert [claim.count.low for claim in account.claims] == [6]


def test_a_script_in_a_title_is_a_title(browser: TestClient) -> None:
    attack = "<script>alert(1)</script>"
    sent = {"csrf": token(browser, "/add"), "title": attack, "text": f"A blast killed 7 people. {attack}"}
    assert browser.post("/add", data=sent).status_code == 303
    for path in ("/", "/?list=new", "/search?words=blast"):
        page = browser.get(path).text
        assert attack not in page
    assert "&lt;script&gt;" in browser.get("/?list=new").text


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("text", "", "either the text or a file"),
        ("url", "javascript:alert(1)", "begins with https://"),
        ("archive", "ftp://x", "begins with https://"),
        ("text", "word " * 70_000, "at most"),
    ],
)
def test_a_report_that_cannot_be_taken_comes_back_as_it_was_typed(
    browser: TestClient, field: str, value: str, told: str
) -> None:
    sent = {"csrf": token(browser, "/add"), "title": "Kept", "text": "A blast killed 7 people."} | {
        field: value
    }
    answer = browser.post("/add", data=sent)
    assert answer.status_code == 422
    assert told in answer.text
    assert 'value="Kept"' in answer.text


def test_what_an_older_version_read_is_told_with_the_command_to_run(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "older version" not in browser.get("/").text
    now = dict(STAGE_VERSIONS) | {"tollbook.extracting:extract": "next"}
    monkeypatch.setattr("tollbook.recording.steps.STAGE_VERSIONS", now)
    assert "`tollbook ingest --again` reads them anew" in browser.get("/").text


def test_a_judgement_on_words_that_are_gone_is_listed_until_it_is_taken_back(
    address: Path, browser: TestClient
) -> None:
    with open_ledger(address) as ledger:
        intake = Intake(ledger)
        hand_in(intake, FLOOD)
        intake.finish()
        recording.judge(ledger, claim_of(ledger, "rpt_a").id, "accept", ANN)
        hand_in(intake, FLOOD.replace("9", "11"))
        intake.finish()
    page = browser.get("/?list=gone").text
    assert "<mark>9 people</mark>" in page
    assert ("accepted by" in page, "Ann Okoye" in page) == (True, True)
    order = first(browser, "/?list=gone")
    browser.post("/decide", data={"csrf": token(browser, "/"), "decide": order, "here": "/?list=gone"})
    assert "Nothing waits here." in browser.get("/?list=gone").text


def test_a_report_that_stays_though_its_text_changed_waits_among_the_links(
    address: Path, browser: TestClient
) -> None:
    with open_ledger(address) as ledger:
        intake = Intake(ledger)
        hand_in(intake, MARKET, MARKET.replace("Three", "Four"))
        recording.judge(ledger, claim_of(ledger, "rpt_b").id, "accept", ANN)
        hand_in(intake, MARKET, FLOOD)
        intake.finish()
        home = incident_of(ledger, "rpt_b")
    assert "where people judged it, though its text changed" in browser.get("/?list=links").text
    page = browser.get("/?list=links").text
    order = re.search(r'value="(same [^"]+)" data-key="a">It stays there', page)
    assert order
    sent = {"csrf": token(browser, "/"), "decide": order[1], "here": "/?list=links"}
    assert browser.post("/decide", data=sent).status_code == 303
    assert "It stays there" not in browser.get("/?list=links").text
    with open_ledger(address) as ledger:
        assert incident_of(ledger, "rpt_b") == home == incident_of(ledger, "rpt_a")
