"""Tables that are safe to open, and come back as they were."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.publishing.writing import Table, _read, _written, rows

FORMULAS = ("=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1+1", "\u00a0@x", "'=1")


@pytest.mark.parametrize("words", FORMULAS)
def test_no_words_become_a_formula_of_a_spreadsheet(tmp_path: Path, words: str) -> None:
    table = Table(tmp_path / "t.csv", ("name", "low"))
    table.add({"name": words, "low": -1})
    table.close()
    with table.path.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1] == [f"'{words}", "-1"]
    assert next(rows(table.path)) == {"name": words, "low": "-1"}


@given(st.text())
def test_every_text_comes_back_as_it_was(words: str) -> None:
    assert _read(str(_written(words))) == words
