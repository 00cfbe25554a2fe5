"""Speakers of a report: who a claim is attributed to, as one entity under its fullest name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from tollbook.model import Attribution, Offsets, Speaker
from tollbook.text import Words

_EDGES = re.compile(r"^[\s\"“”'‘’(,:;-]+|[\s\"“”'‘’),:;.-]+$")
_WORD = re.compile(r"[^\W_]+")
_NAME_WORD = re.compile(r"[^\W_]+(?:[.-][^\W_]+)*")


class SpeakerData(Struct, frozen=True, forbid_unknown_fields=True):
    """The part `speakers` of a language pack."""

    kinds: dict[str, list[str]]
    titles: list[str]


class Voices:
    """The speakers of one report as they are met: one entity for a name and its shortened forms."""

    def __init__(self, report: str, text: str, words: Words, data: SpeakerData) -> None:
        self._report = report
        self._text = text
        self._words = words
        self._data = data
        self._titles = frozenset(data.titles)
        self._mentions: dict[str, list[tuple[int, int]]] = {}

    def meet(self, spans: Sequence[tuple[int, int]]) -> None:
        """Take in every mention of a speaker, as ranges of word indices (last included)."""
        for span in spans:
            if span[0] >= 0:
                self._mentions.setdefault(self._name(span), []).append(span)
        content = {name: self._content(name) for name in self._mentions}
        holding: dict[str, set[str]] = {}
        for name, terms in content.items():
            for term in terms:
                holding.setdefault(term, set()).add(name)
        self._fullest: dict[str, str] = {}
        self._rivals: dict[str, tuple[str, ...]] = {}
        first: dict[frozenset[str], str] = {}
        for name in sorted(content, key=lambda name: -len(content[name])):
            same = first.setdefault(content[name], name) if content[name] else name
            full = {self._fullest[other] for other in _fuller(name, content, holding)}
            self._fullest[name] = full.pop() if len(full) == 1 else same
            if full:
                self._rivals[same] = tuple(sorted(full))

    def attribution(self, span: tuple[int, int]) -> Attribution | None:
        """Give the speaker of one mention under its fullest name; `None` where nobody is named."""
        if span[0] < 0:
            return None
        name = self._fullest[self._name(span)]
        start, end = self._offsets(span)
        return Attribution(id=self._id(name), name=name, start=start, end=end, kind=self.kind(name))

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
        return tuple(
            Speaker(
                id=self._id(name),
                name=name,
                kind=self.kind(name),
                mentions=tuple(sorted(mentions[name], key=lambda m: m.start)),
                candidates=tuple(map(self._id, self._rivals.get(name, ()))),
            )
            for name in order
        )

    def kind(self, name: str) -> str | None:
        """Give the kind of speaker that the words of a name tell of."""
        lower = f" {' '.join(_NAME_WORD.findall(name.lower()))} "
        for kind, terms in self._data.kinds.items():
            if any(f" {term} " in lower for term in terms):
                return kind
        return None

    def _id(self, name: str) -> str:
        digest = hashlib.blake2b(f"{self._report}\n{name.lower()}".encode(), digest_size=8)
        return f"spk_{digest.hexdigest()}"

    def _name(self, span: tuple[int, int]) -> str:
        start, end = self._offsets(span)
        return re.sub(r"\s+", " ", self._text[start:end])

    def _offsets(self, span: tuple[int, int]) -> tuple[int, int]:
        start, end = self._words.starts[span[0]], self._words.ends[span[1]]
        quote = self._text[start:end]
        trimmed = _EDGES.sub("", quote)
        if not trimmed:
            return start, end
        offset = quote.index(trimmed)
        trimmed = re.sub(r"['’]s$", "", trimmed)
        return start + offset, start + offset + len(trimmed)

    def _content(self, name: str) -> frozenset[str]:
        """Give the words of a name that tell it from others: no articles and titles."""
        return frozenset(_WORD.findall(name.lower())) - self._titles


def _fuller(
    name: str, content: Mapping[str, frozenset[str]], holding: Mapping[str, set[str]]
) -> Iterable[str]:
    """Give the names that `name` shortens: its words are among theirs, and a single word is a proper name."""
    terms = content[name]
    if not terms or (len(terms) == 1 and not name.split()[-1][:1].isupper()):
        return ()
    shared = set.intersection(*(holding[term] for term in terms))
    return (other for other in shared if len(content[other]) > len(terms))
