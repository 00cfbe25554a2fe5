"""Claims prepared for comparing: what each says at least and at most, of whom, by whose voice and as of when.

Takes: the claims of one incident with their reports and roots. Gives: one `Figure` for each.
Change this when: another fact about a claim decides whether it counts against others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct, structs

from tollbook.model import Claim, Count, Place, Report, Root, Speaker
from tollbook.reconciling.asof import AsOf, as_of, shifted
from tollbook.reconciling.lexicon import lexicon, one_of
from tollbook.reconciling.vague import least
from tollbook.reconciling.wording import Wording, wording

ROUND_FROM = 100
"""The smallest number that is taken for round when only its first digit is not zero."""

APPROXIMATE_SHARE = 10
"""A figure with "about", "nearly" or "some" is taken within this many per cent."""

AXES = frozenset({"adult", "child", "elderly", "man", "woman", "women_and_children", "civilian", "combatant"})
"""The tags of age, sex and status: a subgroup by them that is stated of a total is the whole of that group."""

Extent = Literal["whole", "part"]

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


class Figure(Struct, frozen=True, kw_only=True):
    """One claim (or, where `derived`, the sum of several) as it counts against others.

    `low` and `high` are what the words say, `floor` and `ceiling` the same with the room that rounding leaves.
    `labels` are the nouns and names that make the people a narrower kind, `names` the names
    among them. `voice` is the root; `named` tells
    whether it is a named one, `sets_beside` whether the words set it
    beside people counted elsewhere ("two others"), `includes` the tags of claims that are parts of it, `additional` whether those are of the same measure.
    """

    id: str
    claims: tuple[str, ...]
    report: str
    sentence: int
    start: int
    end: int
    headline: bool
    measure: str
    unit: str
    low: int
    high: int | None
    floor: int
    ceiling: int | None
    extent: Extent
    tags: frozenset[str]
    labels: frozenset[str]
    names: frozenset[str] = frozenset()
    voice: str
    named: bool
    party: str | None = None
    at: AsOf
    parent: str | None = None
    includes: frozenset[str] = frozenset()
    place: Place | None = None
    text: str
    vague: bool = False
    approx: bool = False
    derived: bool = False
    additional: bool = False
    sets_beside: bool = False
    readings: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the figure is put forward as all there are, and so has an upper end."""
        return self.extent == "whole"

    @property
    def exact(self) -> bool:
        """Whether the words give one number."""
        return self.low == self.high


class Sources(Struct, frozen=True, kw_only=True):
    """What is known about the claims' reports, roots and speakers, by id."""

    reports: Mapping[str, Report]
    wordings: Mapping[str, Wording]
    roots: Mapping[str, Root]
    parties: Mapping[str, str]
    language: str


def sources(
    reports: Iterable[Report], roots: Iterable[Root], speakers: Iterable[Speaker], language: str
) -> Sources:
    """Gather reports, roots (by claim) and parties (by speaker)."""
    reports = tuple(reports)
    return Sources(
        reports={report.id: report for report in reports},
        wordings={report.id: wording(report) for report in reports},
        roots={claim: root for root in roots for claim in root.claims},
        parties={speaker.id: speaker.party for speaker in speakers if speaker.party},
        language=language,
    )


def figures(claims: Sequence[Claim], known: Sources) -> tuple[Figure, ...]:
    """Give the figures of claims in the order of reports and words."""
    place = {report: index for index, report in enumerate(known.reports)}
    ordered = sorted(claims, key=lambda c: (place.get(c.report, len(place)), c.evidence.start, c.evidence.end, c.id))
    inside: defaultdict[str, set[str]] = defaultdict(set)
    for claim in ordered:
        inside[claim.part_of or ""].update(claim.group)
    seen: set[tuple[str, str]] = set()
    found = []
    for claim in ordered:
        figure = _figure(claim, known, (claim.report, claim.measure) in seen)
        found.append(structs.replace(figure, includes=frozenset(inside[claim.id])))
        seen.add((claim.report, claim.measure))
    return tuple(found)


def room(count: Count) -> int:
    """Give the room that rounding leaves around a count's ends, in persons or things.

    A number from 100 on with one digit that is not zero has half a unit of that digit's place, one with a word such
    as "about" 10 %; any other has none.
    """
    number = count.low if count.low is not None else count.high
    if number is None or number <= 0:
        return 0
    if count.approx:
        return -(-number * APPROXIMATE_SHARE // 100)
    if count.low == count.high and number >= ROUND_FROM and not str(number)[1:].strip("0"):
        return 10 ** (len(str(number)) - 1) // 2
    return 0


def _figure(claim: Claim, known: Sources, follows: bool) -> Figure:
    """Prepare one claim; `follows` tells whether its report gave a figure of its measure before."""
    words = known.wordings.get(claim.report) or wording(None)
    root = known.roots.get(claim.id)
    tags = frozenset(claim.group)
    labels, names = kind(claim, known.language)
    stage = words.stage(claim.evidence.start, claim.evidence.end, known.language)
    headline = words.headline(claim.evidence.start)
    sets_beside = bool(one_of(lexicon(known.language).additional).search(claim.evidence.quote))
    additional = follows and sets_beside
    slack = room(claim.count)
    low = least(claim.count, known.language)
    high = claim.count.high
    return Figure(
        id=claim.id,
        claims=(claim.id,),
        report=claim.report,
        sentence=words.sentence(claim.evidence.start),
        start=claim.evidence.start,
        end=claim.evidence.end,
        headline=headline,
        measure=claim.measure,
        unit=claim.unit,
        low=low,
        high=high,
        floor=max(0, low - slack) if claim.count.low is not None else low,
        ceiling=None if high is None else high + slack,
        extent=_extent(claim, tags, labels, headline, additional),
        tags=tags,
        labels=labels,
        names=names,
        voice=root.id if root else claim.root or (claim.speaker.name if claim.speaker else f"own:{claim.report}"),
        named=_named(claim, root),
        party=known.parties.get(claim.speaker.id) if claim.speaker else None,
        at=shifted(as_of(claim, known.reports.get(claim.report)), stage),
        parent=claim.part_of,
        place=claim.place,
        text=claim.count.text or claim.evidence.quote,
        vague=claim.count.vague is not None,
        approx=claim.count.approx,
        additional=additional,
        sets_beside=sets_beside,
    )


def _named(claim: Claim, root: Root | None) -> bool:
    return root.kind != "unattributed" if root else claim.speaker is not None


def _extent(claim: Claim, tags: frozenset[str], labels: frozenset[str], headline: bool, additional: bool) -> Extent:
    """Give the extent that counts: a headline toll is whole, "two more" is a part, a subgroup of a total is whole."""
    if additional:
        return "part"
    if claim.part_of is not None:
        return "whole" if tags & AXES and not labels and tags <= AXES and claim.count.vague is None else "part"
    if claim.extent == "unclear":
        return "whole" if headline else "part"
    return claim.extent


def kind(claim: Claim, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the nouns and names by which a count's words make a narrower kind, and the names among them.

    "field commanders" and "Mexicans" are narrower kinds than their group; "people" and "soldiers" are not.
    """
    if claim.unit != "person":
        return frozenset(), frozenset()
    plain = lexicon(language).plain
    known = set(plain["any"]) | plain.get(claim.measure, frozenset())
    for tag in claim.group:
        known |= plain.get(tag, frozenset())
    upper = claim.evidence.quote.isupper()
    labels, names = set(), set()
    for match in _TOKEN.finditer(claim.evidence.quote):
        word = match.group()
        if word.casefold() in known or known.issuperset(word.casefold().split("-")):
            continue
        labels.add(_stem(word))
        if word[0].isupper() and match.start() > 0 and not upper:
            names.add(_stem(word))
    return frozenset(labels), frozenset(names)


def _stem(word: str) -> str:
    return word.casefold().removesuffix("s")
