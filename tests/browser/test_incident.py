"""The incident page in a browser: the map moves offline and under the policy; nothing runs off a phone.

Everything here can also be done without a script.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.opened import SIZES, overhang, workbench

from tollbook.ledger import IncidentQuery, open_ledger


@pytest.fixture
def incident(ledger: Path) -> Iterator[str]:
    """The address of the page with the most reports; asked for before the browser, it outlives it."""
    with open_ledger(ledger) as held:
        largest = max(held.incidents(IncidentQuery()), key=lambda each: each.reports)
    with workbench(ledger, "Ann") as at:
        yield f"{at}/incidents/{largest.incident.id}"


def test_the_map_can_be_moved_and_names_towns(incident: str, page: Page) -> None:
    page.goto(incident)
    expect(page.locator(".static-map")).to_be_visible()
    page.get_by_role("button", name="Move the map").click()
    page.locator(".canvas[data-ready]").wait_for(timeout=60_000)
    expect(page.locator(".canvas canvas")).to_be_visible()
    assert "Belgorod" in page.locator(".canvas").inner_text()
    expect(page.locator(".static-map")).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_its_window(incident: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for address in (incident, incident.rpartition("/")[0]):
        page.goto(address)
        assert overhang(page) <= 0


def test_a_range_is_set_with_the_keyboard_alone(incident: str, page: Page) -> None:
    page.goto(incident)
    row = page.locator(".figures tr", has=page.locator("th", has_text="killed")).first
    row.locator("summary", has_text="Set a range yourself").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("12")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("15")
    row.locator("input[name=why]").focus()
    page.keyboard.type("both counted")
    page.keyboard.press("Enter")
    assert "12 to 15" in page.locator(".own-words").inner_text()


def test_of_two_people_who_set_a_range_at_once_the_second_sees_both_and_sends_again(
    ledger: Path, new_page: Callable[..., Page]
) -> None:
    with open_ledger(ledger) as held:
        largest = max(held.incidents(IncidentQuery()), key=lambda each: each.reports).incident.id
    with workbench(ledger, "Ana") as hers, workbench(ledger, "Ben") as his:
        ana, ben = new_page(), new_page(viewport=SIZES["phone"])
        for page, address in ((ana, hers), (ben, his)):
            page.goto(f"{address}/incidents/{largest}")
        set_a_range(ana, low="24", high="25", why="the governor corrected himself")
        expect(ana.locator(".own-words").first).to_contain_text("24 to 25")

        set_a_range(ben, low="25", high="26", why="the last toll")
        returned = ben.locator(".returned")
        expect(returned.get_by_role("alert")).to_contain_text("Somebody else decided on this meanwhile")
        expect(returned).to_contain_text("the governor corrected himself")
        assert overhang(ben) <= 0
        returned.get_by_role("button", name="Send it again").click()
        expect(ben.locator(".own-words").first).to_contain_text("25 to 26")
        for page in (ana, ben):
            page.wait_for_load_state("networkidle")


def set_a_range(page: Page, low: str, high: str, why: str) -> None:
    row = page.locator(".figures tr", has=page.locator("th", has_text="killed")).first
    row.locator("summary", has_text="Set a range yourself").click()
    for name, value in (("low", low), ("high", high), ("why", why)):
        row.locator(f"input[name={name}]").fill(value)
    row.get_by_role("button", name="Keep this range").click()
