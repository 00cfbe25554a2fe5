"""Who says something."""

from __future__ import annotations

from msgspec import Struct

from tollbook.model.span import Offsets


class Attribution(Struct, frozen=True, kw_only=True):
    """The speaker of one claim or statement: the resolved `name`, and where the mention by the cue stands.

    `start` and `end` are `None` where the speaker was resolved without a mention of its own.
    """

    id: str
    name: str
    start: int | None = None
    end: int | None = None
    kind: str | None = None


class Speaker(Struct, frozen=True, kw_only=True):
    """A speaker as an entity inside one report, with every mention that was joined to it.

    `candidates` lists other speakers' ids that a short name may stand for as well. `because` says of every
    shorter name why it was taken for this speaker's.
    """

    id: str
    name: str
    role: str | None = None
    organisation: str | None = None
    country: str | None = None
    party: str | None = None
    kind: str | None = None
    mentions: tuple[Offsets, ...] = ()
    candidates: tuple[str, ...] = ()
    because: str | None = None
