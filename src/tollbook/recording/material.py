"""What a record is made of: the claims of an incident that people accepted, and what follows from them alone.

Takes: a ledger and what it holds of an incident. Gives: a `Material`. Change this when: a record is made of
something more.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from tollbook import pipeline
from tollbook.ledger import Ledger
from tollbook.ledger.log import IncidentFile
from tollbook.model import Account, Alias, Course, Dossier, Incident
from tollbook.publishing import Material, Project
from tollbook.publishing.compose import BY_HAND
from tollbook.reconciling import Options
from tollbook.recording.courses import courses
from tollbook.recording.current import standing_account, states
from tollbook.recording.facts import settled
from tollbook.recording.standing import standing
from tollbook.recording.telling import concerning, told_of


def material(ledger: Ledger, file: IncidentFile, project: Project, *, all_claims: bool = False) -> Material:
    """Give what a record of an incident is made of: its accepted claims, or all that were not rejected."""
    name = file.incident.id
    events: dict[str, list[str]] = {}
    for link in file.links:
        events.setdefault(link.report, []).append(link.event)
    read = [account for each in events if (account := standing_account(ledger, each))]
    told = [concerning(account, events[account.report.id]) for account in read]
    state = states(ledger, (claim.id for account in told for claim in account.claims))
    known = {
        claim.id
        for account in told
        for claim in account.claims
        if state[claim.id] in ("accepted", "corrected")
        or (state[claim.id] == "unseen" and BY_HAND in claim.by.rules)
    }
    undecided = tuple(
        claim
        for account in told
        for claim in account.claims
        if state[claim.id] == "unseen" and claim.id not in known
    )
    used = told if all_claims else [_only(account, known) for account in told]
    dossier = pipeline.together(name, used, Options(methods=(project.method,)))
    stands = standing(file)
    named = _named(dossier, name)
    holding = [each for each in file.judgements if each.id not in file.undone]
    named = replace(named, incidents=(_plain(settled(named.incidents[0], holding)),))
    return Material(
        dossier=named,
        courses=_courses(dossier, named),
        aliases=_aliases(used),
        own=tuple(each.chosen for each in stands.ranges if each.chosen),
        corrected=frozenset(each for each, where in state.items() if where == "corrected"),
        working=file.reconciliation.findings,
        undecided=undecided,
        last_change=last_change(ledger, file),
        earlier=tuple(
            sorted(
                (each for each in file.records if each.status != "composed"),
                key=lambda record: record.version,
            )
        ),
    )


def _plain(incident: Incident) -> Incident:
    """Give an incident as a record tells of it: what the program had chosen stays in the house."""
    return Incident(**{name: getattr(incident, name) for name in Incident.__struct_fields__})


def _only(account: Account, claims: Iterable[str]) -> Account:
    """Give an account with some of its claims."""
    wanted = set(claims)
    kept = tuple(
        replace(claim, part_of=claim.part_of if claim.part_of in wanted else None)
        for claim in account.claims
        if claim.id in wanted
    )
    incidents = tuple(
        replace(each, claims=tuple(name for name in each.claims if name in wanted))
        for each in account.incidents
    )
    conflicts = tuple(each for each in account.conflicts if wanted.issuperset(each.claims))
    return replace(account, claims=kept, incidents=incidents, conflicts=conflicts)


def _named(dossier: Dossier, name: str) -> Dossier:
    """Give a dossier whose main incident bears the ledger's id; what it tells of others is left out."""
    main = dossier.incidents[0] if dossier.incidents else Incident(id=name)
    said = told_of(dossier, name)
    claims = tuple(replace(claim, incident=name) for claim in dossier.claims if claim.incident == main.id)
    root_of = {claim: root.id for root in said.roots for claim in root.claims}
    return replace(
        dossier.concluded(said),
        claims=tuple(replace(claim, root=root_of.get(claim.id)) for claim in claims),
        incidents=(replace(main, id=name),),
    )


def _courses(dossier: Dossier, named: Dossier) -> tuple[Course, ...]:
    """Give the courses of a dossier under the incident and the roots that it is named by."""
    root_of = {claim: root.id for root in named.roots for claim in root.claims}
    ids = {root.id: root_of.get(claim, root.id) for root in dossier.roots for claim in root.claims}
    return tuple(
        replace(
            course,
            incident=named.incidents[0].id,
            steps=tuple(replace(step, root=ids.get(step.root, step.root)) for step in course.steps),
        )
        for course in courses(dossier)
    )


def _aliases(accounts: Iterable[Account]) -> tuple[Alias, ...]:
    """Give the things with two names, each set of names once."""
    found = {frozenset(alias.names): alias for account in accounts for alias in account.aliases}
    return tuple(found.values())


def last_change(ledger: Ledger, file: IncidentFile) -> str:
    """Give when the last entry was recorded that bears on an incident: not when somebody says that it was."""
    names = [file.incident.id, *(judgement.id for judgement in file.judgements), *file.undone]
    found = [trace for name in names if (trace := ledger.trace(name))]
    lines = [line for trace in found for line in (trace.here, *trace.forward)]
    return max((line.recorded_at for line in lines if line.type != "record"), default="")
