"""Paths to accounts in their order, in this process or in several, holding a bounded number at a time."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from tollbook import pipeline
from tollbook.model import Account, Problem
from tollbook.reading import Given, ReadItem, walk

WINDOW = 4
"""Inputs that wait for each process: enough to keep it busy, few enough to bound the memory."""

SMALL = 1_000_000
"""A file of no more bytes is read in the process that extracts from it, a larger one in the parent."""

STANDARD_INPUT = Path("-")

Job = Path | ReadItem


class How(Struct, frozen=True, kw_only=True):
    """With `careful`, a bug that one input brings out becomes that input's problem and the others are read.

    With `everywhere`, the statements of reports that tell of no harm are read too.
    """

    careful: bool = True
    everywhere: bool = False


A = TypeVar("A")
B = TypeVar("B")


def accounts(paths: Iterable[Path], given: Given, workers: int, how: How) -> Iterator[Account]:
    """Give the account of every input of every path, in their order."""
    make = partial(_accounts, given, how)
    if workers == 1:
        for path in paths:
            yield from make(path)
    else:
        for some in in_order(partial(_at_once, make), _jobs(paths, given, how.careful), workers, _lost):
            yield from some


def _jobs(paths: Iterable[Path], given: Given, careful: bool) -> Iterator[Job]:
    """Give what one process does at a time: a small file, or a report out of a large one or of a stream."""
    for path in paths:
        for found in (path,) if path == STANDARD_INPUT else walk(path):
            if isinstance(found, Path) and not _is_small(found):
                yield from _items(found, given, careful)
            else:
                yield found


def _is_small(file: Path) -> bool:
    try:
        return file != STANDARD_INPUT and file.suffix != ".gz" and file.stat().st_size <= SMALL
    except OSError:
        return False


def _at_once(make: Callable[[Job], Iterator[Account]], job: Job) -> list[Account]:
    return list(make(job))


def _accounts(given: Given, how: How, job: Job) -> Iterator[Account]:
    make = careful_account if how.careful else pipeline.account
    for item in _items(job, given, how.careful) if isinstance(job, Path) else [job]:
        yield make(item, everywhere=how.everywhere)


def _items(path: Path, given: Given, careful: bool) -> Iterator[ReadItem]:
    """Give the inputs of a path; with `careful`, a bug that one brings out ends that path only."""
    try:
        yield from pipeline.inputs(sys.stdin.buffer if path == STANDARD_INPUT else path, given)
    except Exception as error:
        if not careful:
            raise
        yield ReadItem(None, (bug(error, str(path), "reading"),))


def in_order(make: Callable[[A], B], items: Iterable[A], workers: int, lost: Callable[[A], B]) -> Iterator[B]:
    """Apply a function of a module in several processes; give the results in the order of the items.

    At most `WINDOW` items for each process are under way, whatever the number of items. An item whose process
    dies gets the result of `lost`; the others do not suffer.
    """
    waiting: deque[tuple[A, Future[B]]] = deque()
    pool = _pool(workers)
    try:
        for item in items:
            try:
                future = pool.submit(make, item)
            except BrokenProcessPool:
                pool = _pool(workers)
                future = pool.submit(make, item)
            waiting.append((item, future))
            if len(waiting) >= WINDOW * workers:
                yield _result(make, *waiting.popleft(), lost)
        while waiting:
            yield _result(make, *waiting.popleft(), lost)
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    # Spawned, not forked: threads of the parent (of onnxruntime, say) do not survive a fork. Only the parent
    # answers an interrupt from the keyboard.
    return ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN)
    )


def _result(make: Callable[[A], B], item: A, future: Future[B], lost: Callable[[A], B]) -> B:
    try:
        return future.result()
    except BrokenProcessPool:
        # What is under way is lost with a process that dies: alone an item shows whether it is the cause.
        with _pool(1) as alone:
            try:
                return alone.submit(make, item).result()
            except BrokenProcessPool:
                return lost(item)


def _lost(job: Job) -> list[Account]:
    what = "the process that read this died, perhaps for want of memory"
    item = ReadItem(None) if isinstance(job, Path) else job
    where = str(job) if isinstance(job, Path) else job.report.id if job.report else ""
    return [_without_claims(item, Problem(what=what, where=where, stage="extracting", severity="error"))]


def careful_account(item: ReadItem, *, everywhere: bool = False) -> Account:
    """Give the account of an input; a bug gives its report without claims and a problem that names it."""
    try:
        return pipeline.account(item, everywhere=everywhere)
    except Exception as error:
        where = item.report.id if item.report else ""
        return _without_claims(item, bug(error, where, "extracting"))


def _without_claims(item: ReadItem, problem: Problem) -> Account:
    problems = (*item.problems, problem)
    if item.report is None:
        return pipeline.account(ReadItem(None, problems))
    return Account(report=item.report, problems=problems)


def bug(error: Exception, where: str, stage: str) -> Problem:
    """Give a bug of Tollbook as a problem that stops one input and not the batch."""
    what = f"a bug of Tollbook ({type(error).__name__}: {error}), please report it"
    return Problem(what=what, where=where, stage=stage, severity="error")
