"""From nouns to drafts of entries: what may be written into a ledger, one function for each kind.

A draft names its inputs by their ids; the ledger replaces these by the entries that held them at that moment,
so that every later reader can walk from a finding to the words, and back, without guessing a version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from tollbook.errors import NamelessError
from tollbook.ledger.chain import digest, step_id
from tollbook.ledger.sealing import seal
from tollbook.model import Account, EntryType, Incident, Judgement, Link, Reconciliation, Record, Step

NAMELESS = "An act of a person needs a name: give it with --as NAME, or set `name` in the settings."


class Draft(Struct, frozen=True, kw_only=True):
    """An entry before it has its place: `subject` is the id of what it tells of, `inputs` are ids.

    `original` holds the bytes behind a report; `expects` the entries that other subjects must still be at.
    """

    type: EntryType
    subject: str
    value: dict[str, Any]
    words: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    step: Step | None = None
    original: bytes | None = None
    expects: Mapping[str, str] = {}


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
                inputs=(report.id,),
                step=extracted_by,
            )
        )
    rest = msgspec.structs.asdict(account) | {"report": report.id}
    del rest["claims"]
    value, words = seal(rest)
    reading = Draft(
        type="reading",
        subject=reading_id(report.id),
        value=value,
        words=words,
        inputs=_once([report.id, *(claim.id for claim in account.claims)]),
        step=extracted_by,
    )
    return (captured, *claims, reading)


def of_incident(incident: Incident, step: Step) -> Draft:
    """Draft an incident of the ledger (`inc_…`); which claims belong to it is said by links."""
    value, words = seal(incident)
    return Draft(
        type="incident", subject=incident.id, value=value, words=words, inputs=step.inputs, step=step
    )


def of_link(link: Link, step: Step) -> Draft:
    """Draft a link between a report's event and an incident."""
    value, words = seal(link)
    inputs = _once([link.report, *([link.incident] if link.incident else []), *step.inputs])
    return Draft(type="link", subject=link.id, value=value, words=words, inputs=inputs, step=step)


def of_reconciliation(incident: str, reconciliation: Reconciliation, step: Step) -> Draft:
    """Draft what the claims on an incident say together; its inputs are the incident and every claim used."""
    value, words = seal(reconciliation)
    value["incident"] = incident
    used = [name for finding in reconciliation.findings for name in finding.claims]
    aside = [each.claim for finding in reconciliation.findings for each in finding.set_aside]
    at_odds = [name for conflict in reconciliation.conflicts for name in conflict.claims]
    return Draft(
        type="reconciliation",
        subject=reconciliation_id(incident),
        value=value,
        words=words,
        inputs=_once([incident, *used, *aside, *at_odds, *step.inputs]),
        step=step,
    )


def of_judgement(judgement: Judgement) -> Draft:
    """Draft a person's decision; an empty `id` is filled in. Raises `NamelessError` where nobody signs it."""
    if not judgement.who.strip():
        raise NamelessError(NAMELESS)
    if not judgement.id:
        judgement = msgspec.structs.replace(judgement, id=_judgement_id(judgement))
    value, words = seal(judgement)
    other = [judgement.other] if judgement.other else []
    return Draft(
        type="judgement",
        subject=judgement.id,
        value=value,
        words=words,
        inputs=_once([judgement.target, *other]),
        expects={judgement.target: judgement.seen} if judgement.seen else {},
    )


def of_record(record: Record, step: Step) -> Draft:
    """Draft a published record. Raises `NamelessError` where nobody signs it."""
    if not (record.composed_by.strip() and record.published_by.strip()):
        raise NamelessError(NAMELESS)
    value, words = seal(record)
    inputs = _once([record.incident.id, *(claim.id for claim in record.claims), *step.inputs])
    return Draft(type="record", subject=record.id, value=value, words=words, inputs=inputs, step=step)


def of_step(step: Step) -> Draft:
    """Draft a step by itself; its inputs stand in each entry that it made."""
    value, words = seal(msgspec.structs.replace(step, inputs=()))
    return Draft(type="step", subject=step_id(step), value=value, words=words)


def reading_id(report: str) -> str:
    """Give the id of the reading of a report."""
    return "red_" + digest(report)[:20]


def reconciliation_id(incident: str) -> str:
    """Give the id of the reconciliation of an incident."""
    return "rcn_" + digest(incident)[:20]


def _judgement_id(judgement: Judgement) -> str:
    said = [judgement.target, judgement.other, judgement.verdict, judgement.when]
    return "jdg_" + digest(said)[:20]


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
