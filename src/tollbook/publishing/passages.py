"""The words around a claim, with who says them and where they stand.

Takes: a dossier. Gives: a `Passage` for each claim. Change this when: more or less is shown around a quote.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from msgspec import Struct

from tollbook.model import Claim, Dossier, Report
from tollbook.text import sentences

REACH = 220
"""Characters shown before and after a quote at most."""


class Passage(Struct, frozen=True, kw_only=True):
    """A quote in its sentence; `speaker` is `None` where the report says it in its own voice."""

    claim: Claim
    report: Report
    before: str
    after: str
    speaker: str | None

    @property
    def quote(self) -> str:
        """The words that are the claim."""
        return self.claim.evidence.quote


class Passages:
    """The passages of a dossier, by the id of a claim."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._spans: dict[str, list[tuple[int, int]]] = {}

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """The claims by their ids."""
        return {claim.id: claim for claim in self._dossier.claims}

    @cached_property
    def _reports(self) -> dict[str, Report]:
        return {report.id: report for report in self._dossier.reports}

    def of(self, claim_id: str) -> Passage | None:
        """Give the passage of a claim; `None` where the dossier holds no such claim."""
        claim = self.claims.get(claim_id)
        report = self._reports.get(claim.report) if claim else None
        if claim is None or report is None:
            return None
        start, end = self._around(report, claim)
        text = report.text
        before, after = text[start : claim.evidence.start], text[claim.evidence.end : end]
        return Passage(
            claim=claim,
            report=report,
            before=before if len(before) <= REACH else "… " + before[-REACH:],
            after=after if len(after) <= REACH else after[:REACH] + " …",
            speaker=claim.speaker.name if claim.speaker else None,
        )

    def _around(self, report: Report, claim: Claim) -> tuple[int, int]:
        """Give the sentence of a claim, as offsets."""
        if report.id not in self._spans:
            self._spans[report.id] = sentences(report.text)
        spans = self._spans[report.id]
        number = max(bisect_right(spans, (claim.evidence.start, len(report.text))) - 1, 0)
        start, end = spans[number] if spans else (0, len(report.text))
        return min(start, claim.evidence.start), max(end, claim.evidence.end)
