"""Many places on one map, and the ground under them: SVG without scripts, coasts only, no national lines.

Takes: pins, each a place that a record shows. Gives: the ground as a picture, and the pins drawn over it; the
ground of a square of the world is the same for every place in it, so that pages can share it. Change this
when: a map of several places is drawn differently.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from markupsafe import Markup, escape
from msgspec import Struct

from tollbook.publishing.maps import DEGREE_KM, SIDE, Frame, Point, Ring, Spot, coarse_land

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

PIECE = 48
"""Points of a coast that are looked at together."""

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

Spotted = tuple[int, int]
"""A point in whole units of a drawing."""


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
    drawn = [
        window.outline(pieces, turn)
        for whole, pieces in _land_in_pieces(window.apart)
        if window.shows(whole)
        for turn in window.turns
        if window.sees(whole, turn)
    ]
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

    def sees(self, ring: Ring, turn: int) -> bool:
        """Tell whether a part of a coast, turned round the world so far, may lie in the window."""
        left = self.lon - turn
        return (
            ring.south < self.lat + self.high
            and ring.north > self.lat - self.high
            and ring.west < left + self.across
            and ring.east > left - self.across
        )

    def shows(self, ring: Ring) -> bool:
        """Tell whether an island is large enough to be seen."""
        wide, high = (ring.east - ring.west) * self.per_lon, (ring.north - ring.south) * self.per_lat
        return wide > SMALLEST or high > SMALLEST

    def within(self, piece: Ring, turn: int) -> bool:
        """Tell whether a piece of a coast lies in the window as a whole."""
        left = self.lon - turn
        return (
            piece.south > self.lat - self.high
            and piece.north < self.lat + self.high
            and piece.west > left - self.across
            and piece.east < left + self.across
        )

    def outline(self, pieces: Iterable[Ring], turn: int) -> str:
        """Give a ring of a path as steps from point to point; one too small to see is nothing.

        Of a piece outside of the window, which lies beyond one of its sides, only the ends are needed.
        """
        points: list[Spotted] = []
        for piece in pieces:
            if self.within(piece, turn):
                points += self._units(piece.points, turn)
                continue
            needed = piece.points if self.sees(piece, turn) else (piece.points[0], piece.points[-1])
            for x, y in self._units(needed, turn):
                point = (min(max(x, LOW), HIGH), min(max(y, LOW), HIGH))
                if len(points) > 1 and _along(points[-2], points[-1], point):
                    points.pop()
                points.append(point)
        moved = [(x - a, y - b) for (a, b), (x, y) in pairwise(points) if x != a or y != b]
        if len(moved) < LEAST_POINTS - 1:
            return ""
        steps = " ".join([f"{x} {y}" for x, y in moved])
        return f"M{points[0][0]} {points[0][1]}l{steps}z"

    def _units(self, points: Iterable[Point], turn: int) -> list[Spotted]:
        """Give points in whole units of the drawing."""
        left, top = SIDE / 2 + (turn - self.lon) * self.per_lon, SIDE / 2 + self.lat * self.per_lat
        wide, high = self.per_lon, self.per_lat
        return [(round(left + lon * wide), round(top - lat * high)) for lon, lat in points]


def _along(one: Spotted, other: Spotted, last: Spotted) -> bool:
    """Tell whether three points lie on one line beside the frame."""
    return (one[0] == other[0] == last[0] and last[0] in (LOW, HIGH)) or (
        one[1] == other[1] == last[1] and last[1] in (LOW, HIGH)
    )


@cache
def _land_in_pieces(apart: float) -> tuple[tuple[Ring, tuple[Ring, ...]], ...]:
    """Give each ring of the land with its pieces, each a run of points and the box that holds it."""
    return tuple((ring, tuple(_pieces(ring))) for ring in coarse_land(apart))


def _pieces(ring: Ring) -> Iterator[Ring]:
    for start in range(0, len(ring.points), PIECE):
        points = ring.points[start : start + PIECE + 1]
        lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
        yield Ring(points, min(lons), min(lats), max(lons), max(lats))


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
