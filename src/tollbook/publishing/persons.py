"""A person's own name in the name of a speaker: in public it goes, and the office and the body stay.

"Governor Ada Lund" is shown as "Governor", "the mayor, Ada Lund" as "the mayor", "Ada Lund" of whom only her
kind is known as "an official", unless the project lists Ada Lund as one who holds a public office. Who is a
person cannot be told for certain, so the question is turned round: a word with a capital letter stays only if
it is known as a word of an office or a body, or of a country or place that the record shows, or if it stands
in front of such a word for a body ("Northern Relief Committee").

Takes: names of speakers. Gives: what of them may be shown. Change this when: other names stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set, ValuesView
from functools import cache
from typing import Any

from msgspec import Struct

from tollbook import languages
from tollbook.publishing.names import fold, leaves, role

_TOKEN = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*|\d+|[^\w\s]+|_+")
_APART = re.compile(r"[,;:()\[\]“”\"/|–—]")
_LOOSE = re.compile(
    r"^[\s,;:–—-]+(?:(?:of|for|from|at|with|in|by)\s+)?|^(?:of|for|from|at|with|in|by)\s+|[\s,;:–—-]+$"
)
_DANGLING = re.compile(r"(?:[\s,]+(?:of|for|from|at|with|in|by|and|the|a|an|to|de|al|bin|van|von))+$", re.I)
_INITIAL = re.compile(r"(?<!\w)[^\W\d_]\.(?!\w)")


class Known(Struct, frozen=True, kw_only=True):
    """What a project and a record let pass: persons in public office, and words of shown places, folded."""

    holders: tuple[frozenset[str], ...] = ()
    places: frozenset[str] = frozenset()

    @classmethod
    def of(cls, holders: Iterable[str], places: Iterable[str]) -> Known:
        """Give it for names as the project and the record write them."""
        return cls(
            holders=tuple(frozenset(fold(name).split()) for name in holders),
            places=frozenset(word for name in places for word in fold(name).split()),
        )

    def lets(self, name: set[str]) -> bool:
        """Tell whether a person's name, as folded words, is that of somebody who may be named."""
        return any(name <= holder for holder in self.holders)


class Named(Struct, frozen=True):
    """How a speaker is shown, and the words of the name that are not."""

    shown: str
    hidden: tuple[str, ...] = ()


def public(
    name: str, kind: str | None, known: Known, language: str = "en", *, caseless: bool = False
) -> Named:
    """Give how a speaker is shown in public; in a text that is `caseless` every word may be a name.

    Whoever appears by role does so even under a listed name: a witness is no office holder.
    """
    words = _words(language)
    own = tuple(dict.fromkeys(_own(name, known, words, caseless=caseless)))
    by_role = role(name, kind, language)
    if by_role is not None:
        return Named(by_role, (name, *own))
    if not own or known.lets({word for each in own for word in fold(each).split()}):
        return Named(name)
    shown = _without(name, own)
    if words.telling.isdisjoint(_phrases(fold(shown).split())):
        shown = words.kinds.get(kind or "", words.unknown)
    return Named(shown, (name, *own))


def _own(name: str, known: Known, words: _Words, *, caseless: bool) -> Iterator[str]:
    """Give the words of a name that may be a person's own, stretch by stretch."""
    for stretch in _APART.split(name):
        tokens = _TOKEN.findall(stretch)
        there = _known_words([fold(token) for token in tokens], words.phrases) | known.places
        run: list[str] = []
        before, subject = "", False
        for token in [*tokens, ""]:
            plain = fold(token)
            small = plain in words.small if caseless else token.islower() or plain in words.articles
            if token[:1].isalpha() and not small:
                run.append(token)
            elif token != "." or not run:
                own = list(_of_run(run, there, words, definite=before in words.articles))
                if not subject:
                    yield from own
                # "Ministry of Emergency Situations": what such a body is for is no person.
                ends = fold(run[-1]) if run else ""
                subject = plain in words.linking and (ends or before) in words.subjects
                run, before = [], plain


def _of_run(run: Sequence[str], there: Set[str], words: _Words, *, definite: bool) -> Iterator[str]:
    """Give those of some words side by side that are not `there` and in front of no word for a body."""
    plain = [fold(word) for word in run]
    ends = words.bodies if definite else words.bodies - words.surnames
    body = max((at for at, word in enumerate(plain) if word in ends), default=-1)
    strange = [at > body and word not in there and len(word) > 1 for at, word in enumerate(plain)]
    if len(run) > 1 and strange[-2] and plain[-1] in words.roles | words.surnames:
        # An office stands in front of a name: behind one it is a surname.
        strange[-1] = True
    yield from (word for word, unknown in zip(run, strange, strict=True) if unknown)


def _known_words(plain: Sequence[str], phrases: Set[str]) -> Set[str]:
    """Give the words of the known phrases that stand in a name."""
    return {
        word for phrase in _phrases([each for each in plain if each]) & phrases for word in phrase.split()
    }


def _phrases(plain: Sequence[str]) -> set[str]:
    ends = range(1, len(plain) + 1)
    return {" ".join(plain[start:end]) for end in ends for start in range(end)}


def _without(name: str, own: Iterable[str]) -> str:
    for word in sorted(own, key=len, reverse=True):
        name = re.sub(rf"(?<!\w){re.escape(word)}(?:['’]s)?(?!\w)", "", name)
    name = _INITIAL.sub("", name)
    name = re.sub(r"\s+", " ", re.sub(r"\s*,(?:\s*,)*\s*", ", ", name))
    return _LOOSE.sub("", _DANGLING.sub("", _LOOSE.sub("", name)))


class _Words(Struct, frozen=True, kw_only=True):
    """Folded words of a language: `bodies` end a body's name, `phrases` stay, `telling` say what one is."""

    bodies: frozenset[str]
    roles: frozenset[str]
    surnames: frozenset[str]
    phrases: frozenset[str]
    telling: frozenset[str]
    articles: frozenset[str]
    small: frozenset[str]
    linking: frozenset[str]
    subjects: frozenset[str]
    kinds: Mapping[str, str]
    unknown: str


@cache
def _words(language: str) -> _Words:
    said = languages.load(language, "speakers", dict[str, Any])
    packed = languages.load(language, "public", dict[str, Any])
    places = languages.load(language, "places", dict[str, Any])
    telling = [
        said["kinds"].values(),
        said["roles"],
        said["bodies"],
        said["houses"].values(),
        said["parties"],
    ]
    people = [places["people"].values(), places["also"].values(), places["directions"]]
    others = [said["articles"], said["small"], packed["bodies"], packed["ordinary"], packed["counts"]]
    return _Words(
        bodies=_folded([said["bodies"]]),
        roles=_folded([said["roles"]]),
        surnames=frozenset(map(fold, packed["surnames"])),
        phrases=_folded([*telling, *people, *others]),
        telling=_folded([*telling, packed["bodies"]]),
        articles=_folded([said["definite"]]),
        small=_folded([said["small"], said["articles"], said["towards"]]),
        linking=_folded([said["linking"]]),
        subjects=_folded([packed["subjects"]]),
        kinds=packed["kinds"],
        unknown=packed["unknown"],
    )


def _folded(parts: Iterable[object]) -> frozenset[str]:
    whole = (list(part) if isinstance(part, ValuesView) else part for part in parts)
    words = frozenset(fold(leaf) for part in whole for leaf in leaves(part))
    return words | {f"{word}s" for word in words}
