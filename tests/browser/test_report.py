"""The report page in a browser: words are selected, claims shown at their words, figures joined by lines.

Everything here can also be done without a script.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page, expect
from tests.browser.opened import overhang, workbench

from tollbook import pipeline, reading
from tollbook.ledger import Ledger, open_ledger
from tollbook.reading import Given, ReadItem
from tollbook.recording.intake import Intake

TEXT = (
    "🔥🔥 Shells hit Kharkiv 👩‍🚒 on Saturday.\r\nTwo children were killed, the paper writes. 🇺🇦 "
    "The market burned.\n\n"
    "Governor Oleh Syn said that three children were killed in the shelling."
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("browser") / "toll.db"
    with open_ledger(made) as ledger:
        report, problems = reading.from_text(TEXT, Given(published="2024-03-03"))
        taken = pipeline.told(ReadItem(replace(report, id="emoji"), problems))
        Intake(ledger).take(taken, TEXT.encode())
    return made


@pytest.fixture(scope="module")
def address(path: Path) -> Iterator[str]:
    with workbench(path, "Ann") as at:
        yield f"{at}/reports/emoji"


SELECT = """words => {
  const walk = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    const at = node.data.indexOf(words);
    if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
  }
  throw new Error("not there: " + words);
}"""


def test_selected_words_behind_emoji_and_line_breaks_are_found_at_their_place(
    page: Page, address: str, path: Path
) -> None:
    page.goto(f"{address}?add=1")
    page.evaluate(SELECT, "The market")
    page.wait_for_function("document.getElementById('form-quote').value === 'The market'")
    assert page.input_value("#form-start") == str(TEXT.index("The market"))
    page.select_option("#form-measure", "damaged")
    page.fill("#form-unit", "market")
    page.fill("#form-low", "1")
    page.fill("#form-high", "1")
    page.fill("#form-why", "seen by hand")
    page.click("text=Add the claim")
    page.wait_for_selector("text=added by hand by")
    with open_ledger(path) as ledger:
        assert added(ledger) == ["The market"]


def added(ledger: Ledger) -> list[str]:
    """The quotes of the claims that people added."""
    judgements = ledger.judgements("emoji")
    return [each.correction.evidence.quote for each in judgements if each.correction]


def test_the_browser_holds_the_text_code_point_for_code_point(page: Page, address: str) -> None:
    page.goto(address)
    assert page.evaluate("document.getElementById('text').textContent") == TEXT


def test_a_claim_is_shown_at_its_words_by_keyboard_and_hidden_by_escape(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#text a.claim").first.focus()
    shown = page.locator("#popover")
    expect(shown).to_contain_text("Killed: children 2")
    expect(page.locator(".card.on")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()


def test_figures_that_do_not_add_up_are_joined_by_a_line_from_quote_to_quote(
    page: Page, address: str
) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.locator(".lines path").first.wait_for(state="visible")
    line = page.locator(".lines path").first.bounding_box()
    ends = ("Two children", "three children")
    quotes = [page.locator("#text a", has_text=words).bounding_box() for words in ends]
    assert line
    assert quotes[0]
    assert quotes[1]
    assert line["y"] == pytest.approx(quotes[0]["y"] + quotes[0]["height"], abs=6)
    assert line["y"] + line["height"] == pytest.approx(quotes[1]["y"], abs=6)


def test_nothing_is_wider_than_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for way in ("", "?add=1"):
        page.goto(address + way)
        assert overhang(page) <= 0
