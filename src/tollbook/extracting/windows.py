"""Windows of a report for the encoder: sentences with their surroundings, as word pieces.

A number is shown to the encoder by its form alone ("37" as "25"), so that no judgement rests on the number.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from tollbook.extracting.number_words import NumberWords
from tollbook.text import Words

WINDOW = 288
"""Word pieces of one window, about; the cost of a window grows with its square."""

READ = 224
"""Word pieces of the sentences that one window reads, unless a single sentence is longer."""

OPENING = 20
"""Word pieces of the report's first sentence that every window shows."""

BEFORE = 32
"""Word pieces shown of the sentence before, and of an earlier one in which somebody speaks."""

CUE_REACH = 8
"""How many sentences back that one is looked for."""

AFTER = 12
"""Word pieces shown of the sentence after."""


class ShowingData(Struct, frozen=True, forbid_unknown_fields=True):
    """The part `showing` of a language pack.

    `cues` are words by which somebody may speak: a hint for what to show, not a rule of attribution.
    """

    cues: frozenset[str]


class Window(Struct, frozen=True):
    """Part of a report as word pieces: the words it shows, where each begins, and which of them it reads."""

    pieces: Sequence[int]
    words: Sequence[int]
    heads: Sequence[int]
    reads: frozenset[int]


class Vocabulary:
    """The encoder's word pieces (BERT's, without case), each word split once and kept."""

    def __init__(self, path: Path, numbers: NumberWords, showing: ShowingData) -> None:
        tokens = path.read_text(encoding="utf-8").split("\n")
        self._ids = {token: index for index, token in enumerate(tokens)}
        self._split: dict[str, tuple[int, ...]] = {}
        self.start = self._ids["[CLS]"]
        self.end = self._ids["[SEP]"]
        self._unknown = self._ids["[UNK]"]
        self.paragraph = self._ids["[unused1]"]
        self.cues = showing.cues
        self._numbers = numbers

    def pieces(self, word: str) -> tuple[int, ...]:
        """Give the word pieces of a lower-case word, its number replaced by one of the same form."""
        known = self._split.get(word)
        if known is None:
            known = self._pieces(self._numbers.form(word))
            if len(self._split) < 200_000:
                self._split[word] = known
        return known

    def _pieces(self, word: str) -> tuple[int, ...]:
        plain = "".join(c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn")
        parts = plain.replace("’", "'").replace("'", " ' ").replace(",", " , ").replace(".", " . ").split()
        return tuple(piece for part in parts for piece in self._split_part(part)) or (self._unknown,)

    def _split_part(self, part: str) -> list[int]:
        found: list[int] = []
        start = 0
        if len(part) > 40:
            return [self._unknown]
        while start < len(part):
            prefix = "##" if start else ""
            end = next((e for e in range(len(part), start, -1) if prefix + part[start:e] in self._ids), start)
            if end == start:
                return [self._unknown]
            found.append(self._ids[prefix + part[start:end]])
            start = end
        return found


class _Shelf(Struct, frozen=True):
    """The text that windows are taken from: pieces by word, sentences, which of them hold a cue, and joints.

    A joint leads from a word to the word that follows it, where furniture stands between the two.
    """

    pieces: Sequence[tuple[int, ...]]
    sentences: Sequence[tuple[int, int]]
    cues: Sequence[bool]
    joints: Mapping[int, int]
    paragraphs: frozenset[int]


def windows(
    words: Words, sentences: Sequence[tuple[int, int]], live: Sequence[bool], vocabulary: Vocabulary
) -> list[Window]:
    """Cover the live sentences (ranges of word indices, in order) with windows; each word is read once."""
    shelf = _Shelf(
        [vocabulary.pieces(word) for word in words.lower],
        sentences,
        [any(word in vocabulary.cues for word in words.lower[first:last]) for first, last in sentences],
        {last - 1: first for (_, last), (first, _) in pairwise(sentences) if first > last},
        words.paragraphs,
    )
    found: list[Window] = []
    group: list[int] = []
    used = 0
    for index, (first, last) in enumerate(sentences):
        if not live[index]:
            continue
        length = sum(len(shelf.pieces[i]) for i in range(first, last))
        if group and used + length > READ:
            found.append(_window(shelf, group, vocabulary))
            group, used = [], 0
        group.append(index)
        used += length
    if group:
        found.append(_window(shelf, group, vocabulary))
    return found


def _window(shelf: _Shelf, group: Sequence[int], vocabulary: Vocabulary) -> Window:
    pieces = shelf.pieces
    reads = {word for index in group for word in range(*shelf.sentences[index])}
    shown = set(reads)
    room = WINDOW - 8 - sum(len(pieces[word]) for word in reads)
    for stretch, most in _surroundings(shelf.sentences, group, shelf.cues):
        taken = 0
        for word in stretch:
            size = len(pieces[word])
            if word in shown:
                continue
            if taken + size > min(most, room):
                break
            shown.add(word)
            taken += size
        room -= taken
    order = sorted(shown)
    ids, heads = [vocabulary.start], []
    previous = order[0]
    for word in order:
        if word > previous + 1 and word != shelf.joints.get(previous):
            ids.append(vocabulary.end)
        elif word in shelf.paragraphs:
            ids.append(vocabulary.paragraph)
        if len(ids) + len(pieces[word]) >= WINDOW + BEFORE:
            break
        heads.append(len(ids))
        ids.extend(pieces[word])
        previous = word
    ids.append(vocabulary.end)
    return Window(ids, order[: len(heads)], heads, frozenset(reads))


def _surroundings(
    sentences: Sequence[tuple[int, int]], group: Sequence[int], cues: Sequence[bool]
) -> Iterator[tuple[Sequence[int], int]]:
    """Give what to show beside the sentences read: words in order of need, and how many pieces of them."""
    first, last = group[0], group[-1]
    if first:
        start, end = sentences[first - 1]
        yield range(end - 1, start - 1, -1), BEFORE
    for index in group[1:]:
        if index - 1 not in group:
            start, end = sentences[index - 1]
            yield range(end - 1, start - 1, -1), BEFORE // 2
    cued = [index for index in range(max(0, first - CUE_REACH), first - 1) if cues[index]]
    for index in cued[-1:]:
        yield range(*sentences[index]), BEFORE
    if last + 1 < len(sentences):
        yield range(*sentences[last + 1]), AFTER
    yield range(*sentences[0]), OPENING
