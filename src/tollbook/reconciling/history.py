"""The course of a toll: which number followed which, by whom and as of when.

Takes: the evidence of one incident. Gives: the steps of a toll, and the changes between consecutive different
ones. Change this when: growth or revision is told apart differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from tollbook.model import Change, Report
from tollbook.reconciling.asof import BEGINNING, END, AsOf, order, stretch
from tollbook.reconciling.evidence import Evidence
from tollbook.reconciling.overtaking import time_order
from tollbook.reconciling.statements import Toll, claims_of, tolls

_Sign = tuple[str, int, int | None]
"""A number as one root says it: the root, low and high."""


class Step(Struct, frozen=True):
    """One state of a toll: its ends, who gave it, as of when, and the claims it rests on.

    `repeated` are the reports that printed it when a higher one of a later time was out already, `late` tells
    whether its root had given another number for that time before.
    """

    measure: str
    unit: str
    group: tuple[str, ...]
    low: int
    high: int | None
    root: str
    at: AsOf
    claims: tuple[str, ...]
    report: str
    repeated: tuple[str, ...] = ()
    late: bool = False


def steps(
    evidence: Evidence,
    measure: str,
    unit: str = "person",
    group: tuple[str, ...] = (),
    printed: Mapping[str, float] = MappingProxyType({}),
) -> tuple[Step, ...]:
    """Give the steps of a toll in the order of time, each root's repeats left out.

    `printed` is when each report appeared at the latest, in seconds since 1970 (`printed_at`); reports that
    it leaves out repeat and correct nothing.
    """
    found = _tolls(evidence, (measure, unit), frozenset(group))
    out = [(printed[toll.report], toll) for toll in found if toll.report in printed]
    stale: dict[_Sign, list[str]] = {}
    for at, toll in out:
        if _is_stale(at, toll, out):
            stale.setdefault(_sign(toll), []).append(toll.report)
    return tuple(
        Step(
            measure,
            unit,
            group,
            toll.low,
            toll.high,
            toll.voice,
            toll.at,
            tuple(claims_of([toll])),
            toll.report,
            tuple(dict.fromkeys(stale.get(_sign(toll), ()))),
            any(_corrects(printed.get(toll.report, BEGINNING), toll, at, other) for at, other in out),
        )
        for toll in _line(found)
    )


def history(evidence: Evidence) -> tuple[Change, ...]:
    """Give every change of every toll of an incident, totals and single groups."""
    kinds = dict.fromkeys((figure.measure, figure.unit) for figure in evidence.every())
    found: list[Change] = []
    for kind in kinds:
        tags = {tag for f in evidence.every() if (f.measure, f.unit) == kind for tag in f.tags}
        for group in (frozenset[str](), *(frozenset((tag,)) for tag in sorted(tags))):
            line = _line(_tolls(evidence, kind, group))
            found += _changes(line, kind[0], tuple(sorted(group)))
    return tuple(found)


def _tolls(evidence: Evidence, kind: tuple[str, str], group: frozenset[str]) -> list[Toll]:
    """Give the tolls of a measure and group in the order of time: no single victims, parts or other harm."""
    found = [f for f in evidence.every() if (f.measure, f.unit) == kind and f.low > 0]
    unrelated = {name for name, ending in evidence.overtaken.items() if ending.why}
    told = tolls([f for f in found if f.id not in unrelated], group)
    several = any(toll.low > 1 for toll in told)
    told = tuple(
        toll
        for toll in told
        if (toll.low > 1 or not several or any(figure.numbered for figure in toll.figures))
        and not any(_is_within(toll, other) for other in told)
    )
    whole = [toll for toll in told if any(figure.whole for figure in toll.figures)]
    return sorted(whole, key=lambda t: (t.at.end, t.at.published, t.low))


def _is_within(toll: Toll, other: Toll) -> bool:
    """Tell whether a voice gives a larger number in the same sentence, as of the same time.

    "The toll climbed to 14 after five people died in hospital."
    """
    mine, theirs = toll.figures[0], other.figures[0]
    beside = (mine.report, mine.sentence, mine.voice) == (theirs.report, theirs.sentence, theirs.voice)
    return beside and toll.low < other.low and order(toll.at, other.at) == 0


def _line(ordered: Sequence[Toll]) -> list[Toll]:
    """Give tolls in the order of time; a number that its root repeats counts once."""
    line: dict[_Sign, Toll] = {}
    for toll in ordered:
        line.setdefault(_sign(toll), toll)
    return list(line.values())


def _sign(toll: Toll) -> _Sign:
    return toll.voice, toll.low, toll.high


def printed_at(reports: Iterable[Report]) -> dict[str, float]:
    """Give when each report appeared at the latest, in seconds since 1970; those without a date left out."""
    dated = ((report.id, stretch(report.published)) for report in reports if report.published)
    return {name: span[1] for name, span in dated if span}


def _is_stale(printed: float, toll: Toll, out: Sequence[tuple[float, Toll]]) -> bool:
    """Tell whether a number was printed when a higher one of a later time was out already.

    A number that says of when it is, is of that time; of another one, it is known that it is old where it
    had been printed before the higher one. A report that tells the higher one too only looks back.
    """
    higher = [(at, other) for at, other in out if other.low > toll.low]
    if any(other.report == toll.report for _, other in higher):
        return False
    known = [(at, other) for at, other in higher if at < printed]
    if known and not toll.at.weak:
        return any(order(toll.at, other.at) < 0 for _, other in known)
    number = toll.low, toll.high
    before = min((at for at, other in out if (other.low, other.high) == number), default=END)
    return any(before <= at for at, _ in known)


def _corrects(printed: float, toll: Toll, before: float, other: Toll) -> bool:
    """Tell whether a root gives another number for a time of which it spoke in a report before."""
    stated = not toll.at.weak and not other.at.weak and order(toll.at, other.at) == 0
    if not stated or toll.voice != other.voice or before >= printed:
        return False
    moments = toll.at.exact and other.at.exact
    return toll.report != other.report and (toll.low < other.low or (moments and toll.low > other.low))


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
    earlier = time_order(one.figures[0], other.figures[0])
    told_later = one.report != other.report and one.at.published < other.at.published
    return earlier < 0 or (earlier == 0 and told_later and one.low < other.low)


def _change(older: Toll, newer: Toll, measure: str, group: tuple[str, ...], *, growth: bool) -> Change:
    return Change(
        older=tuple(claims_of([older])),
        newer=tuple(claims_of([newer])),
        measure=measure,
        group=group,
        kind="growth" if growth else "revision",
    )
