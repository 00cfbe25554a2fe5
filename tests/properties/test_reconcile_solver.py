"""The solver finds all and only the minimal sets, and widening a bound never narrows what is left open."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.reconciling.intervals import Bound
from tollbook.reconciling.solver import Limits, clashes, holds, interval

CELLS = range(3)
MOST = 5
SUMS = [frozenset(cells) for size in (1, 2, 3) for cells in combinations(CELLS, size)]


def can_hold(bounds: list[Bound]) -> bool:
    """Try every way to fill the cells."""
    return any(
        all(
            bound.low
            <= sum(values[cell] for cell in bound.cells)
            <= (99 if bound.high is None else bound.high)
            for bound in bounds
        )
        for values in product(range(MOST + 1), repeat=len(CELLS))
    )


def minimal_sets(bounds: list[Bound]) -> set[frozenset[str]]:
    """Try every subset of the names."""
    names = sorted({name for bound in bounds for name in bound.needs})
    found: list[frozenset[str]] = []
    for size in range(1, len(names) + 1):
        for chosen in map(frozenset, combinations(names, size)):
            if any(smaller <= chosen for smaller in found):
                continue
            if not can_hold([bound for bound in bounds if bound.needs <= chosen]):
                found.append(chosen)
    return set(found)


@st.composite
def some_bounds(draw: st.DrawFn) -> list[Bound]:
    """Draw up to six bounds; a closed one never needs more than the cells can hold in the trial above."""
    bounds = []
    for index in range(draw(st.integers(1, 6))):
        cells = draw(st.sampled_from(SUMS))
        low = draw(st.integers(0, MOST))
        high = draw(st.one_of(st.none(), st.integers(low, MOST)))
        bounds.append(Bound(frozenset((f"n{index}",)), cells, low, high))
    return bounds


@given(some_bounds())
@settings(max_examples=80, deadline=None)
def test_all_and_only_the_minimal_sets(bounds: list[Bound]) -> None:
    result = clashes(bounds, limits=Limits(sets=1_000, seconds=60))
    assert result.complete
    assert set(result.sets) == minimal_sets(bounds)


@given(some_bounds(), st.integers(0, 20))
@settings(max_examples=80, deadline=None)
def test_pairs_kept_apart_are_in_no_set(bounds: list[Bound], seed: int) -> None:
    names = sorted({name for bound in bounds for name in bound.needs})
    apart = [frozenset(pair) for index, pair in enumerate(combinations(names, 2)) if (index + seed) % 3 == 0]
    result = clashes(bounds, apart, Limits(sets=1_000, seconds=60))
    expected = {found for found in minimal_sets(bounds) if not any(pair <= found for pair in apart)}
    assert set(result.sets) == expected


@given(some_bounds(), st.sampled_from(SUMS), st.data())
@settings(max_examples=60, deadline=None)
def test_widening_a_bound_never_narrows_the_interval(
    bounds: list[Bound], target: frozenset[int], data: st.DataObject
) -> None:
    if not holds(bounds):
        return
    index = data.draw(st.integers(0, len(bounds) - 1))
    old = bounds[index]
    low = data.draw(st.integers(0, old.low))
    high = None if old.high is None else data.draw(st.one_of(st.none(), st.integers(old.high, MOST + 3)))
    wider = [*bounds[:index], Bound(old.needs, old.cells, low, high), *bounds[index + 1 :]]
    before, after = interval(bounds, target), interval(wider, target)
    assert before is not None
    assert after is not None
    assert after[0] <= before[0]
    assert after[1] is None or (before[1] is not None and after[1] >= before[1])


def test_large_numbers_and_sums_that_do_not_nest() -> None:
    million = 10**12
    bounds = [
        Bound(frozenset("a"), frozenset({0, 1}), million, million),
        Bound(frozenset("b"), frozenset({1, 2}), million, million),
        Bound(frozenset("c"), frozenset({0, 1, 2}), 0, million - 1),
        Bound(frozenset("d"), frozenset({1}), 0, million),
    ]
    assert set(clashes(bounds).sets) == {frozenset("ac"), frozenset("bc")}
