"""`tollbook ingest`: reports into the ledger, each once, linked into incidents."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tollbook import ledger, pipeline
from tollbook.cli.keep_command import ledger_file, ledger_option
from tollbook.cli.progress import Bar, expected
from tollbook.recording.intake import Intake
from tollbook.cli.visible import one_line
from tollbook.reading import Given

CHANGED = (
    "another text is in the ledger under this id: give the changed text an id of its own, then ingest it"
)


EPILOG = """
\b
Examples:
  tollbook ingest reports/
  tollbook ingest archive.jsonl.gz page.html --ledger war.db
"""


@click.command(epilog=EPILOG)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@ledger_option
@click.pass_context
def ingest(context: click.Context, /, paths: tuple[Path, ...], address: str | None) -> None:
    """Take the reports of each PATH (file, folder, JSON lines) into the ledger; a repeat adds nothing.

    A run that was stopped goes on when it is given again. Exit status: 0 all inputs were read, 1 one was not.
    """
    file = ledger_file(address)
    file.parent.mkdir(parents=True, exist_ok=True)
    bar = Bar(expected(paths) if sys.stderr.isatty() else None, 1)
    new = known = unread = 0
    with ledger.open_ledger(file) as opened:
        intake = Intake(opened)
        for path in paths:
            for item in pipeline.inputs(path, Given()):
                bar.step()
                for problem in item.problems:
                    if problem.severity == "error":
                        with bar.hidden():
                            click.echo(one_line(f"error: {problem.where}: {problem.what}"), err=True)
                if item.report is None:
                    unread += 1
                elif intake.holds(item.report):
                    known += 1
                elif intake.holds_another(item.report):
                    unread += 1
                    with bar.hidden():
                        click.echo(one_line(f"error: {item.report.id}: {CHANGED}"), err=True)
                else:
                    intake.take(pipeline.told(item), item.original)
                    new += 1
    with bar.hidden():
        click.echo(f"{file}: {new} reports added, {known} known already, {unread} inputs not read")
    context.exit(int(bool(unread)))
