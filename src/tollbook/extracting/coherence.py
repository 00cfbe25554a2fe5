"""What the claims of one report say of each other: whose a headline's figure is, and what is a part of what.

Takes: the claims and speakers of one report, and its text. Gives: the claims, with the speaker, scope and
whole that agree with the others'. Change this when: another fact about a claim follows from the report's
other claims.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from tollbook.languages import load
from tollbook.model import Attribution, Claim, Speaker

LONGEST_HEADLINE = 200
"""A first line of more characters than this is no headline."""

TELLING = 4
"""Words of fewer letters tell no speaker from another."""

_WORD = re.compile(r"[^\W\d_]+")

STATUSES = frozenset({"civilian", "combatant", "police", "perpetrator"})
"""Groups of which a person is in one; a trooper's noun names two."""

_OVERLAPPING = frozenset({"child", "adult", "elderly", "man", "woman", "women_and_children"})

NEVER_OF = {
    "killed": frozenset({"injured", "critical", "hospitalised", "missing", "trapped", "rescued"}),
    "missing": frozenset({"injured", "critical", "hospitalised"}),
}
"""Of whom, by measure, nobody can be in which other state: none of the dead is in critical condition."""

MOST_POINTS = 12
"""An account in points has so many paragraphs at most."""


class AccountData(Struct, frozen=True, forbid_unknown_fields=True):
    """The part `accounts` of a language pack: words of a line before a colon that opens an account."""

    opening: tuple[str, ...]


def cohere(
    claims: Sequence[Claim], speakers: Sequence[Speaker], text: str, language: str
) -> tuple[Claim, ...]:
    """Give the claims of one report as they agree with each other."""
    found = _in_points(claims, speakers, text, load(language, "accounts", AccountData))
    return tuple(_with_their_wholes(_of_headlines(found, text), text))


def _of_headlines(claims: Sequence[Claim], text: str) -> list[Claim]:
    """Give a headline's figure to the speaker who alone gives that number in the body.

    Only where the headline names that speaker too, and its own speaker gives another number in the body:
    "Minister speaks of 18 dead, governor of 21".
    """
    end = text.find("\n")
    end = end if 0 <= end < LONGEST_HEADLINE else 0
    headline = _words(text[:end])
    body: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.evidence.start >= end and claim.speaker is not None:
            body[claim.measure, claim.unit, claim.group].append(claim)
    found = []
    for claim in claims:
        alike = body[claim.measure, claim.unit, claim.group]
        if claim.evidence.start < end and claim.speaker is not None:
            own = {_number(other) for other in alike if _is(claim.speaker, other.speaker)}
            tellers = {
                other.speaker.id: other.speaker
                for other in alike
                if other.speaker is not None
                and _number(other) == _number(claim)
                and headline & _words(other.speaker.name)
            }
            if own and _number(claim) not in own and len(tellers) == 1:
                (teller,) = tellers.values()
                claim = replace(claim, speaker=replace(teller, start=None, end=None))
        found.append(claim)
    return found


def _is(headline: Attribution, other: Attribution | None) -> bool:
    """Tell whether a headline's speaker is one of the body: the same, or shortened ("governor")."""
    if other is None:
        return False
    return headline.id == other.id or _words(headline.name) <= _words(other.name)


def _words(name: str) -> frozenset[str]:
    """Give the longer words of a name, which tell it from others."""
    return frozenset(word for word in _WORD.findall(name.casefold()) if len(word) >= TELLING)


def _number(claim: Claim) -> tuple[int | None, int | None]:
    return claim.count.low, claim.count.high


def _with_their_wholes(claims: Sequence[Claim], text: str) -> list[Claim]:
    """Make no claim a part of what another says later, nor of people too few, other or in no such state."""
    by_id = {claim.id: claim for claim in claims}
    parts: defaultdict[str, list[Claim]] = defaultdict(list)
    found = []
    for claim in claims:
        whole = by_id.get(claim.part_of or "")
        if whole is not None and (
            _another_voice_later(claim, whole, text)
            or _of_another_status(claim, whole)
            or claim.measure in NEVER_OF.get(whole.measure, ())
        ):
            claim, whole = replace(claim, part_of=None), None
        if whole is not None:
            parts[whole.id].append(claim)
        found.append(claim)
    found = [_of_fewer(claim, parts[claim.part_of or ""]) for claim in found]
    return [_listed(claim, by_id.get(claim.part_of or ""), parts[claim.part_of or ""]) for claim in found]


def _of_another_status(part: Claim, whole: Claim) -> bool:
    """Tell whether none of a whole's people can be of a part's: no policeman is a civilian."""
    one, other = STATUSES.intersection(part.group), STATUSES.intersection(whole.group)
    return bool(one and other) and one.isdisjoint(other)


def _listed(claim: Claim, whole: Claim | None, parts: Sequence[Claim]) -> Claim:
    """Make no claim a part of a number that is smaller than its parts together: they stand in one list.

    "Two guards, a driver and two clerks": three are no part of two. Counts of people by age and sex may
    overlap.
    """
    if whole is None or claim.measure != whole.measure or whole.count.high is None:
        return claim
    alike = [
        part for part in parts if part.measure == whole.measure and not _OVERLAPPING.intersection(part.group)
    ]
    more = sum(part.count.low or 0 for part in alike) > whole.count.high
    return replace(claim, part_of=None) if more and claim in alike else claim


def _of_fewer(claim: Claim, parts: Sequence[Claim]) -> Claim:
    """Take from a bare number the group that another part of its whole names with fewer people.

    "110 injured, among them 17 children: 30 are in hospital": the 30 are not all children.
    """
    if not claim.group or _WORD.search(claim.evidence.quote):
        return claim
    fewer = any(
        part.group == claim.group
        and _WORD.search(part.evidence.quote)
        and (part.count.high or 0) < (claim.count.low or 0)
        for part in parts
    )
    return replace(claim, group=()) if fewer else claim


def _another_voice_later(part: Claim, whole: Claim, text: str) -> bool:
    voices = [claim.speaker.id if claim.speaker is not None else None for claim in (part, whole)]
    later = "\n" in text[part.evidence.end : whole.evidence.start]
    return voices[0] != voices[1] and later


def _in_points(
    claims: Sequence[Claim], speakers: Sequence[Speaker], text: str, data: AccountData
) -> list[Claim]:
    """Give the figures of an account in points ("summed up in six points:") to whoever gives the account.

    It goes on until a paragraph names a speaker of its own.
    """
    paragraphs = _paragraphs(text)
    found = {claim.id: claim for claim in claims}
    for index, (start, end) in enumerate(paragraphs):
        teller = _opens(start, text[start:end], speakers, data)
        if teller is None:
            continue
        for first, last in paragraphs[index + 1 : index + 1 + MOST_POINTS]:
            told = [claim for claim in claims if first <= claim.evidence.start < last]
            if any(claim.speaker is not None and claim.speaker.id != teller.id for claim in told):
                break
            for claim in told:
                if claim.speaker is None:
                    found[claim.id] = replace(claim, speaker=teller)
    return list(found.values())


def _opens(start: int, paragraph: str, speakers: Sequence[Speaker], data: AccountData) -> Attribution | None:
    """Give the one speaker whose account a paragraph opens, or `None`."""
    if not paragraph.rstrip().endswith(":") or not any(word in paragraph.casefold() for word in data.opening):
        return None
    named = [
        Attribution(id=speaker.id, name=speaker.name, start=m.start, end=m.end, kind=speaker.kind)
        for speaker in speakers
        for m in speaker.mentions
        if start <= m.start < start + len(paragraph)
    ]
    return named[0] if len({teller.id for teller in named}) == 1 else None


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Give the lines of a text that hold words, as offsets."""
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found
