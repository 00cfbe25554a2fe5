"""The larger towns around a point: names to find one's way by on a map.

Takes: a position and a distance. Gives: towns of the gazetteer, those of most people first. Change this when:
a map should name something else.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from tollbook.extracting.places.gazetteer import Entry, Gazetteer, Kind, gazetteer

DEGREE_KM = 111.195
"""A degree of latitude on a sphere of 6,371 km."""


class Square(NamedTuple):
    """A square on the earth: its middle in degrees, and half its side in km."""

    lat: float
    lon: float
    half_km: float


def towns_around(square: Square, most: int, index: Gazetteer | None = None) -> tuple[Entry, ...]:
    """Give at most so many towns inside of a square, the largest first."""
    places = index or gazetteer()
    rows = places.table()
    high = square.half_km / DEGREE_KM
    across = high / max(math.cos(math.radians(square.lat)), 0.05)
    east = (rows["lon"] - square.lon + 180) % 360 - 180
    inside = (abs(rows["lat"] - square.lat) < high) & (abs(east) < across) & (rows["kind"] == Kind.TOWN)
    found = inside.nonzero()[0]
    largest = found[(-rows["population"][found].astype(int)).argsort(kind="stable")[:most]]
    return tuple(places.entry(int(number)) for number in largest)
