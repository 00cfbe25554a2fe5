"""The inbox: what needs a person, what does not add up, what came in.

Takes: a ledger, which list, a filter. Gives: an `InboxPage`; and does what its buttons say. Change this
when: the order of what waits, or what waits, changes. The order: how far an end of a range would move if
the claim alone were rejected (`ledger.stakes`).
"""

from __future__ import annotations

from typing import Annotated, cast
from urllib.parse import urlencode

from msgspec import Meta, Struct

from tollbook.errors import UsageError
from tollbook.ledger import Ledger, WaitingQuery
from tollbook.ledger.log import Waiting
from tollbook.measures import measures
from tollbook.model import Link, Report, Verdict
from tollbook.publishing import numbers
from tollbook.recording import acts
from tollbook.workbench.claim_words import speaker
from tollbook.workbench.visiting import Moved, Visit, local

LISTS = (
    ("decide", "To decide"),
    ("conflicts", "Does not add up"),
    ("links", "Unsure links"),
    ("new", "New reports"),
)
AT_ONCE = 25
DONE = {"accept": "Accepted", "reject": "Rejected", "same": "Confirmed as the same incident"}


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


class LinkItem(Struct, frozen=True, kw_only=True):
    """A link that nobody confirmed: the report, the incident, and what speaks for and against it."""

    id: str
    report: str
    title: str
    incident: str
    where: str
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
    reports: Annotated[tuple[ReportItem, ...], Meta(description="Reports that came in last.")] = ()
    done: Annotated[Decided | None, Meta(description="What was decided just now, to be undone.")] = None
    empty: Annotated[bool, Meta(description="Whether the ledger holds no report at all.")]
    here: Annotated[str, Meta(description="The address of this list, to come back to after a decision.")]
    back: Annotated[str, Meta(description="The address of the page before; empty on the first.")]
    more: Annotated[str, Meta(description="The address of the next page; empty on the last.")]


def show(visit: Visit) -> InboxPage:
    """Give the list that was asked for, a page at a time."""
    names = [name for name, _ in LISTS]
    name = visit.asked.get("list", "")
    name = name if name in names else names[0]
    measure = visit.asked.get("measure", "")
    measure = measure if measure in measures() else ""
    page = visit.asked.get("page", "")
    skipped = AT_ONCE * min(int(page), 100_000) if page.isdecimal() and page.isascii() else 0
    items, links, reports = _listed(visit.ledger, name, measure, skipped)
    number = skipped // AT_ONCE
    full = len(items) > AT_ONCE or len(links) > AT_ONCE or len(reports) > AT_ONCE
    return InboxPage(
        list=name,
        tabs=tuple(Tab(_address(each, measure, 0), label, each == name) for each, label in LISTS),
        measure=measure,
        choices=tuple((one.name, one.label) for one in measures().values()),
        items=items[:AT_ONCE],
        links=links[:AT_ONCE],
        reports=reports[:AT_ONCE],
        done=_done(visit.ledger, visit.asked.get("done", "")),
        empty=not visit.ledger.latest(1),
        here=_address(name, measure, number),
        back=_address(name, measure, number - 1) if number else "",
        more=_address(name, measure, number + 1) if full else "",
    )


def decide(visit: Visit) -> Moved:
    """Do what a button says: "accept CLAIM SEEN", "reject CLAIM SEEN", "undo …", and go on."""
    verdict, _, rest = visit.sent.get("decide", "").partition(" ")
    name, _, seen = rest.partition(" ")
    by = visit.signature(visit.sent.get("why", ""))
    here = local(visit.sent.get("here", "/"))
    if verdict == "undo":
        acts.undo(visit.ledger, name, by)
        return Moved(here)
    if verdict == "same":
        done = acts.confirm(visit.ledger, name, by)
    elif verdict in ("accept", "reject"):
        done = acts.judge(visit.ledger, name, cast(Verdict, verdict), by, seen=seen or None)
    else:
        raise UsageError("choose one of the buttons")
    return Moved(f"{here}{'&' if '?' in here else '?'}done={done.judgement}")


def _listed(
    ledger: Ledger, name: str, measure: str, skipped: int
) -> tuple[tuple[Item, ...], tuple[LinkItem, ...], tuple[ReportItem, ...]]:
    if name == "links":
        return (), tuple(_link(ledger, each) for each in ledger.unsure(AT_ONCE + 1, skipped)), ()
    if name == "new":
        return (), (), tuple(map(_report, ledger.latest(AT_ONCE + 1, skipped)))
    query = WaitingQuery(
        measure=measure or None, conflicts=name == "conflicts", limit=AT_ONCE + 1, offset=skipped
    )
    return tuple(map(_item, ledger.waiting(query))), (), ()


def _done(ledger: Ledger, name: str) -> Decided | None:
    """Give a decision that still holds, in words; `None` where it was undone, or there is none of that id."""
    judged = ledger.judgement(name) if name else None
    if judged is None or judged.verdict not in DONE or ledger.undone([name]):
        return None
    claim = ledger.claim(judged.target)
    quote = f": “{claim.evidence.quote}”" if claim else ""
    return Decided(judged.id, f"{DONE[judged.verdict]}{quote}")


def _item(each: Waiting) -> Item:
    claim, count = each.claim, each.claim.count
    figure = numbers.bounds(count.low, count.high) if count.low is not None else count.text
    if count.low in (None, 0) and count.high is not None:
        figure = f"up to {count.high:,}" if count.high else "0"
    return Item(
        id=claim.id,
        seen=each.seen,
        count=figure,
        what=numbers.subject(claim.measure, claim.unit, claim.group),
        before=each.around[0],
        quote=claim.evidence.quote,
        after=each.around[1],
        speaker=speaker(claim),
        outlet=each.report.outlet or each.report.title or each.report.id,
        report=each.report.id,
        incident=each.incident.id,
        where=_where(each),
        range=numbers.answer(each.finding) if each.finding else "",
        finding=each.finding.id if each.finding else "",
        change=f"{each.change:,}" if each.change else "",
        alone=each.finding is not None and each.finding.claims == (claim.id,),
        conflict=each.conflict.why if each.conflict else "",
        closed=each.conflict is not None and not each.conflict.open,
    )


def _where(each: Waiting) -> str:
    incident = each.incident
    facts = (incident.place.name if incident.place else "", numbers.when(incident.date))
    return ", ".join(filter(None, facts)) or "place and day unknown"


def _link(ledger: Ledger, link: Link) -> LinkItem:
    report, incident = ledger.held(link.report), ledger.held(link.incident or "")
    told = report.noun if report and isinstance(report.noun, Report) else None
    noun = incident.noun if incident else None
    place, date = getattr(noun, "place", None), getattr(noun, "date", None)
    where = ", ".join(filter(None, (place.name if place else "", numbers.when(date))))
    return LinkItem(
        id=link.id,
        report=link.report,
        title=(told.title or told.text.strip().partition("\n")[0][:120]) if told else link.report,
        incident=link.incident or "",
        where=where or "place and day unknown",
        score=f"{link.score:.2f}" if link.score is not None else "",
        evidence=link.evidence_for,
        against=link.evidence_against,
    )


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
