"""Counts that plain words make claims of: "the deaths of 12 adults", "11 rebels surrendered".

The model judges every count expression; where words that leave no doubt govern one, they go before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from msgspec import Struct

from tollbook import languages

NOBODY = "none"
"""Stands for a measure where plain words say that a count is of people whom nobody harmed."""

ANY = "*"
"""Stands for any one word of a phrase."""

LONGEST = 5
"""A phrase has so many words at most."""

LONGEST_NAME = 8
"""Between a noun and its verb stand so many words at most, such as a name."""

_PARTS: tuple[Literal["before", "behind", "doing"], ...] = ("before", "behind", "doing")

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]


class PlainWords(Struct, frozen=True):
    """Phrases by measure that stand right before a count, and right behind what is counted.

    `doing` are verbs right before a count that the model takes for harm already; `ends` are words before
    which what belongs to the noun ("members of the committee") ends.
    """

    before: Phrases
    behind: Phrases
    doing: Phrases
    ends: frozenset[str]


@cache
def plain_words(language: str) -> PlainWords:
    """Give the plain words of a language, by its ISO 639-1 name."""
    data = languages.load(
        language, "plain", dict[Literal["before", "behind", "doing", "of"], dict[str, list[str]]]
    )
    before, behind, doing = (
        {m: tuple(tuple(p.split()) for p in some) for m, some in data[part].items()} for part in _PARTS
    )
    return PlainWords(before, behind, doing, frozenset(data["of"]["ends"]))


def said_before(lower: Sequence[str], first: int, phrases: Phrases) -> str | None:
    """Give the measure that the words right before the word at `first` name, or `None`."""
    return next(
        (m for m, some in phrases.items() for p in some if _is(p, lower[max(0, first - len(p)) : first])),
        None,
    )


def said_behind(lower: Sequence[str], last: int, plain: PlainWords) -> str | None:
    """Give the measure that the words right behind the word at `last` name, or `None`.

    What belongs to the noun may stand between ("five members of the eastern committee | surrendered").
    """
    found = _begun(lower[last + 1 : last + 1 + LONGEST], plain.behind)
    if found is not None or "of" not in lower[last + 1 : last + 2]:
        return found
    for first in range(last + 2, min(last + 2 + LONGEST_NAME, len(lower))):
        found = _begun(lower[first : first + LONGEST], plain.behind)
        if found is not None or lower[first] in plain.ends:
            return found
        if not lower[first].isalnum() and lower[first] != "-":
            return None
    return None


def _begun(words: Sequence[str], phrases: Phrases) -> str | None:
    """Give the measure of the phrase with which words begin, or `None`."""
    return next((m for m, some in phrases.items() for p in some if _is(p, words[: len(p)])), None)


def _is(phrase: Sequence[str], words: Sequence[str]) -> bool:
    return len(phrase) == len(words) and all(
        wanted in (word, ANY) for wanted, word in zip(phrase, words, strict=True)
    )
