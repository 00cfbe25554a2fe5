"""Measures by the words around a count: what the model thinks of each count is held against its sentence.

In "108 casualties, including 15 children" and in "108 casualties, 15 of them children" the part counts what
the whole counts, and has its speaker. In a
telegraphic sentence ("In critical condition: 5 children and 14 adults") the label says what is counted. Of
the rarer measures, which the model has seen little of, one that its sentence has no word for gives way to one
that it has.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from tollbook.extracting.headlines import headline
from tollbook.extracting.heads import MEASURES
from tollbook.extracting.mentions import Mention
from tollbook.extracting.scan import HarmWords
from tollbook.text import Words

RARE = frozenset({"abducted", "rescued", "trapped", "surrendered", "evacuated", "displaced", "missing"})
"""Measures that the model has seen little of and takes for one another."""

TAKEN_FROM = frozenset({"damaged", "destroyed", "seized"})
HELD = frozenset({"detained", "abducted"})

LONGEST_LABEL = 6
"""A label, with its colon, has so many words at most."""


class LinkData(Struct, frozen=True):
    """The part `links` of a language pack: words between two count expressions that tie them together.

    `base` may stand between "of" and the number of those there ("23 of the 54 passengers"), and `relative`
    begins what is told of them ("of the 12 who died"); `back` are words by which a part points back to its
    whole ("15 of them"), `ends` what ends its clause; `naming` and `listing` stand between two mentions of
    one victim and between two victims; `singular` and `plural` are verbs that tell one victim from several;
    `helping` are the verbs that stand before a word of harm ("had been injured"), `hit` and `fatally` tell of
    people hit and of those of them who died ("4 shot, 2 fatally"), `killing` verbs, word by word, between
    those who kill and those whom they kill, `own` stands before whom they know, `parting` never between a
    noun and its verb; `compared` are words between two counts and two earlier ones ("up from 4 and 11"),
    `ranging` words before two ends of one range ("ranges from dozens to 61"); `people` are words of harm
    that say who somebody is ("18 of them prisoners"), `among` points back from behind ("two boys among
    them"), `others` stand for things named before, and `taking` beside them ("14 others seized").
    """

    including: frozenset[str]
    filling: frozenset[str]
    of: frozenset[str]
    base: frozenset[str]
    relative: frozenset[str]
    back: frozenset[str]
    ends: frozenset[str]
    naming: frozenset[str]
    listing: frozenset[str]
    singular: frozenset[str]
    plural: frozenset[str]
    helping: frozenset[str]
    hit: frozenset[str]
    fatally: frozenset[str]
    killing: frozenset[tuple[str, ...]]
    own: frozenset[str]
    parting: frozenset[str]
    compared: frozenset[str]
    people: frozenset[str]
    among: frozenset[tuple[str, ...]]
    others: frozenset[str]
    taking: frozenset[str]
    ranging: frozenset[str]


def agree(
    mentions: Sequence[Mention],
    words: Words,
    ranges: Sequence[tuple[int, int]],
    harm: HarmWords,
    links: LinkData,
) -> list[Mention]:
    """Give the mentions with one measure and one speaker for those that are tied together.

    `ranges` are the sentences of the text as word indices.
    """
    found: list[Mention] = []
    group: list[Mention] = []
    for mention in mentions:
        if group and not _tied(group[-1], mention, words, harm, links):
            found.extend(_alike(group))
            group = []
        group.append(mention)
    found += _alike(group)
    found = _of_one_voice([_heard_before(mention, words, ranges) for mention in found], words, links)
    found = _of_the_sentence(found, ranges)
    worded = [_worded(mention, words.lower[slice(*ranges[mention.sentence])], harm) for mention in found]
    labelled = [_labelled(mention, ranges[mention.sentence][0], words, harm, links) for mention in worded]
    return _adding_up(_compared(_taken(labelled, words, links), words, links), words, harm)


def _adding_up(mentions: Sequence[Mention], words: Words, harm: HarmWords) -> list[Mention]:
    """Give parts behind a dash that add up to the number before it its measure ("7 – 4 men and 3 boys")."""
    found = list(mentions)
    for at, whole in enumerate(found):
        if words.lower[whole.last + 1 : whole.last + 2] not in (["-"], ["–"], ["—"]):
            continue
        total = 0
        for behind in range(at + 1, len(found)):
            part = found[behind]
            total += part.count.low or 0
            exact = part.count.low == part.count.high and part.sentence == whole.sentence
            if not exact or _own_word(part, words, harm) or total > (whole.count.low or 0):
                break
            if total == whole.count.low == whole.count.high and behind > at + 1:
                parts = found[at + 1 : behind + 1]
                found[at + 1 : behind + 1] = [
                    replace(m, measure=whole.measure, whole=whole.count.anchor) for m in parts
                ]
                break
    return found


def _taken(mentions: Sequence[Mention], words: Words, links: LinkData) -> list[Mention]:
    """Take "nine trucks destroyed, 14 others seized" for things: nobody is detained or abducted there."""
    found = list(mentions)
    for at, (one, other) in enumerate(pairwise(mentions)):
        beside = {words.lower[other.count.first - 1], *words.lower[other.last + 1 : other.last + 2]}
        others = other.last == other.count.last or words.lower[other.last] in links.others
        things = one.sentence == other.sentence and found[at].measure in TAKEN_FROM
        if things and others and other.measure in HELD and not links.taking.isdisjoint(beside):
            found[at + 1] = replace(other, measure="seized")
    return found


def _compared(mentions: Sequence[Mention], words: Words, links: LinkData) -> list[Mention]:
    """Give two bare numbers the measures of the two that they are compared with ("up from 4 and 11")."""
    found = list(mentions)
    for at in range(len(found) - 3):
        one, two, earlier, last = found[at : at + 4]
        between = words.lower[two.last + 1 : earlier.count.first]
        joined = words.lower[earlier.last + 1 : last.count.first]
        alike = one.sentence == last.sentence and one.measure != two.measure
        bare = all(m.last == m.count.last and m.count.kind == "number" for m in (earlier, last))
        set_apart = "," in between[:3] and not links.compared.isdisjoint(between)
        if alike and bare and set_apart and len(joined) == 1 and joined[0] in links.listing:
            found[at + 2] = replace(earlier, measure=one.measure)
            found[at + 3] = replace(last, measure=two.measure)
    return found


def _heard_before(mention: Mention, words: Words, ranges: Sequence[tuple[int, int]]) -> Mention:
    """Take from a mention a speaker who first speaks in a later paragraph: the report has said it by then.

    A headline may be of whoever speaks below it.
    """
    speaker, end = mention.speaker[0], ranges[mention.sentence][1]
    later = [first for first in words.paragraphs if end <= first <= speaker]
    if not later or mention.count.first < headline(words):
        return mention
    return replace(mention, speaker=(-1, -1), via=(-1, -1))


def _worded(mention: Mention, sentence: Sequence[str], harm: HarmWords) -> Mention:
    """Give a mention of a rare measure without a word in its sentence the likeliest rare one that has one."""
    if mention.measure not in RARE or mention.in_words:
        return mention
    told = RARE & frozenset().union(*map(harm.measures, sentence))
    if not told or mention.measure in told:
        return mention
    likeliest = max(sorted(told), key=lambda m: float(mention.opinion.measures[MEASURES.index(m)]))
    return replace(mention, measure=likeliest)


def _labelled(mention: Mention, first: int, words: Words, harm: HarmWords, links: LinkData) -> Mention:
    """Give a mention the measure of its label, where only that and counts stand before it in its sentence."""
    lower = words.lower
    label = range(first, min(first + LONGEST_LABEL, mention.count.first))
    colon = next((i for i in label if lower[i] == ":"), None)
    if colon is None or any(harm.measures(word) for word in lower[colon + 1 : mention.count.first]):
        return mention
    named = [harm.measures(word) for word in lower[first:colon]]
    sole = {measure for measures in named if len(measures) == 1 for measure in measures}
    if sole == {"killed", "injured"}:
        sole = {"casualties"}  # GUIDE: "15 killed and wounded" undivided
    elif len(sole) > 1 and links.listing.isdisjoint(lower[first:colon]):
        sole = set(named[-1]) - {"casualties"}  # "Homes damaged: 200": the last word says what befell them
    return replace(mention, measure=sole.pop()) if len(sole) == 1 else mention


def _tied(one: Mention, other: Mention, words: Words, harm: HarmWords, links: LinkData) -> bool:
    """Tell whether one mention includes the other: only words of inclusion stand between them."""
    if one.sentence != other.sentence or other.count.first <= one.last:
        return False
    apart = words.lower[one.last + 1 : other.count.first]
    between = _behind_the_verb(apart, one.measure, harm, links)
    if not between or _own_word(other, words, harm):
        return False
    known = all(word in links.including or word in links.filling for word in between)
    if other.in_words:
        # "Seven rebels, including two women, surrendered": what the part did, the whole did without a verb.
        verbless = len(between) == len(apart) and not one.in_words and not _own_word(one, words, harm)
        return verbless and known and not links.including.isdisjoint(between)
    if not known:
        near = len(between) <= LONGEST_LABEL and links.parting.isdisjoint(set(between) - {","})
        near = near and frozenset().union(*map(harm.measures, between)) <= {one.measure, "casualties"}
        back = near and _points_back(other, words.lower, harm, links)
        return back or _included(one, other, between, harm, links)
    return any(word in links.including for word in between) or _points_back(other, words.lower, harm, links)


def _included(one: Mention, other: Mention, between: Sequence[str], harm: HarmWords, links: LinkData) -> bool:
    """Tell whether a word of inclusion stands right before a part, and no harm but the whole's before that.

    "Seven members of the front, including four women, surrendered": what the seven did, the women did.
    """
    last = next((word for word in reversed(between) if word not in links.filling), "")
    told = frozenset().union(*map(harm.measures, between))
    return other.whole == one.count.anchor and last in links.including and told <= {one.measure}


def _behind_the_verb(between: Sequence[str], measure: str, harm: HarmWords, links: LinkData) -> Sequence[str]:
    """Give the words behind the verb that says what the first count counts ("110 were hurt, 17 of …")."""
    verb = len(list(takewhile(lambda word: word in links.helping, between)))
    if verb and verb < len(between) and measure in harm.measures(between[verb]):
        return between[verb + 1 :]
    return between


def _points_back(mention: Mention, lower: Sequence[str], harm: HarmWords, links: LinkData) -> bool:
    """Tell whether a count is one "among them", or "of them" in a clause with no word of harm for itself."""
    at = mention.count.last + 1
    if tuple(lower[mention.last + 1 : mention.last + 3]) in links.among:
        return True
    if len(lower) < at + 2 or lower[at] not in links.of or lower[at + 1] not in links.back:
        return False
    rest = takewhile(lambda word: word not in links.ends, lower[at + 2 :])
    return not any(harm.measures(word) for word in rest if word not in links.people)


def _own_word(mention: Mention, words: Words, harm: HarmWords) -> bool:
    """Tell whether a word of harm stands within the count expression itself ("12 dead")."""
    return any(harm.measures(word) for word in words.lower[mention.count.last + 1 : mention.last + 1])


def _of_one_voice(mentions: Sequence[Mention], words: Words, links: LinkData) -> list[Mention]:
    """Give counts of one measure that only "and" joins ("12 adults and two children") to one speaker."""
    found: list[Mention] = []
    for mention in mentions:
        before = found[-1] if found else None
        if before is not None and _joined(before, mention, words, links):
            surest = max(before, mention, key=lambda m: m.opinion.speaker_confidence)
            found[-1] = replace(before, speaker=surest.speaker, via=surest.via)
            mention = replace(mention, speaker=surest.speaker, via=surest.via)
        found.append(mention)
    return found


def _of_the_sentence(mentions: Sequence[Mention], ranges: Sequence[tuple[int, int]]) -> list[Mention]:
    """Give who speaks at the end of a sentence the counts before, also where the model hears nobody.

    "leaving 9 dead and 12,000 homeless, the agency said": the agency says both.
    """
    behind: dict[int, Mention] = {}
    found: list[Mention] = []
    for mention in reversed(mentions):
        end = ranges[mention.sentence][1]
        if mention.last < mention.speaker[0] < end:
            behind.setdefault(mention.sentence, mention)
        later = behind.get(mention.sentence)
        if later and mention.speaker[0] < 0:
            mention = replace(mention, speaker=later.speaker, via=later.via)
        found.append(mention)
    return found[::-1]


def _joined(one: Mention, other: Mention, words: Words, links: LinkData) -> bool:
    between = words.lower[one.last + 1 : other.count.first]
    alike = one.sentence == other.sentence and one.measure == other.measure
    return alike and bool(between) and all(word in links.listing for word in between)


def _alike(group: Sequence[Mention]) -> list[Mention]:
    if len(group) < 2:
        return list(group)
    measures = np.sum([np.log(m.opinion.measures[1:] + 1e-6) for m in group], axis=0)
    said = {m.measure for m in group if m.in_words}
    best = said.pop() if len(said) == 1 else MEASURES[1 + int(measures.argmax())]
    surest = max(group, key=lambda m: m.opinion.speaker_confidence)
    anchors = {mention.count.anchor for mention in group}
    first = group[0]
    return [
        replace(
            m,
            measure=best,
            speaker=surest.speaker,
            via=surest.via,
            whole=m.whole if m is first or m.whole in anchors else first.count.anchor,
        )
        for m in group
    ]
