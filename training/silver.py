"""Read the benchmark texts with the present model, and keep those where it agrees with their coded figures.

`python -m training.silver OUT.jsonl`: one annotated text a line, for `python -m training.train
--silver OUT.jsonl`. The figures of a set are no annotation, but a reading that gives the same figures is
nearly always right; what is learned from such a text is only what is counted and how far the words reach.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tollbook.extracting import extract
from tollbook.model import Claim, Report
from training.examples import held_out, rows

SHARED = Path("../shared")
SIZES = {"satp": 2400, "gva": 500, "muc": 400, "airwars": 150}


def texts() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the benchmark texts that may be learned from: a tenth of each set is held back."""
    bench = SHARED / "bench"
    for row in rows(bench / "satp.jsonl.gz"):
        if row["killed"] or row["injured"] or held_out(row["id"] + "z"):
            yield "satp", row
    for row in rows(bench / "gva.jsonl.gz"):
        for report in row["reports"][:2]:
            yield "gva", {**report, "id": row["id"], "killed": row["killed"], "injured": row["injured"]}
    for row in rows(bench / "muc.dev.jsonl.gz"):
        yield "muc", row
    for row in rows(bench / "airwars.jsonl.gz"):
        yield "airwars", row


def agrees(source: str, row: dict[str, Any], claims: tuple[Claim, ...]) -> bool:
    """Tell whether what was read gives the coded figures of the text."""
    if source == "muc":
        want = sorted(str(n) for item in row["items"] if not item["optional"] for n in item["numbers"][:1])
        got = {str(_number(c)) for c in claims if c.measure in ("killed", "injured", "critical")}
        return bool(want) and all(n in got for n in want) and len(got) <= len(want) + 2
    for measure in ("killed", "injured"):
        coded = row.get(measure)
        if coded is None:
            continue
        low, high = coded if isinstance(coded, list) else (int(coded), int(coded))
        if not low <= _total(claims, measure) <= high:
            return False
    return True


def _number(claim: Claim) -> list[object]:
    low, high = claim.count.low, claim.count.high
    if claim.count.vague:
        return ["plural", None, None]
    return (
        ["exact", low, high]
        if low == high
        else ["atleast", low, None]
        if high is None
        else ["range", low, high]
    )


def _total(claims: tuple[Claim, ...], measure: str) -> int:
    """Give the largest figure of a measure, or the sum of whole single figures where that is larger."""
    wanted = ("injured", "critical", "hospitalised") if measure == "injured" else (measure,)
    figures = [
        c.count.low or 0 for c in claims if c.measure in wanted and c.scope == "event" and c.part_of is None
    ]
    once = {
        (c.count.low, c.group, c.evidence.quote.lower())
        for c in claims
        if c.measure in wanted and c.part_of is None
    }
    return max([0, *figures, sum(low or 0 for low, _, _ in once)]) if len(once) <= 3 else max([0, *figures])


def annotated(id_: str, text: str, claims: tuple[Claim, ...]) -> dict[str, Any]:
    """Give a text with the claims read in it, in the form of the training set."""
    return {"id": id_, "text": text, "claims": [_row(i, claim) for i, claim in enumerate(claims)]}


def _row(index: int, claim: Claim) -> dict[str, Any]:
    return {
        "id": index,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "measure": [claim.measure],
        "bounds": [[claim.count.low, claim.count.high]],
        "vague": claim.count.vague,
        "group": [list(claim.group)],
        "scope": [claim.scope],
        "status": [claim.status],
        "speaker": [""],
        "via": [None],
        "part_of": None,
        "optional": claim.by.rules[0] == "count:bare",
    }


def main() -> None:
    """Write the texts on which model and coders agree."""
    draw = random.Random(11)
    chosen: dict[str, list[dict[str, Any]]] = {}
    found = list(texts())
    draw.shuffle(found)
    tried: dict[str, int] = {}
    for source, row in found:
        kept = chosen.setdefault(source, [])
        if held_out(str(row["id"])) or len(kept) >= SIZES[source]:
            continue
        tried[source] = tried.get(source, 0) + 1
        claims = extract(Report(id=str(row["id"]), text=row["text"], language="en", checksum="")).claims
        sure = all(not 0.3 < c.by.confidence < 0.7 for c in claims)
        if sure and agrees(source, row, claims):
            kept.append(annotated(f"{source}-{row['id']}", row["text"], claims))
    print({source: (len(kept), tried[source]) for source, kept in chosen.items()}, file=sys.stderr)
    with Path(sys.argv[1]).open("w", encoding="utf-8") as out:
        for kept in chosen.values():
            out.writelines(json.dumps(row) + "\n" for row in kept)


if __name__ == "__main__":
    main()
