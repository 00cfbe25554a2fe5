"""Speakers that the clause of a figure names: "The hospital, for its part, spoke of 20".

The model sometimes points to a speaker nearby although the figure's own clause names another one. Where that
is plain from the words, it decides: the subject of the clause, each "according to" for its own figure,
somebody's tally, and who gave the figure that another one is compared with.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from tollbook import languages
from tollbook.extracting.identity import names
from tollbook.extracting.mentions import Mention
from tollbook.extracting.number_words import number_words
from tollbook.extracting.statements.quotations import Range, lines, quotations
from tollbook.extracting.statements.saying import NOWHERE, STOPS
from tollbook.text import Words

LONGEST = 8
"""A name that is plainly a speaker's has no more words than this."""

NEAR = 8
"""So many words behind a verb a word for the figure follows it ("revised to 14 the number of dead")."""

_DATELINE = frozenset("-–—:")
_OWNING = ("'s", "’s")


class ClauseData(Struct, frozen=True, forbid_unknown_fields=True):
    """The part `clauses` of a language pack; explained there."""

    says: frozenset[str]
    of: dict[str, str]
    sets: frozenset[str]
    figures: frozenset[str]
    it: frozenset[str]
    at: frozenset[str]
    tallies: frozenset[str]
    by: frozenset[str]
    tally_of: frozenset[str]
    articles: frozenset[str]
    given: frozenset[str]
    when: frozenset[str]
    learnt: frozenset[str]
    that: frozenset[str]
    comparing: frozenset[str]
    according: frozenset[str]
    to: frozenset[str]
    beside: frozenset[str]
    aside: tuple[str, ...]
    no_begins: frozenset[str]
    no_names: frozenset[str]
    joining: frozenset[str]
    company: tuple[list[str], ...]
    there: frozenset[str]
    joins: frozenset[str]
    leads: frozenset[str]
    owned: frozenset[str]


class _Clause(Struct, frozen=True):
    """A clause from its first word to the one behind its last, and the subject who says what stands in it.

    With `sets` the subject gives the figure itself, and whatever it says of it ("put the toll at 20").
    """

    first: int
    end: int
    subject: Range = NOWHERE
    sets: bool = False


class _Owned(Struct, frozen=True):
    """Words whose figures, and no others, are somebody's: the end excluded."""

    first: int
    end: int
    owner: Range
    compared: bool = False


def in_own_clause(
    mentions: Sequence[Mention], text: str, words: Words, ranges: Sequence[Range], language: str
) -> list[Mention]:
    """Give the mentions with the speaker that their own clause names, where it plainly names one."""
    look = _Look(text, words, ranges, language, languages.load(language, "clauses", ClauseData))
    quoted = quotations(words, lines(text, words))
    nobody = names(language).nobody
    found = []
    for mention in mentions:
        first, last = mention.speaker
        if first == last >= 0 and words.lower[first] in nobody and not look.is_speaker((first, last)):
            mention = replace(mention, speaker=NOWHERE)
        speaker = _speaker(mention, quoted, look)
        if speaker is not None and not _is_same(mention.speaker, speaker, look):
            mention = replace(mention, speaker=speaker, via=NOWHERE)
        found.append(mention)
    return found


class _Look(Struct, frozen=True):
    text: str
    words: Words
    ranges: Sequence[Range]
    language: str
    data: ClauseData

    @property
    def lower(self) -> Sequence[str]:
        """The words in lower case."""
        return self.words.lower

    def sentence(self, word: int) -> Range:
        """Give the sentence that a word stands in, the end excluded."""
        return self.ranges[bisect_right(self.ranges, word, key=lambda part: part[0]) - 1]

    def is_speaker(self, name: Range) -> bool:
        """Tell whether words name a speaker: by a word for one, initials, or two written as names are."""
        first, last = name
        quote = [self.written(i) for i in range(first, last + 1)]
        if not 0 < len(quote) <= LONGEST or any(map(self.parts_names, range(first, last + 1))):
            return False
        known = names(self.language)
        proper = [word for word in quote if word[0].isupper() and word.lower() not in known.titles]
        initials = any(len(word) > 1 and word.isupper() for word in proper)
        named = not self.text.isupper() and (initials or len(proper) > 1)
        return named or any(map(known.bare, map(str.lower, quote))) or bool(known.kinds(" ".join(quote)))

    def written(self, word: int) -> str:
        """Give a word as it is written, without the ending by which it owns something."""
        written = self.text[self.words.starts[word] : self.words.ends[word]]
        return written.removesuffix(_OWNING[0]).removesuffix(_OWNING[1])

    def parts_names(self, word: int) -> bool:
        """Tell whether a word stands in no name: "who" is none, but "WHO" is; "and" only before "its"."""
        lower, written = self.lower[word], self.written(word)
        if len(written) > 1 and written.isupper() and not self.text.isupper():
            return False
        joined = lower in self.data.joining and self.lower[word + 1 : word + 2] in self.data.company
        return not joined and (lower in self.data.no_names or not written[0].isalpha())

    def name(self, first: int, end: int, *, anyone: bool = False) -> Range:
        """Give the words from one on that name a speaker, or with `anyone` any one, to what no name holds."""
        ends = self.data.beside | self.data.leads | self.data.no_begins | self.data.that | STOPS
        last = first
        while (
            last < min(end, first + LONGEST) and self.lower[last] not in ends and not self.parts_names(last)
        ):
            last += 1
        name = (first, last - 1)
        return name if last > first and (anyone or self.is_speaker(name)) else NOWHERE


def _speaker(mention: Mention, quoted: Sequence[Range], look: _Look) -> Range | None:
    """Give the speaker that the words around a count name, `NOWHERE` if none does, `None` to leave it."""
    sentence = look.ranges[mention.sentence]
    kinds = (_learnt, _given, _tallied, _according)
    owned = [part for kind in kinds for part in kind(sentence, look)]
    for part in owned:
        if part.first <= mention.count.last and mention.count.first < part.end:
            return part.owner
    clause = next(c for c in _clauses(sentence, look) if mention.count.anchor < c.end)
    pointed = mention.speaker
    if pointed[0] < 0:
        return clause.subject if clause.sets and clause.subject[1] < mention.count.first else None
    if clause.first <= pointed[0] < clause.end:
        elsewhere = any(part.compared and _overlap(part.owner, pointed) for part in owned)
        return clause.subject if elsewhere else None
    if clause.subject[0] >= 0 and clause.subject[1] < mention.count.first:
        return clause.subject
    if not sentence[0] <= pointed[0] < sentence[1] and (source := _sole_source(sentence, look)):
        return source
    theirs = look.sentence(pointed[0])
    later = pointed[0] > mention.count.anchor and not _holds(quoted, mention.count.anchor)
    if later and any(_overlap(c.subject, pointed) for c in _clauses(theirs, look)):
        return NOWHERE
    elsewhere = any(part.compared and _overlap(part.owner, pointed) for part in _given(theirs, look))
    return NOWHERE if elsewhere else None


def _is_same(pointed: Range, speaker: Range, look: _Look) -> bool:
    """Tell whether the model points to a speaker already, and to nothing of the next figure with it."""
    beyond = look.lower[speaker[1] + 1 : pointed[1] + 1]
    alone = look.data.according.isdisjoint(beyond)
    return _overlap(speaker, pointed) and speaker[0] <= pointed[0] and alone


def _clauses(sentence: Range, look: _Look) -> list[_Clause]:
    """Give the clauses of a sentence, parted where another subject begins to speak."""
    first, end = sentence
    starts = [first]
    for i in range(first + 1, end - 1):
        if look.lower[i] == ";" or look.lower[i] in look.data.joins:
            starts.append(i + 1)
    found: list[_Clause] = []
    for start in starts:
        subject, sets = _subject(start, end, look)
        if start == first or subject[0] >= 0 or look.lower[start - 1] == ";":
            if found:
                found[-1] = replace(found[-1], end=start)
            found.append(_Clause(start, end, subject, sets))
    return found


def _subject(start: int, end: int, look: _Look) -> tuple[Range, bool]:
    """Give the name with which a clause begins, if a verb of telling figures follows, and if it sets one."""
    lower, data = look.lower, look.data
    start = names(look.language).behind_times(lower, _behind_dateline(start, end, look), end - 1)
    stops = data.beside | data.says | data.sets | data.of.keys() | STOPS
    verb = next((i for i in range(start, min(end, start + LONGEST + 1)) if lower[i] in stops), end)
    subject = (start, verb - 1 - (lower[verb - 1] in data.there))
    if verb in (start, end) or lower[start] in data.no_begins or not look.is_speaker(subject):
        return NOWHERE, False
    verb = _behind(verb, end, look)
    tells = verb < end and _tells(verb, end, look)
    return (subject, lower[verb] not in data.says) if tells else (NOWHERE, False)


def _behind_dateline(start: int, end: int, look: _Look) -> int:
    """Give where a clause begins behind the place in capitals that a report opens with ("LOR, Monday —")."""
    behind = range(start + 1, min(end, start + LONGEST))
    dash = next((i for i in behind if look.lower[i] in _DATELINE), start)
    return dash + 1 if dash > start and look.written(start).isupper() else start


def _behind(at: int, end: int, look: _Look) -> int:
    """Give the word behind what stands between a subject and its verb: "has", ", for its part,"."""
    lower, data = look.lower, look.data
    while at < end:
        if lower[at] in data.beside:
            at += 1
            continue
        sizes = (len(phrase.split()) for phrase in data.aside)
        aside = next((size for size in sizes if lower[at] == "," and _aside(at, size, look)), 0)
        if not aside:
            return at
        at += aside + 2
    return at


def _aside(at: int, size: int, look: _Look) -> bool:
    """Tell whether a phrase of so many words stands between this comma and another one."""
    lower = look.lower
    return (
        lower[at + size + 1 : at + size + 2] == [","]
        and " ".join(lower[at + 1 : at + size + 1]) in look.data.aside
    )


def _tells(verb: int, end: int, look: _Look) -> bool:
    """Tell whether a verb is one by which its subject stands behind the figures that follow."""
    lower, data = look.lower, look.data
    near = lower[verb + 1 : min(end, verb + 1 + NEAR)]
    if lower[verb] in data.says:
        return data.owned.isdisjoint(near)
    if lower[verb] in data.of:
        return near[:1] == [data.of[lower[verb]]]
    told = near[:1] and near[0] in data.it and near[1:2] and near[1] in data.at
    return lower[verb] in data.sets and (bool(told) or not data.figures.isdisjoint(near))


def _learnt(sentence: Range, look: _Look) -> Iterator[_Owned]:
    """Give what somebody was told by somebody else: "and were told by relatives that four more had died"."""
    lower, data = look.lower, look.data
    for i in range(sentence[0] + 1, sentence[1] - 3):
        if lower[i] in data.learnt and lower[i + 1] in data.by:
            source = look.name(i + 2, sentence[1])
            if source[0] >= 0 and lower[source[1] + 1] in data.that:
                yield _Owned(source[1] + 2, sentence[1], source)


def _given(sentence: Range, look: _Look) -> Iterator[_Owned]:
    """Give the figures that somebody is told to have given: "the 14 acknowledged by the authorities"."""
    lower, data = look.lower, look.data
    for i in range(sentence[0] + 1, sentence[1] - 2):
        by = i + 1
        while by < sentence[1] - 1 and lower[by] in data.when:
            by += 1
        if lower[i] not in data.given or lower[by] not in data.by:
            continue
        owner = look.name(by + 1, sentence[1])
        first = _count_before(i, sentence[0], look)
        if owner[0] >= 0 and first >= 0:
            before = lower[max(sentence[0], first - 2) : first]
            yield _Owned(first, i, owner, not data.comparing.isdisjoint(before))


def _count_before(at: int, least: int, look: _Look) -> int:
    """Give the number that stands up to three words before another word, or -1."""
    behind, begins = range(at - 1, max(least, at - 4) - 1, -1), number_words(look.language).begins_number
    return next((i for i in behind if begins(look.lower[i])), -1)


def _tallied(sentence: Range, look: _Look) -> Iterator[_Owned]:
    """Give the figures that are somebody's: "76, by the ministry's count", "the ministry's toll of 14"."""
    lower, data = look.lower, look.data
    first, end = sentence
    for i in range(first, end - 1):
        if not lower[i].endswith(_OWNING):
            continue
        tally = next((j for j in range(i + 1, min(end, i + 4)) if lower[j] in data.tallies), -1)
        begin = _begin(i, first, look)
        if tally < 0:
            continue
        if begin > first and lower[begin - 1] in data.by:
            yield from _by_tally((begin, i), tally, sentence, look)
        elif tally + 1 < end and lower[tally + 1] in data.tally_of and look.is_speaker((begin, i)):
            compared = begin > first and lower[begin - 1] in data.comparing
            yield _Owned(tally + 2, min(end, tally + 5), (begin, i), compared)


def _begin(owner: int, least: int, look: _Look) -> int:
    """Give where the name of an owner begins, behind the last mark or small word before it."""
    ends = (
        look.data.no_names | look.data.by | look.data.comparing | look.data.no_begins | look.data.says | STOPS
    )
    first = owner
    while first > max(least, owner - LONGEST) and look.lower[first - 1] not in ends:
        first -= 1
        if look.lower[first] in look.data.articles:
            break
    return first


def _by_tally(owner: Range, tally: int, sentence: Range, look: _Look) -> Iterator[_Owned]:
    lower, data = look.lower, look.data
    by = owner[0] - 1
    if by == sentence[0] or lower[by - 1] in data.leads | {";"}:
        yield _Owned(tally, next(c.end for c in _clauses(sentence, look) if tally < c.end), owner)
        return
    last = by - 1 if lower[by - 1] != "," else by - 2
    first = last
    while first > sentence[0] and lower[first - 1] not in STOPS | data.leads:
        first -= 1
    yield _Owned(first, by, owner)


def _according(sentence: Range, look: _Look) -> Iterator[_Owned]:
    """Give what stands before or behind each "according to" of a sentence that has several."""
    lower, data = look.lower, look.data
    first, end = sentence
    places = _accordings(sentence, look)
    sources = [look.name(i + 2, end, anyone=True) for i in places]
    if len(places) < 2 or any(source[0] < 0 for source in sources):
        return
    leading = [
        i == first
        or lower[i - 1] == ";"
        or (lower[i - 1] in data.leads and lower[source[1] + 1 : source[1] + 2] == [","])
        for i, source in zip(places, sources, strict=True)
    ]
    if all(leading):
        for source, until in zip(sources, [*places[1:], end], strict=True):
            yield _Owned(source[1] + 1, until, source)
    elif not any(leading):
        for begin, source, place in zip([first, *(s[1] + 1 for s in sources)], sources, places, strict=False):
            yield _Owned(begin, place, source)


def _accordings(sentence: Range, look: _Look) -> list[int]:
    lower, data = look.lower, look.data
    places = range(sentence[0], sentence[1] - 2)
    return [i for i in places if lower[i] in data.according and lower[i + 1] in data.to]


def _sole_source(sentence: Range, look: _Look) -> Range | None:
    """Give the name behind the only "according to" of a sentence, or `None`."""
    places = _accordings(sentence, look)
    name = look.name(places[0] + 2, sentence[1]) if len(places) == 1 else NOWHERE
    return name if name[0] >= 0 else None


def _overlap(one: Range, other: Range) -> bool:
    return one[0] >= 0 and other[0] >= 0 and one[0] <= other[1] and other[0] <= one[1]


def _holds(quoted: Sequence[Range], word: int) -> bool:
    return any(first <= word <= last for first, last in quoted)
