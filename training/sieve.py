"""Train the sieve that says which sentences the model reads: `python -m training.sieve [READINGS.jsonl …]`.

Logistic regression by AdaGrad over the features of `tollbook.extracting.scan`; a sentence with a required
claim weighs three times one with an optional claim. Writes `sieve.npz`; prints what it keeps of the held-
back tenth.
"""

from __future__ import annotations

import math
import random
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from tollbook import languages
from tollbook.extracting.mentions import sentence_ranges
from tollbook.extracting.number_words import NumberWords, number_words
from tollbook.extracting.numbers import read_counts
from tollbook.extracting.scan import HarmWords, features, sentences_near_harm
from tollbook.text import words
from training.examples import held_out, rows

LANGUAGE = Path("src/tollbook/languages/en")
SHARED = Path("../shared")
FLOOR = -4.2
GATE = -1.0
RAREST = 3
SIZE = 0.15
EPOCHS = 8

Sentence = tuple[list[str], int, int]


def sentences_of(row: dict[str, object], harm: HarmWords, numbers: NumberWords) -> list[Sentence]:
    """Give the sentences of interest: features, 0 no claim / 1 optional / 2 required, number of words."""
    text = str(row["text"])
    text_words = words(text)
    ranges = sentence_ranges(text, text_words)
    places: dict[int, int] = {}
    for claim in row.get("claims") or []:  # type: ignore[attr-defined]
        word = text_words.at(claim["start"])
        places[word] = max(places.get(word, 0), 1 if claim["optional"] else 2)
    return [
        (
            sorted(features(near, {c.kind for c in read_counts(text_words, numbers, first, last)})),
            max((v for w, v in places.items() if first <= w < last), default=0),
            last - first,
        )
        for near in sentences_near_harm(text_words, ranges, harm, numbers)
        for first, last in [ranges[near.index]]
    ]


def fit(sentences: list[Sentence]) -> dict[str, float]:
    """Give the weight of each feature that is not rare."""
    seen = Counter(name for names, _, _ in sentences for name in names)
    weights = {name: 0.0 for name, n in seen.items() if n >= RAREST}
    squares = dict.fromkeys(weights, 1e-6)
    draw = random.Random(0)
    for _ in range(EPOCHS):
        draw.shuffle(sentences)
        for names, label, _ in sentences:
            known = [name for name in names if name in weights]
            odds = max(-30.0, min(30.0, sum(weights[name] for name in known)))
            error = (1 / (1 + math.exp(-odds)) - float(label > 0)) * (3.0 if label == 2 else 1.0)
            for name in known:
                slope = error + 1e-4 * weights[name]
                squares[name] += slope * slope
                weights[name] -= SIZE * slope / math.sqrt(squares[name])
    return {name: value for name, value in weights.items() if abs(value) > 0.03}


def main() -> None:
    """Train, print what is kept of the held-back part, and write `sieve.npz`."""
    harm = HarmWords(languages.load(LANGUAGE.name, "harm", dict[str, list[str]]))
    numbers = number_words(LANGUAGE.name)
    texts = [(held_out(r["id"]), r) for r in rows(SHARED / "gold" / "train.jsonl")]
    texts += [(held_out(r["id"] + "h"), r) for r in rows(SHARED / "bench" / "harmless.jsonl.gz")]
    train = [s for held, row in texts if not held for s in sentences_of(row, harm, numbers)]
    for row in (row for name in sys.argv[1:] for row in rows(Path(name))):
        train += sentences_of(row, harm, numbers)
    weights = fit(train)
    for name, part in (
        ("held", [r for h, r in texts if h]),
        ("dev", list(rows(SHARED / "gold" / "dev.jsonl"))),
    ):
        found = [s for row in part for s in sentences_of(row, harm, numbers)]
        kept = [(sum(weights.get(f, 0.0) for f in names) >= FLOOR, label, n) for names, label, n in found]
        required = [k for k, label, _ in kept if label == 2]
        total = sum(len(words(str(row["text"]))) for row in part)
        print(
            f"{name}: sentences with a required claim kept {sum(required)} of {len(required)},",
            f"words kept {sum(n for k, _, n in kept if k) / total:.3f}",
        )
    names = sorted(weights)
    np.savez_compressed(
        LANGUAGE / "model" / "sieve.npz",
        names=np.frombuffer("\n".join(names).encode(), np.uint8),
        weights=np.array([weights[n] for n in names], np.float16),
        floor=np.float32(FLOOR),
        gate=np.float32(GATE),
    )


if __name__ == "__main__":
    main()
