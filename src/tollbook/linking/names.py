"""Names folded into voices: which attributed claims are one voice, over all reports of an incident.

Takes: claims with their speakers, and which reports are one text. Gives: the voice of every attributed claim.
Change this when: two names that are one voice stay apart, or the reverse.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from tollbook.model import Attribution, Claim, Speaker

_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"(?:ians?|ia|ans?|ine|e|s)$")

SHORT = 5
"""Words up to this length keep their ending; longer ones lose it, so that "Russia" and "Russian" are one."""


class CreditWords(Struct, frozen=True, forbid_unknown_fields=True):
    """How a line that credits an agency begins, and what stands in one."""

    opening: list[str] = []
    within: list[str] = []


class RootWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language by which names are folded; explained in `languages/<language>/roots.yaml`."""

    fillers: frozenset[str]
    offices: dict[str, frozenset[str]]
    documents: frozenset[str] = frozenset()
    agencies: dict[str, list[str]] = {}
    credits: CreditWords = CreditWords()


def voices(
    claims: Sequence[Claim], speakers: Iterable[Speaker], words: RootWords, text_of: Mapping[str, str]
) -> dict[str, str]:
    """Give the voice of every attributed claim.

    Names that share their telling words, or an office and its house, are one.

    A bare office ("the minister") is the one voice of its text that holds it, where there is exactly one;
    `text_of` gives for each report the one at the head of its copies, so that a copy which has lost the full
    name is read with the others. What is known by its paper alone ("according to the post") is the voice of
    whoever spoke last before it in the text.
    """
    entities = {speaker.id: speaker for speaker in speakers}
    signed = {
        claim.id: _sign(claim.speaker, entities, words)
        for claim in claims
        if claim.speaker is not None and not _paper(claim.speaker.name, words)
    }
    voice_of: dict[frozenset[str], str] = {}
    for sign in sorted(set(signed.values()), key=lambda s: (-len(s), sorted(s))):
        fuller = [] if _bare(sign) else sorted({voice_of[other] for other in voice_of if sign < other})
        voice_of[sign] = fuller[0] if len(fuller) == 1 else " ".join(sorted(sign))
    found = {claim: voice_of[sign] for claim, sign in signed.items()}
    in_text: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.id in found:
            in_text[text_of.get(claim.report, claim.report)].add(found[claim.id])
    moved: dict[str, str] = {}
    for claim in claims:
        if claim.id in found and _bare(signed[claim.id]):
            holders = [
                voice
                for voice in in_text[text_of.get(claim.report, claim.report)]
                if signed[claim.id] < set(voice.split(" "))
            ]
            if len(holders) == 1:
                moved[claim.id] = holders[0]
    return _by_papers(claims, found | moved, entities, words)


def _by_papers(
    claims: Sequence[Claim], found: dict[str, str], entities: dict[str, Speaker], words: RootWords
) -> dict[str, str]:
    """Add the claims whose speaker is a paper: its author is the last voice before it in its report."""
    last: dict[str, str] = {}
    added: dict[str, str] = {}
    for claim in claims:
        if claim.id in found:
            last[claim.report] = found[claim.id]
        elif claim.speaker is not None:
            own = " ".join(sorted(_sign(claim.speaker, entities, words)))
            added[claim.id] = last.get(claim.report, own)
    return found | added


def _paper(name: str, words: RootWords) -> bool:
    """Tell whether a name says no more than that something was written ("the post", "his statement").

    With a capital it names an outlet.
    """
    told = [match.group() for match in _WORD.finditer(name)]
    known = all(word.casefold() in words.fillers or word in words.documents for word in told)
    return known and any(word in words.documents for word in told)


def _sign(speaker: Attribution, entities: dict[str, Speaker], words: RootWords) -> frozenset[str]:
    """Give the telling words of a speaker, with those of the organisation if it is known."""
    entity = entities.get(speaker.id)
    name = speaker.name if entity is None else f"{entity.name} {entity.organisation or ''}"
    return signs(name, words) or frozenset((" ".join(speaker.name.casefold().split()).replace(" ", "_"),))


def _bare(sign: frozenset[str] | set[str]) -> bool:
    """Tell whether a name is an office and nothing else."""
    return all(word.startswith("<") for word in sign)


def signs(name: str, words: RootWords) -> frozenset[str]:
    """Give the words of a name that tell who speaks.

    With the office in a common form ("minister" is "ministry").
    """
    found = set()
    for match in _WORD.finditer(name):
        word = match.group().casefold()
        office = next((office for office, forms in words.offices.items() if word in forms), None)
        if office is not None:
            found.add(f"<{office}>")
        elif word not in words.fillers and len(word) > 1:
            found.add(_ENDING.sub("", word) if len(word) > SHORT else word.removesuffix("s"))
    return frozenset(found)
