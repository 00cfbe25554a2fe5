"""CSV sets that `tollbook export` or a public site wrote, as `tollbook ingest` takes them in.

Takes: the folder of a set, or its `incidents.csv`. Gives: what its records hold of each report, or a
problem. Change this when: records come back from another format.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from tollbook.model import Problem
from tollbook.publishing.formats import csv_set
from tollbook.recording.taking_over import Told, told


def is_one(source: str) -> bool:
    """Tell whether a path is that of a CSV set, told by the columns of its tables."""
    return csv_set.is_set(_folder(source))


def told_of(source: str) -> Iterator[Told | Problem]:
    """Give what the records of a set hold of each report; where it cannot be read on, a problem ends it."""
    try:
        yield from told(lambda: csv_set.read(_folder(source)))
    except (OSError, ValueError, KeyError, IndexError, csv.Error) as error:
        what = f"the CSV set cannot be read on, what stands before is taken in: {error}"
        yield Problem(what=what, where=source, stage="reading", severity="error")


def _folder(source: str) -> Path:
    path = Path(source)
    return path.parent if path.name == "incidents.csv" else path
