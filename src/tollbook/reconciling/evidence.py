"""The evidence of one incident: its figures sorted by what counts, what was overtaken and what stays out.

Takes: a case and one of its incidents. Gives: an `Evidence`, which every method starts from.
Change this when: something else keeps a claim out of every range.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

from msgspec import Struct, structs

from tollbook.measures import measures
from tollbook.model import Claim, Incident, SetAside, WordReading
from tollbook.reconciling import overtaking, readings, totals
from tollbook.reconciling.asof import Stage, of_when
from tollbook.reconciling.beside import set_beside
from tollbook.reconciling.dating import dated
from tollbook.reconciling.extents import settled
from tollbook.reconciling.figures import Figure, Sources, figures
from tollbook.reconciling.overtaking import Overtaken
from tollbook.reconciling.quotes import count_words
from tollbook.reconciling.readings import BOTH, INJURED, Reading
from tollbook.reconciling.unrelated import something_else
from tollbook.reconciling.wording import wording

OUT_BY_STATUS: Mapping[str, tuple[str, str]] = {
    "possible": ("only-possible", "put forward as possible, not as so"),
    "denied": ("denied", "denied by its speaker"),
}
OUT_BY_SCOPE: Mapping[str, tuple[str, str]] = {
    "background": ("another-incident", "speaks of another, earlier incident"),
    "cumulative": ("running-total", "a total over a period or several incidents"),
}
OUT_BY_DATE = ("dated-to-another-time", "the words date it to another time than the incident's")


class Evidence(Struct, frozen=True, kw_only=True):
    """What is known about one incident before any method is applied.

    `figures` are the asserted ones of the incident itself, in text order: casualties under the measure they
    are read as, a civilian's noun ("villagers") under civilian. `derived` are the totals that follow from
    their lists, `cumulative` running totals, which only explain others, `aside` by measure the claims that
    stay out of ranges.
    """

    incident: str
    claims: Mapping[str, Claim]
    figures: tuple[Figure, ...]
    derived: tuple[Figure, ...]
    cumulative: tuple[Figure, ...]
    readings: Mapping[str, Reading]
    overtaken: Mapping[str, Overtaken]
    aside: Mapping[str, tuple[SetAside, ...]]
    denied_by: Mapping[str, tuple[str, ...]]

    @property
    def word_readings(self) -> tuple[WordReading, ...]:
        """The readings of words with two readings, as they are shown."""
        return readings.word_readings(self.readings, self.claims)

    def standing(self) -> tuple[Figure, ...]:
        """Give the figures and derived totals that nothing has overtaken."""
        return tuple(f for f in (*self.figures, *self.derived) if f.id not in self.overtaken)

    def every(self) -> tuple[Figure, ...]:
        """Give every figure and derived total, overtaken or not."""
        return (*self.figures, *self.derived)


def _read(figure: Figure, read_as: Mapping[str, Reading]) -> Figure:
    """Give a figure as it counts in findings.

    A civilian's noun under civilian, casualties as they are read.
    """
    if figure.civilian:
        figure = structs.replace(figure, tags=figure.tags | {"civilian"})
    reading = read_as.get(figure.id)
    if figure.measure != "casualties" or reading is None:
        return figure
    measure = INJURED if reading.read_as == INJURED else "casualties"
    return structs.replace(figure, measure=measure, readings=figure.claims)


def evidence(incident: Incident, claims: Sequence[Claim], known: Sources) -> Evidence:
    """Sort the claims of one incident; those of unknown measures are left out (`checks` names them)."""
    counted = [claim for claim in claims if _counts(claim)]
    elsewhen = _dated_elsewhere(counted, incident, known)
    said_of_it = [
        c for c in counted if c.scope == "event" and c.status == "asserted" and c.id not in elsewhen
    ]
    found = set_beside(_prepared(said_of_it, known))
    found = totals.of_one_extent(found, totals.lists(found, known.wordings, known.language))
    runs = totals.lists(found, known.wordings, known.language)
    derived = totals.derived(found, runs)
    read_as = readings.readings([*found, *derived])
    found = tuple(_read(figure, read_as) for figure in found)
    derived = tuple(_read(figure, read_as) for figure in derived)
    unrelated = something_else([*found, *derived], known)
    overtaken = overtaking.overtaken([f for f in (*found, *derived) if f.id not in unrelated])
    overtaken |= unrelated
    return Evidence(
        incident=incident.id,
        claims={claim.id: claim for claim in claims},
        figures=found,
        derived=derived,
        cumulative=_prepared(
            [c for c in counted if c.scope == "cumulative" and c.status == "asserted"], known
        ),
        readings=read_as,
        overtaken=overtaken,
        aside=_aside(counted, elsewhen),
        denied_by=_denied(counted, known),
    )


def _prepared(claims: Sequence[Claim], known: Sources) -> tuple[Figure, ...]:
    return dated(settled(figures(claims, known), known), known)


def _counts(claim: Claim) -> bool:
    measure = measures().get(claim.measure)
    return measure is not None and measure.finding


def _dated_elsewhere(claims: Sequence[Claim], incident: Incident, known: Sources) -> frozenset[str]:
    """Give the claims whose harm the words date to another time than the incident's.

    A report that dates all of its figures elsewhere is known to tell of the incident: its time was taken
    wrongly. Then only a figure that its own sentence dates is one of another time, and none where the first
    figure of the body is such. "A fourth person", dated later, died of the incident all the same, and so did
    all those to whom a toll has climbed.
    """
    outside = [c for c in claims if _outside(c, incident) and not _counts_on(c, known)]
    names = {claim.id for claim in outside}
    apart = {claim.report for claim in claims if claim.id not in names and claim.times.event is not None}
    first: dict[str, bool] = {}
    for claim in sorted(claims, key=lambda c: c.evidence.start):
        words = known.wordings.get(claim.report)
        if words is not None and not words.headline(claim.evidence.start):
            first.setdefault(claim.report, claim.times.event is not None and words.dates(claim))
    return frozenset(
        claim.id
        for claim in outside
        if (known.wordings.get(claim.report) or wording(None)).dates(claim)
        and (claim.report in apart or not first.get(claim.report, True))
    )


def _counts_on(claim: Claim, known: Sources) -> bool:
    words = count_words(claim.count, claim.evidence.quote, known.language)
    around = known.wordings.get(claim.report) or wording(None)
    stage = around.stage(claim.evidence.start, claim.evidence.end, known.language)
    return bool(words.ordinal) or words.further or stage is Stage.LAST


def _outside(claim: Claim, incident: Incident) -> bool:
    """Tell whether the words date a claim's harm to a time that lies outside the incident's."""
    when = claim.times.event
    if when is None or incident.date is None or "publication" in (when.ground, incident.date.ground):
        return False
    mine, its = of_when(when), of_when(incident.date)
    return mine is not None and its is not None and (mine[1] < its[0] or its[1] < mine[0])


def _aside(claims: Iterable[Claim], elsewhen: Container[str]) -> dict[str, tuple[SetAside, ...]]:
    found: defaultdict[str, list[SetAside]] = defaultdict(list)
    for claim in claims:
        out = OUT_BY_STATUS.get(claim.status) or OUT_BY_SCOPE.get(claim.scope)
        out = out or (OUT_BY_DATE if claim.id in elsewhen else None)
        if out is not None:
            found[claim.measure].append(SetAside(claim=claim.id, rule=out[0], why=out[1]))
    return {measure: tuple(members) for measure, members in found.items()}


def _denied(claims: Iterable[Claim], known: Sources) -> dict[str, tuple[str, ...]]:
    """Give by measure the roots that deny harm: they dispute a finding and never set its low."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for claim in claims:
        root = known.roots.get(claim.id)
        if claim.status == "denied" and claim.scope == "event" and root is not None:
            found[claim.measure].append(root.id)
    return {measure: tuple(dict.fromkeys(roots)) for measure, roots in found.items()}


__all__ = ["BOTH", "INJURED", "Evidence", "evidence"]
