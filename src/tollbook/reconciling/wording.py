"""What stands around a count in its report.

Its sentence, the headline, the words that coordinate or date it.

Takes: a report. Gives: a `Wording` that answers by offset. Change this when: another relation between two
counts is to be read from the words between them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from msgspec import Struct

from tollbook.model import Claim, Report
from tollbook.reconciling.asof import Stage
from tollbook.reconciling.lexicon import Lexicon, lexicon, one_of
from tollbook.text import sentences

OPENING_REACH = 60
"""Of a sentence, so many characters at most are its opening."""

_NAME = re.compile(r"[^\W\d_a-z][\w'’-]*(?: [^\W\d_a-z][\w'’-]*)*")

_CLOCK = re.compile(r"^[^\S\n]*([01]?\d|2[0-3])[.:h]([0-5]\d)(?![\d.:])", re.MULTILINE)

CUE_REACH = 60
"""How many characters before a count a word such as "initially" may stand."""


class Opening(Struct, frozen=True):
    """The month and the place with which a sentence opens ("In May, …", "In the port of Ollen, …")."""

    month: str | None = None
    place: str | None = None


class Wording:
    """The sentences of one report's text, and what they say about a count."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentences = sentences(text)
        self._starts = [start for start, _ in self._sentences]
        end = text.find("\n")
        self._headline_end = end if 0 <= end < 200 else 0
        self._fighting: dict[str, bool] = {}
        clocks = [(found.start(), 60 * int(found[1]) + int(found[2])) for found in _CLOCK.finditer(text)]
        times = [time for _, time in clocks]
        # Out of order they are no entries: a programme, or numbers at the beginning of lines.
        in_order = len(times) > 1 and (times == sorted(times) or times == sorted(times, reverse=True))
        self._entries = clocks if in_order else []

    def sentence(self, offset: int) -> int:
        """Give the number of the sentence in which an offset lies."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def headline(self, offset: int) -> bool:
        """Tell whether an offset lies in the headline: the first line, where more lines follow."""
        return offset < self._headline_end

    def entry(self, offset: int) -> int | None:
        """Give the time of day, in minutes, with which the entry at an offset opens, where it is one."""
        return next((time for start, time in reversed(self._entries) if start <= offset), None)

    def dates(self, claim: Claim) -> bool:
        """Tell whether the time of a claim's harm stands in its own sentence."""
        dated = claim.times.event.evidence if claim.times.event is not None else None
        return dated is None or self.sentence(dated.start) == self.sentence(claim.evidence.start)

    def between(self, end: int, start: int) -> str:
        """Give the words between two counts, in lower case and with single spaces."""
        return " ".join(self._text[end:start].split()).casefold()

    def opening(self, offset: int, language: str) -> Opening:
        """Give the month and the place with which the sentence at an offset opens."""
        words = lexicon(language)
        start = self._sentences[self.sentence(offset)][0] if self._sentences else 0
        opening = self._text[start : min(start + OPENING_REACH, offset)].lstrip(" \n\t\"“”'‘’`")
        connecting = one_of(words.connecting).match(opening)
        opening = opening[connecting.end() :].lstrip(" ,") if connecting else opening
        located = one_of(words.locating).match(opening)
        if located is None:
            return Opening()
        named = _NAME.search(opening, located.end())
        # "In the port of Ollen": up to the name no more than a description in small letters.
        if named is None or not re.fullmatch(r"[a-z\s-]*", opening[located.end() : named.start()]):
            return Opening()
        first = named.group().split()[0].casefold()
        if first in words.months:
            return Opening(month=first)
        return Opening() if first in words.days else Opening(place=named.group())

    def sets_apart(self, offset: int, language: str) -> bool:
        """Tell whether the sentence at an offset opens with words such as "elsewhere"."""
        start = self._sentences[self.sentence(offset)][0] if self._sentences else 0
        opening = self._text[start : start + OPENING_REACH].lstrip(" \n\t\"“”'‘’`")
        return one_of(lexicon(language).apart).match(opening) is not None

    def by_fighters(self, start: int, end: int, language: str) -> bool:
        """Tell whether the sentence of a count says that those who fight a state did it.

        Not to people of office or rank, and never in a report of fighting, where anybody may have been hit.
        """
        words = lexicon(language)
        first, last = self._sentences[self.sentence(start)] if self._sentences else (0, 0)
        fighters = one_of(tuple(sorted(words.sides["against"])))
        doer = fighters.search(self._text, first, start)
        done = doer is not None and one_of(words.deeds).search(self._text, doer.end(), start) is not None
        by = None if done else one_of(words.doers).search(self._text, end, last)
        done = done or (by is not None and fighters.search(self._text, by.end(), last) is not None)
        if not (done or self._on_occasion(words, fighters, end, last)) or one_of(words.offices).search(
            self._text, first, last
        ):
            return False
        if language not in self._fighting:
            self._fighting[language] = one_of(words.fighting).search(self._text) is not None
        return not self._fighting[language]

    def _on_occasion(self, words: Lexicon, fighters: re.Pattern[str], end: int, last: int) -> bool:
        """Tell whether it happened when fighters did something: "hurt when rebels raided the camp"."""
        when = one_of(words.occasions).search(self._text, end, last)
        doer = when and fighters.search(self._text, when.end(), last)
        return doer is not None and one_of(words.deeds).search(self._text, doer.end(), last) is not None

    def other_cause(self, start: int, end: int, language: str) -> bool:
        """Tell whether the words behind a count, in its sentence, say that hunger or illness killed."""
        last = self._sentences[self.sentence(start)][1] if self._sentences else 0
        return bool(
            one_of(lexicon(language).other_causes).search(self._text, end, min(last, end + CUE_REACH))
        )

    def also(self, start: int, end: int, language: str) -> bool:
        """Tell whether the words near a count, in its sentence, say that it comes on top of others."""
        first, last = self._sentences[self.sentence(start)] if self._sentences else (0, 0)
        near = self._text[max(first, start - CUE_REACH) : min(last, end + CUE_REACH // 2)]
        return bool(one_of(lexicon(language).also).search(near))

    def stage(self, start: int, end: int, language: str) -> Stage:
        """Give where the words of the sentence place a count among the others of its report."""
        words = lexicon(language)
        first, last = self._sentences[self.sentence(start)] if self._sentences else (0, 0)
        before = self._text[max(first, start - CUE_REACH) : start]
        if _ends_with(words.from_, before) and one_of(words.to).match(self._text[end:last].lstrip()):
            return Stage.OLD
        if _ends_with(words.raising, before):
            return Stage.LAST
        old = _last(one_of(words.earlier), before)
        found = _last(one_of(words.scene), before)
        later = _last(one_of(words.later), before)
        if max(old, found) != later:
            return Stage.LAST if later > max(old, found) else Stage.OLD if old > found else Stage.FIRST
        return Stage.LAST if one_of(words.fresh).search(self._text, first, last) else Stage.NONE


def _ends_with(phrases: tuple[str, ...], words: str) -> bool:
    """Tell whether one of the phrases stands at the very end."""
    words = words.rstrip()
    return bool(words) and _last(one_of(phrases), words) == len(words)


def _last(pattern: re.Pattern[str], words: str) -> int:
    """Give where the last match of a pattern ends, or -1."""
    return max((match.end() for match in pattern.finditer(words)), default=-1)


@lru_cache(maxsize=64)
def _wording(text: str) -> Wording:
    return Wording(text)


def wording(report: Report | None) -> Wording:
    """Give the wording of a report; of none, one that knows no words."""
    return _wording(report.text if report else "")
