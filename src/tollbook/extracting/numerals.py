"""Numbers as they are written: digits, words and both, alone or as a range ("70 to 80,000", "1.2 million").

Takes the words of a text and a place among them; gives the value that stands there. What it counts, and
whether it counts anything, is no matter here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from tollbook.extracting.number_words import NumberWords
from tollbook.text import Words

LONGEST_NUMBER = 15
"""A number of more digits and marks than this counts no people and no things."""

LARGEST = 10**12
"""Nor does one that is larger."""

DASHES = "-–‑"

_DIGITS = re.compile(r"\d+(?:[.,\u00a0\u202f\u2009]\d+)*$")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})+$")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+$")
_SPACED = re.compile(r"\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+$")
_MARKS = re.compile(r"[,.\u00a0\u202f\u2009]")
_SCALES = (1_000_000, 1_000)


class Number(Struct, frozen=True):
    """A number as read: from the word `anchor` up to, not including, `end`; two ends where it is a range."""

    anchor: int
    end: int
    low: int
    high: int


def read_number(words: Words, index: int, end: int, language: NumberWords) -> Number | None:
    """Read a number or a range of numbers ("12-15", "two to three", "between 30 and 40") at `index`."""
    first = _read_one(words, index, end, language)
    if first is None:
        return None
    low, stop = first
    if _is_link(words.lower, stop, end, language):
        second = _read_one(words, stop + 1, end, language)
        if second is not None:
            high, behind = second
            least = low * _missing_scale(words.lower, behind, (low, high), language)
            if least < high and _is_range(words.lower, index, stop, (least, high), language):
                return Number(index, behind, least, high)
    return Number(index, stop, low, low)


def read_on(words: Words, index: int, end: int, value: int, language: NumberWords) -> tuple[int, int]:
    """Read on in words at `index` behind a number ("a hundred" | "and twenty"); give value and end."""
    return _read_words(words.lower, index, end, value, language)


def _is_link(lower: Sequence[str], index: int, end: int, language: NumberWords) -> bool:
    if index + 1 >= end:
        return False
    link = lower[index]
    return (
        link in ("-", "–")
        or link in language.range_links
        or link in language.choice_links
        or link in language.paired_links
    )


def _is_range(
    lower: Sequence[str], index: int, link_at: int, ends: tuple[int, int], language: NumberWords
) -> bool:
    """Tell whether the numbers at `index` and behind the link are the ends of one range."""
    low, high = ends
    link, previous = lower[link_at], lower[index - 1] if index else ""
    if link in language.choice_links:
        return high == low + 1 or low * 2 > high
    if link in language.paired_links:
        return previous == language.paired_links[link]
    rising = language.rising_links.get(link)
    if rising is None:
        return True
    if previous in language.changes:
        return False
    near = lower[max(0, index - 4) : max(0, index - 1)]
    return previous != rising or any(word in language.ranges for word in near)


def _missing_scale(lower: Sequence[str], behind: int, ends: tuple[int, int], language: NumberWords) -> int:
    """Give what the low end lacks that only the high end says: in "70 to 80,000" and "70-80k" it is 1,000."""
    low, high = ends
    scale, at = 1, behind - 1
    while lower[at] in language.multipliers or lower[at] in language.suffixes:
        scale *= language.multipliers.get(lower[at]) or language.suffixes[lower[at]]
        at -= 1
    scales = (scale,) if scale > 1 else _SCALES
    return next((each for each in scales if high % each == 0 and low < high // each), 1)


def _read_one(words: Words, index: int, end: int, language: NumberWords) -> tuple[int, int] | None:
    """Read one number at `index`; give its value and the index behind it."""
    word = words.lower[index]
    if word[0].isdigit():
        found = _read_digits(words, index, end, language)
    elif word in language.cardinals:
        found = _read_words(words.lower, index + 1, end, language.cardinals[word], language)
    else:
        return None
    return found if found is not None and found[0] <= LARGEST else None


def _read_digits(words: Words, index: int, end: int, language: NumberWords) -> tuple[int, int] | None:
    lower = words.lower
    word = lower[index]
    value = _value(word)
    if value is None:
        return None
    stop = index + 1
    if _continues(words, stop, end, language):
        value, stop = value * 1000 + int(lower[stop]), stop + 1
    unscaled = stop
    while stop < end and lower[stop] in language.multipliers and value <= LARGEST:
        value *= language.multipliers[lower[stop]]
        stop += 1
    touching = stop < end and words.starts[stop] == words.ends[stop - 1]
    if stop == unscaled and touching and lower[stop] in language.suffixes:
        value *= language.suffixes[lower[stop]]
        stop += 1
    if stop == unscaled and isinstance(value, float):
        return None
    return (round(value), stop) if abs(value - round(value)) < 1e-6 * max(1.0, value) else None


def _value(word: str) -> float | int | None:
    """Give the value of a word of digits and marks; `None` where it is no number of things."""
    if len(word) > LONGEST_NUMBER or not _DIGITS.match(word):
        return None
    if _GROUPED.match(word) or _SPACED.match(word) or (_DOTTED.match(word) and word[0] != "0"):
        return int(_MARKS.sub("", word))
    if word.isdecimal():
        return int(word)
    return float(word) if word.count(".") == 1 and _MARKS.sub("", word) == word.replace(".", "") else None


def _continues(words: Words, index: int, end: int, language: NumberWords) -> bool:
    """Tell whether the space before `index` groups thousands ("1 610"), and no date stands before it."""
    lower = words.lower
    if index >= end or len(lower[index]) != 3 or not lower[index].isdecimal():
        return False
    first, before = lower[index - 1], lower[index - 2] if index > 1 else ""
    close = words.starts[index] - words.ends[index - 1] == 1
    return close and len(first) <= 3 and first.isdecimal() and not _is_month(before, language)


def _is_month(word: str, language: NumberWords) -> bool:
    return word in language.months or word in language.unsure_months


def _read_words(
    lower: Sequence[str], stop: int, end: int, value: int, language: NumberWords
) -> tuple[int, int]:
    """Read on in words at `stop`: hundreds and below gather in `part`, thousands and above in `total`."""
    cardinals, multipliers = language.cardinals, language.multipliers
    total, part = (value, 0) if value >= 1000 else (0, value)
    while stop < end and total + part <= LARGEST:
        word = lower[stop]
        following = lower[stop + 1] if stop + 1 < end else ""
        if word in multipliers:
            scale = multipliers[word]
            total, part = (total, part * scale) if scale < 1000 else (total + part * scale, 0)
            stop += 1
        elif word == "-" and _joins(lower[stop - 1], following, language):
            part += cardinals[following]
            stop += 2
        elif word == "-" and following in multipliers:
            stop += 1
        elif word in cardinals and _joins(lower[stop - 1], word, language):
            part += cardinals[word]
            stop += 1
        elif word in language.joining and _is_round(lower[stop - 1], language) and following in cardinals:
            part += cardinals[following]
            stop += 2
        else:
            break
    return total + part, stop


def _joins(previous: str, word: str, language: NumberWords) -> bool:
    """Tell whether a number word goes on with the number before it ("twenty four", "hundred five")."""
    value = language.cardinals.get(word)
    if value is None:
        return False
    tens = language.cardinals.get(previous, 0)
    return (20 <= tens <= 90 and 0 < value < 10) or _is_round(previous, language)


def _is_round(word: str, language: NumberWords) -> bool:
    """Tell whether units may follow a multiplier ("hundred and five"; not "dozen and five")."""
    return language.multipliers.get(word, 0) in (100, 1000)
