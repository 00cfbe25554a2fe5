"""As of when a figure holds, and which of two figures is the later one.

Takes: claims with their times, and reports with their publication. Gives: an `AsOf` for each claim, as a
stretch of time in seconds, and the order of two of them. Change this when: a rule about before and after
changes.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import Literal

from msgspec import Struct, structs

from tollbook.model import Claim, Report, When

RULE = "as-of"
BEGINNING, ALWAYS, EVER, END = float("-inf"), -1e18, 1e18, float("inf")

Ground = Literal["words", "statement", "publication", "unknown"]


class Stage(IntEnum):
    """Where words place a count among the others of its report.

    `OLD`: they call it one that held before; `FIRST`: they tell what was found at first; `LAST`: they put it
    after the others.
    """

    OLD = -2
    FIRST = -1
    NONE = 0
    LAST = 1


class AsOf(Struct, frozen=True):
    """The stretch of time in which a figure was true, in seconds since 1970, and what it rests on.

    `exact` marks a stated moment; `published` is the latest moment at which the report can have appeared.
    `weak` marks a stretch that no stated time gives: only a figure that is not below another is later by it
    alone. `broad` marks a day or more: two figures of different reports in it are told apart by publication
    too. `old` marks a figure that its own words call one that held before.
    """

    start: float
    end: float
    ground: Ground
    exact: bool = False
    published: float = END
    when: When | None = None
    weak: bool = False
    broad: bool = False
    old: bool = False


def as_of(claim: Claim, report: Report | None) -> AsOf:
    """Give the as-of of a claim.

    The stated time, else the time of the statement, else the publication, else unknown.

    A figure cannot be of a later time than its report, so that its stretch ends at the publication.
    """
    printed = stretch(report.published) if report is not None and report.published else None
    latest = printed[1] if printed else END
    for stated, ground in ((claim.times.as_of, "words"), (claim.times.said, "statement")):
        if stated is None:
            continue
        span = of_when(stated)
        if span is None:
            continue
        start, end = span
        known: Ground = (
            "publication"
            if stated.ground == "publication"
            else ("words" if ground == "words" else "statement")
        )
        exact = stated.precision == "time" and start == end
        return AsOf(
            start,
            max(start, min(end, latest)),
            known,
            exact,
            latest,
            stated,
            known == "publication",
            stated.precision != "time",
        )
    if printed:
        return AsOf(printed[0], printed[1], "publication", False, latest, _published(report), True)
    since = of_when(claim.times.event) if claim.times.event else None
    return AsOf(since[0] if since else ALWAYS, EVER, "unknown", weak=True)


def shifted(at: AsOf, stage: Stage, shared: bool) -> AsOf:
    """Give the as-of that words make of it: the beginning, or after the others.

    A stated time stays as it is. Only words that call a figure old go before the time of a statement that
    gives another number too (`shared`): "said on Monday that it was nine, up from four".
    """
    told = at.when is not None and at.when.ground == "statement"
    if not (stage and (at.weak or (stage is Stage.OLD and told and shared))):
        return at
    edge = BEGINNING if stage < Stage.NONE else at.end + 1 if at.end < EVER else END
    return structs.replace(at, start=edge, end=edge, exact=False, weak=True, old=stage is Stage.OLD)


def order(one: AsOf, other: AsOf) -> int:
    """Give -1 where `one` is earlier than `other`, 1 where it is later, 0 where they overlap.

    Two stretches that touch (an evening that ends when the night begins) do not overlap.
    """
    if one.end == other.start and one.start < one.end and other.start < other.end:
        return -1
    if other.end == one.start and one.start < one.end and other.start < other.end:
        return 1
    return -1 if one.end < other.start else 1 if other.end < one.start else 0


def stretch(text: str) -> tuple[float, float] | None:
    """Give the first and last second that an ISO 8601 date or moment names, or `None` where it is neither."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        first = moment.timestamp()
        last = (
            (moment + timedelta(days=1)).timestamp() - 1 if len(text.strip()) == len("2023-12-30") else first
        )
    except OverflowError:
        return None
    return first, last


def of_when(when: When) -> tuple[float, float] | None:
    """Give the first and last second of a time, or `None` where it cannot be read."""
    first, last = stretch(when.start), stretch(when.end)
    return (first[0], max(first[0], last[1])) if first and last else None


def _published(report: Report | None) -> When | None:
    if report is None or report.published is None:
        return None
    day = report.published.strip()
    precision: Literal["day", "time"] = "day" if len(day) == len("2023-12-30") else "time"
    return When(start=day, end=day, precision=precision, ground="publication")
