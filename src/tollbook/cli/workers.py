"""Inputs to accounts in their order, in this process or in several, holding a bounded number at a time."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from tollbook import pipeline
from tollbook.model import Account, Problem
from tollbook.reading import ReadItem

WINDOW = 4
"""Inputs that wait for each process: enough to keep it busy, few enough to bound the memory."""

A = TypeVar("A")
B = TypeVar("B")


def accounts(items: Iterable[ReadItem], workers: int, careful: bool) -> Iterator[Account]:
    """Give the account of every input, in the order of the inputs.

    With `careful`, a bug that one report brings out becomes that report's problem and the batch goes on.
    """
    make = careful_account if careful else pipeline.account
    return map(make, items) if workers == 1 else in_order(make, items, workers, _lost)


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


def _lost(item: ReadItem) -> Account:
    where = item.report.id if item.report else ""
    what = "the process that read this report died, perhaps for want of memory"
    problem = Problem(what=what, where=where, stage="extracting", severity="error")
    return _without_claims(item, problem)


def careful_account(item: ReadItem) -> Account:
    """Give the account of an input; a bug gives its report without claims and a problem that names it."""
    try:
        return pipeline.account(item)
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
