"""The method `acled-1`, after the ACLED Codebook (Armed Conflict Location & Event Data).

Section "Fatalities".

Takes: the evidence of one incident. Gives: one number of reported fatalities, the same as low, best and high.
Independence: none is asked for; the most conservative current figure is entered. Not certain, and to be
checked against the edition that a project works with: the number for a plural or "several" (10 in places of
active fighting, 3 elsewhere, in editions known to us; 3 is used here). Change this when: the codebook
changes; give it a new version then.
"""

from __future__ import annotations

from collections.abc import Iterator

from tollbook.model import Finding, NotApplicable
from tollbook.reconciling.evidence import Evidence
from tollbook.reconciling.findings import Draft, finding
from tollbook.reconciling.statements import Toll, claims_of, revalued, tolls, totals

NAME = "acled-1"
CLAUSE_FATALITIES = (
    "ACLED Codebook, Fatalities: only reported fatalities, the most conservative of the current reports"
)
CLAUSE_NO_INJURED = "ACLED Codebook, Fatalities: injured people and other harm are not recorded"

RULE_CONSERVATIVE = "the-most-conservative-figure"

WORTH = {"plural": 3, "several": 3, "tens": 10, "dozens": 12, "hundreds": 100}
"""What vague words are worth; "tens", "dozens" and "hundreds" as the codebook says, the others see above."""


def find(evidence: Evidence) -> tuple[tuple[Finding, ...], tuple[NotApplicable, ...]]:
    """Give the fatalities of one incident; other measures and groups are not applicable."""
    standing = evidence.standing()
    killed = revalued([f for f in standing if f.measure == "killed" and f.unit == "person"], WORTH)
    found = tolls([figure for figure in killed if figure.low > 0], frozenset())
    others = dict.fromkeys(figure.measure for figure in standing if figure.measure != "killed")
    numbers = (finding(evidence, _draft(found), NAME, ()),) if found else ()
    return numbers, tuple(NotApplicable(method=NAME, measure=m, clause=CLAUSE_NO_INJURED) for m in others)


def _draft(found: tuple[Toll, ...]) -> Draft:
    least = min(_whole(found), key=lambda toll: toll.low)
    same = tuple(toll for toll in found if toll.low == least.low)
    kept = tuple(claims_of(same))
    return Draft(
        ("killed", "person"),
        frozenset(),
        least.low,
        least.low,
        least.low,
        RULE_CONSERVATIVE,
        deciding=same,
        kept=kept,
    )


def _whole(found: tuple[Toll, ...]) -> Iterator[Toll]:
    """Give the tolls put forward as totals; where there is none, the largest part alone."""
    yield from totals(found) or [max(found, key=lambda toll: toll.low)]
