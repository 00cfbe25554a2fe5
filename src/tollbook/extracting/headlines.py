"""Headlines that name their speaker beside a colon: "Police: two dead", "Two dead in fire: police"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from tollbook.extracting.identity import names
from tollbook.extracting.mentions import Mention
from tollbook.text import Words

LONGEST_HEADLINE = 30
"""A first paragraph of more words is no headline."""

LONGEST_NAME = 6
"""A name beside a colon has so many words at most."""

COLON = ":"

Range = tuple[int, int]


def headline(words: Words) -> int:
    """Give the index of the word behind the headline, 0 where a text has none."""
    behind = min(words.paragraphs - {0}, default=0)
    return behind if behind <= LONGEST_HEADLINE else 0


def headlined(mentions: Sequence[Mention], text: str, words: Words, language: str) -> list[Mention]:
    """Give the mentions of the headline that name nobody to who is named beside a colon in it."""
    end = headline(words)
    tellers = [part for part in _beside_colons(words, end) if _speaks(part, text, words, language)]
    return [
        replace(mention, speaker=tellers[0])
        if mention.count.first < end and mention.speaker[0] < 0 and len(tellers) == 1
        else mention
        for mention in mentions
    ]


def _beside_colons(words: Words, end: int) -> Iterator[Range]:
    """Give the short parts of a headline between its ends and colons."""
    colons = [i for i in range(end) if words.lower[i] == COLON]
    if not colons:
        return
    for before, behind in zip([-1, *colons], [*colons, end], strict=True):
        if 0 < behind - before - 1 <= LONGEST_NAME:
            yield before + 1, behind - 1


def _speaks(part: Range, text: str, words: Words, language: str) -> bool:
    name = text[words.starts[part[0]] : words.ends[part[1]]]
    return not any(word.isdecimal() for word in words.lower[part[0] : part[1] + 1]) and (
        names(language).kind(name) is not None
    )
