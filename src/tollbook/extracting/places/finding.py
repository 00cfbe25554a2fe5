"""From the text to place mentions: what each name was resolved to, the other places of that name, and why."""

from __future__ import annotations

import math

from msgspec import Struct

from tollbook.extracting.places.coordinates import find_coordinates
from tollbook.extracting.places.gazetteer import Entry, Gazetteer, Kind, gazetteer
from tollbook.extracting.places.mentions import Candidate, candidates, tokens
from tollbook.extracting.places.resolving import Resolver
from tollbook.extracting.places.words import PlaceWords, place_words
from tollbook.model import Place, PlaceMention, Span
from tollbook.text import fold

_PRECISION = {
    Kind.COUNTRY: 6, Kind.ADMIN1: 4, Kind.ADMIN2: 3, Kind.TOWN: 1, Kind.QUARTER: 1, Kind.LANDMARK: 1,
    Kind.REGION: 5,
}  # fmt: skip
_ALTERNATIVES = 5
_BEARINGS = {
    "north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270,
    "northwest": 315,
}  # fmt: skip
_BEFORE = 60
_KM_A_DEGREE = 111.2


class PlaceContext(Struct, frozen=True, kw_only=True):
    """What is known of a report beside its text.

    `language` names the language pack; `countries` are ISO codes of countries that the report is likely about
    (its outlet's, its desk's), `dateline` the place of its dateline, where the reading stage has cut it off.
    """

    language: str = "en"
    countries: tuple[str, ...] = ()
    dateline: str | None = None


NOTHING_KNOWN = PlaceContext()
"""The context of a text of which nothing else is known."""


def find_places(text: str, context: PlaceContext = NOTHING_KNOWN) -> tuple[PlaceMention, ...]:
    """Give every place name of a text in order, resolved where the gazetteer knows it.

    A name that no gazetteer knows is given as said, without a position. `alternatives` holds up to five
    other places of that name, the likelier first; `because` says in a sentence why this one was chosen.
    Adjectives of countries ("Ukrainian") are mentions of the country, pairs of coordinates mentions of
    the place they give. Never raises for any text.
    """
    words, index = place_words(context.language), gazetteer()
    reading = tokens(text)
    resolver = Resolver(
        reading, candidates(reading, words, index), words, index, _known(context, words, index)
    )
    named = [_mention(c, resolver) for c in resolver.run()]
    return tuple(sorted([*named, *find_coordinates(text)], key=lambda mention: mention.start))


def _known(context: PlaceContext, words: PlaceWords, index: Gazetteer) -> list[int]:
    known = [number for code in context.countries for number in index.find(f"={code.upper()}")]
    for part in (context.dateline or "").split(","):
        key = fold(part)
        country = words.also.get(key)
        known += [country] if country else [index.entry(n).country for n in index.find(key)[:1]]
    return known


def _mention(candidate: Candidate, resolver: Resolver) -> PlaceMention:
    text, index = resolver.reading.text, resolver.index
    span = Span(start=candidate.start, end=candidate.end, quote=text[candidate.start : candidate.end])
    if not candidate.chosen:
        return PlaceMention(
            start=span.start, end=span.end, quote=span.quote, place=Place(name=candidate.name, evidence=span),
            because="the places of that name lie elsewhere; it is kept as said" if candidate.ids
            else "no gazetteer knows this name; it is kept as said",
        )  # fmt: skip
    others = [n for n in candidate.ranked if n != candidate.chosen]
    entry = index.entry(candidate.chosen)
    place, moved = _moved(as_place(entry, index, span), candidate, resolver)
    return PlaceMention(
        start=span.start, end=span.end, quote=span.quote, place=place,
        alternatives=tuple(as_place(index.entry(n), index) for n in others[:_ALTERNATIVES]),
        because=_because(candidate, entry, resolver, bool(others)) + moved,
    )  # fmt: skip


def as_place(entry: Entry, index: Gazetteer, evidence: Span | None = None) -> Place:
    """Give a place of the gazetteer as a noun, with where_prec by its kind and the radius that it spans."""
    names: dict[Kind, str] = {entry.kind: entry.name}
    for number in index.within(entry.number):
        holder = index.entry(number)
        names.setdefault(holder.kind, holder.name)
    return Place(
        name=entry.name, admin1=names.get(Kind.ADMIN1), admin2=names.get(Kind.ADMIN2),
        country=index.entry(entry.country).name, lat=entry.lat, lon=entry.lon,
        precision=_PRECISION[entry.kind], radius_km=entry.radius, evidence=evidence,
    )  # fmt: skip


def _moved(place: Place, candidate: Candidate, resolver: Resolver) -> tuple[Place, str]:
    """Widen a place that the words only come near to, and move it where they give distance and direction."""
    words = resolver.words
    before = resolver.reading.text[max(0, candidate.start - _BEFORE) : candidate.start]
    bearing = words.bearing.search(before)
    if candidate.adjective or resolver.reading.text.startswith(("'s", "’s"), candidate.end):
        return place, ""
    if bearing and place.lat is not None and place.lon is not None:
        way = words.directions[bearing["way"].lower()]
        if bearing["far"] and way in _BEARINGS:
            far = float(bearing["far"]) * words.units[bearing["unit"].lower()]
            lat, lon = _shift(place.lat, place.lon, _BEARINGS[way], far)
            moved = _with(place, lat=lat, lon=lon, precision=2, radius_km=round(max(2.0, 0.3 * far), 1))
            return moved, f"; moved {far:g} km {way}, as the words say"
        part = _part(place, candidate, way, index=resolver.index)
        if part is not None:
            return part, f"; the {way} of it"
        if bearing["of"] and (place.precision or 0) < 3:
            return _with(
                place, precision=2, radius_km=(place.radius_km or 0) + 5
            ), f"; {way} of it, distance not said"
    if words.near.search(before) and (place.precision or 0) < 3:
        return _with(place, precision=2, radius_km=(place.radius_km or 0) + 5), "; near it, not in it"
    return place, ""


def _part(place: Place, candidate: Candidate, way: str, *, index: Gazetteer) -> Place | None:
    """The part of an area that has a name of its own in the gazetteer: "northern Gaza Strip"."""
    if (place.precision or 0) < 3:
        return None
    head = candidate.key
    for key in (f"{way}ern {head}", f"{way} {head}"):
        for number in index.find(key):
            entry = index.entry(number)
            if index.entry(entry.country).name == place.country:
                return as_place(entry, index, place.evidence)
    return None


def _with(
    place: Place, *, precision: int, radius_km: float, lat: float | None = None, lon: float | None = None
) -> Place:
    return Place(
        name=place.name, admin1=place.admin1, admin2=place.admin2, country=place.country,
        lat=place.lat if lat is None else lat, lon=place.lon if lon is None else lon,
        precision=precision, radius_km=radius_km, evidence=place.evidence,
    )  # fmt: skip


def _shift(lat: float, lon: float, bearing: int, km: float) -> tuple[float, float]:
    north = km * math.cos(math.radians(bearing)) / _KM_A_DEGREE
    east = km * math.sin(math.radians(bearing)) / (_KM_A_DEGREE * max(0.05, math.cos(math.radians(lat))))
    return round(lat + north, 5), round((lon + east + 180) % 360 - 180, 5)


def _because(candidate: Candidate, entry: Entry, resolver: Resolver, doubtful: bool) -> str:
    """Say in one clause why this place was chosen."""
    if candidate.country:
        return "an adjective of the country" if candidate.adjective else "the name of a country"
    if candidate.misspelt:
        return f"no division has this name; {entry.name} is spelt most like it"
    if not doubtful:
        return "the only place of that name in the gazetteer"
    chain = resolver.index.within(entry.number)
    if candidate.holder is not None:
        holder = resolver.found[candidate.holder]
        if holder.chosen in chain:
            return f"named together with {holder.name}, which holds it"
    if candidate.kinds and entry.kind in candidate.kinds:
        return "the words say what kind of place it is"
    area = next((n for n in chain if n in resolver.areas_beside(candidate)), None)
    if area is not None:
        return f"it lies in {resolver.index.entry(area).name}, which the report names too"
    if resolver.countries[entry.country]:
        return f"the report is about places in {resolver.index.entry(entry.country).name}"
    return "the largest place of that name"
