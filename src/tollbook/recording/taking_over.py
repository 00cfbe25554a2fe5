"""Records of another ledger as accounts of their reports: what records hold of each, without its text.

Takes: records, as a format that keeps the evidence gives them back. Gives: an account for each of their
reports, with the incidents of which it tells. Change this when: more of a record is to come into the ledger
that takes it over.

What people of the other ledger decided stays with them: the claims come in as claims that nobody here has
judged. Roots, findings and conflicts are worked out anew from them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from tollbook.model import Account, Claim, Incident, Record, Report, Source, Speaker


class Told(Struct, frozen=True):
    """The account of a report, and the incidents of the other ledger that its own are, in their order."""

    account: Account
    incidents: tuple[Incident, ...]


Part = tuple[Source, Incident, tuple[Claim, ...]]
"""What one record holds of a report."""


def told(records: Callable[[], Iterable[Record]]) -> Iterator[Told]:
    """Give each report with what all records hold of it; the records are gone through twice.

    Withdrawn records hold nothing. A report waits until the last record that names it: few do.
    """
    named = Counter(source.id for record in records() for source, _, _ in _parts(record))
    waiting: dict[str, list[Part]] = {}
    for record in records():
        for part in _parts(record):
            report = part[0].id
            waiting.setdefault(report, []).append(part)
            if len(waiting[report]) == named[report]:
                yield _told(waiting.pop(report))


def _parts(record: Record) -> Iterator[Part]:
    claims: dict[str, list[Claim]] = {}
    for claim in record.claims:
        claims.setdefault(claim.report, []).append(claim)
    for source in record.reports:
        if source.id in claims:
            yield source, record.incident, tuple(claims[source.id])


def _told(parts: list[Part]) -> Told:
    """Put the parts of one report together; each record's incident is one of its events.

    A claim that several records hold belongs to the first.
    """
    claims: list[Claim] = []
    seen: set[str] = set()
    events: list[Incident] = []
    for number, (_, incident, stated) in enumerate(parts, 1):
        name = f"evt_{number}"
        held = [claim for claim in stated if claim.id not in seen]
        seen.update(claim.id for claim in held)
        claims += (replace(claim, incident=name, root=None, statement=None) for claim in held)
        events.append(replace(incident, id=name, claims=tuple(claim.id for claim in held)))
    account = Account(
        report=_report(parts[0][0]),
        claims=tuple(claims),
        speakers=_speakers(claims),
        incidents=tuple(events),
    )
    return Told(account, tuple(replace(incident, claims=()) for _, incident, _ in parts))


def _speakers(claims: Iterable[Claim]) -> tuple[Speaker, ...]:
    said = {claim.speaker.id: claim.speaker for claim in claims if claim.speaker}
    return tuple(Speaker(id=each.id, name=each.name, kind=each.kind) for each in said.values())


def _report(source: Source) -> Report:
    return Report(
        id=source.id,
        text="",
        outlet=source.outlet,
        url=source.url,
        published=source.published,
        language=source.language,
        checksum=source.checksum or "",
    )
