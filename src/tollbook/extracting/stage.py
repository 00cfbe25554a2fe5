"""The steps from a report's text to what it says."""

from __future__ import annotations

from msgspec.structs import replace

from tollbook import languages
from tollbook.extracting.agreeing import LinkData, agree
from tollbook.extracting.assemble import Material, assemble
from tollbook.extracting.basis import based
from tollbook.extracting.clauses import in_own_clause
from tollbook.extracting.coherence import cohere
from tollbook.extracting.doers import suffering
from tollbook.extracting.extraction import Extraction
from tollbook.extracting.headlines import headlined
from tollbook.extracting.identity import names
from tollbook.extracting.incidents import settle
from tollbook.extracting.kinds import LEAD, Told, find_told
from tollbook.extracting.loaded import loaded
from tollbook.extracting.mentions import find_mentions, read_harm, sentence_ranges
from tollbook.extracting.pack import Pack, load_pack
from tollbook.extracting.relaying import relayed
from tollbook.extracting.responsible import Told as Reported
from tollbook.extracting.responsible import hold_responsible
from tollbook.extracting.speakers import Voices
from tollbook.extracting.statements.making import covered, in_step, listen, load_hearing, statements
from tollbook.extracting.tellers import plainly_told
from tollbook.extracting.victims import Telling, with_uncounted
from tollbook.extracting.wording import once, refine, without_bases, without_labels
from tollbook.model import Offsets, Problem, Report
from tollbook.text import Words, words


def extract(report: Report, *, everywhere: bool = False) -> Extraction:
    """Give what a report says; the language of the report must be one that is read.

    Statements are read in reports that count harm, or in all of them with `everywhere`. A report that tells
    of violence or harm without any count has one incident and no claim.
    """
    return extract_with(report, load_pack(report.language or ""), everywhere=everywhere)


def extract_with(report: Report, pack: Pack, *, everywhere: bool = False) -> Extraction:
    """Give what a report says, read with the given words and model."""
    text_words = words(report.text)
    ranges = sentence_ranges(report.text, text_words, report.furniture)
    language = report.language or ""
    read = read_harm(text_words, ranges, pack)
    links = languages.load(language, "links", LinkData)
    found = once(refine(find_mentions(text_words, read, pack), text_words, pack.nouns), text_words, links)
    found = without_bases(suffering(found, text_words, links), text_words, pack.harm, links)
    mentions = agree(found, text_words, ranges, pack.harm, links)
    mentions = without_labels(mentions, text_words, pack.harm)
    mentions = headlined(mentions, report.text, text_words, language)
    mentions = plainly_told(mentions, report.text, text_words, ranges, language)
    mentions = in_own_clause(mentions, report.text, text_words, ranges, language)
    mentions = relayed(mentions, report.text, text_words, ranges, language)
    voices = Voices(report.id, report.text, text_words, names(language))
    told = _told(text_words, _read(ranges, read.cut), language, whole=bool(mentions))
    if told.of_harm:
        mentions = with_uncounted(mentions, Telling(report.text, text_words, ranges, pack.nouns), language)
    hearing = load_hearing(language) if mentions or everywhere else None
    heard = listen(report.text, text_words, read, pack, hearing) if hearing else []
    mentions = in_step(mentions, heard)
    voices.meet([m.speaker for m in mentions] + [voiced.speaker for voiced in heard])
    said = statements(report, text_words, heard, voices)
    claims = assemble(Material(report, text_words, ranges, pack), mentions, voices)
    claims = covered(cohere(claims, voices.speakers(), report.text, language), said)
    if not claims and not told.of_harm:
        return Extraction(statements=said.statements, speakers=voices.speakers())
    cut = _cut(report, text_words, read.cut)
    if read.cut is not None:
        # What was not read has no say in when and where things happened: the offsets of the rest stay.
        report = replace(report, text=report.text[: text_words.starts[read.cut]])
        ranges = _read(ranges, read.cut)
    claims = based(claims, text_words, ranges, language)
    setting = settle(report, claims, [_offsets(text_words, *part) for part in ranges], told, said.statements)
    reported = Reported(report.text, text_words, ranges, setting.claims, said.statements, setting.places)
    return Extraction(
        claims=setting.claims,
        statements=said.statements,
        speakers=voices.speakers(),
        incidents=hold_responsible(setting.incidents, reported, language),
        times=setting.times,
        places=setting.places,
        aliases=setting.aliases,
        loaded=loaded(report.text, text_words, said.statements, report.furniture, language),
        conflicts=setting.conflicts,
        problems=(*cut, *voices.problems(), *setting.problems),
    )


def _told(text_words: Words, ranges: list[tuple[int, int]], language: str, *, whole: bool) -> Told:
    """Give what sentences tell of kinds of incidents; unless `whole`, only if the first ones tell of harm.

    Most texts tell of none: their first sentences are enough to know it.
    """
    lead = find_told(text_words, ranges[:LEAD], language)
    return find_told(text_words, ranges, language) if whole or lead.of_harm else lead


def _read(ranges: list[tuple[int, int]], cut: int | None) -> list[tuple[int, int]]:
    """Give the sentences that were read: all of them, or those before the word `cut`."""
    return ranges if cut is None else [part for part in ranges if part[1] <= cut]


def _cut(report: Report, text_words: Words, word: int | None) -> tuple[Problem, ...]:
    """Say from where on a text was not read, where it tells of more harm than one report can."""
    if word is None:
        return ()
    what = f"tells of so much harm that nothing was read from character {text_words.starts[word]:,} on"
    return (Problem(what=what, where=report.id, stage="extracting"),)


def _offsets(text_words: Words, first: int, last: int) -> Offsets:
    return Offsets(start=text_words.starts[first], end=text_words.ends[last - 1])
