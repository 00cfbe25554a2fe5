"""The fast look at sentences: its cheap bound never hides what the full look would keep."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tollbook import languages
from tollbook.extracting.number_words import number_words
from tollbook.extracting.numbers import read_counts
from tollbook.extracting.pack import load_pack
from tollbook.extracting.scan import HarmWords, Sieve, features, look, sentences_near_harm
from tollbook.text import words

WORDS = [
    "killed",
    "before",
    "after",
    "count",
    "counts",
    "no",
    "bias",
    "harm",
    "two",
    "12",
    "men",
    "injured",
    "were",
]
"""Ordinary words, words of harm, and words that read like names of the sieve's own features."""

HARM = HarmWords(languages.load("en", "harm", dict[str, list[str]]))
NUMBERS = number_words("en")

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=20).map(" ".join)
names = st.sampled_from(
    [
        *WORDS,
        "no counts",
        "before killed",
        "after killed",
        "harm killed",
        "harm killed number",
        "count number",
    ]
    + [f"{a} {b}" for a in WORDS[:6] for b in WORDS[:6]]
)
sieves = st.dictionaries(names, st.floats(-2, 2)).map(lambda weights: Sieve(weights, -1.0, -1.0))


@given(texts, sieves)
def test_a_bound_is_never_below_the_odds(text: str, sieve: Sieve) -> None:
    text_words = words(text)
    ranges = [(0, len(text_words))]
    for near in sentences_near_harm(text_words, ranges, HARM, NUMBERS):
        kinds: set[str] = {count.kind for count in read_counts(text_words, NUMBERS)}
        odds = sieve.odds(features(near, kinds))
        assert sieve.at_most(near.forms, near.told, near.around) >= odds - 1e-9


def test_a_sentence_of_harm_is_read_and_its_counts_kept() -> None:
    pack = load_pack("en")
    text_words = words("Twelve people were killed in the blast.")
    looked = look(text_words, [(0, len(text_words))], pack.harm, pack.numbers, pack.sieve)
    assert list(looked.live) == [True]
    assert [(count.low, count.high) for count in looked.counts] == [(12, 12)]


def test_a_text_without_harm_is_not_read() -> None:
    pack = load_pack("en")
    text_words = words("The choir sang twelve songs and the hall was full.")
    looked = look(text_words, [(0, len(text_words))], pack.harm, pack.numbers, pack.sieve)
    assert (list(looked.live), list(looked.counts)) == ([False], [])
