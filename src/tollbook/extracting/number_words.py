"""The words by which a language says how many, and phrases of them found in a text.

Takes the part `numbers` of a language pack; gives it indexed by first or last word, so that a phrase is
looked for only where one of its words stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import Literal

from msgspec import Struct

from tollbook import languages

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
Bound = Literal["at_least", "more_than", "up_to", "fewer_than", "about", "plain"]


class NumberData(Struct, frozen=True, forbid_unknown_fields=True):
    """The part `numbers` of a language pack; every phrase is lower case, its words split by spaces."""

    cardinals: dict[str, int]
    forms: dict[str, str]
    multipliers: dict[str, int]
    suffixes: dict[str, int]
    fixed: dict[str, int]
    joining: list[str]
    before: dict[Bound, list[str]]
    after: dict[Bound, list[str]]
    reached: dict[str, list[str]]
    tolls: list[str]
    passing: list[str]
    unsure_links: list[str]
    all_but: list[str]
    of: list[str]
    determiners: list[str]
    as_many: list[str]
    multiples: list[str]
    aged: list[str]
    persons_of: list[str]
    vague: list[str]
    shares: list[str]
    zero: list[str]
    single: list[str]
    reciprocal: list[str]
    comparing: list[str]
    ages: dict[str, int]
    old: list[str]
    range_links: list[str]
    choice_links: list[str]
    paired_links: dict[str, str]
    rising_links: dict[str, str]
    changes: list[str]
    ranges: list[str]
    months: list[str]
    unsure_months: list[str]
    near_dates: list[str]
    before_years: list[str]
    behind_counts: list[str]
    money_before: list[str]
    labels_before: list[str]
    units_after: list[str]
    clock: dict[str, list[str]]


class NumberWords:
    """The number words of one language, ready for looking up; built once."""

    def __init__(self, data: NumberData) -> None:
        self._data = data
        self.cardinals = data.cardinals
        self.multipliers = data.multipliers
        self.suffixes = data.suffixes
        self.fixed = data.fixed
        self.joining = frozenset(data.joining)
        self.comparing = frozenset(data.comparing)
        self.ages = data.ages
        self.old = frozenset(data.old)
        self.reciprocal = {tuple(phrase.split()) for phrase in data.reciprocal}
        self.range_links = frozenset(data.range_links)
        self.choice_links = frozenset(data.choice_links)
        self.paired_links = data.paired_links
        self.rising_links = data.rising_links
        self.changes = frozenset(data.changes)
        self.ranges = frozenset(data.ranges)
        self.months = frozenset(data.months)
        self.unsure_months = frozenset(data.unsure_months)
        self.near_dates = frozenset(data.near_dates)
        self.before_years = frozenset(data.before_years)
        self.behind_counts = frozenset(data.behind_counts)
        self.labels_before = frozenset(data.money_before) | frozenset(data.labels_before)
        self.units_after = frozenset(data.units_after)
        self.clock = data.clock
        self.reached = {tuple(phrase.split()): frozenset(words) for phrase, words in data.reached.items()}
        self.tolls = frozenset(data.tolls)
        self.passing = frozenset(data.passing)
        self.of = frozenset(data.of)
        self.determiners = frozenset(data.determiners)
        self.multiples = frozenset(data.multiples)
        self.aged = frozenset(data.aged)
        self.persons_of = frozenset(data.persons_of)

    @cached_property
    def openings(self) -> Phrases:
        """Give the phrases that say how many without a number, each with its kind."""
        data = self._data
        kinds = {"vague": data.vague, "share": data.shares, "zero": data.zero, "single": data.single}
        pairs = [(phrase, kind) for kind, phrases in kinds.items() for phrase in phrases]
        return _index([*pairs, *((phrase, "fixed") for phrase in self.fixed)])

    @cached_property
    def before(self) -> Phrases:
        """Give the qualifiers before a number, indexed by their last word."""
        return _index(_flat(self._data.before), last=True)

    @cached_property
    def after(self) -> Phrases:
        """Give the qualifiers behind a number, indexed by their first word."""
        return _index(_flat(self._data.after))

    @cached_property
    def unsure_links(self) -> Phrases:
        """Give what stands before a second number that is not sure, indexed by first word."""
        return _index([(phrase, "unsure") for phrase in self._data.unsure_links])

    @cached_property
    def whole(self) -> Phrases:
        """Give the phrases that count by another number ("all but", "as many"), indexed by first word."""
        pairs = {"all but": self._data.all_but, "as many": self._data.as_many}
        return _index([(phrase, kind) for kind, phrases in pairs.items() for phrase in phrases])

    def form(self, word: str) -> str:
        """Give a number of the same form ("37" is "25", "nine" is "five"), any other word itself."""
        if not word[0].isdigit():
            return self._data.forms.get(word, word)
        if word.isdigit():
            if len(word) == 4 and word[:2] in ("19", "20"):
                return "2016"
            if word == "1":
                return "1"
            return ("5", "25", "250", "5000", "25000")[min(len(word), 5) - 1]
        return "2.5" if "." in word and len(word) < 6 else "5,000"

    def begins_number(self, word: str) -> bool:
        """Tell whether a number in digits or words may begin with a lower-case word."""
        return word[0].isdigit() or word in self.cardinals


@cache
def number_words(language: str) -> NumberWords:
    """Give the number words of a language, by its ISO 639-1 name."""
    return NumberWords(languages.load(language, "numbers", NumberData))


def phrase_at(lower: Sequence[str], index: int, end: int, phrases: Phrases) -> tuple[int, str] | None:
    """Give length and rule of the longest phrase that begins at `index` and stops before `end`, if any."""
    if index >= end:
        return None
    for phrase, rule in phrases.get(lower[index], ()):
        stop = index + len(phrase)
        if stop <= end and tuple(lower[index:stop]) == phrase:
            return len(phrase), rule
    return None


def phrase_before(lower: Sequence[str], index: int, phrases: Phrases) -> tuple[int, str] | None:
    """Give length and rule of the longest phrase that ends right before `index`, if any."""
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


def _flat(rules: Mapping[Bound, Sequence[str]]) -> list[tuple[str, str]]:
    return [(phrase, rule) for rule, phrases in rules.items() for phrase in phrases]
