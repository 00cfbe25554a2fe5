"""What hangs on each claim: how far an end of a range would move if it alone were rejected.

It is worked out of the figures on which a range rests, without concluding anew: where only one claim bears an
end, that end moves to the next figure; where a range rests on one claim alone, it goes altogether.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from tollbook.ledger import lines
from tollbook.ledger.lines import Line
from tollbook.model import Claim, Conflict, Finding, Reconciliation


def rows(connection: Connection, current: Sequence[Line]) -> list[dict[str, Any]]:
    """Give a row for each claim that a range of the first method rests on, or that a conflict names."""
    used = [name for line in current for name in line.body.inputs]
    claims = {
        line.entry.id: line for line in lines.by_id(connection, used).values() if line.entry.type == "claim"
    }
    made = []
    for line in current:
        told = [claims[name].noun(Claim) for name in line.body.inputs if name in claims]
        made += _rows(line, {claim.id: claim for claim in told})
    return made


def change(finding: Finding, name: str, claims: Iterable[Claim]) -> int:
    """Give how far an end of a finding moves without the claim of that id, by the claims that it rests on."""
    rest = [claim for claim in claims if claim.id != name]
    given = [claim for claim in claims if claim.id == name]
    top = finding.low if finding.high is None else finding.high
    if not rest:
        return max(finding.low, top)
    lows = [claim.count.low for claim in rest if claim.count.low is not None]
    highs = [claim.count.high for claim in rest if claim.count.high is not None]
    moved = 0
    for claim in given:
        if claim.count.low == finding.low and finding.low not in lows:
            moved = max(
                moved, min((low for low in lows if low > finding.low), default=finding.low) - finding.low
            )
        if claim.count.high == finding.high and finding.high is not None and finding.high not in highs:
            moved = max(moved, top - max((high for high in highs if high < top), default=top))
    return moved


def _rows(line: Line, claims: dict[str, Claim]) -> list[dict[str, Any]]:
    said = line.noun(Reconciliation)
    first = said.findings[0].method if said.findings else None
    changes: dict[str, tuple[int, str | None]] = {}
    for finding in said.findings:
        if finding.method != first:
            continue
        kept = [claims[name] for name in finding.claims if name in claims]
        for claim in kept:
            moved = change(finding, claim.id, kept)
            if moved > changes.get(claim.id, (-1, None))[0]:
                changes[claim.id] = (moved, finding.id)
    at_odds: dict[str, Conflict] = {}
    for conflict in sorted(said.conflicts, key=lambda each: not each.open):
        for name in conflict.claims:
            at_odds.setdefault(name, conflict)
    return [
        {
            "incident": line.subject,
            "claim": name,
            "seq": line.entry.seq,
            "change": changes.get(name, (0, None))[0],
            "finding": changes.get(name, (0, None))[1],
            "conflict": at_odds[name].id if name in at_odds else None,
            "open": name in at_odds and at_odds[name].open,
        }
        for name in sorted(changes.keys() | (at_odds.keys() & claims.keys()))
    ]
