"""The basis of a figure: what its speaker relies on, where the report says so."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from tollbook.extracting.phrases import Phrases
from tollbook.languages import load, parts
from tollbook.model import Claim
from tollbook.text import Words, words


class BasisWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The part `basis` of a language pack; explained there."""

    words: dict[str, list[str]]
    kinds: dict[str, list[str]] = {}


class _Terms(Struct, frozen=True):
    order: tuple[str, ...]
    said: Phrases[str]
    names: Phrases[str]


def based(
    claims: Sequence[Claim], text_words: Words, ranges: Sequence[tuple[int, int]], language: str
) -> tuple[Claim, ...]:
    """Give the claims with their basis: by a phrase in the same sentence, else by the speaker's own trade.

    `ranges` are the sentences of the report as ranges of word indices, the last word excluded, in text order.
    A figure in the report's own voice has a basis only where the words say so.
    """
    terms = _terms(language)
    if terms is None:
        return tuple(claims)
    stated: dict[int, str | None] = {}
    sentence = {word: number for number, part in enumerate(ranges) for word in range(*part)}
    found = []
    for claim in claims:
        number = sentence.get(text_words.at(claim.evidence.start), -1)
        if number not in stated:
            stated[number] = _first(terms, text_words, ranges[number]) if number >= 0 else None
        basis = stated[number]
        if basis is None and claim.speaker is not None:
            named = terms.names.within(words(claim.speaker.name).lower)
            basis = next((value for _, _, value in named), None)
        found.append(replace(claim, basis=basis) if basis else claim)
    return tuple(found)


def _first(terms: _Terms, text_words: Words, part: tuple[int, int]) -> str | None:
    told = {value for _, _, value in terms.said.within(text_words.lower, *part)}
    return next((basis for basis in terms.order if basis in told), None)


@cache
def _terms(language: str) -> _Terms | None:
    if "basis" not in parts(language):
        return None
    data = load(language, "basis", BasisWords)
    return _Terms(
        tuple(data.words),
        Phrases((phrase, basis) for basis, phrases in data.words.items() for phrase in phrases),
        Phrases((phrase, basis) for basis, phrases in data.kinds.items() for phrase in phrases),
    )
