"""Claims that cannot be reckoned with: each gives a problem that names it, and the others are reconciled.

Takes: the claims of a case. Gives: those that can be used, and problems. Change this when: another kind of
bad input is found to lead to a wrong answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import structs

from tollbook.measures import measures
from tollbook.model import Claim, Problem

STAGE = "reconciling"

LARGEST = 10**12
"""Larger numbers than this are no counts of harm; sums of a thousand of them still fit the solver."""


def checked(claims: Sequence[Claim]) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """Give the claims that can be reckoned with, and a problem for each that cannot.

    A repeated id is dropped after the first; a part of itself (through others too) loses its whole and is
    kept.
    """
    problems: list[Problem] = []
    known: dict[str, Claim] = {}
    for claim in claims:
        fault = _fault(claim, known)
        if fault is None:
            known[claim.id] = claim
        else:
            problems.append(_problem(fault, claim))
    circular = _circular(known)
    problems += [
        _problem("is a part of itself, and is taken as no part", known[claim]) for claim in sorted(circular)
    ]
    usable = (structs.replace(c, part_of=None) if c.id in circular else c for c in known.values())
    return tuple(usable), tuple(problems)


def _fault(claim: Claim, known: dict[str, Claim]) -> str | None:
    low, high = claim.count.low, claim.count.high
    if claim.id in known:
        return "has the id of another claim"
    if claim.measure not in measures():
        return f"has the measure {claim.measure!r}, which is not known"
    if low is not None and high is not None and low > high:
        return f"has a low of {low} above its high of {high}"
    if any(end is not None and not 0 <= end <= LARGEST for end in (low, high)):
        return f"counts {low if low is not None else high}, which is below 0 or above {LARGEST:,}"
    return None


def _circular(claims: dict[str, Claim]) -> set[str]:
    """Give the claims whose chain of wholes leads back to themselves."""
    found: set[str] = set()
    done: set[str] = set()
    for start in claims:
        chain: list[str] = []
        at: str | None = start
        while at is not None and at in claims and at not in done and at not in chain:
            chain.append(at)
            at = claims[at].part_of
        if at in chain:
            found.update(chain[chain.index(at) :])
        done.update(chain)
    return found


def _problem(what: str, claim: Claim) -> Problem:
    return Problem(what=f"claim {claim.id} {what}", where=claim.report, stage=STAGE)


def unreached(incident: str, limits: Iterable[str]) -> tuple[Problem, ...]:
    """Give a problem for each limit that ended the work on an incident."""
    return tuple(
        Problem(what=f"incident {incident}: {limit}", where=incident, stage=STAGE) for limit in limits
    )
