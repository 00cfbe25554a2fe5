"""What place names that stand together say of each other: of what kind they are, and which holds which.

Takes the candidates of a text in order; sets their kinds, evidence and holders. Change this when: lists or
"X in Y" are read in another way.
"""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.extracting.places.gazetteer import Kind
from tollbook.extracting.places.mentions import Candidate, Token
from tollbook.extracting.places.words import PlaceWords

ENOUGH = 2.0
"""Evidence from which on a name counts as a place."""


def share_kinds(found: Sequence[Candidate], text: str, tokens: Sequence[Token], words: PlaceWords) -> None:
    """In "Khost and Kandahar provinces" the last word says what every name of the list is."""
    shared: tuple[Kind, ...] = ()
    for left, right in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if right.kinds and tokens[right.last].form in words.plurals:
            shared = right.kinds
        gap = text[left.end : right.start].strip(" \n")
        if not shared or left.kinds or gap not in words.lists:
            shared = ()
            continue
        left.kinds = shared
        left.evidence += 2.0


def share_evidence(found: Sequence[Candidate]) -> None:
    """A name that is a person's in one place is no place's in another, unless the words there say so."""
    best: dict[str, float] = {}
    persons = {c.key for c in found if c.person}
    for c in found:
        best[c.key] = max(best.get(c.key, c.evidence), c.evidence)
    for c in found:
        if c.key in persons and best[c.key] < ENOUGH + 1.0:
            c.evidence -= 2.0
        elif best[c.key] >= ENOUGH and c.evidence >= 0.0:
            c.evidence = max(c.evidence, ENOUGH - 0.5)


def find_holders(found: Sequence[Candidate], text: str, words: PlaceWords) -> None:
    """In "X, Y", "X in Y", "X of Y" and "X (Y)" the second place holds the first, if it can.

    What holds the last name of a list holds the others too: "between Arka and Belo in Y".
    """
    for number in reversed(range(len(found) - 1)):
        left, right = found[number : number + 2]
        between = text[left.end : right.start]
        gap = between.lower().strip(" ,\n\u00a0")
        parts = set(gap.replace("-", " ").split())
        if gap in words.lists:
            left.holder = right.holder
            continue
        if right.adjective or (not parts and "," not in between):
            continue
        if len(gap) < 45 and "." not in gap and ";" not in gap and parts <= words.holding:
            left.holder = number + 1
