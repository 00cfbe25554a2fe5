"""What kind of incident a report tells of, by its words: ACLED's events and sub-events, and some of our own.

Takes the words of a text with its sentences; gives the expressions that tell of violence or harm, and for an
incident the kind that most of them speak for. Source of the names: ACLED Codebook (2023), "Event types".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct

from tollbook import languages
from tollbook.extracting.expressions import Expressions
from tollbook.model import Claim, Offsets, Span
from tollbook.text import Words

OTHER = -1
"""The number, in place of an entry's, of an expression that means something else."""

LEAD = 4
"""So many sentences at the beginning, the title among them, say what a report is about."""

_UNREAL_REACH = 3
_MOST_QUOTED = 3
_BY_CLAIM, _ALL_CLAIMS = 2.0, 8.0


class KindEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """One way in which words tell of a kind; the comments of `incidents.yaml` say what each field holds."""

    kind: str | None
    words: list[str] = []
    measures: list[str] = []
    beside: list[str] = []
    weight: float = 1.0
    unless: list[str] = []
    shy: bool = False


class IncidentData(Struct, frozen=True, forbid_unknown_fields=True):
    """The part `incidents` of a language pack."""

    classes: dict[str, list[str]]
    kinds: list[KindEntry]
    other: list[str]
    unreal: list[str]


class KindWords(Struct, frozen=True):
    """The words of kinds in one language, ready to be looked up."""

    entries: Sequence[KindEntry]
    telling: Expressions[int]
    classes: Expressions[str]
    unreal: Expressions[bool]


class Hit(Struct, frozen=True):
    """An expression that tells of a kind: the number of its entry and sentence, and its word indices."""

    entry: int
    sentence: int
    first: int
    last: int


class Told(Struct, frozen=True):
    """The expressions of one text that tell of kinds, in text order."""

    text: Words
    known: KindWords
    hits: Sequence[Hit]

    @property
    def plain(self) -> Sequence[Hit]:
        """The expressions that are by themselves a sign of violence or harm."""
        return [hit for hit in self.hits if not self.known.entries[hit.entry].shy]

    @property
    def of_harm(self) -> bool:
        """Whether the report is about violence or harm: its first sentences tell of it in plain words."""
        return any(hit.sentence < LEAD for hit in self.plain)

    def spots(self) -> list[Offsets]:
        """Give where the plain expressions stand in the text."""
        return [Offsets(start=self.text.starts[h.first], end=self.text.ends[h.last]) for h in self.plain]


class KindChoice(Struct, frozen=True):
    """The kind of an incident, the expressions that decided, and the reason; no kind where none is told."""

    kind: str | None
    evidence: tuple[Span, ...]
    because: str


@cache
def kind_names(language: str) -> tuple[str, ...]:
    """Give every kind of which a language can tell, in the order of the alphabet."""
    data = languages.load(language, "incidents", IncidentData)
    return tuple(sorted({entry.kind for entry in data.kinds if entry.kind}))


@cache
def kind_words(language: str) -> KindWords:
    """Give the words of kinds of a language; raises `FileNotFoundError` where it has no `incidents.yaml`."""
    data = languages.load(language, "incidents", IncidentData)
    telling = [(words, number) for number, entry in enumerate(data.kinds) for words in entry.words]
    return KindWords(
        data.kinds,
        Expressions([*telling, *((words, OTHER) for words in data.other)]),
        Expressions((words, name) for name, entries in data.classes.items() for words in entries),
        Expressions((words, True) for words in data.unreal),
    )


def find_told(words: Words, ranges: Sequence[tuple[int, int]], language: str) -> Told:
    """Give what the sentences of a text (ranges of word indices) tell of kinds of incidents."""
    known = kind_words(language)
    hits = [
        hit
        for number, (first, last) in enumerate(ranges)
        for hit in _hits(words.lower, number, first, last, known)
    ]
    return Told(words, known, hits)


def _hits(lower: Sequence[str], number: int, first: int, last: int, known: KindWords) -> list[Hit]:
    """Give the hits of one sentence, none inside a longer one, and none of what has not happened."""
    found = [
        Hit(entry, number, at, end - 1)
        for at in range(first, last)
        for end, entry in known.telling.at(lower, at, last)
    ]
    if all(hit.entry == OTHER for hit in found):
        return []
    classes = _classes(lower, first, last, known)
    meant = [h for h in found if h.entry == OTHER or classes.issuperset(known.entries[h.entry].beside)]
    return [
        hit for hit in meant
        if hit.entry != OTHER
        and not any(_holds(other, hit) for other in meant)
        and not _unreal(lower, first, hit, known)
    ]  # fmt: skip


def _holds(wide: Hit, narrow: Hit) -> bool:
    return (
        wide.first <= narrow.first
        and narrow.last <= wide.last
        and wide.last - wide.first > narrow.last - narrow.first
    )


def _classes(lower: Sequence[str], first: int, last: int, known: KindWords) -> set[str]:
    """Give the classes that have a word in a sentence; of two expressions at one place the longer counts."""
    found: set[str] = set()
    at = first
    while at < last:
        here = known.classes.at(lower, at, last)
        end = max((end for end, _ in here), default=at + 1)
        found.update(name for stop, name in here if stop == end)
        at = end
    return found


def _unreal(lower: Sequence[str], first: int, hit: Hit, known: KindWords) -> bool:
    return any(
        known.unreal.at(lower, at, hit.first)
        for at in range(max(first, hit.first - _UNREAL_REACH), hit.first)
    )


def kind_of(text: str, told: Told, claims: Sequence[Claim], weights: Mapping[int, float]) -> KindChoice:
    """Give the kind that the sentences of an incident speak for; `weights` says how much each of them counts.

    A sentence counts once for each kind, by the expression of most weight; the measure of a claim counts too,
    and most where no other harm to people is counted.
    """
    harmed = {claim.measure for claim in claims if claim.count.high != 0}
    people = {claim.measure for claim in claims if claim.unit == "person" and claim.count.high != 0}
    open_ = [e for e in told.known.entries if e.kind and harmed.isdisjoint(e.unless)]
    best = _best(told, weights, {id(entry) for entry in open_})
    scores: dict[str, float] = {}
    for (kind, _), (worth, _) in best.items():
        scores[kind] = scores.get(kind, 0.0) + worth
    measured: dict[str, str] = {}
    for entry in open_:
        counted = harmed.intersection(entry.measures)
        if counted and entry.kind and entry.kind not in measured:
            measured[entry.kind] = ", ".join(sorted(counted))
            alone = people.issubset(entry.measures)
            scores[entry.kind] = (
                scores.get(entry.kind, 0.0) + (_ALL_CLAIMS if alone else _BY_CLAIM) * entry.weight
            )
    if not scores:
        return KindChoice(None, (), "no words tell it")
    order = {entry.kind: number for number, entry in reversed(list(enumerate(told.known.entries)))}
    kind = max(scores, key=lambda name: (scores[name], -order[name]))
    hits = [(-worth, hit.first, hit) for (name, _), (worth, hit) in best.items() if name == kind]
    evidence = _different([_span(text, told.text, hit) for _, _, hit in sorted(hits)])[:_MOST_QUOTED]
    reasons = [f"«{span.quote}»" for span in evidence]
    reasons += [f"{measured[kind]} are counted"] if kind in measured else []
    return KindChoice(kind, tuple(evidence), ", ".join(reasons))


def _best(
    told: Told, weights: Mapping[int, float], entries: set[int]
) -> dict[tuple[str, int], tuple[float, Hit]]:
    """Give for each kind and sentence the expression of most weight, with what it is worth."""
    best: dict[tuple[str, int], tuple[float, Hit]] = {}
    for hit in told.hits:
        entry = told.known.entries[hit.entry]
        worth = entry.weight * weights.get(hit.sentence, 0.0)
        if worth and entry.kind and id(entry) in entries:
            place = (entry.kind, hit.sentence)
            if place not in best or worth > best[place][0]:
                best[place] = (worth, hit)
    return best


def _different(spans: Sequence[Span]) -> list[Span]:
    return list({span.quote.lower(): span for span in reversed(spans)}.values())[::-1]


def _span(text: str, words: Words, hit: Hit) -> Span:
    start, end = words.starts[hit.first], words.ends[hit.last]
    return Span(start=start, end=end, quote=text[start:end])
