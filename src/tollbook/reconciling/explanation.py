"""A conflict in words: why the figures do not add up, every smallest repair, and the proof.

Takes: the figures of a minimal set. Gives: sentences. It takes no side and never says that somebody
contradicts himself. Change this when: the words shown for a conflict change.
"""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.reconciling.constraints import System
from tollbook.reconciling.figures import Figure
from tollbook.reconciling.intervals import Bound
from tollbook.reconciling.solver import holds

OTHER_TIMES = "if they are of different times"


def why(figures: Sequence[Figure]) -> str:
    """Say which figures do not add up, each with its words and its measure."""
    parts = [f"“{figure.text}” {figure.measure}" for figure in figures]
    return f"{_listed(parts)}: these figures do not add up."


def repairs(figures: Sequence[Figure], system: System, names: Sequence[str]) -> tuple[str, ...]:
    """Give every smallest change of one number that mends the set, in text order, and that of time."""
    known = {figure.id: name for name in names for figure in system.figures[name]}
    found = []
    for figure in figures:
        name = known.get(figure.id)
        number = None if name is None else _mended(name, figure, system, names)
        if number is not None:
            found.append(_repair(figure, number, len(figures)))
    return (*dict.fromkeys(found), OTHER_TIMES)


def proof(figures: Sequence[Figure], system: System, names: Sequence[str]) -> tuple[str, ...]:
    """Give the proof of a set, a line each: what every figure bounds, and how the sums meet."""
    known = {figure.id: name for name in names for figure in system.figures[name]}
    least, most = [], []
    for figure in figures:
        for name in {known[claim] for claim in (figure.id, *figure.claims) if claim in known}:
            active = [bound for bound in system.bounds if bound.needs <= frozenset(names)]
            if _nearest(active, name, figure.floor, -1) is not None:
                least.append(figure)
            else:
                most.append(figure)
    lines = [f"“{figure.text}” ({_whom(figure)}): at least {figure.floor:,}" for figure in least]
    lines += [
        f"“{figure.text}” ({_whom(figure)}): at most {figure.ceiling:,}"
        for figure in most
        if figure.ceiling is not None
    ]
    low, high = sum(f.floor for f in least), sum(f.ceiling or 0 for f in most)
    return (*lines, f"{_added(least)}{low:,} is more than {_added(most)}{high:,}")


def _whom(figure: Figure) -> str:
    return " ".join([figure.measure, *sorted(figure.tags | figure.labels)])


def _added(figures: Sequence[Figure]) -> str:
    return "together " if len(figures) > 1 else ""


def _repair(figure: Figure, number: int, size: int) -> str:
    old = figure.high if figure.high is not None and number > figure.low else figure.low
    words = f"if {number} not {old}"
    return words if size == 2 else f"{words} (“{figure.text}”)"


def _mended(name: str, figure: Figure, system: System, names: Sequence[str]) -> int | None:
    """Give the nearest number with which a figure no longer clashes with the others.

    Or `None` if there is none.
    """
    believed = frozenset(names)
    active = [bound for bound in system.bounds if bound.needs <= believed]
    down = _nearest(active, name, figure.floor, -1)
    up = _nearest(active, name, figure.floor if figure.ceiling is None else figure.ceiling, 1)
    candidates = [number for number in (down, up) if number is not None]
    return min(candidates, key=lambda number: abs(number - figure.low), default=None)


def _nearest(active: Sequence[Bound], name: str, start: int, step: int) -> int | None:
    """Search the smallest move of one end of a name, its low downwards or its high upwards.

    That mends the set.
    """
    reach = 1
    most = 2 * max(start, 1) + 2 * sum(bound.low + (bound.high or 0) for bound in active)
    while not _with(active, name, step * reach):
        reach *= 2
        if reach > most:
            return None
    low, high = reach // 2, reach
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _with(active, name, step * middle) else (middle, high)
    number = start + step * high
    return number if number >= 0 else None


def _with(active: Sequence[Bound], name: str, move: int) -> bool:
    """Tell whether all bounds hold after one end of a name, and of the sums that rest on it, has moved."""
    return holds([_moved(bound, move) if name in bound.needs else bound for bound in active])


def _moved(bound: Bound, move: int) -> Bound:
    low = max(0, bound.low + move) if move < 0 else bound.low
    high = bound.high + move if bound.high is not None and move > 0 else bound.high
    return Bound(bound.needs, bound.cells, low, high)


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
