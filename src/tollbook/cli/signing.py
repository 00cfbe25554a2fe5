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
from tollbook.recording import Done, Signature

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
    anew = f"; concluded anew: {', '.join(done.incidents)}" if done.incidents else ""
    click.echo(
        one_line(f"{done.judgement} written{anew}. Undo it with: tollbook judge undo {done.judgement}")
    )
