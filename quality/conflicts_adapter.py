"""Annotated claims as claims of Tollbook, so that reconciling is measured apart from reading.

    python -m quality.conflicts_adapter PREDICTIONS.jsonl

writes what reconciling makes of the annotated texts in `../shared/gold/conflicts.text.jsonl`;

    ../shared/score.py conflicts ../shared/gold/conflicts.text.jsonl PREDICTIONS.jsonl

compares it with what careful readers saw. Of every field the first accepted answer is taken; as-of is the
publication; an extent that nobody annotated is `unclear`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import msgspec

from tollbook.linking import roots
from tollbook.model import Attribution, By, Claim, Count, Incident, Report, Span
from tollbook.reconciling import Case, reconcile

GOLD = Path(__file__).parents[2] / "shared" / "gold"
MAIN = "evt_1"
DATES = ("%Y-%m-%d", "%m/%d/%Y", "%B %d, %Y")


def case(text: dict[str, Any]) -> Case:
    """Give one annotated text as a case of one report; every claim about the event is of one incident."""
    report = Report(
        id=text["id"],
        text=text["text"],
        outlet=text["outlet"],
        published=published(text["published"]),
        checksum=text["sha256"],
        language="en",
    )
    claims = tuple(_claim(text["id"], claim) for claim in text["claims"])
    return Case(
        reports=(report,), claims=claims, incidents=(Incident(id=MAIN),), roots=roots([report], claims)
    )


def published(stated: str | None) -> str | None:
    """Give a publication date in ISO 8601, or `None` where it cannot be read."""
    for form in DATES:
        try:
            return datetime.strptime(stated or "", form).date().isoformat()
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(stated or "").isoformat()
    except ValueError:
        return None


def _claim(text: str, facts: dict[str, Any]) -> Claim:
    low, high = facts["bounds"][0]
    speaker, scope = facts["speaker"][0], facts["scope"][0]
    return Claim(
        id=f"{text}#{facts['id']}",
        report=text,
        measure=facts["measure"][0],
        unit=facts["unit"][0],
        group=tuple(facts["group"][0]),
        count=Count(low=low, high=high, approx=facts["approx"], vague=facts["vague"], text=facts["quote"]),
        extent=facts.get("extent") or "unclear",
        status=facts["status"][0],
        scope=scope,
        speaker=Attribution(id=f"spk_{speaker}", name=speaker) if speaker else None,
        via=facts["via"][0],
        part_of=f"{text}#{facts['part_of']}" if facts["part_of"] else None,
        incident=MAIN,
        evidence=Span(start=facts["start"], end=facts["end"], quote=facts["quote"]),
        by=By(rules=("annotated",), confidence=1.0),
    )


def texts(*names: str) -> Iterator[dict[str, Any]]:
    """Give the annotated texts of gold files, by name without ending."""
    for name in names:
        with (GOLD / f"{name}.jsonl").open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def main(target: Path) -> None:
    """Reconcile every text that is annotated for conflicts, and write one line each."""
    wanted = {text["id"] for text in texts("conflicts.text")}
    with target.open("w", encoding="utf-8") as out:
        for text in texts("dev", "train"):
            if text["id"] in wanted:
                made = case(text)
                answer = msgspec.to_builtins(reconcile(made))
                answer |= {
                    "id": text["id"],
                    "claims": msgspec.to_builtins(made.claims),
                    "incidents": [{"id": MAIN}],
                }
                out.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
