"""Pronouns beside a cue: whose statement it is, by the speakers and names that stand before."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.extracting.statements.quotations import Range
from tollbook.extracting.statements.saying import NOWHERE, Said

REACH = 6
"""How many statements back the one that a pronoun stands for is looked for."""

LONGEST = 6
"""A name beside a relative pronoun has no more words than this."""


def named(source: Range, before: Sequence[Range], where: Said) -> Range:
    """Give the mention that a source names: itself, or the one that its pronoun stands for.

    `before` holds the named sources of earlier statements, the nearest last. A pronoun for which nothing fits
    gives itself.
    """
    kind = pronoun(source, where)
    if kind is None:
        return source
    if where.words.lower[source[0]] in ("who", "which"):
        name = _name_before(source[0], where)
        if name[0] >= 0:
            return name
    fitting = [mention for mention in before[-REACH:][::-1] if _fits(mention, kind, where)]
    return fitting[0] if fitting else _subject(source, kind, where)


def pronoun(source: Range, where: Said) -> str | None:
    """Give what kind of speaker a source of one word stands for (person, several, body), or `None`."""
    return where.terms.pronouns.get(where.words.lower[source[0]]) if source[0] == source[1] else None


def _fits(mention: Range, kind: str, where: Said) -> bool:
    """Tell whether a mention may be what a pronoun of a kind stands for."""
    text, words = where.text, where.words
    last = words.lower[mention[1]]
    several = last.endswith("s") and not text[words.starts[mention[1]]].isupper()
    if kind == "several":
        return several or any(words.lower[i] == "and" for i in range(mention[0], mention[1] + 1))
    if kind == "person":
        return not several and last not in where.terms.bodies
    return not several and (last in where.terms.bodies or words.lower[mention[0]] == "the")


def _name_before(at: int, where: Said) -> Range:
    """Give the words before a relative pronoun back to the mark or clause word before them."""
    lower = where.words.lower
    last = at - 1 if lower[at - 1] != "," else at - 2
    first = last
    while first > 0 and last - first < LONGEST and _is_name_word(first - 1, where):
        first -= 1
    return (first, last) if first >= 0 and _is_name_word(last, where) else NOWHERE


def _subject(source: Range, kind: str, where: Said) -> Range:
    """Give the first name before a pronoun in its sentence or the one before, where nobody has spoken yet."""
    at = where.sentence(source[0])
    for first, last in (where.sentences[at], *where.sentences[max(0, at - 1) : at]):
        stop = min(last + 1, source[0])
        names = [i for i in range(first, stop) if _is_name_word(i, where)]
        begins = [i for i in names if i == first or where.words.lower[i - 1] not in where.terms.places]
        start = next((i for i in begins if i + 1 in names or i > first), -1)
        if kind == "person" and start >= 0:
            end = start
            while end + 1 < stop and _is_name_word(end + 1, where):
                end += 1
            return (start, end)
    return source


def _is_name_word(at: int, where: Said) -> bool:
    word = where.words.lower[at]
    return (
        word.isalpha() and where.text[where.words.starts[at]].isupper() and word not in where.terms.pronouns
    )
