"""Which of several tolls is the best one.

The latest, then what most roots say, and so on (design 5, the findings).

Takes: the tolls of one measure and group. Gives: the one to enter and the rule that decided, or none. Change
this when: a rule of choosing changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from tollbook.reconciling.overtaking import time_order
from tollbook.reconciling.statements import Toll

ONLY = "the-only-toll"
LATEST = "the-latest"
MOST_ROOTS = "what-most-roots-say"
NAMED = "a-named-speaker-first"
MOST_OUTLETS = "what-most-outlets-say"
LAST = "published-last"
BODY = "the-body-before-the-headline"
CONCLUDES = "what-the-report-concludes"
UNDECIDED = "undecided"


def best(tolls: Sequence[Toll]) -> tuple[tuple[Toll, ...], str]:
    """Give the tolls of the best number and the rule that decided; no tolls where it stays undecided.

    An outlet's own voice never counts as a root: it decides only among figures that nobody named stands
    behind.
    """
    if not tolls:
        return (), UNDECIDED
    tolls = [toll for toll in tolls if not _word_beside_a_number(toll, tolls)]
    ordered = sorted(tolls, key=lambda toll: (toll.at.published, toll.at.start), reverse=True)
    left = [toll for toll in tolls if not any(_later(other, toll) for other in ordered)] or list(tolls)
    rule = LATEST if len(left) < len(tolls) else ONLY
    opening = _conclusion(tolls)
    if opening is not None:
        return (opening,), CONCLUDES
    left = [toll for toll in left if not _agrees_with_a_number(toll, left)]
    named = [toll for toll in left if toll.named]
    if _numbers(left) > 1 and named:
        left, rule = _most(named, lambda toll: toll.voice), (MOST_ROOTS if _numbers(named) > 1 else NAMED)
    elif _numbers(left) > 1:
        left, rule = _most(left, lambda toll: toll.report), MOST_OUTLETS
    if _numbers(left) > 1:
        last = max(toll.at.published for toll in left)
        left, rule = [toll for toll in left if toll.at.published == last], LAST
    if _numbers(left) > 1 and any(not toll.headline for toll in left):
        left, rule = [toll for toll in left if not toll.headline], BODY
    return (tuple(left), rule) if _numbers(left) == 1 else ((), UNDECIDED)


def _conclusion(tolls: Sequence[Toll]) -> Toll | None:
    """Give the number with which one report opens in its own voice, where it goes on to quote others.

    Those whom it quotes must differ among themselves, or fall short of what it opens with: then what it puts
    before them is what it makes of them. "At least two dozen" concludes nothing where somebody counts
    as many.
    """
    first = min(tolls, key=lambda toll: toll.figures[0].start)
    quoted = [toll for toll in tolls if toll.named]
    if first.named or not first.low or not quoted or len({toll.report for toll in tolls}) > 1:
        return None
    if first.figures[0].rough and any(toll.low >= first.low for toll in quoted):
        return None
    short = all(toll.low < first.low for toll in quoted)
    return first if short or _numbers(quoted) > 1 else None


def _agrees_with_a_number(toll: Toll, tolls: Sequence[Toll]) -> bool:
    """Tell whether a toll is an open bound that somebody's number fulfils.

    It says nothing against that number.
    """
    return not toll.closed and any(t.closed and t.best is not None and t.best >= toll.low for t in tolls)


def _word_beside_a_number(toll: Toll, tolls: Sequence[Toll]) -> bool:
    """Tell whether a toll is a word where somebody gives a number, however late it was told.

    "Several", "dozens" and "a family" say nothing against "at least six".
    """
    return not toll.closed and _vague(toll) and any(not _vague(t) for t in tolls)


def _vague(toll: Toll) -> bool:
    return any(figure.vague for figure in toll.figures)


def _later(other: Toll, toll: Toll) -> bool:
    return time_order(toll.figures[0], other.figures[0]) < 0


def _numbers(tolls: Sequence[Toll]) -> int:
    """Count the numbers that tolls give; a number and "at least" the same one are one."""
    return len({_number(toll) for toll in tolls})


def _number(toll: Toll) -> object:
    return toll.best if toll.best is not None else (toll.low, toll.high)


def _most(tolls: Sequence[Toll], voter: Callable[[Toll], str]) -> list[Toll]:
    """Give the tolls of the number that has most voters."""
    votes: defaultdict[object, set[str]] = defaultdict(set)
    for toll in tolls:
        votes[_number(toll)].add(voter(toll))
    most = max(len(voters) for voters in votes.values())
    winners = {number for number, voters in votes.items() if len(voters) == most}
    return [toll for toll in tolls if _number(toll) in winners]
