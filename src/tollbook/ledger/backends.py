"""The table of back ends: where a ledger can live, by the first word of its address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.engine import URL

from tollbook.errors import LedgerError
from tollbook.ledger import sqlite


class Backend(Protocol):
    """What a back end does in its own way; everything else is SQL that all of them understand."""

    def connect(self, url: URL) -> Engine:
        """Give an engine on the database."""

    def is_there(self, url: URL) -> bool:
        """Tell whether there is a database."""

    def begin(self, connection: Connection, *, writing: bool) -> None:
        """Begin a transaction: one that alone may write, or one that sees one moment and cannot write."""

    def guard(self, connection: Connection) -> None:
        """Forbid changing and removing entries, for every program that opens the database."""

    def explain(self, error: BaseException, where: str) -> LedgerError | None:
        """Give an error as one sentence that says what to do next, or `None` for a bug of ours."""

    def begin_words(self, connection: Connection) -> None:
        """Make the index of words, empty, in the place of one that was there."""

    def put_words(
        self, connection: Connection, gone: Iterable[int], new: Iterable[tuple[int, str, str]]
    ) -> None:
        """Take entries out of the index of words, and put others in: number, what each is, and its words."""

    def find_words(
        self, connection: Connection, wanted: Sequence[str], kind: str, limit: int
    ) -> list[tuple[int, str]]:
        """Give entries of a kind that hold all the words, best first: number, and a passage.

        The last word may go on. What was found stands between `searching.MARKS` in the passage.
        """

    def damage(self, connection: Connection) -> list[str]:
        """Give what the database's own check finds wrong."""

    def copy(self, engine: Engine, target: Path) -> None:
        """Write a consistent copy of the ledger into one new file."""


BACKENDS: Mapping[str, Backend] = MappingProxyType({"sqlite": sqlite})


def address_of(url: str | Path) -> URL:
    """Give the address of a ledger; what is no URL is the path of a file."""
    if isinstance(url, str) and "://" in url:
        return make_url(url)
    return URL.create("sqlite", database=str(Path(url).expanduser()))
