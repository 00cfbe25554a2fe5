"""Who is reported responsible: groups and states of all sides, with the source; no private persons."""

from __future__ import annotations

from pathlib import Path

import pytest

import tollbook
from tollbook.extracting.parties import ResponsibleData
from tollbook.languages import load

SAMPLES = Path(__file__).parents[2] / "samples"
CASES = load("en", "responsible", ResponsibleData).cases


@pytest.mark.parametrize("case", CASES, ids=[str(case["text"])[:60] for case in CASES])
def test_a_sentence_names_who_is_reported_responsible(case: dict[str, object]) -> None:
    incidents = tollbook.read(str(case["text"])).incidents
    assert {said.value: said.according_to for one in incidents for said in one.responsible} == case["who"]


def test_every_name_is_given_with_the_words_that_say_so() -> None:
    text = "Twelve villagers were killed by Taliban fighters in Lor on Monday."
    (said,) = tollbook.read(text).incidents[0].responsible
    assert (
        text[said.evidence.start : said.evidence.end] == said.evidence.quote == "killed by Taliban fighters"
    )
    assert said.evidence.start == text.index("killed")


def test_an_accusation_is_given_with_who_makes_it() -> None:
    text = "Nine people were killed in the attack on Lor. The Foreign Ministry accused Russia of involvement."
    (said,) = tollbook.read(text).incidents[0].responsible
    assert (said.value, said.according_to) == ("Russia", "The Foreign Ministry")


def test_the_bundled_reports_of_both_sides_name_different_parties_each_with_its_source() -> None:
    accounts = tollbook.read_all([SAMPLES / "belgorod.jsonl", SAMPLES / "invented.jsonl"])
    said = {
        account.report.id: [(each.value, each.according_to) for each in one.responsible]
        for account in accounts
        for one in account.incidents
        if one.responsible
    }
    advisers = "advisers from the United States and Britain"
    assert said == {
        "belgorod-04-agency-evening": [(advisers, "the ministry")],
        "belgorod-06-partisan": [("Ukraine", None)],
        "belgorod-07-other-side": [("Russian air defence", "Suspilne's sources")],
        "belgorod-09-international-daily": [(advisers, "The Russian Foreign Ministry")],
    }


def test_nobody_killed_by_somebody_accuses_nobody() -> None:
    account = tollbook.read(
        "No one was killed by the police, the minister said. Two men were hurt in Lima, Peru."
    )
    assert [each.responsible for each in account.incidents] == [()] * len(account.incidents)
