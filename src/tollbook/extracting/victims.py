"""Victims whom no word counts: "gunmen killed the headman of Orlo" in a report that counts nobody.

A report that tells of harm and counts no dead, or no hurt, may still say of one person, by a name or as
somebody known, that he was killed or injured. The first such words make a claim of one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from types import MappingProxyType

import numpy as np
from msgspec import Struct

from tollbook import languages
from tollbook.extracting.heads import EXTENTS, GROUPS, MEASURES, SCOPES, STATUSES, Opinion
from tollbook.extracting.mentions import SURE, Mention
from tollbook.extracting.nouns import Nouns
from tollbook.extracting.numbers import CountExpression
from tollbook.text import Words

LONGEST = 6
"""A noun with its adjectives, or a name, has so many words at most."""

LEAD = 3
"""Whom a report tells of stands in so many of its first sentences."""

ALIKE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "killed": frozenset({"killed"}),
        "injured": frozenset({"injured", "critical", "hospitalised", "casualties"}),
    }
)
"""The measures of victims, each with those that tell of the same people."""

Phrases = tuple[tuple[str, ...], ...]


class VictimData(Struct, frozen=True, forbid_unknown_fields=True):
    """The part `victims` of a language pack."""

    before: dict[str, tuple[str, ...]]
    behind: dict[str, tuple[str, ...]]
    definite: frozenset[str]
    pronouns: frozenset[str]
    ends: frozenset[str]
    charged: frozenset[str]
    meant: frozenset[str]
    parting: frozenset[str]
    no_names: frozenset[str]


class Telling(Struct, frozen=True):
    """A report's text, its words, its sentences as ranges of them, and the nouns of its language."""

    text: str
    words: Words
    ranges: Sequence[tuple[int, int]]
    nouns: Nouns


class _Text(Struct, frozen=True):
    """What is looked for in a report, and what it is looked for with."""

    told: Telling
    data: VictimData

    @property
    def lower(self) -> Sequence[str]:
        """The words in lower case."""
        return self.told.words.lower

    def capital(self, index: int) -> bool:
        """Tell whether a word is written as a name is."""
        begins = self.told.text[self.told.words.starts[index]]
        return begins.isupper() and self.lower[index] not in self.data.no_names


def with_uncounted(mentions: Sequence[Mention], told: Telling, language: str) -> list[Mention]:
    """Give the mentions of a report that tells of harm, with a victim of each kind whom no count tells of."""
    report = _Text(told, languages.load(language, "victims", VictimData))
    found = list(mentions)
    for measure, alike in ALIKE.items():
        if not any(mention.measure in alike for mention in mentions):
            found += [_mention(*victim, measure) for victim in islice(_victims(report, measure), 1)]
    return sorted(found, key=lambda mention: mention.count.anchor)


def _victims(report: _Text, measure: str) -> Iterator[tuple[int, int, int]]:
    """Give sentence, first and last word of each victim of a measure whom a report opens with."""
    for sentence, (first, end) in enumerate(report.told.ranges[:LEAD]):
        for start, last in _told(report, first, end, measure):
            yield sentence, start, last


def _told(report: _Text, first: int, end: int, measure: str) -> Iterator[tuple[int, int]]:
    """Give the words of each victim of a measure whom a sentence tells of without a count."""
    lower, data = report.lower, report.data
    for verb in range(first, end):
        if not data.charged.isdisjoint(lower[first:verb]):
            return
        if any(_is(phrase, lower, verb) for phrase in _split(data.behind[measure])):
            yield from _subject(report, first, verb)
        meant = verb > first and lower[verb - 1] in data.meant
        for phrase in () if meant else _split(data.before[measure]):
            if _is(phrase, lower, verb):
                yield from _object(report, verb + len(phrase), end)


def _object(report: _Text, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give whoever is named right behind a verb: somebody known, a name, or a pronoun."""
    lower, data = report.lower, report.data
    last = next((i for i in range(start, end) if lower[i] in data.ends), end) - 1
    if not start <= last < start + LONGEST:
        return
    pronoun = last == start and lower[start] in data.pronouns
    known = last > start and lower[start] in data.definite and _person(report, last)
    if pronoun or known or _named(report, start, last):
        yield start, last


def _named(report: _Text, start: int, last: int) -> bool:
    """Tell whether words are the name of a person: two or more, or one that is told apart behind it."""
    lower = report.lower
    long = last > start or lower[last + 1 : last + 2] in ([","], ["("])
    named = long and all(map(report.capital, range(start, last + 1)))
    return named and not report.told.nouns.is_plural(lower[last])


def _person(report: _Text, last: int) -> bool:
    """Tell whether a noun behind "the" may be one person: no plural, and no animal."""
    head = report.lower[last]
    return head.isalpha() and not report.told.nouns.is_plural(head) and not report.told.nouns.is_animal(head)


def _subject(report: _Text, first: int, verb: int) -> Iterator[tuple[int, int]]:
    """Give the known or named person with whom a sentence begins, whose verb is at `verb`."""
    lower, data, nouns = report.lower, report.data, report.told.nouns
    stop = next((i for i in range(first + 1, verb) if lower[i] in data.ends and lower[i] != "'"), verb)
    known = lower[first] in data.definite and any(map(nouns.is_person, lower[first:stop]))
    named = stop - first > 1 and all(map(report.capital, range(first, stop)))
    its_verb = data.parting.isdisjoint(lower[first:verb]) and not nouns.is_plural(lower[stop - 1])
    if (known or named) and its_verb and stop - first <= LONGEST:
        yield first, stop - 1


@cache
def _split(phrases: tuple[str, ...]) -> Phrases:
    return tuple(tuple(phrase.split()) for phrase in phrases)


def _is(phrase: Sequence[str], lower: Sequence[str], index: int) -> bool:
    return all(index + i < len(lower) and lower[index + i] == word for i, word in enumerate(phrase))


def _mention(sentence: int, first: int, last: int, measure: str) -> Mention:
    """Give the claim-to-be of one person harmed in the report's own voice, with no doubt and no speaker."""
    opinion = Opinion(
        measures=_sure(MEASURES, measure),
        scope=_sure(SCOPES, "event"),
        status=_sure(STATUSES, "asserted"),
        extent=_sure(EXTENTS, "whole"),
        groups=np.zeros(len(GROUPS), np.float32),
        optional=1.0,
        end=-1,
        speaker=(-1, -1),
        speaker_confidence=0.0,
        via=(-1, -1),
        whole=np.ones(1, np.float32),
    )
    count = CountExpression(first, first, last, "bare", 1, 1)
    return Mention(count, measure, SURE, last, opinion, (-1, -1), (-1, -1), -1, sentence, in_words=True)


def _sure(names: Sequence[str], name: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.asarray([one == name for one in names], np.float32)
