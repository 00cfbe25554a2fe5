"""Mentions for tests: count expressions with what a model might think of them."""

from __future__ import annotations

import numpy as np

from tollbook.extracting.heads import EXTENTS, GROUPS, MEASURES, STATUSES, Opinion
from tollbook.extracting.mentions import Mention, sentence_ranges
from tollbook.extracting.numbers import CountExpression
from tollbook.text import words

Range = tuple[int, int]
NOBODY: Range = (-1, -1)


def place(text: str, quote: str) -> Range:
    """Give the words of a quote at its first place in the text, the last one included."""
    seen, start = words(text), text.index(quote)
    return seen.at(start), seen.at(start + len(quote) - 1)


def sentences(text: str) -> list[Range]:
    """Give the sentences of a text as word indices."""
    return sentence_ranges(text, words(text))


def mention(text: str, quote: str, *, speaker: str = "", scope: tuple[float, ...] = (1, 0, 0)) -> Mention:
    """Give a mention of somebody killed at the first place of its quote."""
    first, last = place(text, quote)
    chances = {name: np.zeros(len(of), np.float32) for name, of in FIELDS.items()}
    opinion = Opinion(
        **chances, scope=np.array(scope, np.float32), optional=0.0, end=-1, speaker=NOBODY,
        speaker_confidence=0.9, via=NOBODY, whole=np.ones(1, np.float32),
    )  # fmt: skip
    number = next(i for i, (begin, end) in enumerate(sentences(text)) if begin <= first < end)
    count = CountExpression(first, first, last, "number", 1, 1)
    teller = place(text, speaker) if speaker else NOBODY
    return Mention(count, "killed", 1.0, last, opinion, teller, NOBODY, -1, number)


FIELDS = {"measures": MEASURES, "status": STATUSES, "extent": EXTENTS, "groups": GROUPS}
