"""What the reports on an incident say together now, with people's judgements applied.

Takes: a ledger, inside the transaction of an act or of a new report. Gives: accounts as people left them, and
the entries that an incident needs anew. Change this when: a new report or an act of a person should change
something else of an incident.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec.structs import replace

from tollbook import pipeline
from tollbook.ledger import Reader, drafts
from tollbook.ledger.drafts import Draft
from tollbook.linking.decisions import Decisions, Placed, link_id
from tollbook.model import Account, Incident, Judgement, Link, Reconciliation, State, Verdict
from tollbook.recording.facts import before, settled
from tollbook.recording.standing import STATES, applied, changing
from tollbook.recording.steps import step
from tollbook.recording.telling import concerning, told_of

ON_CLAIMS: tuple[Verdict, ...] = ("accept", "correct", "reject", "unverifiable", "add")
ON_LINKS: tuple[Verdict, ...] = ("same", "different", "unsure")

_Told: TypeAlias = tuple[Account, tuple[Judgement, ...]]
"""An account as it was read, with the judgements that hold on its claims."""

LINKER = "tollbook.linking:Linker.add"

MAIN = "evt_1"
"""The main event of a report that tells of no incident."""


def states(ledger: Reader, claims: Iterable[str]) -> dict[str, State]:
    """Give where each of the claims stands after people's judgements."""
    wanted = list(claims)
    found: dict[str, State] = dict.fromkeys(wanted, "unseen")
    for judgement in ledger.standing(wanted, ON_CLAIMS):
        if judgement.target in found and judgement.verdict in STATES:
            found[judgement.target] = STATES[judgement.verdict]
    return found


def link_judgements(ledger: Reader) -> tuple[Judgement, ...]:
    """Give the judgements on links that hold, oldest first: what `linking.Linker` obeys."""
    return ledger.standing(verdicts=ON_LINKS)


def standing_account(ledger: Reader, report: str) -> Account | None:
    """Give the account of a report as people left it, or `None`: claims added, corrected and taken out."""
    account = ledger.account(report)
    return account and applied(account, on_claims(ledger, account))


def standing_accounts(ledger: Reader, reports: Iterable[str]) -> tuple[Account, ...]:
    """Give the accounts of those of the reports that are held, as people left them."""
    return tuple(applied(*each) for each in _judged(ledger, ledger.accounts(reports)))


def claims_now(ledger: Reader, report: str) -> frozenset[str]:
    """Give the ids of the claims that a report's text makes now: as it was read, and added by people."""
    account = ledger.account(report)
    claims = (*(account.claims if account else ()), *ledger.by_hand(report))
    return frozenset(claim.id for claim in claims)


def main_event(account: Account) -> str:
    """Give the name by which a report's main event is linked."""
    return account.incidents[0].id if account.incidents else MAIN


def conclude(ledger: Reader, incidents: Collection[str]) -> tuple[Draft, ...]:
    """Draft what holds of incidents now: each itself, and what the reports on it say together.

    An incident that no report tells of any more keeps its entry and has no findings.
    """
    linked: dict[str, list[Link]] = {name: [] for name in incidents}
    for link in ledger.links(incidents):
        if link.incident in linked:
            linked[link.incident].append(link)
    reports = dict.fromkeys(link.report for links in linked.values() for link in links)
    told = {each[0].report.id: each for each in _judged(ledger, ledger.accounts(reports))}
    decided: dict[str, list[Judgement]] = {}
    for each in ledger.standing(linked, ("facts",)):
        decided.setdefault(each.target, []).append(each)
    emptied = ledger.known("reconciliation", [name for name, links in linked.items() if not links])
    return tuple(
        draft
        for name, links in linked.items()
        for draft in (
            _concluded(name, links, told, decided.get(name, ()))
            if links
            else _left(ledger, name, decided.get(name, ()), emptied=name in emptied)
        )
    )


def _left(ledger: Reader, incident: str, decided: Sequence[Judgement], *, emptied: bool) -> Iterator[Draft]:
    """Draft what holds of an incident that no report tells of: what people `decided` of its facts."""
    if emptied:
        yield drafts.of_reconciliation(incident, Reconciliation(), step("tollbook.reconciling:reconcile"))
    file = ledger.incident(incident)
    if file is not None and (decided or file.machine):
        yield drafts.of_incident(settled(before(file.incident, file.machine), decided), step(LINKER))


def _concluded(
    incident: str, links: Iterable[Link], told: Mapping[str, _Told], decided: Sequence[Judgement]
) -> Iterator[Draft]:
    """Draft what holds of one incident; `told` are accounts by their reports, with what people decided.

    Its place, date and kind are those that people `decided`, else those of the reports.
    """
    events: dict[str, list[str]] = {}
    for link in links:
        events.setdefault(link.report, []).append(link.event)
    judged = [told[report] for report in events if report in told]
    used = [each.id for account, judgements in judged for each in changing(account, judgements)]
    used += [link.decided_by for link in links if link.decided_by]
    concluded_by = step("tollbook.reconciling:reconcile", dict.fromkeys(used))
    if not judged:
        return
    left = [concerning(applied(*each), events[each[0].report.id]) for each in judged]
    dossier = pipeline.together(incident, left)
    found = dossier.incidents[0] if dossier.incidents else Incident(id=incident)
    said = told_of(dossier, incident)
    yield drafts.of_incident(settled(replace(found, id=incident, claims=()), decided), step(LINKER))
    yield drafts.of_reconciliation(incident, said, concluded_by)


def founded(ledger: Reader, link: Link) -> Draft:
    """Draft the new incident that a link leads to, as the link's report tells of it."""
    account = standing_account(ledger, link.report)
    told = account.incidents if account else ()
    name = link.incident or ""
    event = next((each for each in told if each.id == link.event), Incident(id=name))
    return drafts.of_incident(replace(event, id=name, claims=()), step(LINKER))


def place(ledger: Reader, links: Iterable[Link]) -> tuple[Link, ...]:
    """Give those of the links that people's judgements now put elsewhere than they stand."""
    judgements = link_judgements(ledger)
    decisions = Decisions(judgements)
    # To confirm one link says nothing of the other links to its incident.
    joined = [each for each in judgements if each.verdict == "same"]
    into = ledger.known("incident", [each.target for each in joined])
    merging = {each.other: each.id for each in joined if each.target in into}

    def find(name: str) -> Placed | None:
        names = {name, link_id(name, MAIN), link_id(*name.rsplit("#", 1)) if "#" in name else name}
        return next((_placed(link) for link in ledger.links(names) if link.id in names), None)

    moved = []
    for link in links:
        placed = _placed(link)
        about = decisions.about(placed)
        decided_by = about[-1].id if about else merging.get(placed.machine)
        if decided_by is None and link.machine is None:
            continue
        now = replace(
            link,
            incident=decisions.incident(placed, find) or None,
            machine=placed.machine if decided_by else None,
            decided_by=decided_by,
        )
        if now != link:
            moved.append(now)
    return tuple(moved)


def _placed(link: Link) -> Placed:
    return Placed(link.report, link.event, link.machine or link.incident or "")


def _judged(ledger: Reader, accounts: Sequence[Account]) -> list[_Told]:
    """Give accounts with the judgements that hold on their claims; most incidents have none at all."""
    names = [name for each in accounts for name in _named(each)]
    judged = {name for each in ledger.standing(names, ON_CLAIMS) for name in (each.target, each.other)}
    return [
        (account, () if judged.isdisjoint(_named(account)) else on_claims(ledger, account))
        for account in accounts
    ]


def _named(account: Account) -> tuple[str, ...]:
    return (account.report.id, *(claim.id for claim in account.claims))


def on_claims(ledger: Reader, account: Account) -> tuple[Judgement, ...]:
    """Give the judgements that hold on the claims of an account, with those that add claims to it.

    A claim that was added stands where its words stand now.
    """
    added = {claim.id: claim for claim in ledger.by_hand(account.report.id)}
    return tuple(
        replace(each, correction=added[each.other]) if each.other else each
        for each in ledger.standing([*_named(account), *added], ON_CLAIMS)
        if each.other is None or each.other in added
    )
