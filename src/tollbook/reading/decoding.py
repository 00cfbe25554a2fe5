"""Bytes to characters: marks of byte order, declared and undeclared encodings, and files that are no text."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NO_TEXT = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x1f\x8b", "a gzip file inside a gzip file"),
    (b"SQLite format 3", "a database"),
)
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))

SAMPLE = 8192
"""The kind and the encoding of a file are told from this many first bytes."""


class Decoded(NamedTuple):
    """Characters, and what was wrong with the bytes, if anything."""

    text: str
    problem: str | None = None


def no_text(head: bytes) -> str | None:
    """Say what a file is that is not text, from its first bytes; `None` where it may be text."""
    for start, kind in _NO_TEXT:
        if head.startswith(start):
            return kind
    if any(head.startswith(mark) for mark, _ in _MARKS) or _utf_16(head[:SAMPLE]):
        return None
    sample = head[:SAMPLE]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    return "binary" if control > max(8, 0.05 * len(sample)) else None


def decode(data: bytes, page: bool = False) -> Decoded:
    """Give the characters of a file; a mark of byte order is left out, line ends stay as they are.

    UTF-8 unless a mark of byte order or (for a web page) a declaration says otherwise. Bytes that do not fit
    the encoding become U+FFFD, and the problem says how many and where the first is.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding)
    if guessed := _utf_16(data[:SAMPLE]):
        return _replacing(data, guessed)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        declared = _declared(data) if page else None
        return _replacing(data, declared or "utf-8")


def _replacing(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding))
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        count = max(1, text.count("\ufffd"))
        return Decoded(
            text,
            f"{count} character(s) are not {encoding.upper()}, the first at byte {error.start}; "
            "replaced by U+FFFD",
        )


def _declared(data: bytes) -> str | None:
    """Give the encoding that a page declares, by Python's name; on the web Latin-1 means Windows-1252."""
    match = _DECLARED.search(data[: 2 * SAMPLE])
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii", "replace")).name
        "".encode(name)
    except LookupError:
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _utf_16(sample: bytes) -> str | None:
    """Give the kind of UTF-16 that a text without a mark is in: every second byte of Latin letters is 0."""
    if len(sample) < 8 or b"\0" not in sample:
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.4 * half and sample[::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.4 * half and sample[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None
