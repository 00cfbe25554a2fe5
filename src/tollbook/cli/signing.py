"""Who acts, and what is printed of an act: shared by every command by which a person changes a ledger."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click
import msgspec

from tollbook import settings
from tollbook.cli.visible import one_line
from tollbook.errors import SettingsError
from tollbook.publishing import numbers
from tollbook.recording import Change, Done, Signature

Command = TypeVar("Command", bound=Callable[..., Any])

_SIGNING = (
    click.option("--why", default="", metavar="TEXT", help="The reason; it is kept beside the act."),
    click.option("--as", "who", metavar="NAME", help="Who acts; `name` of the settings by default."),
)


def signed(command: Command) -> Command:
    """Give a command the options --why and --as."""
    for option in reversed(_SIGNING):
        command = option(command)
    return command


def signature(who: str | None, why: str) -> Signature:
    """Give who acts and why; without a name in option and settings it stays empty, and the act is refused."""
    try:
        return Signature(who if who is not None else settings.load().name, why)
    except SettingsError as error:
        raise click.UsageError(str(error)) from error


def tell(done: Done, form: str) -> None:
    """Print what an act did: a sentence, or a JSON line."""
    if form == "jsonl":
        sys.stdout.buffer.write(msgspec.json.encode(done) + b"\n")
        sys.stdout.buffer.flush()
        return
    written, undo = done.judgement, done.judgement
    if len(done.judgements) > 1:
        written, undo = f"{len(done.judgements)} judgements", f"{done.judgement} --all"
    anew = f"; concluded anew: {', '.join(done.incidents)}" if done.incidents else ""
    click.echo(one_line(f"{written} written{anew}. Undo it with: tollbook judge undo {undo}"))
    for each in done.changes:
        click.echo(one_line(f"  {change_words(each)}"))
    if done.incidents and not done.changes:
        click.echo("  No number changed.")


def change_words(change: Change) -> str:
    """Say what a finding said before an act, and what it says now."""
    finding = change.now or change.before
    subject = numbers.subject(finding.measure, finding.unit, finding.group) if finding else ""
    was = numbers.answer(change.before) if change.before else "no number"
    now = numbers.answer(change.now) if change.now else "no number"
    return f"{change.incident}: {subject}: {was}, now {now}"
