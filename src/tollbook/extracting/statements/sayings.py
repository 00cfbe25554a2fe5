"""What is said in a report, from what the model hears and from rules for what the words make plain.

The model points from a cue to a source and a content. Rules widen a content to its quotation, give the items
of a list to the speaker of its head, and find what is said without a source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tollbook.extracting.statements.aims import act_of, aims
from tollbook.extracting.statements.itemised import items
from tollbook.extracting.statements.listening import Utterance
from tollbook.extracting.statements.quotations import Range
from tollbook.extracting.statements.saying import NOWHERE, Said, Saying
from tollbook.extracting.statements.unheard import unheard

TAKEN_REACH = 6
"""So many words behind a verb show whether it takes lives and says nothing."""


def sayings(heard: Sequence[Utterance], where: Said) -> list[Saying]:
    """Give everything that is said, in text order."""
    spoken: dict[int, list[Saying]] = defaultdict(list)
    for utterance in heard:
        if not _takes(utterance, where):
            spoken[where.sentence(utterance.cue[0])].append(_heard(utterance, where))
    listed = {where.line(item.content[0]): item for item in items(spoken, where)}
    for number, told in spoken.items():
        spoken[number] = [s for s in told if not _repeats(s, listed.get(where.line(s.content[0])))]
    for number, sentence in enumerate(where.sentences):
        if where.line(sentence[0]) not in listed:
            spoken[number] += list(unheard(sentence, spoken, where))
    found = [*listed.values(), *(s for told in spoken.values() for s in told)]
    return sorted(found, key=lambda s: (s.content, s.cue))


def _takes(utterance: Utterance, where: Said) -> bool:
    """Tell whether a verb of saying says nothing here: "the flood claimed 12 lives"."""
    lower, taken = where.words.lower, where.terms.taken
    behind = lower[utterance.cue[1] + 1 : utterance.cue[1] + 1 + TAKEN_REACH]
    verbs = lower[utterance.cue[0] : utterance.cue[1] + 1]
    return not taken.verbs.isdisjoint(verbs) and not taken.lives.isdisjoint(behind)


def _heard(utterance: Utterance, where: Said) -> Saying:
    cue, source = _whole_cue(utterance.cue, where), utterance.source
    content = _widened(utterance, where)
    if content[0] <= cue[1] < content[1] and utterance.cue[1] < content[0]:
        content = (cue[1] + 1, content[1])
    act = act_of(cue, content, where)
    addressee, target, content = aims(cue, content, act, where)
    first = where.words.lower[source[0]] if source[0] == source[1] >= 0 else ""
    if first in where.terms.own and not where.quoted(source[0]):
        return Saying(cue, content, NOWHERE, NOWHERE, act, addressee, target, "own voice")
    return Saying(cue, content, source, NOWHERE, act, addressee, target)


def _whole_cue(cue: Range, where: Said) -> Range:
    """Give a cue with the verb behind it, where the model marked only words that help one ("has urged")."""
    lower, terms = where.words.lower, where.terms
    if not all(terms.helps(lower[i]) for i in range(cue[0], cue[1] + 1)):
        return cue
    verb, last = cue[1] + 1, where.sentences[where.sentence(cue[0])][1]
    while verb <= last and terms.helps(lower[verb]):
        verb += 1
    size = terms.speaks(lower, verb) if verb <= last else 0
    return (cue[0], verb + size - 1) if size else cue


def _widened(utterance: Utterance, where: Said) -> Range:
    """Give the content with the rest of a quotation that it begins or ends in; never over its own source."""
    first, last = utterance.content
    for begin, end in where.around(utterance.content):
        if not any(begin <= word <= end for word in (utterance.source[0], utterance.cue[0])):
            first, last = min(first, begin), max(last, end)
    return where.trimmed(_of_one_paragraph((first, _split(last, utterance, where)), utterance.cue, where))


def _split(last: int, utterance: Utterance, where: Said) -> int:
    """Give where a content ends whose quotation its cue splits: “One,” she said. “Two,” and so on."""
    cue = utterance.cue
    if last > cue[0] or not where.quoted(utterance.content[0]):
        return last
    sentence = where.sentence(cue[1]) + 1
    behind = where.sentences[sentence : sentence + 1]
    for first, _ in behind:
        if where.quoted(first) and where.line(first) == where.line(cue[1]) and not where.quoted(first - 1):
            return next(q[1] for q in where.around((first, first)))
    return last


def _of_one_paragraph(content: Range, cue: Range, where: Said) -> Range:
    """Give the part of a content in the paragraph of its cue: only a quotation goes on in the next one."""
    first, last = content
    breaks = [i for i in where.breaks if first < i <= last and not (where.quoted(i) and where.quoted(i - 1))]
    for i in breaks:
        told = range(max(first, cue[1] + 1), i)
        if i > cue[1] and (first < cue[0] or any(where.words.lower[word].isalnum() for word in told)):
            return first, i - 1
        if i <= cue[0]:
            first = i
    return first, last


def _repeats(saying: Saying, item: Saying | None) -> bool:
    """Tell whether what the model heard in an item of a list only repeats it, or names nobody."""
    return item is not None and (saying.source[0] < 0 or saying.source == item.source)
