"""`tollbook export`: working copies of what the ledger holds, and the published records, in files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from tollbook.cli.incidents_command import counted, day
from tollbook.cli.keep_command import existing, ledger_option
from tollbook.cli.public_pages import published as published_records
from tollbook.cli.publish_command import project_of, project_option
from tollbook.cli.visible import one_line
from tollbook.ledger import IncidentQuery, Ledger
from tollbook.model import Record
from tollbook.publishing import Project
from tollbook.publishing.formats import FORMATS
from tollbook.publishing.writing import BANNER, About
from tollbook.recording import publishing_acts

PAGE = 200

FILTERS = ("since", "until", "country", "place", "kind", "measure", "at_least", "conflicts")

KEEPING = tuple(name for name, module in FORMATS.items() if module.KEEPS_EVIDENCE)

EPILOG = """
\b
Examples:
  tollbook export copies/ --format csv
  tollbook export copies/ --format geojson --filter place=Belgorod --filter since=2023-12-01
  tollbook export out/ --format ged --published
"""


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--format",
    "names",
    type=click.Choice(list(FORMATS)),
    multiple=True,
    default=("csv",),
    help="A format; may be given several times, csv by default. The evidence (claims, sources and roots of "
    f"each figure) is kept by {', '.join(KEEPING)} alone.",
)
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="NAME=VALUE",
    help=f"Only incidents that fit; NAME is one of {', '.join(FILTERS)}.",
)
@click.option("--published", is_flag=True, help="The records as they are public, in place of working copies.")
@project_option
@ledger_option
def export(folder: Path, names: tuple[str, ...], filters: tuple[str, ...], **given: object) -> None:
    """Write what the ledger holds into FOLDER, a folder for each format.

    Working copies stay inside the house: they hold claims that nobody has judged, exact places and names of
    sources, and every file says so. With --published, what is public is written, and no warning.
    """
    address = str(given["address"]) if given["address"] else None
    published = bool(given["published"])
    query = _query(filters)
    project = project_of(given["project_file"], address)
    about = About(project=project.name, contact=project.contact, notice="" if published else BANNER)
    with existing(address) as opened:
        for name in dict.fromkeys(names):
            made = (
                published_records(opened, project, query) if published else _working(opened, query, project)
            )
            for path in FORMATS[name].write(made, folder / name, about):
                click.echo(one_line(str(path)))
    if not published:
        (folder / "WORKING-COPY.txt").write_text(f"{BANNER}.\n", encoding="utf-8")


def _query(filters: tuple[str, ...]) -> IncidentQuery:
    given: dict[str, str] = {}
    for each in filters:
        name, equals, value = each.partition("=")
        if not equals or name not in FILTERS:
            raise click.UsageError(f"--filter {each}: write NAME=VALUE, NAME one of {', '.join(FILTERS)}")
        given[name] = _checked(name, value)
    try:
        return msgspec.convert({**given, "limit": PAGE}, type=IncidentQuery, strict=False)
    except msgspec.ValidationError as error:
        raise click.UsageError(f"--filter: {error}") from error


def _checked(name: str, value: str) -> str:
    """Give the value of a filter; a day or a measure that is none is wrong usage."""
    check = {"since": day, "until": day, "measure": counted}.get(name)
    try:
        return (check(None, None, value) if check else value) or ""
    except click.BadParameter as error:
        raise click.UsageError(f"--filter {name}={value}: {error.message}") from error


def _names(ledger: Ledger, query: IncidentQuery) -> Iterator[str]:
    offset = 0
    while page := ledger.incidents(msgspec.structs.replace(query, offset=offset)):
        yield from (each.incident.id for each in page)
        offset += len(page)


def _working(ledger: Ledger, query: IncidentQuery, project: Project) -> Iterator[Record]:
    for name in _names(ledger, query):
        yield publishing_acts.working(ledger, name, project)
