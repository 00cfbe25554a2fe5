"""Count expressions of a text with their bounds: numbers in digits and words, vague words, articles, zero.

Takes the words of a text, gives every place that could say how many, each with what the words say: low and high
(`None` where open), about or not, the vague word. Whether it counts harm at all is judged later.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Literal

from msgspec import Struct

from tollbook.text import Words

Kind = Literal["number", "vague", "share", "single", "zero", "age", "bare"]
Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

LONGEST_NUMBER = 15
"""A number of more digits and marks than this counts no people and no things."""

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*$")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})+$")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+$")
_AGE_WORDS = ("year", "years", "month", "months", "week", "weeks", "day", "days", "yr")


class CountExpression(Struct, frozen=True):
    """A place that says how many, by word index: `first` (with its qualifier), `anchor` (the count itself), `last`."""

    first: int
    anchor: int
    last: int
    kind: Kind
    low: int | None
    high: int | None
    approx: bool = False
    vague: str | None = None


class _Number(Struct, frozen=True):
    """A number as read at some word: from `anchor` up to, not including, `end`."""

    anchor: int
    end: int
    low: int
    high: int


class NumberWords:
    """The number words of one language, indexed by their first word; built once from `numbers.yaml`."""

    def __init__(self, data: Mapping[str, object]) -> None:
        self._data = data
        self.cardinals = _ints(data["cardinals"])
        self.multipliers = _ints(data["multipliers"])
        self.suffixes = _ints(data["suffixes"])
        self.months = frozenset(_strings(data["months"]))
        self.money_before = frozenset(_strings(data["money_before"]))
        self.units_after = frozenset(_strings(data["units_after"]))
        self.changes = frozenset(_strings(data["changes"]))
        self.fixed = {phrase: value for phrase, value in _ints(data["fixed"]).items()}

    @cached_property
    def openings(self) -> Phrases:
        """Give the phrases that say how many without a number, each with its kind."""
        kinds = {"vague": "vague", "shares": "share", "zero": "zero", "single": "single"}
        pairs = [(phrase, kind) for key, kind in kinds.items() for phrase in _strings(self._data[key])]
        return _index([*pairs, *((phrase, "fixed") for phrase in self.fixed)])

    @cached_property
    def before(self) -> Phrases:
        """Give the qualifiers before a number, indexed by their last word."""
        return _index(_flat(self._data["before"]), last=True)

    @cached_property
    def after(self) -> Phrases:
        """Give the qualifiers behind a number, indexed by their first word."""
        return _index(_flat(self._data["after"]))


def read_counts(
    words: Words, language: NumberWords, first: int = 0, last: int | None = None
) -> list[CountExpression]:
    """Give every count expression among `words[first:last]`, in order and without overlap."""
    lower = words.lower
    end = len(words) if last is None else last
    found: list[CountExpression] = []
    index = first
    while index < end:
        word = lower[index]
        if word[0].isdigit() or word in language.cardinals:
            expression, index = _read_at_number(words, index, end, language)
        elif word in language.openings:
            expression, index = _read_opening(words, index, end, language)
        else:
            index += 1
            continue
        if expression is not None:
            found.append(expression)
    return found


def _read_at_number(
    words: Words, index: int, end: int, language: NumberWords
) -> tuple[CountExpression | None, int]:
    number = _parse(words, index, end, language)
    if number is None:
        return None, index + 1
    age_end = _age_end(words.lower, number.end, end)
    if age_end:
        return CountExpression(index, index, age_end - 1, "age", 1, 1), age_end
    if _is_no_count(words, number, end, language):
        return None, number.end
    return _qualified(words, number, end, language), number.end


def _qualified(words: Words, number: _Number, end: int, language: NumberWords) -> CountExpression:
    lower = words.lower
    low: int | None = number.low
    high: int | None = number.high
    first, last, approx = number.anchor, number.end - 1, False
    after = _match(lower, number.end, end, language.after)
    if after is None and number.end < end and lower[number.end] == "+":
        after = (1, "at_least")
    if after is None and number.end + 1 < end and lower[number.end].isalpha():
        behind_noun = _match(lower, number.end + 1, end, language.after)
        after = (
            (behind_noun[0] + 1, behind_noun[1])
            if behind_noun and _closes(lower, number.end + 1 + behind_noun[0], end)
            else None
        )
    if after:
        last += after[0]
        approx, low, high = _bounded(after[1], low, high, approx)
    while True:
        before = _match_before(lower, first, language.before)
        if before is None:
            break
        first -= before[0]
        approx, low, high = _bounded(before[1], low, high, approx)
    return CountExpression(first, number.anchor, last, "number", low, high, approx)


def _closes(lower: Sequence[str], index: int, end: int) -> bool:
    """Tell whether no new number begins at `index`, so that "or more" belongs to the number before it."""
    return index >= end or not lower[index][0].isdigit()


def _bounded(
    rule: str, low: int | None, high: int | None, approx: bool
) -> tuple[bool, int | None, int | None]:
    if rule == "about":
        return True, low, high
    if rule == "at_least":
        return approx, low, None
    if rule == "more_than":
        return approx, None if low is None else low + 1, None
    if rule == "up_to":
        return approx, 0, high
    if rule == "fewer_than":
        return approx, 0, None if high is None else max(high - 1, 0)
    return approx, low, high


def _read_opening(
    words: Words, index: int, end: int, language: NumberWords
) -> tuple[CountExpression | None, int]:
    lower = words.lower
    match = _match(lower, index, end, language.openings)
    if match is None:
        return None, index + 1
    length, kind = match
    stop = index + length
    if kind == "fixed":
        phrase = " ".join(lower[index:stop])
        value = language.fixed[phrase]
        number = _Number(index, stop, value, value)
        if _is_no_count(words, number, end, language):
            return None, stop
        return _qualified(words, number, end, language), stop
    if kind == "vague":
        compared = index and lower[index - 1] == "as" and stop < end and lower[stop] == "as"
        return (None if compared else _vague(words, index, stop, language)), stop
    if kind == "share":
        if stop < end and (lower[stop][0].isdigit() or lower[stop] in language.cardinals):
            return None, index + 1
        return CountExpression(
            index, index, stop - 1, "share", None, None, False, " ".join(lower[index:stop])
        ), stop
    if kind == "zero":
        return CountExpression(index, index, stop - 1, "zero", 0, 0), stop
    following = lower[stop] if stop < end else ""
    if following and (following in language.cardinals or following[0].isdigit()):
        age = _age_of_single(words, stop, end, language)
        return (CountExpression(index, index, age - 1, "single", 1, 1), age) if age else (None, index + 1)
    return CountExpression(index, index, stop - 1, "single", 1, 1), stop


def _vague(words: Words, index: int, stop: int, language: NumberWords) -> CountExpression:
    first = index
    while (before := _match_before(words.lower, first, language.before)) is not None:
        first -= before[0]
    text = " ".join(words.lower[index:stop])
    return CountExpression(first, index, stop - 1, "vague", None, None, False, text.removesuffix(" of"))


def _age_of_single(words: Words, index: int, end: int, language: NumberWords) -> int:
    number = _parse(words, index, end, language)
    return _age_end(words.lower, number.end, end) if number else 0


def _age_end(lower: Sequence[str], index: int, end: int) -> int:
    """Give the index behind "-year-old", "- month old" or "year old" at `index`, or 0."""
    at = index + 1 if index < end and lower[index] in "-–‑" else index
    if at < end and lower[at] in _AGE_WORDS:
        at += 1
        if at < end and lower[at] in "-–‑":
            at += 1
        if at < end and lower[at] in ("old", "olds"):
            return at + 1
    return 0


def _is_no_count(words: Words, number: _Number, end: int, language: NumberWords) -> bool:
    """Tell whether the number is a date, a clock time, money, a measure, an ordinal or a share."""
    lower, starts, ends = words.lower, words.starts, words.ends
    before = lower[number.anchor - 1] if number.anchor else ""
    after = lower[number.end] if number.end < end else ""
    touching = number.end < end and starts[number.end] == ends[number.end - 1]
    if before in language.money_before or before in ("#", "no", "nos") or after in language.units_after:
        return True
    if _starts_line(words, number):
        return True
    joined = number.anchor > 0 and ends[number.anchor - 1] == starts[number.anchor]
    if joined and (before in ":/" or before.isalpha()):
        return True
    if touching and after.isalpha() and after not in language.suffixes:
        return True
    if touching and after in ":/" and number.end + 1 < end and starts[number.end + 1] == ends[number.end]:
        return True
    if after == "-" and number.end + 1 < end and lower[number.end + 1] in language.units_after:
        return True
    if (
        joined
        and before == "-"
        and number.anchor > 1
        and ends[number.anchor - 2] == starts[number.anchor - 1]
    ):
        return lower[number.anchor - 2].isalpha() and lower[number.anchor - 2] not in language.cardinals
    return _is_date(lower, number, before, after, language)


def _starts_line(words: Words, number: _Number) -> bool:
    """Tell whether the number is the mark of a list item: alone before a full stop, dash or bracket, after a line's end."""
    index, lower = number.anchor, words.lower
    if (
        number.end - index != 1
        or number.low > 99
        or index + 2 >= len(words)
        or lower[index + 1] not in "-.)–"
    ):
        return False
    if index and lower[index - 1] not in '.!?:;)”"':
        return False
    tight = words.starts[index + 1] - words.ends[index] <= 1
    return (
        tight
        and words.starts[index + 2] > words.ends[index + 1]
        and words.starts[index] - words.ends[index - 1] > 0
    )


def _is_date(lower: Sequence[str], number: _Number, before: str, after: str, language: NumberWords) -> bool:
    if number.end - number.anchor != 1 or not lower[number.anchor].isdigit():
        return False
    value = number.low
    months = language.months
    if 1 <= value <= 31 and (
        (before in months and before != "may") or (after in months and after not in ("may", "mar"))
    ):
        return True
    if 1 <= value <= 31 and (before == "may" or after == "may") and _looks_dated(lower, number):
        return True
    if not 1900 <= value <= 2099 or len(lower[number.anchor]) != 4:
        return False
    if before in (
        "in",
        "since",
        "of",
        "from",
        "until",
        "by",
        "during",
        "between",
        "year",
        ",",
        "late",
        "early",
        "mid",
    ):
        return after not in ("people", "persons", "civilians", "others")
    return before in months or before.isdigit() or after in (",", ".", "-", ")", "and", "to", "")


def _looks_dated(lower: Sequence[str], number: _Number) -> bool:
    near = [*lower[max(0, number.anchor - 3) : number.anchor], *lower[number.end : number.end + 3]]
    return any(word in ("on", "of", "since", "until") or (len(word) == 4 and word.isdigit()) for word in near)


def _parse(words: Words, index: int, end: int, language: NumberWords) -> _Number | None:
    """Read a number or a range of numbers ("12-15", "two to three", "between 30 and 40") at `index`."""
    first = _parse_one(words, index, end, language)
    if first is None:
        return None
    value, stop = first
    lower = words.lower
    link = lower[stop] if stop < end else ""
    if link not in ("-", "–", "to", "or", "and") or stop + 1 >= end:
        return _Number(index, stop, value, value)
    second = _parse_one(words, stop + 1, end, language)
    if second is None:
        return _Number(index, stop, value, value)
    high, after = second
    value = _scaled(value, high)
    previous = lower[index - 1] if index else ""
    close = link == "or" and (high == value + 1 or value * 2 > high > value)
    is_range = link in ("-", "–", "to") or close or (link == "and" and previous == "between")
    if link == "to" and (
        previous in language.changes or (previous == "from" and _is_change(lower, index - 1, language))
    ):
        is_range = False
    if is_range and value < high:
        return _Number(index, after, value, high)
    return _Number(index, stop, value, value)


def _is_change(lower: Sequence[str], index: int, language: NumberWords) -> bool:
    """Tell whether "from … to …" at `index` is a rise or a fall ("rose from 4 to 12")."""
    near = lower[max(0, index - 3) : index]
    return not any(word in ("anywhere", "ranging", "range", "ranges", "ranged", "between") for word in near)


def _scaled(low: int, high: int) -> int:
    """Give the low end its missing scale: in "70 to 80,000" it is 70,000."""
    for scale in (1_000_000, 1_000, 100):
        if high >= scale and high % scale == 0 and low < high // scale:
            return low * scale
    return low


def _parse_one(words: Words, index: int, end: int, language: NumberWords) -> tuple[int, int] | None:
    """Read one number at `index`; give its value and the index behind it."""
    lower = words.lower
    word = lower[index]
    if word[0].isdigit():
        if not _DIGITS.match(word) or len(word) > LONGEST_NUMBER:
            return None
        return _scale_digits(words, index, end, language)
    if word in language.cardinals:
        return _parse_words(lower, index, end, language)
    return None


def _scale_digits(words: Words, index: int, end: int, language: NumberWords) -> tuple[int, int] | None:
    lower = words.lower
    word = lower[index]
    stop = index + 1
    if _GROUPED.match(word):
        value = float(word.replace(",", ""))
    elif _DOTTED.match(word) and not word.startswith("0"):
        value = float(word.replace(".", ""))
    elif word.count(".") == 1 and "," not in word:
        value = float(word)
    elif word.isdigit():
        value = int(word)
        if (
            len(word) <= 3
            and stop < end
            and re.fullmatch(r"\d{3}", lower[stop])
            and _spaced(words, stop, language)
        ):
            value, stop = value * 1000 + int(lower[stop]), stop + 1
    else:
        return None
    scaled = False
    while stop < end and lower[stop] in language.multipliers:
        value *= language.multipliers[lower[stop]]
        stop += 1
        scaled = True
    if (
        not scaled
        and stop < end
        and lower[stop] in language.suffixes
        and words.starts[stop] == words.ends[stop - 1]
    ):
        value *= language.suffixes[lower[stop]]
        stop += 1
    return (round(value), stop) if abs(value - round(value)) < 1e-6 * max(1.0, value) else None


def _spaced(words: Words, index: int, language: NumberWords) -> bool:
    """Tell whether the space before `index` groups thousands ("1 610"), and no date stands before it."""
    before = words.lower[index - 2] if index > 1 else ""
    return words.starts[index] - words.ends[index - 1] == 1 and before not in language.months


def _parse_words(lower: Sequence[str], index: int, end: int, language: NumberWords) -> tuple[int, int]:
    """Read a number in words: hundreds and below gather in `part`, thousands and above in `total`."""
    total, part, stop = 0, language.cardinals[lower[index]], index + 1
    while stop < end:
        word = lower[stop]
        following = lower[stop + 1] if stop + 1 < end else ""
        if word in language.multipliers:
            scale = language.multipliers[word]
            if scale < 1000:
                part *= scale
            else:
                total, part = total + part * scale, 0
            stop += 1
        elif word == "-" and _joins(lower[stop - 1], following, language):
            part += language.cardinals[following]
            stop += 2
        elif word == "-" and following in language.multipliers:
            stop += 1
        elif word in language.cardinals and _joins(lower[stop - 1], word, language):
            part += language.cardinals[word]
            stop += 1
        elif word == "and" and lower[stop - 1] in ("hundred", "thousand") and following in language.cardinals:
            part += language.cardinals[following]
            stop += 2
        else:
            break
    return total + part, stop


def _joins(previous: str, word: str, language: NumberWords) -> bool:
    value = language.cardinals.get(word)
    if value is None:
        return False
    tens = language.cardinals.get(previous, 0)
    return (20 <= tens <= 90 and 0 < value < 10) or previous in ("hundred", "thousand")


def _match(lower: Sequence[str], index: int, end: int, phrases: Phrases) -> tuple[int, str] | None:
    if index >= end:
        return None
    for phrase, rule in phrases.get(lower[index], ()):
        stop = index + len(phrase)
        if stop <= end and tuple(lower[index:stop]) == phrase:
            return len(phrase), rule
    return None


def _match_before(lower: Sequence[str], index: int, phrases: Phrases) -> tuple[int, str] | None:
    if index <= 0:
        return None
    for phrase, rule in phrases.get(lower[index - 1], ()):
        start = index - len(phrase)
        if start >= 0 and tuple(lower[start:index]) == phrase:
            return len(phrase), rule
    return None


def _index(pairs: Sequence[tuple[str, str]], *, last: bool = False) -> Phrases:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for text, rule in pairs:
        phrase = tuple(text.replace("-", " - ").split())
        table.setdefault(phrase[-1] if last else phrase[0], []).append((phrase, rule))
    return {word: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for word, entries in table.items()}


def _flat(data: object) -> list[tuple[str, str]]:
    assert isinstance(data, Mapping)
    return [(phrase, rule) for rule, phrases in data.items() for phrase in _strings(phrases)]


def _strings(data: object) -> list[str]:
    assert isinstance(data, list)
    return [str(item) for item in data]


def _ints(data: object) -> dict[str, int]:
    assert isinstance(data, Mapping)
    return {str(key): int(value) for key, value in data.items()}
