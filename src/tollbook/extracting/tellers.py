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

LONGEST_ITEM = 7
"""An item of a list in a sentence has so many words at most behind its count."""

LONGEST_LINE = 100
"""A line of a list of figures has so many characters at most."""

_SIGNED = re.compile(r"[—–-][ \t]*([^\W\d_][^\n()@—–]{1,60}?)[ \t]*\(@[ \t]?\w+\)")

Range = tuple[int, int]


def plainly_told(
    mentions: Sequence[Mention], text: str, words: Words, ranges: Sequence[Range], language: str
) -> list[Mention]:
    """Give the mentions with the subject that plainly says them or who signed the post as speaker."""
    data = languages.load(language, "relaying", RelayData)
    posts = list(_posts(text, words))
    sources = list(_sources(text, words, data))
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
        found.append(_sourced(mention, sources))
    return _of_one_list(found, words, data)


def _sourced(mention: Mention, sources: Sequence[tuple[Range, Range]]) -> Mention:
    """Give a mention whose list stands under a line that names its source that speaker, and to none else."""
    for listed, name in sources:
        if listed[0] <= mention.count.first < listed[1]:
            return replace(mention, speaker=name) if mention.speaker[0] < 0 else mention
        if name[0] <= mention.speaker[0] <= name[1]:
            return replace(mention, speaker=(-1, -1))
    return mention


def _sources(text: str, words: Words, data: RelayData) -> Iterator[tuple[Range, Range]]:
    """Give the words of each list that a line below names the source of, the end excluded, and that name.

    A list is lines with figures that end as no sentence does; blank ones may stand before the source.
    """
    named = re.compile(rf"(?im)^[ \t]*(?:{'|'.join(sorted(data.sources))})[ \t]*:[ \t]*([^\n,;]+)")
    for match in named.finditer(text):
        first = end = len(text[: match.start()].rstrip())
        for line in reversed(text[:end].split("\n")):
            if not _is_figure(line):
                break
            first -= len(line) + 1
        if first < end:
            name = match.start(1), match.start(1) + len(match[1].rstrip(" ."))
            yield (
                (words.at(max(0, first + 1)), words.at(end - 1) + 1),
                (words.at(name[0]), words.at(name[1] - 1)),
            )


def _is_figure(line: str) -> bool:
    """Tell whether a line is one of a list of figures: short, with a number, and no sentence."""
    told = line.strip()
    return 0 < len(told) <= LONGEST_LINE and any(map(str.isdigit, told)) and told[-1] not in ".!?"


def _of_one_list(mentions: Sequence[Mention], words: Words, data: RelayData) -> list[Mention]:
    """Give the items of a list in a sentence the speaker of its first one: "four in Nalo, two in Siwa"."""
    found: list[Mention] = []
    for mention in mentions:
        before = found[-1] if found else mention
        between = words.lower[before.last + 1 : mention.count.first]
        listed = (
            before.sentence == mention.sentence
            and before.measure == mention.measure
            and 0 < len(between) <= LONGEST_ITEM
            and not data.joining.isdisjoint(between)
            and data.ends_item.isdisjoint(between)
        )
        if listed and before.speaker[0] >= 0 and mention.speaker[0] < 0:
            mention = replace(mention, speaker=before.speaker)
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
