"""What is given to `ingest`, to accounts in its order: known texts are passed over, new ones are read.

Takes: paths and addresses, and what tells whether a text is known. Gives: `Gathered`, one for each input.
Reading and extracting are done here or in several processes; looking things up and writing stays with the
caller. Change this when: another kind of input is taken in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tollbook import pipeline
from tollbook.cli.workers import bug, in_order
from tollbook.model import Account, Problem, Report
from tollbook.reading import Given, Page, ReadItem, walk
from tollbook.recording.web import Web

SMALL = 1_000_000
"""A file of no more bytes is read where it is extracted from, a larger one row by row."""

ROWS = (".jsonl", ".ndjson", ".gz")


class Gathered(Struct, frozen=True):
    """One input: its report as it was read, and what it says; no account where it is known or unreadable."""

    item: ReadItem
    account: Account | None = None
    known: bool = False


class Held(Struct, frozen=True):
    """What tells whether a text is known: by the checksum of a file's bytes, or as a report."""

    bytes: Callable[[str], bool]
    report: Callable[[Report], bool]


Job = Path | ReadItem | Page | Gathered


def gathered(jobs: Iterable[Job], workers: int, *, careful: bool = True) -> Iterator[Gathered]:
    """Give what every job says, in order; with `careful`, a bug that one brings out stops that one only."""
    make = partial(_read, careful)
    if workers == 1:
        for job in jobs:
            yield from make(job)
    else:
        for some in in_order(make, jobs, workers, _lost):
            yield from some


def jobs(sources: Iterable[str], held: Held, web: Web, given: Given) -> Iterator[Job]:
    """Give what is to be read of paths and addresses, known texts as what is known already.

    What is `given` of the texts of a path goes before what they say of themselves.
    """
    for source in sources:
        if is_address(source):
            for page in web.read(source):
                yield Gathered(ReadItem(None), known=True) if page is None else page
            continue
        for found in walk(Path(source)):
            if isinstance(found, ReadItem):
                yield found
            elif given == Given() and _is_small(found):
                yield Gathered(ReadItem(None), known=True) if held.bytes(_checksum(found)) else found
            else:
                for item in pipeline.inputs(found, given):
                    known = item.report is not None and held.report(item.report)
                    yield Gathered(item, known=True) if known else item


def is_address(source: str) -> bool:
    """Tell whether a source is an address and no path."""
    return "://" in source


def _is_small(file: Path) -> bool:
    try:
        return file.is_file() and file.suffix not in ROWS and file.stat().st_size <= SMALL
    except OSError:
        return False


def _checksum(file: Path) -> str:
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _read(careful: bool, job: Job) -> list[Gathered]:
    if isinstance(job, Gathered):
        return [job]
    try:
        return [_told(item, careful) for item in _items(job)]
    except Exception as error:
        if not careful:
            raise
        where = str(job) if isinstance(job, Path) else ""
        return [Gathered(ReadItem(None, (bug(error, where, "reading"),)))]


def _items(job: Path | ReadItem | Page) -> Iterator[ReadItem]:
    if isinstance(job, Path):
        yield from pipeline.inputs(job, Given())
    elif isinstance(job, Page):
        for item in pipeline.inputs(BytesIO(job.data), job.given):
            report = item.report and replace(item.report, captured=job.captured)
            yield ReadItem(
                report, tuple(replace(each, where=job.url) for each in item.problems), item.original
            )
    else:
        yield job


def _told(item: ReadItem, careful: bool) -> Gathered:
    if item.report is None or not item.report.text.strip():
        return Gathered(ReadItem(None, item.problems))
    try:
        return Gathered(item, pipeline.told(item))
    except Exception as error:
        if not careful:
            raise
        return Gathered(ReadItem(None, (*item.problems, bug(error, item.report.id, "extracting"))))


def _lost(job: Job) -> list[Gathered]:
    what = "the process that read this died, perhaps for want of memory"
    where = str(job) if isinstance(job, Path) else ""
    if isinstance(job, ReadItem) and job.report is not None:
        where = job.report.id
    problem = Problem(what=what, where=where, stage="extracting", severity="error")
    return [Gathered(ReadItem(None, (problem,)))]
