"""A statement in the making, and the text that rules of attribution look at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from msgspec import Struct

from tollbook.extracting.statements.acts import PLAIN, StatementWords
from tollbook.extracting.statements.quotations import Range, lines, quotations
from tollbook.text import Words

NOWHERE: Range = (-1, -1)
CLOSES = frozenset(",;.!?:")
"""Marks behind a content that do not belong to it."""

STOPS = CLOSES | frozenset('()"“”«»–—')
"""Marks that a phrase does not go beyond."""


class Saying(Struct, frozen=True):
    """A statement in the making: ranges of word indices, last included, and the rule that gave it.

    `source` is the mention beside the cue; it is `NOWHERE` for the own voice, or where `of` holds the mention
    of a speaker whose statement goes on here.
    """

    cue: Range
    content: Range
    source: Range = NOWHERE
    of: Range = NOWHERE
    act: str = PLAIN
    addressee: Range = NOWHERE
    target: Range = NOWHERE
    rule: str = "heard"


Spoken = Mapping[int, Sequence[Saying]]
"""Sayings by the sentence in which their cue begins."""


class Said(Struct, frozen=True):
    """What rules of attribution look at: the text, its words, sentences, lines and quotations.

    `breaks` are the words that begin a paragraph, in order.
    """

    text: str
    words: Words
    sentences: Sequence[Range]
    lines: Sequence[Range]
    quotations: Sequence[Range]
    terms: StatementWords
    breaks: Sequence[int]

    def quoted(self, word: int) -> bool:
        """Tell whether the word at an index stands in a quotation."""
        at = _holding(self.quotations, word)
        return at >= 0 and word <= self.quotations[at][1]

    def sentence(self, word: int) -> int:
        """Give the number of the sentence that the word at an index stands in."""
        return _holding(self.sentences, word)

    def line(self, word: int) -> int:
        """Give the number of the line that the word at an index stands in."""
        return _holding(self.lines, word)

    def around(self, stretch: Range) -> Sequence[Range]:
        """Give the quotations that overlap a stretch of words."""
        first = max(0, _holding(self.quotations, stretch[0]))
        last = _holding(self.quotations, stretch[1])
        return [q for q in self.quotations[first : last + 1] if q[1] >= stretch[0]]

    def trimmed(self, stretch: Range) -> Range:
        """Give a stretch of words without the marks at its end."""
        first, last = stretch
        while last > first and self.words.lower[last] in CLOSES:
            last -= 1
        return first, last


def said(text: str, words: Words, ranges: Sequence[Range], terms: StatementWords) -> Said:
    """Give what rules look at, for a text with its sentences as ranges of word indices (end excluded)."""
    paragraphs = lines(text, words)
    sentences = [(first, end - 1) for first, end in ranges]
    return Said(
        text, words, sentences, paragraphs, quotations(words, paragraphs), terms, sorted(words.paragraphs)
    )


def inside(inner: Range, outer: Range) -> bool:
    """Tell whether one stretch of words lies in another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _holding(stretches: Sequence[Range], word: int) -> int:
    """Give the number of the last stretch that begins at or before a word, or -1."""
    return bisect_right(stretches, word, key=lambda stretch: stretch[0]) - 1
