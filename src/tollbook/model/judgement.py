"""What a person decided."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from tollbook.model.claim import Claim

Verdict = Literal["accept", "correct", "reject", "unverifiable", "same", "different", "unsure"]


class Judgement(Struct, frozen=True, kw_only=True):
    """A decision on `target`, or on whether `target` and `other` are the same; who made it, when and why.

    `correction` is the claim as it should read. `seen` is the entry that the person had before their eyes: a
    target that has changed since is not judged. `when` is a UTC moment in ISO 8601.
    """

    id: str
    target: str
    other: str | None = None
    verdict: Verdict
    correction: Claim | None = None
    seen: str | None = None
    who: str
    when: str
    why: str = ""
