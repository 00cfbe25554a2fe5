"""Who says what, as training examples and loss: cues, and from each cue its source and its content.

The set is PolNeAR's development part (Newell et al., LREC 2018); a tenth of its texts
is held back by their ids.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from tollbook.extracting.mentions import sentence_ranges
from tollbook.extracting.statements.listening import FAR, POINTERS, Ear, distances
from tollbook.extracting.windows import Vocabulary, Window, windows
from tollbook.text import Words, words
from training.network import HIDDEN

POINT = 96
"""Size of the vectors that pointers compare."""

Range = tuple[int, int]


@dataclass(frozen=True)
class Said:
    """One attribution as ranges of word indices, last included; no `source` where the text names none."""

    cue: Range
    source: Range | None
    content: Range


@dataclass(frozen=True)
class Heard:
    """A window with what is said in it: tags of the words it reads (-1: not read), and its attributions.

    Each attribution has the positions of its cue, and for each pointer the wanted column (0: nothing; -1:
    unknown).
    """

    window: Window
    tags: Sequence[int]
    cues: Sequence[Range]
    wanted: Sequence[tuple[int, ...]]


def attributions(row: dict[str, Any], text_words: Words) -> list[Said]:
    """Give the attributions of an annotated text, by their cues."""
    spans = row["annotations"][0]["spans"]
    found: dict[Range, Said] = {}
    for line in row["annotations"][0]["relations"]:
        parts: dict[str, list[list[int]]] = defaultdict(list)
        for item in line.split():
            kind, _, name = item.partition(":")
            if name in spans:
                parts[re.sub(r"\d+$", "", kind)] += spans[name][1]
        if not parts["Cue"] or not parts["Content"]:
            continue
        cue, content = _range(parts["Cue"][:1], text_words), _range(parts["Content"], text_words)
        source = _range(parts["Source"][:1], text_words) if parts["Source"] else None
        if cue[0] >= 0 and content[0] >= 0 and cue[1] - cue[0] < 12:
            found.setdefault(cue, Said(cue, source, content))
    return sorted(found.values(), key=lambda said: said.cue)


def _range(spans: Sequence[Sequence[int]], text_words: Words) -> Range:
    start, end = min(s[0] for s in spans), max(s[1] for s in spans)
    return text_words.at(start), text_words.at(end - 1)


def heard(row: dict[str, Any], ear: Ear, vocabulary: Vocabulary) -> list[Heard]:
    """Give the windows of an annotated text with what is said in them, as they are shown in reading."""
    text_words = words(row["text"])
    ranges = sentence_ranges(row["text"], text_words)
    live = ear.live(text_words, ranges)
    said = attributions(row, text_words)
    return [_heard(window, said) for window in windows(text_words, ranges, live, vocabulary)]


def _heard(window: Window, said: Sequence[Said]) -> Heard:
    position = {word: i for i, word in enumerate(window.words)}
    tags = [0 if word in window.reads else -1 for word in window.words]
    cues, wanted = [], []
    for one in said:
        if one.cue[0] not in window.reads or one.cue[0] not in position:
            continue
        first, last = position[one.cue[0]], position.get(one.cue[1], position[one.cue[0]])
        tags[first : last + 1] = [1, *[2] * (last - first)]
        cues.append((first, last))
        seen = [position[w] for w in range(one.content[0], one.content[1] + 1) if w in position]
        source = (0, 0) if one.source is None else tuple(1 + position.get(w, -2) for w in one.source)
        wanted.append((*source, 1 + min(seen, default=-2), 1 + max(seen, default=-2)))
    return Heard(window, tags, cues, wanted)


class Listener(nn.Module):
    """The heads: tags of cues on words, and pointers from a cue to the ends of its source and its content."""

    def __init__(self) -> None:
        super().__init__()
        self.tag = nn.Linear(HIDDEN, 3)
        self.cue = nn.Linear(2 * HIDDEN, HIDDEN)
        self.dropout = nn.Dropout(0.2)
        self.from_cue = nn.ModuleDict({name: nn.Linear(HIDDEN, POINT) for name in POINTERS})
        self.to_word = nn.ModuleDict({name: nn.Linear(HIDDEN, POINT) for name in POINTERS})
        self.nothing = nn.ModuleDict({name: nn.Linear(HIDDEN, 1) for name in POINTERS})
        self.distance = nn.ModuleDict({name: nn.Embedding(2 * FAR + 1, 1) for name in POINTERS})
        for name in POINTERS:
            nn.init.zeros_(self.distance[name].weight)

    def cues(self, states: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Give one vector a cue from the states of its first and last word, shape (n, HIDDEN)."""
        return self.dropout(functional.gelu(self.cue(torch.cat([states[first], states[last]], -1))))

    def point(self, name: str, cues: Tensor, states: Tensor, apart: Tensor) -> Tensor:
        """Give the scores of pointing from each cue to nothing (column 0) and to each word.

        `apart` is how far each word stands from each cue, as `distances` gives it.
        """
        scores = self.from_cue[name](cues) @ self.to_word[name](states).T / POINT**0.5
        scores = scores + self.distance[name](apart)[..., 0]
        return torch.cat([self.nothing[name](cues), scores], -1)


def loss_of(listener: Listener, states: Tensor, item: Heard) -> Tensor:
    """Give the summed loss of one window whose word states are given."""
    tags = torch.tensor(item.tags)
    total = functional.cross_entropy(listener.tag(states), tags, ignore_index=-1, reduction="sum") / 4
    if not item.cues:
        return total
    firsts = [first for first, _ in item.cues]
    cues = listener.cues(states, torch.tensor(firsts), torch.tensor([last for _, last in item.cues]))
    apart = torch.from_numpy(distances(firsts, len(item.tags)))
    for i, name in enumerate(POINTERS):
        targets = torch.tensor([wanted[i] for wanted in item.wanted])
        scores = listener.point(name, cues, states, apart)
        if (targets >= 0).any():
            total = total + 0.3 * functional.cross_entropy(scores, targets, ignore_index=-1, reduction="sum")
    return total
