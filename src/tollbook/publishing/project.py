"""The project file: under whose name, with which care and by which rules something is published.

Takes: `project.toml` beside the ledger. Gives: a `Project`. Change this when: a project decides something
else for itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from tollbook.errors import SettingsError

FILE = "project.toml"

TYPED = {
    "name": 'name = "…"  # under which records are published',
    "contact": 'contact = "…"  # where corrections go: a mail address or a secure channel',
    "method_card": 'method_card = """…"""  # what is recorded, from which sources, how it is decided; public',
    "risk_note": 'risk_note = """…"""  # who could be harmed, and what is done about it; not published',
}
"""The lines that a project needs, as they are typed."""


class Project(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a project decides before it publishes anything; the defaults are the careful ones.

    Each description says what the line of that name in the project file does.
    """

    name: Annotated[str, Meta(description="The name under which records are published.")] = ""
    contact: Annotated[
        str, Meta(description="Where corrections and further sources go: a mail address or secure channel.")
    ] = ""
    method_card: Annotated[
        str,
        Meta(
            description="How the project works: what it records, from which sources, how it decides. Public."
        ),
    ] = ""
    risk_note: Annotated[
        str, Meta(description="Who could be harmed by publishing, and what is done about it. Not published.")
    ] = ""
    method: Annotated[str, Meta(description="The method under which records are made.")] = "plain"
    embargo_hours: Annotated[
        int, Meta(ge=0, description="So many hours after an incident its place is a region only.")
    ] = 72
    smallest_cell: Annotated[
        int, Meta(ge=1, description="A group of fewer people is held back; 1 holds back none.")
    ] = 3
    alone: Annotated[
        bool, Meta(description="One person works here: records wait a day instead of a second person.")
    ] = False
    combatants: Annotated[
        bool, Meta(description="Counts of fighters are published too; launched and intercepted never are.")
    ] = False
    private_sources: Annotated[
        tuple[str, ...],
        Meta(description="Outlets and ids of reports that are never named."),
    ] = ()
    office_holders: Annotated[
        tuple[str, ...],
        Meta(
            description="Persons in public office whose names are shown; all others appear by office or role."
        ),
    ] = ()
    never: Annotated[
        tuple[str, ...], Meta(description="Names and words that never become public, in any field.")
    ] = ()
    parties: Annotated[
        tuple[str, ...],
        Meta(description="States, forces and groups that a record may name as reported responsible."),
    ] = ()

    def missing(self) -> tuple[str, ...]:
        """Give what must be written before anything can be published, by the names of the lines."""
        return tuple(line for line in TYPED if not str(getattr(self, line)).strip())


def to_type(lines: Iterable[str], file: str = f"{FILE} beside the ledger") -> str:
    """Give what to type into a project file that lacks some lines, ready to be copied."""
    typed = "".join(f"\n  {TYPED[line]}" for line in lines)
    return f"write into {file}, with your own words in place of the dots:{typed}"


def load(path: Path) -> Project:
    """Give the project that a file describes; where there is none, one that has decided nothing yet.

    Raises `SettingsError`, which names the file, for a line that does not exist or does not fit.
    """
    if not path.exists():
        return Project()
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), type=Project)
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: {error}") from error


def helps() -> dict[str, str]:
    """Give the one-sentence help of every line of a project file, by its name."""
    properties = msgspec.json.schema(Project)["$defs"]["Project"]["properties"]
    return {name: properties[name]["description"] for name in Project.__struct_fields__}
