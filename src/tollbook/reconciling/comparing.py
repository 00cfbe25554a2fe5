"""The answers of several methods side by side, each with the claims that decided it.

Takes: a `Reconciliation` made with several methods. Gives: rows for a table.
Change this when: the comparison shows something else.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from tollbook.model import Finding, NotApplicable, Reconciliation


class Row(Struct, frozen=True):
    """One measure, unit and group of an incident.

    `cells` holds by method its finding, or the clause that denies one.
    """

    incident: str
    measure: str
    unit: str
    group: tuple[str, ...]
    cells: Mapping[str, Finding | NotApplicable | None]


def compare(reconciled: Reconciliation) -> tuple[Row, ...]:
    """Give a row for every number that any method found, in the order of the first method that found it."""
    methods = dict.fromkeys(
        [finding.method for finding in reconciled.findings]
        + [answer.method for answer in reconciled.not_applicable]
    )
    refused = {(answer.method, answer.measure): answer for answer in reconciled.not_applicable}
    found: dict[tuple[str, str, str, tuple[str, ...]], dict[str, Finding]] = {}
    for finding in reconciled.findings:
        key = (finding.incident, finding.measure, finding.unit, finding.group)
        found.setdefault(key, {})[finding.method] = finding
    return tuple(
        Row(*key, cells={name: mine.get(name) or refused.get((name, key[1])) for name in methods})
        for key, mine in found.items()
    )
