"""Bylines and datelines: who wrote a report, and from where and when."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from tollbook.model import Furniture

_UPPER = "A-ZÀ-ÖØ-Þ"
_PLACE = rf"[{_UPPER}][{_UPPER}.'’/-]*(?:[ \xa0][{_UPPER}][{_UPPER}.'’/-]*){{0,4}}"
_TITLED = rf"[{_UPPER}][\w.'’-]+(?:[ \xa0][{_UPPER}][\w.'’-]+){{0,3}}"
_BRACKETS = r"\([^()]{1,60}\)"
_DASH = r"(?:--+|[–—―]|-(?=\s))"
_COUNTRY = rf"(?:\s{{0,2}}{_BRACKETS})?"

_IN_CAPITALS = re.compile(
    rf"(?P<place>{_PLACE})(?P<more>{_COUNTRY}(?:,\s[^\n:–—()]{{1,50}}?)?(?P<source>\s{{0,2}}{_BRACKETS})?"
    rf"(?:,\s[^\n:–—()]{{1,30}}?)?)\s{{0,3}}(?P<mark>{_DASH}|:|$)",
    re.MULTILINE,
)
_WITH_SOURCE = re.compile(
    rf"(?P<place>{_TITLED})(?P<more>(?:,\s[^\n:–—()]{{1,40}}?)?(?P<source>\s{_BRACKETS}))\s{{0,3}}(?P<mark>{_DASH}|:)"
)
_SOURCE_ALONE = re.compile(
    rf"(?P<place>)(?P<more>)(?P<source>\([{_UPPER}][^()\n]{{1,40}}\))\s{{0,3}}(?P<mark>{_DASH})"
)
_TELEX_DATE = re.compile(rf"{_COUNTRY},\s(?:\d{{1,2}} [A-Z]{{3,9}}\.?(?: \d{{2,4}})?|NO DATE)\b")
_TAG = re.compile(r"\s{0,3}\[([^\[\]]{1,160})\]")
_AFTER_NAME = re.compile(r"\s*[|•·–—/]\s*|\s+-\s+|,\s+")
_SPACE = re.compile(r"\s*")

FIRST_LINES = 8
"""A dateline stands in one of this many first lines that are no furniture."""

LONG_LINE = 80
"""A place and a colon alone are a dateline only before a paragraph, in a line longer than this."""

MOST_NAMES = 12
"""A byline has no more words than this."""


class BylineWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What a byline begins with, what joins its names, and what no name begins with."""

    starts: tuple[str, ...]
    joiners: frozenset[str]
    not_names: frozenset[str]


class DatelineWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Words in capitals that are no place, short ones that are, and the tags that end a run of brackets."""

    not_places: frozenset[str]
    short_places: frozenset[str]
    tags: frozenset[str]


class Line(NamedTuple):
    """A line of a text without the white space around it: where it stands, and its words."""

    text: str
    start: int
    end: int
    words: str


class Headings:
    """The bylines and datelines of a language; `reader` gives a fresh reader for one text."""

    def __init__(self, byline: BylineWords, dateline: DatelineWords) -> None:
        self.byline = byline
        self.dateline = dateline

    def reader(self) -> HeadingReader:
        """Give a reader that has seen no line yet."""
        return HeadingReader(self)

    @cached_property
    def starts(self) -> re.Pattern[str]:
        """The words before a name, as a pattern."""
        return re.compile(rf"(?:{'|'.join(map(re.escape, self.byline.starts))})\s+", re.IGNORECASE)


class HeadingReader:
    """Looks at the lines of one text in order, and remembers the author and the dateline."""

    def __init__(self, headings: Headings) -> None:
        self._headings = headings
        self._seen = 0
        self.author: str | None = None
        self.dateline: str | None = None

    def look(self, line: Line) -> Furniture | None:
        """Give the byline or dateline that a line is or begins with, if it does."""
        self._seen += 1
        if self.dateline is None and self._seen <= FIRST_LINES:
            end, dateline = self._dateline(line)
            if dateline:
                self.dateline = dateline
                return Furniture(start=line.start, end=end, kind="dateline")
        if len(line.words) <= 120 and (name := self._name(line)):
            self.author = self.author or name
            return Furniture(start=line.start, end=line.end, kind="byline")
        return None

    def _dateline(self, line: Line) -> tuple[int, str | None]:
        """Give where a line's dateline ends, and the dateline without the mark that ends it."""
        text, start = line.text, line.start
        for pattern in (_IN_CAPITALS, _WITH_SOURCE, _SOURCE_ALONE):
            match = pattern.match(text, start, min(len(text), start + 260))
            if match and self._is_dateline(match, line):
                said = " ".join(text[start : match.start("mark")].split())
                return self._behind(text, match.end()), said
        return start, None

    def _is_dateline(self, match: re.Match[str], line: Line) -> bool:
        place, more, source, mark = match.group("place", "more", "source", "mark")
        if place and (len(place) < 3 or place.casefold() in self._headings.dateline.not_places):
            return False
        if line.words.isupper():
            return self._seen == 1 and bool(source or _TELEX_DATE.match(more))
        if not mark:
            return bool(source) and match.end() == line.end
        if match.end() >= line.end:
            return bool(more)
        long = len(place) > 4 or place.casefold() in self._headings.dateline.short_places
        return bool(more) or mark != ":" or (long and line.end - line.start > LONG_LINE)

    def _behind(self, text: str, end: int) -> int:
        """Give where the tags behind a telex dateline end, up to the one that the text follows."""
        at = end
        while tag := _TAG.match(text, at):
            at = tag.end()
            if tag[1].casefold() in self._headings.dateline.tags:
                end = at
                break
        space = _SPACE.match(text, end)
        return space.end() if space and space.end() < len(text) else end

    def _name(self, line: Line) -> str | None:
        """Give the author that a line names, if it is a byline."""
        match = self._headings.starts.match(line.words)
        if match is None:
            return None
        name = _AFTER_NAME.split(line.words[match.end() :])[0].rstrip(" .:")
        words = name.split()
        rest = line.words[match.end() + len(name) :]
        byline = self._headings.byline
        if not 1 <= len(words) <= MOST_NAMES or words[0].casefold() in byline.not_names or len(rest) > 70:
            return None
        if not all(_names(word) or word.casefold() in byline.joiners for word in words) or words[0].islower():
            return None
        if line.words.isupper() and not (len(words) <= 5 and _stands_alone(line)):
            return None
        return None if rest.rstrip().endswith((".", "!", "?")) and rest.strip(" .!?") else name


def _names(word: str) -> bool:
    return word[0].isupper() and not any(sign.isdigit() for sign in word)


def _stands_alone(line: Line) -> bool:
    before = line.text[max(0, line.start - 4) : line.start].replace(" ", "").replace("\r", "")
    after = line.text[line.end : line.end + 4].replace(" ", "").replace("\r", "")
    return (not before or before.endswith("\n\n")) and (not after or after.startswith("\n\n"))
