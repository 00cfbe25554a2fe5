"""What in a text belongs to the page it was copied from: comment forms, share buttons, bylines, datelines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from tollbook.languages import available, load
from tollbook.model import Furniture
from tollbook.reading.headings import BylineWords, DatedWords, DatelineWords, Headings, Line

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_SENTENCE_END = '.!?:;,"”’)…'
_BETWEEN = re.compile(r"[|·•,]")
_OUTER = " \t\xa0\ufeff*»«›‹|:.!?…–—-•·>→↓↑▼\u200b\u200e\u200f"

LONGEST = 200
"""A line longer than this (in characters) is never furniture as a whole."""

MOST_HEADLINES, LONGEST_HEADLINE = 6, 140
"""So many lines below "Read also", each of so many characters at most, may be headlines of other reports."""

MOST_WORDS = 25
"""A line of menu words has no more words than this."""


class Kind(Struct, frozen=True, forbid_unknown_fields=True):
    """The lines by which one kind of furniture is known; see `languages/en/furniture.yaml`."""

    kind: str
    lines: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    longest: int = LONGEST
    heads: bool = False


class Pack(Struct, frozen=True, forbid_unknown_fields=True):
    """What `languages/<language>/furniture.yaml` holds."""

    kinds: tuple[Kind, ...]
    anywhere: tuple[str, ...]
    byline: BylineWords
    dated: DatedWords
    dateline: DatelineWords


class Marks(Struct, frozen=True):
    """The furniture of a text in order of offsets, and what its byline, dateline and date say."""

    furniture: tuple[Furniture, ...] = ()
    author: str | None = None
    dateline: str | None = None
    published: str | None = None


class _Entry(Struct):
    """What of a pack begins with one first word: lines, beginnings of lines, and kinds made of words."""

    lines: dict[str, Kind] = {}
    starts: list[tuple[str, Kind]] = []
    made_of: dict[str, tuple[frozenset[str], Kind]] = {}


class _Lookup(Struct, frozen=True):
    """A pack turned round: from the first word of a line to what it may be."""

    entries: dict[str, _Entry]
    anywhere: tuple[str, ...]
    headings: Headings


class _Below:
    """The lines below "Read also": headlines of other reports, if furniture or nothing follows them.

    Where a sentence follows, the story goes on, and they may belong to it; so they may before it begins.
    """

    def __init__(self) -> None:
        self._begun = False
        self._kind: Kind | None = None
        self._lines: list[Line] = []

    def open(self, kind: Kind) -> None:
        """Begin anew below a line of furniture."""
        self._kind = kind if kind.heads and self._begun else None
        self._lines.clear()

    def add(self, line: Line) -> None:
        """Take a line that is no furniture by itself."""
        if line.words[-1] in _SENTENCE_END or line.end - line.start > LONGEST_HEADLINE:
            self._begun, self._kind = True, None
        elif self._kind:
            self._lines.append(line)

    def furniture(self) -> Iterator[Furniture]:
        """Give the headlines that were taken."""
        if self._kind and len(self._lines) <= MOST_HEADLINES:
            for line in self._lines:
                yield Furniture(start=line.start, end=line.end, kind=self._kind.kind)


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
    below = _Below()
    for line in _lines(text, start):
        if line.end - line.start <= LONGEST and (kind := _kind(line.words, pack)):
            found.extend(below.furniture())
            below.open(kind)
            found.append(Furniture(start=line.start, end=line.end, kind=kind.kind))
        elif heading := headings.look(line):
            found.append(heading)
        else:
            below.add(line)
    found.extend(below.furniture())
    found.extend(filter(None, (headings.date_alone(),)))
    found.extend(_anywhere(text, start, pack.anywhere))
    return Marks(_disjoint(found), headings.author, headings.dateline, headings.published)


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


def _kind(words: str, pack: _Lookup) -> Kind | None:
    words = words.strip(_OUTER)
    entry = pack.entries.get(_key(words)) if words else None
    if entry is None:
        return None
    folded = _folded(words)
    if kind := entry.lines.get(folded):
        return kind
    for begin, kind in entry.starts:
        if folded.startswith(begin) and len(words) <= kind.longest:
            return kind
    parts = _BETWEEN.sub(" ", folded).split() if entry.made_of else ()
    if 2 <= len(parts) <= MOST_WORDS:
        return next((kind for members, kind in entry.made_of.values() if members.issuperset(parts)), None)
    return None


def _key(words: str) -> str:
    """Give what a line is looked up by: the beginning of its first word, which passes over most at once."""
    key = words.split(None, 1)[0][:3].casefold()
    return "#" if key[0].isdigit() else key


def _folded(words: str) -> str:
    return " ".join(_NUMBER.sub("#", words.casefold()).split())


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
    entries: dict[str, _Entry] = {}
    for kind in pack.kinds:
        for line in kind.lines:
            words = _folded(line).strip(_OUTER)
            entries.setdefault(_key(words), _Entry()).lines.setdefault(words, kind)
        for start in kind.starts:
            words = _folded(start).lstrip(_OUTER)
            entries.setdefault(_key(words), _Entry()).starts.append((words, kind))
        members = frozenset(map(_folded, kind.words))
        for words in filter(None, (member.strip(_OUTER) for member in members)):
            entries.setdefault(_key(words), _Entry()).made_of[kind.kind] = (members, kind)
    return _Lookup(
        entries=entries, anywhere=pack.anywhere, headings=Headings(pack.byline, pack.dateline, pack.dated)
    )
