"""Claims out of mentions: the one place where a claim is put together."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from msgspec import Struct

from tollbook.extracting.doubting import StatusData, stated
from tollbook.extracting.grouping import grouped
from tollbook.extracting.heads import EXTENTS, MEASURES, STATUSES
from tollbook.extracting.mentions import THINGS, Mention
from tollbook.extracting.nouns import Nouns
from tollbook.extracting.pack import Pack
from tollbook.extracting.scan import nearest
from tollbook.extracting.scoping import scope_words, scopes
from tollbook.extracting.speakers import Voices
from tollbook.extracting.sureness import Sureness
from tollbook.languages import load
from tollbook.model import By, Claim, Count, Report, Scope, Span
from tollbook.text import Words

_SEPARATORS = (",", ";", "and", "&")
LABEL = 4
"""A label ("Homes damaged at") begins so many words before its number at most."""

_JOINING = frozenset((";", "and", "&"))


class Material(Struct, frozen=True):
    """What claims are made of: the report, its words and sentences, and the language they are in."""

    report: Report
    words: Words
    ranges: Sequence[tuple[int, int]]
    pack: Pack


class _Settled(Struct, frozen=True):
    """What is known of all mentions together: ids, scopes and groups by their anchors, and who speaks."""

    ids: Mapping[int, str]
    scopes: Mapping[int, Scope]
    groups: Mapping[int, tuple[str, ...]]
    voices: Voices


def assemble(material: Material, mentions: Sequence[Mention], voices: Voices) -> tuple[Claim, ...]:
    """Give a claim for each mention, in text order."""
    known = scope_words(material.report.language or "")
    settled = _Settled(
        {mention.count.anchor: _id(material, mention) for mention in mentions},
        scopes(mentions, material.words, material.ranges, known),
        grouped(mentions, material.words.lower, material.ranges, material.pack),
        voices,
    )
    return tuple(_claim(material, mention, settled) for mention in mentions)


def _claim(material: Material, mention: Mention, settled: _Settled) -> Claim:
    words, opinion = material.words, mention.opinion
    span = _span(material, mention)
    count = _count(material, mention, span)
    groups = settled.groups[mention.count.anchor]
    first, last = material.ranges[mention.sentence]
    thing = mention.measure in THINGS
    quoted = (
        words.lower[mention.count.last + 1 : mention.last + 1]
        or words.lower[mention.count.anchor : mention.last + 1]
    )
    ids, voices = settled.ids, settled.voices
    whole = ids.get(mention.whole)
    status = STATUSES[int(opinion.status.argmax())]
    extent = EXTENTS[int(opinion.extent.argmax())]
    plain = stated(
        words.lower[first:last],
        mention.count.first - first,
        mention.last - first,
        load(material.report.language or "", "status", StatusData),
    )
    return Claim(
        id=ids[mention.count.anchor],
        report=material.report.id,
        measure=mention.measure,
        unit=_unit(material, mention, quoted) if thing else "person",
        group=() if thing else groups,
        count=count,
        word=nearest(words, mention.count.anchor, range(first, last), material.pack.harm, mention.measure),
        extent=extent,  # type: ignore[arg-type]
        status=plain or status,  # type: ignore[arg-type]
        scope=settled.scopes[mention.count.anchor],
        speaker=voices.attribution(mention.speaker),
        via=voices.name(mention.via),
        part_of=whole if whole != ids[mention.count.anchor] else None,
        evidence=span,
        by=By(
            rules=(
                f"count:{mention.count.kind}",
                f"{'words' if mention.in_words else 'judge'}:{mention.measure}",
                *((f"words:{plain}",) if plain else ()),
            ),
            confidence=round(_sure(mention, material.report.language or ""), 3),
        ),
    )


def _unit(material: Material, mention: Mention, quoted: Sequence[str]) -> str:
    """Give the unit of things: the noun of the quote, or that of its label ("Homes damaged: 9")."""
    pack, lower = material.pack, material.words.lower
    if any(word.isalpha() for word in lower[mention.count.last + 1 : mention.last + 1]):
        return pack.nouns.unit(quoted)
    start = max(material.ranges[mention.sentence][0], mention.count.first - LABEL)
    for at in range(mention.count.first - 2, start - 1, -1):
        if pack.nouns.is_plural(lower[at]) and mention.measure in pack.harm.measures(lower[at + 1]):
            return pack.nouns.unit(lower[at : at + 1])
    return pack.nouns.unit(quoted)


def _sure(mention: Mention, language: str) -> float:
    """Give how sure a mention is: of plain words what they are given, else by the model, put right."""
    if mention.in_words:
        return mention.confidence
    known: Sureness = load(language, "sureness", Sureness)
    return known.of(float(mention.opinion.measures[MEASURES.index(mention.measure)]))


def _id(material: Material, mention: Mention) -> str:
    span = _span(material, mention)
    key = f"{material.report.id}\n{span.start}\n{span.end}\n{mention.measure}"
    return f"clm_{hashlib.blake2b(key.encode(), digest_size=8).hexdigest()}"


def _span(material: Material, mention: Mention) -> Span:
    start = material.words.starts[mention.count.first]
    end = material.words.ends[mention.last]
    return Span(start=start, end=end, quote=material.report.text[start:end])


def _count(material: Material, mention: Mention, span: Span) -> Count:
    """Give the bounds: those of the number reader, or those that bare words imply."""
    count = mention.count
    if count.kind != "bare":
        return Count(low=count.low, high=count.high, approx=count.approx, vague=count.vague, text=span.quote)
    nouns = material.pack.nouns
    lower = material.words.lower[count.anchor : count.last + 1]
    quoted = material.words.lower[count.anchor : mention.last + 1]
    persons = _of_persons(quoted, nouns)
    lower = quoted if persons else lower
    names = persons or (span.quote[:1].isupper() and sum(word in _SEPARATORS for word in lower))
    head = next(
        (
            word
            for word, written in zip(
                reversed(lower), reversed(_written(material, mention, len(lower))), strict=True
            )
            if word.isalpha()
            and (nouns.is_person(word) or (nouns.is_plural(word) and not _named(written, lower, span, nouns)))
        ),
        "",
    )
    if not head and material.report.text[material.words.starts[mention.last]].islower():
        head = quoted[-1]  # "over protest deaths": the noun stands behind the model's words
    if nouns.is_plural(head):
        return Count(low=None, high=None, vague="plural", text=span.quote)
    size = _list_size(lower) if names else 1
    return Count(low=size, high=size, text=span.quote)


def _written(material: Material, mention: Mention, size: int) -> list[str]:
    """Give the first words of a mention as they are written."""
    starts, ends, text = material.words.starts, material.words.ends, material.report.text
    return [text[starts[i] : ends[i]] for i in range(mention.count.anchor, mention.count.anchor + size)]


def _named(written: str, quoted: Sequence[str], span: Span, nouns: Nouns) -> bool:
    """Tell whether a word stands in a quote as a name does: "James Marks" is one, whatever its endings.

    In capitals the last word alone may be a plural, and only where nobody is told of before it: "CARLOS VEGA"
    and "PARTY LEADER ANA COLINAS" are one each, "THE PEASANTS" are several.
    """
    alone = len(quoted) == 1 and span.quote.startswith(written)
    if span.quote.isupper():
        told = any(nouns.is_person(word) and not nouns.is_plural(word) for word in quoted[:-1])
        return told or written.lower() != quoted[-1]
    return written[:1].isupper() and not alone


def _of_persons(lower: Sequence[str], nouns: Nouns) -> bool:
    """Tell whether every item of a list is a person ("his mother and sister")."""
    items: list[list[str]] = [[]]
    for word in lower:
        if word in _SEPARATORS:
            items.append([])
        else:
            items[-1].append(word)
    return len(items) > 1 and all(any(map(nouns.is_person, item)) for item in items if item)


def _list_size(lower: Sequence[str]) -> int:
    """Give the number of names in a list ("A, B and C" is three); an age between commas is no name.

    Commas alone part no list: "the mayor's wife, Ana Vega" is one.
    """
    if _JOINING.isdisjoint(lower):
        return 1
    names, named = 0, False
    for word in (*lower, ","):
        if word in _SEPARATORS:
            names, named = names + named, False
        else:
            named = named or word.isalpha()
    return max(1, names)
