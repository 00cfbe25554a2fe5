"""Which counts are left out for what they count, and where the words of a list end."""

from __future__ import annotations

import pytest
from tests.toys import a_report

from tollbook.extracting import extract


def read(text: str) -> list[tuple[str, str]]:
    return [(claim.measure, claim.evidence.quote) for claim in extract(a_report(text)).claims]


@pytest.mark.parametrize(
    "text",
    [
        "Three suspected rebels shot dead a police constable on the highway.",
        "Some suspected members of the Front shot dead a police constable in Orl District.",
    ],
)
def test_those_who_did_it_are_not_among_the_dead(text: str) -> None:
    assert read(text) == [("killed", "a police constable")]


def test_who_is_shot_dead_is_dead() -> None:
    assert ("killed", "Three rebels") in read("Three rebels were shot dead on the highway on Monday.")


def test_a_quote_of_a_list_holds_one_count() -> None:
    quotes = [quote for _, quote in read("Three rebels and a civilian were killed in a fight in Dantel.")]
    assert quotes == ["Three rebels", "a civilian"]


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("Police arrested two men who planned the assassination of a minister.", "a minister"),
        ("A house housing 30 people was hit; five people died.", "30 people"),
        ("Two people died, the mayor said. The morgue had counted some bodies twice.", "some bodies"),
        ("The shelling killed a man. A total of 40 soldiers were dispatched to the town.", "40 soldiers"),
    ],
)
def test_nobody_is_harmed_whom_plain_words_only_house_send_or_plan_to_harm(text: str, none: str) -> None:
    assert all(none not in quote for _, quote in read(text))


def test_the_word_right_behind_a_number_says_what_it_counts() -> None:
    assert ("critical", "1") in read("Shooting results in 9 victims, 1 critical")


def test_people_who_are_beaten_are_hurt() -> None:
    assert ("injured", "five villagers") in read("Gunmen shot a man dead and thrashed five villagers.")


def test_what_stands_behind_another_count_says_nothing_of_the_first() -> None:
    text = "A trooper of the border force was killed and two more were injured in a gun battle in Orlo."
    assert read(text) == [("killed", "A trooper"), ("injured", "two more")]
