"""What kind of statement a cue makes, to whom it is said, and at whom it aims."""

from __future__ import annotations

from tollbook.extracting.statements.acts import PLAIN
from tollbook.extracting.statements.quotations import Range
from tollbook.extracting.statements.saying import NOWHERE, STOPS, Said


def act_of(cue: Range, content: Range, where: Said) -> str:
    """Give the act that a cue tells of, or where it leaves the act open the first words of the content."""
    lower, terms = where.words.lower, where.terms
    act = terms.act(lower, *cue)
    if act == PLAIN and terms.light.within(lower, *cue):
        act = terms.act(lower, content[0], min(content[0] + 5, content[1]))
    if act == PLAIN and terms.accusing.within(lower, content[0], min(content[0] + 6, content[1])):
        return "accuse"
    return act


def aims(cue: Range, content: Range, act: str, where: Said) -> tuple[Range, Range, Range]:
    """Give the addressee, the target, and the content without an addressee that stood at its beginning."""
    lower, terms = where.words.lower, where.terms
    first, last = content
    addressee = target = NOWHERE
    direct = any(terms.addressed.length(lower, i) for i in range(cue[0], cue[1] + 1))
    after = cue[1] + 1
    if after < len(lower) and lower[after] in terms.addressed_after and not cue[0] <= first <= after:
        addressee = phrase(after + 1, where)
    elif direct and first > after and first - after < 15:
        addressee = phrase(after, where)
    elif direct and first == after:
        stop = next(
            (
                i
                for i in range(first, last)
                if lower[i] in terms.clauses and lower[i] not in terms.links.within
            ),
            -1,
        )
        if stop > first and lower[stop] in terms.addressed_after:
            addressee, content = (first, stop - 1), (stop, last)
    if act in ("accuse", "condemn", "threaten", "express sympathy"):
        target = _target(cue, content, act, where)
    return addressee, target, content


def _target(cue: Range, content: Range, act: str, where: Said) -> Range:
    lower, links = where.words.lower, where.terms.links
    first, last = content
    found = guilty(content, where)
    if found[0] >= 0 or (act != "express sympathy" and first != cue[1] + 1):
        return found
    if act == "condemn":
        return phrase(first, where)
    after = links.blame if act == "accuse" else links.towards if act == "express sympathy" else frozenset()
    stop = next((i for i in range(first + 1, last) if lower[i] in after), -1)
    if stop < 0:
        return NOWHERE
    return (first, stop - 1) if act == "accuse" else (stop + 1, last)


def guilty(content: Range, where: Said) -> Range:
    """Give who is said to bear guilt ("the involvement of …") where a content begins so."""
    lower, terms = where.words.lower, where.terms
    first, last = content
    near = range(first, min(first + 8, last - 1))
    at = next((i for i in near if terms.accusing.length(lower, i) and lower[i + 1] in terms.links.guilt), -1)
    return (at + 2, last) if at >= 0 else NOWHERE


def phrase(first: int, where: Said) -> Range:
    """Give the words from an index up to a mark, or to a word that begins another clause; at most 16."""
    lower, terms = where.words.lower, where.terms
    last = first - 1
    for i in range(first, min(first + 16, len(lower))):
        if lower[i] in STOPS or (lower[i] in terms.clauses and lower[i] not in terms.links.within):
            break
        last = i
    return (first, last) if last >= first else NOWHERE
