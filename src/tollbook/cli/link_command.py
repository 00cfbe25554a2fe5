"""`tollbook link`: which reports of a file tell of the same incident, without a ledger."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
from rich.markup import escape
from rich.table import Table

from tollbook import linking, settings
from tollbook.cli import tables
from tollbook.cli.visible import one_line
from tollbook.cli.workers import How, accounts
from tollbook.errors import SettingsError
from tollbook.linking import Linkage, Linked
from tollbook.model import Account, Link
from tollbook.reading import Given

EPILOG = """
\b
Examples:
  tollbook link reports.jsonl
  tollbook link reports.jsonl --format jsonl > links.jsonl    one JSON object a report
"""

TITLE = 60
"""Characters of a title that a table shows."""


@click.command(epilog=EPILOG)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    help="How to print; tables on a terminal, else JSON lines.",
)
@click.option("--workers", type=click.IntRange(1, 256), metavar="N", help="How many processes read at once.")
@click.pass_context
def link(context: click.Context, /, path: Path, form: str | None, workers: int | None) -> None:
    """Print which incidents each report of FILE tells of, its main one first.

    FILE holds JSON lines (id, text, title, published, url, outlet), or is anything else that `read` takes.
    One line out for each line in; a report that could not be read, or that tells of no harm, has no incident.
    """
    try:
        fixed = settings.load()
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
    titles: dict[str, str] = {}
    failed = []

    def told() -> Iterator[Account]:
        for account in accounts([path], Given(), workers or fixed.workers, How(careful=not fixed.debug)):
            report = account.report
            titles[report.id] = report.title or report.text.strip().split("\n", 1)[0]
            for problem in account.problems:
                if problem.severity == "error":
                    failed.append(problem)
                    click.echo(
                        one_line(f"error: {problem.where}: {problem.what} ({problem.stage})"), err=True
                    )
            yield account

    linkage = linking.link(told())
    if (form or ("table" if sys.stdout.isatty() else "jsonl")) == "jsonl":
        for linked in linkage.reports:
            sys.stdout.buffer.write(_json_line(linked))
        sys.stdout.buffer.flush()
    else:
        _show(linkage, titles)
    context.exit(int(bool(failed)))


def _json_line(linked: Linked) -> bytes:
    incidents = linked.incidents
    shown = {
        "id": linked.report,
        "incident": incidents[0] if incidents else None,
        "incidents": incidents,
        "links": linked.links,
    }
    return msgspec.json.encode(shown) + b"\n"


def _show(linkage: Linkage, titles: dict[str, str]) -> None:
    """Print the incidents of several reports with the evidence of each link, then what is unsure."""
    console = tables.console()
    of: dict[str, list[Link]] = defaultdict(list)
    for linked in linkage.reports:
        for each in linked.links:
            of[each.incident or ""].append(each)
    for incident, links in of.items():
        if len(links) < 2:
            continue
        table = Table(title=incident, title_justify="left")
        for head in ("Report", "Sure", "For", "Against"):
            table.add_column(head)
        for each in links:
            sure = "" if each.score is None else f"{each.score:.0%}"
            name = titles.get(each.report, each.report)[:TITLE]
            row = (name, sure, "; ".join(each.evidence_for), "; ".join(each.evidence_against))
            table.add_row(*(escape(one_line(cell)) for cell in row))
        console.print(table)
    alone = sum(len(links) == 1 for links in of.values())
    console.print(
        f"{len(of)} incidents, {alone} of them told by one report; {len(linkage.unsure)} links are unsure."
    )
