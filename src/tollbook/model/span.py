"""Where words stand in a report's text: offsets, with or without the words themselves."""

from __future__ import annotations

from msgspec import Struct


class Offsets(Struct, frozen=True, kw_only=True):
    """A stretch of a report's text, as Python string offsets: `start` included, `end` excluded."""

    start: int
    end: int


class Span(Offsets, frozen=True, kw_only=True):
    """A stretch of a report's text together with its words, copied exactly."""

    quote: str
