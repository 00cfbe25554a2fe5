"""Denied or only possible: what the words around a count say of its status.

The model has seen few denials; where the words are plain, they decide ("denied that 200 people had died").
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from tollbook.model import Status

NEAR = 7
"""A word of possibility stands at most so many words from the count."""


class StatusData(Struct, frozen=True, forbid_unknown_fields=True):
    """The part `status` of a language pack."""

    denied: tuple[str, ...]
    ends_denial: tuple[str, ...]
    possible: tuple[str, ...]
    instead: tuple[str, ...]


def stated(sentence: Sequence[str], first: int, last: int, data: StatusData) -> Status | None:
    """Give the status that plain words give the count at words `first` to `last` of a sentence, or `None`."""
    before = " ".join(["", *sentence[:first], ""])
    if sentence[first : first + 1] and sentence[first][0].isdigit() and before.endswith(data.instead):
        return "denied"
    denial = max((before.rfind(f" {phrase} ") for phrase in data.denied), default=-1)
    if denial >= 0 and not any(f" {end} " in before[denial:] for end in data.ends_denial):
        return "denied"
    near = " ".join(["", *sentence[max(0, first - NEAR) : last + 1 + NEAR], ""])
    return "possible" if any(f" {phrase} " in near for phrase in data.possible) else None
