"""Speakers of a report: one for a name and its shortened forms, at the offsets of each mention."""

from __future__ import annotations

import pytest

from tollbook.extracting.identity import Identity, names
from tollbook.extracting.speakers import Voices
from tollbook.text import Words, words

NAMES = names("en")


def span(text: str, name: str) -> tuple[int, int]:
    """The words of a name at its last place in the text."""
    seen: Words = words(text)
    start = text.rindex(name)
    return seen.at(start), seen.at(start + len(name) - 1)


def met(text: str, *names: str) -> Voices:
    voices = Voices("rpt_1", text, words(text), NAMES)
    voices.meet([span(text, name) for name in names])
    return voices


def test_a_shortened_name_is_the_fuller_one() -> None:
    text = "Governor Ada Ferrow said two died. Later Ferrow said three had died."
    voices = met(text, "Governor Ada Ferrow", "Ferrow")
    attribution = voices.attribution(span(text, "Ferrow"))
    assert attribution is not None
    assert attribution.name == "Governor Ada Ferrow"
    assert text[attribution.start : attribution.end] == "Ferrow"
    assert [len(speaker.mentions) for speaker in voices.speakers()] == [2]


def test_a_short_name_of_two_speakers_is_neither() -> None:
    text = "Ada Ferrow said two. Jon Ferrow said three. The mayor said Ferrow"
    voices = met(text, "Ada Ferrow", "Jon Ferrow", "Ferrow")
    attribution = voices.attribution(span(text, "Ferrow"))
    assert attribution is not None
    assert attribution.name == "Ferrow"


def test_two_speakers_stay_two() -> None:
    text = "Police said two died. The mayor said three."
    assert [s.name for s in met(text, "Police", "The mayor").speakers()] == ["Police", "The mayor"]


def test_quotes_and_possessives_are_no_part_of_a_name() -> None:
    text = "according to the ministry's “Lantern”"
    voices = met(text, "the ministry's")
    assert voices.name(span(text, "the ministry's")) == "the ministry"


def test_nobody_named_is_the_reports_own_voice() -> None:
    assert met("Two died.").attribution((-1, -1)) is None


def test_a_name_tells_the_kind_of_its_speaker() -> None:
    voices = met("x")
    assert voices.kind("the police") == "police"
    assert voices.kind("Governor Ferrow") == "official"
    assert voices.kind("Ada Ferrow") is None


def facts(text: str, *mentions: str) -> list[Identity]:
    return [
        Identity(kind=s.kind, role=s.role, organisation=s.organisation, country=s.country, party=s.party)
        for s in met(text, *(mentions or (text,))).speakers()
    ]


TOLD = {
    "Governor Ada Ferrow": Identity(kind="official", role="Governor"),
    "a spokesman for the Harbour Ministry": Identity(
        kind="official", role="spokesman", organisation="Harbour Ministry"
    ),
    "A Peruvian Defence Ministry spokesman": Identity(
        kind="military",
        role="spokesman",
        organisation="Peruvian Defence Ministry",
        country="Peru",
        party="Peru",
    ),
    "Chile's ministry of fisheries": Identity(
        kind="official", organisation="ministry of fisheries", country="Chile", party="Chile"
    ),
    "the director of Ollen General Hospital": Identity(
        kind="hospital or morgue", role="director", organisation="Ollen General Hospital"
    ),
    "Ollen Police Chief Jan Orr": Identity(kind="police", role="Chief", organisation="Ollen Police"),
    "the mayor's spokesman": Identity(kind="official", role="spokesman"),
    "the Kremlin": Identity(country="Russia", party="Russia"),
    "the Taliban": Identity(kind="belligerent", party="Taliban"),
    "Peruvian rebels": Identity(kind="belligerent", country="Peru"),
    "Chad Ferrow": Identity(),
    "the Ollen news agency": Identity(kind="agency", organisation="Ollen news agency"),
}


@pytest.mark.parametrize("name", TOLD)
def test_a_name_tells_role_organisation_country_party_and_kind(name: str) -> None:
    assert facts(name) == [TOLD[name]]


def test_what_one_name_leaves_open_another_name_of_the_same_speaker_tells() -> None:
    text = "Ferrow Harbour said two died. Governor Ada Ferrow Harbour of Peru said three."
    (known,) = facts(text, "Ferrow Harbour", "Governor Ada Ferrow Harbour")
    assert known == Identity(kind="official", role="Governor")


def test_names_are_joined_with_the_evidence() -> None:
    text = "The Ollen Relief Fund said two. ORF said three. Ada Ferrow agreed; Ferrow said four."
    fund, person = met(text, "The Ollen Relief Fund", "ORF", "Ada Ferrow", "Ferrow").speakers()
    assert fund.because == "“ORF”: the first letters of the name"
    assert person.because == "“Ferrow”: its words stand in the fuller name"


def test_an_office_with_an_article_is_the_one_who_holds_it() -> None:
    text = "Governor Ada Ferrow said two died. Later the governor said three."
    assert len(met(text, "Governor Ada Ferrow", "the governor").speakers()) == 1


def test_a_short_name_with_two_owners_keeps_its_words_lists_both_and_goes_to_review() -> None:
    text = "The Foreign Ministry said two. The Defence Ministry said three. Then the Ministry said four."
    voices = met(text, "The Foreign Ministry", "The Defence Ministry", "the Ministry")
    foreign, defence, short = voices.speakers()
    assert (short.name, set(short.candidates)) == ("the Ministry", {foreign.id, defence.id})
    (problem,) = voices.problems()
    assert problem.severity == "warning"
    assert "“the Ministry” may stand for" in problem.what


def test_a_country_is_joined_with_its_bodies_only_as_a_suggestion() -> None:
    text = "The Foreign Ministry of Peru said two. Then Peru asked for a meeting."
    ministry, country = met(text, "The Foreign Ministry of Peru", "Peru").speakers()
    assert country.name == "Peru"
    assert country.candidates == (ministry.id,)


def test_a_bracket_that_a_name_opens_is_closed_with_it() -> None:
    text = "nine dead, the flood authority (FAR) said"
    assert met(text).name(span(text, "the flood authority (FAR)")) == "the flood authority (FAR)"
    assert met(text).name(span(text, "the flood authority (FAR")) == "the flood authority (FAR)"


def test_first_letters_are_joined_with_the_name_and_stay_as_written() -> None:
    text = "The Lund Harbour Office said two died. LHO said three."
    voices = met(text, "The Lund Harbour Office", "LHO")
    short, full = (voices.attribution(span(text, name)) for name in ("LHO", "The Lund Harbour Office"))
    assert short is not None
    assert full is not None
    assert (short.name, short.id) == ("LHO", full.id)


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Captain Ada Ferrow, who led the rescue", "Captain Ada Ferrow"),
        ("a fisherman who gave his name as Jon", "a fisherman who gave his name as Jon"),
    ],
)
def test_a_clause_behind_a_proper_name_is_no_part_of_it(mention: str, name: str) -> None:
    text = f"Two died, said {mention}."
    assert [speaker.name for speaker in met(text, mention).speakers()] == [name]


def test_the_place_of_a_mention_is_that_of_the_name_alone() -> None:
    text = "Two died, said Ada Ferrow, a fisher of Lund."
    name = "Ada Ferrow, a fisher of Lund"
    attribution = met(text, name).attribution(span(text, name))
    assert attribution is not None
    assert attribution.name == name
    assert text[attribution.start : attribution.end] == "Ada Ferrow"


def test_a_body_is_not_short_for_somebody_who_is_told_to_work_for_it() -> None:
    text = "Ada Ferrow, an LHO envoy, said two died. The LHO said three."
    names = [speaker.name for speaker in met(text, "Ada Ferrow, an LHO envoy", "The LHO").speakers()]
    assert names == ["Ada Ferrow, an LHO envoy", "The LHO"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Our field monitors counted eleven and were told by relatives", "Our field monitors"),
        ("The transport ministry on Sunday", "The transport ministry"),
        ("the committee in Tarn", "the committee in Tarn"),
        ("the 14 acknowledged by the authorities", "the authorities"),
        ("sources who were told of it", "sources who were told of it"),
    ],
)
def test_a_name_holds_no_clause(text: str, name: str) -> None:
    assert met(text, text).name((0, len(words(text)) - 1)) == name
