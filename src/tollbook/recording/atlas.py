"""The gazetteer as publishing asks for it: towns, districts and regions with their centres.

Takes: places as they were read or as people wrote them. Gives: what holds them. Change this when: a place is
found in the gazetteer in another way.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import cache

from tollbook.extracting.places.finding import as_place
from tollbook.extracting.places.gazetteer import Entry, Gazetteer, Kind, gazetteer
from tollbook.extracting.places.resolving import distance_km
from tollbook.model import Place
from tollbook.publishing.places import TOWN
from tollbook.text import fold

NEAR_KM = 30.0
"""A place is looked for under its name so far around its position."""

_MOST = 60


class GazetteerAtlas:
    """An `Atlas` over the gazetteer that ships with the package."""

    def __init__(self) -> None:
        self._index = gazetteer()

    def town(self, place: Place) -> Place | None:
        """Give the town that a place is or lies in; coordinates lie in a town whose circle holds them."""
        entry = self._entry(place)
        if entry is None:
            near = self._nearest(place)
            inside = near is not None and _far(place, near) <= near.radius
            return as_place(near, self._index) if near is not None and inside else None
        towns = (each for each in self._holding(entry) if each.kind is Kind.TOWN and each.population >= TOWN)
        return next((as_place(each, self._index) for each in towns), None)

    def district(self, place: Place) -> Place | None:
        """Give the second-order division that holds a place."""
        return self._division(place, Kind.ADMIN2, place.admin2)

    def region(self, place: Place) -> Place | None:
        """Give the first-order division that holds a place."""
        return self._division(place, Kind.ADMIN1, place.admin1)

    def _division(self, place: Place, kind: Kind, name: str | None) -> Place | None:
        entry = self._entry(place)
        found = next((each for each in self._holding(entry) if each.kind is kind), None) if entry else None
        if found is None and (near := self._nearest(place)):
            held = (each for each in self._holding(near) if each.kind is kind)
            found = next((each for each in held if name in (None, each.name)), None)
        if found is None and name:
            named = (each for each in self._called(name, place.country) if each.kind is kind)
            found = min(named, key=lambda each: _far(place, each), default=None)
        return as_place(found, self._index) if found else None

    def _called(self, name: str, country: str | None) -> list[Entry]:
        """Give what is called by the whole name of a division, or by it without the word for what it is."""
        whole = self._named(name, country)
        return whole or [e for e in self._named(name.rpartition(" ")[0], country) if e.name == name]

    def _entry(self, place: Place) -> Entry | None:
        """Give the entry that bears the name of a place near its position, of equals the nearest."""
        if place.lat is None:
            wanted = fold(place.admin1 or "")
            named = [
                each
                for each in self._named(place.name, place.country)
                if any(fold(holder.name) == wanted for holder in self._holding(each))
            ]
            return named[0] if wanted and named else None
        found = [each for each in self._named(place.name, place.country) if _far(place, each) <= NEAR_KM]
        return min(found, key=lambda each: (_far(place, each), each.number), default=None)

    def _named(self, name: str, country: str | None) -> list[Entry]:
        entries = map(self._index.entry, self._index.find(fold(name))[:_MOST])
        return [each for each in entries if country in (None, self._index.entry(each.country).name)]

    def _holding(self, entry: Entry) -> Iterator[Entry]:
        yield entry
        yield from map(self._index.entry, self._index.within(entry.number))

    def _nearest(self, place: Place) -> Entry | None:
        if place.lat is None:
            return None
        return min(_around(self._index, place.lat), key=lambda each: _far(place, each), default=None)


def _around(index: Gazetteer, lat: float) -> Iterable[Entry]:
    """Give the towns within a degree of latitude."""
    return (each for each in _towns(index) if each.lat is not None and abs(each.lat - lat) <= 1)


@cache
def _towns(index: Gazetteer) -> tuple[Entry, ...]:
    table = index.table()
    large = (table["kind"] == Kind.TOWN) & (table["population"] >= TOWN)
    return tuple(index.entry(int(number)) for number in large.nonzero()[0])


def _far(place: Place, entry: Entry) -> float:
    if place.lat is None or place.lon is None or entry.lat is None or entry.lon is None:
        return math.inf
    return distance_km((place.lat, place.lon), (entry.lat, entry.lon))
