"""The options that say what is known of a text beside its words: shared by `read` and `ingest`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypedDict, TypeVar

import click

from tollbook.reading import Given
from tollbook.reading.published import iso

Command = TypeVar("Command", bound=Callable[..., Any])

SINGLE = "--published, --outlet, --url and --title are for a single PATH."


class TypedGiven(TypedDict):
    """The options as click gives them; `None` where one was not typed."""

    published: str | None
    outlet: str | None
    url: str | None
    title: str | None


def _a_date(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Refuse what is no date: a mistake in typing is no problem of the material."""
    if value is not None and iso(value) is None:
        raise click.BadParameter(f"{value!r} is neither ISO 8601 nor RFC 2822.")
    return value


_OPTIONS = (
    click.option(
        "--published",
        metavar="WHEN",
        callback=_a_date,
        help="When a text was published that does not say so itself (ISO 8601 or RFC 2822).",
    ),
    click.option("--outlet", metavar="NAME", help="Who published a text that does not say so itself."),
    click.option("--url", metavar="URL", help="Where a single text was published."),
    click.option("--title", metavar="TITLE", help="The title of a single text."),
)


def given_options(command: Command) -> Command:
    """Give a command the options --published, --outlet, --url and --title."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def given_of(typed: TypedGiven) -> Given:
    """Give what was typed of a text."""
    return Given(published=typed["published"], outlet=typed["outlet"], url=typed["url"], title=typed["title"])
