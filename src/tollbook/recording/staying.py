"""Where a report stays when its text changes: people's work on an incident is not undone by a new wording.

Takes: the events of a report's new text as they would be linked by it alone, and the links of the text
before. Gives: the links, where a person had judged claims, or published a record, left as they were, with
what the new text says against that, for a person to look at. Change this when: a changed text should move a
report otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from tollbook.ledger import Reader
from tollbook.ledger.standing import ON_CLAIMS
from tollbook.model import Account, Link, NearMiss
from tollbook.recording.current import main_event

KEPT = "its text changed, and by the new one alone it would not be linked here"
"""What speaks against a link that stays because of what people did."""


def staying(
    ledger: Reader, account: Account, links: Iterable[Link], old: Mapping[str, Link]
) -> tuple[Link, ...]:
    """Give the links of a changed text; `old` are the links before, by their events."""
    homes = _homes(ledger, account)
    main = main_event(account)
    placed = []
    for link in links:
        before = old.get(homes.get(link.event, main if link.event == main else ""))
        home = (before.machine or before.incident) if before else None
        stays = bool(home) and home != link.incident and (link.event in homes or _published(ledger, home))
        placed.append(_kept(link, home) if home and stays else link)
    return tuple(placed)


def _homes(ledger: Reader, account: Account) -> dict[str, str]:
    """Give for events of the new text those of the text before in which people judged the same claims.

    A main event is that of the main event before, whichever of its claims were judged.
    """
    before = ledger.account(account.report.id)
    if before is None:
        return {}
    by_hand = ledger.by_hand(account.report.id)
    claims = {claim.id: claim for claim in (*before.claims, *by_hand)}
    judged = {each.target for each in ledger.standing(claims, ON_CLAIMS)} | {each.id for each in by_hand}
    main, was = main_event(account), main_event(before)
    homes = {main: was} if any((claims[name].incident or was) == was for name in judged & {*claims}) else {}
    for claim in account.claims:
        if claim.id in judged and claim.id in claims and claim.incident and claims[claim.id].incident:
            homes.setdefault(claim.incident, claims[claim.id].incident or was)
    return homes


def _published(ledger: Reader, incident: str | None) -> bool:
    file = ledger.incident(incident) if incident else None
    return file is not None and any(each.status != "composed" for each in file.records)


def _kept(link: Link, home: str) -> Link:
    """Give a link left at its home, with what its new text alone would be linked with."""
    near, against = link.near, (KEPT, *link.evidence_against)
    if link.score is not None and link.incident:
        near = NearMiss(
            incident=link.incident,
            score=link.score,
            evidence_for=link.evidence_for,
            evidence_against=link.evidence_against,
        )
        return replace(link, incident=home, score=None, evidence_for=(), evidence_against=(KEPT,), near=near)
    if near is not None and near.incident == home:
        against = (KEPT, *near.evidence_against)
        return replace(
            link,
            incident=home,
            score=near.score,
            evidence_for=near.evidence_for,
            evidence_against=against,
            near=None,
        )
    return replace(link, incident=home, score=0.0, evidence_against=against, near=None)
