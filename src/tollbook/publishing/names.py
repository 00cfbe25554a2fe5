"""Whose name may become public, and which words hold a name that may not.

Takes: names of speakers, count expressions, addresses of pages. Gives: the name or a role in its place, and
whether words are fit to be shown. Change this when: somebody is to be named, or no longer to be named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from tollbook import languages

FEW_CAPITALS = 50
"""A text is taken to be written without capitals if fewer than one of so many words begins with one."""

LONGEST = 10
"""Words of the longest count expression that is shown."""

LONG = 6
"""Letters of a name that is looked for inside of the words of an address too."""

SHORTEST = 3
"""Letters of the shortest part of a name that is looked for by itself."""

_POSSESSIVE = re.compile(r"['’]s\b")
_APOSTROPHE = re.compile(r"['’‘ʼ`´]")
_APART = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class PublicWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The part `public` of a language pack; explained there."""

    roles: dict[str, list[str]]
    kinds: dict[str, str]
    bodies: list[str]
    unknown: str
    named: list[str]
    counts: list[str]
    military: list[str]
    addresses: list[str]
    surnames: list[str]
    subjects: list[str]
    ordinary: list[str]


class Hidden:
    """Names and words that must not be shown, looked for in any text as whole words.

    Case, accents and what stands between words make no difference: "An-Na'im" is found in "an_naim.html".
    """

    def __init__(self, terms: Iterable[str]) -> None:
        folded = {fold(term) for term in terms}
        self.terms = frozenset(term for term in folded if len(term) >= SHORTEST)
        joined = "|".join(sorted(map(re.escape, self.terms), key=lambda term: (-len(term), term)))
        self._pattern = re.compile(rf"(?<!\w)(?:{joined})(?!\w)") if joined else None

    def within(self, text: str) -> bool:
        """Tell whether a text holds one of the terms."""
        return bool(self._pattern and self._pattern.search(fold(text)))


def fold(text: str) -> str:
    """Give the form in which names are compared: no case, accents or apostrophes, single spaces."""
    bare = _APOSTROPHE.sub("", _POSSESSIVE.sub("", text))
    if not bare.isascii():
        parts = unicodedata.normalize("NFKD", bare)
        bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return _APART.sub(" ", bare.casefold()).strip()


def parts(name: str) -> tuple[str, ...]:
    """Give a person's name and each part of it that may be that person's own: words with a capital letter."""
    own = (word for word in _WORD.findall(name) if word[0].isupper() and len(word) >= SHORTEST)
    return tuple(dict.fromkeys([name, *own]))


def role(name: str, kind: str | None, language: str = "en") -> str | None:
    """Give the role that stands for a speaker, or `None` for one who appears by name.

    Bodies and those who hold an office are named; witnesses, residents, relatives, medics, reporters and
    everybody of whom nothing is known are not.
    """
    words = _words(language)
    folded = f" {fold(name)} "
    if any(f" {body} " in folded for body in words.bodies):
        return None
    for shown, marks in words.roles.items():
        if any(f" {mark} " in folded for mark in marks):
            return shown
    return None if kind in words.named else words.kinds.get(kind or "", words.unknown)


def is_channel(name: str, outlets: Iterable[str], language: str = "en") -> bool:
    """Tell whether a name is a channel's and no person's: a known agency or medium, or one of the outlets."""
    if fold(name) in {fold(outlet) for outlet in outlets}:
        return True
    own = [fold(word) for word in _WORD.findall(name) if not word.islower()]
    return bool(own) and _media(language).issuperset(own)


def is_caseless(text: str) -> bool:
    """Tell whether a text is written without capital letters, so that a small one says nothing of a word."""
    words: list[str] = _WORD.findall(text)
    return sum(word[0].isupper() for word in words) * FEW_CAPITALS < len(words)


def fit(quote: str, hidden: Hidden, *, caseless: bool = False, language: str = "en") -> bool:
    """Tell whether a count expression holds count words only: short, and no word that could be a name.

    A word with a capital letter, of a script without case or of a text that is `caseless` must be one that
    the language pack counts with.
    """
    found = _WORD.findall(quote)
    if len(found) > LONGEST or hidden.within(quote):
        return False
    known = _counted_with(language)
    return all((word.islower() and not caseless) or known.issuperset(fold(word).split()) for word in found)


def is_basis(basis: str, language: str = "en") -> bool:
    """Tell whether this is one of the bases that a language pack knows, and no words of a report."""
    known = languages.load(language, "basis", dict[str, Any])
    return any(basis in known.get(part, {}) for part in ("words", "kinds"))


def are_of_a_thing(said: Iterable[str], language: str = "en") -> bool:
    """Tell whether all these names are names of one thing in a language pack."""
    packed = languages.load(language, "aliases", dict[str, Any])["aliases"]
    return any(set(said).issubset(entry["names"]) for entry in packed)


def address(url: str, text: str, hidden: Hidden, shown: frozenset[str]) -> str | None:
    """Give the address of a report, only its host where the rest may name somebody, `None` where that may.

    A word of the path that stands in the report only with a capital letter is taken for a name, unless it is
    one of the folded words in `shown`, which the record names, or one that pages are often called by.
    """
    try:
        split = urlsplit(url)
    except ValueError:
        return None
    host = f"{split.scheme}://{split.hostname or ''}/"
    if split.scheme not in ("http", "https") or not url.isprintable():
        return None
    if hidden.within(split.hostname or "") or _joined(hidden.terms, split.hostname or ""):
        return None
    rest = unquote(url[len(f"{split.scheme}://{split.netloc}") :])
    if hidden.within(rest) or _joined(hidden.terms, rest) or "@" in split.netloc:
        return host
    capital = {word.casefold() for word in _WORD.findall(text) if word[0].isupper()}
    small = {word for word in _WORD.findall(text) if word.islower()}
    proper = {fold(word) for word in capital - small} - shown - set(_words("en").addresses)
    return host if proper.intersection(fold(rest).split()) or _joined(proper, rest) else url


def is_military(unit: str, language: str = "en") -> bool:
    """Tell whether the loss of a thing is a military one, by the words of its unit."""
    folded = f" {fold(unit)} "
    return any(f" {thing} " in folded for thing in _words(language).military)


def _joined(terms: Iterable[str], rest: str) -> bool:
    """Tell whether a term of several words, or a long one, stands in an address run together with others."""
    plain = fold(rest).replace(" ", "")
    return any(term.replace(" ", "") in plain for term in terms if " " in term or len(term) >= LONG)


@cache
def _words(language: str) -> PublicWords:
    words: PublicWords = languages.load(language, "public", PublicWords)
    return words


@cache
def _media(language: str) -> frozenset[str]:
    """Give the words by which a language pack knows agencies, outlets and networks."""
    kinds = languages.load(language, "speakers", dict[str, Any])["kinds"]
    phrases = (phrase for kind in ("agency", "outlet", "social media", "un") for phrase in kinds[kind])
    return frozenset(word for phrase in phrases for word in fold(phrase).split())


@cache
def _counted_with(language: str) -> frozenset[str]:
    """Give every word that the packs of a language know as one of counting."""
    known = set(_words(language).counts)
    for part in ("numbers", "vague", "nouns"):
        known.update(leaves(languages.load(language, part, dict[str, Any])))
    words = {word for phrase in known for word in fold(phrase).split()}
    return frozenset(words | {f"{word}s" for word in words})


def leaves(data: object) -> Iterable[str]:
    """Give every word of a part of a language pack, keys too."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield str(key)
            yield from leaves(value)
    elif isinstance(data, list):
        for each in data:
            yield from leaves(each)
