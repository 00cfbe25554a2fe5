"""Measure how well copies are found: `python -m quality.copies [SEED]`.

Copies are made from one report of each incident of `../shared/bench/gva.jsonl.gz`: paragraphs are cut, put
in another order and attributed to somebody else. A pair of reports is right if both come from one original,
pairs of different incidents are false. Prints one JSON object.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections import Counter
from typing import Any

from quality.figures import rows

from tollbook.linking.copies import copies, families
from tollbook.model import Report
from tollbook.reading import Given, from_text

COPIES = 3
"""Copies of each original."""

SHORTEST = 60
"""Originals of fewer words are left out: what is left of them after cutting is no text."""

_SAYING = re.compile(
    r"\b(police|officials|authorities|deputies|investigators|witnesses|sheriff) (said|say|told)\b", re.I
)
_VOICES = (
    "the mayor's office said",
    "a spokeswoman told",
    "hospital staff said",
    "the governor said",
    "residents told",
)
_CREDITS = ("", "(AP) - ", "(Reuters) - ", "By our correspondent\n", "MARROWBY (Coast Wire) - ")


def made_copy(text: str, chance: random.Random) -> str:
    """Give a copy of a text: a part of its paragraphs, now and then in another order, attributed anew."""
    parts = [part for part in text.split("\n") if part.strip()]
    if len(parts) < 4:
        parts = re.split(r"(?<=[.!?])\s+", text)
    kept = [part for part in parts if chance.random() < chance.choice((0.5, 0.7, 0.9))] or parts[:2]
    if chance.random() < 0.5:
        chance.shuffle(kept)
    again = [_SAYING.sub(lambda _: chance.choice(_VOICES), part) for part in kept]
    return chance.choice(_CREDITS) + "\n".join(again)


def a_report(name: str, text: str) -> Report:
    """Give a text as it is read from a file, its furniture marked."""
    report, _ = from_text(text, Given(id=name))
    assert report is not None
    return report


def originals(data: list[dict[str, Any]]) -> list[Report]:
    """Give the first report of each incident; a text that stands under two incidents is taken once."""
    found: dict[str, Report] = {}
    for row in data:
        text = str(row["reports"][0]["text"])
        if len(text.split()) >= SHORTEST:
            found.setdefault(text, a_report(str(row["id"]), text))
    return list(found.values())


def measure(data: list[dict[str, Any]], seed: int) -> dict[str, float]:
    """Give the share of copy pairs found and of other pairs taken for copies."""
    chance = random.Random(seed)
    sources = originals(data)
    made = list(sources)
    for source in sources:
        for number in range(COPIES):
            text = made_copy(source.text, chance)
            made.append(a_report(f"{source.id}/{number}", text))
    chance.shuffle(made)
    started = time.perf_counter()
    head = families(made, copies(made))
    seconds = time.perf_counter() - started
    families_of: dict[str, Counter[str]] = {}
    for report in made:
        families_of.setdefault(head[report.id], Counter())[report.id.split("/")[0]] += 1
    right = sum(n * (n - 1) // 2 for family in families_of.values() for n in family.values())
    said = sum(n * (n - 1) // 2 for n in (sum(family.values()) for family in families_of.values()))
    wanted = len(sources) * (COPIES + 1) * COPIES // 2
    others = len(made) * (len(made) - 1) // 2 - wanted
    return {
        "originals": len(sources),
        "pairs": wanted,
        "found": round(right / wanted, 4),
        "false": said - right,
        "false in 1000 of those said": round(1000 * (said - right) / max(1, said), 3),
        "false in 1000 other pairs": round(1000 * (said - right) / others, 6),
        "reports a second": round(len(made) / seconds),
    }


if __name__ == "__main__":
    seed = int(sys.argv[1]) if sys.argv[1:] else 1
    print(json.dumps(measure(rows("bench/gva.jsonl.gz"), seed)))
