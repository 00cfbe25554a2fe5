"""What is said in a report, from what the model hears and from rules for what the words make plain.

The model points from a cue to a source and a content. Rules widen a content to its quotation, give the items
of a list to the speaker of its head, find the report's own voice, passives that leave open who speaks, and
measures that were taken; and they say which act it is, to whom it is said and at whom it aims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from tollbook.extracting.acts import PLAIN, StatementWords
from tollbook.extracting.listening import Utterance
from tollbook.extracting.quotations import Range, lines, quotations
from tollbook.text import Words

NOWHERE: Range = (-1, -1)
_MARK = re.compile(r"[ \t]*(?:\(?\d{1,2}\s?[-.)–]|\(?[a-z]\)|[-*•–—])\s")
_STOPS = frozenset(',;:.!?()"“”«»–—')
_CLOSES = frozenset(",;.!?:")


class Saying(Struct, frozen=True):
    """A statement in the making: ranges of word indices, last included, and the rule that gave it.

    `source` is the mention beside the cue; it is `NOWHERE` for the own voice, or where `of` holds the mention
    of a speaker whose statement goes on here.
    """

    cue: Range
    content: Range
    source: Range = NOWHERE
    of: Range = NOWHERE
    act: str = PLAIN
    addressee: Range = NOWHERE
    target: Range = NOWHERE
    rule: str = "heard"


class Said(Struct, frozen=True):
    """What rules of attribution look at: the text, its words, sentences, lines and quotations."""

    text: str
    words: Words
    sentences: Sequence[Range]
    lines: Sequence[Range]
    quotations: Sequence[Range]
    terms: StatementWords

    def quoted(self, word: int) -> bool:
        """Tell whether the word at an index stands in a quotation."""
        return any(first <= word <= last for first, last in self.quotations)


def said(text: str, words: Words, ranges: Sequence[Range], terms: StatementWords) -> Said:
    """Give what rules look at, for a text with its sentences as ranges of word indices (end excluded)."""
    paragraphs = lines(text, words)
    sentences = [(first, end - 1) for first, end in ranges]
    return Said(text, words, sentences, paragraphs, quotations(words, paragraphs), terms)


def sayings(heard: Sequence[Utterance], where: Said, live: Sequence[bool]) -> list[Saying]:
    """Give everything that is said, in text order."""
    found = [_heard(utterance, where) for utterance in heard]
    items = list(_items(found, where))
    found = [s for s in found if not any(_repeats(s, item) for item in items)] + items
    for sentence, is_live in zip(where.sentences, live, strict=True):
        if is_live and not any(_overlap(sentence, item.content) for item in items):
            found += _unheard(sentence, found, where)
    return sorted(found, key=lambda s: (s.content, s.cue))


def _heard(utterance: Utterance, where: Said) -> Saying:
    content = _widened(utterance, where)
    act = _act(utterance.cue, content, where)
    addressee, target, content = _aims(utterance.cue, content, act, where)
    source, rule = utterance.source, "heard"
    if (
        source[0] == source[1] >= 0
        and where.words.lower[source[0]] in where.terms.own
        and not where.quoted(source[0])
    ):
        source, rule = NOWHERE, "own voice"
    return Saying(utterance.cue, content, source, NOWHERE, act, addressee, target, rule)


def _widened(utterance: Utterance, where: Said) -> Range:
    """Give the content with the rest of a quotation that it begins or ends in; never over its own source."""
    first, last = utterance.content
    for begin, end in where.quotations:
        own = utterance.source[0] >= 0 and begin <= utterance.source[0] <= end
        if not own and not begin <= utterance.cue[0] <= end and begin <= last and end >= first:
            first, last = min(first, begin), max(last, end)
    while last > first and where.words.lower[last] in _CLOSES:
        last -= 1
    return first, last


def _act(cue: Range, content: Range, where: Said) -> str:
    lower, terms = where.words.lower, where.terms
    act = terms.act(lower, *cue)
    if act == PLAIN and terms.light.within(lower, *cue):
        act = terms.act(lower, content[0], min(content[0] + 5, content[1]))
    if act == PLAIN and terms.accusing.within(lower, content[0], min(content[0] + 6, content[1])):
        return "accuse"
    return act


def _aims(cue: Range, content: Range, act: str, where: Said) -> tuple[Range, Range, Range]:
    """Give the addressee, the target, and the content without an addressee that stood at its beginning."""
    lower, terms = where.words.lower, where.terms
    first, last = content
    addressee = target = NOWHERE
    direct = any(terms.addressed.length(lower, i) for i in range(cue[0], cue[1] + 1))
    after = cue[1] + 1
    if after < len(lower) and lower[after] in terms.addressed_after and not cue[0] <= first <= after:
        addressee = _phrase(after + 1, where)
    elif direct and first > after and first - after < 15:
        addressee = _phrase(after, where)
    elif direct and first == after:
        stop = next((i for i in range(first, last) if lower[i] in terms.clauses and lower[i] != "and"), -1)
        if stop > first and lower[stop] == "to":
            addressee, content = (first, stop - 1), (stop, last)
    if act in ("accuse", "condemn", "threaten", "express sympathy"):
        target = _target(cue, content, act, where)
    return addressee, target, content


def _target(cue: Range, content: Range, act: str, where: Said) -> Range:
    lower, terms = where.words.lower, where.terms
    first, last = content
    for i in range(first, min(first + 8, last)):
        if terms.accusing.length(lower, i) and lower[i + 1] in ("of", "by"):
            return (i + 2, last)
    if act == "accuse" and first == cue[1] + 1:
        stop = next((i for i in range(first + 1, last + 1) if lower[i] in ("of", "for")), -1)
        return (first, stop - 1) if stop > 0 else NOWHERE
    if act == "condemn" and first == cue[1] + 1:
        return _phrase(first, where)
    if act == "express sympathy":
        stop = next((i for i in range(first, last) if lower[i] in ("to", "with", "for")), -1)
        return (stop + 1, last) if stop > 0 else NOWHERE
    return NOWHERE


def _phrase(first: int, where: Said) -> Range:
    """Give the words from an index up to a mark, or to a word that begins another clause; at most 16."""
    lower, terms = where.words.lower, where.terms
    last = first - 1
    for i in range(first, min(first + 16, len(lower))):
        if lower[i] in _STOPS or (lower[i] in terms.clauses and lower[i] not in ("and", "for")):
            break
        last = i
    return (first, last) if last >= first else NOWHERE


def _items(found: Sequence[Saying], where: Said) -> Iterator[Saying]:
    """Give the items of lists: each is a statement by the speaker of the list's head."""
    for at, line in enumerate(where.lines):
        if where.words.lower[line[1]] != ":":
            continue
        head = _head(line, found, where)
        if head is None:
            continue
        for first, last in where.lines[at + 1 :]:
            mark = _MARK.match(where.text, where.words.starts[first])
            if mark is None:
                break
            begin = where.words.at(mark.end())
            if begin <= last:
                yield _item((begin, last), head, found, where)


def _head(line: Range, found: Sequence[Saying], where: Said) -> Saying | None:
    """Give the statement that the head of a list makes, by the model or by a verb that introduces lists."""
    heard = [s for s in found if line[0] <= s.cue[0] <= line[1] and s.source[0] >= line[0]]
    if heard:
        return heard[-1]
    lower = where.words.lower
    verb = next((i for i in range(*line) if where.terms.introducing.length(lower, i)), -1)
    return Saying((verb, verb), line, (line[0], verb - 1), rule="list") if verb > line[0] else None


def _item(content: Range, head: Saying, found: Sequence[Saying], where: Said) -> Saying:
    inner = [*_unheard(content, (), where), *(s for s in found if _inside(s.cue, content))]
    told = next((s for s in inner if s.act != PLAIN or s.addressee[0] >= 0), None)
    first, last = content
    while last > first and where.words.lower[last] in _CLOSES:
        last -= 1
    act = told.act if told else where.terms.act(where.words.lower, first, last)
    known = told or Saying(head.cue, content)
    return Saying(head.cue, (first, last), head.source, NOWHERE, act, known.addressee, known.target, "list")


def _unheard(sentence: Range, found: Sequence[Saying], where: Said) -> Iterator[Saying]:
    """Give what is plainly said in a sentence that names no source: own voice, passives, measures."""
    lower, terms = where.words.lower, where.terms
    first, last = sentence
    for i in range(first, last + 1):
        word = lower[i]
        if word in terms.own and not where.quoted(i):
            yield from _own_voice(i, last, found, where)
        elif word in terms.auxiliaries:
            verb = _verb_after(i, last, where)
            size = terms.passives.length(lower, verb) if verb <= last else 0
            measure = terms.measures.length(lower, verb) if verb <= last else 0
            cue = (i, verb + max(size, measure, 1) - 1)
            if not (size or measure) or where.quoted(i) or any(_inside(cue[1:] * 2, s.cue) for s in found):
                continue
            if lower[cue[1] + 1 : cue[1] + 2] == ["by"] or any(_inside((verb, verb), s.cue) for s in found):
                continue
            yield _passive(cue, sentence, found, where) if size else _measure(cue, sentence, found, where)


def _verb_after(auxiliary: int, last: int, where: Said) -> int:
    lower = where.words.lower
    verb = auxiliary + 1
    while verb <= last and (lower[verb] in where.terms.between or lower[verb].endswith("ly")):
        verb += 1
    return verb


def _own_voice(subject: int, last: int, found: Sequence[Saying], where: Said) -> Iterator[Saying]:
    lower, terms = where.words.lower, where.terms
    stop = min(subject + terms.own_reach, last)
    for verb in range(subject + 1, stop + 1):
        cue, content = (verb, verb), (min(verb + 1, last), last)
        light = terms.light.length(lower, verb)
        act = _act(cue, content, where) if light else terms.act(lower, verb, verb)
        if act == PLAIN:
            continue
        while content[1] > content[0] and lower[content[1]] in _CLOSES:
            content = (content[0], content[1] - 1)
        joint = next((i for i in range(*content) if lower[i : i + 2] == [",", "and"]), content[1] + 1)
        content = (content[0], joint - 1)
        if not any(_inside(cue, s.cue) for s in found):
            addressee, target, content = _aims(cue, content, act, where)
            yield Saying(cue, content, NOWHERE, NOWHERE, act, addressee, target, "own voice")
        return


def _passive(cue: Range, sentence: Range, found: Sequence[Saying], where: Said) -> Saying:
    """Give what a passive without an agent says; within a paragraph the last speaker goes on."""
    lower, terms = where.words.lower, where.terms
    subject, after = (_clause_start(cue[0], sentence, where), cue[0] - 1), cue[1] + 1
    act = terms.act(lower, *cue)
    addressee = target = NOWHERE
    rest = (after, sentence[1] - (lower[sentence[1]] in _CLOSES))
    if act in ("appeal", "demand") and after <= rest[1] and subject[1] >= subject[0]:
        content, addressee = rest, subject
    elif (
        after <= rest[1]
        and lower[after] in terms.addressed_after
        and after + 1 < len(lower)
        and lower[after + 1] == "the"
    ):
        content, addressee = subject, _phrase(after + 1, where)
    else:
        names = after + 1 <= sentence[1] and where.text[where.words.starts[after + 1]].isupper()
        if lower[after : after + 1] and lower[after] in terms.addressed_after and names:
            content, addressee = subject, _phrase(after + 1, where)
        elif lower[after : after + 1] and lower[after] in ("as", "to", "that"):
            content = (subject[0] if lower[after] != "that" else after, rest[1])
        else:
            content = subject
    if content[1] < content[0]:
        content = (sentence[0], rest[1])
    if act == PLAIN:
        act = _act(cue, content, where)
    if act == "accuse":
        target = _target(cue, content, act, where)
    return Saying(cue, content, NOWHERE, _before(sentence, found, where), act, addressee, target, "passive")


def _measure(cue: Range, sentence: Range, found: Sequence[Saying], where: Said) -> Saying:
    content = (_clause_start(cue[0], sentence, where), cue[1])
    return Saying(cue, content, NOWHERE, _before(sentence, found, where), "announce", rule="measure")


def _clause_start(before: int, sentence: Range, where: Said) -> int:
    """Give where the words before a passive begin: behind the last mark, or with the sentence."""
    lower = where.words.lower
    start = next(
        (i + 1 for i in range(before - 1, sentence[0], -1) if lower[i] in _STOPS and lower[i] != ","),
        sentence[0],
    )
    while start < before and lower[start] in ("but", "and", ",", "that"):
        start += 1
    return start


def _before(sentence: Range, found: Sequence[Saying], where: Said) -> Range:
    """Give the source of the last statement in the sentence before, if both stand in one paragraph."""
    line = next((line for line in where.lines if line[0] <= sentence[0] <= line[1]), sentence)
    previous = [s for s in where.sentences if line[0] <= s[0] < sentence[0]][-1:]
    sources = [
        s.source
        for s in found
        if previous and previous[0][0] <= s.cue[0] <= previous[0][1] and s.source[0] >= 0
    ]
    return sources[-1] if sources else NOWHERE


def _repeats(saying: Saying, item: Saying) -> bool:
    """Tell whether what the model heard only repeats an item of a list or its head, or names nobody in it."""
    if saying.source[0] < 0 or saying.source == item.source:
        return _overlap(saying.content, item.content)
    return False


def _inside(inner: Range, outer: Range) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _overlap(one: Range, other: Range) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
