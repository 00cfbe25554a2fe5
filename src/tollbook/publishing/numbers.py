"""Numbers, times and groups as people read them; the same words in a terminal and on a page.

Takes: findings, steps, times. Gives: short strings, and the dots of a range. Change this when: a number is
worded differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from tollbook.measures import measures
from tollbook.model import Course, CourseStep, Finding, Root, When

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Dot(Struct, frozen=True):
    """What one root says last of a number, to be drawn over its range.

    `mark` numbers the root from 1 on; `past` tells a figure that a later one has overtaken.
    """

    name: str
    low: int
    high: int | None
    mark: int = 0
    past: bool = False

    @property
    def at(self) -> float:
        """Where the dot stands: between the ends that the root gives."""
        return self.low if self.high is None else (self.low + self.high) / 2


def bounds(low: int, high: int | None) -> str:
    """Give two ends in words: "15", "14 to 15", "18 or more"."""
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def answer(finding: Finding) -> str:
    """Give a finding in words: "14 to 15, best 15"; a best that is the range itself is not said again."""
    words = bounds(finding.low, finding.high)
    if finding.best is None:
        return f"{words}, best undecided" if finding.high is not None else words
    return words if finding.low == finding.high else f"{words}, best {finding.best:,}"


def subject(measure: str, unit: str, group: Sequence[str]) -> str:
    """Give what is counted, in words: "killed", "killed: children", "damaged: flat"."""
    return _subject(measure, unit, tuple(group))


@lru_cache(maxsize=4096)
def _subject(measure: str, unit: str, group: tuple[str, ...]) -> str:
    tags = [_GROUPS.get(tag, tag.replace("_", " ") + "s") for tag in group]
    things = [] if unit == "person" else [unit]
    label = measures()[measure].label.lower() if measure in measures() else measure
    return ": ".join(filter(None, (label, ", ".join([*things, *tags]))))


_GROUPS = {
    "unknown": "unknown who", "side_a": "side a", "side_b": "side b",
    "child": "children", "elderly": "elderly people", "man": "men", "woman": "women",
    "police": "police officers", "women_and_children": "women and children",
}  # fmt: skip


def when(time: When | None) -> str:
    """Give a time in words: "30 Dec 2023", "31 Dec 2023 08:52 UTC", "2023"; nothing where it is unknown."""
    if time is None:
        return ""
    if time.precision in ("year", "month") and (whole := _whole(time)):
        return whole
    if time.start == time.end or time.start[:10] == time.end[:10]:
        return moment(time.start)
    return f"{moment(time.start)} to {moment(time.end)}"


def _whole(time: When) -> str:
    """Give the name of a year or a month where a time is one as a whole, else nothing."""
    first, last = time.start[:10].split("-"), time.end[:10].split("-")
    if first[0] != last[0] or len(first) < 3 or len(last) < 3 or first[2] != "01":
        return ""
    if time.precision == "year":
        return first[0] if (first[1], *last[1:]) == ("01", "12", "31") else ""
    return moment(time.start).partition(" ")[2] if first[1] == last[1] and int(last[2]) >= 28 else ""


@lru_cache(maxsize=4096)
def moment(stamp: str) -> str:
    """Give an ISO 8601 stamp in words; what is none comes back as it is."""
    day, _, clock = stamp.partition("T")
    parts = day.split("-")
    try:
        year, month, number = int(parts[0]), _MONTHS[int(parts[1]) - 1], int(parts[2])
    except (IndexError, ValueError):
        return stamp
    hour = f" {clock[:5]} UTC" if clock.endswith(("Z", "+00:00")) else f" {clock[:5]}" if clock else ""
    return f"{number} {month} {year}{hour}"


def told_at(step: CourseStep) -> str:
    """Give as of when a step of a toll holds, and what is odd about when it was printed."""
    words = [when(step.as_of) or "time unknown"]
    if step.repeated:
        words.append(f"printed again {moment(step.repeated)}, when more were known")
    if step.late:
        words.append(f"corrected late, {moment(step.late)}")
    return "; ".join(words)


def course_of(finding: Finding, courses: Iterable[Course]) -> Course | None:
    """Give the course of the toll that a finding is the answer to, if there is one."""
    key = (finding.incident, finding.measure, finding.unit, finding.group)
    return next((one for one in courses if (one.incident, one.measure, one.unit, one.group) == key), None)


def dots(finding: Finding, course: Course | None, roots: Mapping[str, Root]) -> tuple[Dot, ...]:
    """Give a dot for each root whose last figure lies in the range of a finding."""
    last: dict[str, CourseStep] = {}
    for step in course.steps if course else ():
        if step.root in finding.roots and _inside(step, finding):
            last[step.root] = step
    return tuple(
        Dot(roots[root].name if root in roots else root, step.low, step.high) for root, step in last.items()
    )


def _inside(step: CourseStep, finding: Finding) -> bool:
    return step.low >= finding.low and (finding.high is None or step.low <= finding.high)
