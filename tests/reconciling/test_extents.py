"""What else a report counts makes a part of a total, a total of a part, or something else of both."""

from __future__ import annotations

import pytest
from tests.reconciling.making import case, claim, find, report, values

from tollbook.reconciling import Case


def reasons(made: Case) -> set[str]:
    return {aside.rule for aside in find(made).findings[0].set_aside}


@pytest.mark.parametrize(("low", "ends"), [(12, (845, 845, 845)), (700, (700, None, 845))])
def test_far_fewer_in_a_place_with_which_a_sentence_opens_are_its_share(low: int, ends: object) -> None:
    text = f"845 people died in the earthquake. In Tarvik, {low} people died."
    source = report("a", text)
    made = case(source, claim(source, "845 people", 845), claim(source, f"{low} people", low))
    assert values(made) == ends


def test_a_number_that_the_words_make_the_later_is_a_total_though_it_was_read_as_a_part() -> None:
    text = "The bodies of 151 were found. The ministry later confirmed 179 fatalities."
    source = report("a", text)
    made = case(
        source,
        claim(source, "151", 151),
        claim(source, "179 fatalities", 179, by="the ministry", extent="part"),
    )
    assert values(made) == (179, 179, 179)


def test_without_such_words_it_stays_a_part_which_raises_the_high_end() -> None:
    source = report("a", "The bodies of 151 were found. The ministry counts 179 fatalities.")
    made = case(
        source,
        claim(source, "151", 151),
        claim(source, "179 fatalities", 179, by="the ministry", extent="part"),
    )
    assert values(made) == (151, 151, 179)


def test_a_number_that_fulfils_at_least_so_many_is_the_total() -> None:
    text = "At least two dozen people died. 26 bodies are here, the coroner said."
    source = report("a", text)
    made = case(
        source,
        claim(source, "At least two dozen people", 24, high=None),
        claim(source, "26 bodies", 26, by="the coroner", extent="part"),
    )
    assert values(made) == (26, 26, 26)


def test_a_total_of_which_the_place_of_the_report_has_a_share_counts_a_wider_area() -> None:
    text = (
        "The toll in the valley is thirty-two.\nThe governor said that 41 people died in the state: "
        "32 there, 5 in Orlo and 4 in Tarvik."
    )
    source = report("a", text)
    shares = ("32", 32), ("5", 5), ("4 ", 4)
    made = case(
        source,
        claim(source, "thirty-two", 32),
        claim(source, "41 people", 41, by="the governor"),
        *(claim(source, words, n, by="the governor", extent="part") for words, n in shares),
    )
    assert values(made) == (32, 32, 32)
    assert "counts-a-wider-area" in reasons(made)


def test_a_report_that_opens_with_the_wider_area_counts_it() -> None:
    text = "41 people died in the state: 32 in the valley, 5 in Orlo and 4 in Tarvik."
    source = report("a", text)
    shares = ("32", 32), ("5", 5), ("4 ", 4)
    made = case(
        source,
        claim(source, "41 people", 41),
        *(claim(source, words, n, extent="part") for words, n in shares),
    )
    assert values(made) == (41, 41, 41)


def test_those_who_starved_are_not_among_those_who_were_shelled() -> None:
    text = "The shells killed 40 people. 63 people, mainly children, died of hunger in a week."
    source = report("a", text)
    made = case(source, claim(source, "40 people", 40), claim(source, "63 people", 63, by="a doctor"))
    assert values(made) == (40, 40, 40)
    assert reasons(made) == {"died-of-another-cause"}


def test_where_a_report_is_of_hunger_those_who_starved_are_its_dead() -> None:
    source = report("a", "63 people died of hunger in Orlo.")
    assert values(case(source, claim(source, "63 people", 63))) == (63, 63, 63)


@pytest.mark.parametrize(("between", "ends"), [("after", (14, 14, 14)), (", not", (5, None, 14))])
def test_those_by_whom_a_toll_has_grown_are_a_part_of_it(between: str, ends: object) -> None:
    source = report("a", f"The toll stands at 14 {between} five people died in hospital, the mayor said.")
    made = case(
        source, claim(source, "14", 14, by="the mayor"), claim(source, "five people", 5, by="the mayor")
    )
    assert values(made) == ends


@pytest.mark.parametrize(("opens", "ends"), [("two dozen", (26, None, 28)), ("24", (24, 24, 28))])
def test_dozens_are_no_conclusion_beside_exact_numbers(opens: str, ends: object) -> None:
    text = f"At least {opens} people died. The police counted 26 dead, the coroner 28 bodies."
    source = report("a", text)
    made = case(
        source,
        claim(source, f"At least {opens} people", 24, high=None),
        claim(source, "26 dead", 26, by="the police"),
        claim(source, "28 bodies", 28, by="the coroner"),
    )
    assert values(made) == ends


@pytest.mark.parametrize(
    ("opens", "ends"), [("Elsewhere in the valley", (20, 20, 20)), ("Later", (11, None, 20))]
)
def test_those_who_died_elsewhere_are_not_the_victims_told_of_before(opens: str, ends: object) -> None:
    source = report("a", f"A raid on Ollen killed 20 people. {opens}, 11 people were killed.")
    made = case(
        source,
        claim(source, "20 people", 20, by="the police"),
        claim(source, "11 people", 11, by="the medics"),
    )
    assert values(made) == ends


def test_preliminary_data_are_no_old_number() -> None:
    source = report("a", "By preliminary data 40 people died, the police said. A channel has 62 dead.")
    made = case(
        source, claim(source, "40 people", 40, by="the police"), claim(source, "62 dead", 62, by="a channel")
    )
    assert values(made) == (40, None, 62)
