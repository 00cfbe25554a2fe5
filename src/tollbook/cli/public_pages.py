"""The public site and the situation report of what a ledger has published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import click
from msgspec import Struct
from msgspec.structs import replace

from tollbook.cli.visible import one_line
from tollbook.errors import UsageError
from tollbook.ledger import IncidentQuery, Ledger
from tollbook.model import Record
from tollbook.publishing import Project
from tollbook.publishing.names import Hidden
from tollbook.publishing.project import to_type
from tollbook.publishing.scrubbing import scrubbed
from tollbook.publishing.site import write_site
from tollbook.publishing.sitrep import Frame, areas, in_area, sitrep
from tollbook.recording import publishing_acts

PAGE = 200

AREAS = 30
"""So many names of areas are told at most."""


class Pages(Struct, frozen=True, kw_only=True):
    """Which pages are wanted: the folder of a site, the file of a situation report and what it is about."""

    site: Path | None = None
    sitrep: Path | None = None
    since: str | None = None
    until: str | None = None
    area: str | None = None

    @classmethod
    def of(cls, given: Mapping[str, str | Path | None]) -> Pages:
        """Give the pages that the options of a command ask for."""
        site, report = given["site"], given["sitrep"]
        words = {name: str(given[name]) if given[name] else None for name in ("since", "until", "area")}
        return cls(site=Path(site) if site else None, sitrep=Path(report) if report else None, **words)

    @property
    def wanted(self) -> bool:
        """Whether any page is wanted."""
        return self.site is not None or self.sitrep is not None

    def frame(self) -> Frame:
        """Give what the situation report is about; raises `UsageError` for a day that is none."""
        if self.sitrep is None and (self.since or self.until or self.area):
            raise UsageError("--since, --until and --area say what --sitrep FILE is about: give that too")
        return Frame(since=_day(self.since), until=_day(self.until), area=self.area)


def write_pages(ledger: Ledger, project: Project, pages: Pages) -> None:
    """Write the site and the situation report that are wanted, and print what was written."""
    missing = [line for line in project.missing() if line in ("name", "contact", "method_card")]
    if missing:
        raise UsageError(f"every public page shows what the project file lacks yet: {to_type(missing)}")
    frame = pages.frame()
    if pages.site is not None:
        files = write_site(published(ledger, project), pages.site, project)
        click.echo(one_line(f"{pages.site / 'index.html'}: {len(files)} files"))
    if pages.sitrep is not None:
        _check_area(ledger, project, frame)
        pages.sitrep.parent.mkdir(parents=True, exist_ok=True)
        pages.sitrep.write_text(sitrep(published(ledger, project), frame, project), encoding="utf-8")
        click.echo(one_line(str(pages.sitrep)))


def _check_area(ledger: Ledger, project: Project, frame: Frame) -> None:
    """Raise `UsageError` where something is published, and nothing in the area of a situation report."""
    if frame.area is None or any(in_area(record, frame.area) for record in published(ledger, project)):
        return
    known = areas(published(ledger, project))
    if known:
        shown = ", ".join(known[:AREAS]) + (f" and {len(known) - AREAS} more" if len(known) > AREAS else "")
        raise UsageError(f"nothing is published of an area named {frame.area}: there are {shown}")


def published(ledger: Ledger, project: Project, wanted: IncidentQuery | None = None) -> Iterator[Record]:
    """Give the version of every wanted incident's record that is public now, and every tombstone.

    Raises `UsageError` for a record that names what the project has decided never to name since.
    """
    never = Hidden((*project.never, *project.private_sources))
    query = replace(wanted or IncidentQuery(), limit=PAGE, recorded=True)
    while page := ledger.incidents(query):
        for each in page:
            file = ledger.incident(each.incident.id)
            record = publishing_acts.latest(file) if file else None
            if record is not None:
                _check(record, never)
                yield record
        query = replace(query, offset=query.offset + len(page))


def _check(record: Record, never: Hidden) -> None:
    if scrubbed(record, never) != record:
        raise UsageError(
            f"{record.id} names what the project file says is never named: withdraw it "
            f'(tollbook withdraw {record.incident.id} --why "…"), then publish it anew'
        )


def _day(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise UsageError(f"{words} is no day: write it as 2024-05-31") from None
