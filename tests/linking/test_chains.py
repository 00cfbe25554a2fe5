"""Chains and credits: the links from root through agencies to outlets, each with the words for it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.linking.writing import STORY, figures, report

from tollbook.linking import chains, roots
from tollbook.linking.credits import credits_of
from tollbook.model import Attribution, Claim, Edge, Report


def credited(text: str, **facts: str) -> list[str]:
    return [credit.agency for credit in credits_of(replace(report("r", text), **facts), "en")]


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("OLLEN (AP) — A market burned down.", ["Associated Press"]),
        ("OLLEN, May 6 (Reuters) - A market burned down.", ["Reuters"]),
        ("OLLEN, May 6, Xinhua -- A market burned down.", ["Xinhua"]),
        ("By Ana Verry, Associated Press\nA market burned down.", ["Associated Press"]),
        ("A market burned down.\n\nReuters contributed to this report.", ["Reuters"]),
        ("Source: TASS\nA market burned down.", ["TASS"]),
        ("AFP\nA market burned down.", ["AFP"]),
        ("A market burned down, a witness told Reuters by telephone on Monday.", []),
        ("A MARKET BURNED DOWN IN AP TERRITORY", []),
        ("The map (see left) shows the market.", []),
    ],
)
def test_an_agency_is_credited_in_dateline_byline_or_last_line(text: str, agencies: list[str]) -> None:
    assert credited(text) == agencies


def test_the_words_of_a_credit_are_given() -> None:
    (credit,) = credits_of(report("r", "OLLEN (AP) — A market burned down."), "en")
    assert credit.evidence is not None
    assert (credit.evidence.start, credit.evidence.quote) == (7, "AP")


def test_what_came_with_the_text_is_a_credit_and_an_agency_credits_itself_not() -> None:
    assert credited("A market burned down.", author="Ana Verry, Reuters") == ["Reuters"]
    assert credited("OLLEN (AP) — A market burned down.", outlet="Associated Press") == []


def spoken(source: Report, words: str, **facts: str) -> tuple[Claim, ...]:
    """Claims of a report whose speaker is named by these words."""
    start = source.text.index(words)
    who = Attribution(id=f"{source.id}:{words}", name=words, start=start, end=start + len(words))
    own = figures(source, {"12 people": words, "30 people": words})
    return tuple(replace(claim, speaker=who, **facts) for claim in own)


def links(*told: tuple[Report, tuple[Claim, ...]]) -> list[Edge]:
    reports, claims = [source for source, _ in told], [claim for _, own in told for claim in own]
    return list(chains(reports, claims, roots(reports, claims)).edges)


def test_a_figure_goes_from_its_speaker_to_the_outlet() -> None:
    source = report("r", *STORY, outlet="The Quay")
    (edge,) = links((source, spoken(source, "the mayor")))
    assert (edge.giver, edge.taker, edge.because) == ("the mayor", "The Quay", "named beside the figure")
    assert edge.evidence is not None
    assert source.text[edge.evidence.start : edge.evidence.end] == edge.evidence.quote == "the mayor"


def test_a_credited_agency_stands_between_speaker_and_outlet() -> None:
    source = report("r", "OLLEN (AP) — The market is shut.", *STORY, outlet="The Quay")
    one, other = links((source, spoken(source, "the mayor")))
    assert [(one.giver, one.taker), (other.giver, other.taker)] == [
        ("the mayor", "Associated Press"),
        ("Associated Press", "The Quay"),
    ]
    assert other.evidence is not None
    assert (other.evidence.quote, other.because) == ("AP", "credited with the text")


def test_a_channel_named_beside_the_figure_stands_between_too() -> None:
    source = report("r", *STORY, "The mayor spoke to Xinhua.", outlet="The Quay")
    edges = links((source, spoken(source, "the mayor", via="Xinhua")))
    assert [edge.taker for edge in edges] == ["Xinhua", "The Quay"]
    assert edges[1].because == "named as the channel of the figure"


def test_what_an_outlet_says_itself_has_no_words_for_its_link() -> None:
    source = report("r", *STORY, outlet="The Quay")
    (edge,) = links((source, figures(source, {"12 people": None})))
    assert (edge.giver, edge.taker, edge.evidence, edge.because) == (
        "The Quay", "The Quay", None, "in its own voice",
    )  # fmt: skip


def test_a_copy_shows_the_passage_that_it_shares() -> None:
    whole, cut = report("a", *STORY, outlet="Aa"), report("b", *STORY[:4], outlet="Bb")
    edges = links((whole, figures(whole, {"12 people": None})), (cut, figures(cut, {"12 people": None})))
    shown = next(edge for edge in edges if edge.taker == "Bb")
    assert shown.giver == "Aa"
    assert shown.evidence is not None
    assert shown.evidence.quote in whole.text
    assert "stand in both this report and that of Aa" in shown.because
