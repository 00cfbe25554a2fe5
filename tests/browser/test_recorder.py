"""The whole way of a recorder, from the first question to the words behind a number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect
from tests.browser.opened import SIZES, overhang, workbench

SAMPLE = "The Kiev regime brings death to peaceful Belgorod"
"""The title of the bundled report of a partisan outlet."""

Opened = Callable[..., Page]


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_from_the_first_question_to_the_words_behind_a_number(
    ledger: Path, new_page: Opened, size: ViewportSize
) -> None:
    page = new_page(viewport=size)
    with workbench(ledger) as address:
        page.goto(address)
        give_the_name(page)
        read_the_inbox(page)
        open_the_sample_report(page)
        see_its_conflict(page)
        correct_a_claim(page)
        confirm_a_link_and_undo(page)
        merge_two_incidents_and_undo(page)
        switch_the_method(page)
        trace_a_number_to_the_words(page)


def test_of_two_people_who_correct_a_claim_at_once_the_second_is_told_and_loses_nothing(
    ledger: Path, new_page: Opened
) -> None:
    with workbench(ledger, "Ana") as hers, workbench(ledger, "Ben") as his:
        ana, ben = new_page(), new_page()
        for page, address in ((ana, hers), (ben, his)):
            page.goto(f"{address}/reports/belgorod-06-partisan")
            card(page, "3 children").get_by_role("link", name="Correct").click()
        keep_a_correction(ana, low="4", high="4", why="the list of names has four")
        expect(card(ana, "3 children")).to_contain_text("Corrected by Ana")

        keep_a_correction(ben, low="2", high="2", why="as the ministry says")
        expect(ben.get_by_role("alert")).to_contain_text("Somebody else changed this claim meanwhile")
        form = ben.locator("#claim-form")
        expect(form).to_contain_text("Corrected by Ana")
        expect(form).to_contain_text("the list of names has four")
        expect(ben.get_by_label("At least")).to_have_value("2")
        expect(ben.get_by_label("Why", exact=True)).to_have_value("as the ministry says")

        ben.get_by_role("button", name="Keep the correction").click()
        expect(card(ben, "3 children")).to_contain_text("Corrected by Ben")
        ben.get_by_role("link", name="trace", exact=True).wait_for()
        ana.goto(card_address(ana, hers, "3 children"))
        for who, why in (("Ana", "the list of names has four"), ("Ben", "as the ministry says")):
            expect(ana.locator(".trace")).to_contain_text(who)
            expect(ana.locator(".trace")).to_contain_text(why)


def give_the_name(page: Page) -> None:
    page.get_by_label("Your name").fill("Ana María")
    page.get_by_role("button", name="Keep this name").click()
    expect(page.locator(".person")).to_have_text("Ana María")


def read_the_inbox(page: Page) -> None:
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
    fits(page)
    first = page.locator("[data-item]").first
    expect(first).to_contain_text("said by")
    words = first.locator("mark").inner_text()
    page.keyboard.press("j")
    expect(first).to_be_focused()
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("Accepted")
    expect(page.locator("[data-item] mark").first).not_to_have_text(words)


def open_the_sample_report(page: Page) -> None:
    page.get_by_role("link", name="New reports").click()
    page.get_by_role("link", name=SAMPLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SAMPLE)
    expect(page.locator("#text a.claim")).not_to_have_count(0)
    fits(page)


def see_its_conflict(page: Page) -> None:
    expect(page.get_by_role("heading", name="Figures that do not add up")).to_be_visible()
    conflict = page.locator(".conflict").first
    expect(conflict).to_contain_text("“two children” killed and “3 children” killed")
    conflict.get_by_role("link", name="“two children”").click()
    expect(page.locator(":target")).to_contain_text("two children")
    expect(page.locator(":target")).to_be_in_viewport()
    fits(page)


def correct_a_claim(page: Page) -> None:
    card(page, "3 children").get_by_role("link", name="Correct").click()
    expect(page.locator("#claim-form")).to_be_focused()
    fits(page)
    keep_a_correction(page, low="4", high="4", why="a fourth child died in hospital")
    corrected = card(page, "3 children")
    expect(corrected.locator(".number").first).to_have_text("4")
    expect(corrected.locator("del")).to_contain_text("3")
    expect(corrected).to_contain_text("Corrected by Ana María")
    expect(corrected).to_contain_text("a fourth child died in hospital")


def confirm_a_link_and_undo(page: Page) -> None:
    page.get_by_role("link", name="Inbox").click()
    page.get_by_role("link", name="Unsure links").click()
    fits(page)
    first = page.locator("[data-item]").first
    title = first.get_by_role("link").first.inner_text()
    first.get_by_role("button", name="Same incident").click()
    expect(page.locator("[data-item]", has_text=title)).to_have_count(0)
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.locator("[data-item]", has_text=title)).to_have_count(1)


def merge_two_incidents_and_undo(page: Page) -> None:
    """Two incidents that the program holds apart, joined by mistake: the strike and the one before."""
    page.get_by_role("link", name="Incidents").click()
    page.get_by_label("From", exact=True).fill("2023-12-29")
    page.get_by_label("To", exact=True).fill("2023-12-30")
    page.get_by_role("button", name="Show").click()
    fits(page)
    rows = page.locator("table.incidents tbody tr")
    kept = rows.filter(has_text="12 reports").get_by_role("link").first.get_attribute("href") or ""
    rows.filter(has_text="Ukraine").get_by_role("link").first.click()
    page.get_by_text("This incident is the same as another one").click()
    page.get_by_label("by its id or address").fill(kept.rpartition("/")[2])
    page.locator("#merge-why").fill("one strike")
    page.get_by_role("button", name="Merge into that one").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Belgorod")
    decided = page.locator("#judgements tr", has_text="merged with")
    expect(decided).to_contain_text("one strike")
    expect(decided).to_contain_text("Ana María")
    decided.get_by_role("button", name="Undo").click()
    expect(page.locator("#judgements tr.undone", has_text="merged with")).to_be_visible()


def switch_the_method(page: Page) -> None:
    page.get_by_role("group", name="Method").get_by_role("link", name="ucdp").click()
    chosen = page.get_by_role("group", name="Method").locator("[aria-current]")
    expect(chosen).to_have_text("ucdp")
    expect(page.get_by_text("What this method does not count")).to_be_visible()
    fits(page)
    page.get_by_role("link", name="plain", exact=True).click()
    expect(chosen).to_have_text("plain")


def trace_a_number_to_the_words(page: Page) -> None:
    row = page.locator(".figures tbody tr").first
    number = row.locator(".answer .number").first
    told = number.inner_text()
    number.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(told)
    expect(page.get_by_role("heading", name="The method")).to_be_visible()
    fits(page)
    kept = page.locator(".trace .said").first
    words = kept.locator("mark").inner_text()
    kept.get_by_role("link", name="In its report").click()
    target = page.url.partition("#")[2]
    quote = page.locator(f"#{target} .quote a")
    expect(quote).to_contain_text(words)
    quote.click()
    expect(page.locator(f"#text {'#' + page.url.partition('#')[2]}")).to_be_in_viewport()
    fits(page)


def keep_a_correction(page: Page, low: str, high: str, why: str) -> None:
    page.get_by_label("At least").fill(low)
    page.get_by_label("At most").fill(high)
    page.get_by_label("Why", exact=True).fill(why)
    page.get_by_role("button", name="Keep the correction").click()


def card(page: Page, words: str) -> Locator:
    """Give what is told beside the text of the claim with these words."""
    return page.locator(".card", has=page.locator(".quote", has_text=words))


def card_address(page: Page, address: str, words: str) -> str:
    """Give the address of the trace of the claim with these words."""
    return f"{address}/trace/{card(page, words).get_attribute('id')}"


def fits(page: Page) -> None:
    """See that a page runs off no side of the window."""
    assert overhang(page) <= 0, page.url
