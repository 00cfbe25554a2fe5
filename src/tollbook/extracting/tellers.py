"""Speakers that plain words or signs name: "Residents said more than 20", "… — Ada Lund (@alund)"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from tollbook import languages
from tollbook.extracting.identity import names
from tollbook.extracting.mentions import Mention
from tollbook.extracting.relaying import RelayData
from tollbook.text import Words

LONGEST_SUBJECT = 6
"""A subject that plainly says something has so many words at most."""

_SIGNED = re.compile(r"[—–-][ \t]*([^\W\d_][^\n()@—–]{1,60}?)[ \t]*\(@[ \t]?\w+\)")

Range = tuple[int, int]


def plainly_told(
    mentions: Sequence[Mention], text: str, words: Words, ranges: Sequence[Range], language: str
) -> list[Mention]:
    """Give the mentions with the subject that plainly says them or who signed the post as speaker."""
    data = languages.load(language, "relaying", RelayData)
    posts = list(_posts(text, words))
    found = []
    for mention in mentions:
        signed = next((name for post, name in posts if post[0] <= mention.count.first < post[1]), None)
        begin = ranges[mention.sentence][0]
        plain = _subject(begin, mention.count.first, words, data)
        if (
            plain is not None
            and not begin <= mention.speaker[0]
            and _is_speaker(plain, text, words, language)
        ):
            mention = replace(mention, speaker=plain, via=(-1, -1))
        elif signed is not None and mention.speaker[0] < 0:
            mention = replace(mention, speaker=signed)
        found.append(mention)
    return found


def _subject(begin: int, count: int, words: Words, data: RelayData) -> Range | None:
    """Give the subject of a sentence that begins at a word and says the count at another, or `None`."""
    lower = words.lower
    verb = count - 1
    while verb > begin and lower[verb] in data.that:
        verb -= 1
    subject = lower[begin:verb]
    plain = (
        verb > begin
        and lower[verb] in data.plainly
        and len(subject) <= LONGEST_SUBJECT
        and data.no_subject.isdisjoint(subject)
        and all(word.isalpha() or word in "-’'" for word in subject)
    )
    return (begin, verb - 1) if plain else None


def _is_speaker(name: Range, text: str, words: Words, language: str) -> bool:
    """Tell whether words name a speaker: by a word for one, or by two that are written as a name."""
    capitals = sum(text[words.starts[i]].isupper() for i in range(name[0], name[1] + 1))
    return capitals > 1 or bool(names(language).kinds(text[words.starts[name[0]] : words.ends[name[1]]]))


def _posts(text: str, words: Words) -> Iterator[tuple[Range, Range]]:
    """Give the words of each post that is signed, the end excluded, and those of the name that signs it.

    A signature in a paragraph of its own signs the one before.
    """
    breaks = sorted(words.paragraphs)
    for match in _SIGNED.finditer(text):
        dash = words.at(match.start())
        at = bisect_right(breaks, dash) - 1
        begin = breaks[at] if breaks[at] < dash or at == 0 else breaks[at - 1]
        yield (begin, dash), (words.at(match.start(1)), words.at(match.end(1) - 1))
