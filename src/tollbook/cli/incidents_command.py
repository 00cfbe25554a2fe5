"""`tollbook incidents`: which incidents the ledger holds, the latest first, with their totals."""

from __future__ import annotations

import sys

import click
import msgspec
from rich.markup import escape
from rich.table import Table

from tollbook.cli import tables
from tollbook.cli.keep_command import existing, ledger_option
from tollbook.cli.visible import one_line
from tollbook.ledger import IncidentQuery
from tollbook.model import Finding

EPILOG = """
\b
Examples:
  tollbook incidents
  tollbook incidents --place Belgorod --measure killed --at-least 5
  tollbook incidents --from 2023-12-29 --to 2024-01-02 --format jsonl
"""


@click.command(epilog=EPILOG)
@click.option("--place", metavar="NAME", help="A part of the name of a place or division.")
@click.option("--from", "since", metavar="DATE", help="On this day or later (ISO 8601).")
@click.option("--to", "until", metavar="DATE", help="On this day or earlier (ISO 8601).")
@click.option("--measure", metavar="NAME", help="With a total of this measure (killed, injured …).")
@click.option("--at-least", type=click.IntRange(0), default=0, metavar="N", help="Its low end at least N.")
@click.option("--limit", type=click.IntRange(1), default=50, metavar="N", help="At most N incidents.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    help="How to print; a table by default.",
)
@ledger_option
def incidents(address: str | None, form: str, **filters: str | int | None) -> None:
    """List the incidents of the ledger, the latest first."""
    if filters["at_least"] and not filters["measure"]:
        raise click.UsageError("--at-least needs a measure: add --measure NAME.")
    query = msgspec.convert(filters, type=IncidentQuery)
    with existing(address) as opened:
        found = opened.incidents(query)
    if form == "jsonl":
        for each in found:
            sys.stdout.buffer.write(msgspec.json.encode(each) + b"\n")
        sys.stdout.buffer.flush()
        return
    table = Table()
    for head in ("Incident", "Date", "Place", "Reports", "Totals"):
        table.add_column(head)
    for each in found:
        date, place = each.incident.date, each.incident.place
        totals = ", ".join(map(_total, each.findings))
        row = (
            each.incident.id,
            date.start if date else "",
            place.name if place else "",
            each.reports,
            totals,
        )
        table.add_row(*(escape(one_line(str(cell or ""))) for cell in row))
    tables.console().print(table)


def _total(finding: Finding) -> str:
    if finding.low == finding.high:
        return f"{finding.measure} {finding.low}"
    ending = "or more" if finding.high is None else f"to {finding.high}"
    return f"{finding.measure} {finding.low} {ending}"
