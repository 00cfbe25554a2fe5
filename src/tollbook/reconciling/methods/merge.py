"""The method `merge-0`: the sum of the parts of one sentence, else the largest asserted event figure.

Takes: reports, their claims and incidents. Gives: findings.
Change this when: never; it is the plain merge that the method `plain` is measured against.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from tollbook.model import Claim, Finding, Incident, Report
from tollbook.reconciling.vague import least

NAME = "merge-0"
RULE_SUM = "sum-of-one-sentence"
RULE_LARGEST = "largest-asserted"
NO_FINDINGS = frozenset({"launched", "intercepted"})
"""Measures that stay somebody's claim and never become a finding (design 5 and 8)."""

_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘(\[]*[A-Z0-9])|\n+")

Key = tuple[str, str, tuple[str, ...]]
"""Measure, unit and group of a finding."""

Ends = dict[str, list[int]]
"""Where the sentences of each report end."""


def merge(
    reports: Sequence[Report], claims: Sequence[Claim], incidents: Sequence[Incident]
) -> tuple[Finding, ...]:
    """Give one finding for each measure, unit and group of each incident, the main incident's first."""
    ends = {report.id: [m.end() for m in _SENTENCE_END.finditer(report.text)] for report in reports}
    order = [incident.id for incident in incidents] or ["evt_1"]
    members: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.status == "asserted" and claim.scope == "event" and claim.measure not in NO_FINDINGS:
            members[claim.incident or order[0]].append(claim)
    return tuple(
        finding
        for incident in [*order, *(other for other in members if other not in order)]
        for finding in _of_incident(incident, members.get(incident, []), ends)
    )


def _of_incident(incident: str, claims: Iterable[Claim], ends: Ends) -> Iterable[Finding]:
    """Give the findings of one incident, totals before groups."""
    kinds: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        kinds[claim.measure, claim.unit].append(claim)
    for (measure, unit), members in kinds.items():
        yield _total(incident, members, ends)
        for tag in sorted({tag for claim in members for tag in claim.group if len(claim.group) == 1}):
            tagged = [claim for claim in members if claim.group == (tag,)]
            top = max(tagged, key=lambda claim: least(claim.count))
            yield _finding(incident, (measure, unit, (tag,)), [top], RULE_LARGEST)


def _total(incident: str, claims: list[Claim], ends: Ends) -> Finding:
    """Give the total: the largest figure, or the sum of one sentence's parts where that is larger."""
    sentences: defaultdict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        sentences[claim.report, bisect_right(ends.get(claim.report, []), claim.evidence.start)].append(claim)
    sums = [
        members
        for members in map(_parts, sentences.values())
        if len(members) > 1 and len({claim.group for claim in members}) == len(members)
    ]
    largest = max(([claim] for claim in claims), key=_worth)
    best_sum = max(sums, key=_worth, default=largest)
    key = (claims[0].measure, claims[0].unit, ())
    if _worth(best_sum) > _worth(largest):
        return _finding(incident, key, best_sum, RULE_SUM)
    return _finding(incident, key, largest, RULE_LARGEST)


def _parts(claims: list[Claim]) -> list[Claim]:
    """Give the claims of a sentence that are added up: no part of another, no total beside."""
    own = [claim for claim in claims if claim.part_of is None]
    return [claim for claim in own if claim.group] if all(claim.group for claim in own) else []


def _worth(claims: Sequence[Claim]) -> int:
    return sum(least(claim.count) for claim in claims)


def _finding(incident: str, key: Key, claims: Sequence[Claim], rule: str) -> Finding:
    measure, unit, group = key
    value = _worth(claims)
    digest = hashlib.blake2b(
        "\x1f".join([incident, measure, unit, *group, NAME]).encode(), digest_size=8
    ).hexdigest()
    return Finding(
        id=f"fnd_{digest}",
        incident=incident,
        measure=measure,
        unit=unit,
        group=group,
        low=value,
        best=value,
        high=value,
        roots=tuple(dict.fromkeys(claim.root for claim in claims if claim.root)),
        claims=tuple(claim.id for claim in claims),
        derived=len(claims) > 1,
        vague=any(claim.count.vague is not None for claim in claims),
        method=NAME,
        rule=rule,
    )
