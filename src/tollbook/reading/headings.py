"""Bylines, datelines and dates: who wrote a report, from where and when, and when it was published."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from tollbook.model import Furniture
from tollbook.reading.published import iso

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
_CLOCK = r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s\(?[A-Z][A-Za-z]{1,8}(?:[+-]\d{1,2})?\)?(?:\stime)?)?"
_CLOCKS = re.compile(rf"^{_CLOCK}[,\s]+|[,\s]+(?:at\s+)?{_CLOCK}$", re.IGNORECASE)
_AFTER_DATE = re.compile(r"\s+(?:by|[|•·–—-])\s")

FIRST_LINES = 8
"""A dateline stands in one of this many first lines that are no furniture."""

LONG_LINE = 80
"""A place and a colon alone are a dateline only before a paragraph, in a line longer than this."""

LONGEST_DATE = 90
"""A line that says the date of publication has no more characters than this."""

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


class DatedWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands before a date of publication on its line, and words that may stand around the date."""

    labels: tuple[str, ...]
    fillers: frozenset[str]


class Line(NamedTuple):
    """A line of a text without the white space around it: where it stands, and its words."""

    text: str
    start: int
    end: int
    words: str


class Headings:
    """The bylines and datelines of a language; `reader` gives a fresh reader for one text."""

    def __init__(self, byline: BylineWords, dateline: DatelineWords, dated: DatedWords) -> None:
        self.byline = byline
        self.dateline = dateline
        self.dated = dated

    def reader(self) -> HeadingReader:
        """Give a reader that has seen no line yet."""
        return HeadingReader(self)

    @cached_property
    def starts(self) -> re.Pattern[str]:
        """The words before a name, as a pattern."""
        return re.compile(rf"(?:{'|'.join(map(re.escape, self.byline.starts))})\s+", re.IGNORECASE)

    @cached_property
    def labels(self) -> re.Pattern[str]:
        """The words before a date of publication, as a pattern."""
        longest = sorted(self.dated.labels, key=len, reverse=True)
        return re.compile(rf"(?:{'|'.join(map(re.escape, longest))})(?:\s*[:,–—-]\s*|\s+)", re.IGNORECASE)


class HeadingReader:
    """Looks at the lines of one text in order; remembers the author, the dateline and the date."""

    def __init__(self, headings: Headings) -> None:
        self._headings = headings
        self._seen = 0
        self.author: str | None = None
        self.dateline: str | None = None
        self.published: str | None = None
        self._alone: list[tuple[Line, str, int]] = []

    def look(self, line: Line) -> Furniture | None:
        """Give the byline or dateline that a line is or begins with, if it does."""
        self._seen += 1
        if self.dateline is None and self._seen <= FIRST_LINES:
            end, dateline = self._dateline(line)
            if dateline:
                self.dateline = dateline
                return Furniture(start=line.start, end=end, kind="dateline")
        if self._dates_it(line):
            return Furniture(start=line.start, end=line.end, kind="date")
        if len(line.words) <= 120 and (name := self._name(line)):
            self.author = self.author or name
            return Furniture(start=line.start, end=line.end, kind="byline")
        return None

    def date_alone(self) -> Furniture | None:
        """Give the one line that is nothing but a date, at the beginning of a text that says none otherwise.

        Several such lines are the headings of a chronicle.
        """
        if self.published is not None or len(self._alone) != 1 or self._alone[0][2] > FIRST_LINES:
            return None
        line, self.published, _ = self._alone[0]
        return Furniture(start=line.start, end=line.end, kind="date")

    def _dates_it(self, line: Line) -> bool:
        """Tell whether a line says when the text was published; remember lines that are a date alone."""
        if len(line.words) > LONGEST_DATE or not any(sign.isdigit() for sign in line.words):
            return False
        label = self._headings.labels.match(line.words)
        if label is None:
            said = self._date(line.words) if len(line.words.split()) > 1 else None
            self._alone += [(line, said, self._seen)] if said else []
        elif self.published is None and self._seen <= FIRST_LINES:
            self.published = self._date(_AFTER_DATE.split(line.words[label.end() :])[0])
        return label is not None and self.published is not None

    def _date(self, said: str) -> str | None:
        """Give a date as ISO 8601, without the names of its day and the clock time beside it."""
        words = _CLOCKS.sub("", said.strip(" .,")).split()
        while words and words[0].casefold().strip(",.") in self._headings.dated.fillers:
            del words[0]
        return iso(" ".join(words).strip(" ,."))

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
