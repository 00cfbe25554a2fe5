"""Names of armed groups, states and bodies of states among the words of a report.

Takes some words of a report; gives the name of the party that they name. Private persons, people who are
counted as harmed, and names that tell of nobody who could act are `None`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from tollbook import languages
from tollbook.extracting.identity import names
from tollbook.extracting.loaded import LoadedWords
from tollbook.extracting.phrases import Phrases
from tollbook.model import Claim
from tollbook.text import Words

MARKS = frozenset(',;:.!?()"“”«»–—')
"""Marks that end a name."""

LONGEST = 7
"""Words of the longest name that is looked at."""

APPOSITION = 20
"""Words of the longest apposition between a name and its verb."""

SOMEBODY = ""
"""The accuser where a sentence has one, but not beside the verb: whoever speaks there."""

_ACRONYM = re.compile(r"[A-Z]{3,6}(?:-[A-Z]{2,6})?")
_POSSESSIVE = ("'s", "’s")
_SHORT = frozenset({"US", "UK"})


class ResponsibleData(Struct, frozen=True, forbid_unknown_fields=True):
    """The part `responsible` of a language pack; explained there."""

    groups: list[str]
    fighters: frozenset[str]
    agents: frozenset[str]
    persons: frozenset[str]
    doers: frozenset[str]
    attackers: frozenset[str]
    belonging: list[str]
    agent: list[str]
    harmed: frozenset[str]
    lasting: frozenset[str]
    deeds: frozenset[str]
    subject: list[str]
    claimed: list[str]
    own: frozenset[str]
    some: frozenset[str]
    claiming: frozenset[str]
    blaming: frozenset[str]
    laying: dict[str, str]
    passive: frozenset[str]
    charged: frozenset[str]
    relative: frozenset[str]
    pronouns: frozenset[str]
    nobody: frozenset[str]
    means: frozenset[str]
    attacks: frozenset[str]
    owners: frozenset[str]
    peoples: frozenset[str]
    things: frozenset[str]
    between: frozenset[str]
    means_follow: frozenset[str]
    leading: frozenset[str]
    before_means: frozenset[str]
    days: frozenset[str]
    denying: frozenset[str]
    elsewhen: list[str]
    unrelated: frozenset[str]
    guilt: frozenset[str]
    definite: frozenset[str]
    stops: frozenset[str]
    openers: frozenset[str]
    helpers: frozenset[str]
    linking: frozenset[str]
    particles: frozenset[str]
    articles: frozenset[str]
    seats: dict[str, str]
    cases: list[dict[str, object]] = []


class Named(Struct, frozen=True):
    """One responsible party: its name, the words that say so, whether it speaks of itself, its accuser."""

    value: str
    first: int
    last: int
    itself: bool = False
    accuser: str | None = None


class _Terms(Struct, frozen=True):
    groups: Phrases[bool]
    belonging: Phrases[bool]
    judging: Phrases[bool]


@cache
def _terms(language: str) -> _Terms:
    data = languages.load(language, "responsible", ResponsibleData)
    judging = languages.load(language, "loaded", LoadedWords).glosses.values()
    return _Terms(
        Phrases(dict.fromkeys(data.groups, True)),
        Phrases(dict.fromkeys(data.belonging, True)),
        Phrases({word: True for words in judging for word in words}),
    )


class Parties:
    """Reads ranges of the words of one report as names of parties."""

    def __init__(self, text: str, words: Words, harmed: Iterable[Claim], language: str) -> None:
        self._text, self._words, self._lower = text, words, words.lower
        self._data: ResponsibleData = languages.load(language, "responsible", ResponsibleData)
        self._terms, self._known = _terms(language), names(language)
        self._harmed = [(claim.evidence.start, claim.evidence.end) for claim in harmed]

    def name(self, begin: int, end: int) -> str:
        """Give words as they stand, with single spaces."""
        start, stop = self._words.starts[begin], self._words.ends[end - 1]
        return " ".join(self._text[start:stop].split())

    def ends(self, at: int) -> bool:
        """Tell whether a name ends before this word."""
        return self._lower[at] in MARKS or self._lower[at] in self._data.stops

    def name_end(self, begin: int, last: int) -> int:
        """Give where a name that begins at an index ends."""
        end = begin
        while end < min(last, begin + LONGEST) and not self.ends(end):
            end += 1
        return end

    def name_begin(self, first: int, end: int) -> int:
        """Give where the name begins that ends before an index."""
        begin = end
        while begin > first and not self.ends(begin - 1):
            begin -= 1
        return begin

    def opens(self, first: int, begin: int) -> bool:
        """Tell whether a clause begins at an index."""
        before = self._lower[begin - 1]
        return begin == first or before in MARKS or before in self._data.openers

    def before(self, first: int, at: int, words: frozenset[str]) -> int:
        """Give where words of a kind begin that stand before an index."""
        while at > first and self._lower[at - 1] in words:
            at -= 1
        return at

    def before_apposition(self, first: int, end: int) -> int:
        """Give where a name ends that an apposition in commas separates from its verb."""
        if end <= first or self._lower[end - 1] != ",":
            return end
        reach = range(end - 2, max(first, end - APPOSITION), -1)
        return next((at for at in reach if self._lower[at] == ","), first)

    def is_proper(self, begin: int, end: int) -> bool:
        """Tell whether words are a proper name: few, and each with a capital."""
        capitals = (self._text[self._words.starts[at]].isupper() for at in range(begin, end))
        return 0 < end - begin <= LONGEST and all(capitals)

    def clause(self, first: int, end: int, linking: frozenset[str] = frozenset()) -> int | None:
        """Give where the words before an index begin, if a clause begins there and they are few."""
        begin = self.name_begin(first, end)
        while begin > first + 1 and self._lower[begin - 1] in linking and end - begin < LONGEST:
            begin = self.name_begin(first, begin - 1)
        return begin if 0 < end - begin <= LONGEST and self.opens(first, begin) else None

    def behind(self, at: int, last: int) -> Iterator[tuple[str, int]]:
        """Give the party behind "by" or "on", with the index behind its name; nothing if none is there."""
        data = self._data
        begin, end = at + 1, self.name_end(at + 1, last)
        value: str | None = None
        if end + 1 < last and self._lower[end] in data.linking:
            stop = self.name_end(end + 1, last)
            owned = not data.deeds.isdisjoint(self._lower[begin:end])
            value = self.party(end + 1 if owned else begin, stop)
            end = end if value is None else stop
        value = value or self.party(begin, end) or self.by_means(begin, end) or self._abbreviated(begin, end)
        if value is None:
            begin = self._belonging(begin, last)
            end = self.name_end(begin, last)
            value = self.armed(begin, end) if begin < end else None
        if value is not None:
            yield value, end

    def people(self, first: int, begin: int) -> int | None:
        """Give where the people begin who belong to the party named here ("gunmen linked to …")."""
        terms, least = self._terms, max(first, begin - LONGEST)
        for at, size, _ in terms.belonging.within(self._lower, least, begin):
            if at + size == begin and at > first and self._lower[at - 1] in self._data.doers:
                return self.clause(first, at)
        return None

    def _belonging(self, begin: int, last: int) -> int:
        """Give where a party's name begins behind its people ("gunmen linked to …"); the end if nowhere."""
        doers, most = self._data.doers, min(last, begin + LONGEST)
        for at, size, _ in self._terms.belonging.within(self._lower, begin + 1, most):
            return at + size if self._lower[at - 1] in doers else last
        return last

    def party(self, begin: int, end: int) -> str | None:
        """Give the name of the group, state or body that some words name; `None` for anybody else."""
        data, known = self._data, self._known
        begin = self._behind(begin, end, data.articles)
        terms = self._lower[begin:end]
        other = data.persons | data.attacks
        if not terms or not other.isdisjoint(terms) or self._is_harmed(begin, end):
            return None
        name = self.name(begin, end)
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
            len(terms) <= len(self._words_of(movement)) + (told.country is not None)
            or group
            or terms[-1] in data.fighters
            or (terms[-1] in self._words_of(movement.lower()) and not data.fighters.isdisjoint(terms))
        )
        if not (group or land or agents or plain or self._is_acronym(begin, end)):
            return None
        judging = [terms[at] for at, _, _ in self._terms.judging.within(terms)]
        if judging:
            return movement or told.country or (name if data.owners.issuperset(judging) else None)
        return name

    def _abbreviated(self, begin: int, end: int) -> str | None:
        """Give a proper name that its abbreviation follows, as bodies have it: "… Workers' Party (PKK)"."""
        while begin < end and not self._text[self._words.starts[begin]].isupper():
            begin += 1
        if begin == end or self._lower[end : end + 1] != ["("] or self._lower[end + 2 : end + 3] != [")"]:
            return None
        short = _ACRONYM.fullmatch(self.name(end + 1, end + 2)) is not None
        if not short or self._lower[end + 1] in self._data.things or self._text.isupper():
            return None
        return self.name(begin, end)

    def speaking(self, begin: int, end: int) -> str | None:
        """Give the party for which a speaker speaks: itself, or a state by the name of one of its bodies."""
        told = self._known.identity(self.name(begin, end))
        of_state = told.party if told.party is not None and told.party == told.country else None
        return self.party(begin, end) or of_state

    def armed(self, begin: int, end: int) -> str | None:
        """Give the party that people who harmed belong to; the country that they come from is none."""
        value = self.party(begin, end)
        return None if value is None or self._known.is_land(value) else value

    def by_means(self, begin: int, end: int) -> str | None:
        """Give whose means of harm some words name ("Russian shelling", "a Hamas rocket")."""
        data, known = self._data, self._known
        begin = self._behind(begin, end, data.articles | data.leading)
        harming = data.means | data.attacks
        tail = end
        while tail > begin and (self._lower[tail - 1] in data.between or self._lower[tail - 1] in harming):
            tail -= 1
        if tail == begin < end and self._lower[begin] in data.owners:
            tail += 1
        if not begin < tail < end or self._lower[end - 1] not in harming:
            return None
        name = self.name(begin, tail)
        if self._lower[tail - 1] in data.owners:
            led = tail - begin > 2 and self._lower[tail - 2] == "led"
            return name if led or tail == begin + 1 else None
        told = known.identity(name)
        if told.party is not None and told.party != told.country:
            return told.party if tail - begin <= len(self._words_of(told.party)) else None
        if (
            tail > begin + 1
            or self._lower[begin] in data.peoples
            or (self._lower[end - 1] in data.attacks and not self._upon(tail, end))
        ):
            return None
        people = not known.is_land(name) or name in _SHORT or name.endswith(_POSSESSIVE)
        return told.country if people else None

    def _upon(self, tail: int, end: int) -> bool:
        """Tell whether an attack is a people's own: "a Russian drone attack", "a Russian attack on Lor"."""
        if end - tail > 1:
            return True
        behind = self._lower[end : end + 2]
        return len(behind) > 1 and behind[0] == "on" and behind[1] not in self._data.days

    def _behind(self, begin: int, end: int, leading: frozenset[str]) -> int:
        while begin < end and self._lower[begin] in leading:
            begin += 1
        return begin

    def _words_of(self, name: str) -> Sequence[str]:
        return name.replace("-", " - ").split()

    def _is_acronym(self, begin: int, end: int) -> bool:
        """Tell whether the words are an abbreviation, as bodies have it: "the RSF", "RSF fighters"."""
        armed = end - begin > 1 and self._lower[end - 1] in self._data.fighters
        behind = begin > 0 and self._lower[begin - 1] in self._data.articles
        if not (armed or behind) or self._lower[begin] in self._data.things:
            return False
        name = self.name(begin, end - armed)
        return _ACRONYM.fullmatch(name) is not None and not self._text.isupper()

    def _ends_group(self, begin: int, terms: Sequence[str]) -> bool:
        """Tell whether a group's word ends a name, or only its fighters, proper names and "of" follow it."""
        ends = [at + size for at, size, _ in self._terms.groups.within(terms)]
        rest = range(max(ends), len(terms)) if ends else ()
        small = self._data.linking | self._data.articles | self._data.fighters | self._data.particles
        text, starts = self._text, self._words.starts
        proper = (terms[i] in small or text[starts[begin + i]].isupper() for i in rest)
        return bool(ends) and all(proper)

    def _is_harmed(self, begin: int, end: int) -> bool:
        """Tell whether the words are counted as harmed themselves."""
        start, stop = self._words.starts[begin], self._words.ends[end - 1]
        return any(one < stop and start < other for one, other in self._harmed)
