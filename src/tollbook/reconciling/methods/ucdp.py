"""The method `ucdp-1`, after the UCDP GED Codebook (Georeferenced Event Dataset).

The estimates of fatalities.

Takes: the evidence of one incident. Gives: low, best and high of deaths, and best by side a, side b,
civilians and unknown, of which the best estimate is the sum. Independence: sources are weighed by
reliability, which is a person's judgement; until there is one, roots vote as in `plain`, and where they stay
undecided the lower number is entered. Not certain, and to be checked against the edition that a project works
with: that soldiers and police are side a and those who fight them side b; and that the lower number is
entered where sources are of one weight. Change this when: the codebook changes; give it a new version then.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from tollbook.model import Finding, NotApplicable
from tollbook.reconciling import best as choosing
from tollbook.reconciling.evidence import Evidence
from tollbook.reconciling.findings import Draft, finding
from tollbook.reconciling.statements import Toll, claims_of, tolls, totals

NAME = "ucdp-1"
CLAUSE_DEATHS = "UCDP GED Codebook, deaths_a, deaths_b, deaths_civilians, deaths_unknown: best is their sum"
CLAUSE_RANGE = "UCDP GED Codebook, best, high, low: the range of the reports that are relied on"
CLAUSE_FATAL = (
    "UCDP GED Codebook, definition of an event: at least one direct death; other harm is not recorded"
)

RULE_UNKNOWN = "not-divided-by-the-sources"
RULE_LOWER = "the-lower-of-equal-weight"

SIDES: tuple[tuple[str, frozenset[str]], ...] = (
    ("side_a", frozenset({"<state>", "police"})),
    ("side_b", frozenset({"<against>"})),
    ("civilian", frozenset({"civilian"})),
)


def find(evidence: Evidence) -> tuple[tuple[Finding, ...], tuple[NotApplicable, ...]]:
    """Give the deaths of one incident, in all and by side; other measures are not applicable."""
    standing = evidence.standing()
    killed = [f for f in standing if f.measure == "killed" and f.unit == "person" and f.low > 0]
    others = dict.fromkeys(figure.measure for figure in standing if figure.measure != "killed")
    no_answer = tuple(NotApplicable(method=NAME, measure=m, clause=CLAUSE_FATAL) for m in others)
    reckoned = tolls(killed, frozenset())
    if not reckoned:
        return (), no_answer
    total = _draft(frozenset(), reckoned)
    drafts = [total]
    for side, marks in SIDES:
        mine = [structs.replace(f, tags=frozenset({side})) for f in killed if (f.tags | f.labels) & marks]
        known = tolls(mine, frozenset({side}))
        if known:
            drafts.append(_draft(frozenset({side}), known))
    divided = sum(draft.best or 0 for draft in drafts[1:])
    unknown = (total.best or 0) - divided
    if unknown > 0:
        drafts.append(Draft(total.kind, frozenset({"unknown"}), unknown, unknown, unknown, RULE_UNKNOWN,
                            deciding=total.deciding, kept=total.kept, follows=True))  # fmt: skip
    return tuple(finding(evidence, draft, NAME, ()) for draft in drafts), no_answer


def _draft(group: frozenset[str], reckoned: Sequence[Toll]) -> Draft:
    whole = totals(reckoned) or tuple(reckoned)
    chosen, rule = choosing.best(whole)
    if not chosen:
        chosen, rule = (min(whole, key=lambda toll: toll.low),), RULE_LOWER
    low = min(toll.low for toll in whole)
    high = max(max(toll.low, toll.high or 0) for toll in whole)
    kept = tuple(claims_of((*chosen, *whole)))
    return Draft(
        ("killed", "person"), group, low, chosen[0].low, high, rule, deciding=tuple(chosen), kept=kept
    )
