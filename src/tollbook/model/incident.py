"""What happened at one place and time."""

from __future__ import annotations

from msgspec import Struct

from tollbook.model.place import Place
from tollbook.model.span import Span
from tollbook.model.when import When


class Responsible(Struct, frozen=True, kw_only=True):
    """Who is reported responsible, according to whom: a sourced claim, never a fact."""

    value: str
    according_to: str | None = None
    evidence: Span


class Incident(Struct, frozen=True, kw_only=True):
    """An incident with the claims that belong to it; `kind` is `event/sub-event` in ACLED's names.

    `because` says why this date and this place.
    """

    id: str
    kind: str | None = None
    date: When | None = None
    place: Place | None = None
    claims: tuple[str, ...] = ()
    responsible: tuple[Responsible, ...] = ()
    because: str | None = None


FACTS = ("place", "date", "kind")
"""What a person may put right of an incident."""


class Facts(Struct, frozen=True, kw_only=True):
    """Some of the place, date and kind of an incident; `None` is not said, unless named as `unknown`."""

    place: Place | None = None
    date: When | None = None
    kind: str | None = None
    unknown: tuple[str, ...] = ()


class Settled(Incident, frozen=True, kw_only=True):
    """An incident of which people put place, date or kind right.

    `machine` is what the program chose of these, `decided_by` are the judgements that hold.
    """

    machine: Facts | None = None
    decided_by: tuple[str, ...] = ()


class Alias(Struct, frozen=True, kw_only=True):
    """Two names that a report uses for one thing, shown and never silently merged."""

    names: tuple[str, ...]
    because: str


class Loaded(Struct, frozen=True, kw_only=True):
    """A word by which the report judges in its own voice, with a neutral gloss."""

    start: int
    end: int
    gloss: str
