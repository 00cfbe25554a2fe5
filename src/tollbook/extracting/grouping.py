"""Of which group people are that a count tells of: by its nouns and age, its neighbours, or the model.

Takes: the mentions of a report with its words and sentences. Gives: the groups of each. Change this when:
other words around a count tell who was harmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from tollbook.extracting.heads import GROUPS
from tollbook.extracting.mentions import Mention
from tollbook.extracting.nouns import Nouns, group_of
from tollbook.extracting.numerals import DASHES
from tollbook.extracting.pack import Pack

ADULT = 18
"""Years of age from which a person is an adult (GUIDE: 18 or older)."""

OLDEST = 120
"""Nobody is older than this, in years."""

LONGEST_ITEM = 5
"""Items of a list that share a noun have so many words at most, the one that bears it aside."""


class _Told(Struct, frozen=True):
    lower: Sequence[str]
    ranges: Sequence[tuple[int, int]]
    pack: Pack

    @property
    def nouns(self) -> Nouns:
        """The nouns of the language."""
        return self.pack.nouns

    def quote(self, mention: Mention) -> Sequence[str]:
        """Give the words of a count expression in lower case."""
        return self.lower[mention.count.first : mention.last + 1]


def grouped(
    mentions: Sequence[Mention], lower: Sequence[str], ranges: Sequence[tuple[int, int]], pack: Pack
) -> dict[int, tuple[str, ...]]:
    """Give the groups of each mention in alphabetical order, by the index of its anchor.

    The words of the count name them or, in a list, those of its last item; else the model infers them.
    """
    told = _Told(lower, ranges, pack)
    found = {}
    for number, mention in enumerate(mentions):
        named = _named(mention, told) or _of_list(mentions[number:], told) or _inferred(mention, told)
        age = _age(mention, told)
        if age is not None:
            named = (named - {"adult", "child"}) | {"child" if age < ADULT else "adult"}
        found[mention.count.anchor] = tuple(sorted(named))
    return found


def _named(mention: Mention, told: _Told) -> set[str]:
    """Give the groups that the words of a count name; an army's own "men" are its soldiers."""
    quote, nouns = told.quote(mention), told.nouns
    named = {group for word in quote for group in nouns.groups(word)}
    owned = len(quote) > 2 and quote[-2] in nouns.owning and nouns.singular(quote[-1]) in nouns.own_people
    if owned and (side := nouns.side(told.lower[told.ranges[mention.sentence][0] : mention.count.first])):
        return {side}
    return named or set(nouns.phrase_groups(quote))


def _of_list(mentions: Sequence[Mention], told: _Told) -> set[str]:
    """Give the groups of the noun that the last item of a list bears for all.

    "Two Fijian and one Nepalese guards": the others have no noun of their own, only commas and "and" stand
    between.
    """
    nouns = told.nouns
    for item, following in pairwise(mentions):
        quote, between = told.quote(item), told.lower[item.last + 1 : following.count.first]
        bare = len(quote) <= LONGEST_ITEM and len(quote) > 1 and not any(map(nouns.is_person, quote[1:]))
        listed = item.sentence == following.sentence and item.measure == following.measure
        if not (listed and bare and between and set(between) <= nouns.joining):
            return set()
        if not told.lower[item.last][0].isalpha() or nouns.is_plural(told.lower[item.last]):
            return set()
        if nouns.is_plural(told.lower[following.last]):
            return set(nouns.groups(told.lower[following.last]))
    return set()


def _inferred(mention: Mention, told: _Told) -> set[str]:
    """Give the groups that the model infers where the words name none.

    A group that needs a sign must be borne out by a word of this sentence or of one beside it; of some of
    those who were told of before by one of this sentence alone: "six of the injured" are no children.
    """
    nouns = told.nouns
    probabilities = dict(zip(GROUPS, map(float, mention.opinion.groups), strict=True))
    aside = 0 if nouns.of_others(told.quote(mention)) else 1
    first = told.ranges[max(0, mention.sentence - aside)][0]
    last = told.ranges[min(mention.sentence + aside, len(told.ranges) - 1)][1]
    near = told.lower[first:last]
    return {group for group in group_of(probabilities) if nouns.is_shown(group, near)}


def _age(mention: Mention, told: _Told) -> int | None:
    """Give the age in years that the count expression itself states ("a 12-year-old boy"), or `None`."""
    if mention.count.kind not in ("age", "single", "bare"):
        return None
    lower, ages = told.lower, told.pack.numbers.ages
    for i in range(mention.count.anchor, mention.last + 1):
        if lower[i].isdecimal() and len(lower[i]) < 4:
            behind = [w for w in lower[i + 1 : i + 3] if w not in DASHES]
            if behind and behind[0] in ages:
                return int(lower[i]) * ages[behind[0]]
    return next(_ages_after(mention, told), None)


def _ages_after(mention: Mention, told: _Told) -> Iterator[int]:
    """Give the age behind a count expression: between commas ("a man, 36, …") or as in "a woman of 61"."""
    before, age, behind, *_ = [*told.lower[mention.last + 1 : mention.last + 4], "", "", ""]
    if not age.isdecimal() or int(age) >= OLDEST:
        return
    if before == "," and len(age) < 3 and behind in (",", ".", ";", "and", ""):
        yield int(age)
    person = told.nouns.groups(told.lower[mention.last])
    if before in told.nouns.of_age and person and not told.nouns.is_plural(behind) and behind not in DASHES:
        yield int(age)
