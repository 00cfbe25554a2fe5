"""Ranges and tolls drawn with characters."""

from __future__ import annotations

import pytest

from tollbook.cli.drawings import MOST_ROWS, WIDTH, range_bar, step_line
from tollbook.model import CourseStep, Finding
from tollbook.publishing.numbers import Dot


def bar(low: int, best: int | None, high: int | None, *at: int) -> str:
    finding = Finding(
        id="f",
        incident="e",
        measure="killed",
        unit="person",
        low=low,
        best=best,
        high=high,
        method="m",
        rule="r",
    )
    return range_bar(finding, [Dot("root", number, number) for number in at])


def steps(*lows: int) -> list[str]:
    return step_line([CourseStep(low=low, high=low, root="r") for low in lows])


def test_a_range_goes_from_low_to_high_with_its_best_and_its_roots() -> None:
    drawn = bar(10, 20, 20, 10, 15)
    assert drawn[0] == "●"
    assert drawn[-1] == "◆"
    assert drawn.count("●") == 2
    assert set(drawn[1:-1]) == {"━", "●"}


def test_a_root_outside_the_range_lies_on_the_axis() -> None:
    assert bar(10, 10, 10, 20).endswith("·●")


def test_an_open_range_ends_in_an_arrow() -> None:
    assert bar(18, None, None).endswith("━▶")


@pytest.mark.parametrize(("low", "high"), [(0, 0), (3, 3), (0, 10**12), (5, None)])
def test_every_bar_has_the_same_width(low: int, high: int | None) -> None:
    assert len(bar(low, low, high)) == WIDTH


def test_a_toll_rises_and_falls_step_by_step() -> None:
    assert steps(2, 15, 10) == [
        "15 ┤      ╭─────╮",
        "10 ┤      │     ╰─────",
        " 2 ┤──────╯",
    ]


def test_a_toll_that_stays_is_one_line() -> None:
    assert steps(7, 7) == ["7 ┤────────────"]


def test_many_numbers_share_a_few_lines_and_no_step_is_lost() -> None:
    drawn = steps(*range(1, 31))
    assert len(drawn) <= MOST_ROWS
    assert drawn[0].startswith("30 ┤")


def test_a_toll_without_steps_is_nothing() -> None:
    assert steps() == []
