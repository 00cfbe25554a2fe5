"""The two contracts of a ledger, and the values that they speak in.

A `Reader` looks; a `Writer` appends. Nothing else can be done to a ledger: there is no update and no delete.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal, Protocol, Self

from msgspec import Struct

from tollbook.ledger.chain import GENESIS
from tollbook.ledger.drafts import Draft
from tollbook.model import (
    Account,
    Claim,
    Conflict,
    Entry,
    EntryType,
    Facts,
    Finding,
    Incident,
    Judgement,
    Link,
    Problem,
    Reconciliation,
    Record,
    Report,
    Scope,
    Step,
    Verdict,
)


class Receipt(Struct, frozen=True):
    """How many entries were added, how many drafts said nothing new, and the hash the chain now ends in."""

    added: int
    repeated: int
    hash: str


class Verification(Struct, frozen=True, kw_only=True):
    """What was checked, and what is wrong; `hash` is the end of the chain, worth noting elsewhere.

    `erased` counts the words and originals that were deleted on purpose: a chain without them still holds.
    """

    entries: int = 0
    words: int = 0
    originals: int = 0
    quotes: int = 0
    erased: int = 0
    hash: str = GENESIS
    problems: tuple[Problem, ...] = ()


class IncidentQuery(Struct, frozen=True, kw_only=True):
    """Which incidents to list; a filter that is `None` lets everything through.

    `since` and `until` are ISO dates, both included; `place` is a part of a place's or division's name,
    whatever its case and accents;
    `measure` with `at_least` asks for a total of that measure of which the low end is that high; `recorded`
    for those with a record, also where people merged or emptied them since.
    """

    since: str | None = None
    until: str | None = None
    country: str | None = None
    place: str | None = None
    kind: str | None = None
    measure: str | None = None
    at_least: int = 0
    conflicts: Literal["open", "any"] | None = None
    recorded: bool = False
    limit: int = 50
    offset: int = 0


class IncidentSummary(Struct, frozen=True, kw_only=True):
    """An incident in a list: `findings` are its totals under the first method, in their order.

    `claims` counts the claims of its reports, `unseen` those that nobody has judged yet. `scope` says as what
    its claims tell of it: as an event where one does, else as background or as a running total.
    """

    incident: Incident
    reports: int
    claims: int
    unseen: int
    open_conflicts: int
    findings: tuple[Finding, ...]
    scope: Scope = "event"


class Gone(Struct, frozen=True, kw_only=True):
    """A judgement on words that are gone: the claim stands in no text that its report has now.

    `claim` is as it was when its words stood there, `around` what stood before and after them; the report is
    as it was captured then, without its text. Nothing that is read now is judged by it.
    """

    judgement: Judgement
    claim: Claim
    report: Report
    around: tuple[str, str]


class IncidentFile(Struct, frozen=True, kw_only=True):
    """Everything the ledger holds on one incident; the reports come without their texts.

    `judgements` are those on the incident, its links and its claims, `undone` the ids of those among them
    that hold no more. `merged_into` is the incident that people found to be the same one, `gone`
    are judgements on words that its reports have no more. `machine` is what the program chose
    of the place, date and kind that people put right.
    """

    incident: Incident
    links: tuple[Link, ...]
    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    reconciliation: Reconciliation
    judgements: tuple[Judgement, ...]
    records: tuple[Record, ...]
    undone: frozenset[str] = frozenset()
    merged_into: str | None = None
    gone: tuple[Gone, ...] = ()
    machine: Facts | None = None


class Capture(Struct, frozen=True, kw_only=True):
    """A report as it stood when it was captured, and its claims."""

    entry: str
    report: Report
    claims: tuple[Claim, ...]


class CaptureDiff(Struct, frozen=True, kw_only=True):
    """Two captures of one address after each other: claims that went, that came, and how many stayed."""

    older: Capture
    newer: Capture
    gone: tuple[Claim, ...]
    new: tuple[Claim, ...]
    kept: int


class Stale(Struct, frozen=True, kw_only=True):
    """What a maker made at an earlier stage version: how many entries of that type still hold."""

    maker: str
    made_at: str
    now_at: str
    type: EntryType
    subjects: tuple[str, ...]


class TraceLine(Struct, frozen=True, kw_only=True):
    """One entry on the way between a figure and its words.

    `noun` is what the entry holds (`None` for a reading, which `Reader.account` gives); `step` how it was
    made, its inputs being ids of entries; `step` is `None` where a person decided.
    """

    entry: str
    seq: int
    type: EntryType
    subject: str
    recorded_at: str
    step: Step | None
    noun: Struct | None


class Trace(Struct, frozen=True, kw_only=True):
    """From one id back to what it was made from, and forward to what was made from it, in the log's order.

    `finding` or `conflict` is set where the id names one; `here` is then the reconciliation that holds it,
    and `back` keeps to the claims that it names.
    """

    id: str
    here: TraceLine
    finding: Finding | None
    conflict: Conflict | None
    back: tuple[TraceLine, ...]
    forward: tuple[TraceLine, ...]


class Found(Struct, frozen=True, kw_only=True):
    """A report (without its text), claim or incident that holds the words of a search.

    `passage` is where: stretches of text in their order, each with whether it is what was looked for.
    """

    type: EntryType
    noun: Report | Claim | Incident
    passage: tuple[tuple[str, bool], ...]


class WaitingQuery(Struct, frozen=True, kw_only=True):
    """Which claims that nobody has judged to list; a filter that is `None` lets everything through.

    `conflicts` asks for those that stand in a conflict, open ones first. Incidents that people put outside
    of the scope are left out.
    """

    measure: str | None = None
    conflicts: bool = False
    limit: int = 50
    offset: int = 0


class Waiting(Struct, frozen=True, kw_only=True):
    """A claim that nobody has judged, and what hangs on it.

    `change` is how far an end of the range of `finding` would move if the claim alone were rejected, by the
    figures on which that range rests. `conflict` is one in which the claim stands, an open one first,
    `seen` the entry that a person sees. The report comes without its text, of which `around` is what stands
    in the same line before and after the claim's words.
    """

    claim: Claim
    report: Report
    incident: Incident
    change: int
    finding: Finding | None
    conflict: Conflict | None
    seen: str
    around: tuple[str, str]


class Reader(Protocol):
    """Looks into a ledger; every call sees one moment of it, whatever others write meanwhile."""

    def known(self, kind: EntryType, ids: Iterable[str]) -> set[str]:
        """Give those of the ids that the ledger holds as that type (report, claim, incident …)."""

    def reports(self) -> tuple[str, ...]:
        """Give the ids of all reports, in the order in which what holds of them was written."""

    def reports_of(self, checksums: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Give the reports whose bytes have one of the checksums, by checksum."""

    def account(self, report: str) -> Account | None:
        """Give the account of a report as it was last read, or `None`."""

    def accounts(self, reports: Iterable[str]) -> tuple[Account, ...]:
        """Give the accounts of those of the reports that are held, as they were last read, in this order."""

    def translations(self, report: str) -> tuple[Report, ...]:
        """Give the reports that translate a report, without their texts."""

    def original(self, checksum: str) -> bytes | None:
        """Give the bytes with that checksum as they came in, or `None`."""

    def incidents(self, query: IncidentQuery) -> tuple[IncidentSummary, ...]:
        """Give the incidents that a query asks for, the latest first."""

    def findings(self, incidents: Iterable[str]) -> dict[str, tuple[Finding, ...]]:
        """Give what was concluded last of each of the incidents; one of which nothing was is left out."""

    def incident(self, name: str) -> IncidentFile | None:
        """Give everything on one incident, or `None`."""

    def held(self, name: str) -> TraceLine | None:
        """Give what bears an id (for one inside a reconciliation, that reconciliation), or `None`."""

    def beginning(self, typed: str, kinds: Sequence[EntryType] = (), limit: int = 10) -> tuple[str, ...]:
        """Give the ids, of those types or of all, that begin as typed; that alone where it is one."""

    def trace(self, name: str) -> Trace | None:
        """Follow any id (of a finding, conflict, claim, report, entry …) both ways, or give `None`."""

    def captures(self, name: str) -> tuple[Capture, ...]:
        """Give every capture of an address, or of a report by its id, oldest first."""

    def changes(self, name: str) -> tuple[CaptureDiff, ...]:
        """Give how the claims of an address, or of a report by its id, changed from capture to capture."""

    def search(self, words: str, kind: EntryType, limit: int = 50) -> tuple[Found, ...]:
        """Give the reports, claims or incidents that hold all the words, best first; the last may go on."""

    def waiting(self, query: WaitingQuery) -> tuple[Waiting, ...]:
        """Give the claims that nobody has judged, those first on which most hangs."""

    def gone(self, report: str | None = None, limit: int = 50, offset: int = 0) -> tuple[Gone, ...]:
        """Give the judgements on words that are gone, of one report or all that wait, the latest first.

        What waits: somebody took the judgement back, or looked at the new text and at all that is in it.
        """

    def unsure(self, limit: int, offset: int = 0) -> tuple[Link, ...]:
        """Give the links that nobody has judged, made or only just not made, those nearest to even first."""

    def latest(self, limit: int, offset: int = 0) -> tuple[Report, ...]:
        """Give the reports that came in last, without their texts."""

    def judgements(self, target: str) -> tuple[Judgement, ...]:
        """Give all judgements on an id, oldest first, those that were undone among them."""

    def judgement(self, name: str) -> Judgement | None:
        """Give the judgement of that id, undone or not, or `None`."""

    def standing(
        self, names: Iterable[str] | None = None, verdicts: Sequence[Verdict] = ()
    ) -> tuple[Judgement, ...]:
        """Give the judgements that hold, oldest first: on any of the ids, and with any of the verdicts."""

    def undone(self, names: Iterable[str]) -> frozenset[str]:
        """Give those of the judgements' ids that were undone."""

    def merged_into(self, incident: str) -> str | None:
        """Give the incident that people found to be the same one as this, or `None`."""

    def claim(self, name: str) -> Claim | None:
        """Give a claim as it was read or added, or `None`."""

    def by_hand(self, report: str) -> tuple[Claim, ...]:
        """Give the claims that people added to a report, as far as their words stand in its text now."""

    def seen(self, names: Iterable[str]) -> dict[str, str]:
        """Give for each id the entry that a person sees now: its last judgement, else what it says itself."""

    def links(self, names: Iterable[str] | None = None) -> tuple[Link, ...]:
        """Give the links with any of these ids, from these reports or to these incidents; else all."""

    def counts(self) -> dict[str, int]:
        """Give how many things of each type hold, how many entries there are, and unseen claims."""

    def stale(self, stage_versions: Mapping[str, str]) -> tuple[Stale, ...]:
        """Give what was made at another stage version than its maker (the key) has now."""

    def counts_of_stale(self, stage_versions: Mapping[str, str]) -> dict[str, int]:
        """Give how many things of each type `stale` would name, without naming them."""

    def recalled(self, names: Iterable[str]) -> dict[str, bytes]:
        """Give the notes kept under those names; a name without one is left out."""

    def end(self) -> int:
        """Give the number of the last entry, 0 in an empty ledger."""

    def placed(self, links: Iterable[str]) -> dict[str, str]:
        """Give the incidents to which links lead now, by the links' ids."""

    def size(self, incident: str) -> int:
        """Give how many events of reports are linked to an incident."""

    def versions(self, report: str) -> tuple[str, ...]:
        """Give the checksums of every capture of a report, oldest first."""

    def at_address(self, url: str) -> str | None:
        """Give the report that was captured last at an address, or `None`."""

    def entries(self, after: int = 0, limit: int = 1000) -> tuple[Entry, ...]:
        """Give up to `limit` entries that follow the entry numbered `after`."""

    def verify(self) -> Verification:
        """Check the chain, the words and bytes outside it, and that every quote stands in its report."""

    def copy(self, target: Path) -> None:
        """Write a consistent copy into one new file, while others go on reading and writing."""


class Writer(Protocol):
    """Appends to a ledger; a call is one transaction, on the disk whole when it returns, or not at all."""

    def append(self, drafts: Iterable[Draft]) -> Receipt:
        """Write every draft that says something new; a repeat adds nothing."""

    def at_once(self) -> AbstractContextManager[Self]:
        """Begin a transaction in which other writers wait: what is appended in it is read in it at once.

        It is on the disk whole when it ends, or not at all.
        """

    def remember(self, notes: Mapping[str, bytes]) -> None:
        """Keep notes under their names, outside of the chain, in the place of those that were there."""

    def forget(self) -> None:
        """Throw all notes away."""

    def rebuild(self) -> None:
        """Throw the views away and make them anew from the log."""
