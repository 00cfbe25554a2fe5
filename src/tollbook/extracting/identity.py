"""What the name of a speaker tells of it: kind, role, organisation, country and party."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from tollbook import languages
from tollbook.extracting.phrases import Phrases
from tollbook.extracting.places.gazetteer import Kind, gazetteer
from tollbook.extracting.places.words import place_words
from tollbook.text import fold, words

LONGEST = 14
"""Of a name of more words only the kind is read: it is a piece of a sentence."""

NAME = 3
"""Words of the longest name of a country that is looked up."""

_TOKEN = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*|[&,(]")
_SHORT = frozenset({"US", "UK"})
_POSSESSIVE = re.compile(r"[’']s?$")


class SpeakerData(Struct, frozen=True, forbid_unknown_fields=True):
    """The part `speakers` of a language pack; explained there."""

    kinds: dict[str, list[str]]
    titles: list[str]
    roles: list[str] = []
    bodies: list[str] = []
    linking: list[str] = []
    towards: list[str] = []
    small: list[str] = []
    articles: list[str] = []
    definite: list[str] = []
    state: list[str] = []
    houses: dict[str, list[str]] = {}
    parties: dict[str, list[str]] = {}
    before_times: list[str] = []
    times: list[str] = []
    clauses: list[str] = []
    verbs: list[str] = []
    relative: list[str] = []
    behind_counts: list[str] = []
    no_speakers: list[str] = []


class Identity(Struct, frozen=True, kw_only=True):
    """What a name tells; `None` for what it does not."""

    kind: str | None = None
    role: str | None = None
    organisation: str | None = None
    country: str | None = None
    party: str | None = None

    def completed(self, other: Identity) -> Identity:
        """Give this identity with what only the other one tells."""
        return Identity(
            kind=self.kind or other.kind,
            role=self.role or other.role,
            organisation=self.organisation or other.organisation,
            country=self.country or other.country,
            party=self.party or other.party,
        )


class _Name(Struct, frozen=True):
    text: str
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    owning: tuple[bool, ...]

    def capital(self, place: int) -> bool:
        return self.text[self.starts[place]].isupper()

    def between(self, first: int, last: int) -> str:
        return " ".join(self.text[self.starts[first] : self.ends[last]].split())


class Names:
    """The words of one language by which names of speakers are read."""

    def __init__(self, data: SpeakerData, language: str) -> None:
        self._language = language
        self.titles = frozenset(data.titles)
        self.definite = frozenset(data.definite)
        self._kinds = list(data.kinds)
        self._kind_words = Phrases((term, kind) for kind, terms in data.kinds.items() for term in terms)
        self._roles = Phrases((role, role) for role in data.roles)
        self._bodies = frozenset(data.bodies)
        self._linking, self._towards = frozenset(data.linking), frozenset(data.towards)
        self._small, self._articles = frozenset(data.small), frozenset(data.articles)
        self._state = frozenset(data.state)
        self._houses = Phrases((term, code) for code, terms in data.houses.items() for term in terms)
        self._parties = Phrases((term, party) for party, terms in data.parties.items() for term in terms)
        self._before_times, self._times = frozenset(data.before_times), frozenset(data.times)
        self._clauses, self._verbs = frozenset(data.clauses), frozenset(data.verbs)
        self._relative = frozenset(data.relative)
        self._behind_counts = Phrases((phrase, phrase) for phrase in data.behind_counts)
        self.nobody = frozenset(data.no_speakers)
        self._generic = frozenset(data.bodies) | {role for role in data.roles if " " not in role}

    def kind(self, name: str) -> str | None:
        """Give the kind: that of the longest phrase in the name, of equals the first in the pack."""
        found = [
            (-size, self._kinds.index(kind)) for _, size, kind in self._kind_words.within(words(name).lower)
        ]
        return self._kinds[min(found)[1]] if found else None

    def kinds(self, name: str) -> frozenset[str]:
        """Give every kind that a word of a name tells of."""
        return frozenset(kind for _, _, kind in self._kind_words.within(words(name).lower))

    def behind_times(self, lower: Sequence[str], first: int, last: int) -> int:
        """Give where a name begins behind a time taken for part of it: "On Saturday Governor Ada"."""
        if first >= last or lower[first] not in self._before_times or lower[first + 1] not in self._times:
            return first
        behind = first + 1
        while behind < last and lower[behind] in self._times:
            behind += 1
        return behind

    def behind_counts(self, lower: Sequence[str], first: int, last: int) -> int:
        """Give where a name begins behind a figure taken for part of it: "the 14 given by the ministry"."""
        found = next(self._behind_counts.within(lower, first + 1, last), None)
        if found is None or not any(lower[i][0].isdigit() for i in range(first, found[0])):
            return first
        return found[0] + found[1]

    def before_verbs(self, lower: Sequence[str], first: int, last: int) -> int:
        """Give where a name ends before a verb taken for part of it: "Field monitors counted eleven".

        A verb of a clause that tells who speaks ends nothing: "sources who were there".
        """
        verb = next((at for at in range(first + 1, last + 1) if lower[at] in self._verbs), last + 1)
        return self._before_times_at_end(
            lower, first, verb - 1 if self._relative.isdisjoint(lower[first:verb]) else last
        )

    def _before_times_at_end(self, lower: Sequence[str], first: int, last: int) -> int:
        """Give where a name ends before a time taken for part of it: "the ministry on Sunday"."""
        at = last
        while at > first + 1 and lower[at] in self._times and lower[at] not in self._before_times:
            at -= 1
        return at - 1 if first < at < last and lower[at] in self._before_times else last

    def before_clauses(self, lower: Sequence[str], first: int, last: int) -> int:
        """Give where a name ends before a clause taken for part of it: "Ada Lund, who led the rescue"."""
        clause = next((at for at in range(first + 1, last + 1) if lower[at] in self._clauses), last + 1)
        return clause - 1

    def bare(self, word: str) -> bool:
        """Tell whether a word is a role or a body and nothing else: "the governor", "the ministry"."""
        return word in self._generic

    def is_land(self, name: str) -> bool:
        """Tell whether a name is that of a country and nothing else."""
        read = _read(name)
        return bool(read.lower) and len(read.lower) <= NAME + 1 and self._alone(read)

    def _alone(self, read: _Name) -> bool:
        first = next((n for n, word in enumerate(read.lower) if word not in self._articles), 0)
        land = _land(read.between(first, len(read.lower) - 1), self._language)
        return land is not None and not land.people

    def identity(self, name: str) -> Identity:
        """Give what a name tells of its speaker."""
        kind = self.kind(name)
        read = _read(name)
        if not read.lower or len(read.lower) > LONGEST:
            return Identity(kind=kind)
        first, size = self._role(read)
        organisation = self._organisation(read, first, size)
        country = self._country(read, organisation is not None)
        return Identity(
            kind=kind,
            role=read.between(first, first + size - 1) if size else None,
            organisation=organisation,
            country=country,
            party=self._party(read, kind, country),
        )

    def _role(self, read: _Name) -> tuple[int, int]:
        """Give place and words of the role, behind the last possessive if there; (-1, 0) if none."""
        found = [
            (at, size)
            for at, size, _ in self._roles.within(read.lower)
            if not read.owning[at + size - 1]
            and (read.lower[at + size : at + size + 1] or [""])[0] not in self._bodies
        ]
        owned = max((n for n, owning in enumerate(read.owning) if owning), default=-1)
        return next((hit for hit in found if hit[0] > owned), found[0] if found else (-1, 0))

    def _organisation(self, read: _Name, role: int, size: int) -> str | None:
        """Give the body that a name names: behind the role and "of" or "for", else before it or alone."""
        after = role + size
        if role >= 0 and after < len(read.lower) and read.lower[after] in self._towards:
            body = next((n for n in range(after + 1, len(read.lower)) if read.lower[n] in self._bodies), None)
            if body is not None:
                return self._body(read, body, after + 1)
        end = role if role >= 0 else len(read.lower)
        body = next((n for n in range(end - 1, -1, -1) if self._ends_body(read, n, end)), None)
        return None if body is None else self._body(read, body, 0)

    def _ends_body(self, read: _Name, place: int, end: int) -> bool:
        """Tell whether a body's name ends here, and not in what follows "of" ("the ministry of the army")."""
        if read.lower[place] not in self._bodies or (read.owning[place] and end == len(read.lower)):
            return False
        linked = [n for n in range(place) if read.lower[n] in self._linking and n + 1 < end]
        return not any(read.lower[n - 1] in self._bodies for n in linked if n)

    def _body(self, read: _Name, place: int, least: int) -> str | None:
        first, last = place, place
        while first > least and not self._stops(read, first - 1):
            first -= 1
        while first < place and read.lower[first] in self._articles:
            first += 1
        if last + 1 < len(read.lower) and read.lower[last + 1] in self._linking:
            rest = range(last + 2, len(read.lower))
            stop = next((n for n in rest if self._stops(read, n) and read.lower[n] not in self._small), None)
            last = len(read.lower) - 1 if stop is None else stop - 1
        return read.between(first, last)

    def _stops(self, read: _Name, place: int) -> bool:
        word = read.lower[place]
        small = self._articles | self._towards | self._small
        return word in small or not word[0].isalnum() or read.owning[place]

    def _country(self, read: _Name, organised: bool) -> str | None:
        """Give the country that a name names, by its own name or that of its people.

        One word between names is a person's ("Chad" in "Chad Smith"), unless the name of a body holds it.
        """
        for first in range(len(read.lower)):
            for last in range(min(len(read.lower), first + NAME) - 1, first - 1, -1):
                land = _land(read.between(first, last), self._language) if read.capital(first) else None
                if land is None:
                    continue
                alone = read.owning[last] or not any(self._proper(read, n) for n in (first - 1, last + 1))
                if land.people or organised or last > first or alone:
                    return land.name
        return self._house(read)

    def _proper(self, read: _Name, place: int) -> bool:
        """Tell whether a word of a proper name stands here."""
        return 0 <= place < len(read.lower) and read.capital(place) and not self.bare(read.lower[place])

    def _house(self, read: _Name) -> str | None:
        index = gazetteer()
        codes = [code for _, _, code in self._houses.within(read.lower)]
        return next((index.entry(number).name for code in codes for number in index.find(f"={code}")), None)

    def _party(self, read: _Name, kind: str | None, country: str | None) -> str | None:
        """Give the party: a movement that is named, or the country whose state, or which itself, speaks."""
        named = next((party for _, _, party in self._parties.within(words(read.text).lower)), None)
        if named is not None and kind in ("belligerent", None):
            return named
        if country is None or kind in self._state or self._house(read) == country:
            return country
        return country if kind is None and self._alone(read) else None


def _read(name: str) -> _Name:
    found = list(_TOKEN.finditer(name))
    return _Name(
        name,
        tuple(_POSSESSIVE.sub("", match.group().lower()) for match in found),
        tuple(match.start() for match in found),
        tuple(match.end() - len(_ending(match.group())) for match in found),
        tuple(bool(_ending(match.group())) for match in found),
    )


def _ending(word: str) -> str:
    match = _POSSESSIVE.search(word)
    return match.group() if match and len(match.group()) < len(word) else ""


@cache
def names(language: str) -> Names:
    """Give the words for names of a language."""
    return Names(languages.load(language, "speakers", SpeakerData), language)


class _Land(Struct, frozen=True):
    name: str
    people: bool


@cache
def _land(name: str, language: str) -> _Land | None:
    """Give the country of which this is a name, or a word for its people."""
    if len(name) < 2 or (name.isupper() and len(name) == 2 and name not in _SHORT):
        return None
    folded, known, index = fold(name), place_words(language), gazetteer()
    number = known.also.get(folded)
    if number is None and folded in known.people:
        return _Land(index.entry(known.people[folded]).name, True)
    if number is None:
        number = next(iter(index.find(folded)), None)
        if number is None or index.entry(number).kind is not Kind.COUNTRY:
            return None
    return _Land(index.entry(number).name, False)
