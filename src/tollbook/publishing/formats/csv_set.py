"""A set of CSV files with a data dictionary: everything in a record, and back again.

Takes: records. Gives: `incidents.csv` (one row a record), `claims.csv`, `reports.csv`, `roots.csv`,
`decisions.csv` (findings, ranges that people set, claims set aside, conflicts, the course of tolls, versions:
the column `row` says which) and `dictionary.csv`, which explains every column. Rows of one record stand
together and in the order of `incidents.csv`. Keeps the evidence: `read` gives the records again. Change this
when: a record holds a new part.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml
from msgspec import Struct
from msgspec.structs import replace

from tollbook.model import (
    Alias,
    Change,
    Chosen,
    Claim,
    Conflict,
    Course,
    CourseStep,
    Finding,
    Record,
    Root,
    SetAside,
    Source,
    Version,
    Withheld,
    WordReading,
)
from tollbook.publishing.flat import fields, flat, noun
from tollbook.publishing.writing import About, Cell, Table, rows, tables

NAME = "csv"
LABEL = "CSV set: incidents, claims, reports, roots and decisions, with a data dictionary"
KEEPS_EVIDENCE = True

_LISTS: Mapping[str, type[Struct]] = {
    "reports": Source,
    "claims": Claim,
    "roots": Root,
    "findings": Finding,
    "own": Chosen,
    "conflicts": Conflict,
    "history": Change,
    "courses": Course,
    "readings": WordReading,
    "aliases": Alias,
    "withheld": Withheld,
    "changelog": Version,
}
"""The parts of a record that have rows of their own."""

_SIGNED = ("composed_by", "published_by")
_APART = (*_LISTS, *_SIGNED)
_NESTED: Mapping[str, tuple[str, type[Struct]]] = {
    "findings": ("set_aside", SetAside),
    "courses": ("steps", CourseStep),
}
"""Parts of which one list has rows of its own again, right behind."""

_FILES = ("reports", "claims", "roots")
_DECISIONS = tuple(part for part in _LISTS if part not in _FILES)


def _names(part: str) -> tuple[str, ...]:
    leave = (_NESTED[part][0],) if part in _NESTED else ()
    return tuple(field.name for field in fields(_LISTS[part], leave))


def _decisions() -> tuple[str, ...]:
    found = [name for part in _DECISIONS for name in _names(part)]
    found += [field.name for _, nested in _NESTED.values() for field in fields(nested)]
    return tuple(dict.fromkeys(found))


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "incidents": tuple(field.name for field in fields(Record, _APART)),
    **{part: ("record", *_names(part)) for part in _FILES},
    "decisions": ("record", "row", *_decisions()),
}
"""The columns of each file."""


def write(records: Iterable[Record], folder: Path, about: About) -> tuple[Path, ...]:
    """Write the set, one record at a time."""
    with tables(folder, COLUMNS, about.notice) as opened:
        for record in records:
            _add(record, opened)
    dictionary = Table(folder / "dictionary.csv", ("file", "column", "meaning"), about.notice)
    for file, columns in COLUMNS.items():
        for column in columns:
            dictionary.add({"file": f"{file}.csv", "column": column, "meaning": meaning(column)})
    dictionary.close()
    return (*(table.path for table in opened.values()), dictionary.path)


def read(folder: Path) -> Iterator[Record]:
    """Give the records of a set, holding one at a time; who signed them is not in it."""
    parts = {name: _Grouped(rows(folder / f"{name}.csv")) for name in (*_FILES, "decisions")}
    for cells in rows(folder / "incidents.csv"):
        ident = cells["id"]
        lists: dict[str, tuple[Struct, ...]] = {
            part: tuple(noun(row, _LISTS[part]) for row in parts[part].of(ident)) for part in _FILES
        }
        lists |= _decided(parts["decisions"].of(ident))
        yield noun(cells, Record, **lists, composed_by="", published_by="")


def is_set(folder: Path) -> bool:
    """Tell whether a folder holds a set: its tables, with the columns that `write` gives them."""
    try:
        return all(_heads(folder / f"{file}.csv").issuperset(columns) for file, columns in COLUMNS.items())
    except (OSError, UnicodeDecodeError):
        return False


def _heads(table: Path) -> set[str]:
    with table.open(encoding="utf-8", newline="") as lines:
        return set(next(csv.reader(lines), []))


def meaning(column: str) -> str:
    """Give what a column holds, in a sentence; the last part of its name decides."""
    known = _meanings()
    last = column.rpartition(".")[2]
    return known.get(column) or known[last]


@cache
def _meanings() -> dict[str, str]:
    source = files("tollbook.publishing") / "dictionary.yaml"
    return dict(yaml.safe_load(source.read_text(encoding="utf-8")))


def _add(record: Record, opened: Mapping[str, Table]) -> None:
    opened["incidents"].add(flat(record, _APART))
    for part in _FILES:
        for each in getattr(record, part):
            opened[part].add({"record": record.id, **flat(each)})
    for part in _DECISIONS:
        for row in _rows(part, getattr(record, part)):
            opened["decisions"].add({"record": record.id, **row})


def _rows(part: str, things: Sequence[Struct]) -> Iterator[dict[str, Cell]]:
    """Give the rows of one part, each followed by those of the list inside it."""
    nested = _NESTED[part][0] if part in _NESTED else None
    for thing in things:
        yield {"row": part, **flat(thing, (nested,) if nested else ())}
        for each in getattr(thing, nested) if nested else ():
            yield {"row": nested or "", **flat(each)}


def _decided(found: Iterable[dict[str, str]]) -> dict[str, tuple[Struct, ...]]:
    """Give the parts of a record that stand in the decisions."""
    parts: dict[str, list[Struct]] = {part: [] for part in _DECISIONS}
    owner = {nested: part for part, (nested, _) in _NESTED.items()}
    for cells in found:
        row = cells["row"]
        if row in owner:
            part = owner[row]
            inner = (*getattr(parts[part][-1], row), noun(cells, _NESTED[part][1]))
            parts[part][-1] = replace(parts[part][-1], **{row: inner})
        else:
            rest = {_NESTED[row][0]: ()} if row in _NESTED else {}
            parts[row].append(noun(cells, _LISTS[row], **rest))
    return {part: tuple(things) for part, things in parts.items()}


class _Grouped:
    """Rows that stand together by their record, taken group by group."""

    def __init__(self, found: Iterator[dict[str, str]]) -> None:
        self._rows = found
        self._next = next(found, None)

    def of(self, record: str) -> list[dict[str, str]]:
        """Give the rows of the record that comes next."""
        group = []
        while self._next is not None and self._next["record"] == record:
            group.append(self._next)
            self._next = next(self._rows, None)
        return group
