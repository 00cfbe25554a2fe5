"""Which smallest sets of bounds cannot all hold. No word of the domain.

Takes: bounds on sums of non-negative whole numbers, each believed as long as the names it needs are. Gives:
every minimal set of names whose bounds clash (by the MARCO scheme: Liffiton and others, Constraints 21,
2016). Interval arithmetic decides where the sums nest, OR-Tools CP-SAT elsewhere; it is loaded when first
needed. Change this when: the search is too slow or gives up too early.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations
from types import ModuleType
from typing import Any

from msgspec import Struct

from tollbook.reconciling.intervals import Bound, Cells, consistent, intersect, nested, reachable

Names = frozenset[str]

Mask = int
"""A set of names as bits of a whole number."""


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
    if not problem.holds(0):
        raise ValueError("bounds that need no name cannot all hold")
    if problem.holds(problem.all):
        return Clashes((), True)
    search = _Search(problem, [problem.mask(pair) for pair in apart])
    found = _small(problem, search)
    while len(found) < limits.sets:
        seed = search.seed(until)
        if seed is None:
            return Clashes(_sorted(problem, found), search.finished)
        if problem.holds(seed):
            search.block_below(search.grown(seed))
        else:
            smallest = _shrunk(problem, seed)
            found.append(smallest)
            search.block_above(smallest)
    return Clashes(_sorted(problem, found), False)


def _sorted(problem: _Problem, found: Iterable[Mask]) -> tuple[Names, ...]:
    sets = (problem.names_of(mask) for mask in found)
    return tuple(sorted(sets, key=lambda names: (len(names), sorted(names))))


def _small(problem: _Problem, search: _Search) -> list[Mask]:
    """Give every single name and every pair that clashes by itself, and block them."""
    found = []
    for bit in problem.bits:
        if not problem.holds(bit):
            found.append(bit)
            search.block_above(bit)
    for one, other in combinations(problem.bits, 2):
        if problem.touch(one, other) and search.allows(one, other) and not problem.holds(one | other):
            found.append(one | other)
            search.block_above(one | other)
    return found


def _shrunk(problem: _Problem, clashing: Mask) -> Mask:
    """Drop names from a clashing set until none can be dropped."""
    for bit in problem.bits:
        if clashing & bit and not problem.holds(clashing & ~bit):
            clashing &= ~bit
    return clashing


class _Problem:
    """The bounds, and whether those that rest on some of the names can all hold; answers are remembered.

    Sets of names are written as bits of a whole number.
    """

    def __init__(self, bounds: Sequence[Bound]) -> None:
        self.names = sorted({name for bound in bounds for name in bound.needs})
        self.bits = [1 << index for index in range(len(self.names))]
        self.all = (1 << len(self.names)) - 1
        self._bit = dict(zip(self.names, self.bits, strict=True))
        self._bounds = [(self.mask(bound.needs), bound) for bound in bounds]
        self._nested = nested(bound.cells for bound in bounds)
        self._known: dict[Mask, bool] = {}
        self._cells: dict[Mask, Cells] = dict.fromkeys(self.bits, frozenset())
        for bound in bounds:
            for name in bound.needs:
                self._cells[self._bit[name]] |= bound.cells

    def mask(self, names: Iterable[str]) -> Mask:
        """Give a set of names as bits; names that no bound needs are left out."""
        return sum(self._bit.get(name, 0) for name in set(names))

    def names_of(self, mask: Mask) -> Names:
        """Give the names of a set of bits."""
        return frozenset(name for name, bit in self._bit.items() if mask & bit)

    def holds(self, believed: Mask) -> bool:
        """Tell whether all bounds that need only names in `believed` can hold."""
        if believed not in self._known:
            active = [bound for needs, bound in self._bounds if not needs & ~believed]
            exact = self._nested or nested(bound.cells for bound in active)
            self._known[believed] = consistent(active) if exact else _holds_by_solver(active)
        return self._known[believed]

    def touch(self, one: Mask, other: Mask) -> bool:
        """Tell whether two names speak of a common cell: those that do not can only clash through others."""
        return not self._cells[one].isdisjoint(self._cells[other])


class _Search:
    """Which subsets of the names are still to be looked at.

    A small satisfiability search over two kinds of blocks.

    A set found clashing (or to be kept apart) blocks every set above it; a set found to hold every set below
    it.
    """

    def __init__(self, problem: _Problem, apart: Iterable[Mask]) -> None:
        self._problem = problem
        self._with: dict[Mask, Mask] = dict.fromkeys(problem.bits, 0)
        self._larger: dict[Mask, list[Mask]] = {bit: [] for bit in problem.bits}
        self._below: list[Mask] = []
        self.finished = True
        for pair in apart:
            if pair.bit_count() == 2:
                self.block_above(pair)

    def block_above(self, clashing: Mask) -> None:
        """Leave out every set that holds all of `clashing`."""
        bits = [bit for bit in self._problem.bits if clashing & bit]
        for bit in bits:
            if len(bits) <= 2:
                self._with[bit] |= clashing & ~bit or bit
            else:
                self._larger[bit].append(clashing & ~bit)

    def block_below(self, holding: Mask) -> None:
        """Leave out every set inside `holding`."""
        self._below.append(self._problem.all & ~holding)

    def allows(self, bit: Mask, chosen: Mask) -> bool:
        """Tell whether a name can be added to a set without completing a block."""
        if self._with[bit] & (chosen | bit):
            return False
        return not any(not block & ~chosen for block in self._larger[bit])

    def grown(self, holding: Mask) -> Mask:
        """Add names to a set that holds until none can be added; blocked sets need no look."""
        for bit in self._problem.bits:
            if not holding & bit and self.allows(bit, holding) and self._problem.holds(holding | bit):
                holding |= bit
        return holding

    def seed(self, until: float) -> Mask | None:
        """Give a largest set that is not blocked yet; `None` when there is none, or when time is up."""
        chosen = self._branch(0, self._below, until)
        if chosen is None:
            return None
        for bit in self._problem.bits:
            if not chosen & bit and self.allows(bit, chosen):
                chosen |= bit
        return chosen

    def _branch(self, chosen: Mask, blocks: Sequence[Mask], until: float) -> Mask | None:
        """Choose from every block below one name, without completing a block above."""
        blocks = [block for block in blocks if not block & chosen]
        if not blocks:
            return chosen
        if time.monotonic() > until:
            self.finished = False
            return None
        for bit in min((self._open(block, chosen) for block in blocks), key=len):
            answer = self._branch(chosen | bit, blocks, until)
            if answer is not None or not self.finished:
                return answer
        return None

    def _open(self, block: Mask, chosen: Mask) -> list[Mask]:
        return [bit for bit in self._problem.bits if block & bit and self.allows(bit, chosen)]


def _holds_by_solver(bounds: Sequence[Bound]) -> bool:
    """Tell by CP-SAT whether bounds on sums that do not nest can all hold."""
    tightest = intersect(bounds)
    if any(high is not None and low > high for low, high in tightest.values()):
        return False
    cp_model = _cp_model()
    model, _ = _model(cp_model, bounds)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = 2.0
    status = solver.Solve(model)
    return bool(status != cp_model.INFEASIBLE)


def interval(bounds: Sequence[Bound], target: Cells) -> tuple[int, int | None] | None:
    """Give the least and the most that a sum can be while all bounds hold (`None`.

    Open), or `None` if they clash.
    """
    if nested([*(bound.cells for bound in bounds), target]):
        return reachable(bounds, target)
    if not holds(bounds):
        return None
    covered = frozenset[int]().union(*(bound.cells for bound in bounds if bound.high is not None))
    low = _extreme(bounds, target, least=True)
    return low, _extreme(bounds, target, least=False) if target <= covered else None


def _extreme(bounds: Sequence[Bound], target: Cells, *, least: bool) -> int:
    """Give the least or the most that a bounded sum can be, by CP-SAT."""
    cp_model = _cp_model()
    model, cells = _model(cp_model, [*bounds, Bound(frozenset(), target, 0, None)])
    total = sum(cells[cell] for cell in target)
    (model.Minimize if least else model.Maximize)(total)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.Solve(model)
    return int(solver.ObjectiveValue())


def _model(cp_model: ModuleType, bounds: Sequence[Bound]) -> tuple[Any, dict[int, Any]]:
    """Give a model of bounds, and its variables by cell."""
    tightest = intersect(bounds)
    model = cp_model.CpModel()
    top = 1 + sum(max(low, high or 0) for low, high in tightest.values())
    cells = {cell: model.NewIntVar(0, top, "") for cell in sorted(frozenset().union(*tightest))}
    for summed, (low, high) in tightest.items():
        most = top * len(cells) if high is None else high
        model.AddLinearConstraint(sum(cells[cell] for cell in summed), low, most)
    return model, cells


def _cp_model() -> ModuleType:
    """Load OR-Tools, which takes a second, when it is first needed."""
    from ortools.sat.python import cp_model

    return cp_model


def holds(bounds: Sequence[Bound]) -> bool:
    """Tell whether bounds can all hold, whatever names they need."""
    return consistent(bounds) if nested(bound.cells for bound in bounds) else _holds_by_solver(bounds)
