"""Phrases of a language pack found in the words of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from tollbook.text import words

T = TypeVar("T")


class Phrases(Generic[T]):
    """Phrases of one or more words, each with what it stands for; the longest one at a place is found."""

    def __init__(self, meaning: Mapping[str, T] | Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in dict(meaning).items():
            terms = tuple(words(phrase).lower)
            self._by_first.setdefault(terms[0], []).append((terms, value))
        for known in self._by_first.values():
            known.sort(key=lambda entry: -len(entry[0]))

    def within(
        self, lower: Sequence[str], first: int = 0, last: int | None = None
    ) -> Iterator[tuple[int, int, T]]:
        """Give the phrases in `lower[first:last]` as (place, words, what it stands for), without overlap."""
        end = len(lower) if last is None else last
        at = first
        while at < end:
            for terms, value in self._by_first.get(lower[at], ()):
                if at + len(terms) <= end and tuple(lower[at : at + len(terms)]) == terms:
                    yield at, len(terms), value
                    at += len(terms)
                    break
            else:
                at += 1
