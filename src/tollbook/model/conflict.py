"""Figures that cannot all be true, figures that followed each other, and words with two readings."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

ConflictKind = Literal["contradiction", "disagreement", "rendering", "time"]
ChangeKind = Literal["growth", "revision"]


class Conflict(Struct, frozen=True, kw_only=True):
    """A smallest set of claims that cannot all be true of the same incident, measure and time.

    It takes no side: `why` says how the figures do not add up, `repairs` every smallest change that mends
    them. A conflict is closed (`open` false) when one of its claims has been overtaken, by the claims in
    `closed_by`.
    """

    id: str
    claims: tuple[str, ...]
    kind: ConflictKind
    within_report: bool
    open: bool = True
    closed_by: tuple[str, ...] = ()
    rule: str
    why: str
    repairs: tuple[str, ...] = ()


class Change(Struct, frozen=True, kw_only=True):
    """A step of the toll: later and higher (growth), or corrected by the same root (revision)."""

    older: tuple[str, ...]
    newer: tuple[str, ...]
    measure: str
    group: tuple[str, ...] = ()
    kind: ChangeKind


class WordReading(Struct, frozen=True, kw_only=True):
    """How a word with two readings was read, why, and what the number would be otherwise."""

    claim: str
    word: str
    read_as: str
    rule: str
    because: str
    otherwise: str
