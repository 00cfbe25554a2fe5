"""Files, folders and streams: what kind each is, and what to do with one that cannot be read."""

from __future__ import annotations

import gzip
import io
import os
import re
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tollbook.reading.decoding import SAMPLE, decode, no_text
from tollbook.reading.given import Given, ReadItem
from tollbook.reading.pages import report_of_page
from tollbook.reading.rows import failed, read_rows
from tollbook.reading.texts import LARGEST, Source, problem, report

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LONGEST_PATH = 4096
"""No file system takes a longer path, in characters: a longer string is a text."""

LARGEST_PAGE = 20_000_000
"""A web page of more bytes than this is not read; most of a large page is pictures and scripts."""

_GZIP = b"\x1f\x8b"
_ROW_ENDINGS = (".jsonl", ".ndjson")
_PAGE_ENDINGS = (".html", ".htm", ".xhtml")
_PAGE_START = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--.{0,500}?-->|<\?xml.{0,200}?\?>)*<(?:!doctype\s+html|html|head|body|meta|title|article|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_ROW_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{[ \t]*\"")


def read(path: Path, given: Given) -> Iterator[ReadItem]:
    """Read a file of any kind, or every file of a folder and its folders in sorted order.

    The kind is told from the ending of the name (`.jsonl`, `.html`; `.gz` after either) or else from the
    first bytes. Hidden files of a folder are passed over. What cannot be read is an item without a report;
    the others are read all the same.
    """
    for found in walk(path):
        if isinstance(found, Path):
            yield from _file(found, given)
        else:
            yield found


def names_a_file(source: str) -> bool:
    """Tell whether a string names a file or folder that exists; none has a line break or NUL in it."""
    if not 0 < len(source) <= LONGEST_PATH or "\n" in source or "\0" in source:
        return False
    try:
        return Path(source).exists()
    except (OSError, ValueError):
        return False


def walk(path: Path) -> Iterator[Path | ReadItem]:
    """Give a file itself, or the files of a folder and its folders in sorted order, hidden ones passed over.

    What cannot be looked into is an item without a report in its place.
    """
    if not path.is_dir():
        yield path
        return
    unreadable: list[OSError] = []
    empty = True
    for folder, folders, names in os.walk(path, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            empty = False
            inside = Path(folder) / name
            if inside.is_file() or not inside.exists():
                yield inside
            else:
                yield failed("neither a file nor a folder", str(inside))
    for error in unreadable:
        yield failed(f"cannot be read: {error.strerror}", str(error.filename))
    if empty and not unreadable:
        yield failed("the folder holds no files", str(path))


def read_stream(stream: BinaryIO, given: Given, name: str = "standard input") -> Iterator[ReadItem]:
    """Read a binary stream; its kind is told from the ending of `name` or else from its first bytes.

    One JSON object a line gives a report each, a web page or a text gives one. A truncated gzip file or a
    device that fails ends the stream with a problem, after the reports that could be read.
    """
    try:
        head = stream.read(SAMPLE) or b""
        rest = _Rejoined(head, stream)
        if head.startswith(_GZIP):
            with gzip.GzipFile(fileobj=rest) as unpacked:
                inner = unpacked.read(SAMPLE)
                yield from _reports(inner, _Rejoined(inner, unpacked), given, name)
        else:
            yield from _reports(head, rest, given, name)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield failed(f"the compressed file is damaged or truncated: {error}", name)
    except OSError as error:
        yield failed(f"cannot be read: {error.strerror or error}", name)


def _file(path: Path, given: Given) -> Iterator[ReadItem]:
    try:
        with path.open("rb") as stream:
            yield from read_stream(stream, given, str(path))
    except (OSError, ValueError) as error:
        yield failed(f"cannot be read: {getattr(error, 'strerror', None) or error}", str(path))


class _Rejoined(io.BufferedReader):
    """A stream whose first bytes have been looked at, from the beginning again."""

    def __init__(self, head: bytes, rest: BinaryIO | gzip.GzipFile) -> None:
        super().__init__(_HeadAndRest(head, rest), 1 << 16)


class _HeadAndRest(io.RawIOBase):
    def __init__(self, head: bytes, rest: BinaryIO | gzip.GzipFile) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        into = memoryview(buffer)
        data, self._head = self._head[: len(into)], self._head[len(into) :]
        data = data or self._rest.read(len(into)) or b""
        into[: len(data)] = data
        return len(data)


def _reports(head: bytes, stream: BinaryIO, given: Given, name: str) -> Iterator[ReadItem]:
    """Read a stream that is not compressed (any more), whose first bytes are `head`."""
    plain = name.lower().removesuffix(".gz")
    if not head:
        yield failed("the file is empty", name)
    elif kind := no_text(head):
        yield failed(f"not a text: {kind}", name)
    elif plain.endswith(_ROW_ENDINGS):
        yield from read_rows(stream, given, name)
    elif plain.endswith(_PAGE_ENDINGS) or _PAGE_START.match(head):
        yield _one(stream, given, name, page=True)
    elif _ROW_START.match(head) and _is_row(head):
        yield from read_rows(stream, given, name)
    else:
        yield _one(stream, given, name, page=False)


def _is_row(head: bytes) -> bool:
    """Tell whether the first line is a whole object, or longer than was looked at."""
    line, ended, _ = head.lstrip().partition(b"\n")
    return line.rstrip().endswith(b"}") or not ended


def _one(stream: BinaryIO, given: Given, name: str, *, page: bool) -> ReadItem:
    """Read a stream that holds one report."""
    limit = LARGEST_PAGE if page else LARGEST
    data = stream.read(limit + 1)
    if len(data) > limit:
        return failed(f"larger than {limit:,} bytes and not read; split it into its reports", name)
    text, wrong = decode(data, page)
    source = Source(where=name, checksum=sha256(data).hexdigest())
    if not text.strip():
        return failed("the file holds no text", name)
    made, found = report_of_page(text, given, source) if page else report(text, given, source)
    return ReadItem(made, (problem(wrong, name), *found) if wrong else found, data)
