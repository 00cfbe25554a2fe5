"""What people's judgements make of claims and incidents: values in, values out, no ledger.

Takes: accounts or the file of an incident, and the judgements that hold, oldest first. Gives: claims as they
read now, where each stands, the ranges that people chose. Change this when: a verdict on a claim or an
incident should mean something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from tollbook.ledger.log import IncidentFile
from tollbook.model import Account, Claim, ClaimTimes, Incident, Judgement, State, Verdict

STATES: Mapping[str, State] = MappingProxyType(
    {"accept": "accepted", "correct": "corrected", "reject": "rejected", "unverifiable": "unverifiable"}
)
"""Where each verdict on a claim leaves it."""


CHANGING: tuple[Verdict, ...] = ("correct", "reject", "add")
"""The verdicts on claims that change figures."""


class Standing(Struct, frozen=True, kw_only=True):
    """An incident after people's judgements.

    `claims` are all claims as they read now, the rejected ones among them, and `states` says where each
    stands. `ranges` are the judgements that hold a person's range, the last for each measure, unit and group;
    `scope` is the one that put the incident inside or outside of the project, if any did.
    """

    claims: tuple[Claim, ...]
    states: Mapping[str, State]
    ranges: tuple[Judgement, ...] = ()
    scope: Judgement | None = None


class _Verdicts:
    """The judgements on claims, sorted: the last on each claim, its correction, and the claims added."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self.last: dict[str, Judgement] = {}
        self.corrected: dict[str, Judgement] = {}
        self.added: dict[str, Judgement] = {}
        for judgement in judgements:
            if judgement.verdict == "add" and judgement.correction:
                self.added[judgement.correction.id] = judgement
            elif judgement.verdict in STATES:
                self.last[judgement.target] = judgement
            if judgement.verdict == "correct":
                self.corrected[judgement.target] = judgement

    def reading(self, claim: Claim) -> Claim:
        """Give a claim as it reads after its last correction."""
        judgement = self.corrected.get(claim.id)
        correction = judgement and judgement.correction
        return placed(correction, claim) if correction else claim

    def state(self, claim: str) -> State:
        """Give where a claim stands."""
        return STATES[self.last[claim].verdict] if claim in self.last else "unseen"


def standing(file: IncidentFile) -> Standing:
    """Give an incident's claims, ranges and scope after the judgements of its file."""
    holding = [each for each in file.judgements if each.id not in file.undone]
    verdicts = _Verdicts(holding)
    ranges = {
        (each.chosen.measure, each.chosen.unit, each.chosen.group): each
        for each in holding
        if each.chosen and each.target == file.incident.id
    }
    scopes = [each for each in holding if each.verdict in ("inside", "outside")]
    return Standing(
        claims=tuple(map(verdicts.reading, file.claims)),
        states={claim.id: verdicts.state(claim.id) for claim in file.claims},
        ranges=tuple(ranges.values()),
        scope=scopes[-1] if scopes else None,
    )


def applied(account: Account, judgements: Iterable[Judgement]) -> Account:
    """Give an account with judgements applied.

    A rejected claim is gone, a corrected one reads as corrected also where it was accepted later, an added
    one stands among the others in the order of the text. Other claims stay as they are.
    """
    verdicts = _Verdicts(judgements)
    added = [each.correction for each in verdicts.added.values() if each.correction]
    told = [verdicts.reading(claim) for claim in (*account.claims, *added)]
    kept = [claim for claim in told if verdicts.state(claim.id) != "rejected"]
    if tuple(kept) == account.claims:
        return account
    return with_claims(account, kept)


def lifted(claim: Claim) -> Claim:
    """Give a claim without the places in a text of what it names beside its own words."""
    times, speaker = claim.times, claim.speaker
    whens = (each and replace(each, evidence=None) for each in (times.event, times.as_of, times.said))
    event, as_of, said = whens
    return replace(
        claim,
        speaker=speaker and replace(speaker, start=None, end=None),
        place=claim.place and replace(claim.place, evidence=None),
        times=ClaimTimes(event=event, as_of=as_of, said=said),
    )


def with_claims(account: Account, claims: Iterable[Claim]) -> Account:
    """Give an account with these claims in the place of its own, in the order of the text."""
    kept = sorted(claims, key=lambda claim: claim.evidence.start)
    names = {claim.id for claim in kept}
    claims = tuple(replace(each, part_of=each.part_of if each.part_of in names else None) for each in kept)
    incidents = account.incidents or (_first(claims),)
    return replace(
        account,
        claims=claims,
        incidents=tuple(_with_claims(incident, claims) for incident in incidents),
        conflicts=tuple(each for each in account.conflicts if names.issuperset(each.claims)),
    )


def changing(account: Account, judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Give those of the judgements by which an account differs from what was read."""
    verdicts = _Verdicts(judgements)
    names = [*(claim.id for claim in account.claims), *verdicts.added]
    used = []
    for name in names:
        used += [kind[name] for kind in (verdicts.added, verdicts.corrected) if name in kind]
        if verdicts.state(name) == "rejected":
            used.append(verdicts.last[name])
    return tuple(used)


def placed(correction: Claim, claim: Claim) -> Claim:
    """Give a correction where the words of its claim stand now, for a text may change around them."""
    at = claim.evidence
    if correction.evidence == at or correction.evidence.quote != at.quote:
        return correction
    return replace(lifted(correction), evidence=at, statement=claim.statement)


def _first(claims: Iterable[Claim]) -> Incident:
    """Give the incident of a report in which only a person found claims."""
    first = next(iter(claims), None)
    if first is None:
        return Incident(id="evt_1")
    return Incident(id=first.incident or "evt_1", date=first.times.event, place=first.place)


def _with_claims(incident: Incident, claims: Iterable[Claim]) -> Incident:
    return replace(incident, claims=tuple(each.id for each in claims if each.incident == incident.id))
