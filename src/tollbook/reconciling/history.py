"""The course of a toll: which number followed which, by whom and as of when.

Takes: the evidence of one incident. Gives: the steps of a toll, and the changes between consecutive different
ones. Change this when: growth or revision is told apart differently.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from tollbook.model import Change
from tollbook.reconciling.asof import AsOf
from tollbook.reconciling.evidence import Evidence
from tollbook.reconciling.overtaking import time_order
from tollbook.reconciling.statements import Toll, claims_of, tolls


class Step(Struct, frozen=True):
    """One state of a toll: its ends, who gave it, as of when, and the claims it rests on."""

    measure: str
    unit: str
    group: tuple[str, ...]
    low: int
    high: int | None
    root: str
    at: AsOf
    claims: tuple[str, ...]


def steps(
    evidence: Evidence, measure: str, unit: str = "person", group: tuple[str, ...] = ()
) -> tuple[Step, ...]:
    """Give the steps of a toll in the order of time, each root's repeats left out."""
    return tuple(
        Step(measure, unit, group, toll.low, toll.high, toll.voice, toll.at, tuple(claims_of([toll])))
        for toll in _line(evidence, (measure, unit), frozenset(group))
    )


def history(evidence: Evidence) -> tuple[Change, ...]:
    """Give every change of every toll of an incident, totals and single groups."""
    kinds = dict.fromkeys((figure.measure, figure.unit) for figure in evidence.every())
    found: list[Change] = []
    for kind in kinds:
        tags = {tag for f in evidence.every() if (f.measure, f.unit) == kind for tag in f.tags}
        for group in (frozenset[str](), *(frozenset((tag,)) for tag in sorted(tags))):
            found += _changes(_line(evidence, kind, group), kind[0], tuple(sorted(group)))
    return tuple(found)


def _line(evidence: Evidence, kind: tuple[str, str], group: frozenset[str]) -> list[Toll]:
    """Give the tolls of a measure and group in the order of time.

    A number that its root repeats counts once.
    """
    figures = [f for f in evidence.every() if (f.measure, f.unit) == kind and f.low > 0]
    found = [toll for toll in tolls(figures, group) if any(figure.whole for figure in toll.figures)]
    ordered = sorted(found, key=lambda t: (t.at.end, t.at.published, t.low))
    seen: set[tuple[str, int, int | None]] = set()
    line = []
    for toll in ordered:
        sign = (toll.voice, toll.low, toll.high)
        if sign not in seen:
            seen.add(sign)
            line.append(toll)
    return line


def _changes(line: Sequence[Toll], measure: str, group: tuple[str, ...]) -> Iterator[Change]:
    """Give growth (higher and later, by any root) and revision (lower and later, by the same root)."""
    said: set[tuple[int, int]] = set()
    for index, toll in enumerate(line):
        before = [other for other in line[:index] if _before(other, toll)]
        last = max(before, key=lambda other: (other.low, other.at.start), default=None)
        if last is not None and toll.low > last.low and (last.low, toll.low) not in said:
            said.add((last.low, toll.low))
            yield _change(last, toll, measure, group, growth=True)
        own = [other for other in before if other.voice == toll.voice and other.named]
        if own and toll.low < own[-1].low and (own[-1].low, toll.low) not in said:
            said.add((own[-1].low, toll.low))
            yield _change(own[-1], toll, measure, group, growth=False)


def _before(one: Toll, other: Toll) -> bool:
    """Tell whether a toll is the earlier one.

    Of two that overlap, the higher one that was told later is the later.
    """
    order = time_order(one.figures[0], other.figures[0])
    told_later = one.report != other.report and one.at.published < other.at.published
    return order < 0 or (order == 0 and told_later and one.low < other.low)


def _change(older: Toll, newer: Toll, measure: str, group: tuple[str, ...], *, growth: bool) -> Change:
    return Change(
        older=tuple(claims_of([older])),
        newer=tuple(claims_of([newer])),
        measure=measure,
        group=group,
        kind="growth" if growth else "revision",
    )
