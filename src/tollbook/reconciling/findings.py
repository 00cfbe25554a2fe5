"""A draft of a number, and the finding that is made of it: with its claims, its roots and what was set aside.

Takes: a draft of a method and the evidence behind it. Gives: a `Finding`.
Change this when: a finding shows something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from msgspec import Struct, structs

from tollbook.model import Finding, SetAside, When
from tollbook.reconciling.evidence import Evidence
from tollbook.reconciling.figures import Figure
from tollbook.reconciling.statements import Toll

RULE_PART = "a-part-sets-no-total"


class Draft(Struct, frozen=True):
    """A number for one measure, unit and group, with the tolls that decided it and all that were kept."""

    kind: tuple[str, str]
    group: frozenset[str]
    low: int
    best: int | None
    high: int | None
    rule: str
    deciding: tuple[Toll, ...] = ()
    tolls: tuple[Toll, ...] = ()
    kept: tuple[str, ...] = ()
    bounding: tuple[Figure, ...] = ()
    follows: bool = False

    def with_best(self, best: int | None, deciding: tuple[Toll, ...], rule: str) -> Draft:
        """Give the same draft with another best number."""
        return structs.replace(self, best=best, deciding=deciding, rule=rule)


def finding(evidence: Evidence, draft: Draft, method: str, outside: Sequence[SetAside]) -> Finding:
    """Give a draft as the finding of a method; `outside` are claims that the method itself set aside."""
    measure, unit = draft.kind
    group = tuple(sorted(draft.group))
    by_claim = {claim: figure for figure in evidence.every() if not figure.derived for claim in figure.claims}
    kept = [by_claim[claim] for claim in draft.kept if claim in by_claim]
    tolls = draft.deciding or draft.tolls
    told = {aside.claim for aside in outside}
    return Finding(
        id="fnd_" + _digest(evidence.incident, measure, unit, *group, method),
        incident=evidence.incident,
        measure=measure,
        unit=unit,
        group=group,
        low=draft.low,
        best=draft.best,
        high=draft.high,
        as_of=_as_of(tolls),
        roots=tuple(dict.fromkeys(figure.voice for figure in kept)),
        claims=draft.kept,
        set_aside=(*outside, *_aside(evidence, draft, {*draft.kept, *told})),
        derived=draft.follows or any(toll.derived for toll in draft.deciding) or _moved(kept, measure),
        vague=any(figure.vague for figure in kept),
        readings=tuple(dict.fromkeys(claim for figure in kept for claim in figure.readings)),
        disputed_by=evidence.denied_by.get(measure, ()),
        method=method,
        rule=draft.rule,
    )


def _moved(kept: Sequence[Figure], measure: str) -> bool:
    """Tell whether a number rests on figures of other measures alone."""
    return bool(kept) and all(figure.measure != measure for figure in kept)


def _as_of(tolls: Sequence[Toll]) -> When | None:
    """Give the latest as-of of the tolls that decided."""
    known = [toll.at for toll in tolls if toll.at.when is not None]
    return max(known, key=lambda at: (at.end, at.start)).when if known else None


def _aside(evidence: Evidence, draft: Draft, kept: set[str]) -> list[SetAside]:
    """Give the claims of the measure that the number does not rest on, each with its rule."""
    measure, unit = draft.kind
    found = []
    for figure in evidence.every():
        if figure.derived or figure.measure != measure or figure.unit != unit or figure.claims[0] in kept:
            continue
        if not draft.group <= figure.tags or (not draft.group and figure.parent is not None):
            continue
        ending = evidence.overtaken.get(figure.id)
        if ending is not None:
            why = ending.why or f"overtaken by {', '.join(ending.by)}"
            found.append(SetAside(claim=figure.id, rule=ending.rule, why=why))
        else:
            found.append(SetAside(claim=figure.id, rule=RULE_PART, why="bounds the total from below only"))
    mine = {
        claim.id
        for claim in evidence.claims.values()
        if claim.unit == unit and draft.group <= set(claim.group)
    }
    return found + [
        aside for aside in evidence.aside.get(measure, ()) if aside.claim in mine and not draft.group
    ]


def _digest(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()
