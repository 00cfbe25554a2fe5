"""One place in a report where a count of harm is stated."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from tollbook.model.count import Count
from tollbook.model.place import Place
from tollbook.model.span import Span
from tollbook.model.speaker import Attribution
from tollbook.model.when import When

Extent = Literal["whole", "part", "unclear"]
Status = Literal["asserted", "possible", "denied"]
Scope = Literal["event", "background", "cumulative"]

GROUPS = (
    "adult", "child", "elderly", "man", "woman", "women_and_children", "civilian", "combatant", "police",
    "journalist", "medic", "aid_worker", "official", "prisoner", "perpetrator",
)  # fmt: skip
"""What words may say of the people whom a claim counts; there are no other groups."""


class By(Struct, frozen=True, kw_only=True):
    """Which rules and which parts of the model made a claim, and how sure its measure is (0 to 1).

    `confidence` is put right by how often such claims had the right measure before: of claims at 0.9 nine in
    ten (docs/decisions/0019). It says nothing of speaker and scope, and is 1 for what people add.
    """

    rules: tuple[str, ...]
    confidence: float


class ClaimTimes(Struct, frozen=True, kw_only=True):
    """When it happened, as of when the count holds, and when it was said."""

    event: When | None = None
    as_of: When | None = None
    said: When | None = None


class Claim(Struct, frozen=True, kw_only=True):
    """A count of harm with its words, its bounds and its speaker.

    `word` is the harm word where the measure folds several ("serious" in `critical`). `part_of` names the
    claim that this one is a part of. `speaker` is `None` where the report says it in its own voice.
    """

    id: str
    report: str
    measure: str
    unit: str
    group: tuple[str, ...] = ()
    count: Count
    word: str | None = None
    extent: Extent = "unclear"
    status: Status = "asserted"
    scope: Scope = "event"
    speaker: Attribution | None = None
    via: str | None = None
    basis: str | None = None
    root: str | None = None
    statement: str | None = None
    part_of: str | None = None
    incident: str | None = None
    place: Place | None = None
    times: ClaimTimes = ClaimTimes()
    evidence: Span
    by: By
