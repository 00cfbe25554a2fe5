"""The method `airwars-1`, after the published methodology of Airwars ("Methodology: casualty assessment").

Takes: the evidence of one incident. Gives: the least and the most that current sources say of civilian harm,
by group. Independence: whether one source or several stand behind a range is proposed in its rule; the grade
is a person's. Not certain, and to be checked against the edition that a project works with: the number for
"several" (3) and for "dozens" (24); and that people of unstated status count as civilians. Change this when:
the methodology changes; give it a new version then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from tollbook.model import Finding, NotApplicable
from tollbook.reconciling import best as choosing
from tollbook.reconciling.evidence import Evidence
from tollbook.reconciling.figures import Figure
from tollbook.reconciling.findings import Draft, finding
from tollbook.reconciling.statements import Toll, claims_of, revalued, tolls, totals
from tollbook.reconciling.transfers import transferred

NAME = "airwars-1"
CLAUSE_RANGE = "Airwars methodology, casualty assessment: minimum and maximum of the claims made, by group"
CLAUSE_PLURAL = (
    "Airwars methodology, casualty assessment: harm in the plural without a number is at least two"
)
CLAUSE_STATUS = (
    "Airwars methodology, casualty assessment: where civilian status is contested the minimum is zero"
)
CLAUSE_SCOPE = "Airwars methodology, scope: civilians killed and injured"

RULE_SINGLE = "single-source"
RULE_SEVERAL = "several-sources"
RULE_CONTESTED = "status-contested"

MEASURES = ("killed", "injured")
GROUPS = ("child", "woman", "man")
WORTH = {"plural": 2, "several": 3, "dozens": 24, "hundreds": 200}


def find(evidence: Evidence) -> tuple[tuple[Finding, ...], tuple[NotApplicable, ...]]:
    """Give the range of civilians killed and injured, in all and by children, women and men."""
    figures = list(chain(evidence.standing(), transferred(evidence)))
    found: list[Finding] = []
    for measure in MEASURES:
        people = revalued(
            [f for f in figures if f.measure == measure and f.unit == "person" and f.low > 0], WORTH
        )
        found += _of_measure(evidence, measure, people)
    others = dict.fromkeys(figure.measure for figure in figures if figure.measure not in MEASURES)
    return tuple(found), tuple(NotApplicable(method=NAME, measure=m, clause=CLAUSE_SCOPE) for m in others)


def _of_measure(evidence: Evidence, measure: str, people: Sequence[Figure]) -> Iterator[Finding]:
    fighters = [figure for figure in people if "combatant" in figure.tags]
    civilians = [figure for figure in people if not figure.tags & {"combatant", "perpetrator"}]
    contested = bool(fighters) and bool(civilians) and _contested(fighters, civilians)
    for group in ((), *((tag,) for tag in GROUPS)):
        reckoned = tolls(civilians, frozenset(group))
        if reckoned:
            yield finding(
                evidence, _draft((measure, "person"), frozenset(group), reckoned, contested), NAME, ()
            )


def _contested(fighters: Sequence[Figure], civilians: Sequence[Figure]) -> bool:
    """Tell whether one voice calls fighters as many as another calls civilians."""
    return any(
        one.voice != other.voice and one.low == other.low and "civilian" in other.tags
        for one in fighters
        for other in civilians
    )


def _draft(kind: tuple[str, str], group: frozenset[str], reckoned: Sequence[Toll], contested: bool) -> Draft:
    whole = totals(reckoned) or tuple(reckoned)
    low = 0 if contested else min(toll.low for toll in whole)
    high = max(max(toll.low, toll.high or 0) for toll in reckoned)
    chosen, _ = choosing.best(whole)
    best = chosen[0].best if chosen else None
    several = len({toll.voice for toll in reckoned if toll.named}) > 1
    rule = RULE_CONTESTED if contested else RULE_SEVERAL if several else RULE_SINGLE
    kept = tuple(claims_of(reckoned))
    return Draft(kind, group, low, best if best is None or low <= best <= high else None, high, rule,
                 deciding=chosen, tolls=tuple(reckoned), kept=kept)  # fmt: skip
