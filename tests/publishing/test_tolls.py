"""The toll over time: a line for each root, on one scale, with every figure as text too."""

from __future__ import annotations

import re

from tollbook.model import Course, CourseStep, Root, When
from tollbook.publishing.tolls import root_lines, small_multiples, toll_lines

ROOTS = {name: Root(id=name, name=f"The {name}") for name in ("mayor", "hospital")}
MARKS = {"hospital": 1, "mayor": 2}


def day(date: str) -> When:
    return When(start=date, end=date, precision="day", ground="words")


def course(*steps: CourseStep) -> Course:
    return Course(incident="inc_1", measure="killed", unit="person", steps=steps)


TWO = course(
    CourseStep(low=2, high=2, root="mayor", as_of=day("2023-05-01")),
    CourseStep(low=5, high=None, root="hospital", as_of=day("2023-05-02")),
    CourseStep(low=9, high=9, root="mayor", as_of=day("2023-05-03")),
)


def test_each_root_has_a_line_of_its_own_in_the_order_of_the_marks() -> None:
    assert [line.name for line in root_lines(TWO, ROOTS, MARKS)] == ["The hospital", "The mayor"]
    drawn = toll_lines(root_lines(TWO, ROOTS, MARKS))
    assert re.findall(r'polyline class="steps (root-\d)"', drawn) == ["root-1", "root-2"]


def test_a_line_keeps_its_height_until_the_next_figure() -> None:
    (points,) = re.findall(r'steps root-2"[^>]* points="([^"]+)"', toll_lines(root_lines(TWO, ROOTS, MARKS)))
    heights = [float(point.split(",")[1]) for point in points.split()]
    assert heights[0] == heights[1] > heights[2] == heights[3]


def test_every_figure_is_told_in_words() -> None:
    drawn = toll_lines(root_lines(TWO, ROOTS, MARKS))
    (said,) = re.findall(r'aria-label="([^"]+)"', drawn)
    assert said == "The hospital: 5 or more, 2 May 2023; The mayor: 2, 1 May 2023, then 9, 3 May 2023"


def test_a_figure_of_unknown_time_stands_apart_before_the_axis_of_time() -> None:
    lines = root_lines(course(CourseStep(low=4, high=4, root="mayor"), *TWO.steps), ROOTS, MARKS)
    drawn = toll_lines(lines)
    assert "no time" in drawn
    assert "no time" not in toll_lines(root_lines(TWO, ROOTS, MARKS))


def test_small_drawings_share_the_scale_of_all_roots() -> None:
    hospital, mayor = small_multiples(root_lines(TWO, ROOTS, MARKS))
    assert ">9</text>" in hospital  # the largest figure, although another root gave it
    assert "root-2" not in hospital
    assert "root-1" not in mayor


def test_names_of_roots_are_data() -> None:
    roots = {"mayor": Root(id="mayor", name='<script>"&')}
    assert "<script" not in toll_lines(root_lines(TWO, roots, MARKS))
