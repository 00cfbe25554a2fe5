"""The course of a toll: what was printed when it was old already, and what was corrected afterwards."""

from __future__ import annotations

from tests.reconciling.making import case, claim, moment, report, said

from tollbook.model import Claim, Report
from tollbook.reconciling import gather, printed_at, steps
from tollbook.reconciling.history import Step

Said = tuple[Report, Claim]


def at(hour: int) -> str:
    return f"2031-05-03T{hour:02}:00Z"


def course(*parts: Said) -> dict[int, Step]:
    """The steps of the killed, by their number."""
    made = case(*parts)
    return {step.low: step for step in steps(gather(made)[0], "killed", printed=printed_at(made.reports))}


def test_a_figure_of_nine_printed_at_six_in_the_evening_is_a_stale_repeat() -> None:
    found = course(
        said("morning", "18 people", 18, "Mayor Lund", at=moment(at(9)), published=at(10)),
        said("noon", "25 people", 25, "Mayor Lund", at=moment(at(12)), published=at(13)),
        said("evening", "18 people", 18, "Mayor Lund", at=moment(at(9)), published=at(18)),
    )
    assert (found[18].repeated, found[25].repeated) == (("evening",), ())


def test_a_number_without_a_time_that_is_printed_again_after_a_higher_one_is_a_stale_repeat() -> None:
    found = course(
        said("first", "18 people", 18, published=at(10)),
        said("second", "25 people", 25, published=at(13)),
        said("third", "18 people", 18, published=at(18)),
    )
    assert [report for step in found.values() for report in step.repeated] == ["third"]


def test_a_lower_number_that_nobody_printed_before_is_no_repeat() -> None:
    found = course(
        said("first", "25 people", 25, published=at(10)), said("second", "18 people", 18, published=at(18))
    )
    assert not any(step.repeated for step in found.values())


def test_a_report_that_tells_how_the_number_rose_repeats_nothing() -> None:
    first = said("morning", "18 people", 18, "Mayor Lund", at=moment(at(9)), published=at(10))
    noon = said("noon", "25 people", 25, "Mayor Lund", at=moment(at(12)), published=at(13))
    review = report("review", "18 people were killed by nine, 25 people were killed by noon.", at(18))
    then = claim(review, "18 people", 18, by="Mayor Lund", at=moment(at(9)))
    now = claim(review, "25 people", 25, by="Mayor Lund", at=moment(at(12)))
    found = course(first, noon, (review, then), (review, now))
    assert not any(step.repeated for step in found.values())


def test_another_number_of_the_same_root_for_the_same_moment_is_a_late_correction() -> None:
    found = course(
        said("first", "18 people", 18, "Mayor Lund", at=moment(at(9)), published=at(10)),
        said("second", "25 people", 25, "Mayor Lund", at=moment(at(12)), published=at(13)),
        said("third", "16 people", 16, "Mayor Lund", at=moment(at(9)), published=at(20)),
    )
    assert {low: step.late for low, step in found.items()} == {16: True, 18: False, 25: False}


def test_a_higher_number_on_the_same_day_is_growth_and_no_correction() -> None:
    day = moment("2031-05-03")
    found = course(
        said("first", "18 people", 18, "Mayor Lund", at=day, published=at(10)),
        said("second", "25 people", 25, "Mayor Lund", at=day, published=at(20)),
    )
    assert not any(step.late for step in found.values())


def test_single_victims_and_parts_are_no_steps_of_a_toll() -> None:
    noon = report("noon", "Two people died, among them a woman.", at(12))
    evening = report("evening", "The body of a fourth victim was found. Four died.", at(18))
    night = report("night", "The toll is now 14 after five people died in hospital, the mayor said.", at(23))
    found = course(
        (noon, claim(noon, "Two people", 2)),
        (noon, claim(noon, "a woman", 1, group=("woman",))),
        (evening, claim(evening, "a fourth victim", 1)),
        (evening, claim(evening, "Four", 4)),
        (night, claim(night, "14", 14, by="the mayor")),
        (night, claim(night, "five people", 5, by="the mayor")),
    )
    assert list(found) == [2, 4, 14]


def test_those_who_died_of_something_else_are_no_step_of_a_toll() -> None:
    source = report("a", "Shells killed 40 people. In a week 63 people died of hunger.", at(12))
    found = course((source, claim(source, "40 people", 40)), (source, claim(source, "63 people", 63)))
    assert list(found) == [40]


def test_a_number_that_its_report_calls_an_old_one_is_a_step_of_the_toll() -> None:
    source = report("a", "The toll rose to 40, up from 25.", at(12))
    found = course((source, claim(source, "40", 40)), (source, claim(source, "25", 25)))
    assert list(found) == [25, 40]
