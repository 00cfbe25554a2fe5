"""Who is reported responsible for an incident, according to whom: sourced claims, never facts.

Takes a report's incidents with the words, claims and statements they come from; gives the incidents with the
armed groups, states and bodies of states that the report, or somebody in it, names. Private persons are not
given, nor what is denied, and nothing where it is unsure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from tollbook import languages
from tollbook.extracting.identity import names
from tollbook.extracting.loaded import LoadedWords
from tollbook.extracting.phrases import Phrases
from tollbook.model import Claim, Incident, PlaceMention, Responsible, Span, Statement
from tollbook.text import Words

LEAD = 4
"""So many sentences at the beginning tell of the main incident, whether they count or not."""

LONGEST = 7
"""Words of the longest name that is looked at."""

_ACRONYM = re.compile(r"[A-Z]{3,6}(?:-[A-Z]{2,6})?")
_MARKS = frozenset(',;:.!?()"“”«»–—')
_NO_HARM = frozenset({"launched", "intercepted", "seized", "surrendered"})


class ResponsibleData(Struct, frozen=True, forbid_unknown_fields=True):
    """The part `responsible` of a language pack; explained there."""

    groups: list[str]
    fighters: frozenset[str]
    agents: frozenset[str]
    persons: frozenset[str]
    agent: list[str]
    deeds: frozenset[str]
    subject: list[str]
    claimed: list[str]
    blaming: frozenset[str]
    means: frozenset[str]
    owners: frozenset[str]
    things: frozenset[str]
    between: frozenset[str]
    means_follow: frozenset[str]
    denying: frozenset[str]
    elsewhen: list[str]
    unrelated: frozenset[str]
    guilt: frozenset[str]
    stops: frozenset[str]
    openers: frozenset[str]
    helpers: frozenset[str]
    linking: frozenset[str]
    articles: frozenset[str]
    seats: dict[str, str]
    cases: list[dict[str, object]] = []


class Told(Struct, frozen=True):
    """What a report tells: its words, sentences (ranges of word indices), claims, statements and places."""

    text: str
    words: Words
    ranges: Sequence[tuple[int, int]]
    claims: Sequence[Claim]
    statements: Sequence[Statement]
    places: Sequence[PlaceMention] = ()


class _Terms(Struct, frozen=True):
    data: ResponsibleData
    groups: Phrases[bool]
    verbs: Phrases[str]
    agent: frozenset[str]
    elsewhen: Phrases[bool]
    judging: Phrases[bool]


class _Named(Struct, frozen=True):
    """One responsible party: the name to give, the words that say so, and whether it speaks of itself."""

    value: str
    first: int
    last: int
    itself: bool = False
    accuser: str | None = None


@cache
def _terms(language: str) -> _Terms | None:
    if "responsible" not in languages.parts(language):
        return None
    data = languages.load(language, "responsible", ResponsibleData)
    judging = languages.load(language, "loaded", LoadedWords).glosses.values()
    verbs = {verb.rstrip("*"): "object" if verb.endswith("*") else "verb" for verb in data.subject}
    return _Terms(
        data,
        Phrases(dict.fromkeys(data.groups, True)),
        Phrases(verbs | dict.fromkeys(data.claimed, "claimed")),
        frozenset(phrase.split()[-1] for phrase in data.agent),
        Phrases(dict.fromkeys(data.elsewhen, True)),
        Phrases({word: True for words in judging for word in words}),
    )


def hold_responsible(incidents: Sequence[Incident], told: Told, language: str) -> tuple[Incident, ...]:
    """Give the incidents with who is reported responsible for each of them."""
    terms = _terms(language)
    if terms is None or not incidents:
        return tuple(incidents)
    reader = _Reader(told, terms, language)
    found: dict[str, dict[tuple[str, str | None], Responsible]] = {one.id: {} for one in incidents}
    known = {one.id: one for one in incidents}
    for number in range(len(told.ranges)):
        for named in reader.named(number):
            id_ = reader.incident(number, named, incidents[0].id)
            if id_ is None or reader.elsewhere(number, known[id_]):
                continue
            said = reader.responsible(named, number)
            if said is not None:
                found[id_].setdefault((said.value.lower(), said.according_to), said)
    return tuple(replace(one, responsible=tuple(found[one.id].values())) for one in incidents)


class _Reader:
    """Reads the sentences of one report for who is responsible."""

    def __init__(self, told: Told, terms: _Terms, language: str) -> None:
        self._told, self._terms, self._language = told, terms, language
        self._lower = told.words.lower
        self._near: Mapping[int, list[Claim]] = {}
        near: dict[int, list[Claim]] = {}
        starts = [told.words.starts[first] for first, _ in told.ranges]
        for claim in told.claims:
            if claim.measure not in _NO_HARM:
                near.setdefault(bisect_right(starts, claim.evidence.start) - 1, []).append(claim)
        self._near = near

    def named(self, number: int) -> Iterator[_Named]:
        """Give the parties that a sentence tells of, where it or its neighbours tell of an incident."""
        first, last = self._told.ranges[number]
        accused = self._accused(first, last)
        if accused is not None:
            yield accused
        if number >= LEAD and not any(self._near.get(number + step) for step in (-1, 0, 1)):
            return
        for at, size, form in self._terms.verbs.within(self._lower, first, last):
            yield from self._subject(first, last, (at, at + size - 1), form)
        for at in range(first + 1, last - 1):
            word, before = self._lower[at], self._lower[at - 1]
            if word == "by" and before in self._terms.agent:
                yield from self._after(first, at, last)
            elif word in self._terms.data.blaming:
                yield from self._blamed(first, at, last)
            elif word in self._terms.data.means and before != "by":
                yield from self._means(first, at, last)

    def incident(self, number: int, named: _Named, main: str) -> str | None:
        """Give the incident that a sentence tells of: its nearest claim's, or else the main one."""
        here = self._near.get(number)
        if here:
            start = self._told.words.starts[named.first]
            return min(here, key=lambda claim: abs(claim.evidence.start - start)).incident
        return main

    def elsewhere(self, number: int, incident: Incident) -> bool:
        """Tell whether a sentence tells of another day, or of places in another country alone."""
        first, last = self._told.ranges[number]
        if any(self._terms.elsewhen.within(self._lower, first, last)):
            return True
        start, end = self._told.words.starts[first], self._told.words.ends[last - 1]
        lands = {
            mention.place.country
            for mention in self._told.places
            if start <= mention.start < end and mention.place and mention.place.lat is not None
        }
        home = incident.place.country if incident.place else None
        accusing = any(s.act == "accuse" and start <= s.content.start < end for s in self._told.statements)
        return bool(home and lands and home not in lands and not accusing)

    def responsible(self, named: _Named, number: int) -> Responsible | None:
        """Give what is said of a party with its source; `None` for the harmed and for what is denied."""
        words, (first, _) = self._told.words, self._told.ranges[number]
        start, end = words.starts[named.first], words.ends[named.last]
        around = [
            s for s in self._told.statements if min(s.content.start, s.cue.start if s.cue else end) <= start
        ]
        around = [s for s in around if start < s.content.end]
        if any(s.act == "deny" for s in around):
            return None
        if self._terms.data.denying.intersection(self._lower[first : named.last + 1]):
            return None
        source: str | None = named.value if named.itself else None
        if source is None:
            opened = words.starts[first]
            around = [s for s in around if s.speaker and s.cue and s.cue.end > opened]
            if named.accuser is not None:
                around = [s for s in around if s.act == "accuse"]
            around.sort(key=lambda s: s.content.end - s.content.start)
            speakers = [s.speaker for s in around]
            if named.accuser is None and not speakers:
                speakers = [claim.speaker for claim in self._near.get(number, ()) if claim.speaker]
            source = speakers[0].name if speakers and speakers[0] else named.accuser
        span = Span(start=start, end=end, quote=self._told.text[start:end])
        return Responsible(value=named.value, according_to=source, evidence=span)

    def _accused(self, first: int, last: int) -> _Named | None:
        """Give the target of an accusation of the deed that begins in a sentence."""
        words, data = self._told.words, self._terms.data
        start, end = words.starts[first], words.ends[last - 1]
        for said in self._told.statements:
            if said.act != "accuse" or said.target is None or not start <= said.target.start < end:
                continue
            told = set(self._lower[first:last])
            if told & data.unrelated or not told & data.guilt:
                continue
            at, to = words.at(said.target.start), words.at(said.target.end - 1)
            value = self._party(at, to + 1)
            if value is not None:
                return _Named(value, at, min(words.at(said.content.end - 1), last - 1))
        return None

    def _blamed(self, first: int, at: int, last: int) -> Iterator[_Named]:
        """Give whom somebody accuses of the deed: behind the verb itself, or behind "blamed … on"."""
        data = self._terms.data
        begin = at
        while begin > first and not self._ends(begin - 1):
            begin -= 1
        told = set(self._lower[first:last])
        if not 0 < at - begin <= LONGEST or told & data.unrelated or not told & data.guilt:
            return
        if begin > first and self._lower[begin - 1] not in data.openers | _MARKS:
            return
        on = next((i for i in range(at + 1, min(last - 1, at + LONGEST)) if self._lower[i] == "on"), at)
        for named in self._after(first, on, last):
            yield replace(named, accuser=self._name(begin, at), first=at)

    def _after(self, first: int, at: int, last: int) -> Iterator[_Named]:
        """Give the party behind "by" or "on", with the word of the deed as its words."""
        begin = end = at + 1
        while end < min(last, begin + LONGEST) and not self._ends(end):
            end += 1
        if end + 1 < last and self._lower[end] in self._terms.data.linking:
            stop = end + 1
            while stop < min(last, end + LONGEST) and not self._ends(stop):
                stop += 1
            owned = not self._terms.data.deeds.isdisjoint(self._lower[begin:end])
            value = self._party(end + 1 if owned else begin, stop)
            if value is not None:
                yield _Named(value, max(first, at - 1), stop - 1)
                return
        value = self._party(begin, end) or self._by_means(begin, end)
        if value is not None:
            yield _Named(value, max(first, at - 1), end - 1)

    def _ends(self, at: int) -> bool:
        return self._lower[at] in _MARKS or self._lower[at] in self._terms.data.stops

    def _subject(self, first: int, last: int, verb: tuple[int, int], form: str) -> Iterator[_Named]:
        """Give the party before a verb of harming, where it begins its clause."""
        data = self._terms.data
        behind = verb[1] + 1
        if form == "object" and (behind >= last or (self._ends(behind) and self._lower[behind] != "at")):
            return
        end = verb[0]
        while end > first and self._lower[end - 1] in data.helpers:
            end -= 1
        begin = end
        while begin > first and not self._ends(begin - 1):
            begin -= 1
        opened = begin == first or self._lower[begin - 1] in _MARKS or self._lower[begin - 1] in data.openers
        if not opened or end - begin > LONGEST or begin == end:
            return
        value = self._party(begin, end)
        if value is not None:
            yield _Named(value, begin, min(behind, last - 1), itself=form == "claimed")

    def _means(self, first: int, at: int, last: int) -> Iterator[_Named]:
        """Give the state behind a means that harms ("Russian missiles struck …")."""
        data = self._terms.data
        begin = at - 1
        while begin > first and (self._lower[begin] in data.between or self._lower[begin] in data.means):
            begin -= 1
        before = self._lower[begin - 1] if begin > first else ""
        opened = (
            not before or before in _MARKS or before in data.openers or before in {"by", "in", *data.articles}
        )
        if opened and at + 1 < last and self._lower[at + 1] in data.means_follow:
            value = self._by_means(begin, at + 1)
            if value is not None:
                yield _Named(value, begin, at + 1)

    def _by_means(self, begin: int, end: int) -> str | None:
        """Give the state whose people's name stands before a means of harm."""
        data, known = self._terms.data, names(self._language)
        while begin < end and self._lower[begin] in data.articles:
            begin += 1
        rest = self._lower[begin + 1 : end]
        if not rest or rest[-1] not in data.means or not (data.between | data.means).issuperset(rest):
            return None
        name = self._name(begin, begin + 1)
        if self._lower[begin] in data.owners:
            return name
        return known.identity(name).country if not known.is_land(name) or name in {"US", "UK"} else None

    def _party(self, begin: int, end: int) -> str | None:
        """Give the name of the group, state or body that some words name; `None` for anybody else."""
        data, known = self._terms.data, names(self._language)
        while begin < end and self._lower[begin] in data.articles:
            begin += 1
        terms = self._lower[begin:end]
        if not terms or data.persons.intersection(terms) or self._harmed(begin, end):
            return None
        name = self._name(begin, end)
        if " ".join(terms) in data.seats:
            return data.seats[" ".join(terms)]
        told = known.identity(name)
        if told.role is not None:
            return None
        group = self._ends_group(begin, terms)
        land = known.is_land(name)
        movement = told.party if told.party is not None and told.party != told.country else None
        agents = told.country is not None and not data.agents.isdisjoint(terms)
        plain = movement is not None and (
            len(terms) <= len(movement.split()) or group or not data.fighters.isdisjoint(terms)
        )
        if not (group or land or agents or plain or self._is_acronym(begin, end)):
            return None
        if any(self._terms.judging.within(terms)):
            return movement or told.country
        return name

    def _is_acronym(self, begin: int, end: int) -> bool:
        """Tell whether the words are one abbreviation behind an article, as bodies have it: "the RSF"."""
        name = self._name(begin, end)
        known = begin > 0 and self._lower[begin - 1] in self._terms.data.articles
        if not known or self._lower[begin] in self._terms.data.things:
            return False
        return _ACRONYM.fullmatch(name) is not None and not self._told.text.isupper()

    def _ends_group(self, begin: int, terms: Sequence[str]) -> bool:
        """Tell whether a group's word ends a name, or only proper names and "of" follow it."""
        ends = [at + size for at, size, _ in self._terms.groups.within(terms)]
        rest = range(max(ends), len(terms)) if ends else ()
        small = self._terms.data.linking | self._terms.data.articles
        text, starts = self._told.text, self._told.words.starts
        proper = (terms[i] in small or text[starts[begin + i]].isupper() for i in rest)
        return bool(ends) and all(proper)

    def _harmed(self, begin: int, end: int) -> bool:
        """Tell whether the words are counted as harmed themselves."""
        start, stop = self._told.words.starts[begin], self._told.words.ends[end - 1]
        return any(
            claim.evidence.start < stop and start < claim.evidence.end
            for claims in self._near.values()
            for claim in claims
        )

    def _name(self, begin: int, end: int) -> str:
        start, stop = self._told.words.starts[begin], self._told.words.ends[end - 1]
        return " ".join(self._told.text[start:stop].split())
