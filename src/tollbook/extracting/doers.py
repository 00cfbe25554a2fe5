"""Counts of one sentence told apart: who did the harm and who suffered it, and where a list goes on.

Takes: mentions in text order. Gives: those of the people harmed, each with the words of its own count.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from tollbook.extracting.agreeing import LinkData
from tollbook.extracting.mentions import Mention
from tollbook.text import Words

LONGEST_NAME = 8
"""Between a noun and its verb stand so many words at most, such as a name."""


def suffering(mentions: Sequence[Mention], words: Words, links: LinkData) -> list[Mention]:
    """Leave out those who did it: "five gunmen shot dead a guard" counts one dead.

    A number is of them where the verb behind it goes on to another count of the same harm. Of a list ("a
    teacher and a nurse") each quote holds what stands before the next count.
    """
    apart = [_cut(one, other, words, links) for one, other in pairwise(mentions)]
    apart += mentions[-1:]
    doers = {id(one) for one in apart if _number(one) and _harms_their_own(one, words, links)}
    doers |= {id(one) for one, other in pairwise(apart) if _number(one) and _harms(one, other, words, links)}
    return _some_died([mention for mention in apart if id(mention) not in doers], words, links)


def _some_died(mentions: Sequence[Mention], words: Words, links: LinkData) -> list[Mention]:
    """Take a number for people hit where the next one says how many of them died: "4 shot, 2 fatally"."""
    found = list(mentions)
    for index, (one, other) in enumerate(pairwise(mentions)):
        dead = one.measure == other.measure == "killed" and one.sentence == other.sentence
        between = words.lower[one.last + 1 : other.count.first]
        died = links.fatally.intersection(words.lower[other.last : other.last + 2])
        if dead and died and links.hit.intersection(between) and _fewer(other, one):
            found[index] = replace(one, measure="casualties")
    return found


def _fewer(part: Mention, whole: Mention) -> bool:
    return (part.count.high or 0) < (whole.count.low or 0)


def _cut(mention: Mention, following: Mention, words: Words, links: LinkData) -> Mention:
    """Give a mention whose words end before the next count of its list, or the one it is compared with."""
    first = following.count.first
    counted = not {"bare", "zero"} & {mention.count.kind, following.count.kind}
    inside = mention.count.last < first <= mention.last
    ranging = not links.ranging.isdisjoint(words.lower[max(0, mention.count.first - 3) : mention.count.first])
    between = links.listing if ranging else links.listing | links.compared
    if not (counted and inside and words.lower[first - 1] in between):
        return mention
    last = first - 1
    while last > mention.count.last and words.lower[last] in between:
        last -= 1
    return replace(mention, last=last)


def _number(mention: Mention) -> bool:
    return mention.count.kind in ("number", "vague", "share")


def _harms_their_own(mention: Mention, words: Words, links: LinkData) -> bool:
    """Tell whether a number goes on to kill somebody of theirs: "four rebels beheaded their comrade"."""
    behind = words.lower[mention.last + 1 : mention.last + 2 + LONGEST_NAME]
    for at, word in enumerate(behind):
        if word in links.parting:
            return False
        verb = next((verb for verb in links.killing if tuple(behind[at : at + len(verb)]) == verb), None)
        if verb is not None:
            return bool(links.own.intersection(behind[at + len(verb) : at + len(verb) + 1]))
    return False


def _harms(one: Mention, other: Mention, words: Words, links: LinkData) -> bool:
    """Tell whether a verb of killing stands right before the other count, and belongs to the first."""
    between = words.lower[one.last + 1 : other.count.first]
    if one.sentence != other.sentence or one.measure != other.measure or not between:
        return False
    verb = next((verb for verb in links.killing if tuple(between[-len(verb) :]) == verb), None)
    rest = between[: -len(verb)] if verb else ()
    return verb is not None and len(rest) <= LONGEST_NAME and links.parting.isdisjoint(rest)
