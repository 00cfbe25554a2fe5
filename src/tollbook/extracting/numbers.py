"""Count expressions of a text with their bounds: numbers in digits and words, vague words, articles, zero.

Takes the words of a text, gives every place that could say how many, each with what the words say: low and
high (`None` where open), about or not, the vague word. Whether it counts harm at all is judged later.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from tollbook.extracting.no_counts import age_end, is_no_count
from tollbook.extracting.number_words import NumberWords, phrase_at, phrase_before
from tollbook.extracting.numerals import DASHES, Number, read_number, read_on
from tollbook.text import Words

Kind = Literal["number", "vague", "share", "single", "zero", "age", "bare"]
QUOTES = frozenset("\"“‘'«„")
"""Marks that may open a quotation."""

NEAR = 6
"""So many words stand at most between a noun such as "toll" and the number that it passes."""

LONGEST_OPENING = 4
"""A phrase that says how many without a number has at most so many words behind its first."""

Reading = tuple["CountExpression | None", int]


class CountExpression(Struct, frozen=True):
    """A place that says how many, by word index: `first` with its qualifier, `anchor` the count, `last`."""

    first: int
    anchor: int
    last: int
    kind: Kind
    low: int | None
    high: int | None
    approx: bool = False
    vague: str | None = None


class _Bounds(Struct, frozen=True):
    low: int
    high: int | None
    approx: bool = False

    def under(self, rule: str) -> _Bounds:
        """Give the bounds as a qualifier changes them."""
        match rule:
            case "about":
                return _Bounds(self.low, self.high, True)
            case "at_least":
                return _Bounds(self.low, None, self.approx)
            case "more_than":
                return _Bounds(self.low + 1, None, self.approx)
            case "up_to":
                return _Bounds(0, self.high, self.approx)
            case "fewer_than":
                return _Bounds(0, None if self.high is None else max(self.high - 1, 0), self.approx)
            case _:
                return self


class _Reader(Struct, frozen=True):
    """One stretch of words that is read for count expressions: from `first` up to, not including, `end`."""

    words: Words
    language: NumberWords
    first: int
    end: int

    def at_number(self, index: int) -> Reading:
        """Read the number at `index`: what it says (`None` where it counts nothing), and where to go on."""
        number = read_number(self.words, index, self.end, self.language)
        if number is None:
            return None, index + 1
        behind = age_end(self.words.lower, number.end, self.end, self.language)
        if behind:
            return CountExpression(index, index, behind - 1, "age", 1, 1), behind
        link = self._shares_an_age(number.end)
        if link:
            one = CountExpression(index, index, number.end - 1, "age", 1, 1)
            return (one if link in self.language.joining else None), number.end
        return self._counted(number)

    def _shares_an_age(self, index: int) -> str:
        """Give the word between two ages of one noun ("19- | and 20-year-old brothers"), or nothing."""
        link, after = index + 1, index + 2
        if after >= self.end or self.words.lower[index] not in DASHES:
            return ""
        words = {*self.language.joining, *self.language.choice_links, *self.language.range_links}
        number = read_number(self.words, after, self.end, self.language)
        aged = number is not None and age_end(self.words.lower, number.end, self.end, self.language)
        return self.words.lower[link] if aged and self.words.lower[link] in words else ""

    def at_opening(self, index: int) -> Reading:
        """Read the phrase at `index` that says how many without a number; give as `at_number` does."""
        lower = self.words.lower
        into = self._into_quotation(index)
        if into is not None:
            return into, into.last + 1
        found = phrase_at(lower, index, self.end, self.language.openings)
        if found is None:
            return None, index + 1
        length, kind = found
        stop = index + length
        text = " ".join(lower[index:stop])
        if kind == "fixed":
            value, stop = read_on(self.words, stop, self.end, self.language.fixed[text], self.language)
            return self._counted(Number(index, stop, value, value))
        if kind == "zero":
            return CountExpression(index, index, stop - 1, "zero", 0, 0), stop
        if kind == "vague":
            return self._vague(index, stop, text), stop
        number_follows = stop < self.end and self.language.begins_number(lower[stop])
        if kind == "single":
            behind = self._age_behind(stop) if number_follows else stop
            return (
                (CountExpression(index, index, behind - 1, "single", 1, 1), behind)
                if behind
                else (None, index + 1)
            )
        if number_follows:
            return None, index + 1
        return CountExpression(index, index, stop - 1, "share", None, None, False, text), stop

    def _into_quotation(self, index: int) -> CountExpression | None:
        """Read an opening word before a quotation that goes on with the count: a "number of" dead."""
        lower = self.words.lower
        if index + 1 >= self.end or lower[index + 1] not in QUOTES:
            return None
        across = [lower[index], *lower[index + 2 : min(self.end, index + 2 + LONGEST_OPENING)]]
        found = phrase_at(across, 0, len(across), self.language.openings)
        if found is None or found[1] != "vague" or found[0] < 2:
            return None
        return self._vague(index, index + found[0] + 1, " ".join(across[: found[0]]))

    def _counted(self, number: Number) -> Reading:
        if is_no_count(self.words, number, (self.first, self.end), self.language):
            return None, number.end
        number = self._perhaps_more(number)
        return self._qualified(number), number.end

    def _qualified(self, number: Number) -> CountExpression:
        bounds, first, last = _Bounds(number.low, number.high), number.anchor, number.end - 1
        after = self._qualifier_behind(number.end)
        if after is not None:
            last += after[0]
            bounds = bounds.under(after[1])
        while (before := phrase_before(self.words.lower, first, self.language.before)) is not None:
            if self._is_reached(first - before[0], first):
                break
            first -= before[0]
            bounds = bounds.under(before[1])
        if self._is_passed(first):
            first -= 1
            bounds = bounds.under("more_than")
        return CountExpression(first, number.anchor, last, "number", bounds.low, bounds.high, bounds.approx)

    def _is_reached(self, start: int, first: int) -> bool:
        """Tell whether a qualifier belongs to a verb of rising: what "has gone up to 18" is 18."""
        lower = self.words.lower
        verbs = self.language.reached.get(tuple(lower[start:first]), frozenset())
        return start > 0 and lower[start - 1] in verbs

    def _is_passed(self, first: int) -> bool:
        """Tell whether a toll passes the number at `first`, which is then more."""
        before = self.words.lower[max(self.first, first - 1 - NEAR) : first]
        passed = bool(before) and before[-1] in self.language.passing
        return passed and not self.language.tolls.isdisjoint(before)

    def _perhaps_more(self, number: Number) -> Number:
        """Give a number with the second one behind it that is not sure ("nine dead, perhaps ten")."""
        lower, language = self.words.lower, self.language
        at = number.end
        link = phrase_at(lower, at, self.end, language.unsure_links)
        noun = link is None and at < self.end and lower[at].isalpha()
        if noun:
            at += 1
            link = phrase_at(lower, at, self.end, language.unsure_links)
        if link is None or at + link[0] >= self.end:
            return number
        second = read_number(self.words, at + link[0], self.end, language)
        if second is None or not number.high < second.high <= 2 * number.high:
            return number
        behind = lower[second.end] if second.end < self.end else ""
        if (
            behind in language.of
            or (noun and behind.isalpha())
            or (behind and behind in language.units_after)
        ):
            return number
        return Number(number.anchor, second.end, number.low, second.high)

    def at_whole(self, index: int, found: list[CountExpression]) -> Reading:
        """Read "all but two of the 29" or "as many" at `index` by the other number that it stands beside."""
        phrase = phrase_at(self.words.lower, index, self.end, self.language.whole)
        if phrase is None:
            return None, index
        stop = index + phrase[0]
        return self._all_but(index, stop) if phrase[1] == "all but" else self._as_many(index, stop, found)

    def _all_but(self, index: int, stop: int) -> Reading:
        number = read_number(self.words, stop, self.end, self.language) if stop < self.end else None
        if number is None:
            return None, index
        whole = self._whole_of(number) or self._whole_before(index)
        if whole is None or whole.low <= number.high:
            text = self.words.lower[index]
            return CountExpression(index, index, number.end - 1, "share", None, None, False, text), number.end
        end = max(number.end, whole.end)
        left = whole.low - number.high, whole.high - number.low
        return CountExpression(index, number.anchor, end - 1, "number", *left), end

    def _whole_of(self, number: Number) -> Number | None:
        """Read the number behind "of the" right behind another one."""
        lower, at = self.words.lower, number.end
        if at >= self.end or lower[at] not in self.language.of:
            return None
        at += 2 if at + 1 < self.end and lower[at + 1] in self.language.determiners else 1
        return read_number(self.words, at, self.end, self.language) if at < self.end else None

    def _whole_before(self, index: int) -> Number | None:
        """Read the number behind "of the" before the word at `index` in its sentence."""
        lower = self.words.lower
        for at in range(index - 1, self.first, -1):
            before = lower[at - 1] if lower[at - 1] not in self.language.determiners else lower[at - 2]
            if self.language.begins_number(lower[at]) and before in self.language.of:
                return read_number(self.words, at, index, self.language)
        return None

    def _as_many(self, index: int, stop: int, found: list[CountExpression]) -> Reading:
        lower, language = self.words.lower, self.language
        behind = lower[stop] if stop < self.end else ""
        before = lower[index - 1] if index > self.first else ""
        if behind in language.comparing:
            return None, index
        other = found[-1] if found else None
        if before in language.multiples or behind in language.units_after or other is None:
            return None, stop
        if other.kind != "number":
            return None, stop
        last = stop - 1
        return CountExpression(index, last, last, "number", other.low, other.high, other.approx), stop

    def _qualifier_behind(self, index: int) -> tuple[int, str] | None:
        """Give length and rule of "or more" and its like, at `index` or behind the one noun there."""
        lower = self.words.lower
        if index < self.end and lower[index] == "+":
            return 1, "at_least"
        found = phrase_at(lower, index, self.end, self.language.after)
        if found is None and index < self.end and lower[index].isalpha():
            behind_noun = phrase_at(lower, index + 1, self.end, self.language.after)
            found = None if behind_noun is None else (behind_noun[0] + 1, behind_noun[1])
        return found if found is not None and not self._counts_on(index + found[0]) else None

    def _counts_on(self, index: int) -> bool:
        """Tell whether a number follows: in "12 killed and more than 30 hurt", "and more" is not of 12."""
        if index >= self.end:
            return False
        lower = self.words.lower
        return self.language.begins_number(lower[index]) or lower[index] in self.language.comparing

    def _vague(self, index: int, stop: int, text: str) -> CountExpression | None:
        lower, comparing = self.words.lower, self.language.comparing
        if index and stop < self.end and lower[index - 1] in comparing and lower[stop] in comparing:
            return None
        first = index
        while (before := phrase_before(lower, first, self.language.before)) is not None:
            first -= before[0]
        return CountExpression(first, index, stop - 1, "vague", None, None, False, text.removesuffix(" of"))

    def _age_behind(self, index: int) -> int:
        """Give the index behind the age at `index` ("a | 12-year-old"), or 0."""
        number = read_number(self.words, index, self.end, self.language)
        return age_end(self.words.lower, number.end, self.end, self.language) if number else 0


def read_counts(
    words: Words, language: NumberWords, first: int = 0, last: int | None = None
) -> list[CountExpression]:
    """Give every count expression among `words[first:last]`, one sentence, in order and without overlap."""
    reader = _Reader(words, language, first, len(words) if last is None else last)
    lower, openings = words.lower, language.openings
    found: list[CountExpression] = []
    index = first
    while index < reader.end:
        if tuple(lower[index : index + 2]) in language.reciprocal:
            index += 2
            continue
        expression, behind = reader.at_whole(index, found)
        if behind > index:
            index = behind
        elif language.begins_number(lower[index]):
            expression, index = reader.at_number(index)
        elif lower[index] in openings:
            expression, index = reader.at_opening(index)
        else:
            index += 1
            continue
        if expression is None:
            continue
        # What stood in its qualifier ("a" in "a total of 20") was no count of its own.
        while found and found[-1].last >= expression.first:
            found.pop()
        found.append(expression)
    return found
