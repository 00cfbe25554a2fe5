"""What goes into reading beside the bytes, and what comes out of it."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from tollbook.model import Problem, Report


class Given(Struct, frozen=True, kw_only=True):
    """What is known of a report beside its text; what is given goes before what a page says of itself.

    `published` is ISO 8601 or RFC 2822.
    """

    id: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None


class ReadItem(NamedTuple):
    """One input that was read: its report, and what is wrong with the material.

    `report` is `None` where nothing could be read; then a problem of severity `error` says why.
    `original` are the bytes that the report's checksum is of.
    """

    report: Report | None
    problems: tuple[Problem, ...] = ()
    original: bytes | None = None


class Page(Struct, frozen=True, kw_only=True):
    """The bytes that were fetched from an address, and when (a UTC moment in ISO 8601)."""

    url: str
    data: bytes
    given: Given
    captured: str
