"""Events of many reports to incidents, one event after another; people's decisions lie over it.

Takes: sketches in the order in which they come, what was linked before, and judgements. Gives: a `Link` for
each event, and the links that are unsure. Change this when: an event joins the wrong incident though its
scores are right.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from tollbook.languages import load
from tollbook.linking.candidates import Index, Rarity
from tollbook.linking.decisions import Decisions, Placed, event_id, incident_id, link_id
from tollbook.linking.features import Pair, Weighed, Weights
from tollbook.linking.score import cannot_link, odds, probability, score
from tollbook.linking.sketch import LinkingWords, Sketch
from tollbook.model import Judgement, Link

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


class Doubt(Struct, frozen=True, kw_only=True):
    """A link to look at, or one that was not made, with what speaks for it and against it."""

    link: Link
    linked: bool


class Fit(Struct, frozen=True):
    """How well an event fits an incident, and its most similar event."""

    incident: str
    odds: float
    nearest: int


class Linker:
    """The incidents so far: a pure function of the sketches and judgements that it was given, in their order.

    `past` are the sketches linked before with the incidents they were put into, judgements left aside.
    """

    def __init__(
        self,
        past: Iterable[tuple[Sketch, str]] = (),
        judgements: Iterable[Judgement] = (),
        language: str = "en",
    ) -> None:
        self._decisions = Decisions(judgements)
        self._rarity = Rarity()
        self._index = Index(self._rarity)
        self._worth = Weights(self._rarity, load(language, "linking", LinkingWords).usual)
        self._learnt: set[str] = set()
        self._numbers: dict[str, int] = {}
        self._events: list[Weighed] = []
        self._links: list[Link] = []
        self._sizes: Counter[str] = Counter()
        self._doubts: list[Doubt] = []
        for sketch, incident in past:
            self.learn([sketch])
            self._put(self._worth.weighed(sketch), _plain_link(sketch, incident))

    def learn(self, sketches: Iterable[Sketch]) -> None:
        """Count the words of sketches to come, so that the first of them already knows what is rare."""
        for sketch in sketches:
            name = event_id(sketch.report, sketch.event)
            if sketch.main and name not in self._learnt:
                self._learnt.add(name)
                self._rarity.learn(sketch)

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Put other judgements, all of them, oldest first, in the place of those before."""
        self._decisions = Decisions(judgements)

    def add(self, sketch: Sketch) -> Link:
        """Link one more event to the incident that it fits best, else to a new one; a repeat does nothing."""
        if event_id(sketch.report, sketch.event) not in self._numbers:
            self.learn([sketch])
            weighed = self._worth.weighed(sketch)
            best = self._best(weighed)
            alone = _plain_link(sketch, incident_id(sketch.report, sketch.event))
            link = self._told(alone, weighed, best) if best is not None else alone
            joins = best is not None and best.odds > (JOIN if sketch.main else SIDE)
            if best is not None and UNSURE[0] < best.odds < UNSURE[1]:
                self._doubts.append(Doubt(link=link, linked=joins))
            self._put(weighed, link if joins else alone)
        return self.link(sketch.report, sketch.event)

    def link(self, report: str, event: str) -> Link:
        """Give the link of an event as it stands now; without a score where a person decided it.

        Raises `KeyError` for an event that was never added.
        """
        made = self._links[self._numbers[event_id(report, event)]]
        placed = self._placed(made)
        incident = self._decisions.incident(placed, self._find)
        if self._decisions.settled(placed) or incident != made.incident:
            return _plain_link(self._events[self._numbers[event_id(report, event)]].sketch, incident)
        return made

    def links(self) -> tuple[Link, ...]:
        """Give the links of all events as they stand now, in the order in which the events came."""
        return tuple(self.link(made.report, made.event) for made in self._links)

    def unsure(self) -> tuple[Doubt, ...]:
        """Give the links, made or not, that a person should look at and that none has decided."""
        return tuple(d for d in self._doubts if not self._decisions.settled(self._placed(d.link)))

    def _put(self, weighed: Weighed, link: Link) -> None:
        number = len(self._events)
        self._events.append(weighed)
        self._links.append(link)
        self._numbers[event_id(link.report, link.event)] = number
        self._sizes[link.incident or ""] += 1
        self._index.add(number, weighed.sketch)

    def _best(self, weighed: Weighed) -> Fit | None:
        """Give the incident that an event fits best; no two events of one report are one incident."""
        of: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
        barred = set()
        for number in self._index.near(weighed.sketch):
            other = self._events[number]
            pair = Pair(weighed, other, self._worth)
            now = self.link(other.sketch.report, other.sketch.event).incident or ""
            if other.sketch.report == weighed.sketch.report:
                barred.add(now)
            elif cannot_link(pair) is None:
                of[now].append((odds(pair), number))
        fits = [self._fit(incident, found) for incident, found in of.items() if incident not in barred]
        return max(fits, key=lambda fit: (fit.odds, -fit.nearest), default=None)

    def _fit(self, incident: str, found: Sequence[tuple[float, int]]) -> Fit:
        """Weigh the best of an incident's events against the mean of those that speak for it."""
        ranked = sorted(found, reverse=True)[:SPEAKING]
        missing = min(SPEAKING, self._sizes[incident]) - len(ranked)
        mean = (sum(each for each, _ in ranked) + UNLIKE * max(0, missing)) / (len(ranked) + max(0, missing))
        return Fit(incident, (ranked[0][0] + mean) / 2, ranked[0][1])

    def _told(self, alone: Link, weighed: Weighed, best: Fit) -> Link:
        told = score(Pair(weighed, self._events[best.nearest], self._worth))
        return structs.replace(
            alone, incident=best.incident, score=round(probability(best.odds), 3),
            evidence_for=told.evidence_for, evidence_against=told.evidence_against,
        )  # fmt: skip

    def _placed(self, link: Link) -> Placed:
        made = self._links[self._numbers[event_id(link.report, link.event)]]
        return Placed(made.report, made.event, made.incident or "")

    def _find(self, name: str) -> Placed | None:
        number = self._numbers.get(name, self._numbers.get(event_id(name, "evt_1")))
        return None if number is None else self._placed(self._links[number])


def _plain_link(sketch: Sketch, incident: str) -> Link:
    name = link_id(sketch.report, sketch.event)
    return Link(id=name, report=sketch.report, event=sketch.event, incident=incident)
