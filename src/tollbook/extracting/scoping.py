"""The scope of a count: what the model thinks of it, and what its sentence says of times and places.

Words such as "since the war began" or "in three separate attacks" are evidence, no rule: they are added to
the log odds of the model, so that they decide where it is unsure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from msgspec import Struct

from tollbook import languages
from tollbook.extracting.expressions import Expressions
from tollbook.extracting.heads import SCOPES, Array
from tollbook.extracting.mentions import Mention
from tollbook.extracting.number_words import NumberWords, number_words
from tollbook.model import Scope
from tollbook.text import Words

REACH = 6
"""A word of comparison stands at most so many words before the time that it compares with."""

PLAIN_ODDS = 3.0
"""Log odds by which a running total is plainly one."""

LEAST = 1e-4
"""No scope is less likely than this by the model alone."""

_YEAR = re.compile(r"(?:1[89]|20)\d\d")


class EvidenceEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that speak for a scope, as log odds against that of the report's own incident.

    With `behind` they speak only of counts that stand behind them, with `again` only where an earlier
    sentence counts something too.
    """

    words: list[str]
    background: float
    cumulative: float
    behind: bool = False
    again: bool = False


class ScopeData(Struct, frozen=True, forbid_unknown_fields=True):
    """The part `scope` of a language pack."""

    evidence: list[EvidenceEntry]
    comparing: frozenset[str]
    relative: frozenset[str]
    ends: frozenset[str]


class ScopeWords(Struct, frozen=True):
    """The words that speak for a scope in one language, ready to be looked up."""

    entries: Sequence[EvidenceEntry]
    telling: Expressions[int]
    comparing: frozenset[str]
    relative: frozenset[str]
    ends: frozenset[str]
    numbers: NumberWords


@cache
def scope_words(language: str) -> ScopeWords:
    """Give the words that speak for a scope in a language."""
    data = languages.load(language, "scope", ScopeData)
    telling = ((words, number) for number, entry in enumerate(data.evidence) for words in entry.words)
    return ScopeWords(
        data.evidence, Expressions(telling), data.comparing, data.relative, data.ends, number_words(language)
    )


def scopes(
    mentions: Sequence[Mention], words: Words, ranges: Sequence[tuple[int, int]], known: ScopeWords
) -> dict[int, Scope]:
    """Give the scope of each mention, by the index of its anchor; `ranges` are the sentences.

    A whole that is not plainly a running total is none where all of its parts tell of the event.
    """
    opening = min((mention.sentence for mention in mentions), default=0)
    odds = {}
    for mention in mentions:
        told = _told(mention, words.lower, ranges, known)
        heard = [entry for entry in told if mention.sentence > opening or not entry.again]
        odds[mention.count.anchor] = _odds(mention.opinion.scope, heard)
    found = {anchor: SCOPES[int(each.argmax())] for anchor, each in odds.items()}
    parts: dict[int, list[Scope]] = {}
    for mention in mentions:
        if mention.whole in found and mention.whole != mention.count.anchor:
            parts.setdefault(mention.whole, []).append(found[mention.count.anchor])
    for whole, of_parts in parts.items():
        unsure = odds[whole].max() - odds[whole][SCOPES.index("event")] < PLAIN_ODDS
        if found[whole] == "cumulative" and unsure and set(of_parts) == {"event"}:
            found[whole] = "event"
    return found


def _heard_of(
    mention: Mention, lower: Sequence[str], sentence: tuple[int, int], known: ScopeWords
) -> Sequence[str]:
    """Give the words of a sentence that may date a count: none of a clause that tells who was counted.

    "killed two men who had surrendered in 2012": the year is that of the surrender.
    """
    first, last = sentence
    behind = range(mention.last + 1, last)
    clause = next((i for i in behind if lower[i] in known.relative), last)
    end = next((i for i in range(clause, last) if lower[i] in known.ends), last)
    return [*lower[first:clause], *lower[end:last]]


def _odds(chances: Array, told: Sequence[EvidenceEntry]) -> Array:
    weights = [0.0, sum(entry.background for entry in told), sum(entry.cumulative for entry in told)]
    odds: Array = np.log(chances + LEAST) + np.asarray(weights, np.float32)
    return odds


def _told(
    mention: Mention, lower: Sequence[str], ranges: Sequence[tuple[int, int]], known: ScopeWords
) -> list[EvidenceEntry]:
    """Give what the words of its sentence say of a count, each kind of evidence once."""
    sentence = ranges[mention.sentence]
    before = lower[sentence[0] : mention.count.first]
    found = {n for n in _said(before, known) if known.entries[n].behind}
    found |= {
        n for n in _said(_heard_of(mention, lower, sentence, known), known) if not known.entries[n].behind
    }
    return [known.entries[number] for number in sorted(found)]


def _said(sentence: Sequence[str], known: ScopeWords) -> set[int]:
    """Give the numbers of the entries whose words stand in a sentence, behind no word of comparison."""
    plain = [_plain(word, known.numbers) for word in sentence]
    return {
        number
        for at in range(len(plain))
        for _, number in known.telling.at(plain, at, len(plain))
        if known.comparing.isdisjoint(sentence[max(0, at - REACH) : at])
    }


def _plain(word: str, numbers: NumberWords) -> str:
    """Give a year and a number above one as the words of the pack write them."""
    if _YEAR.fullmatch(word):
        return "2000"
    return "10" if numbers.begins_number(word) and word != "1" and numbers.cardinals.get(word) != 1 else word
