"""Reading again, from its kept bytes, what an older version of the program read.

Takes: a ledger, and a report of it whose reading is stale. Gives: what to extract from, and the account in
which what people decided stands as they decided it. Nothing is written here (`Intake.take_again` does).
Change this when: a person's judgement should hold otherwise once a report is read anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO

from msgspec import Struct
from msgspec.structs import replace

from tollbook import pipeline
from tollbook.ledger import Reader
from tollbook.ledger.standing import ON_CLAIMS
from tollbook.model import Account, Claim
from tollbook.reading import Given, ReadItem, from_text, read_stream
from tollbook.reading.decoding import decode
from tollbook.recording.carrying import named, said, without
from tollbook.recording.standing import with_claims
from tollbook.recording.steps import stale

PAGE = "kept.html"
"""A name by which kept bytes are read as a web page."""


class Renewed(Struct, frozen=True):
    """An account that was read anew, and the claims in it that stay as people judged them."""

    account: Account
    kept: tuple[Claim, ...] = ()


def stale_reports(ledger: Reader) -> tuple[str, ...]:
    """Give the reports that were read at another stage version than that of this program."""
    made = [each for each in stale(ledger) if each.type in ("report", "reading")]
    return tuple(dict.fromkeys(name for each in made for name in each.subjects))


def inputs(ledger: Reader, reports: Iterable[str]) -> Iterator[ReadItem]:
    """Give reports to extract from, each from its kept bytes where reading changed, else as read."""
    reread = {name for each in stale(ledger) if each.type == "report" for name in each.subjects}
    for name in reports:
        held = ledger.account(name)
        if held is not None:
            as_read = _as_read(held, ledger.original(held.report.checksum))
            yield _from_bytes(as_read) if name in reread else as_read


def renewed(ledger: Reader, account: Account) -> Renewed:
    """Give an account that was read anew, with the claims that people judged as they judged them.

    A judged claim that is read the same stands as read. One that is read otherwise, or not at all, stays as
    it was; where its words no longer stand at their place in the text, the text too stays as it was. What is
    read where a person had added a claim of that measure is left out.
    """
    name = account.report.id
    before = ledger.account(name)
    if before is None:
        return Renewed(account)
    judged = {each.target for each in ledger.standing((c.id for c in before.claims), ON_CLAIMS)}
    people = [claim for claim in before.claims if claim.id in judged]
    added = ledger.by_hand(name)
    if not all(_stands(claim, account.report.text) for claim in (*people, *added)):
        account = pipeline.told(_as_read(before))
    account = named(ledger, account)
    read = {claim.id: claim for claim in account.claims}
    kept = tuple(
        _as_judged(claim, read.get(claim.id), account)
        for claim in people
        if claim.id not in read or said(claim) != said(read[claim.id])
    )
    own = {claim.id for claim in kept}
    others = [c for c in without(account, added).claims if c.id not in own]
    voices = {claim.speaker.id for claim in kept if claim.speaker}
    speakers = {each.id: each for each in before.speakers if each.id in voices}
    speakers |= {each.id: each for each in account.speakers}
    account = replace(account, speakers=tuple(speakers.values()))
    return Renewed(with_claims(account, (*others, *kept)), kept)


def _as_read(held: Account, original: bytes | None = None) -> ReadItem:
    return ReadItem(held.report, tuple(each for each in held.problems if each.stage == "reading"), original)


def _from_bytes(as_read: ReadItem) -> ReadItem:
    """Read a report again from its bytes, under its id and with the facts known of it."""
    report, _, original = as_read
    if report is None or original is None:
        return as_read
    known = Given(
        id=report.id, title=report.title, published=report.published, url=report.url, outlet=report.outlet
    )
    text = decode(original).text
    if report.text.endswith(text):
        read = ReadItem(*from_text(text, known))
    else:
        read = next(read_stream(BytesIO(original), known, PAGE))
    made = read.report
    if made is None or not made.text.strip():
        return as_read
    made = replace(made, id=report.id, captured=report.captured, checksum=report.checksum)
    return ReadItem(
        made, tuple(replace(each, where=report.url or report.id) for each in read.problems), original
    )


def _stands(claim: Claim, text: str) -> bool:
    return text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote


def _as_judged(claim: Claim, now: Claim | None, account: Account) -> Claim:
    """Give a claim as a person judged it, in the place that it has among what is read now."""
    events = [each.id for each in account.incidents]
    event = now.incident if now else claim.incident
    return replace(
        claim,
        incident=event if event in events else next(iter(events), claim.incident),
        statement=now.statement if now else None,
        part_of=now.part_of if now else claim.part_of,
    )
