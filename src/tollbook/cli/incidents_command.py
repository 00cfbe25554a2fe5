"""`tollbook incidents`: which incidents the ledger holds, the latest first, with their totals."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

import click
import msgspec
from msgspec.structs import replace
from rich.markup import escape
from rich.table import Table

from tollbook.cli import tables
from tollbook.cli.incident_view import near_words
from tollbook.cli.keep_command import existing, format_option, ledger_option
from tollbook.cli.visible import one_line
from tollbook.ledger import IncidentQuery
from tollbook.measures import measures
from tollbook.model import Finding
from tollbook.publishing import numbers

EPILOG = """
\b
Examples:
  tollbook incidents
  tollbook incidents --place Belgorod --measure killed --at-least 5
  tollbook incidents --unsure                  reports that may belong to another incident
  tollbook incidents --from 2023-12-29 --to 2024-01-02 --format jsonl
"""


AT_ONCE = 50
"""So many are listed in a table where nobody asks for another number."""

TOLD_AS = {"event": "", "background": "background", "cumulative": "running total"}
OUTSIDE = "outside the project"

Listed = TypeVar("Listed", bound=msgspec.Struct)

ADVICE = """\
Right as it stands: tollbook judge confirm LINK
Of another incident: tollbook judge split INCIDENT REPORT
The same as the near one: tollbook judge merge INCIDENT NEAR"""


def day(_context: click.Context | None, _option: click.Parameter | None, typed: str | None) -> str | None:
    """Give a day as typed (2023-12-29), or nothing; anything else is wrong usage."""
    if typed is None:
        return None
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError as error:
        raise click.BadParameter(f"{typed!r} is no day: write it as 2023-12-29.") from error


def counted(_context: click.Context | None, _option: click.Parameter | None, typed: str | None) -> str | None:
    """Give the name of a measure as typed, or nothing; anything else is wrong usage."""
    if typed is None or typed in measures():
        return typed
    raise click.BadParameter(f"{typed!r} is no measure: name one of {', '.join(sorted(measures()))}.")


@click.command(epilog=EPILOG)
@click.option(
    "--place", metavar="NAME", help="A part of the name of a place or division; accents do not matter."
)
@click.option("--from", "since", metavar="DAY", callback=day, help="On this day or later, as 2023-12-29.")
@click.option("--to", "until", metavar="DAY", callback=day, help="On this day or earlier.")
@click.option(
    "--measure", metavar="NAME", callback=counted, help="With a total of this measure (killed, injured …)."
)
@click.option("--at-least", type=click.IntRange(0), default=0, metavar="N", help="Its low end at least N.")
@click.option(
    "--limit",
    type=click.IntRange(1),
    metavar="N",
    help=f"At most N; by default {AT_ONCE} in a table, and all of them as jsonl.",
)
@click.option(
    "--unsure", is_flag=True, help="List instead the links of reports to incidents of which nobody is sure."
)
@format_option
@ledger_option
def incidents(
    address: str | None, form: str, unsure: bool, limit: int | None, **filters: str | int | None
) -> None:
    """List the incidents of the ledger, the latest first; a list that stops at a limit says so.

    With --unsure, the links that nobody has judged: those that were made, and those that were only just not
    made, first those for which as much speaks as against.
    """
    if unsure:
        _list_unsure(address, form, filters, limit)
        return
    if filters["at_least"] and not filters["measure"]:
        raise click.UsageError("--at-least needs a measure: add --measure NAME.")
    query = msgspec.convert(filters, type=IncidentQuery)
    with existing(address) as opened:
        found, cut = _listed(
            lambda many, at: opened.incidents(replace(query, limit=many, offset=at)), form, limit
        )
        judged = opened.standing([each.incident.id for each in found], ("inside", "outside"))
    last = {each.target: each.verdict for each in judged}
    outside = {name for name, verdict in last.items() if verdict == "outside"}
    if form == "jsonl":
        return
    if not found:
        asked = any(filters.values())
        click.echo("No incident fits." if asked else "The ledger holds no incident.")
        return
    table = Table()
    for head in ("Incident", "Date", "Place", "Told as", "Reports", "Totals"):
        table.add_column(head)
    for each in found:
        when, place = each.incident.date, each.incident.place
        totals = ", ".join(map(_total, each.findings))
        row = (
            each.incident.id,
            when.start if when else "",
            place.name if place else "",
            ", ".join(filter(None, (TOLD_AS[each.scope], OUTSIDE if each.incident.id in outside else ""))),
            each.reports,
            totals,
        )
        table.add_row(*(escape(one_line(str(cell or ""))) for cell in row))
    tables.console().print(table)
    if not cut:
        click.echo(f"{len(found)} incidents." if len(found) > 1 else "1 incident.")


def _listed(
    asked: Callable[[int, int], Sequence[Listed]], form: str, limit: int | None
) -> tuple[list[Listed], bool]:
    """Give what is listed, up to a limit, printed at once as JSON lines, and whether there is more; say so.

    `asked` gives so many behind so many others. All are printed as JSON lines where there is no limit.
    """
    most = limit or (None if form == "jsonl" else AT_ONCE)
    found: list[Listed] = []
    while True:
        many = AT_ONCE if most is None else most - len(found)
        part = asked(many + 1, len(found))
        if form == "jsonl":
            _print_lines(part[:many])
        found += part[:many]
        if len(part) <= many:
            return found, False
        if most is not None and len(found) >= most:
            click.echo(f"These are the first {most}; there are more: add --limit {most * 4}.", err=True)
            return found, True


def _print_lines(found: Sequence[msgspec.Struct]) -> None:
    for each in found:
        sys.stdout.buffer.write(msgspec.json.encode(each) + b"\n")
    sys.stdout.buffer.flush()


def _list_unsure(
    address: str | None, form: str, filters: dict[str, str | int | None], limit: int | None
) -> None:
    """Print the links that nobody has judged."""
    if any(filters.values()):
        raise click.UsageError("--unsure goes with --limit alone.")
    with existing(address) as opened:
        found, _ = _listed(opened.unsure, form, limit)
    if form == "jsonl":
        return
    if not found:
        click.echo("No link waits for a person.")
        return
    table = Table()
    for head in ("Link", "Report", "Incident", "Sure", "For and against"):
        table.add_column(head)
    for each in found:
        sure = "" if each.score is None else f"{each.score:.2f}"
        why = [*each.evidence_for, *(f"but {one}" for one in each.evidence_against)]
        told = "; ".join([*why, near_words(each.near)] if each.near else why)
        cells = (each.id, each.report, each.incident, sure, told)
        table.add_row(*(escape(one_line(str(cell or ""))) for cell in cells))
    tables.console().print(table)
    click.echo(ADVICE)


def _total(finding: Finding) -> str:
    what = numbers.subject(finding.measure, finding.unit, finding.group)
    return f"{what} {numbers.bounds(finding.low, finding.high)}"
