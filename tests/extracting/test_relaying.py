"""Who is quoted by whom. Every text here is invented."""

from __future__ import annotations

import pytest
from tests.extracting.toy_mentions import mention, sentences

from tollbook.extracting.relaying import relayed
from tollbook.text import words


def told(text: str, speaker: str) -> tuple[str, str]:
    """Give speaker and channel of the nine people of a text, to whom the model pointed for them."""
    seen = words(text)
    (found,) = relayed([mention(text, "Nine people", speaker=speaker)], text, seen, sentences(text), "en")
    names = [text[seen.starts[a] : seen.ends[b]] if a >= 0 else "" for a, b in (found.speaker, found.via)]
    return names[0], names[1]


@pytest.mark.parametrize(
    ("text", "speaker", "expected"),
    [
        (
            "Nine people died, the Lund News Agency reported, citing harbour officials.",
            "the Lund News Agency",
            ("harbour officials", "the Lund News Agency"),
        ),
        (
            "Nine people died, state television quoted the coast guard as saying.",
            "state television",
            ("the coast guard", "state television"),
        ),
        (
            "Nine people died, state television quoted the coast guard as saying.",
            "the coast guard",
            ("the coast guard", "state television"),
        ),
        (
            "Nine people died, the coast guard was quoted as saying by local media.",
            "the coast guard",
            ("the coast guard", "local media"),
        ),
        ("Nine people died, the mayor was quoted by Radio Lund.", "the mayor", ("the mayor", "Radio Lund")),
    ],
)
def test_who_is_cited_speaks_and_who_cites_is_the_channel(
    text: str, speaker: str, expected: tuple[str, str]
) -> None:
    assert told(text, speaker) == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Nine people died, the mayor said, citing the coast guard.", "the mayor"),
        ("Nine people died, the Lund News Agency said.", "the Lund News Agency"),
        ("Nine people died, the mayor was told by the coast guard.", "the mayor"),
    ],
)
def test_who_gives_a_figure_in_the_own_name_stays_its_speaker(text: str, speaker: str) -> None:
    assert told(text, speaker) == (speaker, "")


CHANNELS = ["AFP", "Reuters", "IRNA", "Dawn", "The Daily Harrow", "the Press Trust", "Radio Tarn",
            "Tarn Online", "the Lund Gazette", "the Lund news agency"]  # fmt: skip


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize(
    "text", ["Nine people died, a nurse told {}.", "A nurse told {} that Nine people died."]
)
def test_who_was_told_is_the_channel_whatever_paper_or_agency(text: str, channel: str) -> None:
    said = text.format(channel)
    assert told(said, "a nurse" if "a nurse" in said else "A nurse")[1] == channel


@pytest.mark.parametrize(
    "listener", ["the council", "reporters", "Parliament", "Governor Ada Lund", "Lund", "Nepal"]
)
def test_who_is_no_paper_is_no_channel(listener: str) -> None:
    said = f"A nurse told {listener} that Nine people died. The governor is Ada Lund."
    assert told(said, "A nurse") == ("A nurse", "")


def test_the_channel_of_one_sentence_is_not_that_of_the_next() -> None:
    assert told("A nurse told Radio Tarn of the flood. Nine people died.", "A nurse") == ("A nurse", "")


def test_who_is_cited_at_the_head_of_a_sentence_speaks() -> None:
    said = "Quoting police, the Daily Lund said Nine people died."
    assert told(said, "the Daily Lund") == ("police", "the Daily Lund")


def test_who_cites_inside_the_words_of_a_speaker_is_the_channel() -> None:
    said = "The Lund Tribune reported, quoting the port authority, that Nine people died."
    pointed = "The Lund Tribune reported, quoting the port authority"
    assert told(said, pointed) == ("the port authority", "The Lund Tribune")
