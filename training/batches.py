"""Windows as batches of tensors, with what each head should have said."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from tollbook.extracting.heads import KINDS
from tollbook.extracting.windows import Window
from training.examples import Example, Label

SIZE = 16
"""Windows in one batch."""


@dataclass(frozen=True)
class Mention:
    """A count expression of a window: positions of its first and last word among the window's words."""

    first: int
    last: int
    kind: int
    label: Label | None


@dataclass(frozen=True)
class Shown:
    """A window with its mentions, the places of its words, and the tag of each word (-1: not read)."""

    example: Example
    window: Window
    mentions: Sequence[Mention]
    position: dict[int, int]
    tags: Sequence[int]
    voices_only: bool = False


def shown(example: Example, *, with_bare: bool) -> list[Shown]:
    """Give the windows of an example; with `with_bare` also the annotated victims without a count."""
    found = []
    for window in example.windows:
        position = {word: i for i, word in enumerate(window.words)}
        reads = window.reads
        mentions = [
            Mention(position[c.anchor], position.get(c.last, position[c.anchor]), KINDS.index(c.kind), label)
            for c, label in zip(example.counts, example.labels, strict=True)
            if c.anchor in position and c.anchor in reads
        ]
        tags = [0 if word in reads else -1 for word in window.words]
        for first, last, label in example.bare:
            if first not in reads or first not in position:
                continue
            stop = position.get(last, position[first])
            for i in range(position[first], stop + 1):
                tags[i] = 2 if i > position[first] else 1
            if with_bare:
                mentions.append(Mention(position[first], stop, KINDS.index("bare"), label))
        voices_only = bool(mentions) and all(m.label and m.label.measure is None for m in mentions)
        if mentions or any(tag >= 0 for tag in tags):
            found.append(Shown(example, window, mentions, position, tags, voices_only))
    return found


def batches(items: Sequence[Shown], *, seed: int) -> Iterator[list[Shown]]:
    """Give all windows in batches of like length, in an order drawn from the seed."""
    draw = random.Random(seed)
    order = sorted(items, key=lambda s: len(s.window.pieces) + draw.random() * 40)
    groups = [list(order[i : i + SIZE]) for i in range(0, len(order), SIZE)]
    draw.shuffle(groups)
    yield from groups


def tensors(batch: Sequence[Shown]) -> tuple[Tensor, Tensor]:
    """Give the word pieces of a batch and the mask of the real ones."""
    length = max(len(s.window.pieces) for s in batch)
    pieces = torch.zeros(len(batch), length, dtype=torch.long)
    mask = torch.zeros(len(batch), length, dtype=torch.bool)
    for i, s in enumerate(batch):
        pieces[i, : len(s.window.pieces)] = torch.tensor(s.window.pieces)
        mask[i, : len(s.window.pieces)] = True
    return pieces, mask
