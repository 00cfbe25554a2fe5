"""What the words say about how many: bounds, never rounded and never guessed."""

from __future__ import annotations

from msgspec import Struct


class Count(Struct, frozen=True, kw_only=True):
    """The bounds that a count expression states; a bound that is `None` is open.

    `vague` holds the vague word itself ("dozens", "several"), or "plural" for a bare plural;
    what such a word is worth is decided by a method later, not here.
    """

    low: int | None
    high: int | None
    approx: bool = False
    vague: str | None = None
    text: str
