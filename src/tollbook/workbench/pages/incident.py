"""The incident page: what all reports say together, on what it rests, and what people decided.

Takes: a ledger and an incident's id; `?method=` switches the method. Gives: an `IncidentPage`. Change this
when: the page shows something else; how it looks is in `templates/incident.html`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from tollbook import linking, reconciling
from tollbook.ledger import IncidentQuery, Reader
from tollbook.ledger.log import IncidentFile
from tollbook.measures import measures
from tollbook.model import Account, Chains, Course, Dossier, Finding, Place, Reconciliation, When
from tollbook.publishing import numbers
from tollbook.reconciling import METHODS, Options, compare
from tollbook.recording.courses import case_of, courses
from tollbook.recording.dossiers import accounts_on, dossier_of
from tollbook.recording.facts import fact_words, kinds
from tollbook.recording.standing import Standing, standing
from tollbook.workbench.claim_words import quotes_of
from tollbook.workbench.clashes import Changed, Clash, Quoted, changes, clashes, proofs_of, quoting
from tollbook.workbench.decided import Decided, acts_on, decided
from tollbook.workbench.figures import (
    Compared,
    Facts,
    Figure,
    OwnRange,
    Toll,
    compared,
    figure,
    toll,
    unmatched,
)
from tollbook.workbench.mapping import MapView, map_view, precision
from tollbook.workbench.returned import Returned
from tollbook.workbench.sources import LinkRow, RootRow, Voice, link_rows, root_rows, voices
from tollbook.workbench.summaries import kind_words, summary_words, title
from tollbook.workbench.visiting import Visit

STORED = "plain"
"""The method whose findings the ledger keeps; those of others are made when they are asked for."""


NEAR = timedelta(days=2)
"""Incidents so many days before or after are offered for merging."""


class Beside(Struct, frozen=True):
    """A claim that no range counts: a running total, or what is told of another incident."""

    scope: str
    quoted: Quoted


class Near(Struct, frozen=True):
    """Another incident that may be the same one."""

    id: str
    words: str


class IncidentPage(Struct, frozen=True, kw_only=True):
    """What the incident page shows."""

    id: Annotated[str, Meta(description="The incident's id.")]
    title: Annotated[str, Meta(description="Place and date, in neutral words.")]
    kind: Annotated[str, Meta(description="What kind of incident, after ACLED's events and sub-events.")]
    place: Annotated[str, Meta(description="The place with its divisions and its precision.")]
    date: Annotated[str, Meta(description="The date with its precision and its ground.")]
    program: Annotated[
        tuple[tuple[str, str], ...],
        Meta(description="What the program chose of the place, date and kind that people put right."),
    ]
    kinds: Annotated[tuple[str, ...], Meta(description="The kinds that there are.")]
    because: Annotated[str, Meta(description="Why this date and this place.")]
    sources: Annotated[str, Meta(description="Outlets, roots, and whether these are independent.")]
    reports: Annotated[int, Meta(description="How many reports tell of it.")]
    claims: Annotated[int, Meta(description="How many claims they make of it.")]
    unseen: Annotated[int, Meta(description="How many of these nobody has looked at.")]
    merged_into: Annotated[str, Meta(description="The incident that people found to be the same one.")]
    scope: Annotated[str, Meta(description="Inside or outside; empty where nobody said.")]
    scope_why: Annotated[str, Meta(description="Who put it there and why.")]
    responsible: Annotated[
        tuple[tuple[str, str, str], ...],
        Meta(description="Who is reported responsible, according to whom, in which words."),
    ]
    method: Annotated[str, Meta(description="The method under which the numbers are shown.")]
    methods: Annotated[tuple[str, ...], Meta(description="The methods that can be chosen.")]
    figures: Annotated[tuple[Figure, ...], Meta(description="The numbers under that method.")]
    refused: Annotated[
        tuple[tuple[str, str], ...],
        Meta(description="Measures that the method does not count, and its clause."),
    ]
    other_ranges: Annotated[
        tuple[tuple[str, OwnRange], ...], Meta(description="Ranges of people for which there is no number.")
    ]
    comparison: Annotated[tuple[Compared, ...], Meta(description="All methods side by side.")]
    tolls: Annotated[tuple[Toll, ...], Meta(description="The tolls over time.")]
    conflicts: Annotated[tuple[Clash, ...], Meta(description="Figures that do not add up.")]
    readings: Annotated[
        tuple[tuple[str, str, str, str], ...],
        Meta(
            description="Words with two readings: the word, how it is read, why, and what else it could be."
        ),
    ]
    roots: Annotated[tuple[RootRow, ...], Meta(description="The roots, each as a tree.")]
    voices: Annotated[tuple[Voice, ...], Meta(description="What is said, by speaker.")]
    beside: Annotated[tuple[Beside, ...], Meta(description="Running totals and figures of other incidents.")]
    links: Annotated[tuple[LinkRow, ...], Meta(description="The reports, and why they belong to it.")]
    near: Annotated[tuple[Near, ...], Meta(description="Other incidents of about that time.")]
    history: Annotated[tuple[Changed, ...], Meta(description="The steps of the tolls.")]
    judgements: Annotated[tuple[Decided, ...], Meta(description="What people decided, the latest first.")]
    map: Annotated[MapView | None, Meta(description="The place on the map.")]
    choices: Annotated[tuple[tuple[str, str], ...], Meta(description="All measures with labels.")]
    seen: Annotated[str, Meta(description="The entry of the incident that the person sees.")]
    returned: Annotated[Returned | None, Meta(description="An act that was not done, to be sent again.")]


def show(visit: Visit) -> IncidentPage | None:
    """Give the page of an incident, or `None` where the ledger holds none of that id."""
    return incident_page(visit.ledger, visit.path["incident"], visit.asked.get("method", STORED))


def incident_page(
    ledger: Reader, name: str, method: str = STORED, *, returned: Returned | None = None
) -> IncidentPage | None:
    """Give everything that the page of an incident shows; a method that there is not is the stored one."""
    file = ledger.incident(name)
    if file is None:
        return None
    accounts = accounts_on(ledger, name)
    dossier = dossier_of(file.incident, accounts, Options(methods=tuple(METHODS)))
    case = _Case(file, accounts, dossier)
    method = method if method in METHODS else STORED
    stands, said = case.stands, file.reconciliation
    found = case.findings(method)
    quoted = quoting(dossier, case.facts.claims)
    links = [each for each in file.links if each.incident == name]
    seen = ledger.seen([name, *(each.id for each in links), *(each.id for each in acts_on(file))])
    return IncidentPage(
        id=name,
        title=title(file.incident),
        kind=kind_words(file.incident.kind),
        place=_place(file.incident.place),
        date=_date(file.incident.date),
        program=tuple(fact_words(file.machine).items()) if file.machine else (),
        kinds=kinds(),
        because=file.incident.because or "",
        sources=linking.summary(dossier.reports, said.roots, case.chains),
        reports=len(file.reports),
        claims=len(stands.claims),
        unseen=list(stands.states.values()).count("unseen"),
        merged_into=file.merged_into or "",
        scope=stands.scope.verdict if stands.scope else "",
        scope_why=f"{stands.scope.who}: {stands.scope.why}" if stands.scope else "",
        responsible=tuple(
            (each.value, each.according_to or "the report itself", each.evidence.quote)
            for each in file.incident.responsible
        ),
        method=method,
        methods=tuple(METHODS),
        figures=tuple(figure(finding, case.facts) for finding in found),
        refused=_refused(dossier, method, found),
        other_ranges=unmatched(stands.ranges, found),
        comparison=_comparison(dossier, case.facts),
        tolls=tuple(
            toll(course, case.facts)
            for course in sorted(case.facts.courses, key=lambda course: bool(course.group))
            if _moves(course)
        ),
        conflicts=clashes(said.conflicts, case.facts.claims, quoted, case.proofs),
        readings=tuple(
            dict.fromkeys((each.word, each.read_as, each.because, each.otherwise) for each in said.readings)
        ),
        roots=root_rows(said.roots, case.chains, case.facts.claims, case.outlets),
        voices=voices(accounts, said.roots, case.outlets),
        beside=_beside(dossier, quoted, name),
        links=link_rows(links, file.reports, name, seen),
        near=_near(ledger, file),
        history=changes(said.history, quoted),
        judgements=decided(file, seen, ledger.standing(file.undone, ("undo",))),
        map=map_view(file.incident.place),
        choices=tuple((each.name, each.label) for each in measures().values() if each.finding),
        seen=seen.get(name, ""),
        returned=returned and replace(returned, seen=seen.get(_about(returned) or name, "")),
    )


def _about(returned: Returned) -> str:
    """Give the link or judgement that an act was about; nothing where it was the incident itself."""
    return returned.kept.get("link", "") or returned.kept.get("judgement", "")


class _Case:
    """An incident with everything that the rows of its page are made of."""

    def __init__(self, file: IncidentFile, accounts: Sequence[Account], dossier: Dossier) -> None:
        self.dossier = dossier
        self.stands: Standing = standing(file)
        said = file.reconciliation
        self._said = said
        self.outlets = {report.id: report.outlet or "outlet unknown" for report in dossier.reports}
        language = next((report.language for report in dossier.reports if report.language), "en")
        self.chains: Chains = linking.chains(
            dossier.reports, dossier.claims, dossier.roots, dossier.speakers, language
        )
        now = {claim.id: claim for claim in (*self.stands.claims, *dossier.claims)}
        roots = {root.id: root for root in (*dossier.roots, *said.roots)}
        kept = [each for each in dossier.findings if each.method.partition("-")[0] == STORED]
        told = courses(_with_findings(dossier, kept)) if dossier.reports else ()
        self.facts = Facts(
            claims=now,
            quotes=quotes_of(now.values()),
            roots=roots,
            marks={root.id: number for number, root in enumerate(said.roots, 1)},
            courses=told,
            conflicts=said.conflicts,
            ranges=self.stands.ranges,
            stored=frozenset(finding.id for finding in said.findings),
        )

    @property
    def proofs(self) -> dict[str, tuple[str, ...]]:
        """What every figure of a conflict bounds, and how the sums meet, by the conflict's id."""
        if not self._said.conflicts:
            return {}
        return proofs_of(reconciling.proofs(case_of(self.dossier)), self.dossier.id)

    def findings(self, method: str) -> list[Finding]:
        """Give the findings of a method: those that the ledger keeps, or those made for this page."""
        kept = self._said.findings if method == STORED else self.dossier.findings
        return [each for each in kept if each.method.partition("-")[0] == method]


def _with_findings(dossier: Dossier, findings: Iterable[Finding]) -> Dossier:
    return Dossier(
        id=dossier.id,
        reports=dossier.reports,
        claims=dossier.claims,
        speakers=dossier.speakers,
        incidents=dossier.incidents,
        roots=dossier.roots,
        findings=tuple(findings),
    )


GROUNDS = {
    "words": "as the reports say",
    "statement": "by when it was said",
    "publication": "by when it was published",
}


def _place(place: Place | None) -> str:
    if place is None:
        return "place unknown"
    parts = (place.name, place.admin2, place.admin1, place.country)
    words = ", ".join(dict.fromkeys(filter(None, parts)))
    exact = precision(place)
    return f"{words} ({exact})" if exact else words


def _date(time: When | None) -> str:
    if time is None:
        return "date unknown"
    return f"{numbers.when(time)} (known to the {time.precision}, {GROUNDS[time.ground]})"


def _refused(dossier: Dossier, method: str, found: Sequence[Finding]) -> tuple[tuple[str, str], ...]:
    known = measures()
    counted = {finding.measure for finding in found}
    return tuple(
        (known[each.measure].label if each.measure in known else each.measure, each.clause)
        for each in dossier.not_applicable
        if each.method.partition("-")[0] == method and each.measure not in counted
    )


def _comparison(dossier: Dossier, facts: Facts) -> tuple[Compared, ...]:
    """Give all methods side by side; their answers bear a version behind the name ("plain-1")."""
    said = Reconciliation(findings=dossier.findings, not_applicable=dossier.not_applicable)
    versions = [each.method for each in said.findings] + [each.method for each in said.not_applicable]
    by_name = {version.partition("-")[0]: version for version in versions}
    return compared(compare(said), [by_name.get(name, name) for name in METHODS], facts)


def _moves(course: Course) -> bool:
    """Tell whether a toll is worth a drawing: people, with two numbers at least."""
    return course.unit == "person" and len({step.low for step in course.steps}) > 1


def _beside(dossier: Dossier, quoted: Callable[[str], Quoted | None], incident: str) -> tuple[Beside, ...]:
    """Give the claims that are not of this incident alone, as the reports tell them."""
    rows = []
    for claim in dossier.claims:
        if claim.scope == "event" and claim.incident in (incident, None):
            continue
        found = quoted(claim.id)
        if found:
            rows.append(Beside("running total" if claim.scope == "cumulative" else "another incident", found))
    return tuple(rows)


def _near(ledger: Reader, file: IncidentFile) -> tuple[Near, ...]:
    """Give the incidents of about the same days, for merging."""
    time = file.incident.date
    if time is None:
        return ()
    since = date.fromisoformat(time.start[:10]) - NEAR
    until = date.fromisoformat(time.end[:10]) + NEAR
    query = IncidentQuery(since=since.isoformat(), until=until.isoformat(), limit=12)
    return tuple(
        Near(each.incident.id, summary_words(each))
        for each in ledger.incidents(query)
        if each.incident.id != file.incident.id
    )
