"""Which claims of a report tell of one incident, and where each of them happened."""

from __future__ import annotations

from pathlib import Path

import pytest

import tollbook
from tollbook.model import Account

SAMPLES = Path(__file__).parents[2] / "samples" / "belgorod"


def places(account: Account) -> dict[str, str | None]:
    """The place of the incident of each claim, by the words of its count."""
    named = {one.id: one.place.name if one.place else None for one in account.incidents}
    return {claim.count.text: named[claim.incident or ""] for claim in account.claims}


@pytest.mark.parametrize(
    ("sentence", "where"),
    [
        ("Two men were killed in Lyon, one day after a blast in Turin killed nine people.", "Turin"),
        (
            "Two men died in Lyon, one day after raids on several Italian cities killed nine people.",
            "Italy",
        ),
        ("Two men were killed in Lyon, officials said. Nine people died across Italy on Friday.", "Italy"),
        ("Two men were killed in Lyon, where police said nine people had been hurt.", "Lyon"),
    ],
)
def test_a_claim_has_the_place_that_its_own_clause_names(sentence: str, where: str) -> None:
    account = tollbook.read(f"Two men were killed in Lyon, France, when a bomb went off. {sentence}")
    nine = next(place for count, place in places(account).items() if count.lower() == "nine people")
    assert nine == where
    assert account.incidents[0].place is not None
    assert account.incidents[0].place.name == "Lyon"


def test_rockets_downed_elsewhere_say_nothing_of_when_and_where_the_dead_were_killed() -> None:
    account = tollbook.read(
        "Rockets were fired at the town of Lyon in France on Friday.\n\n"
        "As of 21:00, 12 people have been killed.\n\n"
        "Air defence destroyed 13 rockets over Brittany late on Tuesday.",
        published="2024-05-04",
    )
    main = account.incidents[0]
    assert main.place is not None
    assert main.date is not None
    assert (main.place.name, main.date.start) == ("Lyon", "2024-05-03")


def test_another_incident_does_not_take_the_day_of_the_main_one() -> None:
    account = tollbook.read(SAMPLES / "09-international-daily.txt", published="2023-12-31")
    main, other = account.incidents[:2]
    assert main.date is not None
    assert main.date.start == "2023-12-30"
    assert other.place is not None
    assert other.place.name == "Ukraine"
    assert other.date is None
    assert [c.count.text for c in account.claims if c.incident == other.id] == ["39 people"]


def test_what_was_hit_there_was_hit_at_the_place_named_last() -> None:
    account = tollbook.read(SAMPLES / "01-first-hour.txt")
    assert places(account) == {
        "two children": "Belgorod", "Two children": "Belgorod", "no casualties": "Urazovo",
        "a sports building": "Urazovo", "about 20 private houses": "Urazovo",
    }  # fmt: skip


def test_a_town_that_names_a_clock_is_no_place_of_an_incident() -> None:
    account = tollbook.read("By 21:00 Moscow time, 14 people had been killed in the shelling.")
    assert [one.place for one in account.incidents] == [None]


def test_the_violence_of_today_is_the_main_incident_where_only_earlier_dead_are_counted() -> None:
    account = tollbook.read(
        "Rebels opened fire on a helicopter near Latehar in Jharkhand, India. Nobody was hurt, an officer "
        "said, and it landed. In August last year, 12 policemen were killed by rebels in Ranchi."
    )
    main, *_ = account.incidents
    assert main.place is not None
    assert main.place.name == "Lātehār"


def test_a_town_in_the_province_that_bears_the_main_town_s_name_is_not_another_place() -> None:
    account = tollbook.read(
        "Three children killed in Homs\n\nThree children were killed in Rastan, Homs province, Syria."
    )
    assert len({claim.incident for claim in account.claims}) == 1
