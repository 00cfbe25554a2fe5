"""Which incident an event fits best, among the earlier events that are most like it.

Takes: a weighed event and its neighbours, each with the incident that it belongs to now. Gives: the event's
link, and the doubt that a person should look at. Change this when: an event joins the wrong incident though
its scores are right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct, structs

from tollbook.linking.decisions import incident_id, link_id
from tollbook.linking.features import Pair, Weighed, Weights
from tollbook.linking.score import cannot_link, odds, probability, score
from tollbook.linking.sketch import Sketch
from tollbook.model import Link, NearMiss

JOIN = -0.5
"""An event joins the incident that it fits best where the log-odds are above this."""

SIDE = 2.0
"""A secondary event joins an incident only where the log-odds are above this: few words stand for it."""

UNSURE = (-2.0, 2.0)
"""Links and rejections with log-odds between these are shown to people."""

SPEAKING = 3
"""How many events of an incident speak for it: those most like the new one."""

UNLIKE = -4.0
"""The log-odds of those of its events that the index did not find."""


class Neighbour(Struct, frozen=True):
    """An earlier event, its number in the order in which the events came, and the incident it belongs to."""

    number: int
    weighed: Weighed
    incident: str


class Doubt(Struct, frozen=True, kw_only=True):
    """A link to look at, or one that was not made, with what speaks for it and against it."""

    link: Link
    linked: bool


class Choice(Struct, frozen=True):
    """Where an event goes: to the incident that it fits best or to one of its own, and what is unsure.

    `nearest` is the event of that incident that is most like it, where it joins.
    """

    link: Link
    doubt: Doubt | None = None
    nearest: Sketch | None = None


class _Fit(Struct, frozen=True):
    """How well an event fits an incident, and its most similar event."""

    incident: str
    odds: float
    nearest: Neighbour


def choose(weighed: Weighed, near: Iterable[Neighbour], worth: Weights, size: Callable[[str], int]) -> Choice:
    """Link an event to the incident that it fits best, else to a new one.

    `size` gives how many events an incident has. No two events of one report are one incident.
    """
    sketch = weighed.sketch
    alone = plain_link(sketch, incident_id(sketch.report, sketch.event))
    best = _best(weighed, near, worth, size)
    if best is None:
        return Choice(alone)
    told = _told(alone, weighed, best, worth)
    joins = best.odds > (JOIN if sketch.main else SIDE)
    unsure = UNSURE[0] < best.odds < UNSURE[1]
    doubt = Doubt(link=told, linked=joins) if unsure else None
    if joins:
        return Choice(told, doubt, best.nearest.weighed.sketch)
    return Choice(structs.replace(alone, near=_near_miss(told)) if unsure else alone, doubt)


def plain_link(sketch: Sketch, incident: str) -> Link:
    """Give a link of an event without a score: one that founds its incident, or that a person made."""
    name = link_id(sketch.report, sketch.event)
    return Link(id=name, report=sketch.report, event=sketch.event, incident=incident)


def _best(
    weighed: Weighed, near: Iterable[Neighbour], worth: Weights, size: Callable[[str], int]
) -> _Fit | None:
    of: defaultdict[str, list[tuple[float, Neighbour]]] = defaultdict(list)
    barred = set()
    for other in near:
        pair = Pair(weighed, other.weighed, worth)
        if other.weighed.sketch.report == weighed.sketch.report:
            barred.add(other.incident)
        elif cannot_link(pair) is None:
            of[other.incident].append((odds(pair), other))
    best: _Fit | None = None
    able = [(_fit(incident, found), incident) for incident, found in of.items() if incident not in barred]
    # An incident of which the index found all events fits best: so many need not be counted.
    for fit, incident in sorted(able, key=lambda each: (-each[0].odds, each[0].nearest.number)):
        if best is not None and fit.odds < best.odds:
            break
        known = _fit(incident, of[incident], size(incident)) if len(of[incident]) < SPEAKING else fit
        if best is None or (known.odds, -known.nearest.number) > (best.odds, -best.nearest.number):
            best = known
    return best


def _fit(incident: str, found: Sequence[tuple[float, Neighbour]], size: int = 0) -> _Fit:
    """Weigh the best of an incident's events against the mean of those that speak for it, `size` in all."""
    ranked = sorted(found, key=lambda each: (each[0], each[1].number), reverse=True)[:SPEAKING]
    missing = max(0, min(SPEAKING, size) - len(ranked))
    mean = (sum(each for each, _ in ranked) + UNLIKE * missing) / (len(ranked) + missing)
    return _Fit(incident, (ranked[0][0] + mean) / 2, ranked[0][1])


def _near_miss(told: Link) -> NearMiss:
    return NearMiss(
        incident=told.incident or "", score=told.score or 0.0,
        evidence_for=told.evidence_for, evidence_against=told.evidence_against,
    )  # fmt: skip


def _told(alone: Link, weighed: Weighed, best: _Fit, worth: Weights) -> Link:
    told = score(Pair(weighed, best.nearest.weighed, worth))
    return structs.replace(
        alone, incident=best.incident, score=round(probability(best.odds), 3),
        evidence_for=told.evidence_for, evidence_against=told.evidence_against,
    )  # fmt: skip
