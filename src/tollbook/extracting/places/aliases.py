"""Things with two names in one report: shown, and never silently merged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from tollbook.languages import load
from tollbook.model import Alias, PlaceMention
from tollbook.text import fold


class AliasEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """Names of one thing, why they are, and where that is documented."""

    names: list[str]
    because: str
    source: str


class AliasPack(Struct, frozen=True, forbid_unknown_fields=True):
    """`languages/*/aliases.yaml` as it stands."""

    aliases: list[AliasEntry]


def find_aliases(text: str, places: Sequence[PlaceMention], language: str = "en") -> tuple[Alias, ...]:
    """Give the things that a text calls by two names or more, in order of their first name.

    Takes the text, its place mentions and the language of the pack. A place counts where two different names
    (not two spellings with and without accents) were resolved to it; adjectives of countries do not count.
    """
    pattern, entries = _names(language)
    seen: dict[int, dict[str, int]] = {}
    for match in pattern.finditer(text):
        seen.setdefault(entries[match[0]], {}).setdefault(match[0], match.start())
    pack = load(language, "aliases", AliasPack).aliases
    found = [
        (min(names.values()), Alias(names=tuple(names), because=pack[number].because))
        for number, names in seen.items()
        if len({fold(name) for name in names}) > 1
    ]
    found += _of_places(places)
    return tuple(alias for _, alias in sorted(found, key=lambda pair: pair[0]))


@cache
def _names(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    entries = {
        name: number
        for number, entry in enumerate(load(language, "aliases", AliasPack).aliases)
        for name in entry.names
    }
    longest_first = sorted(entries, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"), entries


def _of_places(places: Sequence[PlaceMention]) -> list[tuple[int, Alias]]:
    """Names of one place: the same kind of place at the same position under names that differ."""
    named: dict[tuple[str, float | None, float | None], dict[str, PlaceMention]] = {}
    for mention in places:
        place = mention.place
        if (
            place is None
            or place.lat is None
            or place.precision != 1
            or mention.because.startswith("an adjective")
        ):
            continue
        key = (place.name, place.lat, place.lon)
        named.setdefault(key, {}).setdefault(fold(mention.quote), mention)
    return [
        (
            min(m.start for m in mentions.values()),
            Alias(
                names=tuple(m.quote for m in mentions.values()),
                because=f"both are names of {name} in the gazetteer",
            ),
        )
        for (name, _, _), mentions in named.items()
        if _differ(list(mentions))
    ]


def _differ(keys: list[str]) -> bool:
    """Whether two of the names differ by more than a word that says what the place is ("Gaza City")."""
    return any(
        not set(a.split()) <= set(b.split()) and not set(b.split()) <= set(a.split())
        for number, a in enumerate(keys)
        for b in keys[number + 1 :]
    )
