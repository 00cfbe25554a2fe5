"""Figures that do not add up: every minimal set of claims that cannot all be true of one incident and time.

Takes: the figures of one incident. Gives: conflicts, each with its words, its repairs and what closed it.
Change this when: sets are told apart or put together differently.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import combinations, product

from msgspec import Struct

from tollbook.model import Conflict
from tollbook.model.conflict import ConflictKind
from tollbook.reconciling.accounts import InParts, accounts
from tollbook.reconciling.constraints import System, systems
from tollbook.reconciling.evidence import Evidence
from tollbook.reconciling.explanation import proof, repairs, why
from tollbook.reconciling.figures import Figure
from tollbook.reconciling.intervals import Bound
from tollbook.reconciling.overtaking import Overtaken, key, overtakers
from tollbook.reconciling.rivals import Rivals, far_apart
from tollbook.reconciling.solver import Limits, clashes

RULE = "cannot-all-hold"
MOST_VOICES = 2
"""In a set of three figures and more, one voice's figures stand against another's: so many voices at most."""

TELLINGS = 4
"""So many times more sets are searched than are shown, because several often tell of the same numbers."""

MOST_CHOICES = 6
"""So many figures at most are tried for each place of a set: repeats of one number count once."""


class Clash(Struct, frozen=True):
    """A minimal set of figures of one system, in text order."""

    system: System
    figures: tuple[Figure, ...]
    names: tuple[str, ...]


class Found(Struct, frozen=True):
    """The minimal sets of an incident; `complete` is false where a limit ended the search."""

    clashes: tuple[Clash, ...]
    complete: bool


def find(evidence: Evidence, limits: Limits) -> Found:
    """Give every minimal set of figures that clash, each set of numbers once, the smallest sets first."""
    figures, derived, cumulative = evidence.figures, evidence.derived, evidence.cumulative
    until = time.monotonic() + limits.seconds
    rivals = Rivals([*figures, *derived], cumulative)
    found: dict[tuple[object, ...], Clash] = {}
    complete = True
    lists = [frozenset(total.claims) for total in derived]
    order = {figure.id: index for index, figure in enumerate([*figures, *cumulative])}
    for system in systems([*figures, *derived], evidence.readings):
        left = Limits(sets=limits.sets * TELLINGS, seconds=until - time.monotonic())
        apart = _apart(system, rivals, until)
        if apart is None:
            complete = False
            break
        result = clashes(system.bounds, apart, left)
        complete = complete and result.complete
        for names in result.sets:
            behind = {figure.id for name in names for figure in system.figures[name]}
            if system.inside and system.inside.isdisjoint(behind):
                continue
            chosen = _choose(system, sorted(names), rivals, lists)
            if chosen is not None and not far_apart(chosen):
                chosen = tuple(sorted(chosen, key=lambda f: order.get(f.claims[0], len(order))))
                clash = Clash(system, chosen, tuple(sorted(names)))
                found[_numbers(chosen)] = min(
                    found.get(_numbers(chosen), clash), clash, key=lambda one: _standing(one.figures)
                )
    for account in accounts(figures, cumulative, rivals.parts):
        if account.clashes:
            clash = _of_account(account)
            found.setdefault(_numbers(clash.figures), clash)
    smallest = sorted(
        found.values(), key=lambda clash: (len(clash.figures), [order[f.claims[0]] for f in clash.figures])
    )
    shown = tuple(_without_larger(_without_parts(smallest, rivals)))
    return Found(shown[: limits.sets], complete and len(shown) <= limits.sets)


def _of_account(account: InParts) -> Clash:
    """Give an account in parts that does not add up as a clash: the parts are all the cells of the total."""
    members = (account.total, *account.parts)
    names = tuple(f"n{index}" for index in range(len(members)))
    every = frozenset(range(len(account.parts)))
    bounds = [Bound(frozenset((names[0],)), every, account.total.floor, account.total.ceiling)]
    for index, part in enumerate(account.parts):
        bounds.append(Bound(frozenset((names[index + 1],)), frozenset((index,)), part.floor, part.ceiling))
    figures = {name: (figure,) for name, figure in zip(names, members, strict=True)}
    system = System((account.rule, "person"), frozenset(), tuple(bounds), figures)
    return Clash(system, tuple(sorted(members, key=lambda f: f.start)), names)


def conflict(clash: Clash, overtaken: Mapping[str, Overtaken]) -> Conflict:
    """Give a clash as a conflict: its kind, whether it is open, and its words."""
    claims = tuple(dict.fromkeys(claim for figure in clash.figures for claim in figure.claims))
    closed_by = overtakers(claims, overtaken)
    return Conflict(
        id="cnf_" + blake2b("\x1f".join(sorted(claims)).encode(), digest_size=8).hexdigest(),
        claims=claims,
        kind=_kind(clash.figures),
        within_report=len({figure.report for figure in clash.figures}) == 1,
        open=not closed_by,
        closed_by=tuple(dict.fromkeys(claim for figure in closed_by for claim in figure.split("+"))),
        rule=RULE,
        why=why(clash.figures),
        repairs=repairs(clash.figures, clash.system, clash.names),
    )


def proved(clash: Clash) -> tuple[str, ...]:
    """Give the proof of a clash, a line each."""
    return proof(clash.figures, clash.system, clash.names)


def _kind(figures: Sequence[Figure]) -> ConflictKind:
    """Give the kind.

    Two voices disagree; one voice contradicts its text, or is rendered differently by two reports.
    """
    if len({figure.voice for figure in figures}) > 1:
        return "disagreement"
    return "contradiction" if len({figure.report for figure in figures}) == 1 else "rendering"


def _apart(system: System, rivals: Rivals, until: float) -> set[frozenset[str]] | None:
    """Give the pairs of names of which no two figures count against each other; `None` where time is up."""
    found = set()
    for one, other in combinations(system.figures, 2):
        if time.monotonic() > until:
            return None
        pairs = product(system.figures[one], system.figures[other])
        if all(rivals.apart(first, second) is not None for first, second in pairs):
            found.add(frozenset((one, other)))
    return found


def _choose(
    system: System, names: Sequence[str], rivals: Rivals, lists: Sequence[frozenset[str]]
) -> tuple[Figure, ...] | None:
    """Choose for each name one figure, so that all count against each other; `None` where that cannot be.

    Few voices come first, then figures of one list, then named voices, then the body, then the first in the
    text.
    """
    options = [sorted(system.figures[name], key=_rank)[:MOST_CHOICES] for name in names]
    fair = (chosen for chosen in product(*options) if _count_against_each_other(chosen, rivals))

    def fitting(chosen: tuple[Figure, ...]) -> tuple[object, ...]:
        ids = {figure.id for figure in chosen}
        listed = max((len(members & ids) for members in lists), default=0)
        return len({figure.voice for figure in chosen}), -listed, _standing(chosen)

    best = min(fair, key=fitting, default=None)
    return best if best is not None and _few_voices(best) else None


def _few_voices(figures: Sequence[Figure]) -> bool:
    """Tell whether a set rests on two voices at most: figures of several roots are never added up."""
    return len(figures) <= MOST_VOICES or len({figure.voice for figure in figures}) <= MOST_VOICES


def _count_against_each_other(figures: Sequence[Figure], rivals: Rivals) -> bool:
    return all(rivals.apart(one, other) is None for one, other in combinations(figures, 2))


def _rank(figure: Figure) -> tuple[object, ...]:
    bare = not any(letter.isalpha() for letter in figure.text)
    return not figure.named, figure.headline, bare, figure.report, figure.start


def _standing(figures: Iterable[Figure]) -> list[tuple[object, ...]]:
    """Rank a set by its figures.

    Those of named voices in the body of a report stand best for their number.
    """
    return sorted(_rank(figure) for figure in figures)


def _numbers(figures: Iterable[Figure]) -> tuple[object, ...]:
    """Give what makes two sets the same for a reader: the same numbers, whoever repeats them."""
    return tuple(sorted((f.measure, f.unit, f.low or f.high or 0) for f in figures))


def _without_parts(found: Sequence[Clash], rivals: Rivals) -> Iterator[Clash]:
    """Leave out sets that follow from another one.

    A part may stand for a total that clashes with the same figures itself; and where all but one are of a
    voice that clashes with that one directly, the sum of its figures only says the same again.
    """
    known = {frozenset(figure.id for figure in clash.figures) for clash in found}
    pairs = [clash.figures for clash in found if len(clash.figures) == 2]
    for clash in found:
        mine = frozenset(figure.id for figure in clash.figures)
        as_total = any(
            (mine - {part.id}) | {total} in known
            for part in clash.figures
            for total in rivals.totals_of(part)
        )
        if not as_total and not any(_said_again(clash.figures, one, other) for one, other in pairs):
            yield clash


def _said_again(figures: Sequence[Figure], one: Figure, other: Figure) -> bool:
    """Tell whether a set is one of a clashing pair against a sum of figures of the other's voice."""
    for mine, theirs in ((one, other), (other, one)):
        rest = [figure for figure in figures if not (key(figure) == key(mine) and figure.low == mine.low)]
        one_left_out = len(rest) == len(figures) - 1 > 1 and key(mine) == key(theirs)
        if one_left_out and all(figure.voice == theirs.voice for figure in rest):
            return True
    return False


def _without_larger(found: Iterable[Clash]) -> Iterator[Clash]:
    """Leave out sets that hold all claims of a smaller one."""
    kept: list[frozenset[str]] = []
    for clash in found:
        claims = frozenset(claim for figure in clash.figures for claim in figure.claims)
        if not any(smaller <= claims for smaller in kept):
            kept.append(claims)
            yield clash
