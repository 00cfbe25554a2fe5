"""The formats in which records are written: one module each, and this table.

Takes: records, one after another, and a folder. Gives: the files that were written. Change this when: records
are to be read by another program; write a module and add a line.

A module has `NAME`, `LABEL`, `KEEPS_EVIDENCE` (whether each figure still leads to its claims and sources),
and `write`; where what it writes can be read back, `read` too. Formats do not import each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, cast, runtime_checkable

from tollbook.model import Record
from tollbook.publishing.formats import csv_set, geojson, hxl, jsonl, ucdp_ged
from tollbook.publishing.writing import About


class Format(Protocol):
    """A module that writes records."""

    NAME: str
    LABEL: str
    KEEPS_EVIDENCE: bool

    def write(self, records: Iterable[Record], folder: Path, about: About) -> tuple[Path, ...]:
        """Write records into a folder, holding one at a time, and give the files."""


@runtime_checkable
class Readable(Protocol):
    """A format that comes back as the records that were written."""

    def read(self, folder: Path) -> Iterator[Record]:
        """Give the records of a folder, one after another."""


FORMATS: Mapping[str, Format] = MappingProxyType(
    {module.NAME: cast(Format, module) for module in (csv_set, ucdp_ged, hxl, geojson, jsonl)}
)
"""Every format by its name."""
