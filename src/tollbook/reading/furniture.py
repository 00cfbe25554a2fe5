"""What in a text belongs to the page it was copied from: comment forms, share buttons, bylines, datelines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from tollbook.languages import available, load
from tollbook.model import Furniture
from tollbook.reading.headings import BylineWords, DatelineWords, Headings, Line

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_OUTER = " \t\xa0\ufeff*»«›‹|:.!?…–—-•·>→↓↑▼#\u200b\u200e\u200f"

LONGEST = 200
"""A line longer than this (in characters) is never furniture as a whole."""


class Kind(Struct, frozen=True, forbid_unknown_fields=True):
    """The lines by which one kind of furniture is known; see `languages/en/furniture.yaml`."""

    kind: str
    lines: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    longest: int = LONGEST


class Pack(Struct, frozen=True, forbid_unknown_fields=True):
    """What `languages/<language>/furniture.yaml` holds."""

    kinds: tuple[Kind, ...]
    anywhere: tuple[str, ...]
    byline: BylineWords
    dateline: DatelineWords


class Marks(Struct, frozen=True):
    """The furniture of a text in order of offsets, and what its byline and dateline say."""

    furniture: tuple[Furniture, ...] = ()
    author: str | None = None
    dateline: str | None = None


class _Lookup(Struct, frozen=True):
    """A pack turned round: from the words of a line to its kind."""

    lines: dict[str, tuple[str, int]]
    starts: dict[str, tuple[tuple[str, str, int], ...]]
    words: dict[str, frozenset[str]]
    anywhere: tuple[str, ...]
    headings: Headings


def mark(text: str, language: str | None, start: int = 0) -> Marks:
    """Give the furniture of `text` from the offset `start` on, behind the title.

    A text in a language without a pack has none. Time grows with the length of the text, and no line is
    looked at that is longer than `LONGEST`.
    """
    if language not in available():
        return Marks()
    pack = _lookup(language)
    found: list[Furniture] = []
    headings = pack.headings.reader()
    for line in _lines(text, start):
        if line.end - line.start <= LONGEST and (kind := _kind(line.words, pack)):
            found.append(Furniture(start=line.start, end=line.end, kind=kind))
        elif heading := headings.look(line):
            found.append(heading)
    found.extend(_anywhere(text, start, pack.anywhere))
    return Marks(_disjoint(found), headings.author, headings.dateline)


def without(text: str, furniture: tuple[Furniture, ...]) -> str:
    """Give a text without its furniture; for pages, whose text is put together anyway."""
    kept, last = [], 0
    for piece in furniture:
        kept.append(text[last : piece.start])
        last = piece.end
    kept.append(text[last:])
    return re.sub(r"\n{3,}", "\n\n", "".join(kept)).strip("\n")


def _lines(text: str, start: int) -> Iterator[Line]:
    """Give the lines that say something, without the white space around them."""
    for match in _LINE.finditer(text, start):
        line = match.group()
        words = line.strip()
        if words:
            begin = match.start() + len(line) - len(line.lstrip())
            yield Line(text, begin, begin + len(words), words)


def _kind(words: str, pack: _Lookup) -> str | None:
    folded = " ".join(_NUMBER.sub("#", words.casefold()).split())
    known = pack.lines.get(folded) or pack.lines.get(folded.strip(_OUTER))
    if known and len(words) <= known[1]:
        return known[0]
    folded = folded.lstrip("*»•·|>▼→ ")
    for begin, kind, longest in pack.starts.get(folded[:2], ()):
        if folded.startswith(begin) and len(words) <= longest:
            return kind
    return _made_of(folded, pack)


def _made_of(folded: str, pack: _Lookup) -> str | None:
    """Give the kind that a line consists of the words of; a single word has to be a line of its own."""
    parts = folded.replace("|", " ").replace("·", " ").replace("•", " ").replace(",", " ").split()
    if not 2 <= len(parts) <= 25:
        return None
    return next((kind for kind, words in pack.words.items() if words.issuperset(parts)), None)


def _anywhere(text: str, start: int, stretches: tuple[str, ...]) -> Iterator[Furniture]:
    for stretch in stretches:
        at = text.find(stretch, start)
        while at >= 0:
            yield Furniture(start=at, end=at + len(stretch), kind="page")
            at = text.find(stretch, at + len(stretch))


def _disjoint(found: list[Furniture]) -> tuple[Furniture, ...]:
    """Sort, and drop what lies inside another."""
    found.sort(key=lambda piece: (piece.start, -piece.end))
    kept: list[Furniture] = []
    for piece in found:
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
    return tuple(kept)


@cache
def _lookup(language: str) -> _Lookup:
    pack = load(language, "furniture", Pack)
    starts: dict[str, list[tuple[str, str, int]]] = {}
    lines: dict[str, tuple[str, int]] = {}
    words: dict[str, set[str]] = {}
    for kind in pack.kinds:
        for line in kind.lines:
            lines.setdefault(line.casefold(), (kind.kind, kind.longest))
            lines.setdefault(line.casefold().strip(_OUTER), (kind.kind, kind.longest))
        for begin in kind.starts:
            starts.setdefault(begin.casefold()[:2], []).append((begin.casefold(), kind.kind, kind.longest))
        words.setdefault(kind.kind, set()).update(word.casefold() for word in kind.words)
    lines.pop("", None)
    return _Lookup(
        lines=lines,
        starts={first: tuple(entries) for first, entries in starts.items()},
        words={kind: frozenset(members) for kind, members in words.items() if members},
        anywhere=pack.anywhere,
        headings=Headings(pack.byline, pack.dateline),
    )
