"""The words by which a language says where, read from its pack (`languages/*/places.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from tollbook.extracting.places.gazetteer import Kind, gazetteer
from tollbook.languages import load
from tollbook.text import fold


class Home(Struct, frozen=True, forbid_unknown_fields=True):
    """Names whose bearers are at home in a country, and in some of its divisions."""

    country: str
    names: list[str]
    divisions: list[str] = []


class PlacePack(Struct, frozen=True, forbid_unknown_fields=True):
    """`languages/*/places.yaml` as it stands; its comments say what each key holds."""

    people: dict[str, list[str]]
    also: dict[str, list[str]]
    divisions: dict[str, dict[str, list[str]]]
    homes: list[Home]
    kinds: dict[str, list[str]]
    plurals: list[str]
    small: list[str]
    lists: list[str]
    at: list[str]
    spread: list[str]
    clauses: list[str]
    back: list[str]
    existing: list[str]
    toward: list[str]
    near: list[str]
    belongs: list[str]
    directions: dict[str, list[str]]
    units: dict[str, float]
    titles: list[str]
    persons: list[str]
    offices: list[str]
    bodies: list[str]
    calendar: list[str]
    clocks: list[str]
    clocks_before: list[str]
    never: list[str]
    articles: list[str]
    links: list[str]
    inner: list[str]
    never_first: list[str]
    definite: list[str]
    lower: list[str]
    holding: list[str]
    seated: list[str]
    voicing: list[str]
    captions: list[str]


class PlaceWords(Struct, frozen=True):
    """The pack made ready for look-ups by folded word."""

    people: dict[str, int]
    also: dict[str, int]
    divisions: dict[str, int]
    homes: dict[str, tuple[int, ...]]
    kinds: dict[str, tuple[Kind, ...]]
    plurals: frozenset[str]
    small: frozenset[str]
    lists: frozenset[str]
    at: frozenset[str]
    spread: re.Pattern[str]
    clauses: frozenset[str]
    back: frozenset[str]
    existing: frozenset[str]
    toward: frozenset[str]
    titles: frozenset[str]
    persons: frozenset[str]
    offices: frozenset[str]
    bodies: frozenset[str]
    calendar: frozenset[str]
    clocks: frozenset[str]
    clocks_before: tuple[str, ...]
    never: frozenset[str]
    articles: frozenset[str]
    links: frozenset[str]
    inner: frozenset[str]
    never_first: frozenset[str]
    definite: frozenset[str]
    lower: frozenset[str]
    holding: frozenset[str]
    directions: dict[str, str]
    near: re.Pattern[str]
    belongs: re.Pattern[str]
    seated: re.Pattern[str]
    voicing: frozenset[str]
    captions: re.Pattern[str]
    away: re.Pattern[str]
    bearing: re.Pattern[str]
    units: dict[str, float]


@cache
def place_words(language: str) -> PlaceWords:
    """Give the words of a language; raises `FileNotFoundError` where it has no `places.yaml`."""
    pack = load(language, "places", PlacePack)
    kinds: dict[str, tuple[Kind, ...]] = {}
    for kind, names in pack.kinds.items():
        for name in names:
            kinds[fold(name)] = (*kinds.get(fold(name), ()), Kind[kind.upper()])
    directions = {form: key for key, forms in pack.directions.items() for form in forms}
    return PlaceWords(
        people=_countries(pack.people, plural=True),
        also=_countries(pack.also),
        divisions=_divisions(pack.divisions),
        homes={fold(name): _homes(home) for home in pack.homes for name in home.names},
        kinds=kinds,
        plurals=_folded(pack.plurals),
        small=_folded(pack.small),
        lists=frozenset(pack.lists),
        at=_folded(pack.at),
        spread=re.compile(rf"\b(?:{_any(pack.spread)})\s+(?:the\s+)?$", re.IGNORECASE),
        clauses=frozenset(pack.clauses),
        back=frozenset(pack.back),
        existing=frozenset(pack.existing),
        toward=_folded(pack.toward),
        titles=_folded(pack.titles),
        persons=_folded(pack.persons),
        offices=_folded(pack.offices),
        bodies=_folded(pack.bodies),
        calendar=_folded(pack.calendar),
        clocks=_folded(pack.clocks),
        clocks_before=tuple(f" {words}" for words in pack.clocks_before),
        never=_folded(pack.never),
        articles=_folded(pack.articles),
        links=_folded(pack.links),
        inner=_folded([*pack.inner, *pack.links]),
        never_first=_folded(pack.never_first),
        definite=_folded(pack.definite),
        lower=_folded(pack.lower),
        holding=_folded([*pack.holding, *directions, *kinds]),
        directions=directions,
        belongs=re.compile(rf"\b(?:{_any(pack.belongs)})\s+(?:the\s+)?$", re.IGNORECASE),
        voicing=frozenset(pack.voicing),
        seated=re.compile(rf"-(?:{_any(pack.seated)})\b", re.IGNORECASE),
        captions=re.compile(rf"\b(?:{_any(pack.captions)})\b", re.IGNORECASE),
        away=re.compile(
            rf"\d\s?-?(?:{_any(pack.units)})\s+(?:away\s+)?from\s+(?:the\s+)?(?:[\w-]+\s+){{0,3}}$",
            re.IGNORECASE,
        ),
        near=re.compile(rf"(?:{_any(pack.near)})\s+(?:the\s+)?$", re.IGNORECASE),
        bearing=re.compile(
            rf"(?:(?P<far>\d+(?:\.\d+)?)\s?-?(?P<unit>{_any(pack.units)})\s+(?:(?:away|to)\s+)?(?:the\s+)?)?"
            rf"\b(?P<way>{_any(directions)})(?:\s+(?:side|part|parts|outskirts|edge))?\s+(?P<of>of\s+)?"
            rf"(?:the\s+)?(?:(?:\w+\s+)?(?:city|town|village|district)\s+of\s+)?$",
            re.IGNORECASE,
        ),
        units=pack.units,
    )


def _countries(names: dict[str, list[str]], *, plural: bool = False) -> dict[str, int]:
    found: dict[str, int] = {}
    for code, forms in names.items():
        for number in gazetteer().find(f"={code}"):
            for form in forms:
                found[fold(form)] = number
                if plural:
                    found[fold(form) + "s"] = number
    return found


def _divisions(names: dict[str, dict[str, list[str]]]) -> dict[str, int]:
    """The numbers of first divisions by the folded abbreviations of their names."""
    index = gazetteer()
    found: dict[str, int] = {}
    for code, divisions in names.items():
        country = index.find(f"={code}")[0]
        for name, forms in divisions.items():
            for number in index.find(fold(name)):
                entry = index.entry(number)
                if entry.country == country and entry.kind is Kind.ADMIN1:
                    found.update({fold(form): number for form in forms})
                    break
    return found


def _homes(home: Home) -> tuple[int, ...]:
    """The number of the country and those of the divisions."""
    index = gazetteer()
    country = index.find(f"={home.country}")[0]
    divisions = [
        number
        for name in home.divisions
        for number in index.find(fold(name))
        if index.entry(number).country == country and index.entry(number).kind in (Kind.ADMIN1, Kind.ADMIN2)
    ]
    return (country, *divisions)


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
