"""Which place a name means: by what the words say it is, the country, the other places of the report, its size.

Takes the candidates of a text; sets in each the place chosen, and gives for each the others and the reason.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from tollbook.extracting.places.gazetteer import Entry, Gazetteer, Kind
from tollbook.extracting.places.mentions import Candidate, Reading
from tollbook.extracting.places.words import PlaceWords

ENOUGH = 2.0
"""Evidence from which on a name counts as a place."""

_MOST = 40
_NEAR_KM = 120.0
_KIND_BONUS = {Kind.TOWN: 1.5, Kind.ADMIN1: 0.8, Kind.ADMIN2: 0.0, Kind.COUNTRY: 3.0, Kind.QUARTER: 0.5, Kind.LANDMARK: 1.0}


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Give the distance in km of two positions (latitude, longitude, in degrees) on a sphere."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


class Resolver:
    """The state of resolving one text: its candidates and the countries and divisions that it names."""

    def __init__(
        self, reading: Reading, found: list[Candidate], words: PlaceWords, index: Gazetteer, countries: Iterable[int] = ()
    ) -> None:
        self.reading = reading
        self.found = found
        self.words = words
        self.index = index
        self.countries: Counter[int] = Counter()
        for country in countries:
            self.countries[country] += 2
        for candidate in found:
            if candidate.country:
                self.countries[candidate.country] += 1
        for token in reading.tokens:
            if token.capital and token.form in words.homes:
                self.countries[words.homes[token.form]] += 2
        self.anchors: list[Entry] = []
        self.areas: set[int] = set()

    def run(self) -> list[Candidate]:
        """Choose a place for every candidate that names one; gives these in text order."""
        self._share_kinds()
        self._find_holders()
        for _ in range(2):
            for candidate in self.found:
                candidate.chosen = self._choose(candidate)
            self._settle()
        return [c for c in self.found if self._is_place(c)]

    def _share_kinds(self) -> None:
        """In "Khost and Kandahar provinces" the last word says what every name of the list is."""
        for left, right in zip(reversed(self.found[:-1]), reversed(self.found[1:]), strict=True):
            gap = self.reading.text[left.end : right.start]
            listed = gap.strip(" \n") in (",", "and", ", and", "or", "&", "/")
            if listed and right.kinds and not left.kinds and self.reading.tokens[right.last].form.endswith("s"):
                left.kinds = right.kinds
                left.evidence += 2.0

    def _find_holders(self) -> None:
        """In "X, Y", "X in Y", "X of Y" and "X (Y)" the second place holds the first, if it can."""
        for number, (left, right) in enumerate(zip(self.found, self.found[1:], strict=False)):
            gap = self.reading.text[left.end : right.start].lower().strip(" ,\n\u00a0")
            words = set(gap.replace("-", " ").split())
            if len(gap) < 45 and "." not in gap and ";" not in gap and words <= _HOLDING | set(self.words.directions) | set(self.words.kinds):
                left.holder = number + 1

    def _choose(self, candidate: Candidate) -> int:
        if candidate.country:
            return candidate.country
        ranked = sorted(candidate.ids[:_MOST], key=lambda n: -self.score(candidate, n))
        return ranked[0] if ranked else 0

    def score(self, candidate: Candidate, number: int) -> float:
        """Say how well a place fits a name where it stands; only differences mean something."""
        entry = self.index.entry(number)
        score = 0.8 * math.log10(entry.population + 10)
        if candidate.kinds:
            score += 6.0 if entry.kind in candidate.kinds else -1.0
        else:
            score += _KIND_BONUS.get(entry.kind, 0.0)
        score += 0.5 if number == candidate.ids[0] else 0.0
        if self.countries:
            share = self.countries[entry.country] / max(self.countries.values())
            score += 4.0 * math.sqrt(share)
        chain = self.index.within(number)
        if candidate.holder is not None and self._holds(self.found[candidate.holder], chain):
            score += 6.0
        score += 3.0 if self.areas.intersection(chain) - {entry.country} else 0.0
        return score + self._nearness(entry)

    def _holds(self, holder: Candidate, chain: Sequence[int]) -> bool:
        return any(number in chain for number in ((holder.country,) if holder.country else holder.ids[:_MOST]))

    def _nearness(self, entry: Entry) -> float:
        if entry.lat is None or entry.lon is None or not self.anchors:
            return 0.0
        here = (entry.lat, entry.lon)
        near = sum(
            1 for a in self.anchors
            if a.number != entry.number and a.lat is not None and a.lon is not None
            and distance_km(here, (a.lat, a.lon)) < _NEAR_KM
        )  # fmt: skip
        return 3.0 * near / len(self.anchors)

    def _settle(self) -> None:
        """Remember the places and divisions that are beyond doubt so far: they speak for their neighbours."""
        self.anchors = []
        for candidate in self.found:
            if not candidate.chosen or candidate.country or not self._is_place(candidate):
                continue
            entry = self.index.entry(candidate.chosen)
            self.countries[entry.country] += 1
            if len(self.anchors) < 12:
                self.anchors.append(entry)
            if entry.kind in (Kind.ADMIN1, Kind.ADMIN2):
                self.areas.add(entry.number)

    def _is_place(self, candidate: Candidate) -> bool:
        """Whether a candidate is meant as a place at all."""
        if candidate.country:
            return True
        if not candidate.chosen:
            return bool(candidate.kinds) and candidate.evidence >= ENOUGH
        entry = self.index.entry(candidate.chosen)
        score = candidate.evidence
        if entry.kind is Kind.ADMIN1 or entry.population > 1_000_000:
            score += 1.0
        if entry.population > 100_000 or entry.kind in (Kind.QUARTER, Kind.LANDMARK):
            score += 0.5
        if self.countries[entry.country]:
            score += 1.0
        if candidate.holder is not None and self._holds(self.found[candidate.holder], self.index.within(entry.number)):
            score += 2.0
        return score >= ENOUGH


_HOLDING = frozenset("in of the at and under within which is falls located a part from area".split())
