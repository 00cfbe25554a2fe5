"""Figures that one measure lends to another.

Casualties less killed, and the hurt who are said to be in hospital.

Takes: the evidence of one incident. Gives: derived figures of `injured` and `killed` where nobody states
them. Change this when: another measure gives a number for one that nobody states.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import structs

from tollbook.reconciling.evidence import Evidence
from tollbook.reconciling.figures import Figure
from tollbook.reconciling.overtaking import time_order
from tollbook.reconciling.statements import claims_of, tolls

HURT = ("hospitalised", "critical")
"""Measures whose people are among the injured: where nobody counts the injured, their number is theirs."""


def transferred(evidence: Evidence) -> tuple[Figure, ...]:
    """Give the figures that follow for `injured` and `killed` in reports' own terms.

    Where the incident has none stated.
    """
    standing = evidence.standing()
    stated = {
        figure.measure for figure in standing if figure.unit == "person" and figure.whole and figure.low > 0
    }
    found: list[Figure] = []
    injured = list(_differences(standing, "killed", "injured"))
    found += [figure for figure in injured if "injured" not in stated or _raises(figure, standing)]
    if "killed" not in stated:
        found += _differences(standing, "injured", "killed")
    if "injured" not in stated and not found:
        found += _hurt(standing)
    return tuple(found)


def _differences(standing: Sequence[Figure], known: str, sought: str) -> Iterator[Figure]:
    """Give casualties less the known outcome of their report, its own voice's first."""
    reports: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in standing:
        if figure.unit == "person" and figure.sure:
            reports[figure.report].append(figure)
    for members in reports.values():
        less = tolls(
            [figure for figure in members if figure.measure == known and figure.low > 0], frozenset()
        )
        for whole in members:
            if whole.measure != "casualties" or not whole.whole or not whole.exact or whole.tags:
                continue
            own = [toll for toll in less if toll.voice == whole.voice] or list(less)
            part = max(own, key=lambda toll: toll.low, default=None)
            if part is not None and part.low < whole.low:
                claims = (*whole.claims, *claims_of([part]))
                yield _lend(whole, sought, whole.low - part.low, claims)


def _raises(figure: Figure, standing: Sequence[Figure]) -> bool:
    """Tell whether casualties less the dead are more than, and told after, every injured figure."""
    injured = [f for f in standing if f.measure == "injured" and f.unit == "person" and f.whole and f.low > 0]
    return all(f.low < figure.low and not f.tags and time_order(f, figure) < 0 for f in injured)


def _hurt(standing: Sequence[Figure]) -> Iterator[Figure]:
    """Give those in hospital, or in a critical condition, as injured: at least they are."""
    for measure in HURT:
        members = [f for f in standing if f.measure == measure and f.unit == "person" and f.low > 0]
        for figure in members:
            yield structs.replace(figure, measure="injured")
        if members:
            return


def _lend(figure: Figure, measure: str, number: int, claims: tuple[str, ...]) -> Figure:
    return structs.replace(
        figure, id="-".join(claims), claims=claims, measure=measure, low=number, high=number, floor=number,
        ceiling=number, derived=True, readings=figure.claims,
    )  # fmt: skip
