"""Where a claim's own words set it apart from the place of the main incident.

Takes a claim with its sentence, the main place and the places of the text; gives the place that the words
name for the claim alone, if any. Change this when: reports tell of two places in another way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from tollbook.extracting.places.resolving import distance_km
from tollbook.extracting.places.words import PlaceWords, place_words
from tollbook.model import Claim, Offsets, Place, PlaceMention
from tollbook.text import fold

APART_KM = 15.0
"""Towns farther apart than this are the places of two incidents, where each has claims of its own."""

TOWN = 2
"""UCDP where_prec up to which a place is a town or its surroundings, and no district or region."""

_BEFORE_NAME = 24


class Ground(Struct, frozen=True):
    """The places of a text, with its words."""

    text: str
    places: Sequence[PlaceMention]
    language: str

    @property
    def words(self) -> PlaceWords:
        """The words by which the language of the text says where."""
        return place_words(self.language)

    def inside(self, part: Offsets) -> list[PlaceMention]:
        """Give the place mentions of a part of the text, without towns that stand for their time of day."""
        found = [mention for mention in self.places if part.start <= mention.start < part.end]
        return [mention for mention in found if not self._names_a_clock(mention)]

    def _names_a_clock(self, mention: PlaceMention) -> bool:
        """Tell whether a town stands for its time of day: "21:00 Moscow time"."""
        return self.next_word(mention) in self.words.clocks

    def next_word(self, mention: PlaceMention) -> str:
        """Give the word behind a mention, folded to small letters; empty where none follows at once."""
        behind = self.text[mention.end : mention.end + _BEFORE_NAME].split(maxsplit=1)
        return behind[0].strip(",.;:)").lower() if behind else ""


def elsewhere_of(claim: Claim, main: Place | None, sentence: Offsets, ground: Ground) -> PlaceMention | None:
    """Give the place of a claim where its words name another than the main one.

    That is a country all over which it was done, or in whose towns; the one town of the sentence; or, of
    several towns, the one of the claim's own clause. Towns must lie more than `APART_KM` from the main place.
    """
    if main is None or main.country is None:
        return None
    clause = _part(claim, sentence, ground.text, _clauses(ground.language))
    return (
        _country_all_over(claim, main, sentence, ground)
        or _towns_of_a_country(main, clause, ground)
        or _town(main, sentence, ground)
        or _town(main, clause, ground)
    )


def side_of(claim: Claim, sentence: Offsets, ground: Ground) -> Offsets:
    """Give the part of a sentence around a claim, up to words as "after", beyond which is another time."""
    return _part(claim, sentence, ground.text, _sides(ground.language))


def points_back(sentence: Offsets, ground: Ground) -> bool:
    """Tell whether a sentence means by "there" the place that was named last."""
    return _back(ground.language).search(ground.text, sentence.start, sentence.end) is not None


def _part(claim: Claim, sentence: Offsets, text: str, apart: re.Pattern[str]) -> Offsets:
    start, end = sentence.start, sentence.end
    for match in apart.finditer(text, sentence.start, sentence.end):
        if match.end() <= claim.evidence.start:
            start = match.end()
        elif match.start() >= claim.evidence.end:
            end = match.start()
            break
    return Offsets(start=start, end=end)


@cache
def _sides(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(place_words(language).clauses))})\b")


@cache
def _clauses(language: str) -> re.Pattern[str]:
    return re.compile(rf"[,;:()–—]|{_sides(language).pattern}")


@cache
def _back(language: str) -> re.Pattern[str]:
    words = place_words(language)
    existing = "|".join(sorted(words.existing))
    return re.compile(rf"\b(?:{'|'.join(sorted(words.back))})\b(?!\s+(?:{existing})\b)", re.IGNORECASE)


def _country_all_over(claim: Claim, main: Place, sentence: Offsets, ground: Ground) -> PlaceMention | None:
    """Give the country all over which it was done by a claim's sentence, unless the main place lies in it."""
    behind = Offsets(start=claim.evidence.end, end=sentence.end)
    return next(
        (
            mention
            for mention in ground.inside(behind)
            if _abroad(mention, main)
            and ground.words.spread.search(ground.text[: mention.start], max(0, mention.start - _BEFORE_NAME))
        ),
        None,
    )


def _towns_of_a_country(main: Place, clause: Offsets, ground: Ground) -> PlaceMention | None:
    """Give another country in whose towns or districts it was done: "on several Ukrainian cities"."""
    return next(
        (
            mention
            for mention in ground.inside(clause)
            if _abroad(mention, main) and ground.next_word(mention) in ground.words.plurals
        ),
        None,
    )


def _abroad(mention: PlaceMention, main: Place) -> bool:
    return mention.place is not None and mention.place.country not in (None, main.country)


def _town(main: Place, part: Offsets, ground: Ground) -> PlaceMention | None:
    """Give the one town that a part of the text names, where it lies far from the main place."""
    if main.lat is None or main.lon is None or (main.precision or 9) > TOWN:
        return None
    towns = [
        (mention, mention.place)
        for mention in ground.inside(part)
        if mention.place and (mention.place.precision or 9) <= TOWN
    ]
    if len({place.name for _, place in towns}) != 1:
        return None
    mention, town = towns[0]
    if town.lat is None or town.lon is None or _namesake(main, town) or _namesake(town, main):
        return None
    return mention if distance_km((main.lat, main.lon), (town.lat, town.lon)) > APART_KM else None


def _namesake(town: Place, other: Place) -> bool:
    """Tell whether a town's name may mean the division around it, in which the other place lies ("Homs")."""
    return fold(town.name) in {fold(name) for name in (other.admin1, other.admin2) if name}
