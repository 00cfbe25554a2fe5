"""Files, folders and streams."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tollbook.reading.given import Given, ReadItem


def read(path: Path, given: Given) -> Iterator[ReadItem]:
    """Read a file of any kind, or every file of a folder in sorted order."""
    raise NotImplementedError


def read_stream(stream: BinaryIO, given: Given, name: str = "standard input") -> Iterator[ReadItem]:
    """Read a binary stream whose kind is told from its first bytes."""
    raise NotImplementedError
