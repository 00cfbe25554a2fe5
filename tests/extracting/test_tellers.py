"""Speakers that plain words or signs name. Every text here is invented."""

from __future__ import annotations

import pytest
from tests.extracting.toy_mentions import mention, sentences

from tollbook.extracting.tellers import plainly_told
from tollbook.text import words


def teller(text: str, quote: str, speaker: str = "") -> str:
    """Give whose words a count is, where the model pointed to `speaker` for it."""
    seen = words(text)
    (found,) = plainly_told([mention(text, quote, speaker=speaker)], text, seen, sentences(text), "en")
    first, last = found.speaker
    return text[seen.starts[first] : seen.ends[last]] if first >= 0 else ""


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Residents said more than 20.", "Residents"),
        ("The coast guard says that more than 20 had died.", "The coast guard"),
        ("Ada Lund said more than 20.", "Ada Lund"),
        ("They said more than 20.", "The mayor"),
        ("The harbour said goodbye to more than 20.", "The mayor"),
        ("After that residents said more than 20.", "The mayor"),
    ],
)
def test_who_says_a_count_in_so_many_words_is_its_speaker(sentence: str, speaker: str) -> None:
    assert teller(f"The mayor said that two had died. {sentence}", "more than 20", "The mayor") == speaker


def test_a_speaker_in_the_same_sentence_stays() -> None:
    text = "Residents said more than 20, the mayor told the council."
    assert teller(text, "more than 20", "the mayor") == "the mayor"


@pytest.mark.parametrize("layout", [" ", "\n\n"])
def test_who_signs_a_post_says_what_stands_in_it(layout: str) -> None:
    text = (
        f"The market burned.\n\nShots at the port. 4 down.{layout}— Ada Lund (@alund) May 5, 2024\n\n6 died."
    )
    assert teller(text, "4") == "Ada Lund"
    assert teller(text, "6") == ""


SOURCED = (
    "Killed: 812\nInjured: 2,835\n\nSource: Tarn Disaster Office (TDO), 1 September.\n\nIn Lor, 12 died."
)


def test_the_source_under_a_list_gives_its_figures_and_none_below() -> None:
    assert teller(SOURCED, "812") == teller(SOURCED, "2,835") == "Tarn Disaster Office (TDO)"
    assert teller(SOURCED, "12 died", "Tarn Disaster Office") == ""


def test_a_sentence_above_a_source_is_no_list() -> None:
    assert teller("On Monday 812 people died.\nSource: Tarn Disaster Office.", "812") == ""


def items(text: str) -> list[str]:
    """Give whose words the two of a list are, where the model pointed for the four of it to the mayor."""
    seen = words(text)
    told = [mention(text, "four", speaker="The mayor"), mention(text, "two")]
    found = plainly_told(told, text, seen, sentences(text), "en")
    return [text[seen.starts[a] : seen.ends[b]] if a >= 0 else "" for a, b in (m.speaker for m in found)]


def test_items_of_a_list_in_a_sentence_have_one_speaker() -> None:
    assert items("The mayor spoke. Lost were four in Nalo, two in Siwa.") == ["The mayor", "The mayor"]
    assert items("The mayor spoke. Some four were lost in Nalo and two in Siwa.") == [
        "The mayor",
        "The mayor",
    ]
    assert items("The mayor spoke. Lost were four in Nalo, but two were found.") == ["The mayor", ""]
