"""Denied or only possible: what the words around a count say of its status.

The model has seen few denials; where the words are plain, they decide ("denied that 200 people had died").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec import Struct

from tollbook.extracting.expressions import Expressions
from tollbook.model import Status

NEAR = 7
"""A word of possibility stands at most so many words from the count."""

NOUN = 6
"""So many words may stand between a count and its verb ("three of the wounded who came on Monday | may")."""

SAYING = 9
"""So many words stand at most between a denial and what was said, and between that and its contents."""

CONTENTS = 12
"""So many words of what was said stand before a count in it, where no "that" opens them."""

PREDICATE = 22
"""So many words behind a count it may be said that what was told was wrong."""

MEANT = 5
"""So many words may stand between what somebody means to do and the count."""

_STOPS = frozenset({".", ";", ":", "?", "!"})


class StatusData(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The part `status` of a language pack."""

    denying: frozenset[str]
    sayings: frozenset[str]
    contents: tuple[str, ...]
    deeds: frozenset[str]
    perfect: frozenset[str]
    negations: frozenset[str]
    ends_denial: tuple[str, ...]
    relative: frozenset[str]
    joining: frozenset[str]
    adjuncts: frozenset[str]
    untrue: tuple[str, ...]
    falsehoods: frozenset[str]
    being: frozenset[str]
    calling: frozenset[str]
    spared: tuple[str, ...]
    possible: tuple[str, ...]
    not_of_the_count: frozenset[str]
    may: tuple[str, ...]
    reaching: tuple[str, ...]
    meaning: frozenset[str]
    to: frozenset[str]
    meant: frozenset[str]
    parting: frozenset[str]
    awaited: tuple[str, ...]
    doomed: tuple[str, ...]
    instead: tuple[str, ...]

    @cached_property
    def _known(self) -> dict[str, Expressions[bool]]:
        phrases = {
            "ends_denial": self.ends_denial,
            "untrue": self.untrue,
            "spared": self.spared,
            "possible": self.possible,
            "reaching": [f"{may} {verb}" for may in self.may for verb in self.reaching],
            "awaited": self.awaited,
            "doomed": self.doomed,
            "instead": self.instead,
        }
        return {name: Expressions((phrase, True) for phrase in some) for name, some in phrases.items()}

    def ends(self, name: str, lower: Sequence[str], first: int, last: int) -> list[tuple[int, int]]:
        """Give where phrases of a list begin and end that begin at `first` or later and end by `last`."""
        known = self._known[name]
        last = min(last, len(lower))
        return [(at, end) for at in range(first, last) for end, _ in known.at(lower, at, last)]


def stated(sentence: Sequence[str], first: int, last: int, data: StatusData) -> Status | None:
    """Give the status that plain words give the count at words `first` to `last` of a sentence, or `None`."""
    if _denied(sentence, first, last, data):
        return "denied"
    return "possible" if _possible(sentence, first, last, data) else None


def _denied(lower: Sequence[str], first: int, last: int, data: StatusData) -> bool:
    in_digits = first < len(lower) and lower[first][0].isdigit()
    if in_digits and _right_before("instead", lower, first, data):
        return True
    if any(at <= last + 2 for at, _ in data.ends("spared", lower, last + 1, min(len(lower), last + 6))):
        return True
    untrue = (end for _, end in data.ends("untrue", lower, 0, first))
    denials = (at for at in range(first) if lower[at] in data.denying and not _negated(lower, at, data))
    begun = (*untrue, *_known(_told(lower, at + 1, first, data) for at in denials))
    if any(_reaches(lower, begin, first, data) for begin in begun):
        return True
    sayings = [at for at in range(first) if lower[at] in data.sayings]
    return any(_wrong(lower, at, (first, last), data) for at in sayings)


def _right_before(name: str, lower: Sequence[str], first: int, data: StatusData) -> bool:
    return any(end == first for _, end in data.ends(name, lower, max(0, first - 3), first))


def _known(places: Iterable[int | None]) -> list[int]:
    return [place for place in places if place is not None]


def _negated(lower: Sequence[str], at: int, data: StatusData) -> bool:
    return not data.negations.isdisjoint(lower[max(0, at - 3) : at])


def _told(lower: Sequence[str], at: int, end: int, data: StatusData) -> int | None:
    """Give where that begins which the denial right before the word at `at` denies, or `None`."""
    if lower[at] == data.contents[0]:
        return at + 1
    deed = at + 1 if lower[at] in data.perfect else at
    if deed < end and lower[deed] in data.deeds:
        return deed + 1 if end - deed <= CONTENTS else None
    for saying in range(at, min(end, at + SAYING)):
        if lower[saying] in data.adjuncts or lower[saying] == ",":
            return None
        if lower[saying] in data.sayings:
            found = _contents(lower, saying, end, data)
            if found is not None:
                return found
    return None


def _contents(lower: Sequence[str], saying: int, end: int, data: StatusData) -> int | None:
    """Give where what a noun of saying holds begins ("a claim on the radio that | …"), or `None`."""
    for at in range(saying + 1, min(end, saying + 1 + SAYING)):
        if lower[at] == ",":
            return None
        if lower[at] in data.contents:
            near = lower[at] == data.contents[0] or end - at <= CONTENTS
            return at + 1 if near else None
    return None


def _reaches(lower: Sequence[str], begin: int, first: int, data: StatusData) -> bool:
    """Tell whether what is denied from `begin` on still goes on at the count."""
    if data.ends("ends_denial", lower, begin, first):
        return False
    for at in range(begin, first):
        if lower[at] in data.relative and "," not in lower[at:first]:
            return False
        again = lower[at] == data.contents[0] and at > begin and lower[at - 1] not in data.joining
        if again or lower[at] in _STOPS:
            return False
    return True


def _wrong(lower: Sequence[str], saying: int, count: tuple[int, int], data: StatusData) -> bool:
    """Tell whether what the noun at `saying` holds, the count among it, is called wrong."""
    first, last = count
    begin = _contents(lower, saying, first, data)
    if begin is None or not _reaches(lower, begin, first, data):
        return False
    if not data.falsehoods.isdisjoint(lower[max(0, saying - 1) : saying]):
        return not _negated(lower, saying - 1, data)
    before = lower[max(0, saying - NOUN) : saying]
    called = not data.calling.isdisjoint(before)
    if called and not data.falsehoods.isdisjoint(before):
        return True
    behind = lower[last + 1 : last + 1 + PREDICATE]
    for at, word in enumerate(behind):
        if word in _STOPS:
            return False
        said = called or not data.being.isdisjoint(behind[max(0, at - 2) : at])
        if word in data.falsehoods and said:
            return data.negations.isdisjoint(behind[max(0, at - 2) : at])
    return False


def _possible(lower: Sequence[str], first: int, last: int, data: StatusData) -> bool:
    near = range(max(0, first - NEAR), min(len(lower), last + 1 + NEAR))
    if any(
        end <= first or (at > last and lower[at - 1] not in data.not_of_the_count)
        for at, end in data.ends("possible", lower, near.start, near.stop)
    ):
        return True
    reach = data.ends("reaching", lower, max(0, first - NEAR), last + 1)
    if any(at < first <= end for at, end in reach):
        return True
    return _meant(lower, first, data) or _to_come(lower, last, data)


def _meant(lower: Sequence[str], first: int, data: StatusData) -> bool:
    """Tell whether somebody means to do to those counted what a verb right before them says."""
    for at in range(max(0, first - MEANT), first - 2):
        if lower[at] in data.meaning and lower[at + 1] in data.to and lower[at + 2] in data.meant:
            return {*data.parting, *data.contents}.isdisjoint(lower[at + 3 : first])
    return False


def _to_come(lower: Sequence[str], last: int, data: StatusData) -> bool:
    """Tell whether the verb of those counted says that something may befall them yet."""
    behind = lower[last + 1 : last + 1 + NOUN]
    reach = next((at for at, word in enumerate(behind) if word in data.parting), len(behind))
    stop = min(len(lower), last + 1 + reach + NOUN)
    return any(
        at <= last + 1 + reach and (name == "doomed" or at <= last + 3)
        for name in ("awaited", "doomed")
        for at, _ in data.ends(name, lower, last + 1, stop)
    )
