"""Nouns of count expressions: their singular, the group they name, and whether they are persons or things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from tollbook.extracting.heads import GROUPS
from tollbook.extracting.phrases import Phrases


class NounData(Struct, frozen=True, forbid_unknown_fields=True):
    """The part `nouns` of a language pack."""

    plurals: dict[str, str]
    groups: dict[str, list[str]]
    persons: list[str]
    things: dict[str, str]
    behind_heads: list[str]
    behind_quotes: list[str]
    behind_participles: list[str]
    comparing: list[str]
    animals: list[str]
    organisations: list[str]
    between_names: list[str]
    signs: dict[str, list[str]]
    phrases: dict[str, list[str]]
    sides: dict[str, list[str]]
    owning: list[str]
    own_people: list[str]
    of_age: list[str]
    joining: list[str]
    others: list[str]


class Nouns:
    """The nouns of one language, looked up by their singular."""

    def __init__(self, data: NounData) -> None:
        self._plurals = data.plurals
        self._things = data.things
        self._groups: dict[str, set[str]] = {}
        for group, nouns in data.groups.items():
            for noun in nouns:
                self._groups.setdefault(noun, set()).add(group)
        self._behind_heads = frozenset(data.behind_heads)
        self._behind_quotes = frozenset(data.behind_quotes)
        self._comparing = frozenset(data.comparing)
        self._animals = frozenset(data.animals)
        self._organisations = frozenset(data.organisations)
        self._between_names = frozenset(data.between_names)
        self._signs = {
            group: (frozenset(w for w in words if w[-1] != "*"), tuple(w[:-1] for w in words if w[-1] == "*"))
            for group, words in data.signs.items()
        }
        self.owning, self.own_people = frozenset(data.owning), frozenset(data.own_people)
        self.of_age, self.joining = frozenset(data.of_age), frozenset(data.joining)
        self._others = Phrases((phrase, phrase) for phrase in data.others)
        self._phrases = Phrases((phrase, group) for group, told in data.phrases.items() for phrase in told)
        self._sides = {word: side for side, words in data.sides.items() for word in words}
        self.behind_participles = frozenset(data.behind_participles)
        self._persons = frozenset(data.persons) | frozenset(self._groups)

    def singular(self, word: str) -> str:
        """Give the singular of a lower-case noun; a plural that is not listed loses its ending."""
        known = self._plurals.get(word)
        if known is not None:
            return known
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        if word.endswith(("sses", "shes", "ches", "xes")):
            return word[:-2]
        return (
            word[:-1]
            if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3
            else word
        )

    def is_plural(self, word: str) -> bool:
        """Tell whether a lower-case noun is a plural."""
        known = word in self._plurals or self.singular(word) != word
        return known and word not in self._between_names

    def is_person(self, word: str) -> bool:
        """Tell whether a lower-case noun, singular or plural, names persons."""
        return self.singular(word) in self._persons

    def is_animal(self, word: str) -> bool:
        """Tell whether a lower-case noun, singular or plural, names animals: they are not counted (GUIDE)."""
        return self.singular(word) in self._animals

    def is_organisation(self, words: Sequence[str]) -> bool:
        """Tell whether lower-case words end like the name of a body that people make up ("a rights body")."""
        return " ".join(words[-2:]) in self._organisations

    def ends_quote(self, word: str) -> bool:
        """Tell whether the words of a count expression end before this lower-case word."""
        return word in self._behind_quotes

    def compares(self, word: str) -> bool:
        """Tell whether a lower-case word, behind a comma, begins what a count is compared with."""
        return word in self._comparing

    def groups(self, word: str) -> frozenset[str]:
        """Give the groups that a lower-case noun names."""
        return frozenset(self._groups.get(self.singular(word), ()))

    def phrase_groups(self, words: Sequence[str]) -> Iterator[str]:
        """Give the groups that phrases among lower-case words name: "aid workers"."""
        return (group for _, _, group in self._phrases.within(words))

    def side(self, words: Sequence[str]) -> str | None:
        """Give the group of the people of who is named last in lower-case words: an army or the police."""
        return next((self._sides[word] for word in reversed(words) if word in self._sides), None)

    def of_others(self, words: Sequence[str]) -> bool:
        """Tell whether the lower-case words of a count are of some of those who were told of before."""
        return any(True for _ in self._others.within(words))

    def is_shown(self, group: str, words: Sequence[str]) -> bool:
        """Tell whether lower-case words bear out a group that they do not name; most groups need no sign."""
        if group not in self._signs:
            return True
        whole, stems = self._signs[group]
        return any(word in whole or word.startswith(stems) for word in words)

    def unit(self, words: Sequence[str]) -> str:
        """Give the unit of things counted in `words`: the noun before "of", "in" or the end, singular."""
        head = ""
        for word in words:
            if head and word in self._behind_heads:
                break
            if word.isalpha():
                head = word
        return self._things.get(head, self._things.get(self.singular(head), self.singular(head))) or "thing"


def group_of(probabilities: Mapping[str, float], floor: float = 0.5) -> tuple[str, ...]:
    """Give the groups at or above the floor, in the order of the model."""
    return tuple(group for group in GROUPS if probabilities.get(group, 0.0) >= floor)
