"""Inputs to accounts in their order, in this process or in several, holding a bounded number at a time."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
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
    return map(make, items) if workers == 1 else in_order(make, items, workers)


def in_order(make: Callable[[A], B], items: Iterable[A], workers: int) -> Iterator[B]:
    """Apply a function of a module in several processes; give the results in the order of the items.

    At most `WINDOW` items for each process are under way, whatever the number of items.
    """
    # Spawned, not forked: threads of the parent (of onnxruntime, say) do not survive a fork.
    context = multiprocessing.get_context("spawn")
    waiting: deque[Future[B]] = deque()
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        for item in items:
            waiting.append(pool.submit(make, item))
            if len(waiting) >= WINDOW * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def careful_account(item: ReadItem) -> Account:
    """Give the account of an input; a bug gives its report without claims and a problem that names it."""
    try:
        return pipeline.account(item)
    except Exception as error:
        if item.report is None:
            raise
        return Account(
            report=item.report, problems=(*item.problems, bug(error, item.report.id, "extracting"))
        )


def bug(error: Exception, where: str, stage: str) -> Problem:
    """Give a bug of Tollbook as a problem that stops one input and not the batch."""
    what = f"a bug of Tollbook ({type(error).__name__}: {error}), please report it"
    return Problem(what=what, where=where, stage=stage, severity="error")
