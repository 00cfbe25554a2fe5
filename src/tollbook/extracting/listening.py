"""The heads that hear who says what, in plain numpy: cues among the words, and where each cue points.

Takes the encoder's states of the words of a window, as the reading of claims has them already; gives utterances:
a cue, its source and its content. The names of the weights are those of the training script.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tollbook.text import Words

POINTERS = ("source_start", "source_end", "content_start", "content_end")
FAR = 24
"""Distances between a cue and a word fall into this many steps each way, finer near the cue."""

LONGEST_SOURCE = 40
"""A source has no more words than this."""

CUE_FLOOR = 0.5
"""A word is taken for the beginning of a cue when the model is at least this sure."""

OPENERS = frozenset('"“”«')
"""Marks that open or close a quotation; a sentence with one is listened to."""

Range = tuple[int, int]


class Ear(Struct, frozen=True):
    """A linear model over the words of a sentence: could somebody say something here?"""

    weights: Mapping[str, float]
    floor: float

    def live(self, words: Words, ranges: Sequence[Range]) -> list[bool]:
        """Say which sentences (ranges of word indices) to listen to."""
        weight, floor = self.weights.get, self.floor
        return [sum(weight(w, 0.0) for w in set(words.lower[first:last])) >= floor for first, last in ranges]


class Utterance(Struct, frozen=True):
    """Somebody says something: ranges of word indices of the text, last included; (-1, -1) for no source."""

    cue: Range
    source: Range
    content: Range
    confidence: float


def distances(firsts: Sequence[int], size: int) -> NDArray[np.int64]:
    """Give how far each of `size` words stands from each cue: steps of 1 up to 8, then ever wider, 0 to 2 FAR."""
    apart = np.arange(size)[None, :] - np.asarray(firsts)[:, None]
    far = np.abs(apart)
    steps = np.where(far <= 8, far, 8 + (4 * np.log2(np.maximum(far, 8) / 8)).astype(np.int64))
    result: NDArray[np.int64] = FAR + np.sign(apart) * np.minimum(steps, FAR)
    return result
