"""Speakers of a report: one for a name and its shortened forms, at the offsets of each mention."""

from __future__ import annotations

from tollbook import languages
from tollbook.extracting.speakers import SpeakerData, Voices
from tollbook.text import Words, words

DATA = languages.load("en", "speakers", SpeakerData)


def span(text: str, name: str) -> tuple[int, int]:
    """The words of a name at its last place in the text."""
    seen: Words = words(text)
    start = text.rindex(name)
    return seen.at(start), seen.at(start + len(name) - 1)


def met(text: str, *names: str) -> Voices:
    voices = Voices("rpt_1", text, words(text), DATA)
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
