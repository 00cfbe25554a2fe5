"""What a dossier says of one incident of the ledger, under ids that no other incident's share.

Takes: an account and some of its events, or a dossier and the incident's id. Gives: the account as if these
were one event; a `Reconciliation` of the common incident alone. Change this when: something else
that is told beside an incident should be kept with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from hashlib import sha256

from msgspec.structs import replace

from tollbook.model import Account, Conflict, Dossier, Incident, Reconciliation, Root


def concerning(account: Account, events: Collection[str]) -> Account:
    """Give an account with the claims of some of its events, taken for one; with the main one, all claims.

    A figure that a report only looks back on counts like any other in the incident that it is of. Events that
    the account does not name give an account without claims.
    """
    main = account.incidents[0].id if account.incidents else ""
    told = [each for each in account.incidents if each.id in events]
    if not account.incidents or (len(told) == 1 and told[0].id == main):
        return account
    first = told[0] if told else Incident(id=next(iter(events)))
    names = {name for each in told for name in each.claims}
    claims = tuple(
        replace(
            claim,
            incident=first.id,
            scope="event" if claim.scope == "background" else claim.scope,
            part_of=claim.part_of if claim.part_of in names else None,
        )
        if claim.id in names
        else claim
        for claim in account.claims
        if first.id == main or claim.id in names
    )
    common = replace(first, claims=tuple(each.id for each in claims if each.id in names))
    beside = tuple(each for each in account.incidents if first.id == main and each not in told)
    kept = {claim.id for claim in claims}
    conflicts = _within(account.conflicts, kept)
    return replace(account, claims=claims, incidents=(common, *beside), conflicts=conflicts)


def told_of(dossier: Dossier, incident: str) -> Reconciliation:
    """Give what a dossier says of its common incident, as the ledger's incident of that id.

    What the reports tell of other incidents and of running totals is theirs: it is never added here.
    """
    main = dossier.incidents[0].id if dossier.incidents else None
    claims = {claim.id for claim in dossier.claims if claim.incident == main}
    measures = {claim.measure for claim in dossier.claims if claim.id in claims}
    roots = {
        root.id: _of(root, incident, claims) for root in dossier.roots if not claims.isdisjoint(root.claims)
    }
    return Reconciliation(
        roots=tuple(roots.values()),
        findings=tuple(
            replace(
                finding,
                id=own("fnd", incident, finding.id),
                incident=incident,
                roots=tuple(roots[name].id if name in roots else name for name in finding.roots),
            )
            for finding in dossier.findings
            if finding.incident == main
        ),
        not_applicable=tuple(each for each in dossier.not_applicable if each.measure in measures),
        conflicts=tuple(
            replace(each, id=own("cnf", incident, each.id)) for each in _within(dossier.conflicts, claims)
        ),
        history=tuple(each for each in dossier.history if claims.issuperset((*each.older, *each.newer))),
        readings=tuple(each for each in dossier.readings if each.claim in claims),
    )


def own(kind: str, incident: str, name: str) -> str:
    """Give the id of something inside an incident: the same name means something else in another one."""
    return f"{kind}_" + sha256(f"{incident} {name}".encode()).hexdigest()[:16]


def _of(root: Root, incident: str, claims: set[str]) -> Root:
    kept = tuple(name for name in root.claims if name in claims)
    return replace(root, id=own("root", incident, root.id), claims=kept)


def _within(conflicts: Iterable[Conflict], claims: set[str]) -> tuple[Conflict, ...]:
    return tuple(each for each in conflicts if claims.issuperset(each.claims))
