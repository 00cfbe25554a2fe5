"""A measure is a YAML file that states what is counted and what follows from it."""

from __future__ import annotations

import pytest

from tollbook.errors import PackError, UsageError
from tollbook.measures import Measure, check, measure, measures

ALL = measures()

SOUND = {
    "label": "Orphaned",
    "unit": "person",
    "counts": "Children who lost both parents.",
    "part_of": None,
    "holds": "total",
    "cumulative": True,
    "finding": True,
    "colour": "#7b5ea7",
    "order": 19,
}


def luminance(colour: str) -> float:
    """The relative luminance of a colour, 0 (black) to 1 (white), after WCAG 2.2."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_measures_of_people_come_before_those_of_things() -> None:
    units = [one.unit for one in ALL.values()]
    assert units == sorted(units)
    assert list(ALL)[:2] == ["killed", "injured"]


@pytest.mark.parametrize("one", ALL.values(), ids=lambda one: one.name)
def test_white_letters_are_readable_on_the_colour_of_a_measure(one: Measure) -> None:
    assert 1.05 / (luminance(one.colour) + 0.05) >= 4.5


@pytest.mark.parametrize("one", ALL.values(), ids=lambda one: one.name)
def test_a_whole_counts_the_same_unit_as_its_part_and_no_measure_is_part_of_itself(one: Measure) -> None:
    chain = [one]
    while (whole := chain[-1].part_of) is not None:
        chain.append(measure(whole))
        assert len(chain) <= len(ALL)
    assert {other.unit for other in chain} == {one.unit}


def test_colours_and_orders_tell_measures_apart() -> None:
    assert len({one.colour for one in ALL.values()}) == len(ALL)
    assert len({one.order for one in ALL.values()}) == len(ALL)


def test_no_state_is_cumulative() -> None:
    assert [one.name for one in ALL.values() if one.holds == "state" and one.cumulative] == []


def test_a_sound_file_is_a_measure() -> None:
    assert check("orphaned", SOUND).label == "Orphaned"


@pytest.mark.parametrize(
    "facts",
    [
        None,
        [],
        {},
        SOUND | {"unit": "animal"},
        SOUND | {"colour": "purple"},
        SOUND | {"colour": "#FFFFFF0"},
        SOUND | {"holds": "sometimes"},
        SOUND | {"verb": "orphan"},
        SOUND | {"counts": "no sentence"},
        {key: fact for key, fact in SOUND.items() if key != "label"},
    ],
)
def test_a_file_that_does_not_fit_the_schema_is_refused(facts: object) -> None:
    with pytest.raises(PackError):
        check("orphaned", facts)


def test_a_measure_that_does_not_exist_is_named_with_those_that_do() -> None:
    with pytest.raises(UsageError, match=r"'maimed' is no measure; there are killed, injured"):
        measure("maimed")
