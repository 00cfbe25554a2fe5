"""The incident page in a browser: the map moves offline and under the policy; nothing runs off a phone.

Left out where there is no Chromium (`make test` says so); everything here can also be done without a script.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from tollbook.ledger import IncidentQuery, open_ledger
from tollbook.settings import Settings
from tollbook.workbench import app

CHROMIUM = Path("/usr/bin/chromium")
WITH_WEBGL = ["--no-sandbox", "--enable-unsafe-swiftshader", "--disable-background-networking"]

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium")


@pytest.fixture
def incident(address: Path) -> Iterator[str]:
    """The address of the incident's page, on a free port of this machine."""
    with open_ledger(address) as ledger:
        first, *_ = ledger.incidents(IncidentQuery())
    server = uvicorn.Server(uvicorn.Config(app(address, Settings(name="Ann")), port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/incidents/{first.incident.id}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=WITH_WEBGL)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page that fails the test where the browser complains, or asks another machine for anything."""
    opened = chromium.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    opened.on(
        "request",
        lambda sent: (
            None if "//127.0.0.1:" in sent.url or sent.url.startswith("blob:") else wrong.append(sent.url)
        ),
    )
    yield opened
    opened.close()
    assert wrong == []


def test_the_map_can_be_moved_and_names_towns(page: Page, incident: str) -> None:
    page.goto(incident)
    assert page.locator(".static-map").is_visible()
    page.get_by_role("button", name="Move the map").click()
    page.locator(".canvas[data-ready]").wait_for(timeout=60_000)
    assert page.locator(".canvas canvas").is_visible()
    assert "Lisbon" in page.locator(".canvas").inner_text()
    assert not page.locator(".static-map").is_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_its_window(page: Page, incident: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for address in (incident, incident.rpartition("/")[0]):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_range_is_set_with_the_keyboard_alone(page: Page, incident: str) -> None:
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
