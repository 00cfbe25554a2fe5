"""The ledger as one object: opening, and a transaction around each thing that can be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, event
from sqlalchemy.exc import DBAPIError

from tollbook.errors import LedgerError, UsageError
from tollbook.ledger import (
    accounts,
    inbox,
    incidents,
    integrity,
    lines,
    migrations,
    naming,
    recall,
    searching,
    standing,
    tracing,
    views,
    writing,
)
from tollbook.ledger.backends import BACKENDS, address_of
from tollbook.ledger.drafts import Draft
from tollbook.ledger.log import (
    Capture,
    CaptureDiff,
    Found,
    Gone,
    IncidentFile,
    IncidentQuery,
    IncidentSummary,
    Reader,
    Receipt,
    Stale,
    Trace,
    TraceLine,
    Verification,
    Waiting,
    WaitingQuery,
    Writer,
)
from tollbook.model import (
    Account,
    Claim,
    Entry,
    EntryType,
    Finding,
    Judgement,
    Link,
    Problem,
    Report,
    Verdict,
)

_WRITING = "tollbook_writing"
"""The execution option of a connection that may write; every other one cannot."""


class Ledger(Reader, Writer):
    """A `Reader` and a `Writer` on one database; usable by several threads, and closed by `with`."""

    def __init__(self, url: str | Path, *, create: bool = True) -> None:
        """Open a ledger, make it where there is none, and bring an older one up to this version.

        Raises `LedgerError`: a newer version's ledger, a damaged file, something that is no ledger, and none
        at all, unless it may be created.
        """
        address = address_of(url)
        if address.get_backend_name() not in BACKENDS:
            raise UsageError(
                f"no back end for {address.get_backend_name()}: use one of {', '.join(BACKENDS)}"
            )
        self._inside: Connection | None = None
        self._backend = BACKENDS[address.get_backend_name()]
        self.where = address.database or "the ledger in memory"
        if not create and not self._backend.is_there(address):
            raise LedgerError(f"There is no ledger at {self.where}: make one with `tollbook ingest`.")
        self._engine = self._backend.connect(address)
        event.listen(self._engine, "begin", self._begin)
        try:
            with self._reading() as connection:
                current = self._is_current(connection)
            if not current:
                self._make_current()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    # What a Writer does.

    def append(self, drafts: Iterable[Draft]) -> Receipt:
        """Write every draft that says something new, in one transaction; a repeat adds nothing."""
        with self._writing() as connection:
            return writing.append(connection, drafts)

    @contextmanager
    def at_once(self) -> Iterator[Self]:
        """Give the ledger inside one transaction, in which what was appended is read at once."""
        with self._writing() as connection:
            inside = copy(self)
            inside._inside = connection
            yield inside

    def remember(self, notes: Mapping[str, bytes]) -> None:
        """Keep notes under their names, outside of the chain, in the place of those that were there."""
        with self._writing() as connection:
            recall.remember(connection, notes)

    def forget(self) -> None:
        """Throw all notes away."""
        with self._writing() as connection:
            recall.forget(connection)

    def rebuild(self) -> None:
        """Throw the views away and make them anew from the log."""
        with self._writing() as connection:
            views.rebuild(connection)

    # What a Reader does; the contracts say what each gives.

    def known(self, kind: EntryType, ids: Iterable[str]) -> set[str]:
        """Give those of the ids that the ledger holds as that type."""
        with self._reading() as connection:
            return accounts.known(connection, kind, ids)

    def reports(self) -> tuple[str, ...]:
        """Give the ids of all reports, in the order in which what holds of them was written."""
        with self._reading() as connection:
            return accounts.reports(connection)

    def reports_of(self, checksums: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Give the reports whose bytes have one of the checksums, by checksum."""
        with self._reading() as connection:
            return accounts.reports_of(connection, checksums)

    def account(self, report: str) -> Account | None:
        """Give the account of a report as it was last read, or `None`."""
        with self._reading() as connection:
            return next(iter(accounts.accounts(connection, [report])), None)

    def accounts(self, reports: Iterable[str]) -> tuple[Account, ...]:
        """Give the accounts of those of the reports that are held, as they were last read, in this order."""
        with self._reading() as connection:
            return accounts.accounts(connection, reports)

    def translations(self, report: str) -> tuple[Report, ...]:
        """Give the reports that translate a report, without their texts."""
        with self._reading() as connection:
            return accounts.translations(connection, report)

    def original(self, checksum: str) -> bytes | None:
        """Give the bytes with that checksum as they came in, or `None`."""
        with self._reading() as connection:
            return accounts.original(connection, checksum)

    def incidents(self, query: IncidentQuery) -> tuple[IncidentSummary, ...]:
        """Give the incidents that a query asks for, the latest first."""
        with self._reading() as connection:
            return incidents.incidents(connection, query)

    def findings(self, incidents_: Iterable[str]) -> dict[str, tuple[Finding, ...]]:
        """Give what was concluded last of each of the incidents."""
        with self._reading() as connection:
            return incidents.findings(connection, incidents_)

    def incident(self, name: str) -> IncidentFile | None:
        """Give everything on one incident, or `None`."""
        with self._reading() as connection:
            return incidents.incident(connection, name)

    def held(self, name: str) -> TraceLine | None:
        """Give what bears an id (for one inside a reconciliation, that reconciliation), or `None`."""
        with self._reading() as connection:
            return tracing.held(connection, name)

    def beginning(self, typed: str, kinds: Sequence[EntryType] = (), limit: int = 10) -> tuple[str, ...]:
        """Give the ids, of those types or of all, that begin as typed; that alone where it is one."""
        with self._reading() as connection:
            return naming.beginning(connection, typed, kinds, limit)

    def trace(self, name: str) -> Trace | None:
        """Follow any id both ways, or give `None`."""
        with self._reading() as connection:
            return tracing.trace(connection, name)

    def captures(self, name: str) -> tuple[Capture, ...]:
        """Give every capture of an address, or of a report by its id, oldest first."""
        with self._reading() as connection:
            return accounts.captures(connection, name)

    def changes(self, name: str) -> tuple[CaptureDiff, ...]:
        """Give how the claims of an address, or of a report by its id, changed from capture to capture."""
        with self._reading() as connection:
            return accounts.changes(connection, name)

    def search(self, words: str, kind: EntryType, limit: int = 50) -> tuple[Found, ...]:
        """Give the reports, claims or incidents that hold all the words, the best first."""
        with self._reading() as connection:
            return searching.search(connection, words, kind, limit)

    def waiting(self, query: WaitingQuery) -> tuple[Waiting, ...]:
        """Give the claims that nobody has judged, those first on which most hangs."""
        with self._reading() as connection:
            return inbox.waiting(connection, query)

    def gone(self, report: str | None = None, limit: int = 50, offset: int = 0) -> tuple[Gone, ...]:
        """Give the judgements on words that are gone, of one report or all that wait, the latest first."""
        with self._reading() as connection:
            return inbox.gone(connection, report, limit, offset)

    def unsure(self, limit: int, offset: int = 0) -> tuple[Link, ...]:
        """Give the links that nobody has judged, made or only just not made, those nearest to even first."""
        with self._reading() as connection:
            return inbox.unsure(connection, limit, offset)

    def latest(self, limit: int, offset: int = 0) -> tuple[Report, ...]:
        """Give the reports that came in last, without their texts."""
        with self._reading() as connection:
            return inbox.latest(connection, limit, offset)

    def judgements(self, target: str) -> tuple[Judgement, ...]:
        """Give all judgements on an id, oldest first, those that were undone among them."""
        with self._reading() as connection:
            return standing.judgements(connection, [target], with_undone=True)

    def judgement(self, name: str) -> Judgement | None:
        """Give the judgement of that id, undone or not, or `None`."""
        with self._reading() as connection:
            line = lines.holding(connection, "judgement", name)
            return line.noun(Judgement) if line else None

    def standing(
        self, names: Iterable[str] | None = None, verdicts: Sequence[Verdict] = ()
    ) -> tuple[Judgement, ...]:
        """Give the judgements that hold, oldest first: on any of the ids, and with any of the verdicts."""
        with self._reading() as connection:
            return standing.judgements(connection, names, verdicts)

    def undone(self, names: Iterable[str]) -> frozenset[str]:
        """Give those of the judgements' ids that were undone."""
        with self._reading() as connection:
            return standing.undone(connection, names)

    def merged_into(self, incident: str) -> str | None:
        """Give the incident that people found to be the same one as this, or `None`."""
        with self._reading() as connection:
            return incidents.merged_into(connection, incident)

    def claim(self, name: str) -> Claim | None:
        """Give a claim as it was read or added, or `None`."""
        with self._reading() as connection:
            line = lines.holding(connection, "claim", name)
            return line.noun(Claim) if line else None

    def by_hand(self, report: str) -> tuple[Claim, ...]:
        """Give the claims that people added to a report, as far as their words stand in its text now."""
        with self._reading() as connection:
            return accounts.by_hand(connection, report)

    def seen(self, names: Iterable[str]) -> dict[str, str]:
        """Give for each id the entry that a person sees now: its last judgement, else what it says itself."""
        with self._reading() as connection:
            return standing.seen(connection, list(names))

    def links(self, names: Iterable[str] | None = None) -> tuple[Link, ...]:
        """Give the links with any of these ids, from these reports or to these incidents; else all."""
        with self._reading() as connection:
            return incidents.links(connection, names)

    def counts(self) -> dict[str, int]:
        """Give how many things of each type hold, how many entries there are, and unseen claims."""
        with self._reading() as connection:
            return tracing.counts(connection)

    def stale(self, stage_versions: Mapping[str, str]) -> tuple[Stale, ...]:
        """Give what was made at another stage version than its maker (the key) has now."""
        with self._reading() as connection:
            return tracing.stale(connection, stage_versions)

    def counts_of_stale(self, stage_versions: Mapping[str, str]) -> dict[str, int]:
        """Give how many things of each type `stale` would name, without naming them."""
        with self._reading() as connection:
            return tracing.counts_of_stale(connection, stage_versions)

    def recalled(self, names: Iterable[str]) -> dict[str, bytes]:
        """Give the notes kept under those names; a name without one is left out."""
        with self._reading() as connection:
            return recall.recalled(connection, names)

    def end(self) -> int:
        """Give the number of the last entry, 0 in an empty ledger."""
        with self._reading() as connection:
            return recall.end(connection)

    def placed(self, links: Iterable[str]) -> dict[str, str]:
        """Give the incidents to which links lead now, by the links' ids."""
        with self._reading() as connection:
            return recall.placed(connection, links)

    def size(self, incident: str) -> int:
        """Give how many events of reports are linked to an incident."""
        with self._reading() as connection:
            return recall.size(connection, incident)

    def versions(self, report: str) -> tuple[str, ...]:
        """Give the checksums of every capture of a report, oldest first."""
        with self._reading() as connection:
            return recall.versions(connection, report)

    def at_address(self, url: str) -> str | None:
        """Give the report that was captured last at an address, or `None`."""
        with self._reading() as connection:
            return recall.at_address(connection, url)

    def entries(self, after: int = 0, limit: int = 1000) -> tuple[Entry, ...]:
        """Give up to `limit` entries that follow the entry numbered `after`."""
        with self._reading() as connection:
            return tuple(line.entry for line in lines.after(connection, after, limit))

    def verify(self) -> Verification:
        """Check the file, the chain, the words and bytes outside it, and every quote."""
        with self._reading() as connection:
            broken = tuple(
                Problem(what=text, where=self.where, stage=integrity.STAGE, severity="error")
                for text in self._backend.damage(connection)
            )
            return Verification(problems=broken) if broken else integrity.verify(connection)

    def copy(self, target: Path) -> None:
        """Write a consistent copy into one new file, while others go on reading and writing."""
        self._backend.copy(self._engine, target)

    # How.

    def _begin(self, connection: Connection) -> None:
        self._backend.begin(connection, writing=_WRITING in connection.get_execution_options())

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self._inside is not None:
            yield self._inside
            return
        with self._speaking(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._inside is not None:
            yield self._inside
            return
        engine = self._engine.execution_options(**{_WRITING: True})
        with self._speaking(), engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Turn what the database says is wrong into one sentence that says what to do next."""
        try:
            yield
        except (DBAPIError, UnicodeDecodeError) as error:
            if told := self._backend.explain(error, self.where):
                raise told from error
            raise

    def _is_current(self, connection: Connection) -> bool:
        found = migrations.revision(connection, self.where)
        return found == migrations.REVISIONS[-1] and views.are_current(connection)

    def _make_current(self) -> None:
        """Bring tables and views up to this version, all at once; another program may have been faster."""
        with self._writing() as connection:
            if self._is_current(connection):
                return
            migrations.upgrade(connection)
            if not views.are_current(connection):
                views.rebuild(connection)
