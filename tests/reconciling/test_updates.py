"""An update goes before what it updates: single victims, corrections, figures that the words call old."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.reconciling.making import case, claim, find, moment, report, values

from tollbook.model import ClaimTimes, Incident, When
from tollbook.reconciling import Case

MORNING, EVENING = "2031-05-04T06:00Z", "2031-05-04T20:00Z"


def an_update(body: str = "the body of a man", **more: object) -> Case:
    """Two dead in the morning, a woman among them; in the evening a body is found, and somebody counts."""
    first = report("a", "Two people died in the fire: a woman and her son.", published=MORNING)
    second = report("b", f"Divers found {body}, bringing to four the number killed.", published=EVENING)
    return case(
        first,
        second,
        claim(first, "Two people", 2),
        claim(first, "a woman", 1, group=("woman",)),
        claim(second, body.removeprefix("the body of "), 1, by="the mayor", **more),
        claim(second, "four the number", 4, by="the mayor"),
    )


def test_single_victims_in_two_reports_are_no_number_that_they_share() -> None:
    assert values(an_update()) == (4, 4, 4)


def test_a_further_victim_is_no_number_that_two_reports_share() -> None:
    assert values(an_update("the body of a fourth victim")) == (4, 4, 4)


def test_a_total_that_the_words_make_the_later_is_of_the_same_people() -> None:
    first = report("a", "Two people died in the fire.", published=MORNING)
    text = "Two people died at once. The mayor said the toll had climbed to four."
    second = report("b", text, published=EVENING)
    made = case(
        first,
        second,
        claim(first, "Two people", 2, by="the police"),
        claim(second, "Two people", 2, by="the mayor"),
        claim(second, "four", 4, by="the mayor"),
    )
    assert values(made) == (4, 4, 4)


def test_a_number_that_counts_something_else_says_so_and_names_no_figure() -> None:
    first = report("a", "Two people died in the fire.", published=MORNING)
    second = report("b", "Two people died in the fire. Nine people died in all.", published=EVENING)
    made = case(
        first,
        second,
        claim(first, "Two people", 2, by="the police"),
        claim(second, "Two people", 2, by="the mayor"),
        claim(second, "Nine people", 9, by="the mayor"),
    )
    asides = {aside.claim: aside.why for aside in find(made).findings[0].set_aside}
    assert asides["b:29"] == "told beside a number that several reports share: it counts something else"


def test_a_ninth_victim_is_the_ninth_and_one_child() -> None:
    text = "Divers found a ninth victim, a boy of six, the mayor said. The ministry spoke of seven dead."
    source = report("a", text)
    made = case(
        source,
        claim(source, "a ninth victim", 1, by="the mayor", group=("child",)),
        claim(source, "a boy", 1, by="the mayor", group=("child",), extent="part"),
        claim(source, "seven dead", 7, by="the ministry"),
    )
    assert values(made) == (7, None, 9)
    assert values(made, group=("child",)) == (1, 1, 1)


def test_a_victim_that_a_person_counts_as_the_ninth_is_nine_and_not_ten_with_the_boy_he_is() -> None:
    source = report("a", "Divers found a ninth victim, a boy of six, the mayor said.")
    made = case(
        source,
        claim(source, "a ninth victim", 9, by="the mayor"),
        claim(source, "a boy", 1, by="the mayor", group=("child",)),
    )
    assert values(made) == (9, 9, 9)


def test_a_woman_a_man_and_a_child_are_three() -> None:
    source = report("a", "A woman, a man and a child were killed.")
    made = case(
        source,
        claim(source, "A woman", 1, group=("woman",)),
        claim(source, "a man", 1, group=("man",)),
        claim(source, "a child", 1, group=("child",)),
    )
    assert values(made) == (3, 3, 3)


def test_a_fourth_victim_beside_three_hurt_is_no_fourth_dead() -> None:
    source = report("a", "Three people were hurt. A fourth victim died.")
    made = case(
        source,
        claim(source, "Three people", 3, measure="injured"),
        claim(source, "A fourth victim", 1),
    )
    assert values(made) == (1, 1, 1)


def of_two(text: str, first: int, second: int, *, by: tuple[str | None, str | None] = (None, None)) -> Case:
    """A report with two numbers of dead, each as it is printed; `by` names the speakers."""
    source = report("a", text, published=EVENING)
    numbers = zip((first, second), by, strict=True)
    return case(source, *(claim(source, str(n), n, by=name) for n, name in numbers))


@pytest.mark.parametrize(
    "text",
    [
        "The police revised to 14 the number killed, having said 15 a day before.",
        "14 people died, the mayor said. An earlier figure of 15 was wrong.",
        "14 people died, the mayor said. The ministry had initially announced 15.",
        "14 people died, down from 15 on the day before.",
    ],
)
def test_a_figure_that_its_report_calls_old_does_not_stand_beside_its_correction(text: str) -> None:
    for by in ((None, None), ("the mayor", None), ("the mayor", "the ministry"), (None, "the ministry")):
        assert values(of_two(text, 14, 15, by=by)) == (14, 14, 14)


def test_a_number_that_another_voice_of_the_report_still_gives_is_no_old_one() -> None:
    text = "The army had said that 14 were dead. The mayor counts 8. The hospital too has 14."
    source = report("a", text)
    made = case(
        source,
        claim(source, "14", 14, by="the army"),
        claim(source, "8", 8, by="the mayor"),
        replace(claim(source, "has 14", 14, by="the hospital"), id="again"),
    )
    assert values(made) == (8, None, 14)


def test_at_least_fewer_corrects_no_old_number() -> None:
    source = report("a", "At least 7 people died, the mayor said. The ministry had initially announced 9.")
    made = case(
        source,
        claim(source, "At least 7", 7, high=None, by="the mayor"),
        claim(source, "9", 9, by="the ministry"),
    )
    assert values(made) == (9, 9, 9)


def test_what_the_time_of_a_statement_dates_goes_before_it_where_the_words_call_it_old() -> None:
    said = When(start="2031-05-04", end="2031-05-04", precision="day", ground="statement")
    source = report("a", "The army said on Sunday that 694 people died, up from 144.", published=EVENING)
    made = case(
        source,
        *(claim(source, n, int(n), by="the army", times=ClaimTimes(as_of=said)) for n in ("694", "144")),
    )
    assert values(made) == (694, 694, 694)


def test_a_later_entry_of_a_report_goes_before_an_earlier_one() -> None:
    text = "Fire in Ollen\n\n{} - The minister says 51 have died.\n\n{} - 59 people are dead."
    forward = of_two(text.format("16.15", "18.30"), 51, 59, by=("the minister", None))
    assert values(forward) == (59, 59, 59)
    newest_first = of_two(text.format("18.30", "16.15"), 51, 59, by=("the minister", None))
    assert values(newest_first) == (51, 51, 59)


def test_lines_that_open_with_numbers_in_no_order_are_no_entries() -> None:
    text = (
        "16.15 is the number of the law.\n\n51 have died.\n\n12.30 is that of the other.\n\n"
        "18.10 is one more. 59 people are dead."
    )
    assert values(of_two(text, 51, 59, by=("the minister", None))) == (51, 51, 59)


def test_a_word_sets_no_low_end_beside_at_least_a_number() -> None:
    source = report("a", "Several people died. At least six people died.")
    made = case(
        source,
        claim(source, "Several people", 2, high=None, vague="several"),
        claim(source, "At least six people", 6, high=None),
    )
    assert values(made) == (6, 6, None)


def test_people_of_a_group_who_are_more_than_an_overtaken_total_do_not_go_with_it() -> None:
    source = report("a", "At least 24 civilians died. 13 people died, the clinic said, later raised to 17.")
    made = case(
        source,
        claim(source, "At least 24 civilians", 24, high=None, group=("civilian",)),
        claim(source, "13 people", 13),
        claim(source, "17", 17),
    )
    assert values(made) == (17, 17, None)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The toll of Monday's blast has climbed to 14 overnight.", (14, 14, 14)),
        ("On the next night a blast killed 14 people.", (9, 9, 9)),
    ],
)
def test_a_toll_that_has_climbed_is_the_incidents_whatever_day_stands_beside_it(
    text: str, ends: object
) -> None:
    first = report("a", "A blast killed nine people on Monday.", published=MORNING)
    second = report("b", text, published="2031-05-06")
    nine = claim(first, "nine people", 9, by="the mayor", times=ClaimTimes(event=moment("2031-05-03")))
    later = claim(second, "14", 14, by="the police", times=ClaimTimes(event=moment("2031-05-05")))
    again = claim(second, "blast", 9, measure="injured", times=ClaimTimes(event=moment("2031-05-03")))
    made = case(first, second, nine, later, again)
    made = replace(made, incidents=(Incident(id="evt_1", date=moment("2031-05-03")),))
    assert values(made) == ends
