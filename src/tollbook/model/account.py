"""What one report says, and what several reports on one incident say together."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from tollbook.model.claim import Claim
from tollbook.model.conflict import Change, Conflict, WordReading
from tollbook.model.finding import Finding, NotApplicable
from tollbook.model.incident import Alias, Incident, Loaded
from tollbook.model.place import PlaceMention
from tollbook.model.problem import Problem
from tollbook.model.report import Report
from tollbook.model.root import Root
from tollbook.model.speaker import Speaker
from tollbook.model.statement import Statement
from tollbook.model.when import TimeMention


class Account(Struct, frozen=True, kw_only=True):
    """Everything that was read out of one report; what `tollbook read --format jsonl` prints, a line each."""

    report: Report
    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    roots: tuple[Root, ...] = ()
    incidents: tuple[Incident, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    aliases: tuple[Alias, ...] = ()
    loaded: tuple[Loaded, ...] = ()
    findings: tuple[Finding, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    history: tuple[Change, ...] = ()
    readings: tuple[WordReading, ...] = ()
    problems: tuple[Problem, ...] = ()


class Reconciliation(Struct, frozen=True, kw_only=True):
    """What the reports on one incident (or on a few) say together; what a stage of reconciling gives."""

    roots: tuple[Root, ...] = ()
    findings: tuple[Finding, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    history: tuple[Change, ...] = ()
    readings: tuple[WordReading, ...] = ()
    problems: tuple[Problem, ...] = ()


class Dossier(Struct, frozen=True, kw_only=True):
    """Everything that several reports on one incident say together.

    What `tollbook reconcile --format jsonl` prints, a line each, the reports without their text and without
    `speakers`. Claims keep the ids and offsets of their reports; `incidents` start with the one that all
    reports tell of.
    """

    id: str
    reports: tuple[Report, ...] = ()
    claims: tuple[Claim, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    incidents: tuple[Incident, ...] = ()
    roots: tuple[Root, ...] = ()
    findings: tuple[Finding, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    history: tuple[Change, ...] = ()
    readings: tuple[WordReading, ...] = ()
    problems: tuple[Problem, ...] = ()

    def concluded(self, said: Reconciliation) -> Dossier:
        """Give the dossier with what a reconciliation makes of its reports; the problems stay its own."""
        return replace(
            self,
            roots=said.roots,
            findings=said.findings,
            not_applicable=said.not_applicable,
            conflicts=said.conflicts,
            history=said.history,
            readings=said.readings,
        )
