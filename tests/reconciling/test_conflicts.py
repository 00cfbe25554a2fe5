"""Figures that do not add up, and the many that only seem so."""

from __future__ import annotations

from typing import Any

import pytest
from tests.reconciling.making import case, claim, find, moment, report, said

from tollbook.reconciling import Case

NOON = moment("2024-05-01T12:00:00Z")


def quotes(made: Case) -> list[tuple[str, ...]]:
    texts = {c.id: c.count.text for c in made.claims}
    return [tuple(texts[c] for c in conflict.claims) for conflict in find(made).conflicts]


def test_two_voices_of_one_moment_that_cannot_both_hold() -> None:
    made = case(
        said("a", "12 people", 12, "the mayor", at=NOON), said("b", "15 people", 15, "the army", at=NOON)
    )
    (conflict,) = find(made).conflicts
    assert (conflict.kind, conflict.within_report, conflict.open) == ("disagreement", False, True)
    assert conflict.repairs == ("if 15 not 12", "if 12 not 15", "if they are of different times")
    assert "do not add up" in conflict.why


def test_a_headline_against_the_body_is_a_contradiction_of_the_report() -> None:
    source = report(
        "a",
        "12 killed in Orlen\n\nThe flood came at night. It was the worst in years. "
        "At least 15 people were killed.",
    )
    made = case(source, claim(source, "12", 12, extent="unclear"), claim(source, "15", 15, high=None))
    (conflict,) = find(made).conflicts
    assert (conflict.kind, conflict.within_report) == ("contradiction", True)


def test_one_statement_passed_on_in_two_ways_is_a_rendering() -> None:
    made = case(
        said("a", "108 people", 108, "Governor Ames", at=NOON), said("b", "109 people", 109, "Ames", at=NOON)
    )
    assert [c.kind for c in find(made).conflicts] == ["rendering"]


def test_the_smallest_set_is_shown_and_not_the_totals_that_follow_from_it() -> None:
    own = report(
        "a",
        "The blast killed 12 adults and two children. "
        "Governor Ames said 12 grown people and 3 children were killed.",
    )
    made = case(
        own,
        claim(own, "12 adults", 12, group=("adult",)),
        claim(own, "two children", 2, group=("child",)),
        claim(own, "12 grown people", 12, group=("adult",), by="Governor Ames"),
        claim(own, "3 children", 3, group=("child",), by="Governor Ames"),
    )
    assert quotes(made) == [("two children", "3 children")]


def test_parts_of_one_voice_against_the_total_of_another() -> None:
    list_ = report("a", "Ames said that twelve adults and three children were killed.")
    made = case(
        list_,
        claim(list_, "twelve adults", 12, group=("adult",), by="Ames", at=NOON),
        claim(list_, "three children", 3, group=("child",), by="Ames", at=NOON),
        said("b", "14 people", 14, "the ministry", at=NOON),
    )
    (conflict,) = find(made).conflicts
    assert len(conflict.claims) == 3
    assert "if 15 not 14 (“14 people”)" in conflict.repairs


TWELVE = {"quote": "12 people", "low": 12}
NINE = {"quote": "9 people", "low": 9}
TOLD: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "an open bound": ({"quote": "at least 5 people", "low": 5, "high": None}, NINE),
    "about": ({"quote": "about 50 people", "low": 50, "approx": True}, {"quote": "48 people", "low": 48}),
    "dozens": ({"quote": "dozens of people", "low": None, "vague": "dozens"}, NINE),
    "a round number": ({"quote": "300 people", "low": 300}, {"quote": "314 people", "low": 314}),
    "a part beside its whole": ({"quote": "two people", "low": 2, "extent": "part"}, NINE),
    "an unclear extent": ({"quote": "two people", "low": 2, "extent": "unclear"}, NINE),
    "different groups": (
        {"quote": "10 civilians", "low": 10, "group": ("civilian",)},
        {"quote": "2 journalists", "low": 2, "group": ("journalist",)},
    ),
    "a role inside a total": ({"quote": "2 journalists", "low": 2, "group": ("journalist",)}, NINE),
    "serious and critical": (
        {"quote": "30 patients", "low": 30, "measure": "critical"},
        {"quote": "19 patients", "low": 19, "measure": "critical"},
    ),
    "other units": (
        {"quote": "22 houses", "low": 22, "measure": "damaged", "unit": "house"},
        {"quote": "3 private houses", "low": 3, "measure": "damaged", "unit": "private house"},
    ),
    "a zero elsewhere": ({"quote": "no people", "low": 0}, NINE),
    "a possible figure": ({"quote": "90 people", "low": 90, "status": "possible"}, TWELVE),
    "a background figure": ({"quote": "90 people", "low": 90, "scope": "background"}, TWELVE),
    "an unsure reading": ({"quote": "90 people", "low": 90, "sure": 0.5}, TWELVE),
    "two sides of a fight": (
        {"quote": "12 soldiers", "low": 12, "group": ("combatant",)},
        {"quote": "15 rebels", "low": 15, "group": ("combatant",)},
    ),
    "a single victim": ({"quote": "a man", "low": 1}, {"quote": "two people", "low": 2}),
}
"""Pairs that a hasty reader would set against each other, said of one moment by the mayor and by the army."""


@pytest.mark.parametrize("name", TOLD)
def test_no_conflict(name: str) -> None:
    one, other = TOLD[name]
    made = case(
        said("a", speaker="the mayor", at=NOON, **one), said("b", speaker="the army", at=NOON, **other)
    )
    assert quotes(made) == []


def test_growth_is_no_conflict() -> None:
    made = case(
        said("a", "12 people", 12, "the mayor", at=moment("2024-05-01T12:00:00Z")),
        said("b", "15 people", 15, "the army", at=moment("2024-05-01T18:00:00Z")),
    )
    assert quotes(made) == []


def test_a_later_lower_figure_of_another_voice_by_publication_alone_counts_as_overlapping() -> None:
    made = case(
        said("a", "15 people", 15, "the mayor", published="2024-05-01"),
        said("b", "12 people", 12, "the army", published="2024-05-03"),
    )
    assert quotes(made) == [("15 people", "12 people")]


def test_a_conflict_is_closed_when_one_of_its_claims_is_overtaken() -> None:
    made = case(
        said("a", "12 people", 12, "the mayor", at=NOON),
        said("b", "15 people", 15, "the army", at=NOON),
        said("c", "20 people", 20, "the mayor", at=moment("2024-05-02T12:00:00Z")),
    )
    conflict = next(c for c in find(made).conflicts if len(c.claims) == 2)
    assert (conflict.open, conflict.closed_by) == (False, ("c:0",))


def test_parts_that_add_up_to_a_total_are_its_parts_whatever_their_words_leave_open() -> None:
    source = report(
        "a", "Five people were killed. Two people died in Orlen. The river rose again. Three died in Hask."
    )
    made = case(
        source,
        claim(source, "Five people", 5, by="officials"),
        claim(source, "Two people", 2, by="the mayor of Orlen"),
        claim(source, "Three", 3),
    )
    assert quotes(made) == []


def test_who_died_of_their_wounds_is_missing_among_the_injured() -> None:
    made = case(
        said("a", "3 people", 3, "the police", at=NOON),
        said("b", "6 people", 6, "the police", at=NOON, measure="injured"),
        said("c", "4 people", 4, "the hospital", at=moment("2024-05-01T13:00:00Z")),
        said("d", "5 people", 5, "the hospital", at=NOON, measure="injured"),
        said("e", "one man", 1, "the hospital", at=NOON, extent="part"),
    )
    assert [q for q in quotes(made) if "5 people" in q] == [("6 people", "5 people")]


def test_people_of_two_nations_count_apart_within_one_total() -> None:
    source = report(
        "a",
        "15 people were hurt, among them two Lurian officers. "
        "The Northern League said 15 League soldiers were hurt.",
    )
    hurt: dict[str, Any] = {"measure": "injured", "group": ("combatant",)}
    made = case(
        source,
        claim(source, "15 people", 15, measure="injured"),
        claim(source, "two Lurian officers", 2, part_of="a:0", extent="part", **hurt),
        claim(source, "15 League soldiers", 15, by="The Northern League", **hurt),
    )
    assert quotes(made) == [("15 people", "two Lurian officers", "15 League soldiers")]


def test_an_account_by_condition_that_leaves_nobody_out_must_reach_the_total() -> None:
    source = report(
        "a",
        "15 people were hurt in the club. It was full. "
        "Two victims are critical, seven are stable and another five were sent home.",
    )
    made = case(
        source,
        claim(source, "15 people", 15, measure="injured"),
        claim(source, "Two victims", 2, measure="critical", extent="part"),
        claim(source, "seven", 7, measure="injured", extent="part"),
        claim(source, "another five", 5, measure="hospitalised", extent="part"),
    )
    assert quotes(made) == [("15 people", "Two victims", "seven", "another five")]
