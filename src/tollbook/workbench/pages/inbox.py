"""The inbox: what needs a person, what does not add up, what came in.

Takes: a ledger, which list, a filter. Gives: an `InboxPage`; and does what its buttons say. Change this
when: the order of what waits, or what waits, changes. The order: how far an end of a range would move if
the claim alone were rejected (`ledger.stakes`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NamedTuple, cast
from urllib.parse import parse_qsl, urlencode, urlsplit

from msgspec import Meta, Struct

from tollbook.errors import ChangedError, UsageError
from tollbook.ledger import Ledger, WaitingQuery
from tollbook.ledger.log import Waiting
from tollbook.measures import measures
from tollbook.model import Claim, Incident, Link, Report, Verdict
from tollbook.publishing import numbers
from tollbook.recording import Done, Signature, acts, steps
from tollbook.recording.staying import KEPT
from tollbook.workbench.claim_words import speaker
from tollbook.workbench.decided import VERDICTS
from tollbook.workbench.figures import moment
from tollbook.workbench.layout import sentence
from tollbook.workbench.summaries import title
from tollbook.workbench.visiting import Answer, Moved, Shown, Visit, local

LISTS = (
    ("decide", "To decide"),
    ("conflicts", "Does not add up"),
    ("gone", "Words that are gone"),
    ("links", "Unsure links"),
    ("new", "New reports"),
)
AT_ONCE = 25
DONE = {
    "accept": "Accepted",
    "reject": "Rejected",
    "same": "Confirmed as belonging there",
    "different": "Taken out as another incident",
}
MERGED = "Taken for one incident"
"""What can be decided here, and how it is told afterwards."""

UNNAMED = "an incident"

CHANGED = "Somebody else decided on this meanwhile. Nothing of yours was stored."


class Item(Struct, frozen=True, kw_only=True):
    """A claim that waits: its figure and words, who says it, and what hangs on it."""

    id: str
    seen: str
    count: str
    what: str
    before: str
    quote: str
    after: str
    speaker: str
    outlet: str
    report: str
    incident: str
    where: str
    range: str
    finding: str
    change: str
    alone: bool
    conflict: str
    closed: bool


class GoneItem(Struct, frozen=True, kw_only=True):
    """A judgement on words that are gone from their report: what was judged, how, by whom, and why."""

    id: str
    seen: str
    count: str
    what: str
    before: str
    quote: str
    after: str
    judged: str
    who: str
    when: str
    why: str
    outlet: str
    report: str
    claim: str


class LinkItem(Struct, frozen=True, kw_only=True):
    """A link that nobody confirmed: the report, the incident, and what speaks for and against it.

    `near` is an incident that the report only just did not join; what speaks for and against is then of that.
    It `stays` where people judged it though its text changed. `beside` counts the other reports of the
    incident that it is in, of which `incident_seen` is the entry.
    """

    id: str
    seen: str
    report: str
    title: str
    incident: str
    incident_seen: str
    beside: int
    stays: bool
    where: str
    near: str
    near_where: str
    score: str
    evidence: tuple[str, ...]
    against: tuple[str, ...]


class ReportItem(Struct, frozen=True, kw_only=True):
    """A report that came in."""

    id: str
    title: str
    outlet: str
    published: str


class Decided(Struct, frozen=True):
    """A decision that was just made: its id, and what it was in words."""

    id: str
    words: str


class Tab(Struct, frozen=True):
    """One of the lists: where it is, its name, and whether it is the one that is shown."""

    address: str
    label: str
    here: bool


class InboxPage(Struct, frozen=True, kw_only=True):
    """What the inbox shows."""

    list: Annotated[str, Meta(description="Which list is shown.")]
    tabs: Annotated[tuple[Tab, ...], Meta(description="The lists.")]
    measure: Annotated[str, Meta(description="The measure that is shown alone; empty for all.")]
    choices: Annotated[tuple[tuple[str, str], ...], Meta(description="All measures with labels.")]
    items: Annotated[tuple[Item, ...], Meta(description="Claims that wait.")] = ()
    links: Annotated[tuple[LinkItem, ...], Meta(description="Links that nobody confirmed.")] = ()
    gone: Annotated[tuple[GoneItem, ...], Meta(description="Judgements on words that are gone.")] = ()
    reports: Annotated[tuple[ReportItem, ...], Meta(description="Reports that came in last.")] = ()
    done: Annotated[Decided | None, Meta(description="What was decided just now, to be undone.")] = None
    message: Annotated[str, Meta(description="Why what was sent was not stored; else empty.")] = ""
    why: Annotated[str, Meta(description="The reason that was sent with it.")] = ""
    stale: Annotated[str, Meta(description="What an older version made, and what to run; else empty.")] = ""
    empty: Annotated[bool, Meta(description="Whether the ledger holds no report at all.")]
    here: Annotated[str, Meta(description="The address of this list, to come back to after a decision.")]
    back: Annotated[str, Meta(description="The address of the page before; empty on the first.")]
    more: Annotated[str, Meta(description="The address of the next page; empty on the last.")]


def show(visit: Visit) -> InboxPage:
    """Give the list that was asked for, a page at a time."""
    return inbox_page(visit.ledger, visit.asked)


def inbox_page(ledger: Ledger, asked: Mapping[str, str], message: str = "", why: str = "") -> InboxPage:
    """Give the list that a query asks for; `message` says why what was sent (`why`) was not stored."""
    names = [name for name, _ in LISTS]
    name = asked.get("list", "")
    name = name if name in names else names[0]
    measure = asked.get("measure", "")
    measure = measure if measure in measures() else ""
    page = asked.get("page", "")
    skipped = AT_ONCE * min(int(page), 100_000) if page.isdecimal() and page.isascii() else 0
    items, links, reports = _listed(ledger, name, measure, skipped)
    gone = _gone(ledger, skipped) if name == "gone" else ()
    number = skipped // AT_ONCE
    full = max(map(len, (items, links, reports, gone))) > AT_ONCE
    return InboxPage(
        list=name,
        tabs=tuple(Tab(_address(each, measure, 0), label, each == name) for each, label in LISTS),
        measure=measure,
        choices=tuple((one.name, one.label) for one in measures().values()),
        items=items[:AT_ONCE],
        links=links[:AT_ONCE],
        gone=gone[:AT_ONCE],
        reports=reports[:AT_ONCE],
        done=_done(ledger, asked.get("done", "")),
        message=message,
        why=why,
        stale=_stale(ledger),
        empty=not ledger.latest(1),
        here=_address(name, measure, number),
        back=_address(name, measure, number - 1) if number else "",
        more=_address(name, measure, number + 1) if full else "",
    )


def _stale(ledger: Ledger) -> str:
    """Say what an older version of the program made, and what to run."""
    found = steps.counts_of_stale(ledger)
    if reports := max(found.get("reading", 0), found.get("report", 0)):
        return f"An older version read {reports:,} reports: `tollbook ingest --again` reads them anew."
    if incidents := found.get("reconciliation", 0):
        return f"An older version concluded {incidents:,} incidents: run `tollbook status --renew`."
    if claims := found.get("claim", 0):
        return f"{claims:,} judged claims are read otherwise now: `tollbook status` names them."
    return ""


def decide(visit: Visit) -> Answer:
    """Do what a button says, and go on at the list.

    It says "accept CLAIM SEEN", "same LINK SEEN INCIDENT", "merge INCIDENT SEEN INCIDENT", "undo …". What
    somebody else decided meanwhile comes back with the list as it is now, and with the reason that was typed.
    """
    order = Order(*([*visit.sent.get("decide", "").split(" "), "", "", ""])[:4])
    why, here = visit.sent.get("why", ""), local(visit.sent.get("here", "/"))
    try:
        done = _decided(visit.ledger, order, visit.signature(why))
    except (ChangedError, UsageError) as error:
        changed = isinstance(error, ChangedError)
        message = f"{CHANGED} {_last(visit.ledger, order.name)}" if changed else sentence(error)
        page = inbox_page(visit.ledger, dict(parse_qsl(urlsplit(here).query)), message, why)
        return Shown(page, 409 if changed else 422)
    if order.verdict == "undo":
        return Moved(here)
    return Moved(f"{here}{'&' if '?' in here else '?'}done={done.judgement}")


class Order(NamedTuple):
    """What a button says: an act, on what, which entry of that was seen, and the incident it leads to."""

    verdict: str
    name: str
    seen: str
    into: str


def _decided(ledger: Ledger, order: Order, by: Signature) -> Done:
    """Do one act on a claim, a link or a judgement."""
    verdict, name, seen = order.verdict, order.name, order.seen or None
    if verdict == "undo":
        return acts.undo(ledger, name, by, seen=seen)
    if verdict == "same":
        return acts.confirm(ledger, name, by, into=order.into or None, seen=seen)
    if verdict == "different":
        incident = next((link.incident for link in ledger.links([name]) if link.id == name), None)
        return acts.split(ledger, incident or "", name, by, seen=seen)
    if verdict == "merge":
        return acts.merge(ledger, name, order.into, by, seen=seen)
    if verdict in ("accept", "reject"):
        return acts.judge(ledger, name, cast(Verdict, verdict), by, seen=seen)
    raise UsageError("choose one of the buttons")


def _last(ledger: Ledger, name: str) -> str:
    """Give the last decision on something in one sentence."""
    judged = ledger.judgements(name)
    if not judged:
        return ""
    last = judged[-1]
    return sentence(
        f"{DONE.get(last.verdict, last.verdict)} by {last.who}{f': {last.why}' if last.why else ''}"
    )


def _listed(
    ledger: Ledger, name: str, measure: str, skipped: int
) -> tuple[tuple[Item, ...], tuple[LinkItem, ...], tuple[ReportItem, ...]]:
    if name == "links":
        links = ledger.unsure(AT_ONCE + 1, skipped)
        seen = ledger.seen(name for each in links for name in (each.id, each.incident or ""))
        return (), tuple(_link(ledger, each, seen) for each in links), ()
    if name == "new":
        return (), (), tuple(map(_report, ledger.latest(AT_ONCE + 1, skipped)))
    query = WaitingQuery(
        measure=measure or None, conflicts=name == "conflicts", limit=AT_ONCE + 1, offset=skipped
    )
    return tuple(map(_item, ledger.waiting(query))), (), ()


def _gone(ledger: Ledger, skipped: int) -> tuple[GoneItem, ...]:
    """Give the judgements on words that are gone, the latest first."""
    found = ledger.gone(limit=AT_ONCE + 1, offset=skipped)
    seen = ledger.seen(each.judgement.id for each in found)
    return tuple(
        GoneItem(
            id=each.judgement.id,
            seen=seen.get(each.judgement.id, ""),
            count=_figure(each.claim),
            what=numbers.subject(each.claim.measure, each.claim.unit, each.claim.group),
            before=each.around[0],
            quote=each.claim.evidence.quote,
            after=each.around[1],
            judged=VERDICTS.get(each.judgement.verdict, each.judgement.verdict),
            who=each.judgement.who,
            when=moment(each.judgement.when),
            why=each.judgement.why,
            outlet=each.report.outlet or each.report.title or each.report.id,
            report=each.report.id,
            claim=each.claim.id,
        )
        for each in found
    )


def _done(ledger: Ledger, name: str) -> Decided | None:
    """Give a decision that still holds, in words; `None` where it was undone, or there is none of that id."""
    judged = ledger.judgement(name) if name else None
    if judged is None or judged.verdict not in DONE or ledger.undone([name]):
        return None
    if judged.verdict == "same" and ledger.known("incident", [judged.target]):
        return Decided(judged.id, MERGED)
    claim = ledger.claim(judged.target)
    quote = f": “{claim.evidence.quote}”" if claim else ""
    return Decided(judged.id, f"{DONE[judged.verdict]}{quote}")


def _item(each: Waiting) -> Item:
    claim = each.claim
    return Item(
        id=claim.id,
        seen=each.seen,
        count=_figure(claim),
        what=numbers.subject(claim.measure, claim.unit, claim.group),
        before=each.around[0],
        quote=claim.evidence.quote,
        after=each.around[1],
        speaker=speaker(claim),
        outlet=each.report.outlet or each.report.title or each.report.id,
        report=each.report.id,
        incident=each.incident.id,
        where=title(each.incident),
        range=numbers.answer(each.finding) if each.finding else "",
        finding=each.finding.id if each.finding else "",
        change=f"{each.change:,}" if each.change else "",
        alone=each.finding is not None and each.finding.claims == (claim.id,),
        conflict=each.conflict.why if each.conflict else "",
        closed=each.conflict is not None and not each.conflict.open,
    )


def _figure(claim: Claim) -> str:
    """Give the bounds of a claim in words."""
    count = claim.count
    if count.low in (None, 0) and count.high is not None:
        return f"up to {count.high:,}" if count.high else "0"
    return numbers.bounds(count.low, count.high) if count.low is not None else count.text


def _link(ledger: Ledger, link: Link, seen: Mapping[str, str]) -> LinkItem:
    held = ledger.held(link.report)
    told = held.noun if held and isinstance(held.noun, Report) else None
    near = link.near if link.near and link.near.incident != link.incident else None
    score = near.score if near else link.score
    return LinkItem(
        id=link.id,
        seen=seen.get(link.id, ""),
        report=link.report,
        title=(told.title or told.text.strip().partition("\n")[0][:120]) if told else link.report,
        incident=link.incident or "",
        incident_seen=seen.get(link.incident or "", ""),
        beside=ledger.size(link.incident) - 1 if near and link.incident else 0,
        stays=KEPT in link.evidence_against,
        where=_named_incident(ledger, link.incident or ""),
        near=near.incident if near else "",
        near_where=_named_incident(ledger, near.incident) if near else "",
        score=f"{score:.0%} alike" if score is not None else "",
        evidence=near.evidence_for if near else link.evidence_for,
        against=near.evidence_against if near else link.evidence_against,
    )


def _named_incident(ledger: Ledger, name: str) -> str:
    held = ledger.held(name) if name else None
    return title(held.noun) if held and isinstance(held.noun, Incident) else UNNAMED


def _report(report: Report) -> ReportItem:
    return ReportItem(
        id=report.id,
        title=report.title or report.outlet or report.id,
        outlet=report.outlet or "",
        published=numbers.moment(report.published) if report.published else "",
    )


def _address(name: str, measure: str, page: int) -> str:
    asked = {
        "list": name if name != LISTS[0][0] else "",
        "measure": measure,
        "page": str(page) if page else "",
    }
    query = urlencode({key: value for key, value in asked.items() if value})
    return f"/?{query}" if query else "/"
