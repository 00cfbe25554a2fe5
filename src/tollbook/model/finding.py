"""A number for one measure and group of one incident under one method."""

from __future__ import annotations

from msgspec import Struct

from tollbook.model.when import When


class SetAside(Struct, frozen=True, kw_only=True):
    """A claim that a method did not count, by which rule and why."""

    claim: str
    rule: str
    why: str


class Finding(Struct, frozen=True, kw_only=True):
    """Low, best and high; `high` is `None` where it is open, `best` where it is undecided.

    `group` is empty for the total. `derived` marks a number that follows from claims though nobody said it;
    `readings` names the claims whose words have two readings and on which the number rests.
    """

    id: str
    incident: str
    measure: str
    unit: str
    group: tuple[str, ...] = ()
    low: int
    best: int | None
    high: int | None
    as_of: When | None = None
    roots: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    derived: bool = False
    vague: bool = False
    readings: tuple[str, ...] = ()
    disputed_by: tuple[str, ...] = ()
    method: str
    rule: str


class NotApplicable(Struct, frozen=True, kw_only=True):
    """A method that does not apply to a measure, with the clause that says so."""

    method: str
    measure: str
    clause: str
