"""Counts that plain words make claims of: "the deaths of 12 adults", "damage was recorded in 22 houses".

The model judges every count expression; where words that leave no doubt govern one, they go before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from tollbook import languages

ANY = "*"
"""Stands for any one word of a phrase."""

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]


@cache
def plain_words(language: str) -> Phrases:
    """Give by measure the phrases that stand right before a count and say what it counts."""
    data = languages.load(language, "plain", dict[str, list[str]])
    return {measure: tuple(tuple(phrase.split()) for phrase in phrases) for measure, phrases in data.items()}


def said_plainly(lower: Sequence[str], first: int, phrases: Phrases) -> str | None:
    """Give the measure that the words right before the word at `first` name, or `None`."""
    for measure, some in phrases.items():
        for phrase in some:
            before = lower[max(0, first - len(phrase)) : first]
            if len(before) == len(phrase) and all(
                wanted in (word, ANY) for wanted, word in zip(phrase, before, strict=True)
            ):
                return measure
    return None
