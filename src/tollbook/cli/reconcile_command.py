"""`tollbook reconcile`: what several reports on one incident say together."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TypedDict, Unpack

import click
from msgspec import Struct

from tollbook import reading, settings
from tollbook.cli import dossier_rows, tables
from tollbook.cli.dossier_view import Shown, show
from tollbook.cli.dossiers import dossiers, lines
from tollbook.cli.pages import Pages
from tollbook.cli.progress import Bar, expected
from tollbook.cli.visible import one_line
from tollbook.errors import SettingsError
from tollbook.model import Dossier
from tollbook.reconciling import METHODS, Options
from tollbook.recording.courses import courses
from tollbook.settings import Format

EPILOG = """
\b
Examples:
  tollbook reconcile incidents.jsonl                      numbers, tolls and conflicts
  tollbook reconcile reports/                             a folder of reports on one incident
  tollbook reconcile incidents.jsonl --compare            every method side by side
  tollbook reconcile incidents.jsonl --page pages/        one page to print for each incident
  tollbook reconcile incidents.jsonl --format csv > toll.csv
  tollbook reconcile incidents.jsonl --method ucdp --format jsonl > toll.jsonl
"""

NO_LINES = (
    'tollbook: the lines of {} are no incidents {{"id", "reports": [...]}}: `tollbook read` reads single '
    "reports; a folder of reports on one incident may be given here too"
)


class Typed(TypedDict):
    """The options as click gives them; `None` where one was not typed."""

    method: tuple[str, ...]
    compare: bool
    format: Format | None
    page: Path | None
    workers: int | None


class Asked(Struct, frozen=True, kw_only=True):
    """What was typed, and what the settings say where nothing was."""

    options: Options
    compare: bool
    format: Format
    pages: Path | None
    workers: int
    careful: bool
    progress_from: int


@click.command(epilog=EPILOG)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--method",
    multiple=True,
    type=click.Choice(list(METHODS)),
    help="By which rules claims become numbers; may be given several times, plain by default.",
)
@click.option("--compare", is_flag=True, help="Print the methods side by side, all of them by default.")
@click.option(
    "--format", type=click.Choice(["table", "jsonl", "csv"]), help="How to print; tables by default."
)
@click.option(
    "--page",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write a page to print for each incident into FOLDER.",
)
@click.option("--workers", type=click.IntRange(1, 256), metavar="N", help="How many processes read at once.")
@click.pass_context
def reconcile(context: click.Context, /, path: Path, **typed: Unpack[Typed]) -> None:
    """Print for each incident of FILE what its reports say together.

    FILE holds JSON lines {"id", "reports": [...]}, each line one incident with its reports (id, text, title,
    published, url, outlet), or is - for standard input, or a folder of reports that are all on one incident.
    One line out for each line in. Problems of the material go to standard error. For incidents that Tollbook
    is to find in reports by itself, see `tollbook ingest`.
    """
    asked = _asked(typed)
    pages = Pages(asked.pages) if asked.pages else None
    bar = Bar(expected([path]) if sys.stderr.isatty() else None, asked.progress_from)
    write = _Writer(asked)
    failed = False
    for dossier in dossiers(lines(path), asked.options, asked.workers, asked.careful):
        with bar.hidden():
            write(dossier)
            if pages is not None:
                pages.write(dossier)
            failed |= complain(dossier, everything=asked.format == "table")
        bar.step()
    with bar.hidden():
        if failed and path.is_file() and not reading.holds_incidents(path):
            click.echo(one_line(NO_LINES.format(path)), err=True)
        context.exit(int(failed))


class _Writer:
    """Writes dossiers to standard output in the format that was asked for."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        if asked.format == "table":
            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(errors="replace")
            self._console = tables.console()
        elif asked.format == "csv":
            self._bytes(dossier_rows.csv_head())

    def __call__(self, dossier: Dossier) -> None:
        match self._asked.format:
            case "table":
                compared = self._asked.compare
                shown = Shown(courses=() if compared else courses(dossier), compared=compared)
                show(dossier, self._console, shown)
            case "jsonl":
                self._bytes(dossier_rows.json_line(dossier))
            case "csv":
                for row in dossier_rows.csv_rows(dossier):
                    self._bytes(row)

    def _bytes(self, line: bytes) -> None:
        # UTF-8 whatever the locale says: the output is data.
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()


def _asked(typed: Typed) -> Asked:
    """Give the options, those that were not typed from the settings."""
    try:
        fixed = settings.load()
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
    methods = typed["method"] or (tuple(METHODS) if typed["compare"] else ("plain",))
    return Asked(
        options=Options(methods=tuple(dict.fromkeys(methods))),
        compare=typed["compare"],
        format=typed["format"] or fixed.format,
        pages=typed["page"],
        workers=typed["workers"] or fixed.workers,
        careful=not fixed.debug,
        progress_from=fixed.progress_from,
    )


def complain(dossier: Dossier, *, everything: bool) -> bool:
    """Print the problems of a dossier for people; tell whether some input could not be read."""
    for problem in dossier.problems:
        if problem.severity == "error" or everything:
            words = f"{problem.severity}: {problem.where}: {problem.what} ({problem.stage})"
            click.echo(one_line(words), err=True)
    return any(problem.severity == "error" for problem in dossier.problems)
