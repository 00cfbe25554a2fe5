"""Which earlier events a new one is compared with, found by index at a cost that does not grow with them.

Takes: sketches. Gives: how rare their words are, and for a sketch the numbers of the likeliest others.
Change this when: two reports on one incident never meet.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping

from tollbook.linking.sketch import PERMUTATIONS, Sketch

PRIOR = 200
"""Reports that are taken for read before the first one, so that no word is common in a young collection."""

KEPT = 64
"""How many of the latest events are kept under one key: what more share says little."""

ASKED = 48
"""How many keys of a sketch are looked up, the rarest first."""

LIMIT = 24
"""How many others a sketch is compared with."""

BAND = 4
"""Rows of a MinHash signature that must all agree."""

_COPY = 4.0


class Rarity:
    """How rare words are among the reports so far: 1 where never seen, near 0 where always."""

    def __init__(self, reports: int = 0, holding: Mapping[str, int] | None = None) -> None:
        """Begin with so many reports, and how many of them hold each word; with none by default."""
        self._reports = reports
        self._holding = Counter(holding)

    def learn(self, sketch: Sketch) -> None:
        """Count the words and pairs of one more report."""
        self._reports += 1
        self._holding.update(counted(sketch))

    def count(self, word: str) -> int:
        """Give how many reports hold a word, pair or town."""
        return self._holding[word]

    def __call__(self, word: str) -> float:
        """Give the rarity of a word or pair, 0 to 1."""
        seen = self._reports + PRIOR
        return math.log(seen / (self._holding[word] + 0.5)) / math.log(2 * seen)


def place_key(town: str) -> str:
    """Give the name under which the rarity of a town is counted, apart from that of the word."""
    return f"in {town}"


class Index:
    """The events seen so far under their words, pairs of names, places and days, and signatures."""

    def __init__(self, rarity: Rarity, under: Mapping[str, Iterable[int]] | None = None) -> None:
        """Begin with the events that are under each key already; with none by default."""
        self._rarity = rarity
        self._under = {key: deque(numbers, maxlen=KEPT) for key, numbers in (under or {}).items()}

    def add(self, number: int, sketch: Sketch) -> None:
        """Put an event under its keys."""
        for key in keys(sketch):
            self._under.setdefault(key, deque(maxlen=KEPT)).append(number)

    def under(self, key: str) -> tuple[int, ...]:
        """Give the numbers of the latest events under a key."""
        return tuple(self._under.get(key, ()))

    def near(self, sketch: Sketch) -> list[int]:
        """Give the numbers of the likeliest others, at most LIMIT, the likeliest first."""
        rare = self._rarity
        known = [key for key in (*sketch.words, *sketch.pairs) if key in self._under]
        ranked = sorted(((rare(key), key) for key in known), reverse=True)
        found: defaultdict[int, float] = defaultdict(float)
        for weight, key in ranked[:ASKED]:
            for number in self._under.get(key, ()):
                found[number] += weight**2
        for key in _spots(sketch):
            for number in self._under.get(key, ()):
                found[number] += 1
        for key in _bands(sketch):
            for number in self._under.get(key, ()):
                found[number] += _COPY
        return [number for number, _ in sorted(found.items(), key=lambda item: (-item[1], -item[0]))[:LIMIT]]


def counted(sketch: Sketch) -> tuple[str, ...]:
    """Give the words, pairs and towns of a report by which `Rarity` counts it."""
    return (*sketch.words, *sketch.pairs, *map(place_key, sketch.spots))


def keys(sketch: Sketch) -> tuple[str, ...]:
    """Give the keys under which `Index` puts an event, each once."""
    return (*sketch.words, *sketch.pairs, *_bands(sketch), *_spots(sketch))


def _bands(sketch: Sketch) -> Iterator[str]:
    for row in range(0, PERMUTATIONS if sketch.copy else 0, BAND):
        yield f"copy {row} {sketch.copy[row : row + BAND]}"


def _spots(sketch: Sketch) -> Iterator[str]:
    """Give a key for the event's town on each of its days."""
    if sketch.days:
        for town in sketch.spots:
            for day in {*sketch.days}:
                yield f"spot {town} {day}"
