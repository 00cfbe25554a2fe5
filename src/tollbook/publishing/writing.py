"""Writing records to files: what every format needs to know, and tables that are safe to open.

Takes: rows. Gives: CSV as RFC 4180 has it, in UTF-8, written row by row. Change this when: every table is to
be written differently.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

NOTICE = "notice"
"""The last column of a working copy's tables, with the warning in every row."""

BANNER = "WORKING COPY, NOT FOR PUBLICATION: holds claims nobody has judged, exact places, names of sources"

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")

Cell: TypeAlias = str | int | float | bool | None


class About(Struct, frozen=True, kw_only=True):
    """What files say of themselves: the project, where corrections go, and a warning on working copies.

    `notice` is empty for what is published.
    """

    project: str = ""
    contact: str = ""
    notice: str = ""


class Table:
    """One CSV file that grows row by row."""

    def __init__(self, path: Path, columns: Sequence[str], notice: str = "") -> None:
        self.path = path
        self._columns = columns
        self._notice = [notice] if notice else []
        self._file = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file, lineterminator="\r\n")
        self.line([*columns, *([NOTICE] if notice else [])])

    def line(self, cells: Iterable[Cell]) -> None:
        """Write a line as it is: of headings, of tags."""
        self._writer.writerow(cells)

    def add(self, row: Mapping[str, Cell]) -> None:
        """Write a row; columns that it does not name stay empty."""
        self._writer.writerow([*(_written(row.get(name)) for name in self._columns), *self._notice])

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


@contextmanager
def tables(folder: Path, columns: Mapping[str, Sequence[str]], notice: str) -> Iterator[dict[str, Table]]:
    """Open a CSV file for each name, and close them all."""
    folder.mkdir(parents=True, exist_ok=True)
    opened = {name: Table(folder / f"{name}.csv", columns[name], notice) for name in columns}
    try:
        yield opened
    finally:
        for table in opened.values():
            table.close()


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Give the rows of a CSV file, one after another, as they were before they were made safe.

    Raises `ValueError` for a row with more or fewer cells than there are columns.
    """
    with path.open(encoding="utf-8", newline="") as file:
        found = csv.DictReader(file)
        for row in found:
            if None in row or None in row.values():
                raise ValueError(f"{path.name}, line {found.line_num}: not as many cells as columns")
            yield {name: _read(value) for name, value in row.items() if name != NOTICE}


def _written(cell: Cell) -> Cell:
    """Give a cell; a text that a spreadsheet would take for a formula begins with an apostrophe."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, str) and _is_formula(cell):
        return f"'{cell}"
    return cell


def _read(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _is_formula(cell[1:]) else cell


def _is_formula(cell: str) -> bool:
    """Tell whether a spreadsheet may take a text for a formula; some leave spaces before it out."""
    return cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA)
