"""Words, sentences and quotes of a text: the only place with offset arithmetic; and how names are compared.

Every offset is a Python string offset into the text as it came in; nothing here changes a text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct

_WORD = re.compile(r"(\d++(?:[.,\u00a0\u202f\u2009]\d++)*+|[^\W\d_]++(?:['’][^\W\d_]++)*+|[^\w\s]|_++)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“'])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cpl|Sgt|Pvt|Brig|Cmdr|Adm|Gov|Sen|Rep|Hon|Rev|St"
    r"|Jr|Sr|No|Nos|vs|etc|approx|est|Inc|Co|Corp|Ltd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Mt|Ft"
    r"|U\.S|U\.N|U\.K|E\.U|a\.m|p\.m|e\.g|i\.e)$",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+|$)|\n[ \t]*\n\s*|\n|[\u2028\u2029]|;(?=\s)")
# Possessive (*+): a long run of white space must not be tried in every way of sharing it out.
_OPENING = re.compile(r"\s*+[\"“‘'(\[«]*+\s*+([A-Z0-9À-ÞЀ-Я@#]|\S{0,3}[A-Z])")
_LIST_MARK = re.compile(r"\s*(?:\d{1,2}\s?[-.)]|[-*•–])\s")

_DROPPED = str.maketrans("", "", "'’‘ʼʻʿʾ`´‛ʹʺ")
_APART = re.compile(r"[^\w]+|_+")
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ə": "a", "æ": "ae", "œ": "oe"})

_BLANK = re.compile(r"\n[ \t]*\n")
_LINE = re.compile(r"\n+")

WRAP_WIDTH = 90
"""Lines of a hard-wrapped text are no longer than this, in characters."""

LONG_SENTENCE = 1200
"""A stretch without any sentence end is cut at white space after this many characters."""


class Words(Struct, frozen=True):
    """The words of a text in order: their offsets, their lower-case forms, and which begin a paragraph."""

    starts: Sequence[int]
    ends: Sequence[int]
    lower: Sequence[str]
    paragraphs: frozenset[int] = frozenset()

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, offset: int) -> int:
        """Give the index of the last word that starts at or before `offset`, or -1."""
        return bisect_right(self.starts, offset) - 1


def words(text: str, start: int = 0, end: int | None = None) -> Words:
    """Split `text[start:end]` into words, numbers and single marks, with offsets into `text`."""
    parts = _WORD.split(text[start:end])  # what stands between words, and words, in turn
    steps = list(accumulate(map(len, parts), initial=start))
    starts = steps[1:-1:2]
    return Words(starts, steps[2::2], [part.lower() for part in parts[1::2]], _paragraphs(text, starts))


def _paragraphs(text: str, starts: Sequence[int]) -> frozenset[int]:
    """Give the first word, and those behind a blank line or any line break unless lines are wrapped."""
    if "\n" not in text or not starts:
        return frozenset({0})
    breaks = _BLANK if _is_wrapped(text) else _LINE
    found = (bisect_right(starts, match.start()) for match in breaks.finditer(text, starts[0], starts[-1]))
    return frozenset({0, *found})


def sentences(text: str) -> list[tuple[int, int]]:
    """Give the sentences of a text as (start, end) offsets, in order and without overlap.

    A blank line or a line separator always ends a sentence; a single line break does unless the text is
    hard-wrapped; a very long stretch without an end is cut, so that no sentence is without bound.
    """
    wrapped = _is_wrapped(text)
    found: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(text):
        if _ends_sentence(text, start, match, wrapped):
            _append(text, start, match.end(), found)
            start = match.end()
    _append(text, start, len(text), found)
    return found


def _is_wrapped(text: str) -> bool:
    """Tell whether most line breaks stand in the middle of a sentence, as in telex and mail."""
    lines = [line.rstrip() for line in text[:20000].split("\n") if line.strip()]
    if len(lines) < 4 or max(map(len, lines)) > WRAP_WIDTH:
        return False
    full = [line for line in lines[:-1] if len(line) > 45]
    return len(full) >= 3 and sum(line[-1] not in '.!?"”:;' for line in full) > 0.6 * len(full)


def _ends_sentence(text: str, start: int, match: re.Match[str], wrapped: bool) -> bool:
    mark = match.group()
    if mark == "\n":
        if not wrapped:
            return True
        line_start = text.rfind("\n", 0, match.start()) + 1
        short = match.start() - line_start < 45
        return short or bool(_LIST_MARK.match(text, match.end()))
    if mark[0] in "\n\u2028\u2029" or mark == ";":
        return True
    if mark[0] == "." and _ABBREVIATION.search(text, max(start - 1, match.start() - 12, 0), match.start()):
        return False
    return match.end() == len(text) or bool(_OPENING.match(text, match.end()))


def _append(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONG_SENTENCE:
        cut = text.rfind(" ", start + LONG_SENTENCE // 2, start + LONG_SENTENCE)
        cut = cut if cut > start else start + LONG_SENTENCE
        found.append((start, cut))
        start = cut + 1 if text[cut : cut + 1] == " " else cut
    if end > start:
        found.append((start, end))


def fold(name: str) -> str:
    """Give the form under which a name is looked up: lower case, no accents, no apostrophes, single spaces.

    Takes any text; "Khān Yūnis" gives "khan yunis", "Pul-e-Khumri" gives "pul e khumri", "Panjwa’i"
    "panjwai".
    """
    name = name.translate(_DROPPED)
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.casefold())
        name = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_PLAIN)
    return _APART.sub(" ", name.lower()).strip()
