"""The time zone of a place: of its country, or where that has several, of the nearest city with a zone.

Source of zones and cities: `zone.tab` of the time zone database (package tzdata, public domain).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from msgspec import Struct

from tollbook.extracting.places.gazetteer import gazetteer
from tollbook.extracting.places.resolving import distance_km
from tollbook.model import PlaceMention

_COUNTRY = 6
_MOST = 0.6
_POSITION = re.compile(r"([+-]\d{4,7})([+-]\d{5,7})")


class ZoneCity(Struct, frozen=True):
    """The city that stands for a zone, in degrees."""

    zone: str
    lat: float
    lon: float


def home_zone(mentions: Sequence[PlaceMention]) -> str | None:
    """Give the time zone, by its name, in which most places of a text lie; `None` where none has most.

    Adjectives of countries and countries with several zones say nothing.
    """
    zones = Counter(zone for mention in mentions if (zone := _zone(mention)) is not None)
    if not zones:
        return None
    zone, count = zones.most_common(1)[0]
    return zone if count >= _MOST * zones.total() else None


def _zone(mention: PlaceMention) -> str | None:
    place = mention.place
    if place is None or place.country is None or mention.because.startswith("an adjective"):
        return None
    cities = _cities().get(place.country, ())
    if len(cities) == 1:
        return cities[0].zone
    if not cities or place.lat is None or place.lon is None or (place.precision or _COUNTRY) >= _COUNTRY:
        return None
    here = (place.lat, place.lon)
    return min(cities, key=lambda city: distance_km(here, (city.lat, city.lon))).zone


@cache
def _cities() -> Mapping[str, tuple[ZoneCity, ...]]:
    """Give the cities with a zone by the gazetteer's name of their country."""
    index = gazetteer()
    found: dict[str, tuple[ZoneCity, ...]] = {}
    for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, position, zone, *_ = line.split("\t")
        where = _POSITION.fullmatch(position)
        for number in index.find(f"={code}") if where else ():
            name = index.entry(number).name
            city = ZoneCity(zone, _degrees(where[1], 2), _degrees(where[2], 3)) if where else None
            found[name] = (*found.get(name, ()), *([city] if city else []))
    return found


def _degrees(text: str, whole: int) -> float:
    """Give the degrees of "+5545" or "+0373630": degrees, minutes, and seconds if any."""
    digits = text[1:]
    degrees = int(digits[:whole]) + int(digits[whole : whole + 2]) / 60 + int(digits[whole + 2 :] or 0) / 3600
    return -degrees if text[0] == "-" else degrees
