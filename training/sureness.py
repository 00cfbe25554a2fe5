"""Fit how sure the reader says it is: `python -m training.sureness`.

Takes the claims that the reader makes of `gold/dev.jsonl` (which the model never saw) and whether a reader
made a claim of that measure there too; fits slope and offset of the log odds (Platt scaling, by gradient
descent), prints them for `sureness.yaml`, and how often claims were right by how sure they are on the held-
back tenth.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import tollbook
from tollbook import languages
from tollbook.extracting.sureness import Sureness
from training.examples import held_out, rows

GOLD = Path("../shared/gold")
BINS = (0.0, 0.6, 0.75, 0.85, 0.92, 0.97, 1.0)
STEPS, RATE = 60_000, 0.02

Pairs = tuple[NDArray[np.float64], NDArray[np.float64]]


def judged(texts: list[dict[str, object]], known: Sureness) -> Pairs:
    """Give the model's log odds of each claim that it judged, and 1 where a claim of the measure is there."""
    odds, right = [], []
    for row in texts:
        for claim in tollbook.read(str(row["text"])).claims:
            if not any(rule.startswith("judge:") for rule in claim.by.rules):
                continue
            said = claim.by.confidence
            odds.append((np.log(said / (1 - said)) - known.offset) / known.slope)
            right.append(
                any(
                    claim.evidence.start < gold["end"]
                    and gold["start"] < claim.evidence.end
                    and claim.measure in gold["measure"]
                    for gold in row["claims"]  # type: ignore[attr-defined]
                )
            )
    return np.asarray(odds), np.asarray(right, np.float64)


def fit(odds: NDArray[np.float64], right: NDArray[np.float64]) -> Sureness:
    """Give the slope and offset under which what happened is likeliest."""
    slope, offset = 0.3, 0.0
    for _ in range(STEPS):
        error = 1 / (1 + np.exp(-(slope * odds + offset))) - right
        slope -= RATE * float(np.mean(error * odds))
        offset -= RATE * float(np.mean(error))
    return Sureness(round(slope, 4), round(offset, 4))


def main() -> None:
    """Fit on dev, print the numbers, and what they say of the held-back tenth."""
    known = languages.load("en", "sureness", Sureness)
    found = fit(*judged([json.loads(line) for line in (GOLD / "dev.jsonl").open(encoding="utf-8")], known))
    print(f"slope: {found.slope}\noffset: {found.offset}")
    odds, right = judged([row for row in rows(GOLD / "train.jsonl") if held_out(str(row["id"]))], known)
    said = 1 / (1 + np.exp(-(found.slope * odds + found.offset)))
    for low, high in pairwise(BINS):
        here = (said >= low) & (said < high)
        if here.any():
            told = f"said {said[here].mean():.3f}, right {right[here].mean():.3f}"
            print(f"held: {low} to {high}: {here.sum()} claims, {told}")


if __name__ == "__main__":
    main()
