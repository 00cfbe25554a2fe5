"""Who is reported responsible for an incident, according to whom: sourced claims, never facts.

Takes a report's incidents with the words, claims and statements they come from; gives the incidents with the
armed groups, states and bodies of states that the report, or somebody in it, names. Private persons are not
given, nor what is denied, and nothing where it is unsure.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from tollbook import languages
from tollbook.extracting.accusing import Accusing, of_the_deed
from tollbook.extracting.parties import LONGEST, MARKS, SOMEBODY, Named, Parties, ResponsibleData
from tollbook.extracting.phrases import Phrases
from tollbook.model import Claim, Incident, PlaceMention, Responsible, Span, Statement
from tollbook.text import Words

LEAD = 4
"""So many sentences at the beginning tell of the main incident, whether they count or not."""

DEED = 6
"""So many words behind "carried out" the word for the deed is looked for."""

DEFINITE = 4
"""So many words from "the" the word for the deed is looked for."""

OBJECT = 3
"""So many words behind a verb of harming tell whether the harmed is an attacker."""

BETWEEN = 8
"""Words between the word of the deed and "by", at most."""

WIDEST = 4
"""Words of the longest name that is looked for before a means of harm."""

_NO_HARM = frozenset({"launched", "intercepted", "seized", "surrendered"})


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
    verbs: Phrases[str]
    agent: frozenset[str]
    elsewhen: Phrases[bool]


@cache
def _terms(language: str) -> _Terms | None:
    if "responsible" not in languages.parts(language):
        return None
    data = languages.load(language, "responsible", ResponsibleData)
    forms = {"*": "object", "+": "deed"}
    verbs = {verb.rstrip("*+"): forms.get(verb[-1], "verb") for verb in data.subject}
    return _Terms(
        data,
        Phrases(verbs | dict.fromkeys(data.claimed, "claimed")),
        frozenset(phrase.split()[-1] for phrase in data.agent),
        Phrases(dict.fromkeys(data.elsewhen, True)),
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
            if id_ is None or reader.elsewhere(number, named, known[id_]):
                continue
            said = reader.responsible(named, number)
            if said is not None and not _is_known(said, found[id_].values()):
                found[id_][said.value.lower(), said.according_to] = said
    return tuple(replace(one, responsible=tuple(found[one.id].values())) for one in incidents)


def _is_known(said: Responsible, known: Iterable[Responsible]) -> bool:
    """Tell whether the same source has named the party before, by this name or a fuller one."""
    value = said.value.lower()
    return any(value in one.value.lower() and said.according_to == one.according_to for one in known)


class _Reader:
    """Reads the sentences of one report for who is responsible."""

    def __init__(self, told: Told, terms: _Terms, language: str) -> None:
        self._told, self._terms = told, terms
        self._lower = told.words.lower
        harmed = [claim for claim in told.claims if claim.measure not in _NO_HARM]
        self._parties = Parties(told.text, told.words, harmed, language)
        self._accusing = Accusing(self._lower, self._parties, terms.data)
        near: dict[int, list[Claim]] = {}
        starts = [told.words.starts[first] for first, _ in told.ranges]
        for claim in harmed:
            near.setdefault(bisect_right(starts, claim.evidence.start) - 1, []).append(claim)
        self._near: Mapping[int, list[Claim]] = near

    def named(self, number: int) -> Iterator[Named]:
        """Give the parties that a sentence tells of, where it or its neighbours tell of an incident."""
        first, last = self._told.ranges[number]
        own = self._near.get(number, [])
        if own and all(claim.count.high == 0 or claim.status == "denied" for claim in own):
            return  # "No one was killed by the police" accuses nobody.
        accused = self._accused(first, last)
        if accused is not None:
            yield accused
        far = number >= LEAD and not any(self._near.get(number + step) for step in (-1, 0, 1))
        if far and not self._speaks_of_it(first, last):
            return
        for at, size, form in self._terms.verbs.within(self._lower, first, last):
            if form == "claimed" or not far:
                yield from self._subject(first, last, (at, at + size - 1), form)
        data = self._terms.data
        for at in range(first + 1, last - 1):
            word, before = self._lower[at], self._lower[at - 1]
            if word == "by" and (before == "claimed" or not far):
                yield from self._by(first, at, last)
            elif word in data.blaming or word in data.laying:
                yield from self._accusing.blamed(first, at, last)
            elif (word in data.means or word in data.attacks) and before != "by" and not far:
                yield from self._means(first, at, last)

    def _speaks_of_it(self, first: int, last: int) -> bool:
        """Tell whether a sentence speaks of a deed that was told before: "the attack"."""
        data, lower = self._terms.data, self._lower
        known = (at for at in range(first, last) if lower[at] in data.definite)
        return any(not data.guilt.isdisjoint(lower[at + 1 : min(last, at + DEFINITE)]) for at in known)

    def incident(self, number: int, named: Named, main: str) -> str | None:
        """Give the incident that a sentence tells of: its nearest claim's, or else the main one."""
        here = self._near.get(number)
        if here:
            start = self._told.words.starts[named.first]
            return min(here, key=lambda claim: abs(claim.evidence.start - start)).incident
        return main

    def elsewhere(self, number: int, named: Named, incident: Incident) -> bool:
        """Tell whether a sentence tells of another day, or of places in another country alone."""
        first, last = self._told.ranges[number]
        if any(self._terms.elsewhen.within(self._lower, first, last)):
            return True
        words = self._told.words
        start, end = words.starts[first], words.ends[last - 1]
        party = (words.starts[named.first], words.ends[named.last])
        lands = [
            (mention.place.country, party[0] <= mention.start < party[1])
            for mention in self._told.places
            if start <= mention.start < end and mention.place and mention.place.lat is not None
        ]
        home = incident.place.country if incident.place else None
        accusing = any(s.act == "accuse" and start <= s.content.start < end for s in self._told.statements)
        told_elsewhere = home not in {land for land, _ in lands} and not all(own for _, own in lands)
        return home is not None and told_elsewhere and not accusing

    def responsible(self, named: Named, number: int) -> Responsible | None:
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
            if named.accuser:
                around = [s for s in around if s.act == "accuse"]
            around.sort(key=lambda s: s.content.end - s.content.start)
            speakers = [s.speaker for s in around]
            if not named.accuser and not speakers:
                speakers = [claim.speaker for claim in self._near.get(number, ()) if claim.speaker]
            source = speakers[0].name if speakers and speakers[0] else named.accuser
            if source == SOMEBODY:
                return None
        span = Span(start=start, end=end, quote=self._told.text[start:end])
        return Responsible(value=named.value, according_to=source, evidence=span)

    def _accused(self, first: int, last: int) -> Named | None:
        """Give the target of an accusation of the deed that begins in a sentence."""
        words = self._told.words
        start, end = words.starts[first], words.ends[last - 1]
        for said in self._told.statements:
            if said.act != "accuse" or said.target is None or not start <= said.target.start < end:
                continue
            if not of_the_deed(self._lower[first:last], self._terms.data):
                continue
            at, to = words.at(said.target.start), words.at(said.target.end - 1)
            value = self._parties.party(at, to + 1)
            if value is not None:
                return Named(value, at, min(words.at(said.content.end - 1), last - 1))
        return None

    def _by(self, first: int, at: int, last: int) -> Iterator[Named]:
        """Give by whom people were harmed, or an attack was claimed."""
        verb = self._verb(first, at)
        if verb is None:
            return
        claimed = self._lower[verb] == "claimed"
        for value, end in self._parties.behind(at, last):
            yield Named(value, verb, end - 1, itself=claimed)

    def _verb(self, first: int, at: int) -> int | None:
        """Give the word of the deed before "by", a place or day between ("killed in Lor on Monday by")."""
        data, lower = self._terms.data, self._lower
        verb = at - 1
        if lower[verb] == "claimed":
            told = data.guilt.intersection(lower[first:verb])
            return verb if told and lower[verb - 1] in data.passive | data.guilt | MARKS else None
        if lower[verb] not in self._terms.agent:
            if lower[verb] not in data.days | data.lasting and not self._titled(verb):
                return None
            within = range(verb - 1, max(first, at - BETWEEN) - 1, -1)
            verb = next((i for i in within if lower[i] in data.harmed or lower[i] in MARKS), first)
        if lower[verb] in MARKS or lower[verb] not in self._terms.agent:
            return None
        attacker = not data.attackers.isdisjoint(lower[max(first, verb - BETWEEN) : verb])
        return None if attacker and lower[verb] in data.harmed else verb

    def _titled(self, at: int) -> bool:
        """Tell whether a word is a name by its capital, among words that are not all capitals."""
        words = self._told.words
        return self._told.text[words.starts[at] : words.ends[at]].istitle()

    def _subject(self, first: int, last: int, verb: tuple[int, int], form: str) -> Iterator[Named]:
        """Give the party before a verb of harming, where it begins its clause."""
        data, lower = self._terms.data, self._lower
        behind = verb[1] + 1
        if form == "object" and (behind >= last or (self._parties.ends(behind) and lower[behind] != "at")):
            return
        if form == "object" and not data.attackers.isdisjoint(lower[behind : min(last, behind + OBJECT)]):
            return
        if form == "deed" and data.guilt.isdisjoint(lower[behind : min(last, behind + DEED)]):
            return
        end = self._parties.before(first, verb[0], data.helpers)
        if form == "claimed":
            end = self._parties.before_apposition(first, end)
        begin = self._parties.name_begin(first, end)
        if not 0 < end - begin <= LONGEST:
            return
        if lower[begin] in data.own:
            yield from self._of_itself(first, begin, behind)
            return
        if not self._parties.opens(first, begin):
            head = self._parties.people(first, begin)
            value = None if head is None else self._parties.armed(begin, end)
            begin = begin if head is None else head
        else:
            value = self._parties.party(begin, end)
        if value is not None:
            yield Named(value, begin, min(behind, last - 1), itself=form == "claimed")

    def _of_itself(self, first: int, begin: int, behind: int) -> Iterator[Named]:
        """Give who said that "it", or "its fighters", did the deed."""
        data, lower = self._terms.data, self._lower
        while begin > first and lower[begin - 1] in data.some:
            begin -= 1
        said = begin - 1
        if said <= first or lower[said] not in data.claiming:
            return
        head = self._parties.clause(first, said)
        value = None if head is None else self._parties.speaking(head, said)
        if head is not None and value is not None:
            yield Named(value, head, behind, itself=True)

    def _means(self, first: int, at: int, last: int) -> Iterator[Named]:
        """Give whose means of harm it was ("Russian missiles struck …")."""
        data, lower = self._terms.data, self._lower
        if at + 1 >= last or lower[at + 1] not in data.means_follow or "been" in lower[at + 2 : at + 3]:
            return
        begin = at
        while begin > first and (lower[begin - 1] in data.between or lower[begin - 1] in data.means):
            begin -= 1
        opening = data.articles | data.leading | data.before_means
        for start in range(begin, max(first, begin - WIDEST) - 1, -1):
            before = lower[start - 1] if start > first else ","
            if before in MARKS or before in data.openers or before in opening:
                value = self._parties.by_means(start, at + 1)
                if value is not None:
                    yield Named(value, start, at + 1)
                    return
