"""What the words of a count say of the people and things that are counted."""

from __future__ import annotations

import pytest

from tollbook import languages
from tollbook.extracting.nouns import NounData, Nouns, group_of

NOUNS = Nouns(languages.load("en", "nouns", NounData))


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("people", "person"),
        ("children", "child"),
        ("policemen", "policeman"),
        ("villages", "village"),
        ("families", "family"),
        ("trenches", "trench"),
        ("crosses", "cross"),
        ("aircraft", "aircraft"),
        ("bus", "bus"),
    ],
)
def test_the_singular_of_a_noun(plural: str, singular: str) -> None:
    assert NOUNS.singular(plural) == singular


@pytest.mark.parametrize(
    ("noun", "groups"),
    [
        ("boys", {"child", "man"}),
        ("girl", {"child", "woman"}),
        ("soldiers", {"combatant"}),
        ("policewomen", {"police", "woman"}),
        ("people", set()),
        ("houses", set()),
    ],
)
def test_the_groups_that_a_noun_names(noun: str, groups: set[str]) -> None:
    assert NOUNS.groups(noun) == groups


@pytest.mark.parametrize(
    ("quote", "unit"),
    [
        ("22 private houses", "house"),
        ("100 vehicles", "vehicle"),
        ("three cars", "vehicle"),
        ("two tanks of the army", "tank"),
        ("32 drones", "drone"),
    ],
)
def test_the_unit_of_things(quote: str, unit: str) -> None:
    assert NOUNS.unit(quote.lower().split()[1:]) == unit


def test_persons_are_told_from_things() -> None:
    assert [NOUNS.is_person(noun) for noun in ("women", "medics", "resident", "houses")] == [True] * 3 + [
        False
    ]


def test_groups_are_those_at_or_above_the_floor_in_one_order() -> None:
    assert group_of({"woman": 0.9, "child": 0.5, "police": 0.49}) == ("child", "woman")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("nineteen young people died , 17 of them in the capital", False),
        ("17 pupils of the school were hit", True),
        ("two of the dead were under the age of ten", True),
    ],
)
def test_nobody_is_taken_for_a_child_without_a_word_that_says_so(words: str, shown: bool) -> None:
    assert NOUNS.is_shown("child", words.split()) is shown
