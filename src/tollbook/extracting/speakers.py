"""Speakers of a report: who a claim is attributed to, as one entity under its fullest name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import reduce

from tollbook.extracting.identity import LONGEST, Identity, Names
from tollbook.model import Attribution, Offsets, Problem, Speaker
from tollbook.text import Words

_EDGES = re.compile(r"^[\s\"“”'‘’(,:;-]+|[\s\"“”'‘’),:;.-]+$")
_WORD = re.compile(r"[^\W_]+")

_APPOSITION = re.compile(r",\s+(?=[a-z0-9])")
"""What stands behind a name and is told of it ("Ada Lund, a fisher"): no capital begins it."""

SHORT, LONG = 2, 6
"""Letters of an abbreviation that is joined with the name whose initials it is."""


class Voices:
    """The speakers of one report as they are met: one entity for a name and its shortened forms."""

    def __init__(self, report: str, text: str, words: Words, names: Names) -> None:
        self._report = report
        self._text = text
        self._words = words
        self._names = names
        self._mentions: dict[str, list[tuple[int, int]]] = {}

    def meet(self, spans: Sequence[tuple[int, int]]) -> None:
        """Take in every mention of a speaker, as ranges of word indices (last included)."""
        for span in spans:
            if span[0] >= 0:
                self._mentions.setdefault(self._name(span), []).append(span)
        content = {name: self._content(name) for name in self._mentions}
        shortening = _Shortening(content, self._names)
        self._fullest: dict[str, str] = {}
        self._rivals: dict[str, tuple[str, ...]] = {}
        self._joined: dict[str, list[str]] = {}
        first: dict[frozenset[str], str] = {}
        for name in sorted(content, key=lambda name: -len(content[name])):
            same = first.setdefault(content[name], name) if content[name] else name
            fuller, why = shortening.fuller(name)
            full = {self._fullest[other] for other in fuller}
            self._fullest[name] = full.pop() if len(full) == 1 else same
            if full:
                self._rivals[same] = tuple(sorted(full))
            elif fuller:
                self._joined.setdefault(self._fullest[name], []).append(f"“{name}”: {why}")

    def attribution(self, span: tuple[int, int]) -> Attribution | None:
        """Give the speaker of one mention under its fullest name; `None` where nobody is named.

        First letters stay as they are written: "WHO" is not completed. The place is that of the name alone.
        """
        if span[0] < 0:
            return None
        said = self._name(span)
        name = self._fullest[said]
        start, end = self._offsets(span)
        apposition = _APPOSITION.search(self._text, start, end)
        end = apposition.start() if apposition else end
        short = self._content(said).isdisjoint(self._content(name))
        return Attribution(
            id=self._id(name), name=said if short else name, start=start, end=end, kind=self.kind(name)
        )

    def is_nobody(self, span: tuple[int, int]) -> bool:
        """Tell whether a mention is a word that names nobody: "it", if nothing tells whom it stands for."""
        name = self.name(span)
        return name is not None and name.lower() in self._names.nobody and not name.isupper()

    def name(self, span: tuple[int, int]) -> str | None:
        """Give the words of a mention, without quotes and marks at its edges."""
        return self._name(span) if span[0] >= 0 else None

    def speakers(self) -> tuple[Speaker, ...]:
        """Give the speakers of the report with all their mentions, in the order of their first."""
        mentions: dict[str, list[Offsets]] = {}
        for name, spans in self._mentions.items():
            for span in spans:
                start, end = self._offsets(span)
                offsets = Offsets(start=start, end=end)
                known = mentions.setdefault(self._fullest[name], [])
                if offsets not in known:
                    known.append(offsets)
        order = sorted(mentions, key=lambda name: min(m.start for m in mentions[name]))
        told = {name: self._identity(name) for name in order}
        return tuple(
            Speaker(
                id=self._id(name),
                name=name,
                **_facts(told[name]),
                mentions=tuple(sorted(mentions[name], key=lambda m: m.start)),
                candidates=tuple(map(self._id, self._owners(name, told))),
                because="; ".join(self._joined.get(name, ())) or None,
            )
            for name in order
        )

    def _owners(self, name: str, known: Mapping[str, Identity]) -> Sequence[str]:
        """Give who else a name may stand for: for a country, whoever here speaks for its party."""
        if name in self._rivals or not self._names.is_land(name):
            return self._rivals.get(name, ())
        party = known[name].party
        return [
            other for other in known if other != name and party is not None and known[other].party == party
        ]

    def problems(self) -> tuple[Problem, ...]:
        """Give a problem for each short name that several speakers may own; its words are kept."""
        found = []
        for name, owners in sorted(self._rivals.items()):
            if self._fullest.get(name) == name:
                either = " or ".join(f"“{owner}”" for owner in owners)
                what = f"“{name}” may stand for {either}: whose figures these are is left open"
                found.append(Problem(what=what, where=self._report, stage="extracting"))
        return tuple(found)

    def kind(self, name: str) -> str | None:
        """Give the kind of speaker that the words of a name tell of."""
        return self._names.kind(name)

    def _identity(self, fullest: str) -> Identity:
        """Give what all names of one speaker tell of it, the fullest one first."""
        others = sorted(name for name, full in self._fullest.items() if full == fullest and name != fullest)
        told = [self._names.identity(name) for name in (fullest, *others)]
        return reduce(Identity.completed, told)

    def _id(self, name: str) -> str:
        digest = hashlib.blake2b(f"{self._report}\n{name.lower()}".encode(), digest_size=8)
        return f"spk_{digest.hexdigest()}"

    def _name(self, span: tuple[int, int]) -> str:
        start, end = self._offsets(span)
        return re.sub(r"\s+", " ", self._text[start:end])

    def _offsets(self, span: tuple[int, int]) -> tuple[int, int]:
        names, lower = self._names, self._words.lower
        first = names.behind_counts(lower, names.behind_times(lower, *span), span[1])
        end = names.before_verbs(lower, first, span[1])
        last = names.before_clauses(lower, first, end)
        if not any(self._is_proper(word) for word in range(first, last + 1)):
            last = end
        start, end = self._words.starts[first], self._words.ends[last]
        quote = self._text[start:end]
        trimmed = _EDGES.sub("", quote)
        if not trimmed:
            return start, end
        offset = quote.index(trimmed)
        trimmed = re.sub(r"['’]s$", "", trimmed)
        first, last = start + offset, start + offset + len(trimmed)
        # "the disaster authority (NDMA)": a bracket that the name opens is closed with it.
        opened = trimmed.count("(") > trimmed.count(")")
        return first, last + 1 if opened and self._text[last : last + 1] == ")" else last

    def _is_proper(self, word: int) -> bool:
        lower, start = self._words.lower[word], self._words.starts[word]
        return self._text[start].isupper() and lower not in self._names.titles

    def _content(self, name: str) -> frozenset[str]:
        """Give the words of a name that tell it from others: no articles and titles."""
        return _terms(name) - self._names.titles


def _facts(known: Identity) -> dict[str, str | None]:
    return {
        "kind": known.kind,
        "role": known.role,
        "organisation": known.organisation,
        "country": known.country,
        "party": known.party,
    }


def _terms(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.lower()))


class _Shortening:
    """Which names of a report shorten which others."""

    def __init__(self, content: Mapping[str, frozenset[str]], names: Names) -> None:
        self._content = content
        self._names = names
        self._holding: dict[str, set[str]] = {}
        self._initials: dict[str, list[str]] = {}
        for name, terms in content.items():
            if len(name.split()) > LONGEST:
                continue
            for term in terms & _terms(_APPOSITION.split(name)[0]):
                self._holding.setdefault(term, set()).add(name)
            proper = (word for word in _WORD.findall(name) if word.lower() not in names.titles)
            capitals = "".join(word[0] for word in proper if word[0].isupper())
            self._initials.setdefault(capitals, []).append(name)

    def fuller(self, name: str) -> tuple[list[str], str]:
        """Give the names that a name shortens, and why; a country's name shortens none of its bodies'."""
        terms = self._content[name]
        if not terms or self._names.is_land(name):
            return [], ""
        if len(terms) == 1:
            (term,) = terms
            written = name.split()[-1]
            if written.isupper() and SHORT <= len(written) <= LONG and written in self._initials:
                return [n for n in self._initials[written] if n != name], "the first letters of the name"
            known = name.split()[0].lower() in self._names.definite and self._names.bare(term)
            if not written[:1].isupper() and not known:
                return [], ""
        shared = set.intersection(*(self._holding.get(term, set()) for term in terms))
        fuller = sorted(other for other in shared if len(self._content[other]) > len(terms))
        return fuller, "its words stand in the fuller name"
