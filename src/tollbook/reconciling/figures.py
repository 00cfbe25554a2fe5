"""Claims prepared for comparing: what each says at least and at most, of whom, by whose voice and as of when.

Takes: the claims of one incident with their reports and roots. Gives: one `Figure` for each.
Change this when: another fact about a claim decides whether it counts against others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct, structs

from tollbook.model import Claim, Count, Place, Report, Root, Speaker
from tollbook.reconciling.asof import AsOf, as_of, of_when
from tollbook.reconciling.quotes import count_words, kind
from tollbook.reconciling.vague import least, vague_class
from tollbook.reconciling.wording import Opening, Wording, wording

ROUND_FROM = 100
"""The smallest number that is taken for round when only its first digit is not zero."""

APPROXIMATE_SHARE = 10
"""A figure with "about", "nearly" or "some" is taken within this many per cent."""

SURE = 0.6
"""Claims of which four in ten and more are read wrongly take no part in a conflict."""

AXES = frozenset({"adult", "child", "elderly", "man", "woman", "women_and_children", "civilian", "combatant"})
"""The tags of age, sex and status.

A subgroup by them that is stated of a total is the whole of that group.
"""

STATUSES = frozenset({"civilian", "combatant", "police", "perpetrator", "official", "prisoner"})
"""The tags of status: who bears one is no civilian by the noun alone."""

HARM = frozenset({"killed", "injured", "casualties"})
"""Measures that may count the same people."""

MIXED = "casualties"
"""The measure that counts the killed and the injured, or the injured alone."""

Extent = Literal["whole", "part"]


class Figure(Struct, frozen=True, kw_only=True):
    """One claim (or, where `derived`, the sum of several) as it counts against others.

    `low` and `high` are what the words say, `floor` and `ceiling` the same with the room that rounding
    leaves. `labels` are the nouns and names that make the people a narrower kind, `names` the names among
    them. `voice` is the root; `named` tells whether it is a named one, `sets_beside` whether the words set it
    beside people counted elsewhere ("two others"), `additional` whether those are of the same measure,
    `beside` the claims that count them, `numbered` whether they state a number, `ordinal` the number that
    "a fourth victim" has, `of_the_toll` whether it numbers the victims, `some` whether the words take
    them out of others or add them to others, `rough` whether they state an open number of dozens,
    `definite` whether they point back ("the three victims"), `owned` whether they tell of somebody's own
    ("his five children"),
    `includes` the tags of claims that are parts of it, `civilian` whether the noun is a civilian's though
    no status is stated. `by_fighters` tells whether the words say that an armed group did it. `opening`
    is what its sentence opens with, `placed` whether the place is named in or right before the sentence,
    `entry` the time of day of its entry, in minutes, in a report of entries.
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
    beside: frozenset[str] = frozenset()
    place: Place | None = None
    text: str
    vague: bool = False
    vague_class: str | None = None
    approx: bool = False
    derived: bool = False
    additional: bool = False
    sets_beside: bool = False
    numbered: bool = True
    civilian: bool = False
    ordinal: int = 0
    of_the_toll: bool = False
    some: bool = False
    rough: bool = False
    definite: bool = False
    owned: bool = False
    opening: Opening = Opening()
    placed: bool = False
    by_fighters: bool = False
    entry: int | None = None
    sure: bool = True
    event: tuple[float, float] | None = None
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
    ordered = sorted(
        claims, key=lambda c: (place.get(c.report, len(place)), c.evidence.start, c.evidence.end, c.id)
    )
    groups = {claim.id: frozenset(claim.group) for claim in claims}
    mixed = {claim.id for claim in claims if claim.measure == MIXED}
    inside: defaultdict[str, set[str]] = defaultdict(set)
    for claim in ordered:
        inside[claim.part_of or ""].update(claim.group)
    seen: set[tuple[str, str, str]] = set()
    found = []
    for claim in ordered:
        above = groups.get(claim.part_of or "", frozenset())
        across = claim.part_of in mixed and claim.measure == "killed"
        figure = _figure(
            claim, known, None if across else above, (claim.report, claim.measure, claim.unit) in seen
        )
        # "108 casualties: 12 adults and 3 children killed": a part of the casualties, and all of the killed.
        own = across and figure.whole
        told = any((claim.report, measure, claim.unit) in seen for measure in {claim.measure, *HARM})
        back = figure.definite and told
        figure = structs.replace(
            figure,
            includes=frozenset(inside[claim.id]),
            definite=back,
            extent="part" if back and not figure.headline else figure.extent,
        )
        found.append(structs.replace(figure, parent=None) if own else figure)
        seen.add((claim.report, claim.measure, claim.unit))
    return tuple(found)


def room(count: Count) -> int:
    """Give the room that rounding leaves around a count's ends, in persons or things.

    A number from 100 on with one digit that is not zero has half a unit of that digit's place, one with a
    word such as "about" 10 %; any other has none.
    """
    number = count.low if count.low is not None else count.high
    if number is None or number <= 0:
        return 0
    if count.approx:
        return -(-number * APPROXIMATE_SHARE // 100)
    if count.low == count.high and number >= ROUND_FROM and not str(number)[1:].strip("0"):
        return int(10 ** (len(str(number)) - 1)) // 2
    return 0


def _figure(claim: Claim, known: Sources, above: frozenset[str] | None, follows: bool) -> Figure:
    """Prepare one claim.

    `above` are the tags of the claim it is a part of, `None` where that counts the hurt with the dead;
    `follows` tells whether its report gave a figure of its measure before.
    """
    words = known.wordings.get(claim.report) or wording(None)
    root = known.roots.get(claim.id)
    tags = frozenset(claim.group)
    headline = words.headline(claim.evidence.start)
    labels, names = kind(claim, known.language, headline)
    count = count_words(claim.count, claim.evidence.quote, known.language)
    also = words.also(claim.evidence.start, claim.evidence.end, known.language)
    additional = count.further or (
        follows and (count.others or (also and count.introduces)) and claim.count.vague is None
    )
    # "One of them" of two men: of what kind that one is, no word says.
    within = bool(above) and count.partitive and not count.names_group
    some = additional or count.partitive if claim.part_of is None else within
    slack = room(claim.count)
    low = least(claim.count, known.language)
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
        high=claim.count.high,
        floor=max(0, low - slack) if claim.count.low is not None else low,
        ceiling=None if claim.count.high is None else claim.count.high + slack,
        extent="part" if some else _extent(claim, above, labels, headline),
        tags=tags,
        labels=labels,
        names=names,
        voice=_voice(claim, root),
        named=_named(claim, root),
        party=known.parties.get(claim.speaker.id) if claim.speaker else None,
        at=as_of(claim, known.reports.get(claim.report)),
        parent=claim.part_of,
        place=claim.place,
        text=claim.count.text or claim.evidence.quote,
        vague=claim.count.vague is not None,
        vague_class=vague_class(claim.count.vague, known.language) if claim.count.vague else None,
        approx=claim.count.approx,
        additional=additional,
        sets_beside=count.further or count.others,
        numbered=count.numbered,
        ordinal=count.ordinal,
        of_the_toll=count.of_the_toll,
        some=bool(some),
        rough=count.rough,
        definite=count.definite,
        owned=count.owned,
        opening=words.opening(claim.evidence.start, known.language),
        placed=_placed(claim, words),
        by_fighters=_by_fighters(claim, words, known.language),
        entry=words.entry(claim.evidence.start),
        sure=claim.by.confidence >= SURE,
        event=_event(claim, words),
        civilian=count.civilian and not tags & STATUSES,
    )


def _by_fighters(claim: Claim, words: Wording, language: str) -> bool:
    harm = claim.measure in ("killed", "injured")
    return harm and words.by_fighters(claim.evidence.start, claim.evidence.end, language)


def _placed(claim: Claim, words: Wording) -> bool:
    """Tell whether the place of a claim is named in its sentence or in the one before."""
    named = claim.place.evidence if claim.place is not None else None
    return named is not None and 0 <= words.sentence(claim.evidence.start) - words.sentence(named.start) <= 1


def _event(claim: Claim, words: Wording) -> tuple[float, float] | None:
    """Give when the harm was done, in seconds, where the words of the claim's sentence say so."""
    when = claim.times.event
    if when is None or when.ground != "words" or not words.dates(claim):
        return None
    return of_when(when)


def _voice(claim: Claim, root: Root | None) -> str:
    if root is not None:
        return root.id
    return claim.root or (claim.speaker.name if claim.speaker else f"own:{claim.report}")


def _named(claim: Claim, root: Root | None) -> bool:
    return root.kind != "unattributed" if root else claim.speaker is not None


def _extent(claim: Claim, above: frozenset[str] | None, labels: frozenset[str], headline: bool) -> Extent:
    """Give the extent that counts; `above` are the tags of the claim that it is a part of.

    A headline toll is whole, and so is a subgroup by age, sex or status that is stated of a total. The killed
    among the hurt are all of the killed where the words put them forward as such.
    """
    if claim.part_of is not None:
        tags = frozenset(claim.group) - (above or frozenset())
        if tags and tags <= AXES and not labels and claim.count.vague is None:
            return "whole"
        return "whole" if above is None and claim.extent == "whole" else "part"
    if claim.extent == "unclear":
        return "whole" if headline else "part"
    return claim.extent
