"""Accounts in parts.

Figures that a text puts forward as all the parts of a total, beyond one list under one word.

Takes: the figures of one incident, running totals included. Gives: totals with the parts that should make
them up. Change this when: another way of telling all the parts of a total is to be known; each has a rule
with a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from tollbook.reconciling.figures import Figure

RULE_CONDITIONS = "an-account-by-condition"
RULE_OUTCOMES = "an-account-of-dead-and-hurt"
RULE_PLACES = "an-account-by-place"

HURT = frozenset({"critical", "hospitalised", "injured"})


class InParts(Struct, frozen=True):
    """A total and the figures that are put forward as all its parts, by which rule."""

    total: Figure
    parts: tuple[Figure, ...]
    rule: str

    @property
    def clashes(self) -> bool:
        """Whether the parts cannot make up the total, within the room of rounding."""
        ceilings = [part.ceiling for part in self.parts]
        most = None if None in ceilings else sum(end for end in ceilings if end is not None)
        least = sum(part.floor for part in self.parts)
        too_few = most is not None and self.total.floor > most
        return too_few or (self.total.ceiling is not None and self.total.ceiling < least)


def accounts(
    figures: Sequence[Figure], cumulative: Sequence[Figure], parts: dict[str, tuple[int, ...]]
) -> tuple[InParts, ...]:
    """Give every account in parts of the reports of one incident.

    `parts` tells which figures make up which totals.
    """
    reports: defaultdict[str, tuple[list[Figure], list[Figure]]] = defaultdict(lambda: ([], []))
    for index, members in enumerate((figures, cumulative)):
        for figure in members:
            if figure.unit == "person" and figure.sure and not figure.derived and not figure.vague:
                reports[figure.report][index].append(figure)
    found: list[InParts] = []
    for own, running in reports.values():
        found += _by_condition(own)
        found += _by_outcome([*own, *running])
        found += _by_place(own, running, parts)
    return tuple(found)


def _by_condition(figures: Sequence[Figure]) -> Iterator[InParts]:
    """Read "two are critical, seven stable and another five were sent home" as all the hurt of its voice.

    The list stands in one sentence, and its last member says "another" or "others": nobody is left out.
    """
    sentences: defaultdict[tuple[int, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.measure in HURT and figure.parent is None and figure.exact and figure.numbered:
            sentences[figure.sentence, figure.voice].append(figure)
    for (_, voice), parts in sentences.items():
        measures = {part.measure for part in parts}
        if (
            len(parts) < 2
            or len(measures) < 2
            or not parts[-1].sets_beside
            or any(part.whole for part in parts)
        ):
            continue
        total = _total(figures, "injured", voice, beside=parts)
        if total is not None and total.low > max(part.low for part in parts):
            yield InParts(total, tuple(parts), RULE_CONDITIONS)


def _total(figures: Iterable[Figure], measure: str, voice: str, beside: Sequence[Figure]) -> Figure | None:
    """Give the first whole figure of a measure by a voice that stands in another sentence.

    The body's before a headline's.
    """
    sentence = beside[0].sentence
    wholes = [
        f
        for f in figures
        if f.measure == measure
        and f.whole
        and f.voice == voice
        and f.sentence != sentence
        and not f.tags
        and f.exact
    ]
    return min(wholes, key=lambda f: (f.headline, f.start), default=None)


def _by_outcome(figures: Sequence[Figure]) -> Iterator[InParts]:
    """Match totals of casualties with the pairs of killed and injured that a report gives.

    One pair for each total.

    Only where there are as many pairs as totals and all but one match exactly: the last two then belong
    together.
    """
    totals = [f for f in figures if f.measure == "casualties" and f.whole and f.exact and f.parent is None]
    killed = [f for f in figures if f.measure == "killed" and f.whole and f.exact]
    injured = [f for f in figures if f.measure == "injured" and f.whole and f.exact]
    pairs = [
        (
            dead,
            next(
                (hurt for hurt in injured if hurt.sentence == dead.sentence and hurt.start > dead.end), None
            ),
        )
        for dead in sorted(killed, key=lambda f: f.start)
    ]
    told = [(dead, hurt) for dead, hurt in _nearest(pairs)]
    if len(totals) < 2 or len(told) != len(totals):
        return
    for total in totals:
        match = next((pair for pair in told if pair[0].low + pair[1].low == total.low), None)
        if match is not None:
            told.remove(match)
            totals = [other for other in totals if other is not total]
    if len(totals) == len(told) == 1:
        yield InParts(totals[0], told[0], RULE_OUTCOMES)


def _nearest(pairs: Sequence[tuple[Figure, Figure | None]]) -> Iterator[tuple[Figure, Figure]]:
    """Give each count of injured to the last count of dead before it."""
    for index, (dead, hurt) in enumerate(pairs):
        following = pairs[index + 1][0] if index + 1 < len(pairs) else None
        if hurt is not None and (following is None or hurt.start < following.start):
            yield dead, hurt


def _by_place(
    figures: Sequence[Figure], running: Sequence[Figure], parts: dict[str, tuple[int, ...]]
) -> Iterator[InParts]:
    """Take a report's attacks for all that a total counts where their dead add up to it.

    And add up their injured.

    The total of injured stands beside that of the dead in one sentence; a number that is told twice counts
    once.
    """
    for dead in (f for f in (*running, *figures) if f.measure == "killed" and f.whole):
        told = [f for f in figures if f.measure == "killed" and dead.low in parts.get(f.id, ())]
        total = next(
            (
                f
                for f in (*running, *figures)
                if f.measure == "injured" and f.sentence == dead.sentence and f.whole
            ),
            None,
        )
        if (
            len({f.sentence for f in told}) < 2
            or total is None
            or any(f.sentence == dead.sentence for f in told)
        ):
            continue
        hurt = {
            (f.low, f.tags): f
            for f in reversed(figures)
            if f.measure == "injured" and f.exact and f.parent is None and f.low < total.low
        }
        if len(hurt) > 1 and sum(f.low for f in hurt.values()) < total.low:
            yield InParts(total, tuple(reversed(hurt.values())), RULE_PLACES)
            return
