"""Victims whom no word counts, in reports that count nobody."""

from __future__ import annotations

import pytest
from tests.toys import a_report

from tollbook.extracting import extract
from tollbook.model import Claim


def killed(text: str) -> list[Claim]:
    return [claim for claim in extract(a_report(text)).claims if claim.measure == "killed"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Gunmen raided the village of Orlo and killed the headman of Orlo, Jorin Sel.", "the headman"),
        ("Gunmen herded villagers to a field and shot dead the group leader.", "the group leader"),
        ("The 'chief' of the front, Dival Gan, was killed in a gun battle with police.", "The 'chief'"),
    ],
)
def test_somebody_known_who_was_killed_is_one_dead(text: str, quote: str) -> None:
    (claim,) = killed(text)
    assert (claim.evidence.quote, claim.count.low, claim.count.high) == (quote, 1, 1)
    assert claim.by.rules == ("count:bare", "words:killed")


@pytest.mark.parametrize(
    "text",
    [
        "The strike on the talks killed the deal, the union said.",
        "Police arrested Jorin Sel, who is accused of having killed the mayor.",
        "The gunmen had planned to kill the mayor of Orlo, police said.",
        "Gunmen attacked a bus. The film 'Kill Bill' was shown on board.",
    ],
)
def test_charges_plans_and_figures_of_speech_tell_of_no_dead(text: str) -> None:
    assert killed(text) == []


def test_a_report_that_counts_its_dead_gets_none_beside_them() -> None:
    (claim,) = killed("Gunmen killed two people in Orlo. They shot dead the headman at his house.")
    assert claim.count.low == 2


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "Gunmen set a lorry on fire. They also assaulted the watchman who guarded it.",
            "the watchman",
        ),
        ("Gunmen fired at a lorry near Orlo and injured its driver.", "its driver"),
    ],
)
def test_somebody_known_who_was_hurt_is_one_injured(text: str, quote: str) -> None:
    claims = [claim for claim in extract(a_report(text)).claims if claim.measure == "injured"]
    assert [(claim.evidence.quote, claim.count.low) for claim in claims] == [(quote, 1)]


def test_a_name_with_which_a_sentence_begins_is_one_dead() -> None:
    (claim,) = killed("Constable Jorin Aro Sel was shot dead by gunmen on board a train at Orlo.")
    assert (claim.evidence.quote, claim.count.low) == ("Constable Jorin Aro Sel", 1)


def test_who_kills_one_of_their_own_is_not_among_the_dead() -> None:
    (claim,) = killed("Four rebels beheaded their former comrade, Jorin Sel, near Orlo.")
    assert claim.count.low == 1


def test_somebody_who_was_hurt_beside_one_killed_takes_no_dead_from_the_count() -> None:
    claims = extract(
        a_report("One villager was killed and Inspector Jorin Sel was injured in a gun battle.")
    ).claims
    assert ("killed", "One villager") in [(claim.measure, claim.evidence.quote) for claim in claims]
