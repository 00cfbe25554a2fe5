"""What the words of a count expression say beside its number: "another", "of the wounded", "a fourth".

Takes: a count and its quote. Gives: a `CountWords`, and the nouns and names that make a narrower kind.
Change this when: another word within a count decides how it counts against others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from tollbook.model import Claim, Count
from tollbook.reconciling.lexicon import lexicon, one_of

_MORE_THAN = re.compile(r"\bmore than\b", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


class CountWords(Struct, frozen=True):
    """What the words of a count say beside the number: see the lists of the same names in the lexicon."""

    further: bool
    others: bool
    partitive: bool
    numbered: bool
    civilian: bool
    introduces: bool
    definite: bool
    owned: bool
    names_group: bool
    ordinal: int
    of_the_toll: bool
    rough: bool


def count_words(count: Count, quote: str, language: str) -> CountWords:
    """Give what the words of a count expression say beside its number."""
    words = lexicon(language)
    stated = max(count.low or 0, count.high or 0)
    numbered = count.vague is None and (stated != 1 or bool(one_of(words.ones).search(quote)))
    placed = one_of(tuple(words.ordinals)).search(quote)
    ordinal = words.ordinals[placed.group().casefold()] if placed else 0
    return CountWords(
        further=bool(one_of(words.further).search(_MORE_THAN.sub("", quote))),
        others=bool(one_of(words.others).search(quote)),
        partitive=bool(one_of(words.partitives).search(quote)),
        numbered=numbered,
        # Who corrects the count of "a fourth victim" makes four of it.
        ordinal=ordinal if stated in (1, ordinal) else 0,
        of_the_toll=bool(ordinal and one_of(words.toll_nouns).search(quote)),
        rough=count.vague is None and count.high is None and bool(one_of(words.rounds).search(quote)),
        introduces=numbered or bool(one_of(words.articles).match(quote)),
        names_group=any(_tells(word.casefold(), words.plain) for word in _TOKEN.findall(quote)),
        definite=bool(one_of(words.definite).match(quote)),
        owned=bool(one_of(words.owners).match(quote)),
        civilian=any(word.casefold() in words.civilian_nouns for word in _TOKEN.findall(quote)),
    )


def _tells(word: str, plain: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether a word names people of one group ("children"), and not just people."""
    return word not in plain["any"] and any(word in nouns for nouns in plain.values())


def kind(claim: Claim, language: str, headline: bool = False) -> tuple[frozenset[str], frozenset[str]]:
    """Give the nouns and names by which a count's words make a narrower kind, and the names among them.

    Capitals tell no names in a headline.

    "field commanders" and "Mexicans" are narrower kinds than their group; "people" and "soldiers" are not.
    """
    if claim.unit != "person":
        return frozenset(), frozenset()
    plain, sides = lexicon(language).plain, lexicon(language).sides
    known = set(plain["any"]) | plain.get(claim.measure, frozenset())
    for tag in claim.group:
        known |= plain.get(tag, frozenset())
    upper = headline or claim.evidence.quote.isupper()
    labels, names = set(), set()
    for match in _TOKEN.finditer(claim.evidence.quote):
        word = match.group()
        side = next((side for side, nouns in sides.items() if word.casefold() in nouns), None)
        if side is not None:
            labels.add(f"<{side}>")
        elif word.casefold() in known or known.issuperset(word.casefold().split("-")):
            continue
        else:
            labels.add(_stem(word))
            if word[0].isupper() and match.start() > 0 and not upper:
                names.add(_stem(word))
    return frozenset(labels), frozenset(names)


def _stem(word: str) -> str:
    return word.casefold().removesuffix("s")
