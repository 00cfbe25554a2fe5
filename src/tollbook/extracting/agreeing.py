"""Mentions that share one harm word are read alike: what the model thinks of each is weighed together.

In "108 casualties, including 15 children" the part counts what the whole counts, and has its speaker; the
model judges each count by itself, so that one of them may be read otherwise by chance.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from tollbook.extracting.heads import MEASURES
from tollbook.extracting.mentions import Mention
from tollbook.extracting.scan import HarmWords
from tollbook.text import Words


class LinkData(Struct, frozen=True):
    """The part `links` of a language pack: words between two count expressions that tie them together."""

    including: frozenset[str]
    filling: frozenset[str]


def agree(mentions: Sequence[Mention], words: Words, harm: HarmWords, links: LinkData) -> list[Mention]:
    """Give the mentions with one measure and one speaker for those that are tied together."""
    found: list[Mention] = []
    group: list[Mention] = []
    for mention in mentions:
        if group and not _tied(group[-1], mention, words, harm, links):
            found.extend(_alike(group))
            group = []
        group.append(mention)
    return found + _alike(group)


def _tied(one: Mention, other: Mention, words: Words, harm: HarmWords, links: LinkData) -> bool:
    """Tell whether one mention includes the other: only words of inclusion stand between them."""
    if one.sentence != other.sentence or other.count.first <= one.last:
        return False
    between = words.lower[one.last + 1 : other.count.first]
    if not between or _own_word(other, words, harm):
        return False
    known = all(word in links.including or word in links.filling for word in between)
    return known and any(word in links.including for word in between)


def _own_word(mention: Mention, words: Words, harm: HarmWords) -> bool:
    """Tell whether a word of harm stands within the count expression itself ("12 dead")."""
    return any(harm.measures(word) for word in words.lower[mention.count.last + 1 : mention.last + 1])


def _alike(group: Sequence[Mention]) -> list[Mention]:
    if len(group) < 2:
        return list(group)
    measures = np.sum([np.log(m.opinion.measures[1:] + 1e-6) for m in group], axis=0)
    best = MEASURES[1 + int(measures.argmax())]
    surest = max(group, key=lambda m: m.opinion.speaker_confidence)
    return [replace(m, measure=best, speaker=surest.speaker, via=surest.via) for m in group]
