"""Everything that the reports on an incident of the ledger say together, with their words.

Takes: a ledger and an incident of it. Gives: the accounts that tell of it as people left them, and one
`Dossier` under the ledger's ids, by any methods. Nothing is written. Change this when: a page or a record
needs more of an incident than the ledger keeps.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from tollbook import pipeline
from tollbook.ledger import Reader
from tollbook.model import Account, Claim, Dossier, Incident
from tollbook.reconciling import Options
from tollbook.recording.current import standing_accounts
from tollbook.recording.telling import concerning, told_of


def accounts_on(ledger: Reader, incident: str) -> tuple[Account, ...]:
    """Give the accounts of the reports that tell of an incident, each with what it says of that alone."""
    events: dict[str, list[str]] = {}
    for link in ledger.links([incident]):
        if link.incident == incident:
            events.setdefault(link.report, []).append(link.event)
    told = standing_accounts(ledger, events)
    return tuple(concerning(account, events[account.report.id]) for account in told)


def dossier_of(incident: Incident, accounts: Iterable[Account], options: Options | None = None) -> Dossier:
    """Give what accounts say together of an incident of the ledger, under the ids that the ledger uses.

    Claims that are about it bear its id; what the reports tell of other events keeps theirs.
    """
    told = tuple(accounts)
    if not told:
        return Dossier(id=incident.id, incidents=(incident,))
    dossier = pipeline.together(incident.id, told, options)
    main = dossier.incidents[0].id if dossier.incidents else None
    said = told_of(dossier, incident.id)

    def own(claim: Claim) -> Claim:
        return replace(claim, incident=incident.id) if claim.incident == main else claim

    return replace(
        dossier.concluded(said),
        claims=tuple(map(own, dossier.claims)),
        incidents=(incident, *dossier.incidents[1:]),
    )
