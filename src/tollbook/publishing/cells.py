"""Small groups: which of them are held back, and what else with them, so that nobody can work them out.

A group is *small* where it counts fewer people than the project's smallest cell, and more than none. The
groups of one axis (age, sex, status; every role is an axis of its own) divide a total, so one that is left
out can be worked out from the others. Therefore an axis is shown whole or not at all:

- The findings of an axis are shown only if none of its groups is small, and what the total leaves beside any
  of them, or beside all, is not small either. Everything that can be worked out from what is shown is a sum
  of such parts, and a sum of parts none of which is small is not small.
- Words of reports (claims, steps of a toll, conflicts) are shown only if the same holds among all claims that
  are of one report or of one time, whoever states them.
- Casualties divide into killed and injured: where an axis is held back for one of the three it is for the
  others that show it too.
- An earlier version counts: where a total that is new and an old group would leave a small one, the total is
  held back; where an old total stood without its groups, and a new group would leave a small rest of it, the
  new groups are.

Takes: findings, claims, the smallest cell. Gives: `Held`. Change this when: a table of groups is published
that is not divided along these axes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from tollbook.model import Chosen, Claim, Finding

AXES = {
    "age": ("child", "adult", "elderly"),
    "sex": ("man", "woman"),
    "status": ("civilian", "combatant", "perpetrator", "side_a", "side_b", "police", "unknown"),
}
"""The groups that divide a total, by axis; any other tag is an axis of its own, with everybody else."""

ACROSS = {"women_and_children": ("age", "sex")}
"""Groups that lie across two axes, which are then held back together."""

OUTCOMES = ("casualties", "killed", "injured")
"""The first is the sum of the others."""

FIGHTERS = frozenset({"combatant", "side_a", "side_b"})
"""Groups whose losses stay in the house unless the project shows them."""

Counted = tuple[str, str]
"""A measure and a unit."""

Ends = tuple[int | None, int | None, int | None]
"""Low, best and high, or as many of them as are known."""


class Policy(Struct, frozen=True, kw_only=True):
    """The smallest group that is shown, and whether fighters are."""

    smallest: int
    combatants: bool


class Held(Struct, frozen=True, kw_only=True):
    """What is held back: axes of a measure among the findings, single claims, and totals."""

    axes: frozenset[tuple[Counted, str]]
    claims: frozenset[str]
    totals: frozenset[Counted]

    def holds(self, measure: str, unit: str, group: Sequence[str]) -> bool:
        """Tell whether a number of this measure and group is held back."""
        counted = (measure, unit)
        if not group:
            return counted in self.totals
        return any((counted, axis) in self.axes for tag in group for axis in axes_of(tag))


Figure = Finding | Chosen


def axes_of(tag: str) -> tuple[str, ...]:
    """Give the axes that a tag lies on; a tag that divides nobody else is its own axis."""
    if tag in ACROSS:
        return ACROSS[tag]
    return next(((axis,) for axis, tags in AXES.items() if tag in tags), (tag,))


def held_back(
    figures: Sequence[Figure], claims: Sequence[Claim], earlier: Sequence[Sequence[Figure]], policy: Policy
) -> Held:
    """Give what must not be shown of the figures and claims of one incident, with what was shown earlier.

    `earlier` are the figures of each earlier version.
    Only people are counted in groups that could tell who somebody is; things are shown as they are.
    """
    people = [claim for claim in claims if claim.unit == "person" and claim.group]
    axes = _axes(figures, claims, policy)
    axes |= _kept_back(figures, earlier, policy)
    axes |= _carried_over(axes, figures, people)
    hidden = {claim.id for claim in people if _on(claim, axes)}
    totals = [claim for claim in claims if claim.unit == "person" and not claim.group]
    for counted, axis in _keys(people):
        mine = [c for c in people if _counted(c) == counted and axis in _axes_of(c.group)]
        whole = [c for c in totals if _counted(c) == counted]
        for cluster in _clusters(mine):
            if _small_among(cluster, whole, policy.smallest):
                hidden |= {claim.id for claim in cluster}
    hidden |= _pairs(people, hidden, policy)
    return Held(
        axes=frozenset(axes),
        claims=frozenset(hidden),
        totals=frozenset(_given_away(figures, earlier, axes, policy)),
    )


def _axes(figures: Sequence[Figure], claims: Sequence[Claim], policy: Policy) -> set[tuple[Counted, str]]:
    """Give the axes of which a finding, or a person's range, would show a small group."""
    held = set()
    for counted, axis in _keys(figures):
        if counted[1] != "person":
            continue
        mine = [f for f in figures if _counted(f) == counted and f.group and axis in _axes_of(f.group)]
        whole = [_ends(f) for f in figures if _counted(f) == counted and not f.group]
        if _shows_small(mine, whole, policy.smallest):
            held.add((counted, axis))
    if not policy.combatants:
        of_fighters = (each for each in (*figures, *claims) if FIGHTERS.intersection(each.group))
        held |= {(_counted(each), "status") for each in of_fighters}
    return held


def _shows_small(groups: Sequence[Figure], totals: Sequence[Ends], smallest: int) -> bool:
    """Tell whether a group, or what a total leaves beside some of the groups, is small at any end."""
    ends = [_ends(figure) for figure in groups]
    if any(_small(number, smallest) for each in ends for number in each):
        return True
    some = (chosen for size in range(1, len(ends) + 1) for chosen in combinations(ends, size))
    return any(
        _small(whole - sum(each[end] or 0 for each in chosen), smallest)
        for chosen in some
        for total in totals
        for end, whole in enumerate(total)
        if whole is not None and all(each[end] is not None for each in chosen)
    )


def _carried_over(
    axes: Iterable[tuple[Counted, str]], figures: Sequence[Figure], claims: Sequence[Claim]
) -> set[tuple[Counted, str]]:
    """Give the axes of casualties, killed and injured that would show what is held back for one of them."""
    shown = set(_keys([*figures, *claims]))
    more = set()
    for (measure, unit), axis in axes:
        if measure in OUTCOMES and ((OUTCOMES[0], unit), axis) in shown:
            more |= {((other, unit), axis) for other in OUTCOMES}
    return more


def _kept_back(
    figures: Sequence[Figure], earlier: Sequence[Sequence[Figure]], policy: Policy
) -> set[tuple[Counted, str]]:
    """Give the axes whose groups would leave a small rest of a total that stood without them earlier."""
    held = set()
    for counted, axis in _keys(figures):
        if counted[1] != "person":
            continue
        mine = [f for f in figures if _counted(f) == counted and axis in _axes_of(f.group)]
        alone = [version for version in earlier if (counted, axis) not in _keys(version)]
        before = [_ends(f) for version in alone for f in version if _counted(f) == counted and not f.group]
        if _shows_small(mine, before, policy.smallest):
            held.add((counted, axis))
    return held


def _given_away(
    figures: Sequence[Figure],
    earlier: Sequence[Sequence[Figure]],
    axes: Iterable[tuple[Counted, str]],
    policy: Policy,
) -> Iterator[Counted]:
    """Give the measures whose new total, less a group that an earlier version shows, leaves a small one."""
    shown = [figure for version in earlier for figure in version]
    for counted, axis in axes:
        old = [f for f in shown if _counted(f) == counted and f.group and axis in _axes_of(f.group)]
        new = [_ends(f) for f in figures if _counted(f) == counted and not f.group]
        before = [_ends(f) for f in shown if _counted(f) == counted and not f.group]
        fresh = [ends for ends in new if ends not in before]
        if old and _shows_small(old, fresh, policy.smallest):
            yield counted


def _clusters(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Give the claims that somebody could set against each other: of one report, or of one time."""
    clusters: list[list[Claim]] = []
    for claim in claims:
        beside = [cluster for cluster in clusters if any(_together(claim, other) for other in cluster)]
        clusters = [cluster for cluster in clusters if cluster not in beside]
        clusters.append([claim, *(other for cluster in beside for other in cluster)])
    return clusters


def _together(one: Claim, other: Claim) -> bool:
    """Tell whether two claims are of one report or of times that overlap; an unknown time overlaps any."""
    mine, theirs = one.times.as_of, other.times.as_of
    if one.report == other.report or mine is None or theirs is None:
        return True
    return mine.start[:10] <= theirs.end[:10] and theirs.start[:10] <= mine.end[:10]


def _small_among(cluster: Sequence[Claim], totals: Sequence[Claim], smallest: int) -> bool:
    """Tell whether a claim of a cluster is small, or a total of its reports or time leaves a small rest."""
    numbers: dict[tuple[str, ...], set[int]] = {}
    for claim in cluster:
        numbers.setdefault(claim.group, set()).update(_numbers(claim))
    if any(_small(number, smallest) for group in numbers.values() for number in group):
        return True
    beside = [total for total in totals if any(_together(total, claim) for claim in cluster)]
    wholes = {number for total in beside for number in _numbers(total)}
    sums: set[int] = set()
    for group in numbers.values():
        sums |= group | {so_far + number for so_far in sums for number in group}
    return any(_small(whole - part, smallest) for whole in wholes for part in sums)


def _pairs(claims: Sequence[Claim], hidden: set[str], policy: Policy) -> set[str]:
    """Give the claims on people of two groups at once that leave a small rest of either group."""
    more = set()
    for claim in claims:
        if len(claim.group) < 2 or claim.id in hidden:
            continue
        wider = [c for c in claims if _counted(c) == _counted(claim) and set(c.group) < set(claim.group)]
        alike = [
            c for c in claims if c.id != claim.id and len(c.group) > 1 and set(c.group) & set(claim.group)
        ]
        numbers = {n for c in [claim, *alike] for n in _numbers(c)}
        sums = numbers | {one + other for one, other in combinations(numbers, 2)}
        rests = (whole - part for c in wider for whole in _numbers(c) for part in sums)
        if any(_small(rest, policy.smallest) for rest in rests):
            more.add(claim.id)
    return more


def _keys(things: Iterable[Figure | Claim]) -> dict[tuple[Counted, str], None]:
    """Give the measures with the axes on which something is stated, each once."""
    return dict.fromkeys((_counted(each), axis) for each in things for axis in _axes_of(each.group))


def _axes_of(group: Iterable[str]) -> set[str]:
    return {axis for tag in group for axis in axes_of(tag)}


def _on(claim: Claim, axes: set[tuple[Counted, str]]) -> bool:
    return any((_counted(claim), axis) in axes for axis in _axes_of(claim.group))


def _counted(thing: Figure | Claim) -> Counted:
    return thing.measure, thing.unit


def _ends(figure: Figure) -> Ends:
    return figure.low, figure.best, figure.high


def _numbers(claim: Claim) -> set[int]:
    return {number for number in (claim.count.low, claim.count.high) if number is not None}


def _small(number: int | None, smallest: int) -> bool:
    return number is not None and 0 < number < smallest
