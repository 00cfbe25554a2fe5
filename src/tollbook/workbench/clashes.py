"""Figures that do not add up, as two or more quotes beside each other with the arithmetic between them.

Takes: conflicts, and the texts in which their claims stand. Gives: rows with passages. Change this when: a
conflict is shown differently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from tollbook.model import Change, Claim, Conflict, Dossier
from tollbook.publishing import numbers
from tollbook.publishing.passages import Passage, Passages
from tollbook.recording.telling import own
from tollbook.workbench.claim_words import quotes_of, speaker, with_quotes

KINDS: Mapping[str, str] = {
    "contradiction": "One voice's figures in one text do not add up",
    "disagreement": "Two roots give figures that cannot both hold",
    "rendering": "Outlets pass on one statement differently: look at the original",
    "time": "Times that do not fit together",
}


class Quoted(Struct, frozen=True, kw_only=True):
    """A claim in its sentence: the words around it, who says it, where, and how many of what."""

    claim: str
    subject: str
    before: str
    quote: str
    after: str
    speaker: str
    via: str
    report: str
    outlet: str
    published: str
    as_of: str


class Clash(Struct, frozen=True, kw_only=True):
    """A conflict: why in words, its quotes, what would mend it, the proof, and what closed it."""

    id: str
    kind: str
    said: str
    why: str
    open: bool
    within_report: bool
    quotes: tuple[Quoted, ...]
    closed_by: tuple[Quoted, ...]
    repairs: tuple[str, ...]
    proof: tuple[str, ...]


class Changed(Struct, frozen=True):
    """A step of a toll: what is counted, growth or revision, and the quotes before and after it."""

    subject: str
    kind: str
    older: tuple[Quoted, ...]
    newer: tuple[Quoted, ...]


def quoting(dossier: Dossier, claims: Mapping[str, Claim]) -> Callable[[str], Quoted | None]:
    """Give what finds the quote of a claim by its id; of a report that is gone, the words alone are left."""
    passages = Passages(dossier)
    outlets = {report.id: report.outlet or "outlet unknown" for report in dossier.reports}

    def quoted(name: str) -> Quoted | None:
        passage = passages.of(name)
        claim = passage.claim if passage else claims.get(name)
        return _quoted(claim, passage, outlets) if claim else None

    return quoted


def clashes(
    conflicts: Iterable[Conflict],
    claims: Mapping[str, Claim],
    quoted: Callable[[str], Quoted | None],
    proofs: Mapping[str, tuple[str, ...]],
) -> tuple[Clash, ...]:
    """Give conflicts, the open ones first."""
    quotes = quotes_of(claims.values())
    rows = [
        Clash(
            id=each.id,
            kind=each.kind,
            said=KINDS[each.kind],
            why=with_quotes(each.why, quotes),
            open=each.open,
            within_report=each.within_report,
            quotes=_all(each.claims, quoted),
            closed_by=_all(each.closed_by, quoted),
            repairs=tuple(with_quotes(repair, quotes) for repair in each.repairs),
            proof=tuple(with_quotes(line, quotes) for line in proofs.get(each.id, ())),
        )
        for each in conflicts
    ]
    return tuple(sorted(rows, key=lambda clash: not clash.open))


def proofs_of(found: Mapping[str, tuple[str, ...]], incident: str) -> dict[str, tuple[str, ...]]:
    """Give proofs under the ids that conflicts have inside of an incident of the ledger."""
    return {own("cnf", incident, name): lines for name, lines in found.items()}


def changes(history: Iterable[Change], quoted: Callable[[str], Quoted | None]) -> tuple[Changed, ...]:
    """Give the steps of the tolls."""
    return tuple(
        Changed(
            numbers.subject(each.measure, "person", each.group),
            each.kind,
            _all(each.older, quoted),
            _all(each.newer, quoted),
        )
        for each in history
    )


def _all(names: Iterable[str], quoted: Callable[[str], Quoted | None]) -> tuple[Quoted, ...]:
    return tuple(found for name in names if (found := quoted(name)))


def _quoted(claim: Claim, passage: Passage | None, outlets: Mapping[str, str]) -> Quoted:
    return Quoted(
        claim=claim.id,
        subject=numbers.subject(claim.measure, claim.unit, claim.group),
        before=passage.before.lstrip("\n") if passage else "",
        quote=claim.evidence.quote,
        after=passage.after.rstrip("\n") if passage else "",
        speaker=speaker(claim),
        via=claim.via or "",
        report=claim.report,
        outlet=outlets.get(claim.report, claim.report),
        published=numbers.moment(passage.report.published or "") if passage else "",
        as_of=numbers.when(claim.times.as_of),
    )
