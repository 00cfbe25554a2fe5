"""Lines of incidents: one item for each line, whatever is in it."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from tollbook.reading import IncidentItem, read_incidents

TEXT = "Three people were killed in Ollen on Monday, the police said in a short statement."


def items(*lines: bytes) -> list[IncidentItem]:
    return list(read_incidents(io.BytesIO(b"\n".join(lines))))


def line(*reports: object, **facts: object) -> bytes:
    return json.dumps({"id": "flood", "reports": reports} | facts).encode()


def a_row(name: str, text: str = TEXT) -> dict[str, str]:
    return {"id": name, "text": text}


def ids(item: IncidentItem) -> list[str | None]:
    return [read.report.id if read.report else None for read in item.reports]


def test_a_line_is_an_incident_with_its_reports() -> None:
    (item,) = items(line(a_row("a"), a_row("b")))
    assert (item.id, ids(item), item.problems) == ("flood", ["a", "b"], ())


def test_a_number_is_an_id_too_and_without_one_the_line_is_named() -> None:
    first, second = items(line(a_row("a"), id=7), json.dumps({"reports": [a_row("b")]}).encode())
    assert first.id == "7"
    assert second.id == "standard input:2"


@pytest.mark.parametrize(
    "bad",
    [
        b"{broken",
        b"[]",
        b'"text"',
        b"null",
        b'{"id": "x"}',
        b'{"id": "x", "reports": 5}',
        b"\xff\xfe{",
        b"[" * 9999,
    ],
    ids=["cut", "list", "string", "null", "no reports", "number", "no UTF-8", "deep"],
)
def test_a_line_that_cannot_be_read_is_an_item_with_its_problem_and_the_next_one_is_read(bad: bytes) -> None:
    first, second = items(bad, line(a_row("a")))
    assert [problem.severity for problem in first.problems] == ["error"]
    assert first.problems[0].where == "standard input:1"
    assert ids(second) == ["a"]


def test_an_empty_line_is_no_error_but_has_its_item() -> None:
    empty, item = items(b"", line(a_row("a")))
    assert [problem.severity for problem in empty.problems] == ["warning"]
    assert ids(item) == ["a"]


def test_a_report_that_cannot_be_read_leaves_the_others_of_its_line() -> None:
    (item,) = items(line({"id": "a"}, 5, a_row("b")))
    assert ids(item) == [None, None, "b"]
    assert [read.problems[0].where for read in item.reports[:2]] == [
        "standard input:1#1",
        "standard input:1#2",
    ]


def test_a_line_without_reports_says_so() -> None:
    (item,) = items(line())
    assert item.problems[0].what == "the line holds no reports"


def test_a_report_that_stands_there_twice_counts_once() -> None:
    (item,) = items(line(a_row("a"), a_row("a")))
    assert ids(item) == ["a"]
    assert [problem.severity for problem in item.problems] == ["note"]


def test_two_reports_of_one_id_stay_two() -> None:
    (item,) = items(line(a_row("a"), a_row("a", TEXT + " It rained.")))
    assert ids(item) == ["a", "a#2"]


def test_a_packed_file_is_read_and_a_damaged_one_named(tmp_path: Path) -> None:
    packed = gzip.compress(line(a_row("a")) + b"\n" + line(a_row("b")))
    (tmp_path / "all.jsonl.gz").write_bytes(packed)
    (tmp_path / "cut.jsonl.gz").write_bytes(packed[:-12])
    assert [ids(item) for item in read_incidents(tmp_path / "all.jsonl.gz")] == [["a"], ["b"]]
    assert "damaged or truncated" in list(read_incidents(tmp_path / "cut.jsonl.gz"))[-1].problems[0].what


@pytest.mark.parametrize("name", ["gone.jsonl", "."])
def test_a_path_that_is_no_file_is_one_item_with_a_problem(tmp_path: Path, name: str) -> None:
    (item,) = read_incidents(tmp_path / name)
    assert item.problems[0].severity == "error"
