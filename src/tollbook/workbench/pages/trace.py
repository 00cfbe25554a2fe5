"""The trace page: from a number back to the words, and forward to what depends on it.

Takes: a ledger and an id of a finding (under any method), conflict, claim, report, incident, link, judgement,
record or entry. Gives: a `TracePage`. Change this when: a step of the way is shown otherwise; how it looks is
in `templates/trace.html`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, TypeVar

from msgspec import Meta, Struct

from tollbook import trace as makers
from tollbook.ledger import Reader
from tollbook.ledger.log import Trace, TraceLine
from tollbook.measures import measures
from tollbook.model import Claim, Dossier, Finding, Incident, Judgement, Link, Reconciliation, Record, Report
from tollbook.publishing import Passages, numbers
from tollbook.reconciling.methods import METHODS
from tollbook.recording.standing import placed
from tollbook.workbench.claim_words import (
    Decision,
    claim_words,
    count_words,
    decisions,
    notes,
    quotes_of,
    speaker,
    verdict_words,
    with_quotes,
)
from tollbook.workbench.made_now import traced_now
from tollbook.workbench.summaries import title
from tollbook.workbench.visiting import Visit

Noun = TypeVar("Noun", bound=Struct)

MOST = 200
"""Claims that are shown on one page; of more, how many there are."""


class Used(Struct, frozen=True, kw_only=True):
    """A claim on the way: its count and words in their sentence, and what the method did with it.

    `rule` and `why` say by which rule it was set aside, and are empty for one that was kept; `was` is how the
    program read it, where somebody corrected that.
    """

    id: str
    measure: str
    what: str
    count: str
    before: str
    quote: str
    after: str
    speaker: str
    notes: str
    rules: str
    was: str
    report: str
    source: str
    rule: str = ""
    why: str = ""


class SourceRow(Struct, frozen=True, kw_only=True):
    """A report on the way: where it is from, the checksum of its bytes, and whether these are kept."""

    id: str
    title: str
    facts: str
    checksum: str
    kept: bool


class Maker(Struct, frozen=True, kw_only=True):
    """A function that made entries on the way: which versions of it ran, and where it stands now."""

    name: str
    told: str
    entries: int
    place: str


class Step(Struct, frozen=True, kw_only=True):
    """The clause and rule of the method that made a finding, with the method's own first words on itself."""

    method: str
    rule: str
    about: str
    clauses: tuple[str, ...]


class Dependent(Struct, frozen=True, kw_only=True):
    """Something that was made of it or decided on it, with its id and in words."""

    id: str
    kind: str
    words: str


class TracePage(Struct, frozen=True, kw_only=True):
    """What the trace page shows."""

    id: Annotated[str, Meta(description="The id that is followed.")]
    kind: Annotated[str, Meta(description="What bears the id: a finding, conflict, claim or another entry.")]
    title: Annotated[str, Meta(description="What it is, in words.")]
    number: Annotated[str, Meta(description="The number itself, where it is one.")]
    incident: Annotated[str, Meta(description="The incident it belongs to, or nothing.")]
    where: Annotated[str, Meta(description="Place and date of that incident.")]
    as_of: Annotated[str, Meta(description="As of when it holds, and what that rests on.")]
    written: Annotated[str, Meta(description="When and as which entry it was written.")]
    derived: Annotated[bool, Meta(description="Whether it follows from claims though nobody said it.")]
    method: Annotated[Step | None, Meta(description="The method of a finding.")]
    why: Annotated[str, Meta(description="Why figures do not add up, for a conflict.")]
    kept: Annotated[tuple[Used, ...], Meta(description="The claims it rests on.")]
    aside: Annotated[tuple[Used, ...], Meta(description="The claims set aside, by which rule and why.")]
    more: Annotated[int, Meta(description="Claims on the way that are too many to show.")]
    reports: Annotated[tuple[SourceRow, ...], Meta(description="Their reports and the bytes of these.")]
    decided: Annotated[tuple[Decision, ...], Meta(description="What people decided on the way.")]
    makers: Annotated[tuple[Maker, ...], Meta(description="The functions that made what is on the way.")]
    forward: Annotated[tuple[Dependent, ...], Meta(description="What depends on it.")]


def show(visit: Visit) -> TracePage | None:
    """Give the page of the id in the address."""
    return trace_page(visit.ledger, visit.path["id"])


def trace_page(ledger: Reader, name: str) -> TracePage | None:
    """Give the page of an id, or `None` where the ledger holds nothing that bears it."""
    found = ledger.trace(name) or traced_now(ledger, name)
    if found is None:
        return None
    lines = (*found.back, found.here)
    reports = _nouns(lines, Report)
    undone = ledger.undone(_nouns((*found.back, *found.forward, found.here), Judgement))
    read = _nouns(lines, Claim)
    claims = read | _corrected(found, undone, read)
    kept, aside = _used(found, claims, Passages(_dossier(claims, reports)), read)
    shown = dict.fromkeys(each.report for each in (*kept, *aside)) or dict.fromkeys(reports)
    judgements = _nouns((*found.back, *found.forward, found.here), Judgement).values()
    finding, incident = found.finding, _incident(found)
    return TracePage(
        id=name,
        kind="finding" if finding else "conflict" if found.conflict else found.here.type,
        title=_title(found),
        number=numbers.answer(finding) if finding else _count(claims.get(found.here.subject)),
        incident=incident,
        where=_where(ledger, incident),
        as_of=_as_of(finding) if finding else "",
        written=_written(found.here),
        derived=bool(finding and finding.derived),
        method=_method(finding) if finding else None,
        why=found.conflict.why if found.conflict else "",
        kept=tuple(kept[:MOST]),
        aside=tuple(aside[:MOST]),
        more=max(len(kept) - MOST, 0) + max(len(aside) - MOST, 0),
        reports=tuple(_source(ledger, reports[each]) for each in shown if each in reports),
        decided=decisions(sorted(judgements, key=lambda each: each.when), undone),
        makers=tuple(_makers(lines)),
        forward=tuple(_dependents(found)),
    )


def _used(
    found: Trace, claims: Mapping[str, Claim], passages: Passages, read: Mapping[str, Claim]
) -> tuple[list[Used], list[Used]]:
    """Give the claims kept and those set aside; of anything but a finding, all claims on the way as kept."""
    away = {each.claim: each for each in found.finding.set_aside} if found.finding else {}
    quotes = quotes_of(claims.values())
    kept: list[Used] = []
    aside: list[Used] = []
    for name, claim in claims.items():
        passage = passages.of(name)
        rests = found.finding is None or name in found.finding.claims
        if not rests and name not in away:
            continue
        used = Used(
            id=name,
            measure=claim.measure,
            what=_subject(claim),
            count=count_words(claim.count),
            before=passage.before if passage else "",
            quote=claim.evidence.quote,
            after=passage.after if passage else "",
            speaker=speaker(claim),
            notes=notes(claim),
            rules=", ".join(read[name].by.rules),
            was=claim_words(read[name]) if read[name] != claim else "",
            report=claim.report,
            source=_facts(passage.report) if passage else "",
            rule="" if rests else away[name].rule,
            why="" if rests else with_quotes(away[name].why, quotes),
        )
        (kept if rests else aside).append(used)
    return kept, aside


def _corrected(found: Trace, undone: frozenset[str], read: Mapping[str, Claim]) -> dict[str, Claim]:
    """Give the claims on the way that people corrected, by the last correction of each that holds."""
    judged = _nouns((*found.back, *found.forward), Judgement).values()
    holding = [
        each for each in judged if each.correction and each.verdict == "correct" and each.id not in undone
    ]
    holding.sort(key=lambda each: each.when)
    return {
        each.target: placed(each.correction, read[each.target])
        for each in holding
        if each.correction and each.target in read
    }


def _method(finding: Finding) -> Step:
    """Give a method's own words: the first sentence of its module, and the clauses that it cites."""
    find = METHODS.get(finding.method.rpartition("-")[0] or finding.method)
    module = sys.modules[find.__module__] if find else None
    about = (module.__doc__ or "").strip().partition("\n\nTakes:")[0] if module else ""
    cited = (
        [str(value) for name, value in sorted(vars(module).items()) if name.startswith("CLAUSE")]
        if module
        else []
    )
    about = " ".join(about.replace("`", "").split())
    return Step(method=finding.method, rule=finding.rule, about=about, clauses=tuple(cited))


def _title(found: Trace) -> str:
    if found.finding:
        each = found.finding
        return _capital(f"{numbers.subject(each.measure, each.unit, each.group)}, under {each.method}")
    if found.conflict:
        return _capital(f"{found.conflict.kind}: figures that do not add up")
    noun = found.here.noun
    if isinstance(noun, Claim):
        return _capital(_subject(noun))
    if isinstance(noun, Report):
        return noun.title or noun.outlet or noun.id
    if isinstance(noun, Incident):
        return title(noun)
    if isinstance(noun, Judgement):
        return _capital(f"{verdict_words(noun.verdict)} by {noun.who}")
    if isinstance(noun, Link):
        return "A report that tells of an incident"
    return f"{found.here.type} {found.here.subject}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _as_of(finding: Finding) -> str:
    when = finding.as_of
    return f"{numbers.when(when)}, known from its {when.ground}" if when else ""


def _written(line: TraceLine) -> str:
    if not line.entry:
        return "made when this page was opened; the ledger keeps the numbers of one method"
    stamp = line.recorded_at.partition(".")[0].removesuffix("Z")
    return f"entry {line.seq:,}, written {numbers.moment(stamp)} UTC"


def _incident(found: Trace) -> str:
    if found.finding:
        return found.finding.incident
    noun = found.here.noun
    if isinstance(noun, Reconciliation) or found.here.type == "incident":
        return found.here.subject
    if isinstance(noun, Link):
        return noun.incident or ""
    return noun.incident.id if isinstance(noun, Record) else ""


def _where(ledger: Reader, incident: str) -> str:
    """Give place and date of an incident."""
    held = ledger.held(incident) if incident else None
    return title(held.noun) if held and isinstance(held.noun, Incident) else ""


def _count(claim: Claim | None) -> str:
    return count_words(claim.count) if claim else ""


def _subject(claim: Claim) -> str:
    known = claim.measure in measures()
    return numbers.subject(claim.measure, claim.unit, claim.group) if known else claim.measure


def _facts(report: Report) -> str:
    stamp = numbers.moment(report.published) if report.published else ""
    return ", ".join(filter(None, (report.outlet, stamp)))


def _source(ledger: Reader, report: Report) -> SourceRow:
    return SourceRow(
        id=report.id,
        title=report.title or report.text.strip().partition("\n")[0][:100] or report.id,
        facts=" · ".join(filter(None, (_facts(report), report.url))) or "source unknown",
        checksum=report.checksum,
        kept=ledger.original(report.checksum) is not None,
    )


def _makers(lines: Iterable[TraceLine]) -> Iterator[Maker]:
    """Give each function in each version that ran, with where it stands in the code of now."""
    steps = [line.step for line in lines if line.step]
    for (told, name), entries in Counter((makers.told(step), step.maker) for step in steps).items():
        place = makers.place_of(name)
        where = f"{place.file}, line {place.line}" if place else "no more in this version"
        yield Maker(name=name, told=told, entries=entries, place=where)


def _dependents(found: Trace) -> Iterator[Dependent]:
    """Give what depends on it; of what reports say together, the findings that count the claim."""
    for line in found.forward:
        yield _dependent(line)
        for each in line.noun.findings if isinstance(line.noun, Reconciliation) else ():
            if found.here.subject in each.claims:
                subject = numbers.subject(each.measure, each.unit, each.group)
                words = f"{subject} {numbers.answer(each)}, under {each.method}"
                yield Dependent(id=each.id, kind="finding", words=words)


def _dependent(line: TraceLine) -> Dependent:
    noun = line.noun
    words = line.subject
    if isinstance(noun, Record):
        words = f"version {noun.version} of {noun.incident.id}, {noun.status}"
    elif isinstance(noun, Judgement):
        words = f"{verdict_words(noun.verdict)} by {noun.who}"
    elif isinstance(noun, Reconciliation):
        words = f"what the reports on {line.subject} say together"
    elif line.type == "reading":
        words = f"all that was read in {line.subject}"
    return Dependent(id=line.subject, kind=line.type, words=words)


def _dossier(claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> Dossier:
    return Dossier(id="", reports=tuple(reports.values()), claims=tuple(claims.values()))


def _nouns(lines: Iterable[TraceLine], kind: type[Noun]) -> dict[str, Noun]:
    return {line.subject: line.noun for line in lines if isinstance(line.noun, kind)}
