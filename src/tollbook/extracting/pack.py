"""What extracting needs of a language: its words, its vocabulary, and the trained model, loaded once."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

import numpy as np
from msgspec import Struct

from tollbook import languages
from tollbook.extracting.encoder import Encoder, OnnxEncoder
from tollbook.extracting.heads import Heads
from tollbook.extracting.nouns import NounData, Nouns
from tollbook.extracting.number_words import NumberWords, number_words
from tollbook.extracting.plain import PlainWords, plain_words
from tollbook.extracting.scan import HarmWords, Sieve, load_sieve
from tollbook.extracting.windows import ShowingData, Vocabulary


class Pack(Struct, frozen=True):
    """The words and the model of one language."""

    numbers: NumberWords
    harm: HarmWords
    plain: PlainWords
    nouns: Nouns
    vocabulary: Vocabulary
    encoder: Encoder
    heads: Heads
    sieve: Sieve


@cache
def load_pack(language: str) -> Pack:
    """Give the pack of a language, by its ISO 639-1 name; raises `FileNotFoundError` where there is none."""
    folder = files("tollbook.languages") / language / "model"
    numbers = number_words(language)
    with (
        as_file(folder / "vocabulary.txt") as vocabulary,
        as_file(folder / "encoder.onnx") as encoder,
        as_file(folder / "heads.npz") as heads,
        as_file(folder / "sieve.npz") as sieve,
    ):
        with np.load(heads) as weights:
            arrays = {name: weights[name].astype(np.float32) for name in weights.files}
        return Pack(
            numbers,
            HarmWords(languages.load(language, "harm", dict[str, list[str]])),
            plain_words(language),
            Nouns(languages.load(language, "nouns", NounData)),
            Vocabulary(vocabulary, numbers, languages.load(language, "showing", ShowingData)),
            OnnxEncoder(encoder),
            Heads(arrays),
            load_sieve(sieve),
        )
