"""One report after another into a ledger: what it says, which incident it tells of, what holds now.

Everything of one report is one transaction: a run that is killed leaves whole reports only, and the next run
goes on behind them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256

from msgspec.structs import replace

from tollbook import pipeline
from tollbook.ledger import IncidentQuery, Ledger, drafts
from tollbook.ledger.drafts import Draft
from tollbook.linking import Linker, sketches
from tollbook.model import Account, Finding, Link, Reconciliation, Report
from tollbook.recording.steps import step

PAGE = 500
"""How many incidents are asked for at once when a run begins."""


class Intake:
    """Takes accounts into a ledger, each linked to the incidents that are there."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._mains: defaultdict[str, list[str]] = defaultdict(list)
        self._named: set[str] = set()
        placed = {(link.report, link.event): link.incident for link in _links(ledger) if link.incident}
        past = []
        for name in ledger.reports():
            account = ledger.account(name)
            for number, sketch in enumerate(sketches(account) if account and account.claims else ()):
                if incident := placed.get((sketch.report, sketch.event)):
                    past.append((sketch, incident))
                    self._note(incident, name, main=number == 0)
        self._linker = Linker(past)

    def holds(self, report: Report) -> bool:
        """Tell whether the ledger holds a report of that id and those bytes already."""
        return report.id in self._ledger.reports_of([report.checksum]).get(report.checksum, ())

    def holds_another(self, report: Report) -> bool:
        """Tell whether the ledger holds other bytes under the id of a report."""
        return not self.holds(report) and bool(self._ledger.known("reading", [report.id]))

    def take(self, account: Account, original: bytes | None) -> int:
        """Store an account of `pipeline.told` with its bytes, and give how many entries were added."""
        made = list(
            drafts.of_account(
                account,
                original,
                read_by=step("tollbook.reading:read"),
                extracted_by=step("tollbook.extracting:extract"),
            )
        )
        for number, sketch in enumerate(sketches(account) if account.claims else ()):
            link = self._linker.add(sketch)
            made += self._linked(account, link, main=number == 0)
        return self._ledger.append(made).added

    def _linked(self, account: Account, link: Link, *, main: bool) -> Iterator[Draft]:
        """Draft a link, its incident where that is new, and what the incident's reports say together now."""
        name = link.incident or ""
        linked_by = step("tollbook.linking:Linker.add")
        if not main:
            if name not in self._named:
                event = next(each for each in account.incidents if each.id == link.event)
                yield drafts.of_incident(replace(event, id=name, claims=()), linked_by)
            yield drafts.of_link(link, linked_by)
            self._note(name, account.report.id, main=False)
            return
        stored = (self._ledger.account(each) for each in self._mains[name])
        dossier = pipeline.together(name, [*(each for each in stored if each), account])
        yield drafts.of_incident(replace(dossier.incidents[0], id=name, claims=()), linked_by)
        yield drafts.of_link(link, linked_by)
        said = Reconciliation(
            roots=dossier.roots,
            findings=tuple(_of_incident(finding, name) for finding in dossier.findings),
            not_applicable=dossier.not_applicable,
            conflicts=dossier.conflicts,
            history=dossier.history,
            readings=dossier.readings,
        )
        yield drafts.of_reconciliation(name, said, step("tollbook.reconciling:reconcile"))
        self._note(name, account.report.id, main=True)

    def _note(self, incident: str, report: str, *, main: bool) -> None:
        self._named.add(incident)
        if main:
            self._mains[incident].append(report)


def _links(ledger: Ledger) -> Iterator[Link]:
    offset = 0
    while page := ledger.incidents(IncidentQuery(limit=PAGE, offset=offset)):
        for summary in page:
            if file := ledger.incident(summary.incident.id):
                yield from file.links
        offset += PAGE


def _of_incident(finding: Finding, incident: str) -> Finding:
    """Name a finding by the ledger's incident: within one dossier every main incident has the same name."""
    name = sha256(f"{incident} {finding.id}".encode()).hexdigest()[:16]
    return replace(finding, id=f"fnd_{name}", incident=incident)
