"""Where an incident was, for its map: a static drawing, and what the movable map needs to know.

Takes: a place. Gives: a drawing and plain values. Change this when: the map of an incident shows something
else.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec
from markupsafe import Markup
from msgspec import Struct

from tollbook.extracting.places.around import Square, towns_around
from tollbook.model import Place
from tollbook.publishing.maps import Spot, Town, near_km, static_map

MOST_TOWNS = 40

PRECISIONS = {
    1: "known to the place",
    2: "within about 25 km",
    3: "known to the district",
    4: "known to the region",
    5: "a line or an area without an exact place",
    6: "known to the country",
    7: "in international waters or airspace",
}
"""UCDP's where_prec in words (UCDP GED codebook, where_prec)."""


class MapView(Struct, frozen=True, kw_only=True):
    """A place on the map: the drawing, and for the script its centre, its circle in km, and towns as JSON."""

    drawing: Markup
    lat: float
    lon: float
    radius_km: float
    towns: str


@lru_cache(maxsize=64)
def map_view(place: Place | None) -> MapView | None:
    """Give the map of a place, or `None` where its position is not known."""
    if place is None or place.lat is None or place.lon is None:
        return None
    spot = Spot(place.name, place.lat, place.lon, place.radius_km or 1.0)
    near = towns_around(Square(spot.lat, spot.lon, 4 * near_km(spot)), MOST_TOWNS)
    towns = [
        Town(each.name, each.lat, each.lon) for each in near if each.lat is not None and each.lon is not None
    ]
    return MapView(
        drawing=static_map(spot, towns),
        lat=spot.lat,
        lon=spot.lon,
        radius_km=spot.radius_km,
        towns=msgspec.json.encode(towns).decode(),
    )


def precision(place: Place | None) -> str:
    """Give how exactly a place is known, in words."""
    if place is None or place.precision is None:
        return ""
    words = PRECISIONS.get(place.precision, "")
    circle = f"within a circle of {place.radius_km:,.0f} km" if place.radius_km else ""
    return ", ".join(filter(None, (words, circle)))
