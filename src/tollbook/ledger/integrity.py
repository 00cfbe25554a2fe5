"""Proving that nothing was changed: the chain, what lies outside it, and the quotes."""

from __future__ import annotations

import hashlib
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, select

from tollbook.errors import DamagedLedgerError
from tollbook.ledger import chain, lines, tables
from tollbook.ledger.lines import Line
from tollbook.ledger.log import Verification
from tollbook.ledger.sealing import Builtins, restored
from tollbook.model import Problem

STAGE = "ledger"

CHUNK = 1000
"""So many entries are checked at once."""

TEXTS = 256
"""So many report texts are held at once."""


def verify(connection: Connection) -> Verification:
    """Check every entry against its hash and the one before, its words and bytes, and every quote."""
    return _Check(connection).run()


class _Check:
    """One walk along the log."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.seq, self.hash = 0, chain.GENESIS
        self.words = self.originals = self.quotes = self.erased = 0
        self.problems: list[Problem] = []
        self.texts: OrderedDict[str, str | None] = OrderedDict()

    def run(self) -> Verification:
        try:
            while part := lines.after(self.connection, self.seq, CHUNK):
                self._part(part)
        except DamagedLedgerError as error:
            self.problems.append(Problem(what=str(error), where="log", stage=STAGE, severity="error"))
        return Verification(
            entries=self.seq,
            words=self.words,
            originals=self.originals,
            quotes=self.quotes,
            erased=self.erased,
            hash=self.hash,
            problems=tuple(self.problems),
        )

    def _part(self, part: list[Line]) -> None:
        salts = self._salts(part)
        for line in part:
            self._chain(line)
            self._words(line, salts.get(line.entry.seq))
            try:
                self._outside(line)
            except (LookupError, TypeError):
                self._wrong(line, "has values of the wrong form")

    def _outside(self, line: Line) -> None:
        if line.body.original:
            self._original(line)
        if line.words and line.entry.type in ("claim", "reading"):
            self._quotes(line, line.body.inputs[0])
        elif line.words and line.body.value.get("correction"):
            self._quotes(line, self._report_behind(line.body.inputs[0]))

    def _chain(self, line: Line) -> None:
        entry = line.entry
        if entry.seq != self.seq + 1 or entry.prev_hash != self.hash:
            self._wrong(line, "does not follow the entry before it")
        if entry.hash != chain.link_hash(entry):
            self._wrong(line, "was changed after it was written")
        if entry.id != chain.entry_id(line.content, line.body.replaces):
            self._wrong(line, "does not bear the id of its content")
        self.seq, self.hash = entry.seq, entry.hash

    def _words(self, line: Line, row: Row[Any] | None) -> None:
        sealed = line.body.words
        if row is None:
            self.erased += sealed is not None
            return
        self.words += 1
        if chain.salted(row.salt, row.data) != sealed:
            self._wrong(line, "its words were changed after they were written")

    def _original(self, line: Line) -> None:
        checksum = line.body.value["checksum"]
        found = select(tables.original.c.salt, tables.original.c.data)
        row = self.connection.execute(found.where(tables.original.c.checksum == checksum)).one_or_none()
        if row is None:
            self.erased += 1
            return
        self.originals += 1
        try:
            data = zlib.decompress(row.data)
        except (zlib.error, TypeError):
            data = b""
        sealed = chain.salted(row.salt, data) == line.body.original
        if not sealed or hashlib.sha256(data).hexdigest() != checksum:
            self._wrong(line, "its original bytes are not those that came in")

    def _quotes(self, line: Line, report: str) -> None:
        text = self._text(report)
        if text is None:
            return
        for start, end, quote in _quoted(restored(line.body.value, line.words)):
            self.quotes += 1
            if text[start:end] != quote:
                self._wrong(line, f"its quote at {start} does not stand in the report")

    def _report_behind(self, name: str) -> str:
        """Give the entry of the report in which a corrected claim stands, or to which one was added."""
        line = lines.named(self.connection, [name])[0]
        return name if line.entry.type == "report" else line.body.inputs[0]

    def _text(self, report: str) -> str | None:
        """Give the text of a report's entry, or `None` where its words were deleted or it came without."""
        if report not in self.texts:
            line = lines.by_id(self.connection, [report]).get(report)
            text = None
            if line and line.words:
                text = restored(line.body.value["text"], line.words) or None
            self.texts[report] = text
            if len(self.texts) > TEXTS:
                self.texts.popitem(last=False)
        return self.texts[report]

    def _salts(self, part: list[Line]) -> dict[int, Row[Any]]:
        seqs = tables.words.c.seq.between(part[0].entry.seq, part[-1].entry.seq)
        return {row.seq: row for row in self.connection.execute(select(tables.words).where(seqs))}

    def _wrong(self, line: Line, what: str) -> None:
        where = f"entry {line.entry.seq} ({line.entry.type} {line.subject})"
        self.problems.append(Problem(what=what, where=where, stage=STAGE, severity="error"))


def _quoted(value: Builtins) -> Iterator[tuple[int, int, str]]:
    """Give every quote of a value with its offsets."""
    if isinstance(value, dict):
        if "quote" in value:
            yield value["start"], value["end"], value["quote"]
        for each in value.values():
            yield from _quoted(each)
    elif isinstance(value, list):
        for each in value:
            yield from _quoted(each)
