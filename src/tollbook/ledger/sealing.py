"""Parts a noun into values, which enter the chain, and words, which lie outside it and can be deleted.

A string stays among the values only under a name that is known to hold a code, an id or a date; every other
string is a word: a quote, a name, a sentence. So a field that is added later is kept out of the chain until
somebody says that it may enter.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeAlias, TypeVar

import msgspec

# fmt: off
CODES = frozenset([
    "act", "candidates", "captured", "checksum", "claim", "claims", "closed_by", "commit", "decided_by",
    "disputed_by", "end", "event", "extent", "from", "group", "id", "incident", "independence", "inputs",
    "kind", "language", "machine", "maker", "measure", "method", "newer", "older", "other", "part_of",
    "precision", "published", "published_at", "read_as", "readings", "report", "reports", "root", "roots",
    "rule", "rules", "scope", "seen", "settings", "severity", "speakers", "stage", "stage_version",
    "start", "statement", "status", "target", "unit", "unknown", "utc", "verdict", "version", "when",
])
# fmt: on
"""The names under which a string is a code, an id or a date."""

ERASED = "[erased]"
"""What stands for words that were deleted."""

_MARK = "$"
_NESTED = frozenset([dict, list])

Builtins: TypeAlias = Any
"""What JSON can hold."""

Noun = TypeVar("Noun", bound=msgspec.Struct)


def seal(noun: object) -> tuple[Builtins, tuple[str, ...]]:
    """Give the values of a noun, with a numbered mark in place of every word, and the words in that order."""
    words: dict[str, int] = {}
    value = _without_words(msgspec.to_builtins(noun), "", words)
    return value, tuple(words)


def unseal(value: Builtins, words: Sequence[str] | None, noun: type[Noun]) -> Noun:
    """Give the noun that was sealed; where its words were deleted (`None`), `ERASED` stands for each."""
    return msgspec.convert(restored(value, words), noun)


def restored(value: Builtins, words: Sequence[str] | None) -> Builtins:
    """Give the values with the words put back; `ERASED` for each where they were deleted (`None`)."""
    if isinstance(value, dict):
        if _MARK in value:
            place = value[_MARK]
            return words[place] if words is not None and place < len(words) else ERASED
        return {key: restored(each, words) if type(each) in _NESTED else each for key, each in value.items()}
    if isinstance(value, list):
        return [restored(each, words) if type(each) in _NESTED else each for each in value]
    return value


def pack(words: Sequence[str]) -> bytes:
    """Give words as bytes; a text may hold halves of characters, which plain UTF-8 refuses."""
    return json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")


def unpack(data: bytes) -> tuple[str, ...]:
    """Give the words that were packed. Raises `ValueError` where the bytes were not made by `pack`."""
    if not isinstance(data, bytes):
        raise ValueError("not bytes")
    return tuple(json.loads(data.decode(errors="surrogatepass")))


def _without_words(value: Builtins, name: str, words: dict[str, int]) -> Builtins:
    if isinstance(value, str):
        return value if name in CODES else {_MARK: words.setdefault(value, len(words))}
    if isinstance(value, dict):
        return {key: _without_words(each, key, words) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without_words(each, name, words) for each in value]
    return value
