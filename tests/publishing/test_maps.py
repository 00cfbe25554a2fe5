"""The static map: land without borders, the circle of what is known, and towns to find one's way by."""

from __future__ import annotations

import re

import msgspec
import pytest

from tollbook.publishing.maps import Coasts, Spot, Town, coasts_json, static_map

LISBON = Spot("Lisbon", 38.72, -9.13, 10.0)


def test_the_circle_grows_with_what_is_not_known() -> None:
    def radius(km: float) -> float:
        near = static_map(Spot("x", 38.72, -9.13, km)).split('class="near"')[1]
        return float(re.findall(r'class="precision"[^>]* r="([\d.]+)"', near)[0])

    assert radius(1) < radius(10) < radius(18)


def test_the_position_and_the_circle_are_told_in_words() -> None:
    assert 'aria-label="map: Lisbon, at 38.72° N, 9.13° W, within 10 km"' in static_map(LISBON)


def test_a_town_that_would_cover_another_name_is_left_out() -> None:
    drawn = static_map(LISBON, [Town("First", 38.72, -9.13), Town("Second", 38.721, -9.131)])
    assert "First" in drawn
    assert "Second" not in drawn


@pytest.mark.parametrize("lon", [179.9, -179.9])
def test_land_is_drawn_on_both_sides_of_the_meridian_of_180_degrees(lon: float) -> None:
    wide = static_map(Spot("Chukotka", 67.0, lon, 10.0)).split('class="near"')[0]
    (path,) = re.findall(r'class="land"[^>]* d="([^"]+)"', wide)
    across = [float(x) for x in re.findall(r"[ML](-?[\d.]+) ", path)]
    assert min(across) < 10
    assert max(across) > 310


def test_no_line_of_the_land_runs_around_the_world() -> None:
    coasts = msgspec.json.decode(coasts_json(), type=Coasts)
    steps = [abs(dx) for polygon in coasts.polygons for ring in polygon for dx in ring[2::2]]
    around = [step for step in steps if step > 180 * coasts.scale]
    assert len(around) <= 1  # the ring around the south pole is closed along it


def test_nothing_of_the_drawing_needs_a_style_or_a_script() -> None:
    drawn = static_map(LISBON, [Town('<b>"', 38.8, -9.4)])
    assert "style=" not in drawn
    assert "<b>" not in drawn
