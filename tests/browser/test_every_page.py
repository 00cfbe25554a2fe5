"""Every page, light and dark, on a desk and on a phone: readable for everybody, and inside its window."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.browser.opened import SIZES, faults, overhang, workbench

from tollbook.ledger import IncidentQuery, open_ledger
from tollbook.recording import Signature, acts
from tollbook.workbench.app import LINES

REPORT = "belgorod-06-partisan"
DATA = ("/measures.css", "/map/land.json")
"""Addresses that give no page."""


@pytest.fixture(scope="module")
def decided(bundled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the pages: the bundled reports, of which one claim is rejected."""
    return Path(shutil.copy(bundled, tmp_path_factory.mktemp("decided") / "ledger.db"))


@pytest.fixture(scope="module")
def pages(decided: Path) -> dict[str, str]:
    """The address of every page, by the line of the table that it belongs to; some in several states."""
    with open_ledger(decided) as ledger:
        (largest, *_) = sorted(ledger.incidents(IncidentQuery()), key=lambda each: -each.reports)
        account = ledger.account(REPORT)
        assert account
        claim = account.claims[-1].id
        acts.judge(ledger, claim, "reject", Signature("Ana", "it counts the whole night"))
        finding = largest.findings[0].id
    incident = f"/incidents/{largest.incident.id}"
    return {
        "/": "/",
        "/ conflicts": "/?list=conflicts",
        "/ links": "/?list=links",
        "/ new": "/?list=new",
        "/search": "/search?words=belgorod",
        "/add": "/add",
        "/name": "/name",
        "/reports/{report:path}": f"/reports/{REPORT}",
        "/reports/{report:path} correcting": f"/reports/{REPORT}?claim={claim}",
        "/trace/{id:path}": f"/trace/{finding}",
        "/trace/{id:path} claim": f"/trace/{claim}",
        "/incidents": "/incidents",
        "/incidents/{incident:path}": incident,
        "/incidents/{incident:path} by another method": f"{incident}?method=ucdp",
        "nothing there": "/nowhere",
    }


@pytest.fixture(scope="module")
def address(decided: Path) -> Iterator[str]:
    with workbench(decided, "Ana") as at:
        yield at


def test_no_page_is_left_out(pages: dict[str, str]) -> None:
    told = {name.partition(" ")[0] for name in pages}
    assert {line.path for line in LINES if line.method == "GET"} - set(DATA) - told == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_no_page_has_a_serious_fault_or_runs_out_of_its_window(
    new_page: Callable[..., Page], address: str, pages: dict[str, str], size: str, scheme: str
) -> None:
    page = new_page(viewport=SIZES[size], color_scheme=scheme)
    found: dict[str, list[str]] = {}
    for name, path in pages.items():
        page.goto(address + path)
        unfold(page)
        wide = overhang(page)
        found[name] = faults(page) + ([f"{wide} pixels too wide"] if wide > 0 else [])
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_fault_would_be_found(page: Page, address: str) -> None:
    page.goto(f"{address}/add")
    page.evaluate("document.querySelectorAll('label').forEach(each => each.remove())")
    assert any(each.startswith("label:") for each in faults(page))


def unfold(page: Page) -> None:
    """Open what is folded, so that it is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
