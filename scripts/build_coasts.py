"""Build the file of the world's coasts out of world-atlas (Natural Earth): land alone, no national lines.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/build_coasts.py package/land-50m.json

Writes `src/tollbook/publishing/coasts/land.json`: `{"scale", "polygons"}`, a polygon being a list of rings
(the first is its coast, others are inland seas), a ring a flat list of whole numbers: longitude and latitude
in degrees times `scale`, the first two as they are, all others as the difference to the point before. A ring
that crosses the meridian of 180 degrees runs on beyond it; the one around the south pole is closed along it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

SCALE = 100
TARGET = Path(__file__).parent.parent / "src/tollbook/publishing/coasts/land.json"

HALF = 180 * SCALE

Point = tuple[int, int]


def main(source: Path) -> None:
    """Read a TopoJSON file with the object `land`, and write the coasts."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [list(_points(arc, topology["transform"])) for arc in topology["arcs"]]
    polygons = [
        [flat for ring in polygon if (flat := _flat(_joined(ring, arcs)))]
        for polygon in _polygons(topology["objects"]["land"])
    ]
    coasts = {"scale": SCALE, "polygons": [each for each in polygons if each]}
    text = json.dumps(coasts, separators=(",", ":"))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text + "\n", encoding="ascii")
    print(f"{TARGET}: {len(text)} bytes, {len(polygons)} polygons")


def _polygons(geometry: dict[str, Any]) -> Iterator[list[list[int]]]:
    if geometry["type"] == "GeometryCollection":
        for each in geometry["geometries"]:
            yield from _polygons(each)
    elif geometry["type"] == "Polygon":
        yield geometry["arcs"]
    else:
        yield from geometry["arcs"]


def _points(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    x = y = 0
    (wide, high), (left, low) = transform["scale"], transform["translate"]
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield round((x * wide + left) * SCALE), round((y * high + low) * SCALE)


def _joined(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    """Give the points of a ring, each once; an arc that is named by its complement runs backwards."""
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += [point for point in arc if not points or point != points[-1]]
    return points


def _flat(points: list[Point]) -> list[int]:
    if len(points) < 4 or len({y for _, y in points}) == 1:
        return []
    flat = list(points[0])
    around, west, east = 0, 0, 0
    for (x, y), (next_x, next_y) in pairwise(points):
        step = (next_x - x + HALF) % (2 * HALF) - HALF
        around += step
        west, east = min(west, around), max(east, around)
        flat += [step, next_y - y]
    middle = flat[0] + (west + east) // 2
    flat[0] += (middle + HALF) % (2 * HALF) - HALF - middle
    if abs(around) == 2 * HALF:
        low = -90 * SCALE - points[-1][1]
        flat += [0, low, -around, 0]
    return flat


if __name__ == "__main__":
    main(Path(sys.argv[1]))
