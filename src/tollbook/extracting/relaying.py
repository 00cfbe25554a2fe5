"""Who is quoted by whom: the one who is cited speaks, and who cites is the channel.

The model often points to the agency in "the agency, citing police, said"; the speaker is who the number comes
from, `via` the channel through which the speaker is quoted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from tollbook import languages
from tollbook.extracting.identity import names
from tollbook.extracting.mentions import Mention
from tollbook.extracting.statements.saying import NOWHERE, STOPS, inside
from tollbook.text import Words

LONGEST = 10
"""The name of who is cited, or cites, has no more words than this."""

Range = tuple[int, int]


class RelayData(Struct, frozen=True, forbid_unknown_fields=True):
    """The part `relaying` of a language pack; explained there."""

    citing: frozenset[str]
    passive: frozenset[str]
    by: frozenset[str]
    between: frozenset[str]
    ends: frozenset[str]
    relaying: frozenset[str]
    handing: frozenset[str]
    telling: frozenset[str]
    articles: frozenset[str]
    inside: frozenset[str]
    papers: frozenset[str]
    trades: frozenset[str]
    days: frozenset[str]
    plainly: frozenset[str]
    that: frozenset[str]
    no_subject: frozenset[str]
    sources: frozenset[str]
    joining: frozenset[str]
    ends_item: frozenset[str]


def relayed(
    mentions: Sequence[Mention], text: str, words: Words, ranges: Sequence[Range], language: str
) -> list[Mention]:
    """Give the mentions with who is cited as their speaker, and who cites as their channel."""
    look = _Look(text, words, language, languages.load(language, "relaying", RelayData))
    found = []
    for mention in mentions:
        if mention.speaker[0] >= 0:
            sentence = _sentence(mention.speaker[0], ranges)
            mention = _relayed(mention, sentence, look)
            if sentence == ranges[mention.sentence]:
                mention = _told_to(mention, sentence, look)
        found.append(mention)
    return found


class _Look(Struct, frozen=True):
    text: str
    words: Words
    language: str
    data: RelayData

    def hands_on(self, name: Range) -> bool:
        """Tell whether a name is that of somebody who hands on what others say."""
        kinds = names(self.language).kinds(self.written(name))
        return not self.data.relaying.isdisjoint(kinds) or self.words.lower[name[1]] in self.data.papers

    def written(self, name: Range) -> str:
        """Give a name as it is written."""
        return self.text[self.words.starts[name[0]] : self.words.ends[name[1]]]

    def capital(self, word: int) -> bool:
        """Tell whether a word is written as a name is."""
        return self.text[self.words.starts[word]].isupper()


def _sentence(word: int, ranges: Sequence[Range]) -> Range:
    return ranges[bisect_right(ranges, word, key=lambda part: part[0]) - 1]


def _relayed(mention: Mention, sentence: Range, look: _Look) -> Mention:
    """Give a mention as it is cited, by the words behind and before the name of its speaker."""
    lower, data = look.words.lower, look.data
    first, last = mention.speaker
    if citing := next((i for i in range(first + 1, last) if lower[i] in data.citing), 0):
        via = _without(data.between, first, citing - 1, lower)
        if look.hands_on(via):
            return replace(mention, speaker=(citing + 1, last), via=via)
    at = last + 1
    while at < sentence[1] and lower[at] in data.between:
        at += 1
    passive = at < sentence[1] and lower[at] in data.passive
    at += passive
    if at < sentence[1] and lower[at] in data.citing:
        behind = at + 1
        if passive or (lower[behind : behind + 1] and lower[behind] in data.by):
            return _channel(mention, behind, sentence[1], look)
        cited = _name(behind, sentence[1], look)
        handed = cited[1] + 1 < sentence[1] and lower[cited[1] + 1] in data.handing
        if cited[0] >= 0 and (handed or look.hands_on((first, last))):
            return replace(mention, speaker=cited, via=(first, last))
    return _cited(_led(mention, sentence[0], look), sentence[0], look)


def _told_to(mention: Mention, sentence: Range, look: _Look) -> Mention:
    """Give a mention that its speaker told to a paper or an agency with that channel: "told the Lor Gazette".

    Only of its own sentence: where an account goes on in the next one, its channel is not named again.
    """
    lower, data = look.words.lower, look.data
    at = mention.speaker[1] + 1
    if lower[at : at + 1] == [","]:
        behind = range(at + 1, min(sentence[1] - 1, at + LONGEST))
        at = next((i + 1 for i in behind if lower[i] == ","), at)
    while at < sentence[1] and lower[at] in data.between:
        at += 1
    if at + 1 >= sentence[1] or lower[at] not in data.telling:
        return mention
    via = _proper(at + 1, sentence[1], look)
    fuller = mention.via[0] < 0 or inside(mention.via, via)
    return replace(mention, via=via) if via[0] >= 0 and fuller and _is_channel(via, look) else mention


def _proper(first: int, end: int, look: _Look) -> Range:
    """Give the name that begins at a word, by its capitals and its trade ("the Lor news agency")."""
    lower, data = look.words.lower, look.data
    at = first + (lower[first] in data.articles)
    last = NOWHERE[0]
    while at < min(end, first + LONGEST) and lower[at] not in data.days:
        if look.capital(at) or (lower[at] in data.trades and last >= 0):
            last = at
        elif lower[at] not in data.inside or last < 0:
            break
        at += 1
    return (first, last) if last >= 0 else NOWHERE


def _is_channel(name: Range, look: _Look) -> bool:
    """Tell whether a name to whom something was told is a channel: a paper or an agency, known or not.

    An unknown name is one behind an article, or alone where no first name stands before it in the text.
    """
    if look.hands_on(name):
        return True
    known, lower = names(look.language), look.words.lower
    written, last = look.written(name), lower[name[1]]
    headed = lower[name[0]] in look.data.articles and look.capital(name[0])
    alone = name[0] == name[1] and not _is_surname(name[1], look)
    return (headed or alone) and not (known.kinds(written) or known.is_land(written) or known.bare(last))


def _is_surname(word: int, look: _Look) -> bool:
    """Tell whether a name stands behind a first name somewhere in the text ("Ada Lund", "Lund")."""
    lower = look.words.lower
    places = (i for i in range(1, len(lower)) if lower[i] == lower[word] and i != word)
    return any(
        lower[i - 1].isalpha() and look.capital(i - 1) and lower[i - 1] not in look.data.articles
        for i in places
    )


def _without(between: frozenset[str], first: int, last: int, lower: Sequence[str]) -> Range:
    """Give a name without what may stand between it and a word of citing ("the agency, citing")."""
    while last > first and lower[last] in between:
        last -= 1
    return first, last


def _led(mention: Mention, begin: int, look: _Look) -> Mention:
    """Give a mention the speaker with whom its sentence begins: "Quoting police, the agency said"."""
    name = mention.speaker
    if look.words.lower[begin] not in look.data.citing or not look.hands_on(name):
        return mention
    cited = _name(begin + 1, name[0], look)
    behind = cited[1] + 1
    led = cited[0] >= 0 and look.words.lower[behind] == "," and behind == name[0] - 1
    return replace(mention, speaker=cited, via=name) if led else mention


def _cited(mention: Mention, begin: int, look: _Look) -> Mention:
    """Give a mention before whose speaker a word of citing stands the channel that stands before that."""
    lower, data = look.words.lower, look.data
    last = mention.speaker[0] - 1
    if mention.via[0] >= 0 or last <= begin or lower[last] not in data.citing:
        return mention
    last -= 1
    while last > begin and lower[last] in data.between:
        last -= 1
    first = last + 1
    while first > max(begin, last + 1 - LONGEST) and lower[first - 1] not in data.ends | STOPS:
        first -= 1
    via = (first, last)
    return replace(mention, via=via) if first <= last and look.hands_on(via) else mention


def _channel(mention: Mention, at: int, end: int, look: _Look) -> Mention:
    """Give a mention whose speaker "was quoted (as saying) by" somebody with that channel."""
    lower, data = look.words.lower, look.data
    by = next((i for i in range(at, min(end, at + 3)) if lower[i] in data.by), -1)
    via = _name(by + 1, end, look) if by >= 0 else NOWHERE
    return replace(mention, via=via) if via[0] >= 0 and mention.via[0] < 0 else mention


def _name(first: int, end: int, look: _Look) -> Range:
    """Give the words from `first` to the next mark or word that ends a name, `NOWHERE` for none."""
    lower, data = look.words.lower, look.data
    last = first
    while last < min(end, first + LONGEST) and lower[last] not in data.ends and lower[last] not in STOPS:
        last += 1
    return (first, last - 1) if last > first else NOWHERE
