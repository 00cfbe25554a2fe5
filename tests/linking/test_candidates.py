"""Sketches, and the index that brings likely events together without a scan."""

from __future__ import annotations

from msgspec.structs import replace
from tests.linking.told import MARKET, OLLEN, an_account, drawn, ferry, market, market_again, ordinal

from tollbook.linking import sketches
from tollbook.linking.candidates import KEPT, LIMIT, Index, Rarity
from tollbook.model import Account, Furniture, Incident


def indexed(*accounts: Account) -> Index:
    """An index that holds the main events of accounts, numbered from 0."""
    rarity = Rarity()
    index = Index(rarity)
    for number, account in enumerate(accounts):
        rarity.learn(drawn(account))
        index.add(number, drawn(account))
    return index


def test_a_sketch_keeps_names_addresses_ages_places_and_days() -> None:
    sketch = drawn(market())
    assert {"idris", "valmore", "harrow"} <= sketch.names
    assert {"idris valmore", "harrow lane"} <= sketch.pairs
    assert sketch.ages == {54}
    assert sketch.figures == {"killed": 3}
    assert sketch.town == "ollen"
    assert sketch.days == (ordinal("2031-03-03"), ordinal("2031-03-03"))


def test_words_that_any_report_may_hold_are_left_out() -> None:
    assert {"the", "monday", "people"} & drawn(market()).words.keys() == set()


def test_an_age_is_the_same_in_letters_and_digits() -> None:
    written = an_account("a", "A three-year-old boy died in Ollen, police said.", "2031-03-03")
    counted = an_account("b", "A 3-year-old boy died in Ollen, police said.", "2031-03-03")
    assert drawn(written).ages == drawn(counted).ages == {3}


def test_furniture_of_the_page_is_not_looked_at() -> None:
    account = market()
    advertisement = "\nSubscribe to the Gazette of Quillham for unlimited crosswords."
    text = MARKET + advertisement
    piece = Furniture(start=len(MARKET), end=len(text), kind="form")
    page = replace(account, report=replace(account.report, text=text, furniture=(piece,)))
    assert drawn(page).words == drawn(account).words


def test_the_name_of_the_site_behind_a_bar_is_no_part_of_the_title() -> None:
    account = an_account("a", "Three killed at Ollen market | Quillham Gazette\n\nA blast.", "2031-03-03")
    assert "quillham" not in drawn(account).title


def test_running_totals_have_no_sketch() -> None:
    account = market()
    total = replace(account.claims[0], id="clm_total", scope="cumulative")
    both = replace(
        account,
        claims=(*account.claims, total),
        incidents=(*account.incidents, Incident(id="evt_2", claims=("clm_total",))),
    )
    assert [sketch.event for sketch in sketches(both)] == ["evt_1"]


def test_a_second_incident_is_drawn_from_the_sentences_of_its_claims() -> None:
    text = "A blast killed three in Ollen. Last year a landslide at Brennock buried two shepherds."
    account = an_account("a", text, "2031-03-03", place=OLLEN)
    at = text.index("two")
    span = replace(account.claims[0].evidence, start=at, end=at + 3, quote="two")
    older = replace(account.claims[0], id="clm_older", scope="background", evidence=span)
    both = replace(
        account,
        claims=(*account.claims, older),
        incidents=(*account.incidents, Incident(id="evt_2", claims=("clm_older",))),
    )
    second = sketches(both)[1]
    assert "brennock" in second.words
    assert "ollen" not in second.words


def test_reports_on_one_incident_meet_and_the_likeliest_comes_first() -> None:
    index = indexed(ferry(), market())
    assert index.near(drawn(market_again()))[0] == 1


def test_reports_without_a_telling_word_in_common_do_not_meet() -> None:
    flood = an_account("flood", "Two shepherds drowned near Brennock.", "2031-03-03")
    assert indexed(flood).near(drawn(market())) == []


def test_a_copy_under_another_title_is_found() -> None:
    copied = an_account("copy", "Update\n\n" + MARKET.split("\n\n", 1)[1], "2031-03-04")
    assert indexed(market()).near(drawn(copied)) == [0]


def test_what_is_looked_at_is_bounded_however_many_share_a_word() -> None:
    index = indexed(*(market(f"market {number}") for number in range(2 * KEPT)))
    assert len(index.near(drawn(market_again()))) <= LIMIT


def test_a_word_of_every_report_is_less_rare_than_one_of_a_single_report() -> None:
    rarity = Rarity()
    for number in range(20):
        rarity.learn(drawn(market(str(number))))
    rarity.learn(drawn(ferry()))
    assert rarity("ollen") < rarity("solveig") < rarity("unheard")
