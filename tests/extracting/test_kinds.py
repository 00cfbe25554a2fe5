"""The kind of an incident by its words, and incidents that are told without a count."""

from __future__ import annotations

import pytest
from tests.toys import a_claim, a_report

from tollbook.extracting import extract
from tollbook.extracting.expressions import Expressions
from tollbook.extracting.kinds import KindChoice, find_told, kind_of
from tollbook.model import Claim
from tollbook.text import sentences, words

EXPLOSION, CIVILIANS = "Explosions/Remote violence", "Violence against civilians"


def chosen(text: str, *claims: Claim) -> KindChoice:
    """The kind of a text whose every sentence counts the same."""
    read = words(text)
    ranges = [(read.at(start), read.at(end - 1) + 1) for start, end in sentences(text)]
    told = find_told(read, ranges, "en")
    return kind_of(text, told, claims, dict.fromkeys(range(len(ranges)), 1.0))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The shelling of Ollen went on.", EXPLOSION + " / Shelling/artillery/missile attack"),
        ("An airstrike hit the mill.", EXPLOSION + " / Air/drone strike"),
        ("Gunmen opened fire on a group of tourists.", "Violence against civilians / Attack"),
        ("A man drove a pickup into a crowd.", "Other violence / Attack with a vehicle"),
        ("The bombardment hit the mill: enemy planes dropped bombs.", EXPLOSION + " / Air/drone strike"),
        ("A suicide bomber struck at the gate.", EXPLOSION + " / Suicide bomb"),
        ("A roadside bomb went off near Ollen.", EXPLOSION + " / Remote explosive/landmine/IED"),
        ("Rebels attacked soldiers at the bridge.", "Battles / Armed clash"),
        ("Militants attacked a farmer in his field.", CIVILIANS + " / Attack"),
        ("Gunmen kidnapped the miller of Lor.", CIVILIANS + " / Abduction/forced disappearance"),
        ("Rebels set two buses ablaze.", "Strategic developments / Looting/property destruction"),
        ("Police arrested a suspected rebel in Lor.", "Strategic developments / Arrests"),
        ("A ferry capsized on the lake.", "Accident / Ship or boat accident"),
        ("An earthquake shook the valley.", "Disaster / Earthquake or tsunami"),
    ],
)  # fmt: skip
def test_words_tell_the_kind(text: str, kind: str) -> None:
    assert chosen(text).kind == kind


def test_the_words_that_decided_are_given() -> None:
    choice = chosen("On Monday an airstrike hit the mill.")
    assert [span.quote for span in choice.evidence] == ["airstrike"]
    assert choice.because == "«airstrike»"


@pytest.mark.parametrize(
    "text",
    [
        "The miller of Lor was given a medal.",
        "He suffered a heart attack in Lor.",
        "The party won by a landslide.",
        "The rebels threatened to bomb the mill.",
        "The striker shot wide in the first half.",
    ],
)
def test_what_has_not_happened_or_means_something_else_is_no_kind(text: str) -> None:
    assert chosen(text).kind is None


def test_an_arrest_gives_way_to_harm_that_is_counted() -> None:
    text = "Soldiers detained a rebel in Lor."
    detained, killed = a_claim(measure="detained"), a_claim(measure="killed")
    assert chosen(text, detained).kind == "Strategic developments / Arrests"
    assert chosen(text, detained, killed).kind != "Strategic developments / Arrests"


def test_violence_told_without_a_count_is_an_incident_without_claims() -> None:
    said = extract(
        a_report("Rebels set a police post ablaze in Jamui district of Bihar, India, on 3 May 2012.")
    )
    assert said.claims == ()
    (incident,) = said.incidents
    assert incident.claims == ()
    assert incident.kind == "Strategic developments / Looting/property destruction"
    assert incident.date is not None
    assert incident.date.start == "2012-05-03"
    assert incident.place is not None
    assert incident.place.admin1 == "Bihār"
    assert "ablaze" in (incident.because or "")


@pytest.mark.parametrize(
    "text",
    [
        "The council of Jamui in Bihar, India, opened a library on 3 May 2012.",
        "The side attacked well and shot twice before the break in Patna on 3 May 2012.",
    ],
)
def test_a_report_without_violence_has_no_incident(text: str) -> None:
    assert extract(a_report(text)).incidents == ()


def test_expressions_know_endings_gaps_and_hyphens() -> None:
    known = Expressions([("air strike*", "a"), ("set … ablaze", "b"), ("bomb", "c")])
    text = words("Air-strikes set the old mill ablaze; bombs").lower
    assert [label for at in range(len(text)) for _, label in known.at(text, at, len(text))] == ["a", "b"]
