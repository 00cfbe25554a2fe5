"""The incidents of reports that are known to tell of one incident, brought together.

Takes: the accounts of the reports. Gives: their claims and incidents, `evt_1` being the one that all of them
tell of. Change this when: other incidents of two reports are taken for one, or are kept apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from tollbook.model import Account, Claim, Incident, Place, Scope, When

T = TypeVar("T", When, Place)

FINEST = ("time", "day", "week", "month", "year", "period")


DAY = len("2023-12-30")

TOWN = 2
"""UCDP where_prec up to which a place is a town or its surroundings, and no district or region."""


class Joined(Struct, frozen=True):
    """The claims of several reports with the incidents that they belong to, the common one first."""

    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]


class _Told(Struct, frozen=True):
    """An incident as one report tells of it; `main` marks the one that all reports are said to share."""

    report: str
    incident: Incident
    claims: tuple[Claim, ...]
    main: bool

    @property
    def scope(self) -> Scope:
        return self.claims[0].scope if self.claims else "event"

    @property
    def spot(self) -> tuple[object, ...] | None:
        """The place and date, where both are known; two reports that agree in them tell of one incident."""
        place, date = self.incident.place, self.incident.date
        if place is None or date is None or place.lat is None:
            return None
        return place.name, place.country, place.lat, place.lon, date.start, date.end


def join(accounts: Sequence[Account]) -> Joined:
    """Give the claims of reports on one incident, with the incidents of all of them.

    The main incidents of the reports are one, with what the reports tell apart of the same day at its place
    or in its region, or at its very place without a day, or by its very figures; earlier incidents, running
    totals and what happened elsewhere stay apart, unless two reports give the same place and date for them.
    Ids count anew from `evt_1`.
    """
    told = [one for account in accounts for one in _told(account)]
    groups = [[one for one in told if one.main]]
    for one in told:
        if not one.main:
            home = next((group for group in groups if _same(one, group)), None)
            if home is None:
                groups.append([one])
            else:
                home.append(one)
    named = [(f"evt_{number}", group) for number, group in enumerate(filter(None, groups), 1)]
    home_of = {claim.id: name for name, group in named for one in group for claim in one.claims}
    claims = [claim for account in accounts for claim in account.claims]
    return Joined(
        tuple(replace(claim, incident=home_of.get(claim.id)) for claim in claims),
        tuple(_joined(name, group) for name, group in named),
    )


def _told(account: Account) -> Iterator[_Told]:
    """Give the incidents of one report; its first is the main one, unless it only looks back or adds up."""
    claims = {claim.id: claim for claim in account.claims}
    for index, incident in enumerate(account.incidents):
        mine = tuple(claims[name] for name in incident.claims if name in claims)
        main = index == 0 and (not mine or any(claim.scope == "event" for claim in mine))
        yield _Told(account.report.id, incident, mine, main)


def _same(one: _Told, group: Sequence[_Told]) -> bool:
    return any(
        one.scope == other.scope and (_in_the_main_one if other.main else _of_one_spot)(one, other)
        for other in group
    )


def _retells(one: _Told, main: _Told) -> bool:
    """Tell whether all figures that a report tells apart are those it gives of the main incident.

    A single one proves nothing: the same number may have died elsewhere.
    """
    figures = _figures(one)
    return one.report == main.report and len(figures) > 1 and figures <= _figures(main)


def _figures(told: _Told) -> frozenset[tuple[str, str, tuple[str, ...], int | None, int | None]]:
    return frozenset((c.measure, c.unit, c.group, c.count.low, c.count.high) for c in told.claims)


def _of_one_spot(one: _Told, other: _Told) -> bool:
    return one.spot is not None and one.spot == other.spot


def _in_the_main_one(one: _Told, main: _Told) -> bool:
    """Tell whether what one report tells apart is no other place and day than those of the main incident.

    Without a day of its own it is no other where the place is the same.
    """
    if _retells(one, main):
        return True
    place, where = one.incident.place, main.incident.place
    date, when = one.incident.date, main.incident.date
    if place is None or where is None or place.lat is None:
        return False
    if date is None or when is None:
        return date is None and _sign(place) == _sign(where)
    same_day = date.start[:DAY] <= when.end[:DAY] and when.start[:DAY] <= date.end[:DAY]
    return same_day and (_sign(place) == _sign(where) or _region_of(place, where))


def _region_of(region: Place, town: Place) -> bool:
    """Tell whether a place is the region in which a town lies: it names no other place than the town does."""
    coarse = (region.precision or 0) > TOWN
    return (
        coarse
        and region.admin1 is not None
        and (region.admin1, region.country) == (town.admin1, town.country)
    )


def _joined(name: str, group: Sequence[_Told]) -> Incident:
    """Give one incident out of what several reports say of it: the place and date that most of them give."""
    first: dict[str, Incident] = {}
    for one in group:
        first.setdefault(one.report, one.incident)
    claims = tuple(claim for one in group for claim in one.incident.claims)
    responsible = tuple(said for one in group for said in one.incident.responsible)
    if len(first) == 1:
        return replace(group[0].incident, id=name, claims=claims, responsible=responsible)
    date, dates = _most([incident.date for incident in first.values()])
    place, places = _most([incident.place for incident in first.values()])
    # An offset means nothing without its report, and there are several: the reports' own claims keep theirs.
    return Incident(
        id=name,
        kind=next((one.incident.kind for one in group if one.incident.kind), None),
        date=date and replace(date, evidence=None),
        place=place and replace(place, evidence=None),
        claims=claims,
        responsible=responsible,
        because=f"date: as {dates} of {len(first)} reports give it; place: as {places} of them give it",
    )


def _most(given: Sequence[T | None]) -> tuple[T | None, int]:
    """Give what most say, of several the finest, then the first; and how many say so."""
    known = [one for one in given if one is not None]
    counted = Counter(_sign(one) for one in known)
    best = max(known, key=lambda one: (counted[_sign(one)], -_coarse(one)), default=None)
    return best, counted[_sign(best)] if best is not None else 0


def _sign(one: When | Place) -> tuple[object, ...]:
    return (one.start, one.end) if isinstance(one, When) else (one.name, one.country, one.lat, one.lon)


def _coarse(one: When | Place) -> int:
    return FINEST.index(one.precision) if isinstance(one, When) else one.precision or 9
