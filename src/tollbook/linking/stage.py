"""Many accounts at once: from what each report says to the incidents that they tell of together."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from tollbook.linking.choosing import Doubt
from tollbook.linking.clusters import Linker
from tollbook.linking.sketch import Sketch, sketches
from tollbook.model import Account, Link

LAST = 10**7
"""The day that stands for an unknown publication: after all others."""


class Linked(Struct, frozen=True, kw_only=True):
    """One report with the links of its events, that of the main one first; none where it tells of no harm."""

    report: str
    links: tuple[Link, ...] = ()

    @property
    def incidents(self) -> tuple[str, ...]:
        """The incidents that the report tells of, its main one first."""
        return tuple(dict.fromkeys(link.incident for link in self.links if link.incident))


class Linkage(Struct, frozen=True, kw_only=True):
    """What linking gives: every report in its order, and the links that a person should look at."""

    reports: tuple[Linked, ...]
    unsure: tuple[Doubt, ...] = ()


def link(accounts: Iterable[Account], linker: Linker | None = None) -> Linkage:
    """Link reports to incidents, to those that `linker` knows and to new ones; running totals stay apart.

    Takes accounts in any order and works through them by publication; holds their sketches only. An incident
    of which no report tells any harm is none.
    """
    linker = linker or Linker()
    drawn: list[tuple[str, tuple[Sketch, ...]]] = []
    harmed: set[str] = set()
    for account in accounts:
        drawn.append((account.report.id, sketches(account) if account.report.text else ()))
        if account.claims:
            harmed.add(account.report.id)
    linker.learn(sketch for _, own in drawn for sketch in own)
    for _, own in sorted(drawn, key=lambda each: each[1][0].published or LAST if each[1] else LAST):
        for sketch in own:
            linker.add(sketch)
    found = [(name, tuple(linker.link(each.report, each.event) for each in own)) for name, own in drawn]
    told = {each.incident for name, links in found if name in harmed for each in links}
    return Linkage(
        reports=tuple(
            Linked(report=name, links=tuple(each for each in links if each.incident in told))
            for name, links in found
        ),
        unsure=linker.unsure(),
    )
