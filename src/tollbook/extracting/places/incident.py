"""The place of the main incident, chosen among the places of the text by where the harm is told."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from tollbook.extracting.places.words import PlaceWords, place_words
from tollbook.model import Offsets, Place, PlaceMention

_LINE_ENDS = "\n\u2028\u2029"
_TITLE_AND_LEAD = 400
_LISTED = 3.0
_HOLDING = 4.0
_BELONGS = 4.0
_SEATED = 14.0
_VOICE = 6.0
_DATELINE_REACH = 40
_UPPER = "A-ZÀ-ÖØ-ÞŁŚŽŠČĐİ"
_DATELINE = re.compile(
    rf"[{_UPPER}][{_UPPER}'’ .-]{{2,}}(?:,\s[A-Z][\w .]+)?\s*(?:\([^)\n]{{2,40}}\)\s*)?[-–—:]"
    rf"|[{_UPPER}][{_UPPER}'’ .-]{{2,}},\s[A-Z][a-z]+\s*\("
    rf"|[{_UPPER}][{_UPPER}'’ .-]{{2,}},\s(?:[A-Z][a-z]{{2,8}}\.?\s\d{{1,2}}|\d{{1,2}}\s[A-Z][a-z]{{2,8}})\b"
)


class PlaceChoice(Struct, frozen=True):
    """The place chosen, its mention, and the reason; all empty where no place of the text will do."""

    place: Place | None
    mention: PlaceMention | None
    because: str


def incident_place(
    text: str,
    mentions: Sequence[PlaceMention],
    harm: Sequence[Offsets],
    sentences: Sequence[Offsets],
    language: str = "en",
) -> PlaceChoice:
    """Choose where the incident happened that the claims at `harm` count.

    A place speaks for itself by standing in a sentence with a claim, or in the title and lead; by a word of
    place before it ("in", "near"); by being narrow. Adjectives of countries, datelines and names inside the
    name of a body ("Kabul University") speak for little. Without claims the first sentences count. A finer
    place of the same sentence that the best one holds is preferred to it. Where the narrowest name is in no
    gazetteer, the place that holds it is given, and the reason says so.
    """
    words = place_words(language)
    focus = _focus(harm, sentences)
    listed = _listed(text, mentions, words)
    holding = _holding(text, mentions, words)
    scored = [
        (
            _score(text, mention, focus, sentences, words)
            - 0.05 * order
            - _LISTED * (order in listed)
            - _HOLDING * (order in holding),
            -order,
            mention,
        )
        for order, mention in enumerate(mentions)
        if mention.place is not None
        and mention.place.lat is not None
        and not _names_a_clock(text, mention, words)
    ]
    if not scored:
        return PlaceChoice(None, None, "the text names no place that a gazetteer knows")
    best = max(scored)[2]
    while (finer := _finer(best, scored, sentences)) is not None:
        best = finer
    return PlaceChoice(best.place, best, f"«{best.quote}»: " + best.because)


def _names_a_clock(text: str, mention: PlaceMention, words: PlaceWords) -> bool:
    """Whether a town stands for its time of day: "16:00 New York time", "when clocks in Moscow show"."""
    if text[max(0, mention.start - 30) : mention.start].rstrip().lower().endswith(words.clocks_before):
        return True
    behind = text[mention.end : mention.end + 24].split(maxsplit=1)
    return bool(behind) and behind[0].strip(",.;:)").lower() in words.clocks


def _listed(text: str, mentions: Sequence[PlaceMention], words: PlaceWords) -> set[int]:
    """The mentions in a list of divisions of one rank: none of them alone is the place of the harm."""
    found: set[int] = set()
    for number, (left, right) in enumerate(pairwise(mentions)):
        if left.place is None or right.place is None or left.place.precision != right.place.precision:
            continue
        if text[left.end : right.start].strip(" \n") in words.lists and left.place.precision in (3, 4):
            found |= {number, number + 1}
    return found


def _holding(text: str, mentions: Sequence[PlaceMention], words: PlaceWords) -> set[int]:
    """The mentions that only say where the place named just before them lies: "Lor District in Nur"."""
    return {
        number + 1
        for number, (left, right) in enumerate(pairwise(mentions))
        if left.place is not None
        and left.place.lat is not None
        and right.place is not None
        and (left.place.precision or 9) <= (right.place.precision or 9)
        and text[left.end : right.start].strip(" ,\n").lower() in words.holding
    }


def _finer(
    best: PlaceMention, scored: Sequence[tuple[float, int, PlaceMention]], sentences: Sequence[Offsets]
) -> PlaceMention | None:
    """The likeliest narrower place that stands in the same sentence and lies in the best one."""
    sentence = next((s for s in sentences if s.start <= best.start < s.end), None)
    if sentence is None or best.place is None or (best.place.precision or 0) < 3:
        return None
    inside = [
        entry for entry in scored
        if sentence.start <= entry[2].start < sentence.end and _holds(best.place, entry[2].place)
    ]  # fmt: skip
    return max(inside)[2] if inside else None


def _holds(wide: Place, narrow: Place | None) -> bool:
    """Whether a division or country holds a place, by their names."""
    if narrow is None or wide.country != narrow.country or (narrow.precision or 9) >= (wide.precision or 0):
        return False
    if wide.precision == 4:
        return wide.admin1 == narrow.admin1
    return wide.precision == 6 or (
        wide.precision == 3 and (wide.admin1, wide.admin2) == (narrow.admin1, narrow.admin2)
    )


def _focus(harm: Sequence[Offsets], sentences: Sequence[Offsets]) -> dict[int, float]:
    """How much each sentence speaks for the place of the incident, by its number."""
    weights: dict[int, float] = {}
    rank = 0
    for number, sentence in enumerate(sentences):
        if any(sentence.start <= claim.start < sentence.end for claim in harm):
            weights[number] = max(weights.get(number, 0.0), 6.0 - rank)
            rank = min(rank + 1, 3)
            weights[number - 1] = max(weights.get(number - 1, 0.0), 3.5 - rank)
            weights[number + 1] = max(weights.get(number + 1, 0.0), 2.5 - rank)
    if not weights:
        weights = {number: 5.0 - number for number in range(min(5, len(sentences)))}
    return weights


def _abbreviated(text: str, mention: PlaceMention, before: Sequence[str], words: PlaceWords) -> bool:
    """Whether initials of a country stand before a noun as an adjective does: "UK citizens", "US jets"."""
    behind = re.match(r"\s([a-z]+)", text[mention.end : mention.end + 30])
    if behind is None or not mention.quote.replace(".", "").isupper() or (before and before[-1] in words.at):
        return False
    return behind[1] not in words.at | words.toward


def _score(
    text: str, mention: PlaceMention, focus: dict[int, float], sentences: Sequence[Offsets], words: PlaceWords
) -> float:
    place = mention.place
    assert place is not None
    number = bisect_right(sentences, mention.start, key=lambda s: s.start) - 1
    score = focus.get(number, 0.0) + (1.5 if mention.start < _TITLE_AND_LEAD else 0.0)
    before = text[max(0, mention.start - 40) : mention.start].lower()
    aside = words.belongs.search(before) or words.away.search(before)
    score -= _BELONGS if aside else 0.0
    last = re.findall(r"[\w-]+", before)[-2:]
    if any(w in words.at for w in last) or words.near.search(before) or words.bearing.search(before):
        score += 2.5
    elif last and last[-1] in ("to", "from", "for"):
        score -= 1.0
    if place.precision == 6:
        attribute = mention.because.startswith("an adjective") or _abbreviated(text, mention, last, words)
        score -= 14.0 if attribute else 3.0
    score += {1: 2.0, 2: 1.8, 3: 1.2, 4: 0.0}.get(place.precision or 6, 0.0)
    first = max(0, mention.start - _DATELINE_REACH)
    line = max(first - 1, *(text.rfind(mark, first, mention.start) for mark in _LINE_ENDS)) + 1
    dateline = _DATELINE.match(text, line)
    if dateline and mention.start < dateline.end():
        score -= 5.0
    after = re.match(r"(['’]s)?\s+([\w-]+)", text[mention.end : mention.end + 30])
    if after and (after[1] or after[2].lower() in words.bodies):
        score -= 3.0
    if after and not after[1] and after[2].lower() in words.voicing:
        score -= _VOICE
    if place.precision == 6 and last and last[-1] == "by":
        score -= _VOICE
    if words.seated.match(text, mention.end):
        score -= _SEATED
    if words.captions.search(text, sentences[number].start if number >= 0 else 0, mention.start):
        score -= _BELONGS
    return score
