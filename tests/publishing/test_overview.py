"""Maps of several places: the ground is where land is, and dots lie where places are."""

from __future__ import annotations

import re

import pytest

from tollbook.publishing.overview import Ground, Pin, around, one_pin, picture, pins_on, square

BELGOROD = Pin("Belgorod", 50.6, 36.6, 17.6)
SUVA = Pin("Suva", -18.1, 178.4, 5.0)


def on_land(ground: Ground, lat: float, lon: float) -> bool:
    """Whether a point of the ground's picture is filled as land, by the rule of even and odd."""
    x, y = ground.frame.xy(lat, lon)
    path = re.search(r'class="land"[^>]* d="([^"]*)"', picture(ground))
    assert path is not None
    inside = False
    for ring in filter(None, path[1].split("z")):
        start, _, steps = ring[1:].partition("l")
        numbers = [int(number) for number in steps.split()]
        a, b = map(int, start.split())
        points = [(a, b)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            a, b = a + dx, b + dy
            points.append((a, b))
        for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


@pytest.mark.parametrize(
    ("lat", "lon", "land"),
    [
        (50.6, 36.6, True), (55.7, 37.6, True), (48.8, 44.5, True), (52.5, 13.4, True), (58.0, 56.0, True),
        (43.5, 34.5, False), (41.5, 51.0, False), (58.5, 20.0, False), (57.0, 3.0, False),
        (34.0, 28.0, False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ground", [square(BELGOROD), around([BELGOROD]), around([BELGOROD, SUVA])])
def test_land_is_land_and_sea_is_sea(ground: Ground, lat: float, lon: float, land: bool) -> None:
    assert on_land(ground, lat, lon) is land


def test_land_goes_on_across_the_line_where_the_degrees_turn_over() -> None:
    ground = square(Pin("Suva", -18.1, 179.9))
    assert on_land(ground, -17.8, 178.0)
    assert not on_land(ground, -17.8, 185.0)


def test_places_in_one_part_of_the_world_share_a_picture() -> None:
    assert square(BELGOROD) == square(Pin("Kursk", 51.7, 36.2))
    assert square(BELGOROD).name != square(SUVA).name


def test_the_picture_of_a_part_of_the_world_is_small() -> None:
    assert len(picture(square(BELGOROD))) < 30_000


def test_places_beside_each_other_are_one_dot_with_their_number() -> None:
    pins = [BELGOROD, Pin("Kharkiv", 50.0, 36.2), Pin("Lviv", 49.8, 24.0)]
    drawn = pins_on(pins, around(pins))
    assert drawn.count('<circle class="pin"') == 2
    assert ">2</text>" in drawn
    assert ">Lviv</text>" in drawn


def test_a_pin_lies_in_its_circle_and_names_its_place() -> None:
    drawn = one_pin(BELGOROD, square(BELGOROD), "maps/x.svg")
    assert 'aria-label="map: Belgorod, within 18 km"' in drawn
    assert '<image href="maps/x.svg"' in drawn
    assert 'class="land"' not in drawn


def test_a_name_cannot_become_markup() -> None:
    pin = Pin("<b>&", 10.0, 10.0)
    assert "<b>" not in pins_on([pin], around([pin])) + one_pin(pin, square(pin))


def test_no_pin_is_lost_however_they_lie() -> None:
    pins = [Pin(f"Town {n}", 40 + n * 0.37 % 9, 20 + n * 0.71 % 13) for n in range(60)]
    drawn = pins_on(pins, around(pins))
    counts = [int(found) for found in re.findall(r"<title>[^<]*: (\d+)</title>", drawn)]
    assert sum(counts) == 60
    assert 1 < len(counts) < 60
