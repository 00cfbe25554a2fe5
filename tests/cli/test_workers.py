"""Inputs to accounts, in order, a bounded number at a time."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest
from tests.toys import a_report

from tollbook import extracting, pipeline
from tollbook.cli.workers import WINDOW, accounts, in_order
from tollbook.extracting import Extraction
from tollbook.model import Report
from tollbook.reading import ReadItem


def slow_if_even(number: int) -> int:
    time.sleep(0.03 * (number % 2 == 0))
    return number


def nobody(number: int) -> int:
    raise AssertionError(number)


def dies_at_three(number: int) -> int:
    if number == 3:
        os._exit(1)
    return number


def test_several_processes_keep_the_order_of_the_input_and_hold_a_bounded_number() -> None:
    taken: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(40):
            taken.append(number)
            yield number

    given: list[int] = []
    for number in in_order(slow_if_even, numbers(), 2, nobody):
        given.append(number)
        assert len(taken) - len(given) < WINDOW * 2
    assert given == list(range(40))


def test_an_item_whose_process_dies_is_lost_alone() -> None:
    assert list(in_order(dies_at_three, range(5), 2, lambda number: -number)) == [0, 1, 2, -3, 4]


def breaks(report: Report) -> Extraction:
    raise KeyError(report.id)


def test_a_bug_on_one_report_becomes_its_problem_and_the_batch_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(extracting, "extract", breaks)
    items = [ReadItem(a_report("Something happened here today.", id=name)) for name in ("a", "b")]
    first, second = accounts(items, 1, careful=True)
    assert (first.report.id, second.report.id) == ("a", "b")
    assert [(problem.severity, problem.stage) for problem in first.problems] == [("error", "extracting")]
    assert "KeyError" in first.problems[0].what


def test_a_bug_is_raised_when_someone_looks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracting, "extract", breaks)
    with pytest.raises(KeyError):
        list(accounts([ReadItem(a_report("Something happened here."))], 1, careful=False))


def test_one_process_takes_an_input_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "account", lambda item: item)
    taken: list[str] = []

    def items() -> Iterator[ReadItem]:
        for name in "ab":
            taken.append(name)
            yield ReadItem(a_report("x", id=name))

    made = accounts(items(), 1, careful=False)
    next(made)
    assert taken == ["a"]
