"""From nouns to drafts of entries: what may be written into a ledger, one function for each kind.

A draft names its inputs by type and id; the ledger replaces these by the entries that held them at that
moment, so that every later reader can walk from a finding to the words, and back, without guessing a version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from tollbook.errors import NamelessError
from tollbook.ledger.chain import digest, step_id
from tollbook.ledger.sealing import seal
from tollbook.model import (
    Account,
    Claim,
    EntryType,
    Incident,
    Judgement,
    Link,
    Reconciliation,
    Record,
    Settled,
    Step,
)

NAMELESS = (
    "An act of a person needs a name: give it with --as NAME, or set `name` in the settings "
    "(TOLLBOOK_NAME in the environment)."
)


class Name(NamedTuple):
    """What an entry tells of: ids that people gave may be the same for a report and an incident.

    Where `type` is `None`, the ledger looks for the id among everything that it holds.
    """

    type: EntryType | None
    id: str


class Draft(Struct, frozen=True, kw_only=True):
    """An entry before it has its place: `subject` is the id of what it tells of.

    A reading has the id of its report, a reconciliation that of its incident. `original` holds the bytes
    behind a report; `expects` the entries that other subjects must still be at.
    """

    type: EntryType
    subject: str
    value: dict[str, Any]
    words: tuple[str, ...] = ()
    inputs: tuple[Name, ...] = ()
    step: Step | None = None
    original: bytes | None = None
    expects: Mapping[Name, str] = {}

    @property
    def name(self) -> Name:
        """What the entry tells of, by type and id."""
        return Name(self.type, self.subject)


def of_account(
    account: Account, original: bytes | None, *, read_by: Step, extracted_by: Step
) -> tuple[Draft, ...]:
    """Draft a report with its bytes, each of its claims, and its reading: all else that the account says."""
    report = account.report
    value, words = seal(report)
    captured = Draft(
        type="report", subject=report.id, value=value, words=words, step=read_by, original=original
    )
    claims = []
    for claim in account.claims:
        value, words = seal(claim)
        value["checksum"] = report.checksum
        claims.append(
            Draft(
                type="claim",
                subject=claim.id,
                value=value,
                words=words,
                inputs=(Name("report", report.id),),
                step=extracted_by,
            )
        )
    rest = msgspec.structs.asdict(account)
    del rest["report"], rest["claims"]
    value, words = seal(rest)
    reading = Draft(
        type="reading",
        subject=report.id,
        value=value,
        words=words,
        inputs=_once([Name("report", report.id), *_claims(claim.id for claim in account.claims)]),
        step=extracted_by,
    )
    return (captured, *claims, reading)


def of_incident(incident: Incident, step: Step) -> Draft:
    """Draft an incident of the ledger (`inc_…`); which claims belong to it is said by links.

    The judgements by which people put it right are among its inputs.
    """
    value, words = seal(incident)
    decided = incident.decided_by if isinstance(incident, Settled) else ()
    inputs = _once([*_given(step), *(Name("judgement", each) for each in decided)])
    return Draft(type="incident", subject=incident.id, value=value, words=words, inputs=inputs, step=step)


def of_link(link: Link, step: Step) -> Draft:
    """Draft a link between a report's event and an incident."""
    value, words = seal(link)
    incident = [Name("incident", link.incident)] if link.incident else []
    inputs = _once([Name("report", link.report), *incident, *_given(step)])
    return Draft(type="link", subject=link.id, value=value, words=words, inputs=inputs, step=step)


def of_reconciliation(incident: str, reconciliation: Reconciliation, step: Step) -> Draft:
    """Draft what the claims on an incident say together; its inputs are the incident and every claim used."""
    value, words = seal(reconciliation)
    used = [name for finding in reconciliation.findings for name in finding.claims]
    aside = [each.claim for finding in reconciliation.findings for each in finding.set_aside]
    at_odds = [name for conflict in reconciliation.conflicts for name in conflict.claims]
    return Draft(
        type="reconciliation",
        subject=incident,
        value=value,
        words=words,
        inputs=_once([Name("incident", incident), *_claims([*used, *aside, *at_odds]), *_given(step)]),
        step=step,
    )


def of_judgement(judgement: Judgement) -> Draft:
    """Draft a person's decision; an empty `id` is filled in. Raises `NamelessError` where nobody signs it.

    A claim that the judgement adds is drafted by `of_added_claim`.
    """
    if not judgement.who.strip():
        raise NamelessError(NAMELESS)
    if not judgement.id:
        judgement = msgspec.structs.replace(judgement, id=_judgement_id(judgement))
    value, words = seal(judgement)
    target = Name(None, judgement.target)
    other = [Name(None, judgement.other)] if judgement.other and judgement.verdict != "add" else []
    return Draft(
        type="judgement",
        subject=judgement.id,
        value=value,
        words=words,
        inputs=_once([target, *other]),
        expects={target: judgement.seen} if judgement.seen else {},
    )


def of_added_claim(claim: Claim, checksum: str, judgement: str) -> Draft:
    """Draft a claim that a person found in a report; it holds as long as the judgement that added it."""
    value, words = seal(claim)
    value["checksum"] = checksum
    inputs = (Name("report", claim.report), Name("judgement", judgement))
    return Draft(type="claim", subject=claim.id, value=value, words=words, inputs=inputs)


def of_record(record: Record, step: Step) -> Draft:
    """Draft a record, published or waiting for its second person.

    Raises `NamelessError` where nobody signs it.
    """
    waits = record.status == "composed"
    if not record.composed_by.strip() or not (waits or record.published_by.strip()):
        raise NamelessError(NAMELESS)
    value, words = seal(record)
    claims = _claims(claim.id for claim in record.claims)
    inputs = _once([Name("incident", record.incident.id), *claims, *_given(step)])
    return Draft(type="record", subject=record.id, value=value, words=words, inputs=inputs, step=step)


def of_step(step: Step) -> Draft:
    """Draft a step by itself; its inputs stand in each entry that it made."""
    value, words = seal(msgspec.structs.replace(step, inputs=()))
    return Draft(type="step", subject=step_id(step), value=value, words=words)


def _judgement_id(judgement: Judgement) -> str:
    said = [judgement.target, judgement.other, judgement.verdict, judgement.when]
    # The words of a correction stay out: whoever guessed them could tell from the id that the guess is right.
    more = [seal(each)[0] for each in (judgement.correction, judgement.chosen, judgement.facts) if each]
    return "jdg_" + digest([*said, *more])[:20]


def _claims(ids: Iterable[str]) -> list[Name]:
    return [Name("claim", each) for each in ids]


def _given(step: Step) -> tuple[Name, ...]:
    return tuple(Name(None, each) for each in step.inputs)


def _once(names: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(names))
