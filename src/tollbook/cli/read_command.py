"""`tollbook read`: reports to claims, for people or as data."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Unpack

import click
from msgspec import Struct

from tollbook import settings
from tollbook.cli import rows, tables
from tollbook.cli.given_options import SINGLE, TypedGiven, given_of, given_options
from tollbook.cli.progress import Bar, expected
from tollbook.cli.visible import one_line
from tollbook.cli.workers import How, accounts
from tollbook.errors import SettingsError
from tollbook.model import Account, Problem
from tollbook.reading import Given
from tollbook.settings import Format, Settings

EPILOG = """
\b
Examples:
  tollbook read report.txt
  tollbook read --text page.html                    the words, coloured by measure
  tollbook read --statements report.txt             who says what, and what kind of saying it is
  tollbook read --explain report.txt                which rules made each claim; why this place and date
  tollbook read reports/ --format jsonl > out.jsonl one JSON object a report
  tollbook read archive.jsonl.gz --format csv       one row a claim
  curl -s URL | tollbook read - --url URL --published 2023-12-30T18:00:00Z
"""


class Typed(TypedGiven):
    """The options as click gives them; `None` where one was not typed."""

    format: Format | None
    workers: int | None
    text: bool
    statements: bool
    explain: bool


class Options(Struct, frozen=True, kw_only=True):
    """What was typed, and what the settings say where nothing was; `given` is known of a single text."""

    format: Format
    workers: int
    text: bool
    statements: bool
    explain: bool
    given: Given

    @property
    def everywhere(self) -> bool:
        """Whether statements are shown or handed on, and so are read in reports that tell of no harm too."""
        return self.statements or self.format == "jsonl"


@click.command(epilog=EPILOG)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format", type=click.Choice(["table", "jsonl", "csv"]), help="How to print; tables by default."
)
@click.option("--text", is_flag=True, help="Print the text too, its quotes coloured by measure.")
@click.option("--statements", is_flag=True, help="Print who says what, in reports without any harm too.")
@click.option(
    "--explain",
    is_flag=True,
    help="Say of each claim which rules made it, and why an incident has its place and date.",
)
@given_options
@click.option("--workers", type=click.IntRange(1, 256), metavar="N", help="How many processes read at once.")
@click.pass_context
def read(context: click.Context, /, paths: tuple[Path, ...], **options: Unpack[Typed]) -> None:
    """Print every claim of harm in the reports of each PATH.

    A PATH is a plain text, a web page, JSON lines (.jsonl, .jsonl.gz: id, text, title, published, url,
    outlet), a folder of such files, or - for standard input. Problems of the material go to standard error.
    """
    fixed = _settings()
    asked = _options(fixed, options)
    if len(paths) > 1 and asked.given != Given():
        raise click.UsageError(SINGLE)
    bar = Bar(expected(paths) if sys.stderr.isatty() else None, fixed.progress_from)
    write = _Writer(asked)
    failed = False
    how = How(careful=not fixed.debug, everywhere=asked.everywhere)
    for account in accounts(paths, asked.given, asked.workers, how):
        with bar.hidden():
            write(account)
            failed |= _complain(account, everything=asked.format == "table")
        bar.step()
    with bar.hidden():
        context.exit(int(failed))


class _Writer:
    """Writes accounts to standard output in the format that was asked for."""

    def __init__(self, asked: Options) -> None:
        self._asked = asked
        if asked.format == "table":
            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(errors="replace")
            self._console = tables.console()
        elif asked.format == "csv":
            self._bytes(rows.csv_head())

    def __call__(self, account: Account) -> None:
        match self._asked.format:
            case "table":
                if account.report.text:
                    asked = self._asked
                    shown = tables.Shown(text=asked.text, statements=asked.statements, explain=asked.explain)
                    tables.show(account, self._console, shown)
            case "jsonl":
                self._bytes(rows.json_line(account))
            case "csv":
                for row in rows.csv_rows(account):
                    self._bytes(row)

    def _bytes(self, line: bytes) -> None:
        # UTF-8 whatever the locale says: the output is data.
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()


def _settings() -> Settings:
    try:
        return settings.load()
    except SettingsError as error:
        raise click.UsageError(str(error)) from error


def _options(fixed: Settings, options: Typed) -> Options:
    """Give the options, those that were not typed from the settings."""
    return Options(
        format=options["format"] or fixed.format,
        workers=options["workers"] or fixed.workers,
        text=options["text"],
        statements=options["statements"],
        explain=options["explain"],
        given=given_of(options),
    )


def _complain(account: Account, *, everything: bool) -> bool:
    """Print the problems of an account for people; tell whether the input could not be read."""
    for problem in account.problems:
        if problem.severity == "error" or everything:
            click.echo(_sentence(problem), err=True)
    return any(problem.severity == "error" for problem in account.problems)


def _sentence(problem: Problem) -> str:
    return one_line(f"{problem.severity}: {problem.where}: {problem.what} ({problem.stage})")
