"""Lists under one speaker: the head of a list says whose statements its items are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tollbook.extracting.statements.acts import PLAIN
from tollbook.extracting.statements.quotations import Range
from tollbook.extracting.statements.saying import NOWHERE, Said, Saying, Spoken
from tollbook.extracting.statements.unheard import unheard

_MARK = re.compile(r"[ \t]*(?:\(?\d{1,2}\s?[-.)–]|\(?[a-z]\)|[-*•–—])\s")


def items(spoken: Spoken, where: Said) -> Iterator[Saying]:
    """Give the items of lists: each is a statement by the speaker of the list's head."""
    for at, line in enumerate(where.lines):
        if where.words.lower[line[1]] != ":":
            continue
        head = _head(line, spoken, where)
        if head is None:
            continue
        for number in range(at + 1, len(where.lines)):
            first, last = where.lines[number]
            mark = _MARK.match(where.text, where.words.starts[first])
            if mark is None:
                break
            begin = where.words.at(mark.end())
            if begin <= last:
                yield _item((begin, last), head, spoken, where)


def _head(line: Range, spoken: Spoken, where: Said) -> Saying | None:
    """Give the statement that the head of a list makes, by the model or by a verb that introduces lists."""
    numbers = range(where.sentence(line[0]), where.sentence(line[1]) + 1)
    heard = [s for n in numbers for s in spoken.get(n, ()) if s.source[0] >= line[0]]
    if heard:
        return heard[-1]
    lower = where.words.lower
    verb = next((i for i in range(*line) if where.terms.introducing.length(lower, i)), -1)
    return Saying((verb, verb), line, (line[0], verb - 1), rule="list") if verb > line[0] else None


def _item(content: Range, head: Saying, spoken: Spoken, where: Said) -> Saying:
    numbers = range(where.sentence(content[0]), where.sentence(content[1]) + 1)
    inner = [*unheard(content, {}, where), *(s for n in numbers for s in spoken.get(n, ()))]
    told = next((s for s in inner if s.act != PLAIN or s.addressee[0] >= 0), None)
    first, last = where.trimmed(content)
    act = told.act if told else where.terms.act(where.words.lower, first, last)
    known = told or Saying(head.cue, content)
    return Saying(head.cue, (first, last), head.source, NOWHERE, act, known.addressee, known.target, "list")
