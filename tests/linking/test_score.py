"""The odds that two events are one, with what speaks for it and against it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.linking.told import MARKET, OLLEN, TARVIK, an_account, drawn, ferry, market, market_again

from tollbook.linking.candidates import Rarity
from tollbook.linking.features import FEATURES, Feature, Pair, Weights, distance
from tollbook.linking.score import cannot_link, odds, probability, score, weights
from tollbook.model import Account


def pair(one: Account, other: Account) -> Pair:
    """Two accounts side by side, among no others."""
    rarity = Rarity()
    for account in (one, other):
        rarity.learn(drawn(account))
    worth = Weights(rarity)
    return Pair(worth.weighed(drawn(one)), worth.weighed(drawn(other)), worth)


def test_every_feature_has_a_weight_and_every_weight_a_feature() -> None:
    assert {feature.name for feature in FEATURES} == weights().features.keys()


def test_reports_on_one_incident_have_better_odds_than_reports_on_two() -> None:
    assert odds(pair(market(), market_again())) > 0 > odds(pair(market(), ferry()))


def test_the_evidence_names_what_both_reports_say() -> None:
    said = " ".join(score(pair(market(), market_again())).evidence_for)
    assert "«idris»" in said
    assert "54" in said
    assert "2031-03-03" in said


def test_the_evidence_names_what_speaks_against() -> None:
    said = " ".join(score(pair(market(), ferry())).evidence_against)
    assert "Ollen and Tarvik" in said
    assert "no age" in said


def test_a_score_and_its_evidence_rest_on_the_same_odds() -> None:
    both = pair(market(), market_again())
    assert score(both).odds == pytest.approx(odds(both))


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_a_feature_does_not_care_which_report_comes_first(feature: Feature) -> None:
    for one, other in ((market(), market_again()), (market(), ferry())):
        assert feature.value(pair(one, other)) == pytest.approx(feature.value(pair(other, one)))


def test_other_days_and_other_places_cannot_be_one_incident() -> None:
    later = an_account("a", "Nine dead in Tarvik", "2031-05-01", place=TARVIK, day="2031-05-01")
    assert cannot_link(pair(market(), later)) is not None


def test_another_place_alone_may_be_a_slip_of_the_reader() -> None:
    elsewhere = an_account("a", "Nine dead in Tarvik", "2031-03-03", place=TARVIK, day="2031-03-03")
    assert cannot_link(pair(market(), elsewhere)) is None


def test_the_same_words_outweigh_a_day_and_a_place_that_differ() -> None:
    text = MARKET + "Tarvik"
    misread = an_account("a", text, "2031-05-01", place=TARVIK, day="2031-05-01")
    assert cannot_link(pair(market(), misread)) is None


def test_a_report_printed_before_the_day_of_the_other_speaks_against() -> None:
    early = an_account("a", MARKET, "2031-02-01", place=OLLEN)
    assert any("before the day" in said for said in score(pair(early, market())).evidence_against)


@given(some.floats(allow_nan=False))
def test_a_probability_lies_between_0_and_1(value: float) -> None:
    assert 0 <= probability(value) <= 1


def test_distance_is_in_kilometres() -> None:
    assert distance((0.0, 0.0), (0.0, 1.0)) == pytest.approx(111.2, abs=0.2)


@pytest.mark.parametrize(("printed", "parted"), [("2031-01-20", True), ("2031-02-27", False)])
def test_nobody_tells_of_what_has_not_happened_yet(printed: str, parted: bool) -> None:
    """Unless by so few days that the clocks of two zones, or a day read too late, explain them."""
    text = "A ferry sank off Ollen. Thirty drowned, the coastguard said."
    why = cannot_link(pair(an_account("a", text, printed, place=OLLEN), market()))
    assert why == ("one was published before the other's incident happened" if parted else None)


def test_words_as_alike_as_those_of_one_incident_outweigh_the_day() -> None:
    early = an_account("a", MARKET, "2031-01-20", place=OLLEN)
    assert cannot_link(pair(early, market())) is None
