"""The chain: how ids and hashes of entries are computed, and nothing else.

Every entry's hash covers the hash before it, so no entry can be changed, removed from the middle or put in
between without every later hash being wrong. Words lie outside; the chain holds only their salted hash, which
says nothing about them once words and salt are deleted.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from tollbook.model import Entry, Step

GENESIS = "0" * 64
"""The `prev_hash` of the first entry."""

_MOMENT_OF_CAPTURE = "captured"


class Body(Struct, frozen=True, kw_only=True):
    """What an entry says: the values of its subject, the ids of the entries it was made from, and seals.

    `replaces` is the entry that held for the subject before, `words` and `original` are salted hashes of what
    lies outside the chain.
    """

    subject: str
    value: dict[str, Any]
    inputs: tuple[str, ...]
    replaces: str | None
    words: str | None
    original: str | None


def canonical(value: object) -> bytes:
    """Give the one JSON form of a value: keys in order, no white space."""
    return msgspec.json.encode(value, order="sorted")


def digest(value: object) -> str:
    """Give the SHA-256 of a value's canonical form, as 64 hex digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def new_salt() -> bytes:
    """Give 16 random bytes."""
    return os.urandom(16)


def salted(salt: bytes, data: bytes) -> str:
    """Give the salted SHA-256 of words or bytes, as 64 hex digits."""
    return hashlib.sha256(salt + data).hexdigest()


def step_id(step: Step) -> str:
    """Give the id of a step without its inputs: `stp_`, what decides the results, `_`, which build it was.

    Two builds of the package that share a stage version, settings and method make the same things, so the
    first half alone counts when a repeat is looked for.
    """
    kind = digest([step.maker, step.stage_version, step.settings, step.method])[:20]
    build = digest([step.version, step.commit])[:8]
    return f"stp_{kind}_{build}"


def content(kind: str, subject: str, value: dict[str, Any], inputs: Sequence[str], step: str | None) -> str:
    """Give the hash of what an entry says, its words aside: two entries that share it say the same.

    The moment of capture is left out, so that reading the same page again is a repeat.
    """
    lasting = {name: each for name, each in value.items() if name != _MOMENT_OF_CAPTURE}
    maker = step and step.rsplit("_", 1)[0]
    return digest([kind, subject, lasting, inputs, maker])


def entry_id(said: str, replaces: str | None) -> str:
    """Give the id of an entry from the hash of what it says and the entry that it replaces."""
    return "ent_" + digest([said, replaces])[:32]


def link_hash(entry: Entry) -> str:
    """Give the hash that an entry must bear: one of the whole line with the hash before it."""
    return digest(
        [entry.seq, entry.id, entry.type, entry.body, entry.step, entry.recorded_at, entry.prev_hash]
    )
