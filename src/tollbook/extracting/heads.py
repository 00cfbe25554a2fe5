"""The heads of the model in plain numpy: what a count expression counts, its fields, and where it points.

Takes the encoder's states of the words of a window and the count expressions in it; gives probabilities. The
training script uses the same names in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tollbook.extracting.numbers import Kind
from tollbook.model import GROUPS as GROUPS
from tollbook.model import Scope

Array = NDArray[np.float32]

KINDS: tuple[Kind, ...] = ("number", "vague", "share", "single", "zero", "age", "bare")
MEASURES = (
    "none", "killed", "injured", "critical", "casualties", "missing", "trapped", "rescued", "hospitalised",
    "detained", "abducted", "displaced", "evacuated", "surrendered", "damaged", "destroyed", "seized",
    "launched", "intercepted",
)  # fmt: skip
SCOPES: tuple[Scope, ...] = ("event", "background", "cumulative")
STATUSES = ("asserted", "possible", "denied")
EXTENTS = ("whole", "part", "unclear")
POINTERS = ("end", "speaker_start", "speaker_end", "via_start", "via_end", "whole")
REACH = 16
"""How many words behind its anchor a count expression may end."""

LONGEST_NAME = 14
"""Words that the name of a speaker or channel may have."""


class Opinion(Struct, frozen=True):
    """What the model thinks of one count expression; an index is a place among its window's words, or -1."""

    measures: Array
    scope: Array
    status: Array
    extent: Array
    groups: Array
    optional: float
    end: int
    speaker: tuple[int, int]
    speaker_confidence: float
    via: tuple[int, int]
    whole: Array


class Shown(Struct, frozen=True):
    """The words of one window: their states, and the number of the sentence that each stands in."""

    states: Array
    sentences: NDArray[np.int64]


class Heads:
    """The weights of the heads, as the training script wrote them."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self._w = weights

    def tags(self, states: Array) -> Array:
        """Give how likely each word stands outside a bare victim's words, begins them, or goes on."""
        return softmax(self._linear("tag", states))

    def opinions(
        self, shown: Shown, places: Sequence[tuple[int, int, int]], floors: Sequence[float]
    ) -> list[Opinion | None]:
        """Judge the count expressions at `places` (first, last, kind); `None` where one counts no harm.

        A count expression counts harm when that is at least as likely as its floor (0 to 1).
        """
        states = shown.states
        if not places:
            return []
        first, last, kind = (np.asarray(column) for column in zip(*places, strict=True))
        joined = np.concatenate([states[first], states[last], self._w["kinds.weight"][kind]], -1)
        mentions = gelu(self._linear("mention", joined))
        measures = softmax(self._linear("measure", mentions))
        chosen = np.flatnonzero(1 - measures[:, 0] >= np.asarray(floors))
        found: list[Opinion | None] = [None] * len(places)
        if len(chosen):
            fields = self._fields(shown, mentions[chosen], measures[chosen], first[chosen])
            for i, opinion in zip(chosen, fields, strict=True):
                found[int(i)] = opinion
        return found

    def _fields(
        self, shown: Shown, mentions: Array, measures: Array, first: NDArray[np.int64]
    ) -> Iterator[Opinion]:
        scope, status, extent = (
            softmax(self._linear(name, mentions)) for name in ("scope", "status", "extent")
        )
        groups = _sigmoid(self._linear("group", mentions))
        optional = _sigmoid(self._linear("optional", mentions))[:, 0]
        points = {name: self._point(name, mentions, shown.states) for name in POINTERS}
        for i, begin in enumerate(map(int, first)):
            speaker, confidence = _span(points["speaker_start"][i], points["speaker_end"][i], shown.sentences)
            reach = points["end"][i][1 + begin : 1 + begin + REACH]
            yield Opinion(
                measures[i],
                scope[i],
                status[i],
                extent[i],
                groups[i],
                float(optional[i]),
                begin + int(reach.argmax()),
                speaker,
                confidence,
                _span(points["via_start"][i], points["via_end"][i], shown.sentences)[0],
                softmax(points["whole"][i]),
            )

    def _linear(self, name: str, x: Array) -> Array:
        result: Array = x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"]
        return result

    def _point(self, name: str, mentions: Array, states: Array) -> Array:
        query = self._linear(f"from_mention.{name}", mentions)
        scores = pointing(query, self._w[f"to_word.{name}.weight"], self._w[f"to_word.{name}.bias"], states)
        nothing = self._linear(f"nothing.{name}", mentions)
        return np.concatenate([nothing, scores], -1)


def _span(start: Array, end: Array, sentences: NDArray[np.int64]) -> tuple[tuple[int, int], float]:
    """Give the likeliest stretch of words of one sentence, and how likely anything is pointed to at all.

    The stretch is (-1, -1) where pointing to nothing is likelier.
    """
    starts, ends = softmax(start), softmax(end)
    if len(starts) < 2 or starts[0] >= 0.5:
        return (-1, -1), float(starts[0])
    best, found = -1.0, (-1, -1)
    for longer in range(min(LONGEST_NAME, len(sentences))):
        size = len(sentences) - longer
        both = starts[1 : 1 + size] * ends[1 + longer :]
        both = np.where(sentences[:size] == sentences[longer:], both, -1.0)
        place = int(both.argmax())
        if both[place] > best:
            best, found = float(both[place]), (place, place + longer)
    return found, float(1 - starts[0])


def pointing(query: Array, weight: Array, bias: Array, states: Array) -> Array:
    """Give the scores of queries with the keys `states @ weight.T + bias`, shape (queries, states).

    The keys themselves are never made: there are few queries and many states.
    """
    scores: Array = (query @ weight) @ states.T + (query @ bias)[:, None]
    return scores / np.float32(np.sqrt(query.shape[-1]))


def softmax(x: Array) -> Array:
    """Give probabilities along the last axis."""
    shifted = np.exp(x - x.max(-1, keepdims=True))
    result: Array = shifted / shifted.sum(-1, keepdims=True)
    return result


def _sigmoid(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-x)), np.float32)


def gelu(x: Array) -> Array:
    """Give the exact GELU, by the error function (Abramowitz and Stegun 7.1.26, error below 1.5e-7)."""
    z = np.abs(x) / np.float32(np.sqrt(2))
    t = 1 / (1 + np.float32(0.3275911) * z)
    poly = ((((1.061405429 * t - 1.453152027) * t) + 1.421413741) * t - 0.284496736) * t + 0.254829592
    erf = np.sign(x) * (1 - poly * t * np.exp(-z * z))
    return np.asarray(x * 0.5 * (1 + erf), np.float32)
