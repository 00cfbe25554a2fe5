"""The words of a mention: what is counted by them, and what is not."""

from __future__ import annotations

import pytest

import tollbook


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("The raiders took 39 girls away at gunpoint and stole 20 cows.", ["39 girls"]),
        ("The flood killed three sheep and two people.", ["two people"]),
        ("The blast killed 20 dog handlers.", ["20 dog handlers"]),
        ("Wild elephants killed 12 people.", ["12 people"]),
    ],
)
def test_animals_are_not_counted_and_people_named_after_them_are(text: str, counted: list[str]) -> None:
    assert [claim.evidence.quote for claim in tollbook.read(text).claims] == counted


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("23 of the 54 passengers died on the spot.", [("killed", 23)]),
        ("Two of the 30 hostages were killed in the rescue.", [("killed", 2)]),
        ("The army shot down 57 of 72 drones overnight.", [("intercepted", 57), ("launched", 72)]),
        ("Of those in the hall, 12 of the 14 killed were children.", [("killed", 12), ("killed", 14)]),
    ],
)
def test_those_who_were_there_are_no_victims(text: str, counted: list[tuple[str, int]]) -> None:
    assert [(claim.measure, claim.count.low) for claim in tollbook.read(text).claims] == counted


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (
            "The attack killed 14 – 11 soldiers and three drivers – on Tuesday, the army said.",
            ["14", "11 soldiers", "three drivers"],
        ),
        ("The storm left 820 people injured, up from 240 the day before.", ["820 people", "240"]),
        ("The number of the dead was raised from 15 to 22.", ["15", "22"]),
    ],
)
def test_a_quote_ends_before_the_count_that_it_is_told_apart_from(text: str, quotes: list[str]) -> None:
    assert [claim.evidence.quote for claim in tollbook.read(text).claims] == quotes
