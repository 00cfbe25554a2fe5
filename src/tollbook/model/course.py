"""How a toll went: which numbers followed each other, said by whom, as of when."""

from __future__ import annotations

from msgspec import Struct

from tollbook.model.when import When


class CourseStep(Struct, frozen=True, kw_only=True):
    """One state of a toll with the root that gave it and the claims it rests on; `high` may be open.

    `repeated` is when it was printed last though a higher one of a later time was out already (a stale
    repeat), `late` when it was printed where its root had given another number for that time before (a late
    correction); both in ISO 8601.
    """

    low: int
    high: int | None
    root: str
    as_of: When | None = None
    claims: tuple[str, ...] = ()
    repeated: str | None = None
    late: str | None = None


class Course(Struct, frozen=True, kw_only=True):
    """The steps of one measure, unit and group of an incident in the order of time."""

    incident: str
    measure: str
    unit: str
    group: tuple[str, ...] = ()
    steps: tuple[CourseStep, ...] = ()
