"""One line of the ledger."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

EntryType = Literal[
    "step", "report", "claim", "reading", "incident", "link", "reconciliation", "judgement", "record"
]


class Entry(Struct, frozen=True, kw_only=True):
    """An entry: what was written, when, and the hash that chains it to the entry before.

    `body` is canonical JSON without words of people or reports; `id` is a hash of what the entry says,
    `hash` one of the whole line with `prev_hash`. `step` is the id of the entry that tells how it was made.
    """

    seq: int
    id: str
    type: EntryType
    body: str
    step: str | None
    recorded_at: str
    prev_hash: str
    hash: str
