"""A time with its precision and the ground it rests on."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from tollbook.model.span import Span

TimePrecision = Literal["time", "day", "week", "month", "year", "period"]
Ground = Literal["words", "statement", "publication"]


class When(Struct, frozen=True, kw_only=True, rename={"ground": "from"}):
    """From `start` to `end`, both included: ISO dates, or UTC moments where the precision is `time`.

    A part of a day ("Saturday evening") lies between two moments, where it is known by which clock. `ground`
    (JSON name `from`) says whether the words give the time, the time of the statement, or only the
    publication of the report. What is unknown is `None` in place of a `When`, never a guess.
    """

    start: str
    end: str
    precision: TimePrecision
    ground: Ground
    evidence: Span | None = None


class TimeMention(Span, frozen=True, kw_only=True):
    """A time expression of the text; `utc` is the moment, day or period that it names, if known.

    `stretch` holds the UTC moments, joined by `/`, between which a part of a day lies ("Saturday evening"),
    where the places of the report tell by which clock.
    """

    utc: str | None = None
    stretch: str | None = None
    precision: TimePrecision | None = None
    because: str | None = None
