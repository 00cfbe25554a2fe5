"""A report written to act in the browser of whoever reads it: it is shown, and nothing of it runs."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from playwright.sync_api import Page, expect
from tests.browser.opened import workbench

from tollbook import pipeline
from tollbook.ledger import open_ledger
from tollbook.reading import Given, ReadItem, from_text
from tollbook.recording.intake import Intake

ATTACK = "\"'><script>window.run = 1</script><img src=x onerror='window.run = 1'><svg onload=window.run=1>"
TEXT = f"A blast in Lisbon killed 7 people, the mayor said. {ATTACK} At least 9 were injured, {ATTACK} said."


def test_nothing_of_a_report_runs_on_any_page_that_shows_it(ledger: Path, page: Page) -> None:
    report, problems = from_text(TEXT, Given(title=ATTACK, outlet=ATTACK, published="2026-05-01"))
    with open_ledger(ledger) as held:
        intake = Intake(held)
        intake.take(pipeline.told(ReadItem(replace(report, id="hostile"), problems)), TEXT.encode())
        intake.finish()
        claim = next(each.id for each in held.account("hostile").claims)  # type: ignore[union-attr]
        incident = next(link.incident for link in held.links(["hostile"]))
    with workbench(ledger, ATTACK[:60]) as address:
        for path in (
            "/reports/hostile",
            f"/reports/hostile?claim={claim}",
            "/",
            "/?list=new",
            "/search?words=blast",
            f"/search?words={ATTACK}",
            f"/trace/{claim}",
            f"/incidents/{incident}",
            "/incidents",
        ):
            page.goto(address + path)
            page.locator("h1").wait_for()
            assert page.evaluate("window.run") is None, path
            assert page.locator("main img, main script").count() == 0, path
        page.goto(f"{address}/reports/hostile")
        assert "<script>window.run = 1</script>" in page.locator("#text").inner_text()
        page.locator("#text a.claim").first.focus()
        expect(page.locator("#popover")).to_be_visible()
        assert page.evaluate("window.run") is None
