"""The report page: the text with its claims, what is said of them beside it, and the form to correct one.

Takes: a ledger, a report's id, and what the person is about to do. Gives: a `ReportPage`. Change this when:
the page shows something else; how it looks is in `templates/report.html`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Annotated

from msgspec import Meta, Struct

from tollbook import languages, pipeline
from tollbook.ledger import Reader
from tollbook.ledger.log import CaptureDiff
from tollbook.measures import measures
from tollbook.model import Account, Claim, Conflict, Judgement, Report
from tollbook.publishing import numbers
from tollbook.recording.current import on_claims
from tollbook.recording.standing import applied
from tollbook.workbench.claim_form import ClaimForm, filled
from tollbook.workbench.claim_words import ClaimRow, ConflictRow, claim_words, conflict_row, row
from tollbook.workbench.segments import Mark, Segment, anchors, is_right_to_left, segments
from tollbook.workbench.visiting import Visit

VOICES = 6
"""So many speakers have an underline of their own; more begin again with the first."""

MOST_COMPARED = 150
"""Of a report with more claims than this, only the conflicts that its incidents know are shown."""


MOST_CARDS = 120
"""So many claims are told beside the text at once; of more, those around the one that is asked for."""

MOST_FACTS = 100
"""So many times, places and loaded words of a report are listed at most."""


class Voice(Struct, frozen=True):
    """Somebody who speaks in the report: name, the class of the underline, and what is known of them."""

    name: str
    style: str
    facts: str


class Fact(Struct, frozen=True):
    """A time, place, other name or loaded word of the report: the words, what they mean, and why."""

    words: str
    means: str
    because: str


class Told(Struct, frozen=True):
    """An incident that the report tells of: its id in the ledger, what it is, and how the link came about."""

    id: str
    words: str
    link: str


class CaptureRow(Struct, frozen=True):
    """What changed from one capture of the address to the next: claims that went and came, in words."""

    older: str
    newer: str
    gone: tuple[str, ...]
    new: tuple[str, ...]
    kept: int


class Original(Struct, frozen=True):
    """The report that this one translates: its id, its addresses, and its text as it was published."""

    id: str
    url: str
    archive: str
    language: str
    right_to_left: bool
    text: Segment


class Translation(Struct, frozen=True):
    """A report that translates this one: its id, and its language where that is known."""

    id: str
    language: str


class Ask(Struct, frozen=True, kw_only=True):
    """What a person is about to do: the form that is open, and what the page must tell about it.

    `message` says why what was sent was not stored; `changed` the claim that somebody else changed meanwhile,
    `at` the claim beside which those that are told at once stand, `accepted` an acceptance of several claims.
    """

    form: ClaimForm | None = None
    message: str = ""
    changed: str = ""
    at: str = ""
    accepted: str = ""


class ReportPage(Struct, frozen=True, kw_only=True):
    """What the report page shows."""

    id: Annotated[str, Meta(description="The report's id.")]
    title: Annotated[str, Meta(description="Its title, or the first line of the text.")]
    outlet: Annotated[str, Meta(description="Who published it.")]
    published: Annotated[str, Meta(description="When it was published, in words.")]
    url: Annotated[str, Meta(description="Its address, where it begins with http.")]
    archive: Annotated[str, Meta(description="The address of an archived copy, where it begins with http.")]
    original: Annotated[Original | None, Meta(description="The report that it translates.")]
    translations: Annotated[tuple[Translation, ...], Meta(description="The reports that translate it.")]
    checksum: Annotated[str, Meta(description="The SHA-256 of its bytes.")]
    language: Annotated[str, Meta(description="The code of its language.")]
    right_to_left: Annotated[bool, Meta(description="Whether its language runs from right to left.")]
    is_read: Annotated[bool, Meta(description="Whether claims are read in its language.")]
    text: Annotated[tuple[Segment, ...], Meta(description="The text in segments, with the marks on each.")]
    claims: Annotated[tuple[ClaimRow, ...], Meta(description="Its claims in the order of the text, some.")]
    first: Annotated[int, Meta(description="The place of the first of these among all claims, from 1 on.")]
    total: Annotated[int, Meta(description="How many claims it has.")]
    away: Annotated[frozenset[str], Meta(description="The claims that are not told at once.")]
    before: Annotated[str, Meta(description="A claim among those told before these; else empty.")]
    after: Annotated[str, Meta(description="A claim among those told after these; else empty.")]
    conflicts: Annotated[tuple[ConflictRow, ...], Meta(description="Figures that do not add up.")]
    incidents: Annotated[tuple[Told, ...], Meta(description="What the report tells of.")]
    legend: Annotated[tuple[tuple[str, str], ...], Meta(description="Measures of its claims, with labels.")]
    voices: Annotated[tuple[Voice, ...], Meta(description="Who speaks in it.")]
    times: Annotated[tuple[Fact, ...], Meta(description="Its times.")]
    places: Annotated[tuple[Fact, ...], Meta(description="Its places.")]
    loaded: Annotated[tuple[Fact, ...], Meta(description="Words by which it judges, with neutral ones.")]
    captures: Annotated[tuple[CaptureRow, ...], Meta(description="What changed between captures.")]
    ask: Annotated[Ask, Meta(description="The form that is open, and messages.")]
    form_claim: Annotated[ClaimRow | None, Meta(description="The claim of the form as it stands now.")]
    choices: Annotated[tuple[tuple[str, str], ...], Meta(description="All measures with labels.")]


def show(visit: Visit) -> ReportPage | None:
    """Give the page of the report in the address, with the form open that the query asks for."""
    name = visit.path["report"]
    form = ClaimForm() if "add" in visit.asked else None
    if claim := visit.asked.get("claim"):
        form = form_of(visit.ledger, name, claim)
    return report_page(
        visit.ledger,
        name,
        Ask(form=form, at=visit.asked.get("at", ""), accepted=visit.asked.get("accepted", "")),
    )


def report_page(ledger: Reader, name: str, ask: Ask) -> ReportPage | None:
    """Give the page of a report, or `None` where the ledger holds none of that id."""
    account = ledger.account(name)
    if account is None:
        return None
    standing = _standing(ledger, account)
    report = account.report
    now = _now(account, standing)
    voices = _voices(account)
    cut = tuple(segments(report.text, _marks(account, now, voices)))
    rows = _rows(ledger, account, now, anchors(cut))
    by_id = {each.id: each for each in rows}
    used = dict.fromkeys(each.measure for each in rows)
    first = _first(rows, ask)
    shown = rows[first : first + MOST_CARDS]
    return ReportPage(
        id=report.id,
        title=report.title or report.text.strip().partition("\n")[0][:120] or report.id,
        outlet=report.outlet or "",
        published=numbers.moment(report.published) if report.published else "",
        url=_link(report.url),
        archive=_link(report.archive),
        original=_original(ledger, report),
        translations=tuple(
            Translation(each.id, each.language or "") for each in ledger.translations(report.id)
        ),
        checksum=report.checksum,
        language=report.language or "",
        right_to_left=is_right_to_left(report.language),
        is_read=report.language in languages.available(),
        text=cut,
        claims=shown,
        first=first + 1,
        total=len(rows),
        away=frozenset(by_id.keys() - {each.id for each in shown}),
        before=rows[first - 1].id if first else "",
        after=rows[first + MOST_CARDS].id if len(rows) > first + MOST_CARDS else "",
        conflicts=_conflicts(ledger, standing, by_id),
        incidents=_told(ledger, account),
        legend=tuple((one.name, one.label) for one in measures().values() if one.name in used),
        voices=voices,
        times=_once(_time_facts(account)),
        places=_once(_place_facts(account)),
        loaded=_once(Fact(report.text[each.start : each.end], each.gloss, "") for each in account.loaded),
        captures=tuple(map(_capture, ledger.changes(report.url or report.id))),
        ask=ask,
        form_claim=by_id.get(ask.form.claim) if ask.form else None,
        choices=tuple((one.name, one.label) for one in measures().values()),
    )


def form_of(ledger: Reader, report: str, claim: str) -> ClaimForm | None:
    """Give the form of a claim of a report as it reads now; `None` where the report has no such claim."""
    account = ledger.account(report)
    told = _now(account, _standing(ledger, account)) if account else ()
    found = next((each for each in told if each.id == claim), None)
    return filled(found, ledger.seen([claim]).get(claim, "")) if found else None


def _link(address: str | None) -> str:
    return address if address and address.startswith(("https://", "http://")) else ""


def _original(ledger: Reader, report: Report) -> Original | None:
    """Give the report that another translates, where the ledger holds it."""
    account = ledger.account(report.translation_of) if report.translation_of else None
    if account is None:
        return None
    told = account.report
    text = Segment(number=0, text=told.text)
    addresses = _link(told.url), _link(told.archive)
    return Original(told.id, *addresses, told.language or "", is_right_to_left(told.language), text)


def _standing(ledger: Reader, account: Account) -> Account:
    """Give an account as people left it, without reading it a second time."""
    return applied(account, on_claims(ledger, account))


def _now(account: Account, standing: Account) -> tuple[Claim, ...]:
    """Give every claim as it reads now, those that people rejected or added among them, in text order."""
    now = {claim.id: claim for claim in account.claims} | {claim.id: claim for claim in standing.claims}
    return tuple(sorted(now.values(), key=lambda claim: (claim.evidence.start, claim.evidence.end)))


def _rows(
    ledger: Reader, account: Account, now: Sequence[Claim], places: Mapping[str, str]
) -> tuple[ClaimRow, ...]:
    read = {claim.id: claim for claim in account.claims}
    names = [claim.id for claim in now]
    seen = ledger.seen(names)
    held: dict[str, list[Judgement]] = {}
    for each in ledger.standing([account.report.id, *names]):
        held.setdefault((each.other or "") if each.verdict == "add" else each.target, []).append(each)
    return tuple(
        row(
            claim,
            read[claim.id] if claim.id in read and read[claim.id] != claim else None,
            places.get(claim.id, ""),
            judged=held.get(claim.id, ()),
            seen=seen.get(claim.id, ""),
        )
        for claim in now
    )


def _first(rows: Sequence[ClaimRow], ask: Ask) -> int:
    """Give the place of the first claim that is told, so that the claim that is asked for is among them."""
    wanted = (ask.form.claim if ask.form else "") or ask.at
    place = next((number for number, each in enumerate(rows) if each.id == wanted), 0)
    return place - place % MOST_CARDS


def _marks(account: Account, now: Iterable[Claim], voices: Sequence[Voice]) -> Iterable[Mark]:
    styles = {voice.name: voice.style for voice in voices}
    for each in account.report.furniture:
        yield Mark(start=each.start, end=each.end, kind="furniture", style="furniture")
    for said in account.statements:
        if said.speaker:
            at, name = said.content, said.speaker.name
            hint = f"{name}, {said.act}"
            yield Mark(
                start=at.start, end=at.end, kind="statement", style=f"say {styles.get(name, '')}", hint=hint
            )
    for word in account.loaded:
        hint = f"neutral: {word.gloss}"
        yield Mark(start=word.start, end=word.end, kind="loaded", style="loaded", hint=hint)
    for claim in now:
        at = claim.evidence
        yield Mark(start=at.start, end=at.end, kind="claim", style=f"claim m-{claim.measure}", id=claim.id)


def _voices(account: Account) -> tuple[Voice, ...]:
    facts = {each.name: (each.role, each.organisation, each.country) for each in account.speakers}
    names = dict.fromkeys(said.speaker.name for said in account.statements if said.speaker)
    names |= dict.fromkeys(claim.speaker.name for claim in account.claims if claim.speaker)
    return tuple(
        Voice(name, f"voice-{place % VOICES + 1}", ", ".join(filter(None, facts.get(name, ()))))
        for place, name in enumerate(names)
    )


def _conflicts(ledger: Reader, standing: Account, rows: Mapping[str, ClaimRow]) -> tuple[ConflictRow, ...]:
    """Give the conflicts of the report's claims: open ones and those inside the report first."""
    found: dict[frozenset[str], ConflictRow] = {}
    for each in _inside(standing) if len(standing.claims) <= MOST_COMPARED else ():
        found[frozenset(each.claims)] = conflict_row(each, "", rows)
    for name in dict.fromkeys(link.incident for link in ledger.links([standing.report.id]) if link.incident):
        file = ledger.incident(name)
        for each in file.reconciliation.conflicts if file else ():
            if rows.keys() & set(each.claims):
                found[frozenset(each.claims)] = conflict_row(each, name, rows)
    return tuple(sorted(found.values(), key=lambda one: (not one.open, one.elsewhere > 0)))


@lru_cache(maxsize=64)
def _inside(account: Account) -> tuple[Conflict, ...]:
    """Give the conflicts of a report taken alone; they depend only on what was read and judged of it."""
    return pipeline.together(account.report.id, [account]).conflicts


def _told(ledger: Reader, account: Account) -> tuple[Told, ...]:
    events = {each.id: each for each in account.incidents}
    told = []
    for link in ledger.links([account.report.id]):
        event = events.get(link.event)
        facts = (
            [event.kind, numbers.when(event.date), event.place.name if event.place else ""] if event else []
        )
        how = "linked by a person" if link.decided_by else "founded by this report"
        how = f"linked by the program, {link.score:.0%} alike" if link.score and not link.decided_by else how
        told.append(
            Told(link.incident or "", ", ".join(filter(None, facts)) or "time and place unknown", how)
        )
    return tuple(told)


def _once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Give facts in the order of the text, each once, and at most `MOST_FACTS`."""
    return tuple(dict.fromkeys(facts))[:MOST_FACTS]


def _time_facts(account: Account) -> Iterable[Fact]:
    for each in account.times:
        means = each.stretch or each.utc or ""
        yield Fact(each.quote, " to ".join(map(numbers.moment, means.split("/"))), each.because or "")


def _place_facts(account: Account) -> Iterable[Fact]:
    for each in account.places:
        place = each.place
        divisions = [place.name, place.admin2, place.admin1, place.country] if place else []
        yield Fact(each.quote, ", ".join(dict.fromkeys(filter(None, divisions))), each.because)


def _capture(diff: CaptureDiff) -> CaptureRow:
    def moment(stamp: str | None) -> str:
        return numbers.moment(stamp) if stamp else "time unknown"

    return CaptureRow(
        older=moment(diff.older.report.captured),
        newer=moment(diff.newer.report.captured),
        gone=tuple(map(claim_words, diff.gone)),
        new=tuple(map(claim_words, diff.new)),
        kept=diff.kept,
    )
