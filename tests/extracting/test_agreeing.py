"""Measures by the words around a count."""

from __future__ import annotations

import pytest
from tests.toys import a_report

import tollbook
from tollbook.extracting import extract


@pytest.mark.parametrize(
    "text",
    [
        "4 shot, 2 fatally, in Orlo park",
        "Four people were shot, two fatally, in Orlo on Friday, police said.",
    ],
)
def test_where_some_died_of_those_hit_only_these_are_counted_dead(text: str) -> None:
    claims = extract(a_report(text)).claims
    assert [(claim.measure, claim.count.low) for claim in claims] == [("casualties", 4), ("killed", 2)]


def test_a_part_has_the_measure_of_its_whole_though_a_name_stands_between() -> None:
    text = (
        "Seven members of the district committee of the Front, including four women, surrendered to police."
    )
    whole, part = extract(a_report(text)).claims
    assert (whole.count.low, part.count.low, part.part_of) == (7, 4, whole.id)
    assert part.measure == whole.measure != "killed"


def test_two_numbers_that_two_are_compared_with_count_the_same() -> None:
    text = "The storm left 310 people dead and 820 injured, up from 95 and 240 the day before, police said."
    claims = extract(a_report(text)).claims
    assert [claim.measure for claim in claims] == ["killed", "injured", "killed", "injured"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Houses destroyed: 5,412", [("destroyed", 5412, "house")]),
        ("Homes damaged: nearly 50,000.", [("damaged", 50_000, "house")]),
        ("The ministry put the homes damaged at nearly 50,000.", [("damaged", 50_000, "house")]),
        ("Families displaced: 1,560", [("displaced", 1560, "person")]),
        (
            "Dead: 4. Wounded: 12. Missing: 3.",
            [("killed", 4, "person"), ("injured", 12, "person"), ("missing", 3, "person")],
        ),
        ("Killed and wounded: 40", [("casualties", 40, "person")]),
    ],
)
def test_a_table_is_read_like_sentences_each_line_once(
    text: str, expected: list[tuple[str, int, str]]
) -> None:
    claims = extract(a_report(text)).claims
    assert [(claim.measure, claim.count.low, claim.unit) for claim in claims] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "21 inmates were injured in the riot, 18 of them prisoners on remand.",
            [("injured", 21), ("injured", 18)],
        ),
        (
            "The number of the dead now stands at 35, two children among them; 119 more were injured.",
            [("killed", 35), ("killed", 2), ("injured", 119)],
        ),
        (
            "Seven rebels including some teenagers surrendered in the district of Lor.",
            [("surrendered", 7), ("surrendered", None)],
        ),
        ("Soldiers neutralised a rebel bunker near Lor.", [("damaged", 1)]),
        (
            "The ambush killed seven – four soldiers and three guides – and injured two.",
            [("killed", 7), ("killed", 4), ("killed", 3), ("injured", 2)],
        ),
        ("Troops destroyed nine trucks and seized 14 others.", [("destroyed", 9), ("seized", 14)]),
    ],
)
def test_a_part_and_what_stands_for_things_have_the_measure_of_their_sentence(
    text: str, expected: list[tuple[str, int]]
) -> None:
    assert [(claim.measure, claim.count.low) for claim in extract(a_report(text)).claims] == expected


def test_a_verb_far_before_a_count_is_no_label_of_it() -> None:
    account = tollbook.read(
        "The rebels fired two missiles at Orlo on Friday and a swarm of rockets. Six people died."
    )
    assert "rebel" not in {claim.unit for claim in account.claims}
