"""`tollbook verify`, `backup` and `restore`: whether a ledger holds, and copies of it that were checked."""

from __future__ import annotations

from pathlib import Path

import click

from tollbook import ledger, settings
from tollbook.errors import SettingsError, UsageError
from tollbook.ledger import Ledger, Verification

FILE = "sqlite:///"

ledger_option = click.option(
    "--ledger", "address", metavar="FILE", help="Which ledger; that of the settings by default."
)

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    help="How to print; for people by default.",
)

VERIFY = """
\b
Examples:
  tollbook verify
  tollbook verify --ledger war.db
"""

BACKUP = """
\b
Examples:
  tollbook backup safe.db
"""

RESTORE = """
\b
Examples:
  tollbook restore safe.db --ledger war.db
"""


@click.command(epilog=VERIFY)
@ledger_option
@click.pass_context
def verify(context: click.Context, /, address: str | None) -> None:
    """Check the chain, the kept bytes and words, and that every quote stands in its report.

    Exit status: 0 everything holds, 1 something does not.
    """
    with existing(address) as opened:
        checked = opened.verify()
    for problem in checked.problems:
        click.echo(f"{problem.severity}: {problem.where}: {problem.what}", err=True)
    click.echo(_counts(checked))
    context.exit(int(bool(checked.problems)))


@click.command(epilog=BACKUP)
@ledger_option
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path, address: str | None) -> None:
    """Write a checked copy of the ledger into FILE, in the place of an older copy."""
    with existing(address) as opened:
        checked = ledger.backup(opened, file)
    click.echo(f"{file}: {_counts(checked)}")


@click.command(epilog=RESTORE)
@ledger_option
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def restore(file: Path, address: str | None) -> None:
    """Make the ledger from the backup in FILE, after checking it; an existing ledger is never replaced."""
    target = ledger_file(address)
    target.parent.mkdir(parents=True, exist_ok=True)
    checked = ledger.restore(file, target)
    click.echo(f"{target}: {_counts(checked)}")


def existing(address: str | None) -> Ledger:
    """Open a ledger that is there; a command that only looks makes none."""
    return ledger.open_ledger(ledger_file(address), create=False)


def ledger_file(address: str | None) -> Path:
    """Give the file of the ledger that was asked for, or of that in the settings."""
    try:
        named = address or settings.load().ledger
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
    if "://" in named and not named.startswith(FILE):
        raise UsageError(f"{named} is no file: name the ledger by a path, or by {FILE}PATH.")
    return Path(named.removeprefix(FILE)).expanduser()


def _counts(checked: Verification) -> str:
    return (
        f"{checked.entries} entries, {checked.originals} originals, {checked.quotes} quotes checked, "
        f"{len(checked.problems)} problems; the chain ends in {checked.hash}"
    )
