"""The stage in order: checks, evidence, conflicts, findings by each method, history.

Takes: a `Case` and `Options`. Gives: a `Reconciliation`. Change this when: a step is added or their order
changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from tollbook.model import (
    Change,
    Claim,
    Conflict,
    Finding,
    Incident,
    NotApplicable,
    Problem,
    Reconciliation,
    WordReading,
)
from tollbook.reconciling import conflicts
from tollbook.reconciling.case import Case, Options
from tollbook.reconciling.checks import checked, unreached
from tollbook.reconciling.evidence import Evidence, evidence
from tollbook.reconciling.figures import sources
from tollbook.reconciling.history import history
from tollbook.reconciling.methods import Find, method
from tollbook.reconciling.solver import Limits

ONLY_INCIDENT = "evt_1"
"""The incident of claims that name none, in a case that names none."""

MOST_FIGURES = 3_000
"""So many figures of one incident are compared at most."""


class _Found(Struct, frozen=True):
    conflicts: tuple[Conflict, ...] = ()
    findings: tuple[Finding, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()
    history: tuple[Change, ...] = ()
    readings: tuple[WordReading, ...] = ()
    problems: tuple[Problem, ...] = ()


def reconcile(case: Case, options: Options | None = None) -> Reconciliation:
    """Say what the reports of a case say together: findings, conflicts, history and readings.

    The main incident comes first, and of its findings those of the first method. What is wrong with the
    material is in `problems`. Raises `UsageError` for an unknown method.
    """
    options = options or Options()
    methods = [method(name) for name in options.methods]
    claims, problems = checked(case.claims)
    known = sources(case.reports, case.roots, case.speakers, options.language)
    found = [
        _of_incident(evidence(incident, members, known), methods, options)
        if len(members) <= MOST_FIGURES
        else _too_many(incident.id, members)
        for incident, members in _by_incident(case, claims)
    ]
    return Reconciliation(
        roots=case.roots,
        findings=tuple(one for part in found for one in part.findings),
        not_applicable=tuple(dict.fromkeys(one for part in found for one in part.not_applicable)),
        conflicts=tuple(one for part in found for one in part.conflicts),
        history=tuple(one for part in found for one in part.history),
        readings=tuple(one for part in found for one in part.readings),
        problems=(*problems, *(one for part in found for one in part.problems)),
    )


def gather(case: Case, options: Options | None = None) -> tuple[Evidence, ...]:
    """Give the evidence of each incident of a case, for showing steps, readings and proofs."""
    options = options or Options()
    claims, _ = checked(case.claims)
    known = sources(case.reports, case.roots, case.speakers, options.language)
    return tuple(evidence(incident, members, known) for incident, members in _by_incident(case, claims))


def proofs(case: Case, options: Options | None = None) -> dict[str, tuple[str, ...]]:
    """Give for each conflict of a case, by its id, the proof.

    What every figure bounds, and how the sums meet.
    """
    options = options or Options()
    limits = Limits(sets=options.conflicts, seconds=options.seconds)
    return {
        conflicts.conflict(clash, one.overtaken).id: conflicts.proved(clash)
        for one in gather(case, options)
        for clash in conflicts.find(one, limits).clashes
    }


def _by_incident(case: Case, claims: Sequence[Claim]) -> list[tuple[Incident, list[Claim]]]:
    """Sort claims into incidents, the main one first; a claim that names none belongs to the main one."""
    incidents = {incident.id: incident for incident in case.incidents or (Incident(id=ONLY_INCIDENT),)}
    main = next(iter(incidents))
    listed = {claim: incident.id for incident in case.incidents for claim in incident.claims}
    found: defaultdict[str, list[Claim]] = defaultdict(list, {incident: [] for incident in incidents})
    for claim in claims:
        found[claim.incident or listed.get(claim.id) or main].append(claim)
    return [(incidents.get(name) or Incident(id=name), members) for name, members in found.items()]


def _of_incident(case: Evidence, methods: Sequence[Find], options: Options) -> _Found:
    limits = Limits(sets=options.conflicts, seconds=options.seconds)
    clashing = conflicts.find(case, limits)
    findings: list[Finding] = []
    not_applicable: list[NotApplicable] = []
    for find in methods:
        numbers, no_answer = find(case)
        findings += numbers
        not_applicable += no_answer
    return _Found(
        conflicts=tuple(conflicts.conflict(clash, case.overtaken) for clash in clashing.clashes),
        findings=tuple(findings),
        not_applicable=tuple(not_applicable),
        history=history(case),
        readings=case.word_readings,
        problems=unreached(case.incident, _ended(clashing.complete, options)),
    )


def _ended(complete: bool, options: Options) -> Sequence[str]:
    if complete:
        return ()
    limit = f"{options.conflicts} sets, {options.seconds:g} seconds"
    return (f"the search for conflicts ended at its limit ({limit}); there may be more",)


def _too_many(incident: str, claims: Sequence[Claim]) -> _Found:
    what = (
        f"{len(claims):,} claims are more than the {MOST_FIGURES:,} that are compared; nothing was reconciled"
    )
    return _Found(problems=unreached(incident, (what,)))
