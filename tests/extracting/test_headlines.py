"""Headlines that name their speaker beside a colon. Every text here is invented."""

from __future__ import annotations

import pytest
from tests.extracting.toy_mentions import NOBODY, mention

from tollbook.extracting.headlines import headlined
from tollbook.text import words

BODY = "\n\nA fire broke out in the harbour of Lund."


@pytest.mark.parametrize(
    ("headline", "speaker"),
    [
        ("Police: 9 dead in fire at harbour", "Police"),
        ("9 dead in fire at harbour: police", "police"),
        ("Lund: 9 dead in fire at harbour", ""),
        ("9 dead in fire at harbour", ""),
        ("Mayor: fire at harbour: 9 dead: police", ""),
    ],
)
def test_a_headline_names_its_speaker_beside_a_colon(headline: str, speaker: str) -> None:
    text, seen = headline + BODY, words(headline + BODY)
    (found,) = headlined([mention(text, "9")], text, seen, "en")
    first, last = found.speaker
    assert (text[seen.starts[first] : seen.ends[last]] if first >= 0 else "") == speaker


def test_below_the_headline_a_colon_says_nothing() -> None:
    text = "Fire at harbour: police" + BODY + " 9 died."
    (found,) = headlined([mention(text, "9")], text, words(text), "en")
    assert found.speaker == NOBODY
