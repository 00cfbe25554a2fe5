"""Annotated texts as training examples: windows, count expressions, and what is known of each."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tollbook import languages
from tollbook.extracting.mentions import sentence_ranges
from tollbook.extracting.number_words import NumberWords, number_words
from tollbook.extracting.numbers import CountExpression, read_counts
from tollbook.extracting.scan import HarmWords, Sieve, load_sieve, look
from tollbook.extracting.windows import ShowingData, Vocabulary, Window, windows
from tollbook.text import Words, words


@dataclass(frozen=True)
class Label:
    """What the annotation says of one count expression; index ranges are word indices of the text.

    `None` is what the annotation does not say: nothing is learned from it. An empty `speaker` is the own
    voice.
    """

    measure: tuple[str, ...] | None
    scope: str | None = None
    status: str | None = None
    extent: str | None = None
    group: tuple[str, ...] | None = None
    optional: bool = False
    end: int | None = None
    speaker: tuple[tuple[int, int], ...] | None = None
    via: tuple[tuple[int, int], ...] | None = None
    whole: int | None = None


@dataclass(frozen=True)
class Example:
    """One text: its words, windows, count expressions, and the label of each (`None`: no claim)."""

    id: str
    words: Words
    windows: Sequence[Window]
    counts: Sequence[CountExpression]
    labels: Sequence[Label | None]
    bare: Sequence[tuple[int, int, Label]] = field(default_factory=tuple)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Read the objects of a JSONL file, packed or not."""
    opening = gzip.open if path.suffix == ".gz" else open
    with opening(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def held_out(id_: str) -> bool:
    """Tell whether a text belongs to the tenth of the training set that is kept back from training."""
    return int(hashlib.sha256(id_.encode()).hexdigest(), 16) % 10 == 0


@dataclass(frozen=True)
class Tools:
    """What an example is made with: the same words, sieve and vocabulary as in reading."""

    numbers: NumberWords
    harm: HarmWords
    sieve: Sieve
    vocabulary: Vocabulary


def vocabulary_of(language: Path) -> Vocabulary:
    """Give the word pieces of a language pack's folder."""
    showing = languages.load(language.name, "showing", ShowingData)
    return Vocabulary(language / "model" / "vocabulary.txt", number_words(language.name), showing)


def tools(language: Path) -> Tools:
    """Give the tools of a language pack's folder."""
    return Tools(
        number_words(language.name),
        HarmWords(languages.load(language.name, "harm", dict[str, list[str]])),
        load_sieve(language / "model" / "sieve.npz"),
        vocabulary_of(language),
    )


def example(row: dict[str, Any], with_: Tools) -> Example:
    """Make an example of an annotated text; a text without `claims` is one without harm."""
    text = row["text"]
    text_words = words(text)
    ranges = sentence_ranges(text, text_words)
    counts = [c for first, last in ranges for c in read_counts(text_words, with_.numbers, first, last)]
    live = look(text_words, ranges, with_.harm, with_.numbers, with_.sieve).live
    shown = windows(text_words, ranges, live, with_.vocabulary)
    claims = row.get("claims") or []
    chosen = _match(text_words, counts, claims)
    names = _names(text_words, claims)
    spans = {c["id"]: chosen.get(i) for i, c in enumerate(claims)}
    labels: list[Label | None] = [None] * len(counts)
    bare: list[tuple[int, int, Label]] = []
    for i, claim in enumerate(claims):
        first, last = text_words.at(claim["start"]), text_words.at(claim["end"] - 1)
        whole = spans.get(claim["part_of"])
        label = _label(claim, last, names, whole)
        if i in chosen:
            labels[chosen[i]] = label
        elif first >= 0:
            bare.append((first, last, label))
    return Example(row["id"], text_words, shown, counts, labels, bare)


def silver(row: dict[str, Any], with_: Tools) -> Example:
    """Make an example of a text that a model has read: what is counted and how far the words reach."""
    full = example(row, with_)
    keep = [Label(la.measure, optional=la.optional, end=la.end) if la else None for la in full.labels]
    bare = [
        (first, last, Label(la.measure, optional=la.optional, end=la.end)) for first, last, la in full.bare
    ]
    return Example(full.id, full.words, full.windows, full.counts, keep, bare)


PRONOUNS = frozenset(
    ["he", "she", "they", "it", "we", "i", "you", "who", "which", "that", "his", "her", "their", "someone"]
)


def voices(row: dict[str, Any], with_: Tools) -> Example:
    """Make an example of a PolNeAR text: of each count expression, who says it, and nothing else.

    A source that is a pronoun teaches nothing here: in the claims a pronoun is replaced by its name.
    """
    text = row["text"]
    text_words = words(text)
    ranges = sentence_ranges(text, text_words)
    counts = [c for first, last in ranges for c in read_counts(text_words, with_.numbers, first, last)]
    chosen = [c for c in counts if c.kind in ("number", "vague", "single")]
    anchors = {c.anchor for c in chosen}
    live = [any(first <= a < last for a in anchors) for first, last in ranges]
    stride = max(1, sum(live) // 10)
    seen = 0
    for i, flag in enumerate(live):
        seen += flag
        live[i] = flag and seen % stride == 0
    sources = _sources(row, text_words)
    labels = [Label(None, speaker=_source_of(text_words.starts[c.anchor], sources)) for c in chosen]
    return Example(row["id"], text_words, windows(text_words, ranges, live, with_.vocabulary), chosen, labels)


Source = tuple[list[list[int]], tuple[tuple[int, int], ...] | None]


def _sources(row: dict[str, Any], text_words: Words) -> list[Source]:
    """Give the contents of all attributions with the word ranges of their sources."""
    annotation = row["annotations"][0]
    spans = annotation["spans"]
    found: list[Source] = []
    for line in annotation["relations"]:
        parts: dict[str, list[list[int]]] = {}
        for item in line.split():
            kind, _, name = item.partition(":")
            if name in spans:
                parts.setdefault(re.sub(r"\d+$", "", kind), []).extend(spans[name][1])
        if parts.get("Content"):
            places = [(text_words.at(a), text_words.at(b - 1)) for a, b in parts.get("Source", [])[:1]]
            pronoun = any(first == last and text_words.lower[first] in PRONOUNS for first, last in places)
            found.append((parts["Content"], None if pronoun or not places else tuple(places)))
    return found


def _source_of(offset: int, sources: Sequence[Source]) -> tuple[tuple[int, int], ...] | None:
    """Give the source of the innermost content that holds an offset; the own voice where none does."""
    holding = [
        (sum(b - a for a, b in content), source)
        for content, source in sources
        if any(a <= offset < b for a, b in content)
    ]
    return min(holding, key=lambda pair: pair[0])[1] if holding else ()


def _match(
    text_words: Words, counts: Sequence[CountExpression], claims: Sequence[dict[str, Any]]
) -> dict[int, int]:
    """Give for each claim (by index) the count expression that it rests on, the one with its bounds first."""
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    order = sorted(
        range(len(claims)), key=lambda i: (claims[i]["end"] - claims[i]["start"], claims[i]["optional"])
    )
    for i in order:
        claim = claims[i]
        inside = [
            (not _agrees(count, claim), text_words.starts[count.anchor], j)
            for j, count in enumerate(counts)
            if j not in taken
            and claim["start"] <= text_words.starts[count.anchor]
            and text_words.ends[count.anchor] <= claim["end"]
        ]
        if inside and (not min(inside)[0] or not claim["optional"]):
            chosen[i] = min(inside)[2]
            taken.add(chosen[i])
    return chosen


def _agrees(count: CountExpression, claim: dict[str, Any]) -> bool:
    return [count.low, count.high] in claim["bounds"] or bool(claim["vague"] and count.vague)


def _label(
    claim: dict[str, Any], last: int, names: dict[str, tuple[tuple[int, int], ...]], whole: int | None
) -> Label:
    speakers = claim["speaker"]
    named = next((names[s] for s in speakers if s and names.get(s)), None)
    channel = next((names[v] for v in claim["via"] if v and names.get(v)), None)
    own_voice = not any(speakers)
    return Label(
        tuple(claim["measure"]),
        claim["scope"][0],
        claim["status"][0],
        claim.get("extent"),
        tuple(claim["group"][0]),
        bool(claim["optional"]),
        last,
        () if own_voice else named,
        () if not any(claim["via"]) else channel,
        -1 if claim["part_of"] is None else whole,
    )


def _names(text_words: Words, claims: Iterable[dict[str, Any]]) -> dict[str, tuple[tuple[int, int], ...]]:
    """Find every place where a speaker's or channel's name stands in the text, as word index ranges."""
    wanted = {name for claim in claims for name in (*claim["speaker"], *claim["via"]) if name}
    return {name: _places(text_words, name) for name in wanted}


def _places(text_words: Words, name: str) -> tuple[tuple[int, int], ...]:
    target = [_fold(w) for w in words(name).lower]
    lower = [_fold(w) for w in text_words.lower]
    full = _occurrences(lower, target)
    if full:
        return full
    strong = [w for w in target if w.isalpha() and w not in ("the", "a", "an", "of", "and", "'s")]
    for size in range(len(target) - 1, 0, -1):
        for start in range(len(target) - size + 1):
            part = target[start : start + size]
            if sum(w in strong for w in part) * 2 >= len(strong) and (found := _occurrences(lower, part)):
                return found
    return ()


def _occurrences(lower: Sequence[str], target: Sequence[str]) -> tuple[tuple[int, int], ...]:
    size = len(target)
    first = target[0] if target else ""
    return tuple(
        (i, i + size - 1)
        for i, word in enumerate(lower)
        if word == first and list(lower[i : i + size]) == list(target)
    )


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold()).replace("’", "'")
    return re.sub(r"'s$", "", plain)
