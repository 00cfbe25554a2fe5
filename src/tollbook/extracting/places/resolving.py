"""Which place a name means: by its kind, the country, the other places of the report, its size.

Takes the candidates of a text; sets in each the place chosen, and gives for each the others and the reason.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from tollbook.extracting.places.beside import ENOUGH, find_holders, share_evidence, share_kinds
from tollbook.extracting.places.gazetteer import Entry, Gazetteer, Kind
from tollbook.extracting.places.mentions import Candidate, Reading
from tollbook.extracting.places.spelling import heard, one_off
from tollbook.extracting.places.words import PlaceWords
from tollbook.text import fold

_ENOUGH_UNKNOWN = 4.0
_KNOWN_ELSEWHERE = 20_000
_ANCHORS = 12
_SURE = 50_000
_MOST = 40
_DIVISIONS = frozenset({Kind.ADMIN1, Kind.ADMIN2})
_LARGE = 1_000_000
_SEAT = 50_000
"""People from which on a town may lend its name to the district that it is the seat of."""

_KNOWN_FAR = 200_000
_KNOWN_NEAR = 100_000
_BESIDE_KM = 40.0
_SPLIT_KM = 20.0
"""How far beyond a district's places of today those lie that it held before it was split."""

_VILLAGE_KM = 5.0
"""The radius up to which the position of a place without known people is that of the place itself."""

_ABROAD_KM = 300.0
_NEAR_KM = 120.0
_KIND_BONUS = {
    Kind.TOWN: 1.5,
    Kind.ADMIN1: 0.8,
    Kind.ADMIN2: 0.0,
    Kind.COUNTRY: 3.0,
    Kind.QUARTER: 0.5,
    Kind.LANDMARK: 1.0,
}


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Give the distance in km of two positions (latitude, longitude, in degrees) on a sphere."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


_Said = tuple[str, tuple[Kind, ...]]


class _Beside(Struct, frozen=True):
    """What speaks for the places of one name: areas, positions, its holder, the count of the top country."""

    areas: frozenset[int]
    near: list[tuple[float, float]]
    holder: tuple[int, ...]
    most: int


class Resolver:
    """The state of resolving one text: its candidates and the countries and divisions that it names."""

    def __init__(
        self,
        reading: Reading,
        found: list[Candidate],
        words: PlaceWords,
        index: Gazetteer,
        countries: Iterable[int] = (),
    ) -> None:
        self.reading = reading
        self.found = found
        self.words = words
        self.index = index
        self.countries: Counter[int] = Counter()
        self.homes: set[int] = set()
        home_countries: set[int] = set()
        for country in countries:
            self.countries[country] += 2
        for candidate in found:
            candidate.country = candidate.country or self._country(candidate)
            if candidate.country:
                self.countries[candidate.country] += 1
        for token in reading.tokens:
            if token.capital and token.form in words.homes:
                country, *divisions = words.homes[token.form]
                self.countries[country] += 2
                self.homes.update(divisions)
                home_countries.add(country)
        adjectives = {c.country for c in found if c.adjective}
        self.named = (
            frozenset(self.countries) - adjectives
            | home_countries
            | {c.country for c in found if c.country and not c.adjective}
        )
        self.anchors: list[tuple[Candidate, Entry]] = []
        self.areas: dict[int, set[_Said]] = {}
        self._answers: dict[tuple[str, tuple[Kind, ...], str | None], Candidate] = {}

    def _country(self, candidate: Candidate) -> int:
        """The country that a name means beyond doubt: no large division of another country bears it too."""
        if candidate.kinds or candidate.evidence <= -2.0:
            return 0
        entries = [self.index.entry(n) for n in candidate.ids[:_MOST]]
        country = next((e.number for e in entries if e.kind is Kind.COUNTRY), 0)
        rivals = (e for e in entries if e.kind is Kind.ADMIN1 and e.country != country)
        return 0 if any(e.population > _LARGE for e in rivals) else country

    def _find_countries_in_lists(self) -> None:
        """A name of a country and of a division is the country's among countries: "Niger, Chad and Mali"."""
        for left, right in (*pairwise(self.found), *((b, a) for a, b in pairwise(self.found))):
            if left.country and not left.adjective and not right.country and not right.kinds:
                first, last = sorted((left, right), key=lambda c: c.start)
                if self.reading.text[first.end : last.start].strip(" \n") in self.words.lists:
                    right.country = next(
                        (n for n in right.ids[:_MOST] if self.index.entry(n).kind is Kind.COUNTRY), 0
                    )

    def run(self) -> list[Candidate]:
        """Choose a place for every candidate that names one; gives these in text order."""
        share_kinds(self.found, self.reading.text, self.reading.tokens, self.words)
        self._find_countries_in_lists()
        share_evidence(self.found)
        find_holders(self.found, self.reading.text, self.words)
        for _ in range(2):
            for candidate in self.found:
                self._choose(candidate)
            self._settle()
        return [c for c in self.found if self._is_place(c)]

    def _choose(self, candidate: Candidate) -> None:
        """Rank the places of a name and take the first, if it can be meant; one answer for equal mentions."""
        if candidate.country:
            candidate.chosen, candidate.ranked = candidate.country, candidate.ids[:_MOST]
            return
        holder = None if candidate.holder is None else self.found[candidate.holder].key
        equal = self._answers.setdefault((candidate.name, candidate.kinds, holder), candidate)
        if equal is candidate:
            ids = candidate.ids[:_MOST]
            if self._may_be_misspelt(candidate, ids):
                ids = self._misspelt(candidate) or ids
            beside = self._beside(candidate)
            candidate.ranked = tuple(sorted(ids, key=lambda n: -self._score(candidate, n, beside)))
            first = self.index.entry(candidate.ranked[0]) if ids else None
            candidate.chosen = first.number if first and self._fits(candidate, first) else 0
        candidate.chosen, candidate.ranked = equal.chosen, equal.ranked
        candidate.misspelt = equal.misspelt

    def _beside(self, candidate: Candidate) -> _Beside:
        """What the rest of the report says for and against the places of one name."""
        holder = None if candidate.holder is None else self.found[candidate.holder]
        return _Beside(
            frozenset(self.areas_beside(candidate)),
            [
                (entry.lat, entry.lon)
                for other, entry in self.anchors
                if entry.lat is not None and entry.lon is not None and _said(other) != _said(candidate)
            ],
            () if holder is None else (holder.country,) if holder.country else holder.ids[:_MOST],
            max(self.countries.values(), default=0),
        )

    def _is_division(self, number: int) -> bool:
        entry = self.index.entry(number)
        return entry.kind in _DIVISIONS and (not self.named or entry.country in self.named)

    def _may_be_misspelt(self, candidate: Candidate, ids: Sequence[int]) -> bool:
        """Whether the words say that a name is a division's, and no place of that name can be meant."""
        if not _DIVISIONS.intersection(candidate.kinds) or any(self._is_division(n) for n in ids):
            return False
        at_home = [e for e in map(self.index.entry, ids) if e.country in self.named]
        return not any(e.kind in candidate.kinds or e.population >= _SEAT for e in at_home)

    def _misspelt(self, candidate: Candidate) -> tuple[int, ...]:
        """The divisions, in the countries that the report names, spelt by ear or one letter off."""
        if not self.named or len(candidate.key) < 5:
            return ()
        for spellings in (heard(candidate.key), one_off(candidate.key)):
            found = {n for key in spellings for n in self.index.find(key) if self._is_division(n)}
            if found:
                candidate.misspelt = True
                return tuple(sorted(found))
        return ()

    def _fits(self, candidate: Candidate, entry: Entry) -> bool:
        """Whether a place of that name can be meant: a small one only where the report's other places are."""
        if entry.lat is None or entry.lon is None or entry.kind is Kind.COUNTRY:
            return True
        here = (entry.lat, entry.lon)
        abroad = bool(self.named) and entry.country not in self.named
        if entry.kind in _DIVISIONS:
            if Kind.LANDMARK in candidate.kinds:
                return False
            if self._lies_outside(candidate, entry):
                return False
            if (abroad or not self.named) and self._bears_no_name(candidate):
                return False
            return not abroad or entry.population >= 5 * _KNOWN_FAR or entry.kind in candidate.kinds
        if entry.population >= _KNOWN_NEAR and self.reading.tokens[candidate.last].form in self.words.small:
            return False
        landmark = Kind.LANDMARK in candidate.kinds and entry.kind <= Kind.TOWN
        held = self._holder_entry(candidate)
        if (
            held is None
            and entry.population >= _KNOWN_FAR
            and candidate.key.startswith(fold(entry.name))
            and not landmark
        ):
            return True
        if held is None and entry.population >= _KNOWN_NEAR and not (abroad or landmark):
            return True
        chain = self.index.within(entry.number)
        if held is not None and held.kind is Kind.ADMIN2 and held.number not in chain:
            return self._borders(entry, held)
        areas = [held] if held is not None else self._narrow_areas(candidate)
        if not entry.population and held is None and not self._pointed_at(candidate):
            return False
        if areas:
            return any(
                area.number in chain
                or distance_km(here, (area.lat or 0.0, area.lon or 0.0)) < area.radius + _BESIDE_KM
                for area in areas
            )
        near = (a for c, a in self.anchors if _said(c) != _said(candidate))
        return not (abroad or landmark) or any(
            distance_km(here, (a.lat or 0.0, a.lon or 0.0)) < _ABROAD_KM for a in near
        )

    def _borders(self, entry: Entry, district: Entry) -> bool:
        """Whether a place filed under another district may lie in this one: districts are split."""
        far = distance_km((entry.lat or 0.0, entry.lon or 0.0), (district.lat or 0.0, district.lon or 0.0))
        vague = not entry.population and entry.radius > _VILLAGE_KM
        reach = district.radius + (0.0 if vague else _SPLIT_KM)
        return district.parent in self.index.within(entry.number) and far < reach

    def _pointed_at(self, candidate: Candidate) -> bool:
        """Whether the report names a division where a village may lie, or only one village bears the name."""
        return bool(self.areas_beside(candidate)) or len(candidate.ids) == 1

    def _bears_no_name(self, candidate: Candidate) -> bool:
        """Whether a name only says which part of a country is meant: "Western Region", "Central Province"."""
        common = (*self.words.directions, *self.words.kinds)
        return all(part in common for part in candidate.key.split())

    def _lies_outside(self, candidate: Candidate, entry: Entry) -> bool:
        """Whether the words put a division into another one that does not hold it: "Lor in Nur District"."""
        held = self._holder_entry(candidate)
        if held is None or held.kind is not Kind.ADMIN2 or held.number == entry.number:
            return False
        return held.parent != entry.parent and entry.kind not in candidate.kinds

    def _holder_entry(self, candidate: Candidate) -> Entry | None:
        """The place, narrower than a country, that the words say holds a candidate."""
        holder = candidate.holder
        while holder is not None and not self.found[holder].chosen:
            holder = self.found[holder].holder
        if holder is None:
            return None
        entry = self.index.entry(self.found[holder].chosen)
        return None if entry.kind is Kind.COUNTRY else entry

    def areas_beside(self, candidate: Candidate) -> list[int]:
        """The divisions that other names of the report mean."""
        own = {_said(candidate)}
        return [n for n, said in self.areas.items() if said != own]

    def _narrow_areas(self, candidate: Candidate) -> list[Entry]:
        """The second divisions that the report names, else the first ones."""
        areas = [self.index.entry(n) for n in self.areas_beside(candidate)]
        return (
            [a for a in areas if a.kind is Kind.ADMIN2] or areas or [self.index.entry(n) for n in self.homes]
        )

    def _score(self, candidate: Candidate, number: int, beside: _Beside) -> float:
        """Say how well a place fits a name where it stands; only differences mean something."""
        entry = self.index.entry(number)
        chain = self.index.within(number)
        score = 1.0 * math.log10(entry.population + 10)
        if candidate.kinds:
            score += 6.0 if entry.kind in candidate.kinds else -1.0
        else:
            score += _KIND_BONUS.get(entry.kind, 0.0)
        score += 2.0 if fold(entry.name) == candidate.key else 0.0
        score += 0.5 if entry.name == candidate.name else 0.0
        if beside.most:
            score += 4.0 * math.sqrt(self.countries[entry.country] / beside.most)
        score += 6.0 if any(n in chain for n in beside.holder) else 0.0
        held = [n for n in chain if n in beside.areas]
        score += 0.0 if not held else 3.0 if self.index.entry(held[0]).kind is Kind.ADMIN2 else 1.5
        score += 2.5 if any(n in self.homes for n in chain) else 0.0
        if entry.kind in _DIVISIONS and entry.kind in candidate.kinds and len(candidate.ids) > 1:
            score += 1.5 * min(2, self._held_by(candidate, number))
        if beside.near and entry.lat is not None and entry.lon is not None:
            here = (entry.lat, entry.lon)
            score += 3.0 * sum(_close(here, there) for there in beside.near) / len(beside.near)
        return score

    def _held_by(self, candidate: Candidate, number: int) -> int:
        """How many other names of the report have a place of that name in a division."""
        return sum(
            any(number in self.index.within(n) for n in other.ids[:_MOST])
            for other in self.found[:_MOST]
            if other is not candidate and other.key != candidate.key and not other.country
        )

    def _holds(self, holder: Candidate, chain: Sequence[int]) -> bool:
        return any(
            number in chain for number in ((holder.country,) if holder.country else holder.ids[:_MOST])
        )

    def _settle(self) -> None:
        """Remember the places and divisions that are beyond doubt so far: they speak for their neighbours."""
        self.anchors = []
        self.areas = {}
        self._answers = {}
        for candidate in self.found:
            if not candidate.chosen or candidate.country:
                continue
            entry = self.index.entry(candidate.chosen)
            if not self._is_place(candidate):
                if entry.kind is Kind.ADMIN1 and entry.population > _LARGE and not candidate.person:
                    self.areas.setdefault(entry.number, set()).add(_said(candidate))
                continue
            self.countries[entry.country] += 1
            sure = candidate.kinds or candidate.holder is not None or len(candidate.ids) == 1
            if len(self.anchors) < _ANCHORS and (sure or entry.population >= _SURE):
                self.anchors.append((candidate, entry))
            if entry.kind in (Kind.ADMIN1, Kind.ADMIN2):
                self.areas.setdefault(entry.number, set()).add(_said(candidate))

    def _is_place(self, candidate: Candidate) -> bool:
        """Whether a candidate is meant as a place at all."""
        if candidate.country:
            return True
        if not candidate.chosen:
            return bool(candidate.kinds) and candidate.evidence >= _ENOUGH_UNKNOWN
        entry = self.index.entry(candidate.chosen)
        score = candidate.evidence
        if (
            entry.population < _KNOWN_ELSEWHERE
            and entry.kind is Kind.TOWN
            and fold(entry.name) != candidate.key
        ):
            score -= 1.0
        if entry.kind is Kind.ADMIN1:
            score += 1.0
        elif entry.population > _LARGE:
            score += 1.5
        if entry.population > 100_000 or entry.kind in (Kind.QUARTER, Kind.LANDMARK):
            score += 0.5
        if self.countries[entry.country]:
            score += 1.0
        if candidate.holder is not None and self._holds(
            self.found[candidate.holder], self.index.within(entry.number)
        ):
            score += 2.0
        return score >= ENOUGH


def _close(a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Whether two positions are near each other; most pairs are told apart by their latitudes alone."""
    return abs(a[0] - b[0]) < 1.1 and distance_km(a, b) < _NEAR_KM


def _said(candidate: Candidate) -> _Said:
    """The name and what it is said to be: mentions that are the same in both do not speak for each other."""
    return candidate.key, candidate.kinds
