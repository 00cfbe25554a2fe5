"""Dossiers as data: one JSON object an incident, or one CSV row a finding, conflict or change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from tollbook.cli.rows import csv_line, encodable, when
from tollbook.model import Change, Claim, Conflict, Dossier, Finding

COLUMNS = (
    "id", "row", "incident", "measure", "unit", "group", "low", "best", "high", "as_of", "derived", "vague",
    "method", "rule", "roots", "kind", "open", "within_report", "why", "repairs", "claims", "quotes",
    "speakers", "set_aside",
)  # fmt: skip
"""`row` says what a row is: a finding, a conflict, or a change (growth or revision) of the history."""

_ENCODER = msgspec.json.Encoder()


def json_line(dossier: Dossier) -> bytes:
    """Give a dossier as one line of JSON in UTF-8, its reports without their text."""
    shown: dict[str, Any] = msgspec.to_builtins(dossier)
    del shown["speakers"]
    for report in shown["reports"]:
        del report["text"]
    try:
        return _ENCODER.encode(shown) + b"\n"
    except UnicodeEncodeError:
        return _ENCODER.encode(encodable(shown)) + b"\n"


def csv_head() -> bytes:
    """Give the row of column names."""
    return csv_line(COLUMNS)


def csv_rows(dossier: Dossier) -> Iterator[bytes]:
    """Give a row for each finding, conflict and change; several values in one cell are joined by `|`."""
    claims = {claim.id: claim for claim in dossier.claims}
    roots = {root.id: root.name for root in dossier.roots}
    for finding in dossier.findings:
        names = [roots.get(root, root) for root in finding.roots]
        yield _row(dossier, claims, {**_of_finding(finding), "roots": "|".join(names)}, finding.claims)
    for conflict in dossier.conflicts:
        yield _row(dossier, claims, _of_conflict(conflict, claims), conflict.claims)
    for change in dossier.history:
        yield _row(dossier, claims, _of_change(change, claims), (*change.older, *change.newer))


def _of_finding(finding: Finding) -> dict[str, object]:
    return {
        "row": "finding",
        "incident": finding.incident,
        "measure": finding.measure,
        "unit": finding.unit,
        "group": "|".join(finding.group),
        "low": finding.low,
        "best": finding.best,
        "high": finding.high,
        "as_of": when(finding.as_of),
        "derived": str(finding.derived).lower(),
        "vague": str(finding.vague).lower(),
        "method": finding.method,
        "rule": finding.rule,
        "set_aside": "|".join(f"{aside.claim}: {aside.rule}" for aside in finding.set_aside),
    }


def _of_conflict(conflict: Conflict, claims: dict[str, Claim]) -> dict[str, object]:
    first = next((claims[claim] for claim in conflict.claims if claim in claims), None)
    return {
        "row": "conflict",
        "incident": first.incident if first else None,
        "measure": first.measure if first else None,
        "unit": first.unit if first else None,
        "kind": conflict.kind,
        "open": str(conflict.open).lower(),
        "within_report": str(conflict.within_report).lower(),
        "rule": conflict.rule,
        "why": conflict.why,
        "repairs": "|".join(conflict.repairs),
    }


def _of_change(change: Change, claims: dict[str, Claim]) -> dict[str, object]:
    newer = [claims[claim] for claim in change.newer if claim in claims]
    return {
        "row": "change",
        "incident": newer[0].incident if newer else None,
        "measure": change.measure,
        "unit": newer[0].unit if newer else None,
        "group": "|".join(change.group),
        "kind": change.kind,
        "as_of": when(newer[0].times.as_of) if newer else None,
    }


def _row(
    dossier: Dossier, claims: dict[str, Claim], facts: dict[str, object], of_claims: Iterable[str]
) -> bytes:
    mine = [claims[name] for name in of_claims if name in claims]
    facts |= {
        "id": dossier.id,
        "claims": "|".join(claim.id for claim in mine),
        "quotes": "|".join(claim.evidence.quote for claim in mine),
        "speakers": "|".join(claim.speaker.name if claim.speaker else "" for claim in mine),
    }
    return csv_line(tuple(facts.get(column) for column in COLUMNS))
