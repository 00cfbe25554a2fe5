"""The events of a ledger's reports as linking needs them, kept in notes, so that no report is read again.

Takes: a ledger, inside a transaction, and the events of a report that comes in. Gives: their links. A start
and a report cost the same in a small ledger and in a large one: of the events before, those alone are looked
at that share rare words, a place and day, or whole passages with the new one.

What is noted is a function of the readings in the log: what other programs wrote meanwhile is caught up with,
and notes that were thrown away are made anew. Change this when: linking asks for something else.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tollbook.languages import load
from tollbook.ledger import Ledger
from tollbook.linking import Sketch, sketches
from tollbook.linking.candidates import Index, Rarity, counted, keys
from tollbook.linking.choosing import Neighbour, choose
from tollbook.linking.decisions import link_id
from tollbook.linking.features import Weighed, Weights
from tollbook.linking.sketch import LinkingWords
from tollbook.model import Link

FORM = 1
"""The form of the notes; those of another form are thrown away and made anew."""

AT_ONCE = 500
"""So many entries are caught up with in one transaction."""

STATE = "linking"
UNIT = "I"

Word = str


class _State(Struct, frozen=True):
    """Up to which entry readings are noted, how many reports and events there are, what is unconcluded."""

    form: int = FORM
    seq: int = 0
    reports: int = 0
    events: int = 0
    pending: dict[str, int] = {}


class Events:
    """What is noted, as of one transaction; `save` notes what was added."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._noted = ledger.recalled([STATE]).get(STATE, b"")
        self._state = msgspec.msgpack.decode(self._noted, type=_State) if self._noted else _State()
        self._notes: dict[str, bytes] = {}
        if self._state.form != FORM:
            ledger.forget()
            self._state = _State(pending=self._state.pending)

    @property
    def pending(self) -> Mapping[str, int]:
        """The incidents to which reports were linked since they were concluded, each with how many."""
        return self._state.pending

    def wait(self, incident: str) -> None:
        """Let one more report of an incident wait for its conclusion."""
        waiting = {**self._state.pending, incident: self._state.pending.get(incident, 0) + 1}
        self._state = replace(self._state, pending=waiting)

    def concluded(self, incidents: Collection[str]) -> None:
        """Say that incidents were concluded with all of their reports."""
        left = {name: many for name, many in self._state.pending.items() if name not in incidents}
        self._state = replace(self._state, pending=left)

    def catch_up(self) -> bool:
        """Note the next readings that another program wrote; tell whether there may be more."""
        found = self._ledger.entries(self._state.seq, AT_ONCE)
        for report in dict.fromkeys(_subject(each.body) for each in found if each.type == "reading"):
            account = self._ledger.account(report)
            if account is not None and account.claims:
                self._add(sketches(account), known=True)
        if found:
            self._state = replace(self._state, seq=found[-1].seq)
        return len(found) == AT_ONCE

    def link(self, events: Sequence[Sketch]) -> tuple[Link, ...]:
        """Link the events of one report, in the place of what its earlier text told of, and note them."""
        return self._add(events, known=False)

    def drop(self, report: str) -> None:
        """Leave what a report told of out of all that comes: it has another text now."""
        noted = self._ledger.recalled([_of_report(report)]).get(_of_report(report), b"")
        self._notes |= {_event(number): b"" for number in array(UNIT, noted)}
        self.keep()

    def save(self) -> None:
        """Keep the notes, as of the last entry: everything of a report is written."""
        self._state = replace(self._state, seq=self._ledger.end())
        self.keep()

    def keep(self) -> None:
        """Keep the notes."""
        state = msgspec.msgpack.encode(self._state)
        if self._notes or state != self._noted:
            self._ledger.remember({**self._notes, STATE: state})
        self._notes, self._noted = {}, state

    def _add(self, events: Sequence[Sketch], *, known: bool) -> tuple[Link, ...]:
        """Put the events of one report under their keys; link those that are not linked yet."""
        if not events:
            return ()
        if known:
            self.drop(events[0].report)
        words = dict.fromkeys(key for each in events for key in (*counted(each), *keys(each)))
        rarity, index = self._about(words)
        worth = Weights(rarity, load("en", "linking", LinkingWords).usual)
        links, numbers = [], array(UNIT)
        fresh: dict[int, tuple[Weighed, str]] = {}
        for sketch in events:
            if sketch.main:
                rarity.learn(sketch)
                self._state = replace(self._state, reports=self._state.reports + 1)
            weighed = worth.weighed(sketch)
            number = self._state.events
            self._state = replace(self._state, events=number + 1)
            if not known:
                near = [*self._near(index.near(sketch), fresh)]
                choice = choose(weighed, near, worth, self._ledger.size)
                links.append(self._as_merged(choice.link, choice.nearest))
                fresh[number] = (weighed, links[-1].incident or "")
            index.add(number, sketch)
            numbers.append(number)
            self._notes[_event(number)] = msgspec.msgpack.encode(weighed)
        self._notes |= {
            f"{STATE} key {key}": array(UNIT, (rarity.count(key), *index.under(key))).tobytes()
            for key in words
        }
        self._notes[_of_report(events[0].report)] = numbers.tobytes()
        return tuple(links)

    def _as_merged(self, link: Link, nearest: Sketch | None) -> Link:
        """Give a link that follows its nearest event through a merge, and back where that is undone."""
        if nearest is None or link.incident is None or not self._ledger.standing([link.incident], ("same",)):
            return link
        name = link_id(nearest.report, nearest.event)
        other = next((each for each in self._ledger.links([name]) if each.id == name), None)
        if other is None or other.machine is None or other.decided_by is None:
            return link
        merge = self._ledger.judgement(other.decided_by)
        if merge is None or merge.other != other.machine:
            return link
        return replace(link, machine=other.machine, decided_by=other.decided_by)

    def _about(self, words: Iterable[Word]) -> tuple[Rarity, Index]:
        """Give how rare the words are and which events hold them, as far as these words go."""
        named = {f"{STATE} key {word}": word for word in words}
        waiting = {name: self._notes[name] for name in named if name in self._notes}
        noted = self._ledger.recalled(named) | waiting
        found = {named[name]: array(UNIT, data) for name, data in noted.items()}
        rarity = Rarity(self._state.reports, {word: numbers[0] for word, numbers in found.items()})
        return rarity, Index(rarity, {word: numbers[1:] for word, numbers in found.items()})

    def _near(self, numbers: Sequence[int], fresh: dict[int, tuple[Weighed, str]]) -> Iterator[Neighbour]:
        """Give the events with these numbers that are still told and linked."""
        named = {_event(number): number for number in numbers if number not in fresh}
        noted = self._ledger.recalled(named)
        events = {number: noted.get(name) for name, number in named.items()}
        told = {number: _EVENT.decode(data) for number, data in events.items() if data}
        links = {number: link_id(each.sketch.report, each.sketch.event) for number, each in told.items()}
        placed = self._ledger.placed(links.values())
        for number in numbers:
            if number in fresh:
                yield Neighbour(number, *fresh[number])
            elif (incident := placed.get(links.get(number, ""))) is not None:
                yield Neighbour(number, told[number], incident)


class _Body(Struct, frozen=True):
    subject: str


_EVENT = msgspec.msgpack.Decoder(Weighed)
_BODY = msgspec.json.Decoder(_Body)


def _subject(body: str) -> str:
    return _BODY.decode(body).subject


def _event(number: int) -> str:
    return f"{STATE} event {number}"


def _of_report(report: str) -> str:
    return f"{STATE} report {report}"
