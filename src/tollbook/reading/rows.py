"""JSONL: one report a line, read line by line."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

import msgspec
from msgspec import Struct

from tollbook.reading.decoding import decode
from tollbook.reading.given import Given, ReadItem
from tollbook.reading.texts import LARGEST, Source, problem, report


class Row(Struct, frozen=True):
    """One line; only a text or a title is needed, and other keys are ignored."""

    text: str | None = None
    id: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None


_ROW = msgspec.json.Decoder(Row)


def read_rows(stream: BinaryIO, given: Given, name: str) -> Iterator[ReadItem]:
    """Read one report from each line; a line that cannot be read is a problem, and the next one is read.

    Where a line does not say its outlet or publication date, those of `given` hold. No more than one line is
    in memory; a line of more than `LARGEST` bytes is passed over.
    """
    number = 0
    while line := stream.readline(LARGEST + 1):
        number += 1
        where = f"{name}:{number}"
        if len(line) > LARGEST and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(1 << 20)
            yield failed(f"the line is longer than {LARGEST:,} bytes", where)
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield read_row(line, given, where)


def failed(what: str, where: str) -> ReadItem:
    """Give an input that could not be read."""
    return ReadItem(None, (problem(what, where, "error"),))


def read_row(line: bytes, given: Given, where: str) -> ReadItem:
    """Read the report of one line of JSON; `where` names the line in problems."""
    text, wrong = decode(line)
    try:
        row = _ROW.decode(text)
    except msgspec.ValidationError as error:
        return failed(f"not a report: {error}", where)
    except (msgspec.DecodeError, RecursionError) as error:
        return failed(f"malformed JSON: {error}", where)
    if row.text is None and row.title is None:
        return failed("not a report: it has neither a text nor a title", where)
    own = Given(
        id=row.id or None,
        title=row.title,
        published=row.published or given.published,
        url=row.url,
        outlet=row.outlet or given.outlet,
    )
    said = row.text or ""
    data = said.encode("utf-8", "replace")
    made, found = report(said, own, Source(where=where, checksum=sha256(data).hexdigest()))
    return ReadItem(made, (problem(wrong, where), *found) if wrong else found, data)
