"""Counts that plain words make claims of: "the deaths of 12 adults", "11 rebels surrendered".

The model judges every count expression; where words that leave no doubt govern one, they go before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

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

LONGEST_ASIDE = 16
"""A clause between a noun and its verb ("kidnapped a week ago in the province of Lor") has so many words."""

NOUN = 2
"""A noun behind a number has so many words at most, where the model does not say how many it has."""

_QUOTES = "\"“”'‘’«»"

Phrase = tuple[int, str, tuple[str, ...]]
"""Its place among the phrases of its list, its measure, and its words."""


class Phrases:
    """Phrases by measure, looked up by their first and last words; of two the one listed first counts."""

    def __init__(self, measures: Mapping[str, Sequence[str]]) -> None:
        self._first: dict[str, list[Phrase]] = {}
        self._last: dict[str, list[Phrase]] = {}
        said = ((measure, tuple(phrase.split())) for measure, some in measures.items() for phrase in some)
        for place, (measure, words) in enumerate(said):
            self._first.setdefault(words[0], []).append((place, measure, words))
            self._last.setdefault(words[-1], []).append((place, measure, words))

    def beginning(self, words: Sequence[str]) -> str | None:
        """Give the measure of a phrase with which words begin, or `None`."""
        if not words:
            return None
        known = (*self._first.get(words[0], ()), *self._first.get(ANY, ()))
        return _first_of(phrase for phrase in known if _is(phrase[2], words[: len(phrase[2])]))

    def ending(self, words: Sequence[str]) -> str | None:
        """Give the measure of a phrase with which words end, or `None`."""
        if not words:
            return None
        known = (*self._last.get(words[-1], ()), *self._last.get(ANY, ()))
        return _first_of(phrase for phrase in known if _is(phrase[2], words[-len(phrase[2]) :]))


def _first_of(found: Iterable[Phrase]) -> str | None:
    least = min(found, default=None)
    return least[1] if least else None


class PlainWords(Struct, frozen=True):
    """Phrases by measure that stand right before a count, and right behind what is counted.

    `doing` are verbs right before a count that the model takes for harm already; `ends` are words before
    which what belongs to the noun ("members of the committee") ends. `befell` stand behind what is counted
    and verbs of `helping`, also behind a clause that opens with one of `aside` and has none of `aside_ends`;
    those of them that are `surely` so make a claim by themselves.
    """

    before: Phrases
    behind: Phrases
    doing: Phrases
    befell: Phrases
    surely: Phrases
    ends: frozenset[str]
    helping: frozenset[str]
    aside: frozenset[str]
    aside_ends: frozenset[str]


class PlainData(Struct, frozen=True, forbid_unknown_fields=True):
    """The part `plain` of a language pack."""

    before: dict[str, list[str]]
    behind: dict[str, list[str]]
    doing: dict[str, list[str]]
    befell: dict[str, list[str]]
    surely: dict[str, list[str]]
    of: dict[str, list[str]]
    helping: frozenset[str]
    aside: frozenset[str]
    aside_ends: frozenset[str]


@cache
def plain_words(language: str) -> PlainWords:
    """Give the plain words of a language, by its ISO 639-1 name."""
    data = languages.load(language, "plain", PlainData)
    befell = {m: [*data.befell.get(m, ()), *data.surely.get(m, ())] for m in {**data.befell, **data.surely}}
    return PlainWords(
        Phrases(data.before),
        Phrases(data.behind),
        Phrases(data.doing),
        Phrases(befell),
        Phrases(data.surely),
        frozenset(data.of["ends"]),
        data.helping,
        data.aside,
        data.aside_ends,
    )


def said_before(lower: Sequence[str], first: int, phrases: Phrases) -> str | None:
    """Give the measure that the words right before the word at `first` name, or `None`."""
    while first > 0 and lower[first - 1] in _QUOTES:
        first -= 1
    return phrases.ending(lower[max(0, first - LONGEST) : first])


def said_behind(lower: Sequence[str], last: int, plain: PlainWords) -> str | None:
    """Give the measure that the words right behind the word at `last` name, or `None`.

    What belongs to the noun may stand between ("five members of the eastern committee | surrendered").
    """
    found = plain.behind.beginning(lower[last + 1 : last + 1 + LONGEST]) or befallen(lower, last, plain)
    if found is not None or "of" not in lower[last + 1 : last + 2]:
        return found
    for first in range(last + 2, min(last + 2 + LONGEST_NAME, len(lower))):
        found = plain.behind.beginning(lower[first : first + LONGEST]) or befallen(lower, first - 1, plain)
        if found is not None or lower[first] in plain.ends:
            return found
        if not lower[first].isalnum() and lower[first] != "-":
            return None
    return None


def befallen(lower: Sequence[str], last: int, plain: PlainWords) -> str | None:
    """Give the measure of what befell those whose words end at `last`, by the verb behind them, or `None`."""
    found = _helped(lower, last + 1, plain.befell, plain.helping)
    if found is not None or lower[last + 1 : last + 2] == [] or lower[last + 1] not in plain.aside:
        return found
    for first in range(last + 2, min(last + 2 + LONGEST_ASIDE, len(lower))):
        if lower[first] in plain.aside_ends or lower[first].isdigit():
            return None
        if lower[first] in plain.helping and lower[first - 1] not in plain.aside:
            found = _helped(lower, first, plain.befell, plain.helping)
            if found is not None:
                return found
    return None


def surely_befallen(lower: Sequence[str], last: int, plain: PlainWords) -> str | None:
    """Give a sure measure of what befell a number that ends at `last`, a short noun apart."""
    for end in range(last, min(last + 1 + NOUN, len(lower) - 1)):
        stops = plain.helping | plain.aside_ends | plain.ends
        if end > last and (not lower[end].isalpha() or lower[end] in stops):
            return None
        found = _helped(lower, end + 1, plain.surely, plain.helping)
        if found is not None:
            return found
    return None


def _helped(lower: Sequence[str], first: int, phrases: Phrases, helping: frozenset[str]) -> str | None:
    """Give the measure of the phrase behind the helping verbs from `first` on, which must not be missing."""
    for at in range(first, min(first + LONGEST, len(lower))):
        found = phrases.beginning(lower[at : at + LONGEST]) if at > first else None
        if found is not None:
            return found
        if lower[at] not in helping:
            return None
    return None


def _is(phrase: Sequence[str], words: Sequence[str]) -> bool:
    return len(phrase) == len(words) and all(
        wanted in (word, ANY) for wanted, word in zip(phrase, words, strict=True)
    )
