"""The time of the main incident, and the times of a claim, chosen among the times of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

from msgspec import Struct

from tollbook.extracting.times.anchors import NOTHING_KNOWN, TimeContext, is_dateline, published_day
from tollbook.extracting.times.finding import PAIR
from tollbook.extracting.times.words import TimeWords, time_words
from tollbook.model import ClaimTimes, Offsets, Span, TimeMention, When
from tollbook.model.when import Ground

Role = Literal["event", "said", "as_of", "future", "aftermath", "background", "dateline"]

_REACH = 64
_TOLL_REACH = 140
_SENTENCE_END = re.compile(r"[.!?:]\s+|[\n\u2028\u2029]")
_CUED: tuple[Role, ...] = ("said", "as_of", "aftermath", "background", "future")
_ROLE_COST: dict[Role, float] = {
    "event": 0.0, "said": 12.0, "as_of": 12.0, "future": 12.0, "aftermath": 5.0, "background": 4.0,
    "dateline": 12.0,
}  # fmt: skip
_LEAD = 400
_BESIDE = 24
_OCCASION = 3.0
_LEAST = -1.5


class TimeChoice(Struct, frozen=True):
    """The time chosen, its mention, and the reason; both empty where no time of the text will do."""

    when: When | None
    mention: TimeMention | None
    because: str


def as_when(mention: TimeMention, ground: Ground = "words", *, closely: bool = False) -> When | None:
    """Give the time that a mention names as a noun, or `None` where it is not settled.

    Of a part of a day it is the day, or with `closely` the UTC moments between which that part lies.
    """
    if mention.utc is None or mention.precision is None:
        return None
    within = mention.stretch if closely else None
    start, _, end = (within or mention.utc).partition("/")
    evidence = Span(start=mention.start, end=mention.end, quote=mention.quote)
    precision = "time" if within else mention.precision
    return When(start=start, end=end or start, precision=precision, ground=ground, evidence=evidence)


def role_of(text: str, mention: TimeMention, words: TimeWords) -> Role:
    """Say what a time expression is the time of: the event, unless the words beside it say otherwise."""
    if mention.precision in ("day", None) and is_dateline(text, mention):
        return "dateline"
    if _of_an_occasion(text, mention, words):
        return "event"
    if words.pack.days.get(mention.quote.casefold(), 0) > 0:
        return "future"
    before = text[max(0, mention.start - _REACH) : mention.start]
    for role in _CUED:
        if words.cues[role].search(before):
            return role
    if words.grown.search(text[max(0, mention.start - _TOLL_REACH) : mention.start]):
        return "as_of"
    if words.said_next.match(text, mention.end):
        return "said"
    return _role_at_opening(text, mention, words) if _opens(before, words) else "event"


def _of_an_occasion(text: str, mention: TimeMention, words: TimeWords) -> bool:
    """Whether a named day stands before what happened on it: "Monday's blast", "the July 4 flood"."""
    *_, last = re.split(r"[\s,]+", mention.quote.casefold().removesuffix("'s").removesuffix("’s"))
    named = last in words.weekdays or last in words.months or last.rstrip("stndrh").isdigit()
    return named and words.occasion.match(text, mention.end) is not None


def _opens(before: str, words: TimeWords) -> bool:
    return words.opening.fullmatch(_SENTENCE_END.split(before)[-1]) is not None


def _role_at_opening(text: str, mention: TimeMention, words: TimeWords) -> Role:
    """Give the role of a time that opens its sentence by the verb behind it.

    "On Monday the mayor said …" is a time of saying, "On Monday the toll rose to …" an as-of time.
    """
    if words.said_behind.match(text, mention.end):
        return "said"
    return "as_of" if words.growing.match(text, mention.end) else "event"


def _roles(text: str, mentions: Sequence[TimeMention], words: TimeWords) -> dict[int, Role]:
    """Give the role of every mention by its offset; of one moment told in two zones both have one role."""
    found: dict[int, Role] = {}
    last: TimeMention | None = None
    for mention in mentions:
        role = role_of(text, mention, words)
        if role == "event" and last and "time" in (mention.precision, last.precision):
            role = found[last.start] if PAIR.fullmatch(text[last.end : mention.start]) else role
        found[mention.start] = role
        last = mention
    return found


def event_time(
    text: str, mentions: Sequence[TimeMention], harm: Sequence[Offsets], sentences: Sequence[Offsets],
    context: TimeContext = NOTHING_KNOWN,
) -> TimeChoice:  # fmt: skip
    """Choose when the incident happened that the claims at `harm` count.

    The day of publication is never taken. A time speaks for itself by standing in a sentence with a claim,
    or just before one, or in the lead; a day or a moment more than a month or a year. Times of saying
    ("said on Monday"), as-of times, times to come and datelines are not taken. Where the best time is not
    settled (no year, no anchor), the answer is `None` with the reason; no other time is taken instead.
    """
    words = time_words(context.language)
    roles = _roles(text, mentions, words)
    scene = _Scene(text, harm, sentences, _weights(harm, sentences), words, roles)
    head = max(
        (m.start for m in mentions[:4] if m.start < _LEAD and roles[m.start] == "dateline"),
        default=0,
    )
    best: tuple[float, int] | None = None
    for order, mention in enumerate(mentions):
        if mention.precision == "period" and mention.utc is None:
            continue
        score = _score(scene, mention) - 0.1 * order
        if mention.start < head:
            score -= _ROLE_COST["dateline"]
        if best is None or score > best[0]:
            best = (score, order)
    if best is None or best[0] < _LEAST:
        return TimeChoice(None, None, "the text names no time of the event")
    mention = mentions[best[1]]
    because = f"«{mention.quote}»: {mention.because}"
    if mention.utc is None:
        mention = _settled_beside(mention, mentions, sentences) or mention
    return TimeChoice(as_when(mention), mention, because)


def _settled_beside(
    mention: TimeMention, mentions: Sequence[TimeMention], sentences: Sequence[Offsets]
) -> TimeMention | None:
    """A settled day in the same sentence, where a clock time alone was the best."""
    sentence = next((s for s in sentences if s.start <= mention.start < s.end), None)
    if sentence is None or mention.because != "a time of day without its day":
        return None
    return next(
        (m for m in mentions if sentence.start <= m.start < sentence.end and m.utc and m.precision == "day"),
        None,
    )


def _weights(harm: Sequence[Offsets], sentences: Sequence[Offsets]) -> dict[int, float]:
    weights: dict[int, float] = {}
    rank = 0.0
    for number, sentence in enumerate(sentences):
        if any(sentence.start <= claim.start < sentence.end for claim in harm):
            for step, worth in ((0, 6.0), (-1, 3.5), (1, 2.5), (-2, 2.0), (2, 1.5)):
                weights[number + step] = max(weights.get(number + step, 0.0), worth - rank)
            rank = min(rank + 1.0, 3.0)
    return weights or {number: 5.0 - number for number in range(min(5, len(sentences)))}


class _Scene(Struct, frozen=True):
    """What a time is weighed against: the claims of harm, and how much each sentence speaks for its times."""

    text: str
    harm: Sequence[Offsets]
    sentences: Sequence[Offsets]
    weights: dict[int, float]
    words: TimeWords
    roles: dict[int, Role]


def _score(scene: _Scene, mention: TimeMention) -> float:
    number = bisect_right(scene.sentences, mention.start, key=lambda s: s.start) - 1
    score = scene.weights.get(number, 0.0) + (1.5 if mention.start < _LEAD else 0.0)
    role = scene.roles[mention.start]
    if role == "aftermath" and any(mention.start - _BESIDE < c.end <= mention.start for c in scene.harm):
        role = "event"
    score -= _ROLE_COST[role]
    score -= {"month": 4.0, "week": 3.0, "year": 6.0, "period": 3.0}.get(mention.precision or "", 0.0)
    if mention.precision is None:
        score -= 4.0
    if mention.precision == "day" and _of_an_occasion(scene.text, mention, scene.words):
        score += _OCCASION
    if mention.quote.lower() in scene.words.pack.nights:
        score -= 2.0
        before = scene.text[max(0, mention.start - 8) : mention.start].split()
        if before and before[-1].lower() in scene.words.pack.articles:
            score -= 2.0  # "An overnight raid" says less than "last night".
    return score


def claim_times(
    text: str, claim: Offsets, mentions: Sequence[TimeMention], sentences: Sequence[Offsets],
    context: TimeContext = NOTHING_KNOWN,
) -> ClaimTimes:  # fmt: skip
    """Give the times of one claim: when it happened, as of when the count holds, and when it was said.

    Only what stands in the claim's own sentence is taken for `event` (the nearest time of the role) and
    `said`. `as_of` is, in this order, a stated as-of time ("as of Monday"), the time of the statement, and
    the publication (`ground` says which); `None` where none is known. Neither is later than the publication.
    """
    words = time_words(context.language)
    sentence = next((s for s in sentences if s.start <= claim.start < s.end), claim)
    near = sorted(
        (m for m in mentions if sentence.start <= m.start < sentence.end and m.utc is not None),
        key=lambda m: min(abs(m.start - claim.end), abs(claim.start - m.end)),
    )
    roles = _roles(text, sorted(near, key=lambda m: m.start), words)
    event = next((as_when(m, closely=True) for m in near if roles[m.start] == "event"), None)
    past = [m for m in near if not _to_come(m, context)]
    stated = next((as_when(m, closely=True) for m in past if roles[m.start] == "as_of"), None)
    said = next((as_when(m, "statement", closely=True) for m in past if roles[m.start] == "said"), None)
    return ClaimTimes(event=event, as_of=stated or said or _by_publication(context), said=said)


def _to_come(mention: TimeMention, context: TimeContext) -> bool:
    """Whether a time lies after the publication, wherever on Earth the report appeared."""
    day, _ = published_day(context)
    start = mention.utc[: len("2023-12-30")] if mention.utc else ""
    return day is not None and start > (day + timedelta(days=1)).isoformat()


def _by_publication(context: TimeContext) -> When | None:
    day, _ = published_day(context)
    if day is None:
        return None
    return When(start=day.isoformat(), end=day.isoformat(), precision="day", ground="publication")
