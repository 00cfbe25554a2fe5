"""What words such as "dozens" say, as a class that a method gives a worth.

Takes: the vague word of a `Count`. Gives: one of the classes of `languages/<language>/vague.yaml`.
Change this when: a class of vague words is added. The worth of a class belongs to the methods.
"""

from __future__ import annotations

from functools import cache

from tollbook.model import Count
from tollbook.reconciling.lexicon import vague_words

PLAIN_WORTH = {
    "plural": 2, "couple": 2, "several": 3, "handful": 4, "large": 5, "tens": 20, "dozens": 24, "scores": 40,
    "hundreds": 200, "thousands": 2_000, "tens_of_thousands": 20_000, "hundreds_of_thousands": 200_000,
    "millions": 2_000_000, "share": 0,
}  # fmt: skip
"""The least number that a class of vague words stands for, in persons or things, under our own methods."""


@cache
def vague_class(word: str, language: str = "en") -> str:
    """Give the class of a vague word: its own, else that of a share ("42 %"), else `plural`."""
    known = vague_words(language)
    folded = " ".join(word.casefold().split())
    if folded in known:
        return known[folded]
    last = folded.split()[-1] if folded.split() else ""
    return "share" if known.get(last) == "share" or folded.endswith("%") else "plural"


def least(count: Count, language: str = "en") -> int:
    """Give the least number that a count says, in persons or things; 0 where it says nothing."""
    if count.low is not None:
        return count.low
    return PLAIN_WORTH[vague_class(count.vague, language)] if count.vague else 0
