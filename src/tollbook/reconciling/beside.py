"""Counts that come on top of others: which figures "two more" and "another man" are set beside.

Takes: the figures of one incident in text order. Gives: the same, each with the claims that it is set beside.
Change this when: the words set a count beside other figures than the nearest one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import structs

from tollbook.reconciling.figures import Figure


def set_beside(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Give the figures, each that its words set beside others with the claims of those.

    They are the nearest figure of its voice and measure before it in the report, its repeats, and what that
    one is itself set beside: in "11 were killed. … Four died at once and two more in hospital" the two come
    on top of the four. A number is not set beside a single person told of between.
    """
    told: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
    found = []
    for figure in figures:
        earlier = told[figure.report, figure.voice, figure.measure, figure.unit, figure.headline]
        if figure.additional and earlier:
            nearest = _nearest(figure, earlier)
            repeats = [one for one in earlier if (one.low, one.high) == (nearest.low, nearest.high)]
            claims = frozenset(claim for one in repeats for claim in one.claims)
            figure = structs.replace(figure, beside=claims | nearest.beside)
        earlier.append(figure)
        found.append(figure)
    return tuple(found)


def _nearest(figure: Figure, earlier: Sequence[Figure]) -> Figure:
    counted = [one for one in earlier if one.low > 1] if figure.low > 1 else []
    nearest = (counted or earlier)[-1]
    return next((one for one in earlier if nearest.parent in one.claims), nearest)
