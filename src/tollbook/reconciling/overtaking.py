"""Which figures a later one overtakes: they leave the range and stay on the toll line as history.

Takes: the figures of one incident. Gives: for each overtaken figure those that overtook it, and by which
rule; and the time order of two figures. Change this when: a rule of as-of or of overtaking changes (design
5).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from tollbook.reconciling import asof
from tollbook.reconciling.figures import Figure

RULE_LATER = "overtaken-by-a-later-figure"
RULE_CORRECTED = "corrected-by-its-own-root"
RULE_CALLED_OLD = "called-an-old-number-by-its-report"
RULE_WITH_TOTAL = "overtaken-with-its-total"


class Overtaken(Struct, frozen=True):
    """By which figures (ids) a figure was overtaken, and by which rule; `why` where no figure did."""

    by: tuple[str, ...]
    rule: str
    why: str = ""


Key = tuple[str, str, frozenset[str], frozenset[str]]


def key(figure: Figure) -> Key:
    """Give what two figures must share for one to overtake the other.

    Measure, unit, group and narrower kind.
    """
    return figure.measure, figure.unit, figure.tags, figure.labels


def time_order(one: Figure, other: Figure) -> int:
    """Give -1 where the first figure is the earlier one, 1 where it is the later one.

    0 where they overlap.

    By publication alone (or by words such as "initially") only a figure that is not below the other is later,
    unless one named root gave both. The same holds of figures in different reports whose stated times overlap
    only because they name no more than a day, and of two of one named root unless both name a moment. Of two
    in one report, one that its words call old is the earlier whatever it is, and entries with the time of day
    follow each other.
    """
    same_root = one.named and one.voice == other.voice
    order = asof.order(one.at, other.at)
    weak = one.at.weak or other.at.weak
    if one.report == other.report and one.at.old != other.at.old and one.exact and other.exact:
        return -1 if one.at.old else 1
    if order == 0 and one.report == other.report and None not in (one.entry, other.entry):
        order, weak = _sign(one.entry, other.entry), True
    elif order == 0:
        broad = (one.at.broad or other.at.broad or weak) and one.report != other.report
        broad = broad and not of_one_day(one, other)
        retold = same_root and one.report != other.report and not (one.at.exact and other.at.exact)
        if not (broad or retold):
            return 0
        told = _told(one), _told(other)
        if asof.END in told:  # a report without a date is not later for it
            return 0
        order = _sign(*told)
        weak = True
    if order and weak and not same_root and key(one) == key(other):
        later, earlier = (other, one) if order < 0 else (one, other)
        return order if not_below(later, earlier) else 0
    return order


def _sign(one: float | None, other: float | None) -> int:
    return 0 if one is None or other is None else (one > other) - (one < other)


def of_one_day(one: Figure, other: Figure) -> bool:
    """Tell whether two figures have only publications, and those overlap: the toll may have grown between."""
    published = one.at.ground == other.at.ground == "publication"
    overlapping = asof.order(one.at, other.at) == 0
    return published and overlapping and one.at.weak and other.at.weak and one.report != other.report


def _told(figure: Figure) -> float:
    """Give when a figure was told at the latest: at its stated moment, else with its report."""
    return figure.at.end if figure.at.exact else figure.at.published


def not_below(later: Figure, earlier: Figure) -> bool:
    """Tell whether a figure is not below another, within the room of rounding."""
    return later.low >= earlier.floor and (later.ceiling is None or later.ceiling >= earlier.floor)


def overtaken(figures: Sequence[Figure]) -> dict[str, Overtaken]:
    """Give every overtaken figure by its id."""
    alike: defaultdict[Key, list[Figure]] = defaultdict(list)
    for figure in figures:
        alike[key(figure)].append(figure)
    found: dict[str, Overtaken] = {}
    for members in alike.values():
        wholes = sorted((m for m in members if m.whole), key=lambda f: (f.at.start, f.at.published))
        highest = _highest_from(wholes)
        for figure in members:
            ending = _overtaker(figure, wholes, highest)
            if ending is not None:
                found[figure.id] = ending
    _follow_totals(figures, found)
    return found


def _highest_from(wholes: Sequence[Figure]) -> list[int]:
    """Give for each position the largest low from there on, so that a fruitless search is not begun."""
    highest = [0] * (len(wholes) + 1)
    for index in range(len(wholes) - 1, -1, -1):
        highest[index] = max(highest[index + 1], wholes[index].low)
    return highest


def _overtaker(figure: Figure, wholes: Sequence[Figure], highest: Sequence[int]) -> Overtaken | None:
    """Give the first later whole figure that overtakes a figure, or `None`."""
    for index, later in enumerate(wholes):
        if later.id == figure.id or time_order(figure, later) >= 0:
            continue
        corrects = later.low > 1 or later.numbered or figure.low <= 1
        if corrects and figure.named and later.voice == figure.voice and later.low < figure.floor:
            return Overtaken((later.id,), RULE_CORRECTED)
        if figure.at.old and figure.exact and later.exact and later.report == figure.report:
            return Overtaken((later.id,), RULE_CALLED_OLD)
        parties_differ = None not in (figure.party, later.party) and figure.party != later.party
        reached = not_below(later, figure) and (not parties_differ or later.voice == figure.voice)
        if reached and not _still_told(figure, later, wholes):
            return Overtaken((later.id,), RULE_LATER)
        if highest[index] < figure.floor and not (figure.named or figure.at.old):
            return None
    return None


def _still_told(figure: Figure, later: Figure, wholes: Sequence[Figure]) -> bool:
    """Tell whether others still give a number after the one that would overtake it, by publication alone."""
    if not later.at.weak or later.low <= figure.low:
        return False
    return any(
        other.report not in (later.report, figure.report)
        and other.at.weak
        and (other.low, other.high) == (figure.low, figure.high)
        and other.at.published >= later.at.published
        for other in wholes
    )


def _follow_totals(figures: Iterable[Figure], found: dict[str, Overtaken]) -> None:
    """Add the groups that were stated with an overtaken total."""
    by_statement: defaultdict[tuple[str, str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        by_statement[figure.report, figure.voice, figure.measure, figure.unit].append(figure)
    for members in by_statement.values():
        for total in members:
            if total.tags or total.labels or total.id not in found:
                continue
            for group in members:
                narrower = (group.tags or group.labels) and group.low <= total.low
                if narrower and group.id not in found and _stated_with(group, total):
                    found[group.id] = Overtaken(found[total.id].by, RULE_WITH_TOTAL)


def _stated_with(group: Figure, total: Figure) -> bool:
    if group.parent in total.claims or group.id in total.claims:
        return True
    return group.parent is None and not total.derived and asof.order(group.at, total.at) == 0


def overtakers(claims: Iterable[str], found: Mapping[str, Overtaken]) -> tuple[str, ...]:
    """Give the figures that overtook any of the claims, each once."""
    return tuple(dict.fromkeys(one for claim in claims if claim in found for one in found[claim].by))
