"""A place on a map, as SVG that needs no script: where in the world, and the circle in which it may lie.

Takes: a place with its circle, and the larger towns around it. Gives: two frames, a wide one with coasts
and a near one with towns and a scale. Coasts are Natural Earth's land (public domain, see NOTICE), and no
national line is drawn. Change this when: the static map is drawn differently.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
from markupsafe import Markup, escape
from msgspec import Struct

SIDE = 320
"""Width and height of a frame, in units of the drawing."""

WIDE_KM = 2_500.0
"""Half the width of the wide frame."""

LEAST_KM = 40.0
"""Half the width of the near frame at least."""

DEGREE_KM = 111.195
"""A degree of latitude on a sphere of 6,371 km."""

MOST_TOWNS = 9


class Spot(Struct, frozen=True):
    """What a map is drawn around: a name, its position in degrees, and the radius of its circle in km."""

    name: str
    lat: float
    lon: float
    radius_km: float


class Town(Struct, frozen=True):
    """A town to find one's way by."""

    name: str
    lat: float
    lon: float


class Coasts(Struct, frozen=True):
    """The world's land: polygons of rings, each a flat list of differences in degrees times `scale`."""

    scale: int
    polygons: list[list[list[int]]]


Point = tuple[float, float]


class Ring(NamedTuple):
    """A ring in degrees, and the box that holds it."""

    points: list[Point]
    west: float
    south: float
    east: float
    north: float


def coasts_json() -> bytes:
    """Give the bundled file of the coasts, as `Coasts` in JSON."""
    return (files("tollbook.publishing") / "coasts" / "land.json").read_bytes()


def near_km(spot: Spot) -> float:
    """Give half the width of the near frame: the circle with as much again around it."""
    return max(LEAST_KM, spot.radius_km * 2.2)


def static_map(spot: Spot, towns: Sequence[Town] = ()) -> Markup:
    """Draw a place twice, side by side: among the coasts of its part of the world, and with its circle."""
    wide = Frame(spot, max(WIDE_KM, spot.radius_km * 3))
    near = Frame(spot, near_km(spot))
    parts = [
        f'<svg class="wide" viewBox="0 0 {SIDE} {SIDE}">',
        *wide.ground(), wide.circle(least=5), wide.scale(), "</svg>",
        f'<svg class="near" viewBox="0 0 {SIDE} {SIDE}">',
        *near.ground(), near.circle(least=3), *near.towns(towns), near.scale(), "</svg>",
    ]  # fmt: skip
    said = f"map: {spot.name}, at {_degrees(spot)}, within {spot.radius_km:,.0f} km"
    return Markup(f'<div class="static-map" role="img" aria-label="{escape(said)}">{"".join(parts)}</div>')


class Frame:
    """A square around a spot, flat as seen from above it; `half` is half its width in km."""

    def __init__(self, spot: Spot, half: float) -> None:
        self.spot, self.half = spot, half
        self.shrink = max(math.cos(math.radians(spot.lat)), 0.05)

    def xy(self, lat: float, lon: float) -> Point:
        """Give where a point of the earth stands in the frame."""
        km = SIDE / (2 * self.half)
        east = (lon - self.spot.lon) * DEGREE_KM * self.shrink
        return SIDE / 2 + east * km, SIDE / 2 - (lat - self.spot.lat) * DEGREE_KM * km

    def ground(self) -> Iterator[str]:
        """Draw sea, and the land on it."""
        yield f'<rect class="sea" width="{SIDE}" height="{SIDE}"/>'
        high = self.half / DEGREE_KM
        across = high / self.shrink
        lat, lon = self.spot.lat, self.spot.lon
        drawn: list[str] = []
        for rings in _land():
            for turn in (-360, 0, 360):
                first = rings[0]
                seen = first.west + turn < lon + across and first.east + turn > lon - across
                if seen and first.south < lat + high and first.north > lat - high:
                    drawn += (self._path(ring, turn) for ring in rings)
        if drawn:
            yield f'<path class="land" fill-rule="evenodd" d="{"".join(drawn)}"/>'

    def _path(self, ring: Ring, turn: int) -> str:
        points = [self.xy(lat, lon + turn) for lon, lat in ring.points]
        kept = _thinned(_clipped(points))
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + "Z" if len(kept) > 2 else ""

    def circle(self, least: float) -> str:
        """Draw the circle in which the place may lie, and its centre."""
        radius = max(self.spot.radius_km * SIDE / (2 * self.half), least)
        middle = SIDE / 2
        return (
            f'<circle class="precision" cx="{middle}" cy="{middle}" r="{radius:.1f}"/>'
            f'<circle class="centre" cx="{middle}" cy="{middle}" r="2"/>'
        )

    def towns(self, towns: Iterable[Town]) -> Iterator[str]:
        """Draw towns with their names, leaving out what would cover another name."""
        taken: list[Point] = []
        for town in towns:
            x, y = self.xy(town.lat, town.lon)
            room = 12 < x < SIDE - 12 and 14 < y < SIDE - 30
            clear = all(abs(x - a) > 70 or abs(y - b) > 14 for a, b in taken)
            if not room or not clear or len(taken) == MOST_TOWNS:
                continue
            taken.append((x, y))
            anchor, shift = ("end", -6) if x > SIDE * 0.66 else ("start", 6)
            yield f'<circle class="town" cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>'
            yield _text("town-name", x + shift, y + 4, town.name, anchor)

    def scale(self) -> str:
        """Draw a bar of a round number of km."""
        room = self.half / 2
        whole = 10 ** math.floor(math.log10(room))
        km = max(step * whole for step in (1, 2, 5) if step * whole <= room)
        length, y = km * SIDE / (2 * self.half), SIDE - 12
        bar = f'<path class="scale" fill="none" d="M10 {y - 4}v4h{length:.1f}v-4"/>'
        return bar + _text("scale", 16 + length, y + 1, f"{km:,.0f} km", "start")


@cache
def coarse_land(apart: float) -> tuple[Ring, ...]:
    """Give the rings of the land with points more than so many degrees apart, for maps of large areas."""
    rings = (ring for polygon in _land() for ring in polygon)
    return tuple(thin for ring in rings if len((thin := _coarse(ring, apart)).points) > 3)


def _coarse(ring: Ring, apart: float) -> Ring:
    kept: list[Point] = []
    for lon, lat in ring.points:
        if not kept or abs(lon - kept[-1][0]) + abs(lat - kept[-1][1]) > apart:
            kept.append((lon, lat))
    return ring._replace(points=kept)


@cache
def _land() -> tuple[tuple[Ring, ...], ...]:
    """Give the rings of every polygon of the land, read once."""
    coasts = msgspec.json.decode(coasts_json(), type=Coasts)
    return tuple(tuple(_ring(flat, coasts.scale) for flat in polygon) for polygon in coasts.polygons)


def _ring(flat: Sequence[int], scale: int) -> Ring:
    x = y = 0
    points: list[Point] = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / scale, y / scale))
    wide, high = [point[0] for point in points], [point[1] for point in points]
    return Ring(points, min(wide), min(high), max(wide), max(high))


def _clipped(points: list[Point]) -> list[Point]:
    """Give a ring cut off a little outside of the frame (Sutherland and Hodgman's way)."""
    low, high = -6.0, SIDE + 6.0
    for axis in (0, 1):
        for limit, sign in ((low, 1), (high, -1)):
            points = _cut(points, axis, limit, sign)
    return points


def _cut(points: list[Point], axis: int, limit: float, sign: int) -> list[Point]:
    kept: list[Point] = []
    for one, other in zip(points, [*points[1:], *points[:1]], strict=True):
        within, next_within = sign * (one[axis] - limit) >= 0, sign * (other[axis] - limit) >= 0
        if within:
            kept.append(one)
        if within != next_within:
            share = (limit - one[axis]) / (other[axis] - one[axis])
            kept.append((one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])))
    return kept


def _thinned(points: list[Point]) -> list[Point]:
    """Give the points that lie more than half a unit from the one before."""
    kept: list[Point] = []
    for x, y in points:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > 0.5:
            kept.append((x, y))
    return kept


def _degrees(spot: Spot) -> str:
    north, east = "N" if spot.lat >= 0 else "S", "E" if spot.lon >= 0 else "W"
    return f"{abs(spot.lat):.2f}° {north}, {abs(spot.lon):.2f}° {east}"


def _text(name: str, x: float, y: float, words: str, anchor: str) -> str:
    return f'<text class="{name}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
