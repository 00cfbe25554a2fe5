"""A bar for people at a terminal, and for nobody else."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tollbook.cli import progress
from tollbook.cli.progress import Bar, expected


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _draw_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "EVERY", 0)


def drawn(stream: io.StringIO, total: int | None, steps: int) -> str:
    bar = Bar(total, 4, stream)
    for _ in range(steps):
        with bar.hidden():
            stream.write("<row>")
        bar.step()
    with bar.hidden():
        pass
    return stream.getvalue()


def test_the_bar_counts_what_is_done_of_all() -> None:
    assert "[" + "#" * 15 + "-" * 15 + "] 5/10 reports" in drawn(Terminal(), 10, 5)


def test_without_a_terminal_nothing_is_drawn() -> None:
    assert drawn(io.StringIO(), 10, 10) == "<row>" * 10


def test_a_few_reports_need_no_bar() -> None:
    assert drawn(Terminal(), 3, 3) == "<row>" * 3


def test_where_only_reading_tells_how_many_there_are_it_counts() -> None:
    assert "6 reports" in drawn(Terminal(), None, 6)
    assert drawn(Terminal(), None, 3) == "<row>" * 3


def test_the_bar_is_taken_away_before_anything_is_printed() -> None:
    lines = drawn(Terminal(), 10, 6).split("<row>")[1:]
    assert all(line.endswith(progress.CLEAR) for line in lines if "reports" in line)


def test_expected_counts_files_and_the_lines_of_json_lines(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "one.txt").write_text("x")
    (tmp_path / "two.jsonl").write_text("{}\n{}\n")
    assert expected([tmp_path]) == 3
    assert expected([tmp_path, Path("-")]) is None
    assert expected([tmp_path / "all.jsonl.gz"]) is None
    assert expected([tmp_path / "gone.txt"]) == 0
