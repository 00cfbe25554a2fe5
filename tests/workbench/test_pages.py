"""What is printed is declared, and every digit of data goes through the macros of numbers.html."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import get_type_hints

import pytest
from jinja2 import nodes
from msgspec import Struct
from msgspec.structs import replace
from starlette.testclient import TestClient
from tests.workbench.conftest import HERE, take_in

from tollbook.ledger import IncidentQuery, Ledger, open_ledger
from tollbook.model import Chosen
from tollbook.recording import Signature, acts
from tollbook.settings import Settings
from tollbook.workbench import app, layout
from tollbook.workbench.app import LINES
from tollbook.workbench.rendering import TEMPLATES, environment

SHOWN = {
    line.target: line
    for line in LINES
    if line.method == "GET" and line.template in environment().list_templates()
}
"""The lines that show a page with a template of its own."""

FEW = (
    "belgorod-01-first-hour",
    "belgorod-02-emergency-ministry",
    "belgorod-06-partisan",
    "belgorod-08-night-toll",
    "belgorod-10-next-day-109",
)
"""The bundled reports in the ledger of these tests."""

PAGES = {
    "inbox": "/",
    "inbox, conflicts": "/?list=conflicts",
    "inbox, links": "/?list=links",
    "inbox, new reports": "/?list=new",
    "inbox, one measure": "/?measure=killed&page=1",
    "search": "/search?words=lisbon+2023",
    "name": "/name",
    "add": "/add",
    "nothing there": "/nowhere",
    "incidents": "/incidents",
    "incidents, none fits": "/incidents?since=2030-01-01",
    "incidents, wrong filter": "/incidents?at_least=3",
    "incident": "/incidents/{incident}",
    "incident, another method": "/incidents/{incident}?method=ucdp",
    "report": "/reports/{report}",
    "report, correcting": "/reports/{report}?claim={claim}",
    "report, adding": "/reports/{report}?add=1",
    "trace of a finding": "/trace/{finding}",
    "trace of a conflict": "/trace/{conflict}",
    "trace of a claim": "/trace/{claim}",
    "trace of a report": "/trace/{report}",
    "trace of an incident": "/trace/{incident}",
    "trace of a link": "/trace/{link}",
    "trace of a judgement": "/trace/{judgement}",
}
"""Every page in its states, by names that say which; ids are filled in from a ledger."""

PRINTED = ("time", "textarea", "svg", "title")
"""Elements of one kind of data: times, what a person types, drawings, which have a table beside, and the
title, which holds no other element and says what the heading says."""

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}


def page_of(target: str) -> type[Struct]:
    """Give the Struct that a page's function gives, by its annotation."""
    given = get_type_hints(SHOWN[target].page())["return"]
    kinds = [given, *getattr(given, "__args__", ())]
    return next(
        kind
        for kind in kinds
        if isinstance(kind, type) and issubclass(kind, Struct) and kind.__name__ != "Shown"
    )


@pytest.mark.parametrize("target", SHOWN)
def test_every_field_of_a_page_says_what_it_is(target: str) -> None:
    assert untold(page_of(target)) == set()


def untold(kind: type[Struct]) -> set[str]:
    """Give the fields of a Struct without a sentence that says what they are."""
    hints = get_type_hints(kind, include_extras=True)
    metas = {name: getattr(hints[name], "__metadata__", (None,))[0] for name in kind.__struct_fields__}
    return {
        name for name, meta in metas.items() if not str(getattr(meta, "description", "")).endswith((".", "…"))
    }


@pytest.mark.parametrize("target", SHOWN)
def test_a_template_prints_no_field_that_is_not_declared(target: str) -> None:
    printed = {
        found.attr
        for tree in trees(SHOWN[target].template)
        for found in tree.find_all(nodes.Getattr)
        if isinstance(found.node, nodes.Name) and found.node.name == "page"
    }
    assert printed <= set(page_of(target).__struct_fields__)


def trees(template: str) -> list[nodes.Template]:
    """Give a template and all that it includes, read."""
    tree = environment().parse((TEMPLATES / template).read_text())
    parts = [str(found.template.value) for found in tree.find_all(nodes.Include)]  # type: ignore[attr-defined]
    return [tree, *(below for part in parts for below in trees(part))]


def test_the_frame_declares_what_it_prints() -> None:
    assert untold(layout.Frame) | untold(layout.Notice) == set()


class Outside(HTMLParser):
    """Collects the text of a page that no macro of numbers.html printed."""

    def __init__(self) -> None:
        super().__init__()
        self._inside: list[bool] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            classes = (dict(attrs).get("class") or "").split()
            printed = tag in PRINTED or not {"number", "tally", "words"}.isdisjoint(classes)
            self._inside.append(printed)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._inside:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._inside):
            self.text += data


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The HTML of every page of `PAGES`, of a ledger of bundled reports in which people decided on much."""
    folder = tmp_path_factory.mktemp("pages")
    with pytest.MonkeyPatch.context() as patch, open_ledger(folder / "ledger.db") as ledger:
        patch.setenv("TOLLBOOK_SETTINGS", str(folder / "settings.toml"))
        take_in(ledger, FEW)
        ids = decided(ledger)
        with TestClient(app(folder / "ledger.db", Settings(name="Ana 2")), base_url=HERE) as browser:
            return {name: browser.get(path.format(**ids)).text for name, path in PAGES.items()}


def decided(ledger: Ledger) -> dict[str, str]:
    """Decide something of every kind on the largest incident; give ids of it and of what is around it."""
    by = Signature("Ana 2", "12 were counted")
    largest = max(ledger.incidents(IncidentQuery()), key=lambda each: each.reports).incident.id
    link = next(each for each in ledger.links([largest]) if each.score is not None)
    account = ledger.account(link.report)
    file = ledger.incident(largest)
    assert account
    assert file
    first, second, *_ = account.claims
    acts.judge(ledger, first.id, "correct", by, correction=replace(first, unit="person"))
    judgement = acts.judge(ledger, second.id, "reject", by).judgement
    acts.set_range(ledger, largest, Chosen(measure="killed", low=12, high=14), by)
    acts.set_range(ledger, largest, Chosen(measure="displaced", concluded=False), by)
    acts.set_scope(ledger, largest, True, by)
    acts.confirm(ledger, link.id, by)
    return {
        "incident": largest,
        "report": link.report,
        "claim": first.id,
        "finding": file.reconciliation.findings[0].id,
        "conflict": file.reconciliation.conflicts[0].id,
        "link": link.id,
        "judgement": judgement,
    }


def test_every_page_is_among_those_that_are_looked_at(texts: dict[str, str]) -> None:
    shown = {line.path.replace("{report:path}", "{report}") for line in SHOWN.values()}
    shown = {path.replace(":path}", "}").replace("/trace/{id}", "/trace/{claim}") for path in shown}
    assert shown <= {path.partition("?")[0] for path in PAGES.values()}
    assert {name for name, html in texts.items() if "There is nothing here" in html} == {"nothing there"}


@pytest.mark.parametrize("name", PAGES)
def test_no_digit_of_data_stands_outside_of_the_macros(texts: dict[str, str], name: str) -> None:
    seen = Outside()
    seen.feed(re.sub(r"<span class=\"help\">.*?</span>", "", texts[name]))
    assert re.findall(r"\S*\d\S*", seen.text) == []


@pytest.mark.parametrize("name", PAGES)
def test_no_page_holds_script_or_style_of_its_own(texts: dict[str, str], name: str) -> None:
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", texts[name]) == []
