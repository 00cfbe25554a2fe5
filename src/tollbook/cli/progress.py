"""A progress bar on standard error that never gets between the lines of the results."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

WIDTH = 30
EVERY = 0.1
"""Seconds between two drawings."""

CLEAR = "\r\x1b[K"


class Bar:
    """A bar that counts reports; it stays invisible until `shown_from` of them, and without a terminal."""

    def __init__(self, total: int | None, shown_from: int, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._total = total
        self._from = shown_from
        self._done = 0
        self._began = time.monotonic()
        self._drawn = 0.0
        self._awake = self._stream.isatty() and (total is None or total >= shown_from)

    def step(self) -> None:
        """Count one report."""
        self._done += 1
        now = time.monotonic()
        if (
            self._awake
            and self._done >= (self._from if self._total is None else 1)
            and now - self._drawn >= EVERY
        ):
            self._drawn = now
            self._write(CLEAR + self._line(now))

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Take the bar away while something is printed."""
        if self._awake and self._drawn:
            self._write(CLEAR)
            self._drawn = 0.0
        yield

    def _line(self, now: float) -> str:
        rate = self._done / max(now - self._began, 1e-6)
        if self._total is None:
            return f"{self._done} reports, {rate:.0f}/s"
        full = WIDTH * min(self._done, self._total) // max(self._total, 1)
        bar = f"[{'#' * full}{'-' * (WIDTH - full)}]"
        left = _duration(max(0, self._total - self._done) / rate)
        return f"{bar} {self._done}/{self._total} reports, {rate:.0f}/s, {left} left"

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def _duration(seconds: float) -> str:
    """Give a time as people say it, no finer than it is known."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"


def expected(paths: Iterable[Path]) -> int | None:
    """Give how many reports to expect, or `None` where only reading would tell (standard input, gzip)."""
    total = 0
    for path in paths:
        if path == Path("-") or path.name.endswith(".gz"):
            return None
        for file in path.rglob("*") if path.is_dir() else (path,):
            total += _reports(file)
    return total


def _reports(file: Path) -> int:
    if file.suffix != ".jsonl" or not file.is_file():
        return int(file.is_file())
    try:
        with file.open("rb") as stream:
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
    except OSError:
        return 1
