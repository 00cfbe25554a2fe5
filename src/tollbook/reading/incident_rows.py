"""JSONL of incidents: several reports a line, `{"id", "reports": [...]}`, read line by line."""

from __future__ import annotations

import contextlib
import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec
from msgspec import Raw, Struct

from tollbook.model import Problem
from tollbook.reading.given import Given, ReadItem
from tollbook.reading.rows import read_row
from tollbook.reading.texts import problem

LARGEST_LINE = 50_000_000
"""A line of more bytes than this is passed over: no incident is told in so many words."""

_GZIP = b"\x1f\x8b"


class IncidentItem(NamedTuple):
    """The reports of one line, said to be on one incident, each read or why it was not.

    `id` is that of the line, or where the line stands; `problems` are about the line itself.
    """

    id: str
    reports: tuple[ReadItem, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Line(Struct, frozen=True):
    reports: list[Raw]
    id: str | int | None = None


class _Kind(Struct, frozen=True):
    reports: list[Raw] | None = None


_LINE = msgspec.json.Decoder(_Line)
_KIND = msgspec.json.Decoder(_Kind)


def read_incidents(source: Path | BinaryIO, name: str | None = None) -> Iterator[IncidentItem]:
    """Give an item for each line of a JSONL file (packed with gzip or not) or of a binary stream.

    A line that cannot be read is an item with a problem, and the next one is read. No more than one line is
    in memory.
    """
    name = name or (str(source) if isinstance(source, Path) else "standard input")
    try:
        if isinstance(source, Path):
            with source.open("rb") as stream:
                yield from _unpacked(stream, name)
        else:
            yield from _unpacked(source, name)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield _failed(f"the compressed file is damaged or truncated: {error}", name)
    except (OSError, ValueError) as error:
        yield _failed(f"cannot be read: {getattr(error, 'strerror', None) or error}", name)


def holds_incidents(source: Path | BinaryIO) -> bool:
    """Tell whether the first line of a JSONL file or stream is an incident with its reports.

    False for what cannot be read. A stream is one that can be set back to its beginning, and is not.
    """
    try:
        if isinstance(source, Path):
            with source.open("rb") as stream:
                return holds_incidents(stream)
        packed = source.read(2)
        source.seek(0)
        with gzip.GzipFile(fileobj=source) if packed == _GZIP else contextlib.nullcontext(source) as lines:
            line = next(filter(bytes.strip, iter(lambda: lines.readline(LARGEST_LINE + 1), b"")), b"")
        return _KIND.decode(line.removeprefix(b"\xef\xbb\xbf")).reports is not None
    except (OSError, EOFError, ValueError, zlib.error, RecursionError):
        return False


def one_incident(name: str, items: Iterable[ReadItem]) -> IncidentItem:
    """Give reports that are all on one incident as an item, those that stand there twice left out."""
    reports, problems = _apart(list(items), name)
    return IncidentItem(name, tuple(reports), tuple(problems))


def _unpacked(stream: BinaryIO, name: str) -> Iterator[IncidentItem]:
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var]
    if buffered.peek(2).startswith(_GZIP):
        with gzip.GzipFile(fileobj=buffered) as unpacked:
            yield from _lines(unpacked, name)
    else:
        yield from _lines(buffered, name)


def _lines(stream: BinaryIO | gzip.GzipFile, name: str) -> Iterator[IncidentItem]:
    number = 0
    while line := stream.readline(LARGEST_LINE + 1):
        number += 1
        where = f"{name}:{number}"
        if len(line) > LARGEST_LINE and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(1 << 20)
            yield _failed(f"the line is longer than {LARGEST_LINE:,} bytes", where)
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _item(line, where)
        else:
            yield IncidentItem(where, problems=(problem("the line is empty", where),))
    if not number:
        yield _failed("the file is empty", name)


def _item(line: bytes, where: str) -> IncidentItem:
    try:
        told = _LINE.decode(line.removeprefix(b"\xef\xbb\xbf"))
    except msgspec.ValidationError as error:
        return _failed(f"not an incident with its reports: {error}", where)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return _failed(f"malformed JSON: {error}", where)
    name = where if told.id is None or told.id == "" else str(told.id)
    read = [read_row(bytes(raw), Given(), f"{where}#{i}") for i, raw in enumerate(told.reports, 1)]
    reports, doubled = _apart(read, where)
    none = () if reports else (problem("the line holds no reports", where, "error"),)
    return IncidentItem(name, tuple(reports), (*doubled, *none))


def _apart(read: list[ReadItem], where: str) -> tuple[list[ReadItem], list[Problem]]:
    """Leave out a report that stands in a line twice, and give one that shares only its id another one."""
    seen: dict[str, str] = {}
    kept: list[ReadItem] = []
    problems: list[Problem] = []
    for item in read:
        report = item.report
        if report is None:
            kept.append(item)
        elif seen.get(report.id) == report.text:
            problems.append(problem(f"the report {report.id} stands there twice", where, "note"))
        else:
            if report.id in seen:
                other = f"{report.id}#{len(seen) + 1}"
                problems.append(problem(f"two reports have the id {report.id}; one is now {other}", where))
                report = msgspec.structs.replace(report, id=other)
            seen[report.id] = report.text
            kept.append(ReadItem(report, item.problems))
    return kept, problems


def _failed(what: str, where: str) -> IncidentItem:
    return IncidentItem(where, problems=(problem(what, where, "error"),))
