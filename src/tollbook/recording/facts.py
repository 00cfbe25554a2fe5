"""An incident's place, date and kind as a person puts them right: what is typed becomes facts, with a check.

Takes: words of a person. Gives: `Facts`, and an incident with the facts that people decided in place of the
program's, which stay beside them. Raises `UsageError` in words that tell what to type instead. Change this
when: a person may put something else of an incident right.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache

import msgspec
from msgspec.structs import replace

from tollbook.errors import UsageError
from tollbook.extracting.kinds import kind_names
from tollbook.extracting.places.finding import as_place
from tollbook.extracting.places.gazetteer import Entry, Gazetteer, gazetteer
from tollbook.languages import available
from tollbook.model import FACTS, Facts, Incident, Judgement, Place, Settled, When
from tollbook.text import fold

UNKNOWN = "unknown"
"""What a person types for a fact that nobody knows."""

LIKELIER = 5
"""A place with so many times the people of every other one of its name is meant by the name alone."""

_SHOWN = 6
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_POSITION = re.compile(r"\s*([-+]?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*([-+]?\d{1,3}(?:\.\d+)?)\s*")


@cache
def kinds() -> tuple[str, ...]:
    """Give the kinds of incidents that there are, in ACLED's names of events and sub-events and some more."""
    return tuple(sorted({kind for language in available() for kind in kind_names(language)}))


def typed_facts(typed: Mapping[str, str]) -> Facts:
    """Give the facts of words under `place`, `at`, `date` and `kind`; what is empty stays as it is.

    A place is a name, with its division or country behind a comma where several bear it; `at` is a latitude
    and longitude in degrees. A date is a day, month or year, or two of these with a slash between. Any of
    them may be "unknown".
    """
    words = {name: value.strip() for name, value in typed.items() if value and value.strip()}
    known = {name: value for name, value in words.items() if value.casefold() != UNKNOWN}
    if "at" in known and "place" not in known:
        raise UsageError("a position needs the name of its place")
    if not any(name in words for name in FACTS):
        raise UsageError("say what should be otherwise: the place, the date or the kind")
    return Facts(
        place=_place(known["place"], known.get("at", "")) if "place" in known else None,
        date=_when(known["date"]) if "date" in known else None,
        kind=_kind(known["kind"]) if "kind" in known else None,
        unknown=tuple(name for name in FACTS if name in words and name not in known),
    )


def checked_facts(facts: Facts) -> Facts:
    """Give facts that fit: some at least, a kind that there is, dates that are dates."""
    said = [name for name in FACTS if getattr(facts, name) is not None]
    if not said and not facts.unknown:
        raise UsageError("say what should be otherwise: the place, the date or the kind")
    if set(facts.unknown) - set(FACTS) or set(facts.unknown) & set(said):
        raise UsageError("a fact is given or unknown, and not both")
    if facts.kind is not None and facts.kind not in kinds():
        raise UsageError(f"{facts.kind!r} is no kind of incident; there are {'; '.join(kinds())}")
    sides = (facts.date.start, facts.date.end) if facts.date else ()
    try:
        days = [date.fromisoformat(side[:10]) for side in sides]
    except ValueError as error:
        raise UsageError("a date is written as 2026-01-31") from error
    if days != sorted(days):
        raise UsageError("the date ends before it begins")
    return facts


def settled(incident: Incident, judgements: Iterable[Judgement]) -> Incident:
    """Give an incident with what people decided of its place, date and kind; the last on each of them holds.

    What the program chose in their place stays beside it.
    """
    last = {
        name: each
        for each in judgements
        if each.facts
        for name in FACTS
        if getattr(each.facts, name) is not None or name in each.facts.unknown
    }
    if not last:
        return incident
    chosen = {name: getattr(each.facts, name) for name, each in last.items()}
    before = {name: getattr(incident, name) for name in last}
    unknown = tuple(name for name, value in before.items() if value is None)
    by = ", ".join(f"{name} as {each.who} put it" for name, each in last.items())
    because = "; ".join(filter(None, (by, incident.because and f"the program: {incident.because}")))
    fields = {name: getattr(incident, name) for name in Incident.__struct_fields__}
    return Settled(
        **fields | chosen | {"because": because},
        machine=Facts(**before, unknown=unknown),
        decided_by=tuple(dict.fromkeys(each.id for each in last.values())),
    )


def before(incident: Incident, machine: Facts | None) -> Incident:
    """Give an incident with what the program chose in the place of what people put right."""
    if machine is None:
        return incident
    chosen = {name: getattr(machine, name) for name in (*fact_words(machine),)}
    return replace(incident, **chosen, because=None)


def fact_words(facts: Facts) -> dict[str, str]:
    """Give facts in words, by their names: a place with its divisions, a date, a kind."""
    told: dict[str, str] = dict.fromkeys(facts.unknown, UNKNOWN)
    if facts.place:
        told["place"] = place_words(facts.place)
    if facts.date:
        start, end = facts.date.start, facts.date.end
        told["date"] = start if start == end else f"{start} to {end}"
    if facts.kind:
        told["kind"] = facts.kind
    return {name: told[name] for name in FACTS if name in told}


def place_words(place: Place) -> str:
    """Give a place with its divisions and its country."""
    parts = (place.name, place.admin2, place.admin1, place.country)
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _place(words: str, at: str) -> Place:
    name, *holders = (part.strip() for part in words.split(","))
    index = gazetteer()
    if at:
        return _at(name, holders, at)
    found = [index.entry(number) for number in index.find(fold(name))]
    wanted = {fold(each) for each in holders}
    fitting = [entry for entry in found if wanted <= _holders(entry, index)]
    if not fitting:
        known = f"; of that name: {_named(found, index)}" if found else ""
        raise UsageError(f"no gazetteer knows {words!r}: give its position too, as 48.89, 36.32{known}")
    # A town before the divisions that bear its name: they are meant by their own word ("Kharkiv Oblast").
    holding = {number for entry in fitting for number in index.within(entry.number)}
    fitting = [entry for entry in fitting if entry.number not in holding]
    fitting.sort(key=lambda entry: -entry.population)
    if len(fitting) > 1 and fitting[0].population <= LIKELIER * fitting[1].population:
        raise UsageError(f"{words!r} may be several places: name its division too: {_named(fitting, index)}")
    return as_place(fitting[0], index)


def _at(name: str, holders: Sequence[str], at: str) -> Place:
    """Give a place at a position that was typed."""
    match = _POSITION.fullmatch(at)
    lat, lon = (float(match[1]), float(match[2])) if match else (91.0, 0.0)
    if abs(lat) > 90 or abs(lon) > 180:
        raise UsageError(f"{at!r} is no position: write latitude and longitude in degrees, as 48.89, 36.32")
    country = holders[-1] if holders else None
    admin1 = holders[-2] if len(holders) > 1 else None
    return Place(name=name, admin1=admin1, country=country, lat=lat, lon=lon, precision=1)


def _holders(entry: Entry, index: Gazetteer) -> set[str]:
    """Give the folded names of what holds a place, with and without the word for what it is."""
    names = [fold(index.entry(number).name) for number in index.within(entry.number)]
    return {part for name in names for part in (name, name.rpartition(" ")[0]) if part}


def _named(entries: Iterable[Entry], index: Gazetteer) -> str:
    shown = dict.fromkeys(place_words(as_place(entry, index)) for entry in entries)
    more = f"; and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    return "; ".join([*shown][:_SHOWN]) + more


def _when(words: str) -> When:
    """Give the time of a day, month or year, or from one to another."""
    sides = [_days(part.strip()) for part in words.split("/")]
    if len(sides) > 2:
        raise UsageError(f"{words!r} is no date: write a day, or two with a slash between")
    first, last = sides[0][0], sides[-1][1]
    if last < first:
        raise UsageError("the date ends before it begins")
    precision = "period" if len(sides) == 2 else sides[0][2]
    return msgspec.convert(
        {"start": first.isoformat(), "end": last.isoformat(), "precision": precision, "from": "words"}, When
    )


def _days(words: str) -> tuple[date, date, str]:
    match = _DAY.fullmatch(words)
    try:
        if match is None:
            raise ValueError
        year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
        first = date(year, month, day)
    except ValueError:
        raise UsageError(f"{words!r} is no date: write it as 2026-01-31, 2026-01 or 2026") from None
    if match[3]:
        return first, first, "day"
    if match[2]:
        return first, date(year, month, monthrange(year, month)[1]), "month"
    return first, date(year, 12, 31), "year"


def _kind(words: str) -> str:
    """Give the kind that words name: all of it, or its narrower part alone."""
    wanted = words.casefold()
    found = [kind for kind in kinds() if wanted in (kind.casefold(), kind.rpartition(" / ")[2].casefold())]
    if len(found) != 1:
        raise UsageError(f"{words!r} is no kind of incident; there are {'; '.join(kinds())}")
    return found[0]
