"""The incident page: ranges and roots, methods, ranges of people, links taken apart and joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from httpx import Response
from starlette.testclient import TestClient
from tests.recording.told import ANN, FLOOD, claim_of, hand_in, incident_of
from tests.workbench.conftest import HERE, take_in, token

from tollbook import recording
from tollbook.ledger import IncidentQuery, open_ledger
from tollbook.reconciling import METHODS
from tollbook.recording.facts import typed_facts
from tollbook.recording.intake import Intake
from tollbook.settings import Settings
from tollbook.workbench import app
from tollbook.workbench.pages.incident import IncidentPage, incident_page
from tollbook.workbench.pages.trace import trace_page

UNKNOWN = "inc_0000000000000000"


@pytest.fixture
def incident(address: Path) -> str:
    with open_ledger(address) as ledger:
        first, *_ = ledger.incidents(IncidentQuery())
        return first.incident.id


def page(address: Path, incident: str, method: str = "plain") -> IncidentPage:
    with open_ledger(address) as ledger:
        found = incident_page(ledger, incident, method)
    assert found
    return found


def send(browser: TestClient, path: str, **fields: str) -> int:
    sent = browser.post(
        path, data={"csrf": token(browser), **fields}, headers={"origin": "http://127.0.0.1:8000"}
    )
    return int(sent.status_code)


def test_the_page_says_place_date_sources_and_review_in_its_head(address: Path, incident: str) -> None:
    shown = page(address, incident)
    assert shown.title.startswith("Lisbon, ")
    assert "independence not shown" in shown.sources
    assert shown.unseen == shown.claims > 0
    assert shown.map


def test_each_number_has_a_bar_dots_of_its_roots_and_a_trace(address: Path, incident: str) -> None:
    killed = next(each for each in page(address, incident).figures if each.subject == "killed")
    assert killed.words.startswith("12 to 15")
    assert {dot.words for dot in killed.dots} == {"12", "15"}
    assert killed.trace.startswith("fnd_")
    assert all(dot.claim.startswith("clm_") for dot in killed.dots)


def test_figures_in_open_conflict_are_joined_on_the_bar_and_quoted_side_by_side(tmp_path: Path) -> None:
    """Of two bundled reports one gives two children killed, the other one child."""
    file = tmp_path / "two.db"
    with open_ledger(file) as ledger:
        take_in(ledger, ["belgorod-01-first-hour", "belgorod-02-emergency-ministry"])
        first = next(each for each in ledger.incidents(IncidentQuery()) if each.open_conflicts)
    shown = page(file, first.incident.id)
    children = next(each for each in shown.figures if each.subject == "killed: children")
    assert children.clashes == 1
    assert "1 and 2 do not add up" in children.bar
    clash = next(each for each in shown.conflicts if {quoted.quote for quoted in each.quotes} & {"one child"})
    assert clash.open
    assert len(clash.quotes) == 2
    assert clash.proof


def test_another_method_may_not_count_a_measure_and_says_by_which_clause(
    address: Path, incident: str
) -> None:
    shown = page(address, incident, "ucdp")
    assert {each.measure for each in shown.figures} == {"killed"}
    assert any("UCDP" in clause for _, clause in shown.refused)
    assert page(address, incident, "no such method").method == "plain"


def test_the_comparison_names_the_claim_that_decided(address: Path, incident: str) -> None:
    row = next(each for each in page(address, incident).comparison if each.subject == "killed")
    plain = row.cells[0]
    assert plain.quote in ("12 people", "15 people")
    assert plain.claim.startswith("clm_")


def test_a_persons_range_stands_beside_the_programs(
    browser: TestClient, address: Path, incident: str
) -> None:
    before = next(each for each in page(address, incident).figures if each.subject == "killed")
    fields = {"measure": "killed", "unit": "person", "group": "", "low": "12", "best": "", "high": "14"}
    assert send(browser, f"/incidents/{incident}/range", **fields, why="two were counted twice") == 303
    after = next(each for each in page(address, incident).figures if each.subject == "killed")
    assert after.words == before.words
    assert after.own
    assert (after.own.words, after.own.who, after.own.why) == ("12 to 14", "Ana", "two were counted twice")


def test_no_conclusion_may_be_possible(browser: TestClient, address: Path, incident: str) -> None:
    assert (
        send(browser, f"/incidents/{incident}/range", measure="killed", concluded="no", why="one source")
        == 303
    )
    killed = next(each for each in page(address, incident).figures if each.subject == "killed")
    assert killed.own
    assert killed.own.words == "no conclusion possible"


@pytest.mark.parametrize(
    "fields",
    [
        {"measure": "killed", "low": "a dozen", "why": "x"},
        {"measure": "killed", "low": "12", "why": "  "},
        {"measure": "no such measure", "low": "12", "why": "x"},
        {"measure": "killed", "low": "15", "high": "12", "why": "x"},
    ],
)
def test_a_range_that_says_nothing_is_refused(
    browser: TestClient, address: Path, incident: str, fields: dict[str, str]
) -> None:
    assert send(browser, f"/incidents/{incident}/range", **fields) == 422
    assert page(address, incident).judgements == ()


def test_a_report_can_be_taken_out_and_the_act_undone(
    browser: TestClient, address: Path, incident: str
) -> None:
    shown = page(address, incident)
    assert len(shown.links) == 2
    assert send(browser, f"/incidents/{incident}/split", link=shown.links[1].id, why="another fire") == 303
    apart = page(address, incident)
    assert len(apart.links) == 1
    assert (apart.judgements[0].what, apart.judgements[0].why) == ("report taken out", "another fire")
    assert send(browser, f"/incidents/{incident}/undo", judgement=apart.judgements[0].id) == 303
    together = page(address, incident)
    assert len(together.links) == 2
    assert [each.undone for each in together.judgements if each.what == "report taken out"] == [True]


def test_a_link_that_a_person_confirmed_says_so(browser: TestClient, address: Path, incident: str) -> None:
    link = page(address, incident).links[1].id
    assert send(browser, f"/incidents/{incident}/confirm", link=link) == 303
    assert page(address, incident).links[1].decided_by


@pytest.fixture
def ben(address: Path) -> Iterator[TestClient]:
    """The browser of a second person, who works on the same ledger."""
    with TestClient(app(address, Settings(name="Ben")), base_url=HERE, follow_redirects=False) as client:
        yield client


def form(shown: Response, action: str) -> dict[str, str]:
    """Give the hidden fields of the first form of a page that leads to an act."""
    found = re.search(rf'action="[^"]*/{action}">(.*?)</form>', shown.text, re.DOTALL)
    assert found, action
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', found[1])
    return {name: unescape(value) for name, value in hidden}


ACTS: dict[str, dict[str, str]] = {
    "range": {"measure": "killed", "low": "12", "best": "", "high": "14", "why": "the list of names"},
    "scope": {"scope": "outside", "why": "an accident"},
    "facts": {"place": "Poltava", "date": "2024-03-01", "why": "as printed"},
    "confirm": {"why": "the same street"},
    "split": {"why": "another street"},
}
"""What a person types for each act on an incident that the other one may have changed."""


@pytest.mark.parametrize("act", ACTS)
def test_of_two_people_who_act_on_an_incident_at_once_the_second_is_told_and_loses_nothing(
    browser: TestClient, ben: TestClient, incident: str, act: str
) -> None:
    path = f"/incidents/{incident}"
    opened = ben.get(path)
    theirs = form(opened, "confirm" if act == "split" else act) | ACTS[act]
    other = "confirm" if act in ("confirm", "split") else "range"
    hers = form(browser.get(path), other) | ACTS[other] | {"why": "I counted first"}
    assert browser.post(f"{path}/{other}", data=hers).status_code == 303

    told = ben.post(f"{path}/{act}", data=theirs)
    assert told.status_code == 409
    assert "Somebody else decided on this meanwhile" in told.text
    assert "I counted first" in told.text
    assert ACTS[act]["why"] in told.text
    again = form(told, act) | {name: value for name, value in ACTS[act].items() if name != "why"}
    assert ben.post(f"{path}/{act}", data=again | {"why": ACTS[act]["why"]}).status_code == 303
    assert ACTS[act]["why"] in ben.get(path).text


def test_of_two_people_who_undo_a_decision_at_once_the_second_is_told(
    browser: TestClient, ben: TestClient, incident: str
) -> None:
    path = f"/incidents/{incident}"
    assert (
        browser.post(f"{path}/scope", data=form(browser.get(path), "scope") | ACTS["scope"]).status_code
        == 303
    )
    hers, theirs = form(browser.get(path), "undo"), form(ben.get(path), "undo")
    assert browser.post(f"{path}/undo", data=hers).status_code == 303
    told = ben.post(f"{path}/undo", data=theirs)
    assert told.status_code == 409
    assert re.search(r"undone <span[^>]*>by Ana, ", told.text)


def test_of_two_people_who_merge_and_judge_an_incident_at_once_the_second_is_told(
    browser: TestClient, ben: TestClient, incident: str
) -> None:
    path = f"/incidents/{incident}"
    theirs = form(ben.get(path), "merge") | {"other": UNKNOWN, "why": "one fire"}
    assert (
        browser.post(f"{path}/range", data=form(browser.get(path), "range") | ACTS["range"]).status_code
        == 303
    )
    told = ben.post(f"{path}/merge", data=theirs)
    assert told.status_code == 409
    assert f'value="{UNKNOWN}"' in told.text
    assert 'value="one fire"' in told.text


def test_what_was_typed_of_a_refused_act_comes_back(browser: TestClient, incident: str) -> None:
    path = f"/incidents/{incident}"
    typed = {"low": "15", "high": "12", "why": "both morgues"}
    told = browser.post(f"{path}/range", data=form(browser.get(path), "range") | typed)
    assert told.status_code == 422
    for value in typed.values():
        assert f'value="{value}"' in told.text


def test_an_incident_is_put_out_of_scope_only_with_a_reason(
    browser: TestClient, address: Path, incident: str
) -> None:
    assert send(browser, f"/incidents/{incident}/scope", scope="outside", why="") == 422
    assert send(browser, f"/incidents/{incident}/scope", scope="outside", why="an accident") == 303
    shown = page(address, incident)
    assert (shown.scope, shown.scope_why) == ("outside", "Ana: an accident")
    assert "outside this project’s scope" in browser.get("/incidents").text


def test_a_judgement_on_words_that_are_gone_stands_among_the_decisions(
    browser: TestClient, address: Path
) -> None:
    with open_ledger(address) as ledger:
        intake = Intake(ledger)
        hand_in(intake, FLOOD)
        recording.judge(ledger, claim_of(ledger, "rpt_a").id, "accept", ANN)
        hand_in(intake, FLOOD.replace("9", "11"))
        intake.finish()
        flood = incident_of(ledger, "rpt_a")
    (row,) = page(address, flood).judgements
    assert (row.what, row.who) == ("accepted, on words that are gone from the report", "Ann Okoye")
    assert "9 people" in row.about
    assert send(browser, f"/incidents/{flood}/undo", judgement=row.id) == 303
    assert page(address, flood).judgements == ()


def test_the_list_finds_a_place_whatever_its_accents(
    browser: TestClient, address: Path, incident: str
) -> None:
    with open_ledger(address) as ledger:
        recording.set_facts(ledger, incident, typed_facts({"place": "Kandahar"}), recording.Signature("Ana"))
    assert incident in browser.get("/incidents?place=kandahar").text


def test_place_date_and_kind_are_put_right_with_a_reason_and_undone(
    browser: TestClient, address: Path, incident: str
) -> None:
    path = f"/incidents/{incident}/facts"
    assert send(browser, path, place="Poltava") == 422
    assert send(browser, path, place="Springfield", why="as printed") == 422
    assert send(browser, path, place="Poltava", date="2024-03-01", why="as printed") == 303
    shown = page(address, incident)
    assert shown.title == "Poltava, 1 Mar 2024"
    assert [name for name, _ in shown.program] == ["place", "date"]
    assert shown.program[0][1].startswith("Lisbon")
    assert shown.judgements[0].what.startswith("place: Poltava, ")
    assert "the program read place" in unescape(browser.get(f"/incidents/{incident}").text)
    assert send(browser, f"/incidents/{incident}/undo", judgement=shown.judgements[0].id) == 303
    assert page(address, incident).title.startswith("Lisbon, ")


@pytest.mark.parametrize(
    "fields", [{"into": ""}, {"into": UNKNOWN}, {"other": f"{HERE}/incidents/{UNKNOWN}"}]
)
def test_merging_needs_an_incident_that_there_is(
    browser: TestClient, incident: str, fields: dict[str, str]
) -> None:
    assert send(browser, f"/incidents/{incident}/merge", **fields) == 422


def test_an_unknown_incident_is_a_friendly_page(browser: TestClient) -> None:
    assert browser.get(f"/incidents/{UNKNOWN}").status_code == 404


def test_every_part_of_the_page_is_rendered(browser: TestClient, incident: str) -> None:
    html = browser.get(f"/incidents/{incident}").text
    for part in ("figures", "conflicts", "roots", "links", "judgements"):
        assert f'<section id="{part}"' in html
    assert "style=" not in html
    assert 'class="static-map"' in html


def test_every_figure_on_the_page_leads_to_a_trace_that_there_is(
    browser: TestClient, address: Path, incident: str
) -> None:
    html = browser.get(f"/incidents/{incident}").text
    ids = {unescape(name) for name in re.findall(r'href="/trace/([^"]+)"', html)}
    assert ids
    with open_ledger(address) as ledger:
        assert [name for name in ids if trace_page(ledger, name) is None] == []


@pytest.mark.parametrize("method", METHODS)
def test_a_number_under_any_method_leads_to_its_rule_its_clause_and_the_words(
    browser: TestClient, address: Path, incident: str, method: str
) -> None:
    killed = next(each for each in page(address, incident, method).figures if each.subject == "killed")
    shown = browser.get(f"/trace/{killed.trace}")
    assert shown.status_code == 200
    with open_ledger(address) as ledger:
        traced = trace_page(ledger, killed.trace)
    assert traced
    assert traced.method
    assert traced.method.method.startswith(method)
    assert traced.method.clauses
    assert traced.number == killed.words
    assert {each.quote for each in traced.kept} <= {"12 people", "15 people"}
    assert {each.name for each in traced.makers} >= {
        "tollbook.extracting:extract",
        "tollbook.reconciling:reconcile",
    }


@pytest.mark.parametrize("wrong", ["nothing/at/all", "{incident}/no method/fnd_1", "{incident}/ucdp/fnd_1"])
def test_a_number_that_no_method_gives_has_no_trace(browser: TestClient, incident: str, wrong: str) -> None:
    assert browser.get(f"/trace/{wrong.format(incident=incident)}").status_code == 404


def test_the_list_narrows_by_measure_place_date_and_conflict(browser: TestClient, incident: str) -> None:
    def listed(query: str) -> bool:
        return f"/incidents/{incident}" in browser.get(f"/incidents?{query}").text

    assert listed("")
    assert listed("measure=killed&at_least=12&place=lisb")
    assert not listed("measure=killed&at_least=13")
    assert not listed("conflicts=open")
    assert not listed("until=2001-01-01")


@pytest.mark.parametrize("query", ["since=yesterday", "at_least=many", "at_least=3"])
def test_a_filter_that_cannot_be_is_explained(browser: TestClient, query: str) -> None:
    shown = browser.get(f"/incidents?{query}")
    assert shown.status_code == 200
    assert 'role="alert"' in shown.text


def test_to_confirm_one_report_decides_nothing_of_the_others(
    browser: TestClient, address: Path, incident: str
) -> None:
    first, second = page(address, incident).links
    assert send(browser, f"/incidents/{incident}/confirm", link=second.id) == 303
    assert [bool(link.decided_by) for link in page(address, incident).links] == [False, True]
    assert page(address, incident).links[0].id == first.id
