"""Where a text may name a place: names of the gazetteer and names as said, each with what speaks for it.

Takes a text and the words of its language; gives candidates in text order. Which of the places of that name
is meant, and whether a place is meant at all, `resolving` decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from tollbook.extracting.places.gazetteer import Gazetteer, Kind
from tollbook.extracting.places.words import PlaceWords
from tollbook.text import fold

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’‘ʼ`ʿʻ][^\W\d_]+)*['’‘ʼʿ]?")
_MARKS = "'’‘ʼ`ʿʻ"
_POSSESSIVE = re.compile(r"['’][sS]?$|[‘ʼʿ]$")
_JOIN = re.compile(r"[-–]|[ \t\u00a0]{1,3}|[ \t]*\n[ \t]*|[ ]?['’‘]|-\n")
_LONGEST = 5
_NUMBER_BEFORE = re.compile(r"\b\d+\s*-\s*year-old\s+$")
_UPPER = re.compile(r"[A-Z]")
_LOWER = re.compile(r"[a-z]")
_DATELINE = re.compile(r"(?:,\s[A-Z][\w. ]{1,25})?\s?(?:\([^)\n]{2,40}\)\s?)?(?:[-–—]|\n|:)|,\s?\d")


class Token(Struct, frozen=True):
    """A word: its offsets without a possessive ending, its folded form; `opens`: it may begin a name."""

    start: int
    end: int
    form: str
    capital: bool
    opens: bool


class Candidate(Struct):
    """A stretch that may name a place: `ids` are the places of that name, `kinds` what it is said to be."""

    start: int
    end: int
    first: int
    last: int
    key: str
    ids: tuple[int, ...]
    kinds: tuple[Kind, ...] = ()
    country: int = 0
    adjective: bool = False
    evidence: float = 0.0
    chosen: int = 0
    ranked: tuple[int, ...] = ()
    holder: int | None = None
    misspelt: bool = False
    person: bool = False
    name: str = ""


class Reading(Struct, frozen=True):
    """The words of one text, ready for the search."""

    text: str
    tokens: Sequence[Token]
    shouted: bool
    lower: frozenset[str]


def tokens(text: str) -> Reading:
    """Split a text into words with their folded forms."""
    found = []
    lower = set()
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match[0]
        if word[-1] in _MARKS or word[-2:-1] in _MARKS:
            word = _POSSESSIVE.sub("", word)
            end = start + len(word)
        form = word.lower() if word.isascii() and word.isalpha() else fold(word)
        if not form:
            continue
        initial = word[0] if word[0].isalpha() else word.lstrip(_MARKS)[0]
        opens = not initial.islower()
        if not opens:
            lower.add(form)
        found.append(Token(start, end, form, opens and initial.isupper(), opens))
    upper, letters = len(_UPPER.findall(text)), len(_LOWER.findall(text))
    shouted = len(found) > 10 and upper > letters
    return Reading(text, found, shouted, frozenset(lower))


def candidates(reading: Reading, words: PlaceWords, index: Gazetteer) -> list[Candidate]:
    """Give the stretches that may name a place, in text order, without overlap, each with its evidence."""
    found: list[Candidate] = []
    at = 0
    while at < len(reading.tokens):
        candidate = None
        if reading.tokens[at].opens and reading.tokens[at].form not in words.never_first:
            candidate = _longest(reading, at, words, index)
            unknown = _unknown(reading, at, words)
            if unknown is not None and (candidate is None or unknown.last > candidate.last):
                candidate = unknown
        if candidate is None:
            at += 1
            continue
        candidate.name = reading.text[candidate.start : candidate.end]
        _weigh(candidate, reading, words)
        found.append(candidate)
        at = candidate.last + 1
    return found


def _longest(reading: Reading, at: int, words: PlaceWords, index: Gazetteer) -> Candidate | None:
    """The longest name that starts at a word, country words included."""
    tokens = reading.tokens
    forms = [tokens[at].form]
    division = None if reading.shouted else words.divisions.get(forms[0])
    after_comma = (
        at and tokens[at - 1].capital and reading.text[tokens[at - 1].end : tokens[at].start] == ", "
    )
    if division and after_comma:
        start, end = tokens[at].start, tokens[at].end
        return Candidate(start, end, at, at, forms[0], (division,), (Kind.ADMIN1,), evidence=2.0)
    last = at
    for step in range(at + 1, min(at + _LONGEST, len(tokens))):
        gap = reading.text[tokens[step - 1].end : tokens[step].start]
        if not (_JOIN.fullmatch(gap) and (tokens[step].opens or _continues(tokens, step, words))):
            break
        forms.append(tokens[step].form)
        last = step
    for end in range(last, at - 1, -1):
        key = " ".join(forms[: end - at + 1])
        alone = end == at and (key in words.never or key in words.kinds or key in words.directions)
        if alone or (not tokens[end].opens and tokens[end].form in words.inner):
            continue
        rest = tokens[at + 1 : end + 1]
        if forms[0] in words.definite and not any(t.opens and t.form not in words.kinds for t in rest):
            continue  # "The valley" at the start of a sentence names nothing, nor does "the District".
        if end > at and tokens[end].form in words.kinds and " ".join(forms[: end - at]) in words.people:
            continue
        country = _country(key, reading.text[tokens[at].start : tokens[end].end], reading, words)
        if country:
            return Candidate(tokens[at].start, tokens[end].end, at, end, key, (country,), country=country,
                             adjective=key in words.people)  # fmt: skip
        ids = index.find(key) if len(key) > 2 else ()
        if not ids and end > at and forms[0] in words.articles:
            ids = index.find(key.partition(" ")[2])
        if ids:
            if tokens[end].form in words.kinds and end > at:
                ids = tuple(dict.fromkeys((*ids, *index.find(key.rpartition(" ")[0]))))
            return Candidate(tokens[at].start, tokens[end].end, at, end, key, ids)
    return None


def _country(key: str, name: str, reading: Reading, words: PlaceWords) -> int:
    """The country of an adjective or a name; a short one that is a word too needs its capitals ("US")."""
    if key in words.lower and (reading.shouted or not name.isupper()) and "." not in name:
        return 0
    return words.people.get(key) or words.also.get(key) or 0


def _unknown(reading: Reading, at: int, words: PlaceWords) -> Candidate | None:
    """A run of words with capitals before a word that says what it is, in a gazetteer or not."""
    tokens, text = reading.tokens, reading.text
    if reading.shouted or tokens[at].form in words.never or tokens[at].form in words.directions:
        return None
    last = at
    while (
        last + 1 < len(tokens)
        and last - at < 3
        and text[tokens[last].end : tokens[last + 1].start] in (" ", "-")
    ):
        if tokens[last + 1].form in words.kinds:
            key = " ".join(token.form for token in tokens[at : last + 1])
            if at == last and (key in words.people or key in words.also):
                return None
            return Candidate(tokens[at].start, tokens[last].end, at, last, key, ())
        follower = tokens[last + 1].form
        if (
            not (tokens[last + 1].capital or follower in words.links)
            or follower in words.never
            or follower in words.at
        ):
            return None
        last += 1
    return None


def _continues(tokens: Sequence[Token], step: int, words: PlaceWords) -> bool:
    """Whether a word without a capital may stand inside or end a name: "of", or a kind ("Shati camp")."""
    form = tokens[step].form
    return form in words.kinds or (form in words.inner and step + 1 < len(tokens))


def _weigh(candidate: Candidate, reading: Reading, words: PlaceWords) -> None:
    """Sum up what the words around a name say for and against its being a place."""
    tokens, text = reading.tokens, reading.text
    before = tokens[candidate.first - 1] if candidate.first else None
    after = tokens[candidate.last + 1] if candidate.last + 1 < len(tokens) else None
    joined_after = after is not None and _JOIN.fullmatch(text[candidate.end : after.start]) is not None
    joined_before = before is not None and _JOIN.fullmatch(text[before.end : candidate.start]) is not None
    score = 0.0
    if _last_kind(candidate, words):
        candidate.kinds = _last_kind(candidate, words)
        score += 2.0
    if after is not None and joined_after:
        score += _after(candidate, after, reading, words)
    if before is not None and joined_before:
        score += _before(candidate, before, reading, words)
    if candidate.last > candidate.first:
        score += 1.0
    if not candidate.key[0].isascii():
        score += 1.0
    if candidate.first == candidate.last and candidate.key in reading.lower:
        score -= 3.0
    if _DATELINE.match(text, candidate.end) and _opens_line(text, candidate):
        score += 3.0
    if _NUMBER_BEFORE.search(text, max(0, candidate.start - 16), candidate.start):
        candidate.person = True
        score -= 4.0
    candidate.evidence += score


def _opens_line(text: str, candidate: Candidate) -> bool:
    """Whether a name in capitals stands at the beginning of a line, as in a dateline."""
    if not candidate.name.isupper():
        return False
    before = text[max(0, candidate.start - 8) : candidate.start].rstrip(" \t")
    return (not before and candidate.start < 8) or before[-1:] in ("\n", "\u2028", "\u2029")


def _last_kind(candidate: Candidate, words: PlaceWords) -> tuple[Kind, ...]:
    """What the last word of a name says it is, as in "Gumla District" or "Shati camp"."""
    head, _, tail = candidate.key.rpartition(" ")
    return words.kinds.get(tail, ()) if head else ()


def _after(candidate: Candidate, after: Token, reading: Reading, words: PlaceWords) -> float:
    kinds = words.kinds.get(after.form)
    if kinds and not candidate.adjective:
        follower = reading.tokens[candidate.last + 2] if candidate.last + 2 < len(reading.tokens) else None
        if follower is not None and follower.start - after.end == 1 and follower.form in words.bodies:
            return -2.0
        candidate.kinds = kinds
        candidate.end = after.end
        candidate.last += 1
        return 3.0
    if after.form in words.persons:
        candidate.person = True
        return -4.0
    if after.form in words.offices:
        return 2.0
    if after.form in words.bodies:
        return -3.0 if after.capital else -1.0
    if (
        after.form in words.articles
        and candidate.last + 2 < len(reading.tokens)
        and reading.tokens[candidate.last + 2].capital
    ):
        return -2.0
    if not after.capital or reading.shouted or candidate.adjective or after.form in words.calendar:
        return 0.0
    return -2.0


def _before(candidate: Candidate, before: Token, reading: Reading, words: PlaceWords) -> float:
    tokens, text = reading.tokens, reading.text
    form = before.form
    at = candidate.first - 1
    if form in words.definite and at:
        at -= 1
        form = tokens[at].form
        if reading.shouted and candidate.first == candidate.last and not candidate.kinds:
            return -1.0 if form in words.at else -2.0
    if form == "of" and at and tokens[at - 1].form in words.kinds:
        named = tuple(k for k in words.kinds[tokens[at - 1].form] if k <= Kind.TOWN)
        candidate.kinds = candidate.kinds or named
        return 3.0 if named else 2.0
    if form == "of" and at and (tokens[at - 1].form in words.directions or form in words.at):
        return 3.0
    if form in words.directions:
        return 0.0 if before.capital else 1.5
    if form in words.at:
        return 2.0
    if form in words.toward:
        return 1.0
    if form in words.titles:
        candidate.person = True
        return -4.0
    if before.capital and not reading.shouted and form not in words.kinds and form not in words.never:
        candidate.person = text[before.end : candidate.start].strip() == ""
        return -3.0 if candidate.person else 0.0
    return 0.0
