"""The heads that hear who says what, in plain numpy: cues among the words, and where each cue points.

Takes the encoder's states of the words of a window, as the reading of claims has them already; gives
utterances: a cue, its source and its content. The names of the weights are those of the training script.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tollbook.extracting.heads import Array, gelu, pointing, softmax
from tollbook.extracting.windows import Window
from tollbook.text import Words

POINTERS = ("source_start", "source_end", "content_start", "content_end")
FAR = 24
"""Distances between a cue and a word fall into this many steps each way, finer near the cue."""

LONGEST_SOURCE = 40
"""A source has no more words than this."""

CUE_FLOOR = 0.5
"""A word is taken for the beginning of a cue when the model is at least this sure."""

Range = tuple[int, int]


class Ear(Struct, frozen=True):
    """A linear model over the words of a sentence, which says whether somebody may speak in it."""

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
    """Give how far each word stands from each cue: steps of 1 up to 8, then ever wider, from 0 to 2 FAR."""
    apart = np.arange(size)[None, :] - np.asarray(firsts)[:, None]
    far = np.abs(apart)
    steps = np.where(far <= 8, far, 8 + (4 * np.log2(np.maximum(far, 8) / 8)).astype(np.int64))
    result: NDArray[np.int64] = FAR + np.sign(apart) * np.minimum(steps, FAR)
    return result


class Listener:
    """The weights of the heads, as the training script wrote them."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self._w = weights

    def utterances(self, window: Window, states: Array) -> list[Utterance]:
        """Give what is said in the sentences that a window reads, by its cues in text order."""
        chances = softmax(self._linear("tag", states))
        cues = [cue for cue in _cues(chances) if window.words[cue[0]] in window.reads]
        if not cues:
            return []
        firsts = [first for first, _ in cues]
        joined = np.concatenate([states[firsts], states[[last for _, last in cues]]], -1)
        vectors = gelu(self._linear("cue", joined))
        apart = distances(firsts, len(states))
        points = {name: self._point(name, vectors, states, apart) for name in POINTERS}
        found = []
        for i, cue in enumerate(cues):
            source = _stretch(points["source_start"][i], points["source_end"][i], LONGEST_SOURCE)
            content = _stretch(points["content_start"][i], points["content_end"][i], len(states))
            if content[0] >= 0:
                in_text = [_of_text(stretch, window) for stretch in (cue, source, content)]
                found.append(Utterance(in_text[0], in_text[1], in_text[2], float(chances[cue[0], 1])))
        return found

    def _linear(self, name: str, x: Array) -> Array:
        result: Array = x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"]
        return result

    def _point(self, name: str, cues: Array, states: Array, apart: NDArray[np.int64]) -> Array:
        query = self._linear(f"from_cue.{name}", cues)
        scores = pointing(query, self._w[f"to_word.{name}.weight"], self._w[f"to_word.{name}.bias"], states)
        scores += self._w[f"distance.{name}.weight"][apart, 0]
        scores = np.concatenate([self._linear(f"nothing.{name}", cues), scores], -1)
        result: Array = np.log(np.maximum(softmax(scores), 1e-9))
        return result


def _cues(chances: Array) -> list[Range]:
    """Give the cues as positions among the words of the window, last included."""
    found: list[Range] = []
    for i, (_, begins, goes_on) in enumerate(chances):
        if begins >= CUE_FLOOR:
            found.append((i, i))
        elif found and found[-1][1] == i - 1 and goes_on > 0.5:
            found[-1] = (found[-1][0], i)
    return found


def _stretch(start: Array, end: Array, longest: int) -> Range:
    """Give the likeliest stretch of words by its ends' log chances, (-1, -1) where nothing is likelier."""
    if start[0] > np.log(0.5) or len(start) < 2:
        return (-1, -1)
    best, found = -np.inf, (-1, -1)
    starts, ends = start[1:], end[1:]
    for first in np.argsort(starts)[::-1][:4]:
        last = int(first + ends[first : first + longest].argmax())
        if starts[first] + ends[last] > best:
            best, found = starts[first] + ends[last], (int(first), last)
    return found


def _of_text(stretch: Range, window: Window) -> Range:
    return (-1, -1) if stretch[0] < 0 else (window.words[stretch[0]], window.words[stretch[1]])


def save_listening(weights: Mapping[str, NDArray[np.float32]], ear: Ear, path: Path) -> None:
    """Write the heads and the ear into one file."""
    names = sorted(ear.weights)
    np.savez_compressed(
        path,
        ear_names=np.frombuffer("\n".join(names).encode(), np.uint8),
        ear_weights=np.array([ear.weights[name] for name in names], np.float16),
        ear_floor=np.float32(ear.floor),
        **{f"head.{name}": value.astype(np.float16) for name, value in weights.items()},  # type: ignore[arg-type]
    )


def load_listening(path: Path) -> tuple[Ear, Listener]:
    """Give the ear and the heads that the training script wrote."""
    with np.load(path) as data:
        names = bytes(data["ear_names"]).decode("utf-8").split("\n")
        ear = Ear(dict(zip(names, map(float, data["ear_weights"]), strict=True)), float(data["ear_floor"]))
        heads = {name[5:]: data[name].astype(np.float32) for name in data.files if name.startswith("head.")}
        return ear, Listener(heads)
