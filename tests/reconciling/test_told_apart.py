"""What the words around two figures keep apart: months, places, people told of before, times."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.reconciling.making import case, claim, find, moment, report, values

from tollbook.model import Claim, ClaimTimes, Place, Report, Span, When
from tollbook.reconciling import Case


def of_text(text: str, *figures: tuple[str, int, str], by: str | None = None) -> Case:
    """A report whose figures are told by its quotes: words, number and measure."""
    source = report("a", text)
    return case(source, *(claim(source, words, n, measure=m, by=by) for words, n, m in figures))


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        pytest.param(
            "Three people died in the raid on Ollen.\nThe town is used to it.\nIt was not the first.\n"
            "In May, nine people died in a raid on the port.",
            ("Three people", 3),
            ("nine people", 9),
            id="a sentence that opens with a month tells of another raid",
        ),
        pytest.param(
            "In Ollen, 13 homes burnt down.\nHelp came late.\nNobody had been warned.\n"
            "But in the port of Tarvik, nine homes were lost.",
            ("13 homes", 13),
            ("nine homes", 9),
            id="two sentences open with two places",
        ),
        pytest.param(
            "The mayor and 8 others died.\nThe roof fell in.\nHelp came late.\nIn all 9 people died.",
            ("8 others", 8),
            ("9 people", 9),
            id="somebody and eight others are nine",
        ),
        pytest.param(
            "Four people were killed at the bridge.\nThe names are not known.\nOne witness spoke to us.\n"
            "Nobody who saw it said more.\nThe three people killed were from Tarvik.",
            ("Four people", 4),
            ("The three people", 3),
            id="the three point back to somebody",
        ),
    ],
)
def test_no_conflict(text: str, first: tuple[str, int], second: tuple[str, int]) -> None:
    measure = "destroyed" if "homes" in text else "killed"
    unit = "house" if measure == "destroyed" else "person"
    source = report("a", text)
    figures = [claim(source, words, n, measure=measure, unit=unit) for words, n in (first, second)]
    assert find(case(source, *figures)).conflicts == ()


def test_without_such_words_the_same_figures_do_not_add_up() -> None:
    text = (
        "Four people were killed at the bridge.\nThe names are not known.\nOne witness spoke to us.\n"
        "Nobody who saw it said more.\nSo three people were killed."
    )
    found = find(of_text(text, ("Four people", 4, "killed"), ("three people", 3, "killed")))
    assert [conflict.kind for conflict in found.conflicts] == ["contradiction"]


def test_a_zero_is_set_against_a_number_only_where_both_stand_beside_one_place() -> None:
    text = "Raid\n\nNo casualties were reported in Ollen. Nine people were injured in Ollen, the mayor said."
    source = report("a", text)

    def told(beside: bool) -> Case:
        places = [
            Place(
                name="Ollen",
                precision=1,
                evidence=Span(start=at, end=at + 5, quote="Ollen") if beside else None,
            )
            for at in (text.index("Ollen"), text.rindex("Ollen"))
        ]
        none = claim(source, "No casualties", 0, measure="injured", place=places[0])
        nine = claim(source, "Nine people", 9, measure="injured", by="the mayor", place=places[1])
        return case(source, none, nine)

    assert [len(find(told(beside)).conflicts) for beside in (True, False)] == [1, 0]


def test_a_statement_that_two_outlets_date_to_one_moment_is_rendered_in_two_ways() -> None:
    said = When(start="2031-05-04T08:52Z", end="2031-05-04T08:52Z", precision="time", ground="statement")
    parts: list[Report | Claim] = []
    for name, injured, hour in (("a", 109, "09"), ("b", 108, "10")):
        text = f"24 people were killed, the mayor wrote. The number of injured is {injured}."
        source = report(name, text, published=f"2031-05-04T{hour}:30Z")
        dead = claim(source, "24 people", 24, by="the mayor", times=ClaimTimes(said=said))
        hurt = claim(source, str(injured), injured, by="the mayor", measure="injured")
        parts += [source, dead, hurt]
    (conflict,) = find(case(*parts)).conflicts
    assert conflict.kind == "rendering"


def test_what_a_voice_says_at_two_times_stays_undated() -> None:
    text = "Ten died by noon. Then fourteen died. 30 people were hurt."
    source = report("a", text, published="2031-05-04T20:00Z")
    later = report("b", "40 people were hurt.", published="2031-05-04T21:00Z")
    made = case(
        source,
        later,
        claim(source, "Ten", 10, by="the mayor", at=moment("2031-05-04T12:00Z")),
        claim(source, "fourteen", 14, by="the mayor", at=moment("2031-05-04T18:00Z")),
        claim(source, "30 people", 30, by="the mayor", measure="injured"),
        claim(later, "40 people", 40, by="the coroner", measure="injured"),
    )
    assert values(made, "injured") == (40, 40, 40)
    assert find(made).conflicts == ()


def test_the_killed_among_the_casualties_are_all_the_killed() -> None:
    text = "There are 108 casualties. Killed: 12 adults and 3 children."
    source = report("a", text)
    whole = claim(source, "108 casualties", 108, measure="casualties", by="the mayor")
    parts = [
        claim(source, words, n, group=(tag,), extent="part", part_of=whole.id, by="the mayor")
        for words, n, tag in (("12 adults", 12, "adult"), ("3 children", 3, "child"))
    ]
    assert values(case(source, whole, *parts)) == (15, 15, 15)


def day(date: str, text: str, words: str) -> When:
    start = text.index(words)
    return When(
        start=date,
        end=date,
        precision="day",
        ground="words",
        evidence=Span(start=start, end=start + len(words), quote=words),
    )


def test_a_report_that_is_wrong_about_the_day_still_tells_of_the_incident() -> None:
    text = "A raid on Sunday killed nine people. Four were hurt."
    source = report("a", text)
    sunday = ClaimTimes(event=day("2031-05-11", text, "Sunday"))
    figures = [
        claim(source, "nine people", 9, times=sunday),
        claim(source, "Four", 4, measure="injured", times=sunday),
    ]
    made = case(source, *figures)
    (incident,) = made.incidents
    dated = replace(made, incidents=(replace(incident, date=moment("2031-05-04")),))
    assert (values(dated), values(dated, "injured")) == ((9, 9, 9), (4, 4, 4))


def test_a_figure_that_alone_is_dated_by_its_sentence_is_of_that_day() -> None:
    text = "The raid killed nine people. On Friday, 39 people were killed elsewhere."
    source = report("a", text)
    friday = ClaimTimes(event=day("2031-05-02", text, "Friday"))
    figures = [claim(source, "nine people", 9, times=friday), claim(source, "39 people", 39, times=friday)]
    made = case(source, *figures)
    (incident,) = made.incidents
    assert values(replace(made, incidents=(replace(incident, date=moment("2031-05-04")),))) == (9, 9, 9)


def test_a_vague_word_says_nothing_against_an_open_number_that_it_fits() -> None:
    first = report("a", "At least six people were injured.", "2031-05-04")
    second = report("b", "Several people were injured.", "2031-05-05")
    made = case(
        first,
        second,
        claim(first, "At least six people", 6, high=None, measure="injured"),
        claim(second, "Several people", None, high=None, vague="several", measure="injured"),
    )
    found = values(made, "injured")
    assert found is not None
    assert found[1:] == (6, None)


def test_reports_on_one_incident_speak_of_two_towns_only_where_both_name_them_beside_the_figure() -> None:
    def clashes(beside: bool) -> int:
        parts: list[Report | Claim] = []
        for name, town, dead in (("a", "Ollen", 4), ("b", "Tarvik", 3)):
            source = report(name, f"{dead} people died in {town}.", "2031-05-04T12:00Z")
            at = source.text.index(town)
            place = Place(
                name=town,
                precision=1,
                evidence=Span(start=at, end=at + len(town), quote=town) if beside else None,
            )
            when = moment("2031-05-04T10:00Z")
            parts += [source, claim(source, f"{dead} people", dead, by=name, place=place, at=when)]
        return len(find(case(*parts)).conflicts)

    assert (clashes(True), clashes(False)) == (0, 1)


def test_one_of_them_says_nothing_of_the_rest() -> None:
    source = report("a", "Raid\n\nTwo civilian men, one of them elderly, were killed.")
    men = claim(source, "Two civilian men", 2, group=("civilian", "man"))
    one = claim(source, "one of them", 1, group=("adult",), extent="part", part_of=men.id)
    assert find(case(source, men, one)).conflicts == ()


def test_the_groups_of_one_list_are_whole_together() -> None:
    text = (
        "Raid\n\nIn all 12 adults and two children were killed. Later it says 12 adults and 3 children died."
    )
    source = report("a", text)
    figures = [
        claim(source, "12 adults", 12, group=("adult",)),
        claim(source, "two children", 2, group=("child",), extent="part"),
        claim(source, "3 children", 3, group=("child",), by="the mayor"),
    ]
    (conflict,) = find(case(source, *figures)).conflicts
    assert conflict.claims == (figures[1].id, figures[2].id)
