"""Mentions: the count expressions of a report that count harm, with what the model thinks of each.

Rules propose every count expression with its bounds; the model judges which of them count harm, what they
count, and who says so. Victims without a count ("civilians were killed", a name) are proposed by the model
alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from tollbook.extracting.heads import KINDS, MEASURES, Array, Opinion, Shown
from tollbook.extracting.numbers import CountExpression
from tollbook.extracting.pack import Pack
from tollbook.extracting.plain import NOBODY, said_before, said_behind, surely_befallen
from tollbook.extracting.scan import Looked, look
from tollbook.extracting.windows import Window, windows
from tollbook.model import Furniture
from tollbook.text import Words, sentences

LONGEST_SENTENCE = 110
"""Longer sentences are read in pieces of this many words."""

MOST_WINDOWS = 300
"""So many windows of one text are read, which is that of a book-length report; a longer one is cut there."""

LOOK_FLOOR = 0.5
"""The words beside a count expression are looked at when the model is so sure that it counts harm."""

CLAIM_FLOOR = 0.9
"""A count expression is taken for a claim when the model, or plain words, are so sure that it counts harm."""


PLAIN_KINDS = frozenset({"number", "vague"})
"""Kinds of counts that plain words may make claims of."""

THINGS = frozenset({"damaged", "destroyed", "seized", "launched", "intercepted"})
"""Measures that count things."""

PERSONAL = frozenset({"casualties"})
"""Measures of people whose plain words are said of things too ("neutralised a bunker")."""

SURE = 0.9
"""How sure a claim is that plain words make."""


class Mention(Struct, frozen=True):
    """A count expression that counts harm; indices are word indices of the text.

    `in_words` marks one whose measure plain words name, and not the model.
    """

    count: CountExpression
    measure: str
    confidence: float
    last: int
    opinion: Opinion
    speaker: tuple[int, int]
    via: tuple[int, int]
    whole: int
    sentence: int
    in_words: bool = False


def sentence_ranges(text: str, words: Words, furniture: Sequence[Furniture] = ()) -> list[tuple[int, int]]:
    """Give the sentences of a text as ranges of word indices, long ones in pieces, none of its furniture."""
    starts = [part.start for part in furniture]
    found: list[tuple[int, int]] = []
    for start, end in sentences(text):
        around = bisect_right(starts, start) - 1
        if around >= 0 and end <= furniture[around].end:
            continue
        first, last = words.at(start), words.at(end - 1) + 1
        first = max(first, found[-1][1] if found else 0)
        while last - first > LONGEST_SENTENCE:
            found.append((first, first + LONGEST_SENTENCE))
            first += LONGEST_SENTENCE
        if last > first:
            found.append((first, last))
    return found


class HarmRead(Struct, frozen=True):
    """What was read for harm: the sentences, which of them were worth it, and the states of their words.

    From the word `cut` on nothing was read, where there is more harm in a text than is read of one.
    """

    ranges: Sequence[tuple[int, int]]
    looked: Looked
    windows: Sequence[Window]
    states: Sequence[Array]
    cut: int | None = None


def read_harm(words: Words, ranges: Sequence[tuple[int, int]], pack: Pack) -> HarmRead:
    """Read the sentences of a text that may tell of harm."""
    looked = look(words, ranges, pack.harm, pack.numbers, pack.sieve)
    shown = windows(words, ranges, looked.live, pack.vocabulary) if any(looked.live) else []
    cut = min(shown[MOST_WINDOWS].reads) if len(shown) > MOST_WINDOWS else None
    shown = shown[:MOST_WINDOWS]
    return HarmRead(ranges, looked, shown, pack.encoder.states(shown), cut)


def find_mentions(words: Words, read: HarmRead, pack: Pack) -> list[Mention]:
    """Give every mention of harm in the text, in text order."""
    of_word = _sentence_of(read.ranges, len(words))
    found: list[Mention] = []
    for part in zip(read.windows, read.states, strict=True):
        found.extend(_in_window(words, part, read.looked.counts, of_word, pack))
    return sorted(found, key=lambda m: m.count.anchor)


def _sentence_of(ranges: Sequence[tuple[int, int]], size: int) -> list[int]:
    found = [-1] * size
    for index, (first, last) in enumerate(ranges):
        found[first:last] = [index] * (last - first)
    return found


def _in_window(
    words: Words,
    read: tuple[Window, Array],
    counts: Sequence[CountExpression],
    of_word: Sequence[int],
    pack: Pack,
) -> list[Mention]:
    window, states = read
    position = {word: i for i, word in enumerate(window.words)}
    reads = window.reads
    here = [c for c in counts if c.anchor in reads and c.anchor in position]
    taken = {word for c in here for word in range(c.first, c.last + 1)}
    here += [c for c in _bare(window, pack.heads.tags(states)) if c.anchor in reads and c.anchor not in taken]
    places = [
        (position[c.anchor], position.get(c.last, position[c.anchor]), KINDS.index(c.kind)) for c in here
    ]
    sentences_shown = np.asarray([of_word[word] for word in window.words])
    plainly = [_plainly(c, words.lower, pack) for c in here]
    floors = [0.0 if measure not in (None, NOBODY) else LOOK_FLOOR for measure in plainly]
    opinions = pack.heads.opinions(Shown(states, sentences_shown), places, floors)
    found = [
        _worded(_mention(count, opinion, window, of_word), measure, words.lower, pack)
        for count, opinion, measure in zip(here, opinions, plainly, strict=True)
        if opinion
    ]
    return [each for each in found if each.measure != NOBODY and each.confidence >= CLAIM_FLOOR]


def _plainly(count: CountExpression, lower: Sequence[str], pack: Pack) -> str | None:
    measure = said_before(lower, count.first, pack.plain.before)
    if measure is None and count.kind == "number":
        return surely_befallen(lower, count.last, pack.plain)
    return measure if measure == NOBODY or count.kind in PLAIN_KINDS else None


def _worded(mention: Mention, before: str | None, lower: Sequence[str], pack: Pack) -> Mention:
    """Give a mention the measure that plain words name, where the model thinks otherwise."""
    behind = said_behind(lower, mention.last, pack.plain) or said_behind(
        lower, mention.count.last, pack.plain
    )
    measure = before or behind or _done(mention, lower, pack)
    if measure in PERSONAL and mention.measure in THINGS:
        return mention
    if measure is None or (measure == mention.measure and mention.confidence >= SURE):
        return mention
    last = mention.last
    noun = lower[last + 1] if last == mention.count.last and last + 1 < len(lower) else ""
    if pack.nouns.is_plural(noun):
        last += 1
    return replace(mention, measure=measure, confidence=SURE, last=last, in_words=True)


def _done(mention: Mention, lower: Sequence[str], pack: Pack) -> str | None:
    """Give the measure of the verb right before a count, unless a word of harm stands with or behind it."""
    told = lower[mention.count.last + 1 : mention.last + 2]
    if any(pack.harm.measures(word) for word in told):
        return None
    return said_before(lower, mention.count.first, pack.plain.doing)


def _bare(window: Window, tags: Array) -> list[CountExpression]:
    """Give the stretches of words that the model marks as victims without a count."""
    found: list[CountExpression] = []
    best = tags.argmax(-1)
    start = -1
    for i in range(len(best) + 1):
        tag = best[i] if i < len(best) else 0
        if start >= 0 and tag != 2:
            first, last = window.words[start], window.words[i - 1]
            found.append(CountExpression(first, first, last, "bare", None, None))
            start = -1
        if tag == 1:
            start = i
    return found


def _mention(count: CountExpression, opinion: Opinion, window: Window, of_word: Sequence[int]) -> Mention:
    measure = 1 + int(np.argmax(opinion.measures[1:]))
    last = max(count.last, window.words[min(opinion.end, len(window.words) - 1)])
    if last - count.last > 20 or of_word[last] != of_word[count.anchor]:
        last = count.last
    whole = int(np.argmax(opinion.whole)) - 1
    return Mention(
        count,
        MEASURES[measure],
        float(1 - opinion.measures[0]),
        last,
        opinion,
        _words_of(opinion.speaker, window),
        _words_of(opinion.via, window),
        window.words[whole] if whole >= 0 else -1,
        of_word[count.anchor],
    )


def _words_of(positions: tuple[int, int], window: Window) -> tuple[int, int]:
    if positions[0] < 0:
        return (-1, -1)
    first, last = window.words[positions[0]], window.words[positions[1]]
    return (first, last) if last - first == positions[1] - positions[0] else (first, first)
