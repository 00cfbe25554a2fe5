"""A fast look at every sentence: which could tell of harm, and are worth the model's time.

A sentence is looked at where it or a neighbour holds a word of harm; a linear model over its words, its
count expressions and the harm words around it then says how likely it holds a claim. The floor is low: a
sentence that is dropped here is never seen again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from msgspec import Struct

from tollbook.extracting.number_words import NumberWords
from tollbook.extracting.numbers import CountExpression, read_counts
from tollbook.text import Words

_PREFIX = 3


class HarmWords:
    """The words that tell of harm, by measure; `kill*` stands for every word that begins so."""

    def __init__(self, data: Mapping[str, Sequence[str]]) -> None:
        self._exact: dict[str, frozenset[str]] = {}
        self._stems: dict[str, list[tuple[str, str]]] = {}
        for measure, entries in data.items():
            for entry in entries:
                if entry.endswith("*"):
                    stem = entry[:-1]
                    self._stems.setdefault(stem[:_PREFIX], []).append((stem, measure))
                else:
                    self._exact[entry] = self._exact.get(entry, frozenset()) | {measure}
        self._known: dict[str, frozenset[str]] = {}

    def measures(self, word: str) -> frozenset[str]:
        """Give the measures that a lower-case word may tell of; none for most words."""
        found = self._known.get(word)
        if found is None:
            stems = self._stems.get(word[:_PREFIX], ())
            found = self._exact.get(word, frozenset()) | {
                measure for stem, measure in stems if word.startswith(stem)
            }
            if len(self._known) < 200_000:
                self._known[word] = found
        return found


class Sieve(Struct, frozen=True):
    """The linear model: the weight of each feature of a sentence, and what is asked of its log odds.

    A text is read when one of its sentences reaches `gate`; then every sentence that reaches `floor` is.
    """

    weights: Mapping[str, float]
    floor: float
    gate: float

    def odds(self, features: Iterable[str]) -> float:
        """Give the log odds that a sentence with these features holds a claim."""
        weights = self.weights
        return sum(weights[f] for f in features if f in weights)


def load_sieve(path: Path) -> Sieve:
    """Give the sieve that the training script wrote."""
    with np.load(path) as data:
        names = bytes(data["names"]).decode("utf-8").split("\n")
        weights = dict(zip(names, map(float, data["weights"]), strict=True))
        return Sieve(weights, float(data["floor"]), float(data["gate"]))


class Looked(Struct, frozen=True):
    """What the fast look gives: which sentences to read, and the count expressions in them."""

    live: Sequence[bool]
    counts: Sequence[CountExpression]


def look(
    words: Words, ranges: Sequence[tuple[int, int]], harm: HarmWords, numbers: NumberWords, sieve: Sieve
) -> Looked:
    """Say which sentences (ranges of word indices) to read."""
    live = [False] * len(ranges)
    kept: list[CountExpression] = []
    interesting = sentences_of_interest(words, ranges, harm, numbers)
    seen = [(index, sieve.odds(features), counts) for index, features, counts in interesting]
    if max((odds for _, odds, _ in seen), default=sieve.gate - 1) < sieve.gate:
        return Looked(live, kept)
    for index, odds, counts in seen:
        if odds >= sieve.floor:
            live[index] = True
            kept.extend(counts)
    return Looked(live, kept)


def sentences_of_interest(
    words: Words, ranges: Sequence[tuple[int, int]], harm: HarmWords, numbers: NumberWords
) -> Iterator[tuple[int, set[str], list[CountExpression]]]:
    """Give the sentences that hold a word of harm or stand beside one, with their features and counts."""
    lower = words.lower
    told = [frozenset().union(*map(harm.measures, lower[first:last])) for first, last in ranges]
    for index, (first, last) in enumerate(ranges):
        before = told[index - 1] if index else frozenset()
        after = told[index + 1] if index + 1 < len(told) else frozenset()
        if not (told[index] or before or after):
            continue
        counts = read_counts(words, numbers, first, last)
        around = {f"before {m}" for m in before} | {f"after {m}" for m in after}
        forms = [numbers.form(word) for word in lower[first:last]]
        yield index, features(forms, {c.kind for c in counts}, told[index]) | around, counts


def features(forms: Sequence[str], kinds: set[str], measures: Iterable[str]) -> set[str]:
    """Give what is seen of one sentence: words, pairs of words, kinds of counts, and measures told of.

    A number among the words stands for every one of its form.
    """
    found = set(forms)
    found.update(map(" ".join, pairwise(forms)))
    found.update(f"count {kind}" for kind in kinds)
    found.add("counts" if kinds else "no counts")
    for measure in measures:
        found.add(f"harm {measure}")
        found.update(f"harm {measure} {kind}" for kind in kinds)
    found.add("bias")
    return found


def nearest(words: Words, place: int, between: Iterable[int], harm: HarmWords, measure: str) -> str | None:
    """Give the word of `measure` nearest to the word at `place`, among the word indices `between`."""
    near = [i for i in between if measure in harm.measures(words.lower[i])]
    return words.lower[min(near, key=lambda i: abs(i - place))] if near else None
