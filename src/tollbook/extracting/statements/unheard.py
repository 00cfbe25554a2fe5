"""What is plainly said though no source is named: the own voice, passives, and measures that were taken."""

from __future__ import annotations

from collections.abc import Iterator

from tollbook.extracting.statements.acts import PLAIN
from tollbook.extracting.statements.aims import act_of, aims, guilty, phrase
from tollbook.extracting.statements.quotations import Range
from tollbook.extracting.statements.saying import NOWHERE, STOPS, Said, Saying, Spoken, inside

LONGEST_NAME = 7
"""The name of the subject of an active verb has no more words than this."""


def unheard(sentence: Range, spoken: Spoken, where: Said) -> Iterator[Saying]:
    """Give what is plainly said in a sentence that names no source: own voice, passives, measures."""
    lower, terms = where.words.lower, where.terms
    known = spoken.get(where.sentence(sentence[0]), ())
    for i in range(sentence[0], sentence[1] + 1):
        if where.quoted(i):
            continue
        if lower[i] in terms.own:
            made = _own_voice(i, sentence[1], where)
        elif lower[i] in terms.auxiliaries or lower[i] in terms.active:
            made = _active(i, sentence, where) or _passive(i, sentence, spoken, where)
        else:
            continue
        if made and not any(inside((made.cue[1], made.cue[1]), s.cue) for s in known):
            yield made


def _own_voice(subject: int, last: int, where: Said) -> Saying | None:
    lower, terms = where.words.lower, where.terms
    for verb in range(subject + 1, min(subject + terms.own_reach, last) + 1):
        cue, content = (verb, verb), where.trimmed((min(verb + 1, last), last))
        act = act_of(cue, content, where) if terms.light.length(lower, verb) else terms.act(lower, verb, verb)
        if act != PLAIN:
            joint = next(
                (i for i in range(*content) if lower[i] == "," and lower[i + 1] in terms.links.joins),
                content[1] + 1,
            )
            addressee, target, content = aims(cue, (content[0], joint - 1), act, where)
            return Saying(cue, content, NOWHERE, NOWHERE, act, addressee, target, "own voice")
    return None


def _active(auxiliary: int, sentence: Range, where: Said) -> Saying | None:
    """Give what the subject of an active verb demands, condemns or promises ("is demanding", "has urged")."""
    lower, terms = where.words.lower, where.terms
    verb, last = _verb(auxiliary, sentence, where)
    ending = terms.active.get(lower[auxiliary])
    source = (_clause_start(auxiliary, sentence, where), auxiliary - 1)
    if ending is None or verb >= last or not lower[verb].endswith(ending) or not _is_name(source, where):
        return None
    act = terms.act(lower, verb, verb)
    cue = (auxiliary, verb + max(1, terms.speaks(lower, verb)) - 1)
    if act == PLAIN or cue[1] >= last:
        return None
    addressee, target, content = aims(cue, (cue[1] + 1, last), act, where)
    return Saying(cue, content, source, NOWHERE, act, addressee, target, "active")


def _verb(auxiliary: int, sentence: Range, where: Said) -> tuple[int, int]:
    """Give the word behind an auxiliary that may be its verb, and the last word of the sentence."""
    lower, terms = where.words.lower, where.terms
    verb, last = auxiliary + 1, where.trimmed(sentence)[1]
    while verb <= last and (lower[verb] in terms.between or lower[verb].endswith("ly")):
        verb += 1
    return verb, last


def _is_name(source: Range, where: Said) -> bool:
    """Tell whether the words before a verb are a name: few, without marks, and with a capital in the last."""
    words = where.words
    return (
        0 <= source[1] - source[0] < LONGEST_NAME
        and not any(words.lower[i] in STOPS for i in range(source[0], source[1] + 1))
        and where.text[words.starts[source[1]]].isupper()
    )


def _passive(auxiliary: int, sentence: Range, spoken: Spoken, where: Said) -> Saying | None:
    """Give what a passive without an agent says; within a paragraph the last speaker goes on."""
    lower, terms = where.words.lower, where.terms
    verb, last = _verb(auxiliary, sentence, where)
    if verb > last or lower[auxiliary] not in terms.auxiliaries:
        return None
    size, measure = terms.passives.length(lower, verb), terms.measures.length(lower, verb)
    cue = (auxiliary, verb + max(size, measure) - 1)
    if not (size or measure) or (cue[1] < last and lower[cue[1] + 1] in terms.links.agent):
        return None
    before = _before(sentence, spoken, where)
    subject = (_clause_start(auxiliary, sentence, where), auxiliary - 1)
    if not size:
        return Saying(cue, (min(subject[0], auxiliary), cue[1]), NOWHERE, before, "announce", rule="measure")
    act = terms.act(lower, *cue)
    content, addressee = _said_of(subject, cue, last, act, where)
    if act == PLAIN:
        act = act_of(cue, content, where)
    target = guilty(content, where) if act == "accuse" else NOWHERE
    return Saying(cue, content, NOWHERE, before, act, addressee, target, "passive")


def _said_of(subject: Range, cue: Range, last: int, act: str, where: Said) -> tuple[Range, Range]:
    """Give the content of a passive, and its addressee: whom a call is for, or something was told to."""
    lower, terms = where.words.lower, where.terms
    after = cue[1] + 1
    if subject[1] < subject[0] or (after <= last and lower[after] in terms.links.that):
        return (min(after, last), last), NOWHERE
    if act in ("appeal", "demand") and after <= last:
        return (after, last), subject
    if after < last and lower[after] in terms.addressed_after:
        named = (
            where.text[where.words.starts[after + 1]].isupper() or lower[after + 1] in terms.links.articles
        )
        return (subject, phrase(after + 1, where)) if named else ((subject[0], last), NOWHERE)
    if after < last and lower[after] in terms.links.predicate:
        return (subject[0], last), NOWHERE
    return subject, NOWHERE


def _clause_start(before: int, sentence: Range, where: Said) -> int:
    """Give where the words before a passive begin: behind the last mark, or with the sentence."""
    lower = where.words.lower
    marks = (i + 1 for i in range(before - 1, sentence[0], -1) if lower[i] in STOPS and lower[i] != ",")
    start = next(marks, sentence[0])
    while start < before and (lower[start] == "," or lower[start] in where.terms.links.joins):
        start += 1
    return start


def _before(sentence: Range, spoken: Spoken, where: Said) -> Range:
    """Give the source of the last statement in the sentence before, if both stand in one paragraph."""
    number = where.sentence(sentence[0]) - 1
    if number < 0 or where.line(where.sentences[number][0]) != where.line(sentence[0]):
        return NOWHERE
    sources = [s.source if s.source[0] >= 0 else s.of for s in spoken.get(number, ())]
    return next((source for source in reversed(sources) if source[0] >= 0), NOWHERE)
