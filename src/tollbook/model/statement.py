"""Somebody says, thinks or plans something."""

from __future__ import annotations

from msgspec import Struct

from tollbook.model.span import Offsets, Span
from tollbook.model.speaker import Attribution


class Statement(Struct, frozen=True, kw_only=True):
    """A statement with the spans of its cue and content; `speaker` is `None` for the own voice."""

    id: str
    speaker: Attribution | None = None
    cue: Offsets | None = None
    content: Offsets
    act: str
    addressee: Span | None = None
    target: Span | None = None
