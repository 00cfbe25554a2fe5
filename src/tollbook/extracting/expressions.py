"""Look-up of words and phrases, with endings and gaps left open, in the words of a text.

An entry is one word or several; a final `*` stands for any ending, `…` for up to five words; a hyphen of the
text between two words counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

Label = TypeVar("Label")

GAP = 5
"""The most words that `…` stands for."""

_STEM = 3


class Expressions(Generic[Label]):
    """Entries to look up in the lower-case words of a text, each with what it stands for."""

    def __init__(self, entries: Iterable[tuple[str, Label]]) -> None:
        self._exact: dict[str, list[tuple[tuple[str, ...], Label]]] = {}
        self._stems: dict[str, list[tuple[str, tuple[str, ...], Label]]] = {}
        for entry, label in entries:
            first, *rest = entry.replace("-", " ").split()
            if first.endswith("*"):
                self._stems.setdefault(first[:_STEM], []).append((first[:-1], tuple(rest), label))
            else:
                self._exact.setdefault(first, []).append((tuple(rest), label))
        self._known: dict[str, tuple[tuple[tuple[str, ...], Label], ...]] = {}

    def at(self, lower: Sequence[str], first: int, last: int) -> list[tuple[int, Label]]:
        """Give the entries that begin with the word at `first` and end before `last`, each with its end."""
        known = self._begin(lower[first])
        if not known:
            return []
        found = ((_end(lower, first + 1, last, rest), label) for rest, label in known)
        return [(end, label) for end, label in found if end]

    def _begin(self, word: str) -> tuple[tuple[tuple[str, ...], Label], ...]:
        known = self._known.get(word)
        if known is None:
            known = self._beginning(word)
            if len(self._known) < 200_000:
                self._known[word] = known
        return known

    def _beginning(self, word: str) -> tuple[tuple[tuple[str, ...], Label], ...]:
        stems = self._stems.get(word[:_STEM], ())
        return (
            *self._exact.get(word, ()),
            *((rest, label) for stem, rest, label in stems if word.startswith(stem)),
        )


def _end(lower: Sequence[str], at: int, last: int, rest: Sequence[str]) -> int:
    """Give the index behind the last of some words that must follow from `at` on, or 0."""
    for number, part in enumerate(rest):
        if part == "…":
            ends = (_end(lower, at + gap, last, rest[number + 1 :]) for gap in range(GAP + 1))
            return next((end for end in ends if end), 0)
        if at < last and lower[at] == "-":
            at += 1
        if at >= last or not (lower[at].startswith(part[:-1]) if part[-1] == "*" else lower[at] == part):
            return 0
        at += 1
    return at
