"""One report after another into a ledger: what it says, which incidents it tells of, what holds of them now.

Takes: accounts of `pipeline.told`, one at a time, with the bytes behind them. Gives: new entries. Everything
of one report is one transaction: a run that is killed leaves whole reports only, and the next run goes on
behind them. What the reports on an incident say together is concluded for some reports at a time; which
incidents wait for it is noted with each report, so that a start after a kill concludes them. Change this
when: a report coming in should change something else in the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from tollbook.ledger import CaptureDiff, Ledger, drafts
from tollbook.ledger.drafts import Name
from tollbook.ledger.log import Gone
from tollbook.linking import sketches
from tollbook.model import Account, Claim, Incident, Link, Report, Step
from tollbook.reading.incident_tables import TableRow
from tollbook.recording import again
from tollbook.recording.acts import Signature, set_range
from tollbook.recording.carrying import carried
from tollbook.recording.current import conclude, main_event, place
from tollbook.recording.events import Events
from tollbook.recording.staying import KEPT, staying
from tollbook.recording.steps import step
from tollbook.recording.taking_over import Told

TOGETHER = 50
"""After so many reports the incidents that have grown are concluded, and after the last one all of them."""

SMALL = 8
"""An incident has grown when an eighth of its reports is new, a small one with any new report."""

MANY = 10_000
"""More judgements than stand on one report."""

TABLES = "tollbook.reading.incident_tables:read_table"
RECORDS = "tollbook.recording.taking_over:told"

_MADE_ID = re.compile(r"rpt_[0-9a-f]{16}")
"""An id that was made from the text and what is known of it, where the source gives none."""


class Move(Struct, frozen=True):
    """A link of a report whose text changed: the incident it led to, and the one it leads to now, if any.

    It stays where it was, for a person to look at, where people had judged or published what was told there:
    `now` is `was`, though the new text alone would lead elsewhere.
    """

    link: str
    report: str
    was: str
    now: str | None

    @property
    def stays(self) -> bool:
        """Tell whether the link was left where it was."""
        return self.was == self.now


class Taken(Struct, frozen=True):
    """What came of a report: how many entries were added, and how a changed text differs from the last.

    `kept` are claims that stay as people judged them though they are read otherwise now, or not at all.
    `judged` are the claims of a changed text to which people's judgements were carried over, `gone` the
    judgements on words that it has no more, `moves` the links that lead elsewhere now, or would.
    """

    entries: int
    changed: CaptureDiff | None = None
    kept: tuple[Claim, ...] = ()
    judged: tuple[Claim, ...] = ()
    gone: tuple[Gone, ...] = ()
    moves: tuple[Move, ...] = ()


class Intake:
    """Takes accounts into a ledger, each linked to the incidents that are there; `finish` ends it."""

    def __init__(self, ledger: Ledger) -> None:
        """Begin: catch up with what other programs wrote, and conclude what a stopped run left open."""
        self._ledger = ledger
        self._since = 0
        while self._catch_up():
            pass
        self.finish()

    def holds(self, report: Report) -> bool:
        """Tell whether the ledger holds this text of the report already.

        A page fetched just now is compared with its last capture by its words, for what stands around them
        changes with every answer; an older text that comes back is a change.
        """
        held = self._ledger.versions(report.id)
        if not report.captured or not held:
            return report.checksum in held
        last = self._ledger.account(report.id)
        return last is not None and (last.report.text, last.report.title) == (report.text, report.title)

    def identified(self, report: Report) -> Report:
        """Give a report without an id of its source the id that the ledger has for its address.

        So another text at a known address is a new capture. The front page of a site is no address.
        """
        if (
            report.url is None
            or not _MADE_ID.fullmatch(report.id)
            or not urlsplit(report.url).path.strip("/")
        ):
            return report
        there = self._ledger.at_address(report.url)
        return report if there is None else replace(report, id=there)

    def take(self, account: Account, original: bytes | None) -> Taken:
        """Store an account of `pipeline.told` with its bytes; another text of a known report is a capture."""
        with self._ledger.at_once() as inside:
            taken = _stored_anew(inside, account, original)
        self._count()
        return taken

    def take_again(self, account: Account, original: bytes | None) -> Taken:
        """Store an account of a report that was read anew; claims that people judged stay as judged.

        What stays as it was keeps the step that made it, so that `Reader.stale` names it from then on.
        """
        with self._ledger.at_once() as inside:
            anew = again.renewed(inside, account)
            as_before = [Name("claim", claim.id) for claim in anew.kept]
            if anew.account.report != account.report:
                as_before.append(Name("report", account.report.id))
            lines = {name: inside.held(name.id) for name in as_before}
            steps = {name: line.step for name, line in lines.items() if line and line.step}
            taken = _stored(inside, anew.account, original, steps=steps)
        self._count()
        return replace(taken, changed=None, kept=anew.kept)

    def take_row(self, row: TableRow, account: Account | None, by: Signature) -> Taken:
        """Store a row of a table of incidents: the incident, its source linked to it, and the ranges.

        `account` is that of the row's report where it is new; the ranges are signed `by` who takes them in.
        """
        name = row.incident.id
        with self._ledger.at_once() as inside:
            added = 0
            if not inside.known("incident", [name]):
                added = inside.append([drafts.of_incident(row.incident, step(TABLES))]).added
            if account is not None and row.item is not None:
                told = _in_place(account, row.incident)
                into = {main_event(told): name}
                added += _stored_anew(inside, told, row.item.original, into).entries
            set_before = [each.chosen for each in inside.standing([name], ("range",))]
            for chosen in row.ranges:
                if chosen not in set_before:
                    added += set_range(inside, name, chosen, by).entries
        self._count()
        return Taken(added)

    def take_over(self, told: Told) -> Taken:
        """Store what records of another ledger hold of a report: claims and incidents under their ids there.

        A report that this ledger holds already, with its text or without, stays as it is.
        """
        account, made_by = told.account, step(RECORDS)
        report = account.report.id
        made = [Name("report", report), Name("reading", report)]
        made += (Name("claim", claim.id) for claim in account.claims)
        into = {e.id: there.id for e, there in zip(account.incidents, told.incidents, strict=True)}
        with self._ledger.at_once() as inside:
            if inside.versions(report):
                return Taken(0)
            known = inside.known("incident", into.values())
            new = [each for each in told.incidents if each.id not in known]
            added = inside.append([drafts.of_incident(each, made_by) for each in new]).added
            added += _stored(inside, account, None, into, dict.fromkeys(made, made_by)).entries
        self._count()
        return Taken(added)

    def finish(self) -> None:
        """Conclude the incidents that have new reports and wait for it, some in each transaction."""
        waiting = True
        while waiting:
            with self._ledger.at_once() as inside:
                events = Events(inside)
                waiting = bool(events.pending)
                _conclude(inside, events, tuple(events.pending)[:TOGETHER])

    def _count(self) -> None:
        """Count one more report; conclude after some of them the incidents that have grown."""
        self._since += 1
        if self._since < TOGETHER:
            return
        self._since = 0
        with self._ledger.at_once() as inside:
            events = Events(inside)
            grown = [name for name, waiting in events.pending.items() if waiting * SMALL >= inside.size(name)]
            _conclude(inside, events, grown)

    def _catch_up(self) -> bool:
        with self._ledger.at_once() as inside:
            events = Events(inside)
            more = events.catch_up()
            events.keep()
        return more


def _stored_anew(
    inside: Ledger,
    account: Account,
    original: bytes | None,
    into: Mapping[str, str] = MappingProxyType({}),
) -> Taken:
    """Write an account; where it is another text of a known report, with what people decided on its words."""
    name = account.report.id
    if not inside.versions(name):
        return _stored(inside, account, original, into)
    before = {each.judgement.id for each in inside.gone(name, MANY)}
    found = carried(inside, account)
    taken = _stored(inside, found.account, original, into)
    checksum = account.report.checksum
    by_hand = [drafts.of_added_claim(each.claim, checksum, each.judgement) for each in found.added]
    gone = tuple(each for each in inside.gone(name, MANY) if each.judgement.id not in before)
    return replace(
        taken,
        entries=taken.entries + inside.append(by_hand).added,
        kept=found.kept,
        judged=(*found.judged, *(each.claim for each in found.added)),
        gone=gone,
    )


def _stored(
    inside: Ledger,
    account: Account,
    original: bytes | None,
    into: Mapping[str, str] = MappingProxyType({}),
    steps: Mapping[Name, Step] = MappingProxyType({}),
) -> Taken:
    """Write an account, its links and what follows; `into` are the incidents that its events are.

    `steps` are those of what was not made now.
    """
    report = account.report
    events = Events(inside)
    while events.catch_up():
        pass
    held = inside.versions(report.id)
    old = {link.id: link for link in inside.links([report.id] if held else [])}
    if held:
        events.drop(report.id)
    read_by, extracted_by = step("tollbook.reading:read"), step("tollbook.extracting:extract")
    made = drafts.of_account(account, original, read_by=read_by, extracted_by=extracted_by)
    made = tuple(replace(each, step=steps.get(each.name, each.step)) for each in made)
    links = events.link(sketches(account) if account.claims or into else ())
    links = tuple(
        replace(link, incident=into[link.event], score=None) if link.event in into else link for link in links
    )
    if held:
        links = staying(inside, account, links, {link.event: link for link in old.values()})
    added = inside.append([*made, *_linked(inside, account, links, old)]).added
    now = inside.placed({*old, *(link.id for link in links)})
    moves = tuple(_moves(links, old, now))
    touched = {*now.values(), *(link.incident for link in old.values() if link.incident)}
    for incident in sorted(touched):
        events.wait(incident)
    events.save()
    changes = inside.changes(report.id) if held else ()
    last = changes[-1] if changes else None
    changed = last if last and last.newer.report.checksum == report.checksum else None
    return Taken(added, changed, moves=moves)


def _moves(links: Iterable[Link], old: Mapping[str, Link], now: Mapping[str, str]) -> Iterator[Move]:
    """Give what became of the links of a report that was held before."""
    kept = {link.id for link in links if KEPT in link.evidence_against}
    for name, link in old.items():
        if link.incident and (now.get(name) != link.incident or name in kept):
            yield Move(name, link.report, link.incident, now.get(name))


def _in_place(account: Account, incident: Incident) -> Account:
    """Give an account with the date and place of an incident that is known, where its text gives none."""
    main, *others = account.incidents or (Incident(id="evt_1"),)
    main = replace(
        main,
        kind=main.kind or incident.kind,
        date=main.date or incident.date,
        place=main.place or incident.place,
    )
    return replace(account, incidents=(main, *others))


def _conclude(inside: Ledger, events: Events, incidents: Collection[str]) -> None:
    """Conclude incidents with all of their reports."""
    inside.append(conclude(inside, incidents))
    events.concluded(incidents)
    events.save()


def _linked(
    ledger: Ledger, account: Account, links: Iterable[Link], old: Mapping[str, Link]
) -> Iterator[drafts.Draft]:
    """Draft the links of a report, each behind its incident where that is new.

    Where another text of the report was linked before, people's judgements hold on, and an event that is not
    told any more leads nowhere.
    """
    told = {event.id: event for event in account.incidents}
    linked_by = step("tollbook.linking:Linker.add")
    named = {link.id: link for link in links}
    if old:
        named |= {link.id: link for link in place(ledger, named.values())}
        named |= {name: replace(link, incident=None) for name, link in old.items() if name not in named}
    wanted = {link.incident for link in named.values() if link.incident}
    there = ledger.known("incident", wanted)
    for link in named.values():
        if link.incident and link.incident not in there:
            event = told[link.event]
            yield drafts.of_incident(replace(event, id=link.incident, claims=()), linked_by)
        yield drafts.of_link(link, linked_by)
