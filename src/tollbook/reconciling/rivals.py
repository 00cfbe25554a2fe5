"""Which two figures do not count against each other, and by which rule.

Takes: the figures of one incident. Gives: for a pair the name of the rule that keeps it apart, or nothing.
Change this when: figures are shown as a conflict that a fair reader would not call one; say why in the rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from tollbook.model import Place
from tollbook.reconciling.figures import Figure
from tollbook.reconciling.overtaking import key, time_order

FINEST_TOWN = 3
"""Places up to this precision (UCDP where_prec) are towns or parts of them, which do not hold each other."""

ONE_BREATH = 2
"""Sentences that are no further apart than this are read as one breath of a speaker."""

FAR = (2, 5)
"""A figure below two fifths of another counts something else.

Unless the text sets the two beside each other.
"""

MOST_PARTS = 5
"""So many parts of a total are looked for at most."""

MOST_CANDIDATES = 14
"""Of so many figures at most are the parts of a total looked for."""


class Rivals:
    """The figures of one incident with what is known of pairs of them."""

    def __init__(self, figures: Sequence[Figure], cumulative: Sequence[Figure] = ()) -> None:
        self.parts = explained([*figures, *cumulative])
        self._figures = figures
        self._most_attackers: defaultdict[str, int] = defaultdict(int)
        for figure in figures:
            if "perpetrator" in figure.tags:
                most = max(self._most_attackers[figure.measure], figure.high or figure.low)
                self._most_attackers[figure.measure] = most
        self._several = {(f.report, f.measure) for f in cumulative if f.whole and f.headline}
        self._dead: defaultdict[str, set[int]] = defaultdict(set)
        for figure in figures:
            if figure.measure == "killed" and figure.exact:
                self._dead[figure.report].add(figure.low)

    def apart(self, one: Figure, other: Figure) -> str | None:
        """Give the rule that keeps two figures from counting against each other, or `None`."""
        if key(one) == key(other) and (one.low, one.high) == (other.low, other.high):
            return "the-same-number"
        if time_order(one, other) != 0:
            return "of-different-times"
        if _elsewhere(one.place, other.place):
            return "of-different-places"
        if 0 in (one.high, other.high) and one.low != other.low and not _same_place(one, other):
            return "a-zero-speaks-of-its-own-place"
        if key(one) == key(other) and one.report == other.report:
            rule = _within_report(one, other)
            if rule is not None:
                return rule
        if one.measure == other.measure and (_is_headline_of(one, other) or _is_headline_of(other, one)):
            return "headline-of-a-named-figure"
        if one.measure == other.measure and self._attackers(one, other):
            return "with-or-without-the-attackers"
        if one.measure == other.measure and self._part_of(one, other):
            return "adds-up-with-others"
        if key(one) == key(other) and self._beside(one, other):
            return "adds-up-with-others"
        if (
            one.sentence != other.sentence
            and _alike_key(one) == _alike_key(other)
            and (one.report, one.measure) in self._several
        ):
            return "several-incidents-in-one-report"
        if one.measure == other.measure == "injured" and self._died(one, other):
            return "died-of-wounds"
        return None

    def totals_of(self, part: Figure) -> Iterator[str]:
        """Give the totals that a figure is a part of.

        By its words, or because it makes them up with others.
        """
        if part.parent is not None:
            yield part.parent
        sums = self.parts.get(part.id, ())
        yield from (f.id for f in self._figures if f.low in sums and _alike_key(f) == _alike_key(part))

    def _part_of(self, one: Figure, other: Figure) -> bool:
        """Tell whether the smaller figure is a part of a total that is no larger than the other one."""
        small, large = (one, other) if one.low <= other.low else (other, one)
        return (
            small.low < large.low
            and small.tags <= large.tags
            and any(total <= large.low for total in self.parts.get(small.id, ()))
        )

    def _attackers(self, one: Figure, other: Figure) -> bool:
        """Tell whether two tolls of people differ by no more than the attackers that somebody counts."""
        if one.tags or other.tags:
            return False
        return 0 < abs(one.low - other.low) <= self._most_attackers[one.measure]

    def _beside(self, one: Figure, other: Figure) -> bool:
        """Tell whether two figures are parts of one total: they count different people."""
        return not set(self.parts.get(one.id, ())).isdisjoint(self.parts.get(other.id, ()))

    def _died(self, one: Figure, other: Figure) -> bool:
        """Tell whether two counts of the injured differ by a number of dead: they died of their wounds."""
        if one.at.exact and one.at.start == other.at.start and other.at.exact:
            return False
        return abs(one.low - other.low) in self._dead[one.report] | self._dead[other.report]


def _elsewhere(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None or one.name == other.name:
        return False
    return all(place.precision is not None and place.precision <= FINEST_TOWN for place in (one, other))


def _same_place(one: Figure, other: Figure) -> bool:
    return one.place is not None and other.place is not None and one.place.name == other.place.name


def _within_report(one: Figure, other: Figure) -> str | None:
    """Give the rule that keeps two figures of the same people in one report apart, or `None`."""
    distance = abs(one.sentence - other.sentence)
    if one.voice == other.voice and distance == 0:
        return "side-by-side-in-one-sentence"
    if one.voice == other.voice and one.named and distance <= ONE_BREATH:
        return "one-speaker-in-one-breath"
    if one.voice == other.voice and not one.whole and not other.whole:
        return "parts-of-one-speaker"
    return None


def far_apart(figures: Sequence[Figure]) -> bool:
    """Tell whether a set is two figures of one report so far apart, in number and in the text.

    That they count different things.

    Where a text sets the two beside each other it means the same people, however far apart the numbers are.
    """
    if len(figures) != 2:
        return False
    small, large = sorted(figures, key=lambda f: f.low)
    if small.report != large.report or abs(small.sentence - large.sentence) <= ONE_BREATH:
        return False
    return small.high is not None and FAR[1] * small.high < FAR[0] * large.low


def _is_headline_of(one: Figure, other: Figure) -> bool:
    """Tell whether a headline in the outlet's voice stands over a figure that has a speaker."""
    return one.report == other.report and one.headline and not one.named and other.named


def explained(figures: Sequence[Figure]) -> dict[str, tuple[int, ...]]:
    """Give for each figure the totals that it makes up together with other figures of its report.

    A total that is the exact sum of smaller figures is read as their sum: "two in one town, three in the
    other" are parts of "five", whatever their own words leave open.
    """
    found: defaultdict[str, list[int]] = defaultdict(list)
    for listed in figures:
        for claim in listed.claims if listed.derived else ():
            found[claim].append(listed.low)
    for members in _alike(figures):
        for total in {
            figure.low: figure for figure in reversed(members) if figure.low > 1 and not figure.derived
        }.values():
            best = min(_sums(total, members), key=lambda parts: _preference(parts, total), default=())
            for part in best:
                for repeat in members:
                    if (repeat.low, repeat.high, repeat.tags) == (part.low, part.high, part.tags):
                        found[repeat.id].append(total.low)
    return {figure: tuple(totals) for figure, totals in found.items()}


def _alike(figures: Sequence[Figure]) -> Iterator[list[Figure]]:
    groups: defaultdict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[_alike_key(figure)].append(figure)
    yield from groups.values()


def _alike_key(figure: Figure) -> tuple[str, str, str]:
    return figure.report, figure.measure, figure.unit


def _sums(total: Figure, members: Sequence[Figure]) -> Iterator[tuple[Figure, ...]]:
    """Give every set of two to five smaller figures that add up to a total and are no parts of each other."""
    smaller = [
        f
        for f in members
        if 0 < f.low < total.low and f.exact and not f.derived and not f.vague and not f.approx
    ]
    seen: set[tuple[object, ...]] = set()
    pool: list[Figure] = []
    for figure in smaller:
        mention = (figure.low, figure.tags, figure.labels)
        repeated = mention in seen and all(figure.sentence != other.sentence for other in pool)
        if not repeated and not any(figure.parent == other.id for other in smaller):
            pool.append(figure)
        seen.add(mention)
    pool = sorted(pool, key=lambda f: abs(f.start - total.start))[:MOST_CANDIDATES]
    for size in range(2, MOST_PARTS + 1):
        for parts in combinations(pool, size):
            if sum(part.low for part in parts) == total.low:
                yield parts


def _preference(parts: Sequence[Figure], total: Figure) -> tuple[int, int, int]:
    """Prefer fewer voices, then parts that stand close together, then fewer parts."""
    starts = [part.start for part in parts]
    return len({part.voice for part in parts}), max(starts) - min(starts), len(parts)
