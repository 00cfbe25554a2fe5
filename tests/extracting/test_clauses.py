"""Speakers that the clause of a figure names. Every text here is invented."""

from __future__ import annotations

import pytest
from tests.extracting.toy_mentions import mention, sentences

from tollbook.extracting.clauses import in_own_clause
from tollbook.text import words

BEFORE = "The mayor said that two had died. "


def speaker(text: str, quote: str, pointed: str = "") -> str:
    """Give whose words a count is, where the model pointed to `pointed` for it."""
    seen = words(text)
    (found,) = in_own_clause([mention(text, quote, speaker=pointed)], text, seen, sentences(text), "en")
    first, last = found.speaker
    return text[seen.starts[first] : seen.ends[last]] if first >= 0 else ""


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("The Tarn Network, for its part, spoke of 20 dead.", "The Tarn Network"),
        ("The army put rebel losses on Monday at 20.", "The army"),
        ("WHO and its partners put it at 20.", "WHO and its partners"),
        ("A third officer, however, said 20.", "A third officer"),
        ("Police had until then maintained that 20 were missing.", "Police"),
        ("On Sunday the coroner said 20.", "coroner"),
        ("NEW TARN — The FBI on Sunday revised to 20 the number of dead.", "The FBI"),
        ("TARN - The FBI on Sunday revised to 20 the number of dead.", "The FBI"),
        ("According to the hospital, 20 had died.", "the hospital"),
        ("The army put 20 men ashore.", "The mayor"),
        ("The flood claimed 20 lives.", "The mayor"),
        ("They said 20.", "The mayor"),
        ("In Tarn police said 20.", "The mayor"),
    ],
)
def test_the_subject_of_a_figures_own_sentence_goes_before_a_neighbour(sentence: str, said: str) -> None:
    assert speaker(BEFORE + sentence, "20", "The mayor") == said


@pytest.mark.parametrize(
    ("text", "pointed", "twelve", "twenty"),
    [
        ("The flood killed 12 according to police, 20 according to WHO.", "police", "police", "WHO"),
        ("Killed were 12 according to police and 20 according to the army.", "police", "police", "the army"),
        ("The mayor said 12 died while the army spoke of 20.", "The mayor", "The mayor", "the army"),
        ("Some 12 were treated; a doctor there said 20 died.", "a doctor", "", "a doctor"),
        ("The 12 are more than the 20 given earlier by police.", "police", "", "police"),
        ("They were 12, by the council's tally, and 20 in all, the mayor said.", "the mayor", "the council's",
         "the mayor"),
        ("By the council's tally 12 died, while police said 20.", "police", "the council's", "police"),
        ("The union's count of 12 exceeds the army's toll of 20.", "", "The union's", "the army's"),
        ("Our monitors counted 12 and were told by relatives that 20 died.", "Our monitors", "Our monitors",
         "relatives"),
        ("The mayor counted 12 and denied a claim by Radio Tarn that 20 died.", "The mayor", "The mayor",
         "Radio Tarn"),
    ],
)  # fmt: skip
def test_each_figure_of_a_sentence_has_its_own_speaker(
    text: str, pointed: str, twelve: str, twenty: str
) -> None:
    assert (speaker(text, "12", pointed), speaker(text, "20", pointed)) == (twelve, twenty)


def test_a_speaker_of_the_figures_own_clause_stays() -> None:
    text = "Police said at noon that 20 had died, the mayor told the council."
    assert speaker(text, "20", "the mayor") == "the mayor"


def test_whoever_speaks_behind_a_quotation_keeps_its_figures() -> None:
    text = "“We found 20. It is over.” The mayor said no more."
    assert speaker(text, "20", "The mayor") == "The mayor"


def test_a_figure_before_the_sentence_of_a_speaker_is_not_theirs() -> None:
    assert speaker("The tower buried 20 people. The mayor said two had died.", "20", "The mayor") == ""


def test_a_pronoun_is_no_speaker_but_initials_are() -> None:
    assert speaker("Some 20 had died, it said.", "20", "it") == ""
    assert speaker("Some 20 had died, WHO said.", "20", "WHO") == "WHO"
