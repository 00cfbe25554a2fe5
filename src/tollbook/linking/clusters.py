"""Events of many reports to incidents, one event after another; people's decisions lie over it.

Takes: sketches in the order in which they come, what was linked before, and judgements. Gives: a `Link` for
each event, and the links that are unsure. Change this when: what people decided, or what came before, should
weigh otherwise on an event.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tollbook.languages import load
from tollbook.linking.candidates import Index, Rarity
from tollbook.linking.choosing import Doubt, Neighbour, choose, plain_link
from tollbook.linking.decisions import Decisions, Placed, event_id
from tollbook.linking.features import Weighed, Weights
from tollbook.linking.sketch import LinkingWords, Sketch
from tollbook.model import Judgement, Link


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
            self._put(self._worth.weighed(sketch), plain_link(sketch, incident))

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
            choice = choose(weighed, self._near(weighed), self._worth, self._sizes.__getitem__)
            if choice.doubt is not None:
                self._doubts.append(choice.doubt)
            self._put(weighed, choice.link)
        return self.link(sketch.report, sketch.event)

    def link(self, report: str, event: str) -> Link:
        """Give the link of an event as it stands now; without a score where a person decided it.

        Raises `KeyError` for an event that was never added.
        """
        made = self._links[self._numbers[event_id(report, event)]]
        placed = self._placed(made)
        incident = self._decisions.incident(placed, self._find)
        if self._decisions.settled(placed) or incident != made.incident:
            return plain_link(self._events[self._numbers[event_id(report, event)]].sketch, incident)
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

    def _near(self, weighed: Weighed) -> Iterator[Neighbour]:
        for number in self._index.near(weighed.sketch):
            other = self._events[number]
            now = self.link(other.sketch.report, other.sketch.event).incident or ""
            yield Neighbour(number, other, now)

    def _placed(self, link: Link) -> Placed:
        made = self._links[self._numbers[event_id(link.report, link.event)]]
        return Placed(made.report, made.event, made.incident or "")

    def _find(self, name: str) -> Placed | None:
        number = self._numbers.get(name, self._numbers.get(event_id(name, "evt_1")))
        return None if number is None else self._placed(self._links[number])
