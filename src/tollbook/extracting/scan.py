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


class Sieve:
    """The linear model: the weight of each feature of a sentence, and what is asked of its log odds.

    A text is read when one of its sentences reaches `gate`; then every sentence that reaches `floor` is.
    """

    def __init__(self, weights: Mapping[str, float], floor: float, gate: float) -> None:
        self.weights = weights
        self.floor = floor
        self.gate = gate
        measures = {name.split(" ")[1] for name in weights if name.startswith("harm ")}
        own = {f"{first} {m}" for first in ("before", "after", "harm", "count") for m in measures}
        own |= {"bias", "counts", "no counts"}
        # A word or pair that reads like a feature of the sieve's own must not lower the bound twice.
        said = {name: w for name, w in weights.items() if w > 0 or name not in own}
        self._words = {name: w for name, w in said.items() if " " not in name}
        self._pairs: dict[str, dict[str, float]] = {}
        for name, weight in said.items():
            first, _, second = name.partition(" ")
            if second:
                self._pairs.setdefault(first, {})[second] = weight
        self._told = {m: weights.get(f"harm {m}", 0.0) + self._most(f"harm {m} ") for m in measures}
        counted = weights.get("counts", 0.0) + self._most("count ")
        self._any = weights.get("bias", 0.0) + max(counted, weights.get("no counts", 0.0))

    def _most(self, beginning: str) -> float:
        return sum(w for name, w in self.weights.items() if w > 0 and name.startswith(beginning))

    def odds(self, features: Iterable[str]) -> float:
        """Give the log odds that a sentence with these features holds a claim."""
        weights = self.weights
        return sum(weights[f] for f in features if f in weights)

    def at_most(self, forms: Sequence[str], told: Iterable[str], around: Iterable[str]) -> float:
        """Give what `odds` cannot exceed, whatever counts a sentence holds; far cheaper than to know them."""
        known, pairs, weights = self._words, self._pairs, self.weights
        found = self._any + sum(known[form] for form in set(forms) if form in known)
        for first, second in set(pairwise(forms)):
            if first in pairs:
                found += pairs[first].get(second, 0.0)
        found += sum(self._told[measure] for measure in told if measure in self._told)
        return found + sum(weights[name] for name in around if name in weights)


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
    near = list(sentences_near_harm(words, ranges, harm, numbers))
    most = [sieve.at_most(each.forms, each.told, each.around) for each in near]
    if max(most, default=sieve.gate - 1) < sieve.gate:
        return Looked(live, kept)
    hopeful = [each for each, odds in zip(near, most, strict=True) if odds >= sieve.floor]
    seen = [(each, read_counts(words, numbers, *ranges[each.index])) for each in hopeful]
    odds = [sieve.odds(features(each, {c.kind for c in counts})) for each, counts in seen]
    if max(odds, default=sieve.gate - 1) < sieve.gate:
        return Looked(live, kept)
    for (each, counts), reached in zip(seen, odds, strict=True):
        if reached >= sieve.floor:
            live[each.index] = True
            kept.extend(counts)
    return Looked(live, kept)


class Near(Struct, frozen=True):
    """A sentence that holds a word of harm or stands beside one: its words by their form, and the measures.

    `told` are the measures that it tells of itself, `around` the features of the sentences beside it.
    """

    index: int
    forms: Sequence[str]
    told: frozenset[str]
    around: frozenset[str]


def sentences_near_harm(
    words: Words, ranges: Sequence[tuple[int, int]], harm: HarmWords, numbers: NumberWords
) -> Iterator[Near]:
    """Give the sentences that hold a word of harm or stand beside one, in order."""
    lower = words.lower
    of_harm = {word: measures for word in set(lower) if (measures := harm.measures(word))}
    if not of_harm:
        return
    told = [
        frozenset[str]().union(*(of_harm[word] for word in lower[first:last] if word in of_harm))
        for first, last in ranges
    ]
    for index, (first, last) in enumerate(ranges):
        before = told[index - 1] if index else frozenset[str]()
        after = told[index + 1] if index + 1 < len(told) else frozenset[str]()
        if told[index] or before or after:
            around = frozenset({f"before {m}" for m in before} | {f"after {m}" for m in after})
            yield Near(index, [numbers.form(word) for word in lower[first:last]], told[index], around)


def features(near: Near, kinds: set[str]) -> set[str]:
    """Give what is seen of one sentence: words, pairs of words, kinds of counts, and measures told of.

    A number among the words stands for every one of its form.
    """
    found = set(near.forms) | near.around
    found.update(map(" ".join, pairwise(near.forms)))
    found.update(f"count {kind}" for kind in kinds)
    found.add("counts" if kinds else "no counts")
    for measure in near.told:
        found.add(f"harm {measure}")
        found.update(f"harm {measure} {kind}" for kind in kinds)
    found.add("bias")
    return found


def nearest(words: Words, place: int, between: Iterable[int], harm: HarmWords, measure: str) -> str | None:
    """Give the word of `measure` nearest to the word at `place`, among the word indices `between`."""
    near = [i for i in between if measure in harm.measures(words.lower[i])]
    return words.lower[min(near, key=lambda i: abs(i - place))] if near else None
