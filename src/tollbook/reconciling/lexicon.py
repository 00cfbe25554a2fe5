"""What a language says about a figure beside its number, as data.

Takes: the name of a language. Gives: the word lists of `languages/<language>/figures.yaml` and `vague.yaml`.
Change this when: reconciling needs to know another kind of word.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from tollbook.languages import load


class Lexicon(Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """The words of one language that reconciling knows; each list is explained in its YAML."""

    coordinators: tuple[str, ...]
    further: tuple[str, ...]
    others: tuple[str, ...]
    also: tuple[str, ...]
    articles: tuple[str, ...]
    partitives: tuple[str, ...]
    ones: tuple[str, ...]
    ordinals: dict[str, int]
    toll_nouns: tuple[str, ...]
    rounds: tuple[str, ...]
    plain: dict[str, frozenset[str]]
    civilian_nouns: frozenset[str]
    earlier: tuple[str, ...]
    scene: tuple[str, ...]
    later: tuple[str, ...]
    fresh: tuple[str, ...]
    raising: tuple[str, ...]
    growing: frozenset[str]
    other_causes: tuple[str, ...]
    from_: tuple[str, ...]
    to: tuple[str, ...]
    sides: dict[str, frozenset[str]]
    shot: frozenset[str]
    definite: tuple[str, ...]
    owners: tuple[str, ...]
    connecting: tuple[str, ...]
    locating: tuple[str, ...]
    apart: tuple[str, ...]
    months: frozenset[str]
    days: frozenset[str]
    deeds: tuple[str, ...]
    doers: tuple[str, ...]
    occasions: tuple[str, ...]
    offices: tuple[str, ...]
    fighting: tuple[str, ...]


@cache
def lexicon(language: str) -> Lexicon:
    """Give the words of one language; raises `FileNotFoundError` where it has no such part."""
    words: Lexicon = load(language, "figures", Lexicon)
    return words


@cache
def vague_words(language: str) -> dict[str, str]:
    """Give the class of every vague word that a language lists."""
    classes = load(language, "vague", dict[str, tuple[str, ...]])
    return {word: name for name, words in classes.items() for word in words}


@cache
def one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Give a pattern that finds any of the phrases as whole words, whatever their case."""
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(longest_first) + r")(?!\w)", re.IGNORECASE)
