"""Records kept while a site is written, which goes through them once for each format and once for its pages.

Takes: records, one after another. Gives: them again, as often as wanted. Change this when: more records fit
into memory.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from typing import IO

import msgspec
from msgspec.structs import replace

from tollbook.model import Record

HELD = 1_000
"""So many records are held in memory, the others in a file that nobody else can open."""


class Kept:
    """Records without the names of those who signed them."""

    def __init__(self, records: Iterable[Record], held: int = HELD) -> None:
        self._held: list[Record] = []
        self._rest: IO[bytes] | None = None
        for record in records:
            unsigned = replace(record, composed_by="", published_by="")
            if len(self._held) < held:
                self._held.append(unsigned)
                continue
            self._rest = self._rest or tempfile.TemporaryFile()  # noqa: SIM115 (goes with this object)
            self._rest.write(msgspec.json.encode(unsigned) + b"\n")

    def __iter__(self) -> Iterator[Record]:
        yield from self._held
        if self._rest is not None:
            self._rest.seek(0)
            decoder = msgspec.json.Decoder(Record)
            for line in self._rest:
                yield decoder.decode(line)
