"""Loaded language: words by which a report judges in its own voice, marked with a neutral gloss.

Nothing is counted and nothing is scored: the marks are for a person who reads the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from tollbook.extracting.phrases import Phrases
from tollbook.extracting.statements.quotations import lines, quotations
from tollbook.languages import load, parts
from tollbook.model import Furniture, Loaded, Statement
from tollbook.text import Words


class LoadedWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The part `loaded` of a language pack: glosses and the words that each stands for."""

    glosses: dict[str, list[str]]
    names: list[str] = []


class _Terms(Struct, frozen=True):
    words: Phrases[str | None]


def loaded(
    text: str,
    text_words: Words,
    said: Sequence[Statement],
    furniture: Sequence[Furniture],
    language: str,
) -> tuple[Loaded, ...]:
    """Give the loaded words of a text in text order.

    Left out are words inside quotations, in what somebody else is reported to say (`said`), in the furniture
    of the page, and inside proper names that hold such a word.
    """
    terms = _terms(language)
    if terms is None:
        return ()
    quoted = [
        (text_words.starts[first], text_words.ends[last])
        for first, last in quotations(text_words, lines(text, text_words))
    ]
    theirs = [(s.content.start, s.content.end) for s in said if s.speaker is not None]
    page = [(part.start, part.end) for part in furniture]
    closed = _joined([*quoted, *theirs, *page])
    found: list[Loaded] = []
    at = 0
    for first, size, gloss in terms.words.within(text_words.lower):
        start, end = text_words.starts[first], text_words.ends[first + size - 1]
        while at < len(closed) and closed[at][1] <= start:
            at += 1
        inside = at < len(closed) and closed[at][0] < end
        if gloss is not None and not inside:
            found.append(Loaded(start=start, end=end, gloss=gloss))
    return tuple(found)


def _joined(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give stretches in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


@cache
def _terms(language: str) -> _Terms | None:
    if "loaded" not in parts(language):
        return None
    data = load(language, "loaded", LoadedWords)
    meaning: dict[str, str | None] = {w: gloss for gloss, found in data.glosses.items() for w in found}
    return _Terms(Phrases(meaning | dict.fromkeys(data.names)))
