"""Many places on one map, and the ground under them: SVG without scripts, coasts only, no national lines.

Takes: pins, each a place that a record shows. Gives: the ground as a picture, and the pins drawn over it; the
ground of a square of the world is the same for every place in it, so that pages can share it. Change this
when: a map of several places is drawn differently.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from markupsafe import Markup, escape
from msgspec import Struct

from tollbook.publishing.maps import DEGREE_KM, SIDE, Frame, Spot, coarse_land

LEAST_KM = 1_200.0
"""Half the width of a map of several places at least."""

MOST_KM = 18_500.0
"""Half the width of a map of the whole world."""

SQUARE, SQUARE_KM = 20.0, 2_300.0
"""The side of a square of the world in degrees, and half the width of its picture in km."""

LEAST_POINTS = 4
"""Rings of fewer points than this are too small to be drawn."""

BEYOND = 60
"""So far outside of the frame, in units of the drawing, the land goes on: further than points lie apart."""

LOW, HIGH = -BEYOND, SIDE + BEYOND

ROOM = 1.25
"""So much wider than its places is a map."""

BESIDE = 12.0
"""Places that lie nearer together than this, in units of the drawing, share a dot."""

SMALLEST = 2.0
"""Islands narrower and lower than this, in units of the drawing, are left out."""

NAMED = 8
"""Dots are named where there are no more than so many."""

STYLE = "<style>.sea{fill:#e9eef2}.land{fill:#fbfaf6;stroke:#aeb7bf;stroke-width:.5}</style>"


COARSER = (0.15, 0.3, 0.6, 1.2)
"""Degrees between the points of a coast, on maps of larger and larger areas."""

TOLD_APART = 2.4
"""Points nearer together than this, in units of the drawing, are not told apart."""


class Pin(Struct, frozen=True):
    """A place with something to tell: its position in degrees, its circle in km, and where its link leads."""

    name: str
    lat: float
    lon: float
    radius_km: float = 0.0
    link: str = ""


Placed = tuple[float, float, Pin]
"""A pin with where it stands in a drawing."""

Numbers: TypeAlias = npt.NDArray[np.float64]
Units: TypeAlias = npt.NDArray[np.int32]
Truths: TypeAlias = npt.NDArray[np.bool_]


class Ground(Struct, frozen=True):
    """A part of the world: its middle in degrees and half its width in km; `name` is that of its picture."""

    lat: float
    lon: float
    half_km: float
    name: str

    @property
    def frame(self) -> Frame:
        """The drawing's frame."""
        return Frame(Spot(self.name, self.lat, self.lon, 0.0), self.half_km)


def square(pin: Pin) -> Ground:
    """Give the ground of the square of the world in which a place lies."""
    lat = max(-78.0, min(78.0, SQUARE * round(pin.lat / SQUARE)))
    lon = SQUARE * round(pin.lon / SQUARE)
    north, east = "n" if lat >= 0 else "s", "e" if lon >= 0 else "w"
    return Ground(lat, lon, SQUARE_KM, f"{north}{abs(lat):.0f}{east}{abs(lon):.0f}")


def around(pins: Sequence[Pin]) -> Ground:
    """Give the ground that holds every pin, with room around them."""
    lats, lons = [pin.lat for pin in pins] or [0.0], [pin.lon for pin in pins] or [0.0]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    high = (max(lats) - min(lats)) / 2 * DEGREE_KM
    wide = (max(lons) - min(lons)) / 2 * DEGREE_KM * max(math.cos(math.radians(lat)), 0.05)
    widest = max((pin.radius_km for pin in pins), default=0.0) * 1.5
    half = min(MOST_KM, max(LEAST_KM, widest, high * ROOM, wide * ROOM))
    return Ground(round(lat, 2), round(lon, 2), half, "all")


def picture(ground: Ground) -> str:
    """Give the ground as an SVG file that stands alone."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
    return f"{head}{STYLE}{_drawn(ground)}</svg>\n"


def _drawn(ground: Ground) -> str:
    """Draw sea, and the land on it in whole units, so that it loads over a slow line.

    What lies far outside of the frame is moved to a line beside it, which no viewer sees.
    """
    window = _Window(ground)
    land = _land_in_arrays(window.apart)
    drawn = [window.outlines(land, turn) for turn in window.turns]
    sea = f'<rect class="sea" width="{SIDE}" height="{SIDE}"/>'
    return f'{sea}<path class="land" fill-rule="evenodd" d="{"".join(drawn)}"/>'


class _Window:
    """The part of the world that a ground shows, with what goes on beyond it.

    `turns` are the degrees by which the world is turned where a part of it may lie in the window.
    """

    def __init__(self, ground: Ground) -> None:
        self.lat, self.lon = ground.lat, ground.lon
        self.per_lat = SIDE / (2 * ground.half_km) * DEGREE_KM
        self.per_lon = self.per_lat * ground.frame.shrink
        self.high = (SIDE / 2 + BEYOND) / self.per_lat
        self.across = (SIDE / 2 + BEYOND) / self.per_lon
        self.turns = [turn for turn in (-360, 0, 360) if abs(self.lon - turn) < 180 + self.across]

    @property
    def apart(self) -> float:
        """So many degrees lie at least between two points of a coast: as few as can be told apart."""
        seen = TOLD_APART / self.per_lat
        return max((step for step in COARSER if step <= seen), default=COARSER[0])

    def outlines(self, land: _Land, turn: int) -> str:
        """Give the rings of a path, each as steps from point to point; one too small to see is left out."""
        rings = np.flatnonzero(self._seen(land.boxes, turn))
        if not rings.size:
            return ""
        points = np.concatenate([land.points[ring] for ring in rings], axis=1)
        begins = np.zeros(points.shape[1], dtype=bool)
        begins[np.cumsum([0, *(land.points[ring].shape[1] for ring in rings[:-1])])] = True
        left, top = SIDE / 2 + (turn - self.lon) * self.per_lon, SIDE / 2 + self.lat * self.per_lat
        placed = np.array([[left], [top]]) + points * np.array([[self.per_lon], [-self.per_lat]])
        units, begins = _told_apart(np.rint(placed).clip(LOW, HIGH).astype(np.int32), begins)
        starts = [*np.flatnonzero(begins).tolist(), units.shape[1]]
        steps = np.diff(units).T.ravel().tolist()
        drawn = []
        for start, end in pairwise(starts):
            if end - start >= LEAST_POINTS:
                # Python writes a list much faster than its numbers one by one.
                moved = str(steps[2 * start : 2 * (end - 1)])[1:-1].replace(",", "")
                drawn.append(f"M{units[0, start]} {units[1, start]}l{moved}z")
        return "".join(drawn)

    def _seen(self, boxes: Numbers, turn: int) -> Truths:
        """Tell of each ring whether it is large enough to be seen, and whether its box reaches the window."""
        west, south, east, north = boxes.T
        left = self.lon - turn
        large = ((east - west) * self.per_lon > SMALLEST) | ((north - south) * self.per_lat > SMALLEST)
        level = (south < self.lat + self.high) & (north > self.lat - self.high)
        seen: Truths = large & level & (west < left + self.across) & (east > left - self.across)
        return seen


def _told_apart(units: Units, begins: Truths) -> tuple[Units, Truths]:
    """Leave out points that repeat the one before, and those inside of a line along a side of the window."""
    moves = units[:, 1:] != units[:, :-1]
    new = begins.copy()
    new[1:] |= moves[0] | moves[1]
    units, begins = units.compress(new, axis=1), begins[new]
    same = units[:, 1:] == units[:, :-1]
    inside = units[:, 1:-1]
    along = ((inside == LOW) | (inside == HIGH)) & same[:, 1:] & same[:, :-1]
    kept = np.append(begins[1:], True) | begins
    kept[1:-1] |= ~(along[0] | along[1])
    return units.compress(kept, axis=1), begins[kept]


class _Land(NamedTuple):
    """The rings of the land in degrees: a row of east and one of north for each, and their boxes."""

    points: list[Numbers]
    boxes: Numbers


@cache
def _land_in_arrays(apart: float) -> _Land:
    rings = coarse_land(apart)
    # West, south, east and north of each.
    boxes = [(ring.west, ring.south, ring.east, ring.north) for ring in rings]
    return _Land([np.array(ring.points).T for ring in rings], np.array(boxes))


def one_pin(pin: Pin, ground: Ground, source: str | None = None) -> Markup:
    """Draw one place with its circle; `source` is the address of the ground's picture, else that is drawn."""
    frame = ground.frame
    x, y = frame.xy(pin.lat, pin.lon)
    radius = max(pin.radius_km * SIDE / (2 * ground.half_km), 5.0)
    parts = [
        f'<circle class="precision" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>',
        f'<circle class="centre" cx="{x:.1f}" cy="{y:.1f}" r="2"/>',
        frame.scale(),
    ]
    return _svg(f"map: {pin.name}, within {pin.radius_km:,.0f} km", ground, source, parts)


def pins_on(pins: Sequence[Pin], ground: Ground, source: str | None = None) -> Markup:
    """Draw many places, those beside each other as one dot with their number, each with its link."""
    frame = ground.frame
    heaps = _heaps((*frame.xy(pin.lat, pin.lon), pin) for pin in pins)
    parts = [*map(_dot, heaps), frame.scale()]
    if len(heaps) <= NAMED:
        parts += map(_name, heaps)
    said = f"map of {len(pins):,} incidents at {len({pin.name for pin in pins}):,} places"
    return _svg(said, ground, source, parts)


def _heaps(placed: Iterable[Placed]) -> list[list[Placed]]:
    """Give pins in heaps, each of those that lie beside its first one."""
    found: dict[tuple[int, int], list[Placed]] = {}
    for x, y, pin in placed:
        cell = (int(x // BESIDE), int(y // BESIDE))
        around_it = [(cell[0] + dx, cell[1] + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        near = (heap for each in around_it if (heap := found.get(each)))
        beside = (heap for heap in near if math.dist((x, y), heap[0][:2]) < BESIDE)
        heap = found.get(cell) or next(beside, None) or found.setdefault(cell, [])
        heap.append((x, y, pin))
    return list(found.values())


def _dot(heap: Sequence[Placed]) -> str:
    number = len(heap)
    x, y = sum(each[0] for each in heap) / number, sum(each[1] for each in heap) / number
    names = list(dict.fromkeys(pin.name for _, _, pin in heap))
    said = ", ".join(names[:3]) + (f" and {len(names) - 3} more places" if len(names) > 3 else "")
    radius = min(4.0 + math.log2(number) * 1.2, 14.0) if number > 1 else 4.0
    dot = f'<circle class="pin" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'
    if number > 1:
        radius = max(radius, 6.5)
        dot = f'<circle class="pin" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'
        dot += f'<text class="pin" x="{x:.1f}" y="{y + 3:.1f}" text-anchor="middle">{number:,}</text>'
    drawn = f"<title>{escape(said)}: {number:,}</title>{dot}"
    link = heap[0][2].link
    return f'<a href="{escape(link)}">{drawn}</a>' if link else f"<g>{drawn}</g>"


def _name(heap: Sequence[Placed]) -> str:
    """Write the name of a dot that stands for one place."""
    if len({pin.name for _, _, pin in heap}) > 1:
        return ""
    x, y, pin = heap[0]
    anchor, shift = ("end", -10) if x > SIDE * 0.66 else ("start", 10)
    place = f'x="{x + shift:.1f}" y="{y + 4:.1f}" text-anchor="{anchor}"'
    return f'<text class="place" {place}>{escape(pin.name)}</text>'


def _svg(said: str, ground: Ground, source: str | None, parts: Iterable[str]) -> Markup:
    head = f'<svg class="map" viewBox="0 0 {SIDE} {SIDE}" role="img" aria-label="{escape(said)}">'
    under = f'<image href="{escape(source)}" width="{SIDE}" height="{SIDE}"/>' if source else ""
    return Markup(head + under + ("" if source else _drawn(ground)) + "".join(parts) + "</svg>")
