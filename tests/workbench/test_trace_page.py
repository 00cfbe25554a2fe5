"""The trace page: from every number back to words, bytes and functions, and forward to what depends on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient
from tests.recording.told import AGAIN, ANN, FLOOD, MARKET, claim_of, counting, incident_of, tell
from tests.workbench.test_pages import Outside

from tollbook.ledger import Ledger, open_ledger
from tollbook.model import Finding
from tollbook.reconciling.methods import METHODS, plain
from tollbook.recording import judge, undo
from tollbook.settings import Settings
from tollbook.workbench import app
from tollbook.workbench.claim_words import claim_words
from tollbook.workbench.pages.trace import TracePage, trace_page


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with open_ledger("sqlite://") as opened:
        tell(opened, MARKET, AGAIN, FLOOD)
        yield opened


def findings(ledger: Ledger) -> dict[tuple[str, str], Finding]:
    """The totals of the incident that the first two reports tell of, by method and measure."""
    file = ledger.incident(incident_of(ledger, "rpt_a"))
    assert file is not None
    return {(each.method, each.measure): each for each in file.reconciliation.findings if not each.group}


def page_of(ledger: Ledger, name: str) -> TracePage:
    page = trace_page(ledger, name)
    assert page is not None
    return page


def test_a_finding_leads_to_its_method_its_claims_their_words_and_the_bytes(ledger: Ledger) -> None:
    finding = findings(ledger)[plain.NAME, "killed"]
    page = page_of(ledger, finding.id)
    assert (page.kind, page.title, page.incident) == ("finding", "Killed, under plain-1", finding.incident)
    assert page.method is not None
    assert (page.method.rule, page.method.clauses) == (finding.rule, (plain.CLAUSE,))
    assert {each.id for each in page.kept} == set(finding.claims)
    assert {(each.id, each.rule) for each in page.aside} == {(e.claim, e.rule) for e in finding.set_aside}
    texts = {"rpt_a": MARKET, "rpt_b": AGAIN}
    assert all(each.before + each.quote + each.after in texts[each.report] for each in page.kept)
    assert [(each.kept, len(each.checksum)) for each in page.reports] == [(True, 64)] * len(page.reports)


def test_a_finding_names_the_functions_that_made_it_and_where_they_stand(ledger: Ledger) -> None:
    page = page_of(ledger, findings(ledger)[plain.NAME, "killed"].id)
    made = {each.name: each.place for each in page.makers}
    assert {"tollbook.reading:read", "tollbook.extracting:extract", "tollbook.reconciling:reconcile"} <= set(
        made
    )
    assert all(re.fullmatch(r"tollbook/[\w/]+\.py, line \d+", place) for place in made.values())
    assert all("stage version" in each.told and "commit" in each.told for each in page.makers)


def test_every_number_of_an_incident_has_a_page(ledger: Ledger) -> None:
    file = ledger.incident(incident_of(ledger, "rpt_a"))
    assert file is not None
    names = [*(each.id for each in file.reconciliation.findings), *(each.id for each in file.claims)]
    pages = [page_of(ledger, name) for name in names]
    assert all(page.number and page.reports and page.makers for page in pages)


@pytest.mark.parametrize("method", METHODS)
def test_the_page_of_each_method_says_what_it_goes_by(ledger: Ledger, method: str) -> None:
    found = [each for (name, _), each in findings(ledger).items() if name.startswith(method)]
    for finding in found:
        step = page_of(ledger, finding.id).method
        assert step is not None
        assert step.about
        assert step.clauses


def test_a_claim_leads_forward_to_what_depends_on_it(ledger: Ledger) -> None:
    claim = claim_of(ledger, "rpt_a")
    judged = judge(ledger, claim.id, "accept", ANN)
    page = page_of(ledger, claim.id)
    assert (page.kind, page.title, page.number) == ("claim", "Killed", "3")
    assert "reconciliation" in {each.kind for each in page.forward}
    assert {judged.judgement, findings(ledger)[plain.NAME, "killed"].id} <= {each.id for each in page.forward}


def test_a_correction_stands_on_the_way_until_it_is_undone(ledger: Ledger) -> None:
    claim = claim_of(ledger, "rpt_a")
    done = judge(ledger, claim.id, "correct", ANN, correction=counting(claim, 6))
    finding = findings(ledger)[plain.NAME, "killed"]
    page = page_of(ledger, finding.id)
    used = {each.id: each for each in page.kept}[claim.id]
    assert (used.count, used.was) == ("6", claim_words(claim))
    assert page_of(ledger, claim.id).number == "6"
    assert [(each.what, each.who, each.why, each.undone) for each in page.decided] == [
        ("corrected", "Ann Okoye", "the hospital says so", False)
    ]
    undo(ledger, done.judgement, replace(ANN, why="read again"))
    assert [(each.count, each.was) for each in page_of(ledger, claim.id).kept] == [("3", "")]


def test_the_page_links_to_the_report_at_the_claim(ledger: Ledger, tmp_path: Path) -> None:
    page = page_of(ledger, findings(ledger)[plain.NAME, "killed"].id)
    ledger.copy(tmp_path / "copy.db")
    with TestClient(app(tmp_path / "copy.db", Settings(name="Ann")), base_url="http://127.0.0.1") as browser:
        html = browser.get(f"/trace/{page.id}").text
        for each in page.kept:
            assert f'href="/reports/{each.report}#{each.id}"' in html
            assert f'id="{each.id}"' in browser.get(f"/reports/{each.report}").text
        assert page.number in unescape(html)
        seen = Outside()
        seen.feed(html.partition("</title>")[2])
        assert re.findall(r"\S*\d\S*", seen.text) == []
