"""Where a place may be shown: the centre of a town, else its district; during the embargo its region.

Takes: places as they were read. Gives: places as they may be public, and what of their names must not appear.
What is a town is asked of an `Atlas`, which the caller brings along. Change this when: a place is shown more
or less finely.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from msgspec.structs import replace

from tollbook.model import Incident, Place, Source, When

TOWN = 5_000
"""People of the smallest town that is shown as a place."""

APART_KM = 1.0
"""The centre of a district must lie so far from the place that it stands for."""

TOWN_PRECISION, DISTRICT_PRECISION, REGION_PRECISION, COUNTRY_PRECISION = 2, 3, 4, 6
"""UCDP's where_prec of what is shown."""


class Atlas(Protocol):
    """A gazetteer, as far as publishing needs one; places come with their centres."""

    def town(self, place: Place) -> Place | None:
        """Give the town of at least `TOWN` people that a place is or lies in, if there is one."""

    def district(self, place: Place) -> Place | None:
        """Give the second-order division that holds a place."""

    def region(self, place: Place) -> Place | None:
        """Give the first-order division that holds a place."""


def public(place: Place, atlas: Atlas, *, embargoed: bool) -> Place:
    """Give a place as it may be shown; a place that no gazetteer knows is shown as its region or country."""
    town = None if embargoed or (place.precision or 0) > TOWN_PRECISION else atlas.town(place)
    if town is not None:
        return _shown(town, TOWN_PRECISION)
    district = None if embargoed or (place.precision or 0) > DISTRICT_PRECISION else atlas.district(place)
    if district is not None and _apart(place, district):
        return _shown(district, DISTRICT_PRECISION)
    region = atlas.region(place) if (place.precision or 0) <= REGION_PRECISION else None
    if region is not None and _apart(place, region):
        return _shown(region, REGION_PRECISION)
    name = place.country or "place not shown"
    return Place(name=name, country=place.country, precision=COUNTRY_PRECISION if place.country else None)


def embargo_ends(incident: Incident, sources: Iterable[Source], hours: int) -> datetime | None:
    """Give until when the place of an incident is under embargo; `None` where nothing says when it was.

    It runs from the end of the incident, else from the first publication that is known.
    """
    start = _end_of(incident.date)
    if start is None:
        known = [moment for source in sources if (moment := _moment(source.published or ""))]
        start = min(known, default=None)
    return start and start + timedelta(hours=hours)


def names(place: Place) -> tuple[str, ...]:
    """Give every name by which a place can be told."""
    return tuple(name for name in (place.name, place.admin2, place.admin1, place.country) if name)


def distance_km(one: Place, other: Place) -> float | None:
    """Give how far two places lie apart on a sphere, `None` where a position is not known."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    lat1, lon1, lat2, lon2 = map(math.radians, (one.lat, one.lon, other.lat, other.lon))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


def _apart(place: Place, division: Place) -> bool:
    """Tell whether the centre of a division does not give the place itself away."""
    far = distance_km(place, division)
    return far is None or far >= APART_KM or (place.precision or 0) >= DISTRICT_PRECISION


def _shown(place: Place, precision: int) -> Place:
    return replace(place, precision=precision, evidence=None)


def _end_of(time: When | None) -> datetime | None:
    if time is None:
        return None
    if moment := _moment(time.end):
        return moment
    try:
        return datetime.fromisoformat(time.end[:10]).replace(tzinfo=UTC) + timedelta(days=1)
    except ValueError:
        return None


def _moment(stamp: str) -> datetime | None:
    """Give a moment with its time zone taken for UTC where none is given; `None` for a bare day."""
    try:
        moment = datetime.fromisoformat(stamp) if "T" in stamp else None
    except ValueError:
        return None
    return moment and (moment if moment.tzinfo else moment.replace(tzinfo=UTC))
