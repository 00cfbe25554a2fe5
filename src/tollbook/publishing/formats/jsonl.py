"""JSON lines: one record a line, whole, with the checksum that anybody can compute again.

Takes: records. Gives: `records.jsonl`, in the public form of `checksum`. Keeps the evidence. Change this
when: never; a field of a record shows here by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from tollbook.model import Record
from tollbook.publishing.checksum import from_public_form, public_form
from tollbook.publishing.writing import NOTICE, About

NAME = "jsonl"
LABEL = "JSON lines: whole records, with checksums"
KEEPS_EVIDENCE = True
FILE = "records.jsonl"


def write(records: Iterable[Record], folder: Path, about: About) -> tuple[Path, ...]:
    """Write a line for each record; that of a working copy begins with the warning."""
    folder.mkdir(parents=True, exist_ok=True)
    notice = {NOTICE: about.notice} if about.notice else {}
    with (folder / FILE).open("wb") as file:
        for record in records:
            file.write(msgspec.json.encode({**notice, **public_form(record)}) + b"\n")
    return (folder / FILE,)


def read(folder: Path) -> Iterator[Record]:
    """Give the records of a folder; who signed them is not in it."""
    with (folder / FILE).open("rb") as file:
        for line in file:
            form = msgspec.json.decode(line)
            form.pop(NOTICE, None)
            yield from_public_form(form)
