"""The place of the main incident, chosen by where the harm is told."""

from __future__ import annotations

import pytest

import tollbook
from tollbook.extracting.places import find_places, incident_place
from tollbook.model import Offsets
from tollbook.text import sentences


def chosen(text: str, *quotes: str) -> str | None:
    spans = [Offsets(start=start, end=end) for start, end in sentences(text)]
    harm = [Offsets(start=text.index(q), end=text.index(q) + len(q)) for q in quotes]
    choice = incident_place(text, find_places(text), harm, spans)
    assert choice.because
    return choice.place.name if choice.place else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Six people were killed in Lyon, France. The minister spoke in Paris.", "Lyon"),
        ("The minister spoke in Paris, France. Six people were killed in Lyon.", "Lyon"),
        ("PARIS (Agencies) - Six people were killed in Lyon, France.", "Lyon"),
        ("Six people were killed by a Russian missile in Dnipro, Ukraine.", "Dnipro"),
        ("Six people were killed in Zabul province of Afghanistan.", "Zābul"),
        ("Six people were killed in Shah Joy district, Zabul province, Afghanistan.", "Shāh Jōy"),
        ("Six people were killed near Latehar in Jharkhand, India.", "Lātehār"),
        (
            "Six people were killed in a school in Nantes, France; Berlin denied that it had bombed it.",
            "Nantes",
        ),
        ("Six people were killed in Dnipro, Ukraine, a London-based group said in Paris, France.", "Dnipro"),
        ("UK police said six people were killed when US troops opened fire. It was in Ghana.", "Ghana"),
        (
            "In this photo taken in Lyon, France, a man stands. Six people were killed in Nantes, France.",
            "Nantes",
        ),
        ("Six people were killed in the woods of Zabul province, 100 km from Kabul, Afghanistan.", "Zābul"),
        (
            "At 16:00 New York time they met about a strike on Belgorod, Russia. Six people were killed.",
            "Belgorod",
        ),
    ],
)
def test_the_place_beside_the_harm_is_taken_and_the_finer_one_of_two(text: str, name: str) -> None:
    assert chosen(text, "ix people") == name


def test_a_village_that_no_gazetteer_knows_leaves_the_district_that_holds_it() -> None:
    text = "Six people were killed at Quorvelin village in Gumla District of Jharkhand, India."
    assert chosen(text, "Six people") == "Gumla"


def test_without_claims_the_first_sentences_count() -> None:
    assert chosen("Arms were seized in Latehar, India. The minister spoke in Ranchi.") == "Lātehār"


def test_no_place_is_invented() -> None:
    assert chosen("Six people were killed.", "Six people") is None


def test_a_town_whose_clocks_are_told_is_no_place_of_an_incident() -> None:
    text = (
        "Gunmen shelled Belgorod on Saturday. The council meets at noon, when clocks in Moscow show 20:00. "
        "Twelve people are dead, the authorities say."
    )
    account = tollbook.read(text)
    assert [each.place.name for each in account.incidents if each.place] == ["Belgorod"]
