"""Interval arithmetic over sums: exact where the sums nest, and quick. No word of the domain.

Takes: bounds on sums of non-negative whole numbers ("cells"). Gives: whether they can all hold, and what they
leave open for a sum. Change this when: a case that the arithmetic could decide is handed to the solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

Cells = frozenset[int]


class Bound(Struct, frozen=True):
    """The sum over `cells` lies between `low` and `high` (`None`.

    Open); holds while all of `needs` are believed.
    """

    needs: frozenset[str]
    cells: Cells
    low: int
    high: int | None


def intersect(bounds: Iterable[Bound]) -> dict[Cells, tuple[int, int | None]]:
    """Give the tightest interval stated for each sum; an empty interval stays as it is (low above high)."""
    tightest: dict[Cells, tuple[int, int | None]] = {}
    for bound in bounds:
        low, high = tightest.get(bound.cells, (0, None))
        tightest[bound.cells] = (max(low, bound.low), lower_of(high, bound.high))
    return tightest


def lower_of(one: int | None, other: int | None) -> int | None:
    """Give the lower of two upper ends, where `None` is no end."""
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


def nested(sums: Iterable[Cells]) -> bool:
    """Tell whether any two of the sums are disjoint, or one holds the other."""
    family = sorted(set(sums), key=len)
    return all(
        small.isdisjoint(large) or small <= large
        for index, small in enumerate(family)
        for large in family[index + 1 :]
    )


def consistent(bounds: Sequence[Bound]) -> bool:
    """Tell whether bounds on nested sums can all hold.

    Exact, in one pass from the smallest sum to the largest.
    """
    tightest = intersect(bounds)
    return _solve(tightest) is not None


def reachable(bounds: Sequence[Bound], target: Cells) -> tuple[int, int | None] | None:
    """Give the interval that consistent bounds on nested sums leave to the sum `target`.

    Or `None` if they clash.

    Exact where `target` nests with the sums; the bounds on larger sums are taken into account.
    """
    tightest = intersect(bounds)
    tightest.setdefault(target, (0, None))
    inner = _solve(tightest)
    if inner is None:
        return None
    return _from_above(tightest, inner, target)


def _solve(tightest: dict[Cells, tuple[int, int | None]]) -> dict[Cells, tuple[int, int | None]] | None:
    """Give for each sum the interval that it can take as far as the sums inside it go.

    `None` if one is empty.
    """
    order = sorted(tightest, key=len)
    children = _children(order)
    found: dict[Cells, tuple[int, int | None]] = {}
    for cells in order:
        low, high = tightest[cells]
        inside = [found[child] for child in children[cells]]
        low = max(low, sum(child_low for child_low, _ in inside))
        if sum(map(len, children[cells])) == len(cells) and inside:
            ends = [child_high for _, child_high in inside]
            if None not in ends:
                high = lower_of(high, sum(end for end in ends if end is not None))
        if high is not None and low > high:
            return None
        found[cells] = (low, high)
    return found


def _children(order: Sequence[Cells]) -> dict[Cells, list[Cells]]:
    """Give the largest sums inside each sum, for nested sums sorted by size."""
    children: dict[Cells, list[Cells]] = {cells: [] for cells in order}
    for index, cells in enumerate(order):
        for larger in order[index + 1 :]:
            if cells < larger:
                children[larger].append(cells)
                break
    return children


def _from_above(
    tightest: dict[Cells, tuple[int, int | None]], inner: dict[Cells, tuple[int, int | None]], target: Cells
) -> tuple[int, int | None]:
    """Narrow the interval of `target` by the sums that hold it, going down from the largest."""
    order = sorted(tightest, key=len)
    children = _children(order)
    chain = sorted((cells for cells in order if target <= cells), key=len, reverse=True)
    low, high = inner[chain[0]]
    for outer, cells in pairwise(chain):
        others = [inner[child] for child in children[outer] if child != cells]
        rest_is_open = sum(map(len, children[outer])) < len(outer) or any(end is None for _, end in others)
        own_low, own_high = inner[cells]
        spare = None if high is None else high - sum(other_low for other_low, _ in others)
        forced = 0 if rest_is_open else low - sum(end for _, end in others if end is not None)
        low, high = max(own_low, forced), lower_of(own_high, spare)
    return low, high
