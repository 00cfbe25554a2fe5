"""What a person does to a ledger: one function for each act, one transaction for each call.

Takes: a ledger, what is decided, and who signs it. Gives: the judgement, and the incidents that were
concluded anew. Every act can be undone. Change this when: a person can do something new.

Raises `NamelessError` where nobody signs, `UsageError` where the ledger does not hold what is judged or the
act makes no sense for it, `ChangedError` where somebody else changed it meanwhile; nothing is written then.
Every act takes as `seen` the entry of its subject that the person had before their eyes (`Reader.seen`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypedDict, Unpack

import msgspec
from msgspec import Struct

from tollbook.errors import ChangedError, NamelessError, UsageError
from tollbook.ledger import Ledger, drafts
from tollbook.ledger.drafts import Draft
from tollbook.linking.decisions import incident_id, link_id
from tollbook.model import Chosen, Claim, Facts, Finding, Judgement, Link, Verdict
from tollbook.recording import current
from tollbook.recording.checking import checked_claim, checked_range, hand_id, moment
from tollbook.recording.facts import checked_facts
from tollbook.recording.standing import CHANGING
from tollbook.recording.steps import step

ON_CLAIMS: tuple[Verdict, ...] = ("accept", "reject", "unverifiable", "correct")


class Signature(Struct, frozen=True):
    """Who acts, why, and when: a UTC moment in ISO 8601, the present one where it is empty."""

    who: str
    why: str = ""
    when: str = ""


class Sight(TypedDict, total=False):
    """What a person judged: the entry seen (`Reader.seen`), and for `correct` the claim as it should read."""

    seen: str | None
    correction: Claim | None


class Change(Struct, frozen=True):
    """A finding of an incident that reads otherwise since an act: what it said, and what it says now."""

    incident: str
    before: Finding | None
    now: Finding | None


class Done(Struct, frozen=True):
    """What an act wrote: its judgement, how many entries in all, and the incidents concluded anew.

    `changes` are the findings of these that read otherwise since; `judgements` all that one act wrote.
    """

    judgement: str
    entries: int
    incidents: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    judgements: tuple[str, ...] = ()


def judge(
    ledger: Ledger,
    claim_id: str,
    verdict: Verdict,
    by: Signature,
    **sight: Unpack[Sight],
) -> Done:
    """Accept, reject or correct a claim, or call it unverifiable; a corrected one keeps its id and report."""
    correction, seen = sight.get("correction"), sight.get("seen")
    if verdict not in ON_CLAIMS:
        raise UsageError(f"a claim cannot be judged {verdict}: use one of {', '.join(ON_CLAIMS)}")
    if (verdict == "correct") != (correction is not None):
        raise UsageError("the verdict correct needs a correction, and no other verdict takes one")
    with ledger.at_once() as inside:
        report = _report_of(inside, claim_id)
        if claim_id not in current.claims_now(inside, report):
            raise UsageError(f"the words of {claim_id} are gone from {report}: judge what it says now")
        if correction is not None:
            correction = msgspec.structs.replace(correction, id=claim_id, report=report)
            correction = checked_claim(inside, correction)
        stood = current.states(inside, [claim_id])[claim_id]
        act = _Act(inside, by, target=claim_id, verdict=verdict, correction=correction, seen=seen)
        changes = verdict in CHANGING or stood == "rejected"
        return act.done(act.around(report) if changes else [])


def accept_all(ledger: Ledger, claims: Mapping[str, str | None], by: Signature) -> Done:
    """Accept claims that nobody has judged, all or none; `claims` are ids, with the entry that was seen."""
    if not claims:
        raise UsageError("every claim there has been judged: nothing to accept")
    acts = []
    with ledger.at_once() as inside:
        now = {name for report in _reports_of(inside, claims) for name in current.claims_now(inside, report)}
        stood = current.states(inside, claims)
        when = moment(by.when)
        for name, seen in claims.items():
            if name not in now or stood[name] != "unseen":
                raise ChangedError(f"{name} was judged or has changed meanwhile: look again, then decide.")
            signed = msgspec.structs.replace(by, when=when)
            acts.append(_Act(inside, signed, target=name, verdict="accept", seen=seen))
    written = tuple(act.judgement for act in acts)
    return Done(written[0], sum(act.entries for act in acts), (), (), written)


def unseen_of(ledger: Ledger, name: str) -> tuple[Claim, ...]:
    """Give the claims of a report, or on an incident, that nobody has judged; raises `UsageError`."""
    file = ledger.incident(name)
    if file is None and not ledger.known("report", [name]):
        raise UsageError(f"the ledger holds no report or incident {name}: see `tollbook incidents`")
    account = ledger.account(name) if file is None else None
    claims = file.claims if file else (*(account.claims if account else ()), *ledger.by_hand(name))
    states = current.states(ledger, (claim.id for claim in claims))
    return tuple(claim for claim in claims if states[claim.id] == "unseen")


def add_claim(ledger: Ledger, report_id: str, claim: Claim, by: Signature) -> Done:
    """Add a claim that a person found in a report; it gets an id of its own."""
    with ledger.at_once() as inside:
        claim = msgspec.structs.replace(claim, id=hand_id(report_id, claim), report=report_id)
        claim = checked_claim(inside, claim)
        if inside.known("claim", [claim.id]):
            raise UsageError(f"{claim.id} stands there already: correct it, or undo what was done to it")
        act = _Act(inside, by, target=report_id, other=claim.id, verdict="add", correction=claim)
        account = inside.account(report_id)
        checksum = account.report.checksum if account else ""
        act.append([drafts.of_added_claim(claim, checksum, act.judgement)])
        return act.done(act.around(report_id))


def confirm(
    ledger: Ledger, link_id: str, by: Signature, *, into: str | None = None, seen: str | None = None
) -> Done:
    """Confirm that a report's event belongs to the incident that it is linked to, or to another one."""
    with ledger.at_once() as inside:
        link = _link(inside, link_id)
        incident = _live(inside, into) if into else link.incident
        if incident is None:
            raise UsageError(f"{link_id} leads to no incident: name the one that it belongs to")
        act = _Act(inside, by, target=link.id, other=incident, verdict="same", seen=seen)
        return act.done([incident, link.incident])


def split(
    ledger: Ledger, incident_id: str, report_id: str, by: Signature, *, seen: str | None = None
) -> Done:
    """Take a report (or one link of it, by the link's id) out of an incident; `seen` is of the link."""
    with ledger.at_once() as inside:
        incident = _live(inside, incident_id)
        linked = [link for link in inside.links([incident]) if link.incident == incident]
        meant = [link for link in linked if report_id in (link.report, link.id)]
        if not meant:
            raise UsageError(f"{report_id} does not tell of {incident}: see `tollbook show {incident}`")
        if len(meant) > 1:
            names = ", ".join(link.id for link in meant)
            raise UsageError(f"{report_id} tells of {incident} in several places: name one of {names}")
        if len(linked) == 1:
            raise UsageError(f"{report_id} is the only one that tells of {incident}: nothing to take apart")
        act = _Act(inside, by, target=meant[0].id, other=incident, verdict="different", seen=seen)
        return act.done([incident])


def merge(ledger: Ledger, incident_id: str, into: str, by: Signature, *, seen: str | None = None) -> Done:
    """Say that two incidents are the same: both ids are kept, and the first (`seen`) points to `into`."""
    with ledger.at_once() as inside:
        _unchanged(inside, incident_id, seen)
        merged, kept = _live(inside, incident_id), _live(inside, into)
        if merged == kept:
            raise UsageError("an incident is the same as itself: name two")
        act = _Act(inside, by, target=kept, other=merged, verdict="same")
        return act.done([merged, kept])


def set_range(
    ledger: Ledger, incident_id: str, chosen: Chosen, by: Signature, *, seen: str | None = None
) -> Done:
    """Set a person's range beside the program's finding, or say that no conclusion is possible."""
    with ledger.at_once() as inside:
        target, chosen = _live(inside, incident_id), checked_range(chosen)
        return _Act(inside, by, target=target, verdict="range", chosen=chosen, seen=seen).done([])


def set_facts(
    ledger: Ledger, incident_id: str, facts: Facts, by: Signature, *, seen: str | None = None
) -> Done:
    """Put the place, date or kind of an incident right; what the program chose is kept beside it."""
    with ledger.at_once() as inside:
        target, facts = _live(inside, incident_id), checked_facts(facts)
        act = _Act(inside, by, target=target, verdict="facts", facts=facts, seen=seen)
        return act.done([target])


def set_scope(
    ledger: Ledger, incident_id: str, inside: bool, by: Signature, *, seen: str | None = None
) -> Done:
    """Say that an incident lies inside or outside of the project's scope, and why."""
    verdict: Verdict = "inside" if inside else "outside"
    if not inside and not by.why.strip():
        raise UsageError("an incident is put outside of the scope for a reason: give it with --why")
    with ledger.at_once() as opened:
        target = _live(opened, incident_id)
        return _Act(opened, by, target=target, verdict=verdict, seen=seen).done([])


def undo_all(ledger: Ledger, judgement_ids: Iterable[str], by: Signature) -> Done:
    """Undo several judgements, all or none."""
    with ledger.at_once() as inside:
        undone = [_undone(inside, name, by) for name in judgement_ids]
        if not undone:
            raise UsageError("name a judgement to undo")
        acts = [act for act, _ in undone]
        done = acts[-1].done(name for _, concerned in undone for name in concerned)
    written = tuple(act.judgement for act in acts)
    return Done(written[0], sum(act.entries for act in acts), done.incidents, done.changes, written)


def accepted_with(ledger: Ledger, judgement_id: str) -> tuple[str, ...]:
    """Give all acceptances that one `accept_all` wrote, by any of them, but for those that were undone."""
    first = ledger.judgement(judgement_id)
    if first is None or first.verdict != "accept":
        raise UsageError(f"{judgement_id} accepted nothing: name one that `tollbook judge accept-all` wrote")
    return tuple(
        each.id
        for each in ledger.standing(verdicts=("accept",))
        if (each.who, each.when, each.why) == (first.who, first.when, first.why)
    )


def undo(ledger: Ledger, judgement_id: str, by: Signature, *, seen: str | None = None) -> Done:
    """Undo a judgement as if it had never been; to undo an undoing brings the judgement back."""
    with ledger.at_once() as inside:
        _unchanged(inside, judgement_id, seen)
        act, concerned = _undone(inside, judgement_id, by)
        return act.done(concerned)


def _undone(inside: Ledger, name: str, by: Signature) -> tuple[_Act, list[str | None]]:
    """Undo a judgement; give the act, and the incidents that are to be concluded anew."""
    undone = inside.judgement(name)
    if undone is None:
        raise UsageError(f"the ledger holds no judgement {name}: see `tollbook show` for their ids")
    if name in inside.undone([name]):
        raise UsageError(f"{name} is undone already: see `tollbook show {undone.target}`")
    act = _Act(inside, by, target=name, verdict="undo")
    meant: Judgement | None = undone
    while meant is not None and meant.verdict == "undo":
        meant = inside.judgement(meant.target)
    return act, act.concerned(meant) if meant else []


def renew(ledger: Ledger, incident: str) -> int:
    """Conclude an incident anew, as after an upgrade; give how many entries were added."""
    with ledger.at_once() as inside:
        return inside.append(current.conclude(inside, [incident])).added


class _Act:
    """One judgement in its transaction, and what follows from it."""

    def __init__(self, ledger: Ledger, by: Signature, **decided: object) -> None:
        if not by.who.strip():
            raise NamelessError(drafts.NAMELESS)
        self.ledger = ledger
        self.entries = 0
        signed = {"id": "", "who": by.who.strip(), "why": by.why.strip(), "when": moment(by.when)}
        made = drafts.of_judgement(Judgement(**signed, **decided))  # type: ignore[arg-type]
        self.append([made])
        self.judgement = made.subject

    def append(self, made: Iterable[Draft]) -> None:
        """Write drafts in the transaction of the act."""
        self.entries += self.ledger.append(made).added

    def done(self, touched: Iterable[str | None]) -> Done:
        """Put links where people's judgements now put them, and conclude anew what that touches."""
        incidents = dict.fromkeys(filter(None, touched))
        linked = [link for link in self.ledger.links(incidents) if link.incident]
        moved = current.place(self.ledger, linked)
        self.move(moved)
        was = {link.id: link.incident for link in linked}
        incidents |= dict.fromkeys(name for link in moved for name in (was[link.id], link.incident) if name)
        before = self.ledger.findings(incidents)
        self.append(current.conclude(self.ledger, incidents))
        changes = tuple(_changes(before, self.ledger.findings(incidents)))
        return Done(self.judgement, self.entries, tuple(incidents), changes, (self.judgement,))

    def move(self, links: Iterable[Link]) -> None:
        """Write links anew; an incident that is new is written before the link that leads to it."""
        linked_by = step("tollbook.linking:Linker.add")
        for link in links:
            if link.incident and not self.ledger.known("incident", [link.incident]):
                self.append([current.founded(self.ledger, link)])
            self.append([drafts.of_link(link, linked_by)])

    def around(self, report: str) -> list[str | None]:
        """Give the incidents that the claims of a report may change, after giving it one if it has none."""
        links = self.ledger.links([report])
        account = current.standing_account(self.ledger, report)
        if account is None:
            return []
        event = current.main_event(account)
        main = next((link for link in links if link.event == event), None)
        found = [link.incident for link in links]
        if account.claims and (main is None or main.incident is None):
            incident = incident_id(report, event)
            new = Link(id=link_id(report, event), report=report, event=event, incident=incident)
            self.move([msgspec.structs.replace(new, decided_by=self.judgement)])
            return [incident, *found]
        if main is not None and not account.claims and self._is_made_by_adding(main):
            self.move([msgspec.structs.replace(main, incident=None, decided_by=None)])
        return found

    def concerned(self, undone: Judgement) -> list[str | None]:
        """Give the incidents that a judgement was about, for its undoing."""
        names = [undone.target, *([undone.other] if undone.other else [])]
        if undone.verdict in (*ON_CLAIMS, "add"):
            claim = undone.verdict != "add"
            return self.around(_report_of(self.ledger, undone.target) if claim else undone.target)
        if undone.verdict == "facts":
            return [undone.target]
        if undone.verdict not in current.ON_LINKS:
            return []
        linked = [link.incident for link in self.ledger.links(names)]
        return [*linked, *self.ledger.known("incident", names)]

    def _is_made_by_adding(self, link: Link) -> bool:
        by = self.ledger.judgement(link.decided_by) if link.decided_by else None
        return by is not None and by.verdict in ("add", "undo")


def _changes(
    before: Mapping[str, tuple[Finding, ...]], now: Mapping[str, tuple[Finding, ...]]
) -> Iterator[Change]:
    """Give the findings whose range or best number are others now, gone or new."""
    for incident in dict.fromkeys([*before, *now]):
        old, new = ({_what(each): each for each in found.get(incident, ())} for found in (before, now))
        for what in dict.fromkeys([*old, *new]):
            one, other = old.get(what), new.get(what)
            if one is None or other is None or _says(one) != _says(other):
                yield Change(incident, one, other)


def _what(finding: Finding) -> tuple[object, ...]:
    return finding.method, finding.measure, finding.unit, finding.group


def _says(finding: Finding) -> tuple[int | None, ...]:
    return finding.low, finding.best, finding.high


def _unchanged(ledger: Ledger, name: str, seen: str | None) -> None:
    """Raise `ChangedError` where something was judged, or changed, since a person saw it."""
    if seen and ledger.seen([name]).get(name, seen) != seen:
        raise ChangedError(f"{name} has changed since you looked at it: look again, then decide.")


def _reports_of(ledger: Ledger, claims: Iterable[str]) -> set[str]:
    return {_report_of(ledger, each) for each in claims}


def _report_of(ledger: Ledger, claim: str) -> str:
    """Give the report in which a claim stands."""
    found = ledger.claim(claim)
    if found is None:
        raise UsageError(f"the ledger holds no claim {claim}: see `tollbook show` for the ids of claims")
    return found.report


def _live(ledger: Ledger, incident: str) -> str:
    """Give an incident's id, where it holds and goes by its own name."""
    if not ledger.known("incident", [incident]):
        raise UsageError(f"the ledger holds no incident {incident}: see `tollbook incidents`")
    into = ledger.merged_into(incident)
    if into:
        raise UsageError(f"{incident} goes by {into} since people merged them: name that one")
    return incident


def _link(ledger: Ledger, name: str) -> Link:
    found = next((link for link in ledger.links([name]) if link.id == name), None)
    if found is None:
        raise UsageError(f"the ledger holds no link {name}: see `tollbook show` for the ids of links")
    return found
