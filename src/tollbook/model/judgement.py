"""What a person decided."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from tollbook.model.claim import Claim
from tollbook.model.incident import Facts

Verdict = Literal[
    "accept",
    "correct",
    "reject",
    "unverifiable",
    "same",
    "different",
    "unsure",
    "add",
    "range",
    "facts",
    "inside",
    "outside",
    "undo",
]
"""What can be decided: on a claim, on what is the same, on an incident, and on another judgement."""

State = Literal["accepted", "corrected", "rejected", "unverifiable", "unseen"]
"""Where a claim stands after people's judgements; `unseen` is one that nobody has judged."""


class Chosen(Struct, frozen=True, kw_only=True):
    """A person's own range for one measure and group, shown beside the program's finding and never over it.

    A bound that is `None` is open, `best` is `None` where it is undecided. Where `concluded` is false the
    person says that no conclusion is possible, and there are no bounds.
    """

    measure: str
    unit: str = "person"
    group: tuple[str, ...] = ()
    low: int | None = None
    best: int | None = None
    high: int | None = None
    concluded: bool = True


class Judgement(Struct, frozen=True, kw_only=True):
    """A decision on `target`, or on whether `target` and `other` are the same; who made it, when and why.

    A claim is accepted, corrected (`correction` is the claim as it should read), rejected or unverifiable, or
    added by hand to a report. The two sides of a link are the same or different; of two incidents that are
    the same, `target` is the one that both go by from then on. An incident gets a range (`chosen`), its
    place, date or kind (`facts`), or lies inside or outside the project's scope. A judgement that is undone
    holds no more, as if it had never been.
    `seen` is the entry that the person had before their eyes: a target that has changed since is not judged.
    `when` is a UTC moment in ISO 8601.
    """

    id: str
    target: str
    other: str | None = None
    verdict: Verdict
    correction: Claim | None = None
    chosen: Chosen | None = None
    facts: Facts | None = None
    seen: str | None = None
    who: str
    when: str
    why: str = ""
