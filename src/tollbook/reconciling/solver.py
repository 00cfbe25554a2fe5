"""Which smallest sets of bounds cannot all hold. No word of the domain.

Takes: bounds on sums of non-negative whole numbers, each believed as long as the names it needs are. Gives: every
minimal set of names whose bounds clash (by the MARCO scheme: Liffiton and others, Constraints 21, 2016). Interval
arithmetic decides where the sums nest, OR-Tools CP-SAT elsewhere; it is loaded when first needed.
Change this when: the search is too slow or gives up too early.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations
from typing import Any

from msgspec import Struct

from tollbook.reconciling.intervals import Bound, Cells, consistent, intersect, nested

Names = frozenset[str]


class Limits(Struct, frozen=True, kw_only=True):
    """How many minimal sets are looked for, and for how many seconds."""

    sets: int = 50
    seconds: float = 2.0


class Clashes(Struct, frozen=True):
    """The minimal sets found, smallest first; `complete` is false where a limit ended the search."""

    sets: tuple[Names, ...]
    complete: bool


def clashes(
    bounds: Sequence[Bound], apart: Collection[frozenset[str]] = (), limits: Limits | None = None
) -> Clashes:
    """Give every minimal set of names whose bounds clash and that holds no pair of names in `apart`.

    A bound that needs no name always holds; bounds that clash without any name raise `ValueError`.
    """
    limits = limits or Limits()
    until = time.monotonic() + limits.seconds
    problem = _Problem(bounds)
    if not problem.holds(frozenset()):
        raise ValueError("bounds that need no name cannot all hold")
    names = sorted(problem.names)
    if not apart and problem.holds(frozenset(names)):
        return Clashes((), True)
    found = _pairs(problem, names, set(apart))
    search = _Search(names, found, set(apart))
    while len(found) < limits.sets:
        if time.monotonic() > until:
            return Clashes(_sorted(found), False)
        seed = search.seed(until)
        if seed is None:
            return Clashes(_sorted(found), search.finished)
        if problem.holds(seed):
            search.block_below(_grown(problem, seed, names, search))
        else:
            smallest = _shrunk(problem, seed)
            found.append(smallest)
            search.block_above(smallest)
    return Clashes(_sorted(found), False)


def _sorted(found: Iterable[Names]) -> tuple[Names, ...]:
    return tuple(sorted(found, key=lambda names: (len(names), sorted(names))))


def _pairs(problem: _Problem, names: Sequence[str], apart: set[frozenset[str]]) -> list[Names]:
    """Give every single name and every pair that clashes by itself."""
    single = [frozenset((name,)) for name in names if not problem.holds(frozenset((name,)))]
    bad = {name for one in single for name in one}
    pairs = (
        frozenset(pair)
        for pair in combinations([name for name in names if name not in bad], 2)
        if problem.touch(*pair)
    )
    return single + [pair for pair in pairs if pair not in apart and not problem.holds(pair)]


def _shrunk(problem: _Problem, clashing: Names) -> Names:
    """Drop names from a clashing set until none can be dropped."""
    for name in sorted(clashing):
        smaller = clashing - {name}
        if not problem.holds(smaller):
            clashing = smaller
    return clashing


def _grown(problem: _Problem, holding: Names, names: Sequence[str], search: _Search) -> Names:
    """Add names to a set that holds until none can be added."""
    for name in names:
        if name not in holding and search.allows(holding | {name}) and problem.holds(holding | {name}):
            holding |= {name}
    return holding


class _Problem:
    """The bounds, and whether those that rest on some of the names can all hold; answers are remembered."""

    def __init__(self, bounds: Sequence[Bound]) -> None:
        self.bounds = bounds
        self.names = frozenset(name for bound in bounds for name in bound.needs)
        self._nested = nested(bound.cells for bound in bounds)
        self._known: dict[Names, bool] = {}
        self._cells: dict[str, Cells] = {}
        for bound in bounds:
            for name in bound.needs:
                self._cells[name] = self._cells.get(name, frozenset()) | bound.cells

    def holds(self, believed: Names) -> bool:
        """Tell whether all bounds that need only names in `believed` can hold."""
        if believed not in self._known:
            active = [bound for bound in self.bounds if bound.needs <= believed]
            exact = self._nested or nested(bound.cells for bound in active)
            self._known[believed] = consistent(active) if exact else _holds_by_solver(active)
        return self._known[believed]

    def touch(self, one: str, other: str) -> bool:
        """Tell whether two names speak of a common cell: those that do not can only clash through others."""
        return not self._cells[one].isdisjoint(self._cells[other])


class _Search:
    """Which subsets of the names are still to be looked at: a small satisfiability search over two kinds of blocks.

    A set found clashing blocks every set above it; a set found to hold blocks every set below it.
    """

    def __init__(self, names: Sequence[str], found: Iterable[Names], apart: Iterable[frozenset[str]]) -> None:
        self._names = names
        self._above = [*found, *apart]
        self._below: list[Names] = []
        self.finished = True

    def block_above(self, clashing: Names) -> None:
        """Leave out every set that holds all of `clashing`."""
        self._above.append(clashing)

    def block_below(self, holding: Names) -> None:
        """Leave out every set inside `holding`."""
        self._below.append(frozenset(self._names) - holding)

    def allows(self, names: Names) -> bool:
        """Tell whether a set lies above no blocked one."""
        return not any(block <= names for block in self._above)

    def seed(self, until: float) -> Names | None:
        """Give a largest set that is not blocked yet; `None` when there is none, or when time is up."""
        chosen = self._branch(frozenset(), list(self._below), until)
        if chosen is None:
            return None
        for name in self._names:
            if name not in chosen and self.allows(chosen | {name}):
                chosen |= {name}
        return chosen

    def _branch(self, chosen: Names, open_blocks: list[Names], until: float) -> Names | None:
        """Choose from every block below one name, without completing a block above."""
        open_blocks = [block for block in open_blocks if block.isdisjoint(chosen)]
        if not open_blocks:
            return chosen
        if time.monotonic() > until:
            self.finished = False
            return None
        options = [
            sorted(name for name in block if self.allows(chosen | {name})) for block in open_blocks
        ]
        for name in min(options, key=len):
            answer = self._branch(chosen | {name}, open_blocks, until)
            if answer is not None or not self.finished:
                return answer
        return None


def _holds_by_solver(bounds: Sequence[Bound]) -> bool:
    """Tell by CP-SAT whether bounds on sums that do not nest can all hold."""
    tightest = intersect(bounds)
    if any(high is not None and low > high for low, high in tightest.values()):
        return False
    cp_model = _cp_model()
    model = cp_model.CpModel()
    top = 1 + sum(max(low, high or 0) for low, high in tightest.values())
    cells = {cell: model.NewIntVar(0, top, "") for cell in sorted(frozenset().union(*tightest))}
    for summed, (low, high) in tightest.items():
        model.AddLinearConstraint(sum(cells[cell] for cell in summed), low, top * len(cells) if high is None else high)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = 2.0
    status = solver.Solve(model)
    return status != cp_model.INFEASIBLE


def _cp_model() -> Any:
    """Load OR-Tools, which takes a second, when it is first needed."""
    from ortools.sat.python import cp_model

    return cp_model


def holds(bounds: Sequence[Bound]) -> bool:
    """Tell whether bounds can all hold, whatever names they need."""
    return consistent(bounds) if nested(bound.cells for bound in bounds) else _holds_by_solver(bounds)
