"""Which figures "two more" and "another man" come on top of."""

from __future__ import annotations

from typing import Any

from tests.reconciling.making import best, case, claim, report

from tollbook.model import Claim, Report


def rebels(source: Report, quote: str, low: int, **more: Any) -> Claim:
    return claim(source, quote, low, group=("combatant",), **more)


def test_others_come_on_top_of_the_nearest_number_and_not_of_a_total_before_it() -> None:
    source = report("a", "17 rebels died: 13 rebels in the first fight and four others in the second.")
    made = case(
        source,
        rebels(source, "17 rebels", 17),
        rebels(source, "13 rebels", 13),
        claim(source, "four others", 4, extent="part"),
    )
    assert best(made) == 17


def test_more_come_on_top_of_the_number_right_before_them_and_of_what_that_comes_on_top_of() -> None:
    source = report("a", "Six rebels died at once. Two more died on the way and three more in hospital.")
    made = case(
        source,
        rebels(source, "Six rebels", 6),
        claim(source, "Two more", 2),
        claim(source, "three more", 3),
    )
    assert best(made) == 11


def test_more_come_on_top_of_every_telling_of_the_number_before_them() -> None:
    source = report("a", "Six rebels died. Police said six rebels were dead. Later two more rebels died.")
    made = case(
        source,
        rebels(source, "Six rebels", 6),
        rebels(source, "six rebels", 6),
        rebels(source, "two more rebels", 2),
    )
    assert best(made) == 8


def test_more_come_on_top_of_a_total_whose_part_is_told_between() -> None:
    source = report("a", "Ten rebels were killed, three of them women. Two more died in hospital.")
    total = rebels(source, "Ten rebels", 10)
    made = case(
        source,
        total,
        claim(source, "three of them women", 3, group=("woman",), extent="part", part_of=total.id),
        claim(source, "Two more", 2),
    )
    assert best(made) == 12
