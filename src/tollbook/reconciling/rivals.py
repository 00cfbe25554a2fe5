"""Which two figures do not count against each other, and by which rule.

Takes: the figures of one incident. Gives: for a pair the name of the rule that keeps it apart, or nothing.
Change this when: figures are shown as a conflict that a fair reader would not call one; say why in the rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product

from tollbook.model import Place
from tollbook.reconciling.figures import Figure
from tollbook.reconciling.overtaking import key, of_one_day, time_order

FINEST_TOWN = 3
"""Places up to this precision (UCDP where_prec) are towns or parts of them, which do not hold each other."""

ONE_BREATH = 2
"""Sentences that are no further apart than this are read as one breath of a speaker."""

FAR = (2, 5)
"""A figure below two fifths of another counts something else, unless the text sets the two side by side."""

MOST_PARTS = 5
"""So many parts of a total are looked for at most."""

MOST_CANDIDATES = 14
"""Of so many figures at most are the parts of a total looked for."""

HURT = frozenset({"injured", "hospitalised", "critical"})

Rule = Callable[[Figure, Figure], bool]


class Rivals:
    """The figures of one incident, and the rules that keep two of them from counting against each other."""

    def __init__(self, figures: Sequence[Figure], cumulative: Sequence[Figure] = ()) -> None:
        self.parts = explained([*figures, *cumulative])
        self._figures = figures
        self._several = {(f.report, f.measure) for f in cumulative if f.whole and f.headline}
        self._most_attackers: defaultdict[str, int] = defaultdict(int)
        self._stated: defaultdict[tuple[str, bool], set[int]] = defaultdict(set)
        self._totals: defaultdict[tuple[str, str, str, str], list[Figure]] = defaultdict(list)
        for figure in figures:
            if "perpetrator" in figure.tags:
                most = max(self._most_attackers[figure.measure], figure.high or figure.low)
                self._most_attackers[figure.measure] = most
            if figure.exact and (figure.measure == "killed" or figure.measure in HURT):
                self._stated[figure.report, figure.measure == "killed"].add(figure.low)
            if figure.whole and not figure.tags and not figure.labels:
                self._totals[_statement(figure)].append(figure)
        self._by_report: defaultdict[tuple[str, str, str], set[int]] = defaultdict(set)
        for figure in figures:
            if figure.whole and figure.sure and not figure.tags and not figure.labels:
                self._by_report[_alike_key(figure)].add(figure.low)
        self._rules: tuple[tuple[str, Rule], ...] = (
            ("the-same-number", _same_number),
            ("of-different-times", _at_different_times),
            ("published-on-one-day", of_one_day),
            ("of-different-events", _of_different_events),
            ("told-of-another-month", _of_another_month),
            ("of-different-places", _at_different_places),
            ("told-of-different-places", _told_of_different_places),
            ("points-back", _points_back),
            ("somebody-and-others", _somebody_and_others),
            ("a-zero-speaks-of-its-own-place", _zero_elsewhere),
            ("side-by-side-in-one-sentence", _side_by_side),
            ("one-speaker-in-one-breath", _in_one_breath),
            ("parts-of-one-speaker", _parts_of_one),
            ("headline-of-a-named-figure", _headline_over),
            ("with-or-without-the-attackers", self._attackers),
            ("adds-up-with-others", self._adds_up),
            ("several-incidents-in-one-report", self._several_incidents),
            ("both-within-a-total-of-the-report", self._within_a_total),
            ("died-of-wounds", self._died),
            ("the-shot-among-the-hurt", _shot_among_hurt),
        )

    def apart(self, one: Figure, other: Figure) -> str | None:
        """Give the rule that keeps two figures from counting against each other, or `None`.

        A part stands and falls with the total that its voice states in its report.
        """
        rule = self._rule(one, other)
        if rule is not None:
            return rule
        totals = ((self._total_over(a), b) for a, b in ((one, other), (other, one)))
        return next(
            (self._rule(total, b) for total, b in totals if total is not None and total is not b), None
        )

    def _rule(self, one: Figure, other: Figure) -> str | None:
        return next((name for name, keeps in self._rules if keeps(one, other)), None)

    def _total_over(self, part: Figure) -> Figure | None:
        """Give the one total that the voice of a part states in its report.

        If it is large enough to hold the part.
        """
        if part.whole and not part.tags:
            return None
        totals = {total.low: total for total in self._totals[_statement(part)] if total.low > part.low}
        return next(iter(totals.values())) if len(totals) == 1 else None

    def totals_of(self, part: Figure) -> Iterator[str]:
        """Give the totals that a figure is a part of.

        By its words, or because it makes them up with others.
        """
        if part.parent is not None:
            yield part.parent
        sums = self.parts.get(part.id, ())
        yield from (f.id for f in self._figures if f.low in sums and _alike_key(f) == _alike_key(part))

    def _attackers(self, one: Figure, other: Figure) -> bool:
        """Tell whether two tolls of people differ by no more than the attackers that somebody counts."""
        if one.measure != other.measure or one.tags or other.tags:
            return False
        return 0 < abs(one.low - other.low) <= self._most_attackers[one.measure]

    def _adds_up(self, one: Figure, other: Figure) -> bool:
        """Tell whether two figures are parts of one total.

        Or one of them a part of a total within the other.
        """
        if one.measure != other.measure:
            return False
        mine, theirs = self.parts.get(one.id, ()), self.parts.get(other.id, ())
        if key(one) == key(other) and not set(mine).isdisjoint(theirs):
            return True
        small, large = (one, other) if one.low <= other.low else (other, one)
        inside = any(total <= large.low for total in self.parts.get(small.id, ()))
        return inside and small.low < large.low and small.tags <= large.tags

    def _several_incidents(self, one: Figure, other: Figure) -> bool:
        """Tell whether two figures stand in one report under a headline that counts several incidents."""
        same = _alike_key(one) == _alike_key(other) and one.sentence != other.sentence
        return same and (one.report, one.measure) in self._several

    def _within_a_total(self, one: Figure, other: Figure) -> bool:
        """Tell whether a report states a total that holds two of its figures together: they are its parts."""
        if _alike_key(one) != _alike_key(other) or one.sentence == other.sentence:
            return False
        if (one.tags | one.labels | other.tags | other.labels) - {"civilian"}:
            return False
        most, both = max(one.low, other.low), one.low + other.low
        return any(most < total and both <= total for total in self._by_report[_alike_key(one)])

    def _died(self, one: Figure, other: Figure) -> bool:
        """Tell whether people died of their wounds between two figures.

        Two counts of the injured then differ by a number of dead, or the dead and the injured of the two
        reports add up to the same.
        """
        if (
            one.measure != other.measure
            or one.measure not in ("killed", "injured")
            or _of_one_moment(one, other)
        ):
            return False
        dead = self._stated[one.report, True] | self._stated[other.report, True]
        if one.measure == "injured" and abs(one.low - other.low) in dead:
            return True
        killed = one.measure == "killed"
        mine, theirs = self._stated[one.report, not killed], self._stated[other.report, not killed]
        if one.report == other.report:
            return False
        return any(one.low + a == other.low + b for a, b in product(mine, theirs))


def _same_number(one: Figure, other: Figure) -> bool:
    return key(one) == key(other) and (one.low, one.high) == (other.low, other.high)


def _at_different_times(one: Figure, other: Figure) -> bool:
    return time_order(one, other) != 0


def _of_one_moment(one: Figure, other: Figure) -> bool:
    return one.at.exact and other.at.exact and one.at.start == other.at.start


def _of_different_events(one: Figure, other: Figure) -> bool:
    """Tell whether the words date the harm of two figures to different times."""
    if one.event is None or other.event is None:
        return False
    return one.event[1] < other.event[0] or other.event[1] < one.event[0]


def _of_another_month(one: Figure, other: Figure) -> bool:
    """Tell whether a report opens the sentence of one figure with a month, that of the other not."""
    return one.report == other.report and one.opening.month != other.opening.month


def _told_of_different_places(one: Figure, other: Figure) -> bool:
    """Tell whether the sentences of two figures of one report open with the names of two places."""
    mine, theirs = one.opening.place, other.opening.place
    return one.report == other.report and None not in (mine, theirs) and mine != theirs


def _points_back(one: Figure, other: Figure) -> bool:
    """Tell whether one figure points back to people that its report, or its voice, has told of before.

    "The three arrested persons" are those whom somebody counted, and no count of their own.
    """
    same = one.report == other.report or one.voice == other.voice
    return same and (one.definite or other.definite)


def _somebody_and_others(one: Figure, other: Figure) -> bool:
    """Tell whether one figure leaves out the one who stands before it: "a player and 8 others" are nine."""
    small, large = (one, other) if one.low <= other.low else (other, one)
    return one.measure == other.measure and small.sets_beside and large.low - small.low == 1


def _at_different_places(one: Figure, other: Figure) -> bool:
    """Tell whether two figures speak of different towns; a town and its region may be one place.

    Between reports on one incident only where both name the town beside the figure.
    """
    if one.report != other.report and not (one.placed and other.placed):
        return False
    return one.place is not None and other.place is not None and _elsewhere(one.place, other.place)


def _elsewhere(one: Place, other: Place) -> bool:
    if one.name == other.name:
        return False
    return all(place.precision is not None and place.precision <= FINEST_TOWN for place in (one, other))


def _zero_elsewhere(one: Figure, other: Figure) -> bool:
    """Tell whether one figure is a zero.

    It speaks of its own place and moment, unless both name one place beside the figure.
    """
    if 0 not in (one.high, other.high) or one.low == other.low:
        return False
    if not (one.placed and other.placed):
        return True
    return one.place is None or other.place is None or one.place.name != other.place.name


def _rival(one: Figure, other: Figure) -> bool:
    """Tell whether two figures count the same people, or one of them is too small a whole for the other."""
    if key(one) == key(other):
        return True
    return any(
        small.whole and small.ceiling is not None and small.ceiling < large.floor and small.tags <= large.tags
        for small, large in ((one, other), (other, one))
        if one.unit == other.unit
    )


def _side_by_side(one: Figure, other: Figure) -> bool:
    """Tell whether one voice names both in one sentence.

    It speaks of two things, or of a course of events.
    """
    same = (one.report, one.sentence, one.voice) == (other.report, other.sentence, other.voice)
    return same and _rival(one, other)


def _in_one_breath(one: Figure, other: Figure) -> bool:
    """Tell whether one named speaker gives both within a few sentences.

    Nobody states two tolls in one breath.
    """
    same = one.report == other.report and one.voice == other.voice and one.named
    return same and abs(one.sentence - other.sentence) <= ONE_BREATH and _rival(one, other)


def _parts_of_one(one: Figure, other: Figure) -> bool:
    """Tell whether both are parts that one voice names in one report: they are different parts."""
    same = one.report == other.report and one.voice == other.voice and key(one) == key(other)
    return same and not one.whole and not other.whole


def _headline_over(one: Figure, other: Figure) -> bool:
    """Tell whether one is the headline, in the outlet's voice, over a figure that has a speaker."""
    return one.measure == other.measure and (_is_headline_of(one, other) or _is_headline_of(other, one))


def _is_headline_of(one: Figure, other: Figure) -> bool:
    return one.report == other.report and one.headline and not one.named and other.named


def _shot_among_hurt(one: Figure, other: Figure) -> bool:
    """Tell whether a count of people shot is smaller than one of people hurt.

    Who need not all have been shot.
    """
    small, large = (one, other) if one.low <= other.low else (other, one)
    return one.measure == other.measure == "injured" and bool(small.readings) and not large.readings


def far_apart(figures: Sequence[Figure]) -> bool:
    """Tell whether a set is two figures so far apart that they count different things.

    Where a text sets the two beside each other it means the same people, however far apart the numbers are.
    """
    if len(figures) != 2:
        return False
    small, large = sorted(figures, key=lambda f: f.low)
    if small.report == large.report and abs(small.sentence - large.sentence) <= ONE_BREATH:
        return False
    return small.high is not None and FAR[1] * small.high < FAR[0] * large.low


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
                for repeat in figures:
                    if _repeats(repeat, part):
                        found[repeat.id].append(total.low)
    return {figure: tuple(totals) for figure, totals in found.items()}


def _alike(figures: Sequence[Figure]) -> Iterator[list[Figure]]:
    groups: defaultdict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[_alike_key(figure)].append(figure)
    yield from groups.values()


def _repeats(one: Figure, part: Figure) -> bool:
    """Tell whether a figure repeats the number of a part.

    Of its group, or of one that holds it or lies in it.

    Another voice in the same report repeats it only for the same group.
    """
    same = (one.measure, one.unit, one.low, one.high) == (part.measure, part.unit, part.low, part.high)
    if not same or one.tags == part.tags:
        return same
    retold = one.report != part.report or one.voice == part.voice
    return retold and (one.tags <= part.tags or part.tags <= one.tags)


def _statement(figure: Figure) -> tuple[str, str, str, str]:
    return figure.report, figure.voice, figure.measure, figure.unit


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
