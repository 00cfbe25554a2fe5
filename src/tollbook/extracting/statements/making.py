"""Statements of a report: who says, thinks or plans what, and which claims stand in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files

from msgspec import Struct
from msgspec.structs import replace

from tollbook import languages
from tollbook.extracting.agreeing import LinkData
from tollbook.extracting.mentions import MOST_WINDOWS, HarmRead, Mention
from tollbook.extracting.pack import Pack
from tollbook.extracting.speakers import Voices
from tollbook.extracting.statements.acts import StatementWords, load_statement_words
from tollbook.extracting.statements.listening import Ear, Listener, Utterance, load_listening
from tollbook.extracting.statements.pronouns import named, pronoun
from tollbook.extracting.statements.quotations import Range
from tollbook.extracting.statements.saying import NOWHERE, Said, Saying, said
from tollbook.extracting.statements.sayings import sayings
from tollbook.extracting.windows import windows
from tollbook.model import Attribution, Claim, Offsets, Report, Span, Statement
from tollbook.text import Words

LONGEST_TELLER = 14
"""Whose name is longer, in words, is not taken for the speaker of a claim that names none."""


class Hearing(Struct, frozen=True):
    """What statements are read with: the ear, the heads, and the words of the language."""

    ear: Ear
    listener: Listener
    terms: StatementWords


class Voiced(Struct, frozen=True):
    """A saying with the mention that names its speaker, which is another place than a pronoun's own.

    `telling` holds the words whose figures the speaker plainly stands behind, `sentence` the sentence of its
    cue.
    """

    saying: Saying
    speaker: Range
    telling: Range
    sentence: Range


class Made(Struct, frozen=True):
    """The statements of a report in text order, with the ids of some of them.

    `telling` says between which offsets a speaker plainly stands behind the figures, by the statement's id;
    `listed` are the items of lists, whose speaker is plain from the head of the list; `named` gives the
    sentence of the cue, where somebody who is known to speak stands beside it by name and no pronoun.
    """

    statements: tuple[Statement, ...] = ()
    telling: Mapping[str, Offsets] = {}
    listed: frozenset[str] = frozenset()
    named: Mapping[str, Offsets] = {}


@cache
def load_hearing(language: str) -> Hearing | None:
    """Give what statements of a language are read with; `None` where its pack has no weights for them."""
    path = files("tollbook.languages") / language / "model" / "statements.npz"
    if not path.is_file():
        return None
    with as_file(path) as file:
        return Hearing(*load_listening(file), load_statement_words(language))


def listen(text: str, words: Words, read: HarmRead, pack: Pack, hearing: Hearing) -> list[Voiced]:
    """Give what is said in a report, in text order.

    Sentences that were read for harm are not read again; others are read now if somebody may speak in them.
    """
    live = hearing.ear.live(words, read.ranges)
    more = [heard and not known for heard, known in zip(live, read.looked.live, strict=True)]
    shown = windows(words, read.ranges, more, pack.vocabulary)[: MOST_WINDOWS - len(read.windows)]
    all_windows = (*read.windows, *shown)
    all_states = (*read.states, *pack.encoder.states(shown))
    heard: list[Utterance] = []
    for window, states in zip(all_windows, all_states, strict=True):
        heard.extend(hearing.listener.utterances(window, states))
    where = said(text, words, read.ranges, hearing.terms)
    heard = [_of_one_sentence(utterance, where) for utterance in heard]
    return _voiced(sayings(heard, where), where)


def in_step(mentions: Sequence[Mention], heard: Sequence[Voiced]) -> list[Mention]:
    """Give a mention the source of a saying for its speaker, where both begin with the same word."""
    sources = {voiced.saying.source[0]: voiced.saying.source for voiced in heard}
    return [
        replace(mention, speaker=sources.get(mention.speaker[0], mention.speaker))
        if mention.speaker[0] >= 0
        else mention
        for mention in mentions
    ]


def _of_one_sentence(utterance: Utterance, where: Said) -> Utterance:
    """Give an utterance without its source, where that is no name: an adverb, or over a sentence's end."""
    first, last = utterance.source
    adverb = first == last >= 0 and where.words.lower[first] in where.terms.adverbs
    if not adverb and (first < 0 or where.sentence(first) == where.sentence(last)):
        return utterance
    return replace(utterance, source=NOWHERE)


def _voiced(found: Sequence[Saying], where: Said) -> list[Voiced]:
    """Give each saying the mention of its speaker, pronouns resolved in the order of their cues."""
    before: list[Range] = []
    mention: dict[Range, Range] = {}
    for saying in sorted(found, key=lambda s: s.cue):
        source = saying.source
        if source[0] >= 0 and source not in mention:
            mention[source] = named(source, before, where)
            if pronoun(mention[source], where) is None:
                before.append(mention[source])
    return [
        Voiced(
            saying,
            mention.get(saying.source, mention.get(saying.of, saying.of)),
            _telling(saying, where),
            where.sentences[where.sentence(saying.cue[0])],
        )
        for saying in found
    ]


def _telling(saying: Saying, where: Said) -> Range:
    """Give the words whose figures a speaker stands behind: an item, a quotation, the cue's sentence."""
    if saying.rule == "list":
        return saying.content
    tells = where.terms.telling.within(where.words.lower, *saying.cue) and not _owns_up(saying, where)
    if saying.source[0] < 0 or saying.source[1] - saying.source[0] > LONGEST_TELLER or not tells:
        return NOWHERE
    return (
        saying.content if where.quoted(saying.content[0]) else where.sentences[where.sentence(saying.cue[0])]
    )


def _owns_up(saying: Saying, where: Said) -> bool:
    """Tell whether somebody takes responsibility, which does not make the figures of the deed theirs."""
    lower, taken = where.words.lower, where.terms.taken
    near = lower[saying.cue[0] : saying.cue[1] + 3]
    return not taken.verbs.isdisjoint(near) and not taken.owned.isdisjoint(near)


def statements(report: Report, words: Words, found: Sequence[Voiced], voices: Voices) -> Made:
    """Give the statements of a report by its sayings; `voices` must have met their speakers."""
    made: dict[str, Statement] = {}
    telling: dict[str, Offsets] = {}
    listed: set[str] = set()
    named: dict[str, Offsets] = {}
    for voiced in found:
        statement = _statement(report, words, voiced, voices)
        if statement.id not in made or (made[statement.id].speaker is None and statement.speaker):
            made[statement.id] = statement
        if voiced.telling[0] >= 0 and not voices.is_nobody(voiced.speaker):
            telling[statement.id] = _offsets(voiced.telling, words)
        if voiced.saying.rule == "list":
            listed.add(statement.id)
        if _is_named(voiced, voices):
            named[statement.id] = _offsets(voiced.sentence, words)
    return Made(_continued(tuple(made.values()), report), telling, frozenset(listed), named)


def _is_named(voiced: Voiced, voices: Voices) -> bool:
    """Tell whether who speaks stands beside the cue: a kind of speaker, or a name with a capital inside."""
    name = voices.name(voiced.saying.source)
    if name is None or voiced.speaker != voiced.saying.source:
        return False
    return voices.kind(name) is not None or any(word[0].isupper() for word in name.split()[1:])


def _continued(made: Sequence[Statement], report: Report) -> tuple[Statement, ...]:
    """Give an accusation that names no accuser ("is alleged") to who spoke last in its paragraph.

    GUIDE: a sentence that goes on with an attributed account in its paragraph keeps the account's speaker.
    """
    passive = languages.load(report.language or "en", "links", LinkData).helping
    speaker: Attribution | None = None
    end = 0
    found: dict[str, Statement] = {}
    for statement in sorted(made, key=lambda s: s.content.start):
        if "\n" in report.text[end : statement.content.start]:
            speaker = None
        cue = report.text[statement.cue.start : statement.cue.end].lower().split() if statement.cue else []
        if statement.speaker is None and statement.act == "accuse" and speaker and passive & set(cue[:1]):
            statement = replace(statement, speaker=replace(speaker, start=None, end=None))
        found[statement.id] = statement
        speaker, end = statement.speaker or speaker, max(end, statement.content.end)
    return tuple(found[statement.id] for statement in made)


def _statement(report: Report, words: Words, voiced: Voiced, voices: Voices) -> Statement:
    saying = voiced.saying
    content = _offsets(saying.content, words)
    key = f"{report.id}\n{content.start}\n{report.text[content.start : content.end]}"
    return Statement(
        id=f"stm_{hashlib.blake2b(key.encode(), digest_size=8).hexdigest()}",
        speaker=_speaker(voiced, words, voices),
        cue=_offsets(saying.cue, words),
        content=content,
        act=saying.act,
        addressee=_span(saying.addressee, report.text, words),
        target=_span(saying.target, report.text, words),
    )


def _offsets(stretch: Range, words: Words) -> Offsets:
    return Offsets(start=words.starts[stretch[0]], end=words.ends[stretch[1]])


def _speaker(voiced: Voiced, words: Words, voices: Voices) -> Attribution | None:
    """Give the speaker under its name, at the place of the mention beside the cue."""
    attribution = voices.attribution(voiced.speaker)
    if attribution is None or voiced.speaker == voiced.saying.source:
        return attribution
    if voiced.saying.source[0] < 0:
        return replace(attribution, start=None, end=None)
    first, last = voiced.saying.source
    return replace(attribution, start=words.starts[first], end=words.ends[last])


def _span(stretch: Range, text: str, words: Words) -> Span | None:
    if stretch[0] < 0 or stretch[1] < stretch[0]:
        return None
    start, end = words.starts[stretch[0]], words.ends[stretch[1]]
    return Span(start=start, end=end, quote=text[start:end])


def covered(claims: Sequence[Claim], made: Made) -> tuple[Claim, ...]:
    """Give each claim the innermost statement that it stands in, and its speaker where the claim has none.

    Only a speaker who tells figures is taken over: who condemns an attack that killed five does not say that
    five were killed. In an item of a list the speaker of the list goes before one found outside the item.
    """
    order = sorted(range(len(claims)), key=lambda i: claims[i].evidence.start)
    waiting = sorted(made.statements, key=lambda s: s.content.start, reverse=True)
    opened: list[Statement] = []
    found = list(claims)
    for i in order:
        start, end = claims[i].evidence.start, claims[i].evidence.end
        while waiting and waiting[-1].content.start <= start:
            opened.append(waiting.pop())
        opened = [s for s in opened if s.content.end > start]
        around = [s for s in opened if s.content.end >= end]
        if around:
            around.sort(key=lambda s: (s.content.end - s.content.start, s.id))
            speaker = _speaker_of(claims[i], around, made)
            found[i] = replace(claims[i], statement=around[0].id, speaker=speaker)
    return tuple(found)


def _speaker_of(claim: Claim, around: Sequence[Statement], made: Made) -> Attribution | None:
    """Give a claim's own speaker, or that of the innermost statement around it that tells figures.

    Who stands by name beside the cue of that statement, in the claim's own sentence, goes before anybody from
    another one.
    """
    telling = next((s for s in around if _tells(claim, made.telling.get(s.id))), None)
    if telling is None or claim.speaker is None:
        return telling.speaker if telling else claim.speaker
    if telling.id in made.listed:
        return claim.speaker if _stands_in(telling.content, claim.speaker) else telling.speaker
    sentence = made.named.get(telling.id)
    if _tells(claim, sentence) and not _stands_in(sentence, claim.speaker):
        return telling.speaker
    return claim.speaker


def _stands_in(stretch: Offsets | None, speaker: Attribution) -> bool:
    return stretch is not None and speaker.start is not None and stretch.start <= speaker.start < stretch.end


def _tells(claim: Claim, stretch: Offsets | None) -> bool:
    return stretch is not None and stretch.start <= claim.evidence.start and claim.evidence.end <= stretch.end
