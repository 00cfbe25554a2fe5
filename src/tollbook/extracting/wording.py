"""The words of a mention: where its quote ends, and which mentions are left out for what they count.

The model says how far a count expression reaches; it may reach too far. A quote is qualifier, number and noun
(GUIDE): it ends before a relative clause, a preposition of place or a participle with its own preposition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec.structs import replace

from tollbook.extracting.mentions import Mention
from tollbook.extracting.nouns import Nouns
from tollbook.text import Words

FLOORS: Mapping[str, float] = MappingProxyType({"share": 0.9, "bare": 0.5})
"""How sure the model must be of a mention, by the kind of its count; `FLOOR` for every other kind."""

FLOOR = 0.75


def refine(mentions: Sequence[Mention], words: Words, nouns: Nouns) -> list[Mention]:
    """Give the mentions that are sure enough and count no animals, with their quotes cut at the noun."""
    found = []
    for mention in mentions:
        if mention.confidence < FLOORS.get(mention.count.kind, FLOOR):
            continue
        shorter = replace(mention, last=_end(mention, words, nouns))
        counted = (
            words.lower[mention.count.last + 1 : shorter.last + 1]
            or words.lower[mention.count.first : shorter.last + 1]
        )
        if not any(nouns.is_animal(word) for word in counted):
            found.append(shorter)
    return found


def _end(mention: Mention, words: Words, nouns: Nouns) -> int:
    """Give the last word of the quote."""
    lower = words.lower
    if mention.count.kind == "bare":
        return mention.last
    for index in range(mention.count.last + 1, mention.last + 1):
        following = lower[index + 1] if index + 1 < len(lower) else ""
        participle = lower[index].endswith("ed") and following in nouns.behind_participles
        if participle or nouns.ends_quote(lower[index]):
            return max(index - 1, mention.count.last)
    return mention.last
