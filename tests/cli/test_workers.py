"""Inputs to accounts, in order, a bounded number at a time."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.toys import a_report

from tollbook import extracting, pipeline
from tollbook.cli import workers
from tollbook.cli.workers import WINDOW, How, accounts, in_order
from tollbook.extracting import Extraction
from tollbook.model import Report
from tollbook.reading import Given, ReadItem

TEXT = "The new library of Marrowby opens on Saturday, the town council said in a statement."


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


def breaks(report: Report, **options: bool) -> Extraction:
    raise KeyError(report.id)


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A file of two reports."""
    file = tmp_path / "two.jsonl"
    file.write_text("".join(json.dumps({"id": name, "text": TEXT}) + "\n" for name in "ab"))
    return file


def test_a_bug_on_one_report_becomes_its_problem_and_the_batch_goes_on(
    two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extracting, "extract", breaks)
    first, second = accounts([two], Given(), 1, How())
    assert (first.report.id, second.report.id) == ("a", "b")
    assert [(one.severity, one.stage) for one in first.problems if "KeyError" in one.what] == [
        ("error", "extracting")
    ]


def test_a_bug_is_raised_when_someone_looks_for_it(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracting, "extract", breaks)
    with pytest.raises(KeyError):
        list(accounts([two], Given(), 1, How(careful=False)))


def test_one_process_takes_an_input_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "account", lambda item, everywhere: item)
    taken: list[str] = []

    def inputs(source: Path, given: Given) -> Iterator[ReadItem]:
        for name in "ab":
            taken.append(name)
            yield ReadItem(a_report("x", id=name))

    monkeypatch.setattr(pipeline, "inputs", inputs)
    made = accounts([Path("some")], Given(), 1, How(careful=False))
    next(made)
    assert taken == ["a"]


def test_small_files_large_files_and_what_is_missing_keep_their_order(
    tmp_path: Path, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    large = tmp_path / "large.jsonl"
    large.write_text("".join(json.dumps({"id": f"l{n}", "text": TEXT}) + "\n" for n in range(3)))
    monkeypatch.setattr(workers, "SMALL", two.stat().st_size)
    paths = [tmp_path, tmp_path / "gone.txt", two]
    read = {n: [one.report.id for one in accounts(paths, Given(), n, How())] for n in (1, 2)}
    assert read[2] == read[1]
    assert [one for one in read[1] if not one.startswith("rpt_")] == ["l0", "l1", "l2", "a", "b", "a", "b"]
