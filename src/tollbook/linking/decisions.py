"""What people decided about links, laid over what was linked without them.

Takes: judgements, oldest first. Gives: for each event the incident that it belongs to after them. The latest
judgement on the same two ids holds, and `unsure` lifts what was decided before: every link can be undone.
Change this when: a verdict should mean something else for links.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from hashlib import blake2b

from msgspec import Struct

from tollbook.model import Judgement

_ABOUT_LINKS = frozenset({"same", "different", "unsure", "accept", "reject"})


class Placed(Struct, frozen=True):
    """An event by all its names, and the incident that it was put into without people."""

    report: str
    event: str
    machine: str

    @property
    def names(self) -> tuple[str, ...]:
        """The ids by which a judgement may mean it: its own, its link's, the report's for the main one."""
        own = (event_id(self.report, self.event), link_id(self.report, self.event))
        return (*own, self.report) if self.event == "evt_1" else own

    @property
    def alone(self) -> str:
        """The incident of the event by itself, where a person took it out of another."""
        return _hashed("inc", self.report, self.event, "apart")


class Decisions:
    """People's judgements on links, ready to be asked about an event."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self._latest: dict[frozenset[str], Judgement] = {}
        for judgement in judgements:
            if judgement.verdict in _ABOUT_LINKS:
                sides = frozenset(filter(None, (judgement.target, judgement.other)))
                self._latest.pop(sides, None)
                self._latest[sides] = judgement
        self._about: dict[str, list[Judgement]] = defaultdict(list)
        self._into: dict[str, str] = {}
        for sides, judgement in self._latest.items():
            for name in sides:
                self._about[name].append(judgement)
            if judgement.verdict == "same" and judgement.other and _all_incidents(sides):
                kept, merged = self.merged(judgement.target), self.merged(judgement.other)
                if kept != merged:
                    self._into[merged] = kept

    def merged(self, incident: str) -> str:
        """Give the incident into which people merged another one, or itself."""
        while incident in self._into:
            incident = self._into[incident]
        return incident

    def about(self, placed: Placed) -> list[Judgement]:
        """Give the judgements that mean an event, oldest first."""
        wanted = {id(each) for name in placed.names for each in self._about.get(name, ())}
        return [each for each in self._latest.values() if id(each) in wanted] if wanted else []

    def incident(self, placed: Placed, find: Callable[[str], Placed | None]) -> str:
        """Give the incident that an event belongs to; `find` gives the event that a name means, if any.

        The same as an incident or an event: it goes there. Different from it, or its link rejected: where it
        was there, it stands alone. Of two events only the judgement's target moves.
        """
        return self._incident(placed, find, frozenset())

    def _incident(
        self, placed: Placed, find: Callable[[str], Placed | None], asked: frozenset[Placed]
    ) -> str:
        now = self.merged(placed.machine)
        for judgement in self.about(placed):
            named = {judgement.target, judgement.other} - {None, *placed.names}
            if judgement.verdict == "reject":
                now = placed.alone
            for name in filter(None, named):
                there = self._home(name, find, asked | {placed})
                moves = _is_incident(name) or judgement.target in placed.names
                if there is None or not moves:
                    continue
                if judgement.verdict == "same":
                    now = there
                elif judgement.verdict == "different" and now == there:
                    now = placed.alone
        return self.merged(now)

    def _home(self, name: str, find: Callable[[str], Placed | None], asked: frozenset[Placed]) -> str | None:
        if _is_incident(name):
            return self.merged(name)
        other = find(name)
        if other is None:
            return None
        # A ring of judgements ends where it began, with what was linked without people.
        return self.merged(other.machine) if other in asked else self._incident(other, find, asked)

    def settled(self, placed: Placed) -> bool:
        """Tell whether a person has decided where an event belongs."""
        return any(each.verdict != "unsure" for each in self.about(placed))


def event_id(report: str, event: str) -> str:
    """Give the name of one event of a report."""
    return f"{report}#{event}"


def link_id(report: str, event: str) -> str:
    """Give the id of the link of an event, the same whatever it is linked to."""
    return _hashed("lnk", report, event)


def incident_id(report: str, event: str) -> str:
    """Give the id of the incident that an event founds."""
    return _hashed("inc", report, event)


def _hashed(kind: str, *parts: str) -> str:
    return f"{kind}_" + blake2b("\x1f".join(parts).encode(errors="surrogatepass"), digest_size=8).hexdigest()


def _is_incident(name: str) -> bool:
    return name.startswith("inc_")


def _all_incidents(names: Iterable[str]) -> bool:
    return all(map(_is_incident, names))
