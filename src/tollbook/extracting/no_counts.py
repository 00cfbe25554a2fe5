"""Numbers that count nothing: ages, dates, clock times, money, measures, labels, marks of list items."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.extracting.number_words import NumberWords
from tollbook.extracting.numerals import DASHES, Number
from tollbook.text import Words

OLDEST = 110
"""Nobody is older, in years."""

_LARGEST_MARK = 99
_DAYS = 31
_SENTENCE_ENDS = '.!?:;)”"'


def age_end(lower: Sequence[str], index: int, end: int, language: NumberWords) -> int:
    """Give the index behind "-year-old", "- month old" or "year old" at `index`, or 0."""
    at = _behind_dash(lower, index, end)
    if at >= end or lower[at] not in language.ages:
        return 0
    at = _behind_dash(lower, at + 1, end)
    return at + 1 if at < end and lower[at] in language.old else 0


def _behind_dash(lower: Sequence[str], index: int, end: int) -> int:
    return index + 1 if index < end and lower[index] in DASHES else index


def is_no_count(words: Words, number: Number, within: tuple[int, int], language: NumberWords) -> bool:
    """Tell whether the number is a date, a clock time, money, a measure, an ordinal or a list mark.

    `within` is the stretch of words, first and behind the last, that is read as one: a sentence.
    """
    first, end = within
    before = words.lower[number.anchor - 1] if number.anchor else ""
    after = words.lower[number.end] if number.end < end else ""
    return (
        before in language.labels_before
        or after in language.units_after
        or _tells_the_time(words.lower, number, (before, after), language)
        or _is_list_mark(words, number, first)
        or _is_joined(words, number, end, language)
        or _is_date(words.lower, number, before, after, language)
        or _is_span_of_ages(words.lower, number, within, language)
        or (before in language.of and words.lower[number.anchor - 2] in language.persons_of)
    )


def _is_span_of_ages(
    lower: Sequence[str], number: Number, within: tuple[int, int], language: NumberWords
) -> bool:
    """Tell whether a range is of ages: "most of them are between 14 and 25", unless of a toll."""
    first, end = within
    at = number.anchor - 1 if lower[number.anchor - 1] in language.paired_links.values() else number.anchor
    after = lower[number.end] if number.end < end else ""
    if at <= first or number.low == number.high or number.high > OLDEST or after.isalpha():
        return False
    paired = at < number.anchor or lower[at - 1] in language.labels_before
    return paired and lower[at - 1] in language.aged and language.tolls.isdisjoint(lower[first:at])


def _tells_the_time(
    lower: Sequence[str], number: Number, beside: tuple[str, str], language: NumberWords
) -> bool:
    """Tell whether the number is one of the two of "five past four"."""
    before, after = beside
    if number.anchor > 1 and lower[number.anchor - 2] in language.clock.get(before, ()):
        return True
    hour = lower[number.end + 1] if number.end + 1 < len(lower) else " "
    return lower[number.anchor] in language.clock.get(after, ()) and language.begins_number(hour)


def _is_list_mark(words: Words, number: Number, first: int) -> bool:
    """Tell whether the number marks a list item: before a full stop, dash or bracket, after a sentence."""
    index, lower = number.anchor, words.lower
    alone = number.end - index == 1 and number.low <= _LARGEST_MARK and index + 2 < len(words)
    if not alone or lower[index + 1] not in "-.)–":
        return False
    if index > first and lower[index - 1] not in _SENTENCE_ENDS:
        return False
    if index > first and lower[index - 1] == ":" and number.low > 1:
        return False  # a list begins with 1; "Dead: 4. Wounded: 12." is a table
    tight = words.starts[index + 1] - words.ends[index] <= 1
    apart = not index or words.starts[index] > words.ends[index - 1]
    return tight and apart and words.starts[index + 2] > words.ends[index + 1]


def _is_joined(words: Words, number: Number, end: int, language: NumberWords) -> bool:
    """Tell whether the number is part of a longer sign: a clock time, a name with a number, "5th", "T-72"."""
    lower, index, stop = words.lower, number.anchor, number.end
    if stop < end:
        after, touching = lower[stop], words.starts[stop] == words.ends[stop - 1]
        tight = stop + 1 < end and words.starts[stop + 1] == words.ends[stop]
        if touching and after.isalpha() and after not in language.suffixes:
            return True
        if touching and after in ":/" and tight:
            return True
        if after == "-" and stop + 1 < end and lower[stop + 1] in language.units_after:
            return True
    if not index or words.ends[index - 1] != words.starts[index]:
        return False
    before = lower[index - 1]
    if before in ":/" or before.isalpha():
        return True
    if before != "-" or index < 2 or words.ends[index - 2] != words.starts[index - 1]:
        return False
    named = lower[index - 2]
    return _is_year(named) or (named.isalpha() and named not in language.cardinals)


def _is_date(lower: Sequence[str], number: Number, before: str, after: str, language: NumberWords) -> bool:
    parts = [word for word in lower[number.anchor : number.end] if word.isdecimal()]
    if len(parts) != (1 if number.low == number.high else 2) or number.end - number.anchor > 3:
        return False
    if 1 <= number.low <= number.high <= _DAYS:
        beside = {before, after}
        return bool(beside & language.months) or (
            bool(beside & language.unsure_months) and _looks_dated(lower, number, language)
        )
    if not all(map(_is_year, parts)):
        return False
    if len(parts) > 1 or before in language.before_years:
        return after not in language.behind_counts
    ends = (",", ".", "-", ")", "", *language.joining, *language.range_links)
    return before in language.months or before.isdecimal() or after in ends


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20")


def _looks_dated(lower: Sequence[str], number: Number, language: NumberWords) -> bool:
    """Tell whether a word of dates or a year stands near: "May 5" may also be "may" and a number."""
    near = [*lower[max(0, number.anchor - 3) : number.anchor], *lower[number.end : number.end + 3]]
    return any(word in language.near_dates or _is_year(word) for word in near)
