"""The words of a mention: where its quote ends, and which mentions are left out for what they count.

Somebody who is named and then told apart ("Adem Kola (40), a teacher") is one victim: of the two mentions
that with the count word stays.

The model says how far a count expression reaches; it may reach too far. A quote is qualifier, number and noun
(GUIDE): it ends before a relative clause, a preposition of place or a participle with its own preposition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from msgspec.structs import replace

from tollbook.extracting.agreeing import LinkData
from tollbook.extracting.mentions import Mention
from tollbook.extracting.nouns import Nouns
from tollbook.extracting.scan import HarmWords
from tollbook.text import Words

FLOORS: Mapping[str, float] = MappingProxyType({"share": 0.9, "bare": 0.5})
"""How sure the model must be of a mention, by the kind of its count; `FLOOR` for every other kind."""

FLOOR = 0.75

_DASHES = "–—"
_QUOTES = "\"“”'’"


def refine(mentions: Sequence[Mention], words: Words, nouns: Nouns) -> list[Mention]:
    """Give the mentions that are sure enough, none of animals or organisations, quotes cut at the noun."""
    found = []
    for mention in mentions:
        if mention.confidence < FLOORS.get(mention.count.kind, FLOOR):
            continue
        shorter = replace(mention, last=_end(mention, words, nouns))
        named = mention.count.kind == "bare" and nouns.is_organisation(
            words.lower[shorter.count.first : shorter.last + 1]
        )
        if not named and not _of_animals(shorter, words.lower, nouns):
            found.append(shorter)
    return found


def without_labels(mentions: Sequence[Mention], words: Words, harm: HarmWords) -> list[Mention]:
    """Leave out the label of a number: in "Houses destroyed: 5,412" the houses are counted once."""
    behind: Sequence[Mention | None] = [*mentions[1:], None]
    return [one for one, other in zip(mentions, behind, strict=False) if not _labels(one, other, words, harm)]


def _labels(one: Mention, other: Mention | None, words: Words, harm: HarmWords) -> bool:
    if other is None or not _bare(one) or one.sentence != other.sentence or one.measure != other.measure:
        return False
    between = words.lower[one.last + 1 : other.count.first]
    return bool(between) and between[-1] == ":" and all(harm.measures(word) for word in between[:-1])


def _of_animals(mention: Mention, lower: Sequence[str], nouns: Nouns) -> bool:
    """Tell whether a mention counts animals, and not people named after them ("20 dog handlers")."""
    bare_number = mention.last == mention.count.last  # then the noun stands behind the quote
    first, last = (
        (mention.count.first, mention.last + 1) if bare_number else (mention.count.last + 1, mention.last)
    )
    named = [*lower[first : last + 2], ""]
    return any(
        nouns.is_animal(word) and (nouns.is_animal(behind) or not nouns.is_plural(behind))
        for word, behind in pairwise(named[: last + 2 - first])
    )


def once(mentions: Sequence[Mention], words: Words, links: LinkData) -> list[Mention]:
    """Leave out a name that stands beside another mention of the same victim, with only naming words between.

    In a list ("the mayor, a nurse and two patients were") nobody is told apart and all of it stays, unless
    its verb is singular ("the mayor, a nurse and a mother of two, was").
    """
    left_out = set()
    for one, other, behind in zip(mentions, mentions[1:], [*mentions[2:], None], strict=False):
        if not ((_bare(one) and (_bare(other) or _single(other))) or (_single(one) and _bare(other))):
            continue
        if not _beside(one, other, words, links.naming):
            continue
        if behind and _single(other) and _beside(other, behind, words, links.listing):
            if not (_single(behind) and _is_singular(words.lower[behind.last + 1 :], links)):
                continue
            left_out.add(id(behind))
        left_out.add(id(other if _bare(other) else one))
    return [mention for mention in mentions if id(mention) not in left_out]


def without_bases(
    mentions: Sequence[Mention], words: Words, harm: HarmWords, links: LinkData
) -> list[Mention]:
    """Leave out of "23 of the 54 passengers died" the 54: they were there, and no more is said of them.

    Of things shot down the base was launched (GUIDE: "18 of 29 missiles were shot down"). A base that is told
    to be harmed itself ("12 of the 14 killed were children") stays.
    """
    found: list[Mention] = []
    for mention in mentions:
        if found and _is_base(found[-1], mention, words, harm, links):
            if found[-1].measure != "intercepted":
                continue
            mention = replace(mention, measure="launched")
        found.append(mention)
    return found


def _is_base(part: Mention, base: Mention, words: Words, harm: HarmWords, links: LinkData) -> bool:
    between = words.lower[part.count.last + 1 : base.count.first]
    while between and (between[0] in _QUOTES or part.measure in harm.measures(between[0])):
        between = between[1:]
    if part.sentence != base.sentence or not between or part.measure not in (base.measure, "intercepted"):
        return False
    if between[0] not in links.of or not all(word in links.base for word in between[1:]):
        return False
    named = words.lower[base.count.last + 1 : base.last + 1]
    behind, further = [*words.lower[base.last + 1 : base.last + 3], "", ""][:2]
    told = base.measure in harm.measures(behind) and further in links.plural
    told = told or (behind in links.relative and base.measure in harm.measures(further))
    return not told and not any(base.measure in harm.measures(word) for word in named)


def _bare(mention: Mention) -> bool:
    return mention.count.kind == "bare"


def _single(mention: Mention) -> bool:
    return mention.count.kind == "single" or (
        (mention.count.low, mention.count.high) == (1, 1) and not _bare(mention)
    )


def _is_singular(behind: Sequence[str], links: LinkData) -> bool:
    """Tell whether the first verb behind a list is singular."""
    verb = next(
        (word for word in behind if word in links.singular or word in links.plural or word == "."), ""
    )
    return verb in links.singular


def _beside(one: Mention, other: Mention, words: Words, links: frozenset[str]) -> bool:
    """Tell whether two mentions of one measure have nothing but `links` and numbers between them."""
    between = words.lower[one.last + 1 : other.count.first]
    alike = one.sentence == other.sentence and one.measure == other.measure
    return alike and bool(between) and all(word in links or word.isdigit() for word in between)


def _parts(words: Words, index: int, count: int) -> bool:
    """Tell whether the word at `index` is a dash between a count that ends at `count` and its parts.

    "26 – 25 Indians and a Nepali": a hyphen is one right behind the number only, and with space around it.
    """
    dashes = ("-", *_DASHES) if index == count + 1 else _DASHES
    apart = words.starts[index] > words.ends[index - 1]
    return apart and words.lower[index] in dashes and words.lower[index + 1 : index + 2] != []


def _end(mention: Mention, words: Words, nouns: Nouns) -> int:
    """Give the last word of the quote."""
    lower = words.lower
    if mention.count.kind == "bare":
        return mention.last
    for index in range(mention.count.last + 1, mention.last + 1):
        following = lower[index + 1] if index + 1 < len(lower) else ""
        parted = (
            nouns.compares(following) if lower[index] == "," else _parts(words, index, mention.count.last)
        )
        if parted:
            return max(index - 1, mention.count.last)
        participle = lower[index].endswith("ed") and following in nouns.behind_participles
        if participle or nouns.ends_quote(lower[index]):
            return max(index - 1, mention.count.last)
    return mention.last
