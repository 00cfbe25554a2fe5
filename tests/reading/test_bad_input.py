"""Whatever is wrong with the material becomes a problem that names file, line and stage; the rest is read."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import msgspec
import pytest

from tollbook.reading import Given, ReadItem, read, read_stream

STORY = "At least four people were killed when a shell hit the market in Noville, the mayor said."


def stream(data: bytes, name: str = "a.txt") -> list[ReadItem]:
    return list(read_stream(io.BytesIO(data), Given(), name))


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("empty.txt", b"", "empty"),
        ("empty.jsonl", b"", "empty"),
        ("blank.txt", b" \n\t\r\n", "no text"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(200), "a picture"),
        ("paper.txt", b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        ("zeros.txt", bytes(5000), "binary"),
        ("noise.txt", bytes(range(256)) * 40, "binary"),
        ("cut.txt.gz", gzip.compress(STORY.encode())[:-12], "damaged or truncated"),
        ("broken.jsonl.gz", b"\x1f\x8b\x08\0 no gzip at all", "damaged or truncated"),
        ("twice.txt.gz", gzip.compress(gzip.compress(STORY.encode())), "gzip file inside"),
        ("book.txt", b"It was said. " * 400_000, "larger than"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem(name: str, data: bytes, what: str) -> None:
    (item,) = stream(data, name)
    assert item.report is None
    (problem,) = item.problems
    assert what in problem.what
    assert (problem.where, problem.stage, problem.severity) == (name, "reading", "error")


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    (item,) = read(tmp_path / "none.txt", Given())
    assert (item.report, "cannot be read" in item.problems[0].what) == (None, True)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything is readable here")
def test_a_file_without_permission_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch(mode=0)
    (item,) = read(path, Given())
    assert (item.report, "cannot be read" in item.problems[0].what) == (None, True)


def test_an_empty_folder_is_a_problem(tmp_path: Path) -> None:
    (item,) = read(tmp_path, Given())
    assert (item.report, item.problems[0].what) == (None, "the folder holds no files")


def test_a_bad_file_does_not_stop_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(5000))
    (tmp_path / "b.txt").write_text(STORY)
    assert [item.report is None for item in read(tmp_path, Given())] == [True, False]


def test_bytes_in_another_encoding_are_replaced_and_counted() -> None:
    (item,) = stream(f"{STORY} Café, naïve".encode("latin-1"))
    assert item.report is not None
    assert item.report.text == f"{STORY} Caf\ufffd, na\ufffdve"
    assert item.problems[0].what.startswith("2 character(s) are not UTF-8, the first at byte 92")


def test_a_bad_line_is_named_and_the_other_lines_are_read() -> None:
    good = msgspec.json.encode({"text": STORY})
    bad = [
        b"{'text': 1}",
        b'{"text": "cut off',
        b'{"text": 12}',
        b'{"outlet": "no text"}',
        b'["a list"]',
        b"null",
        b"[" * 100_000,
        b'{"text": "\\ud800"}',
        b'{"id": 7, "text": "a"}',
    ]
    items = stream(b"\n".join([good, *bad, b"", good]), "a.jsonl")
    assert [item.report is not None for item in items] == [True, *[False] * len(bad), True]
    assert [item.problems[0].where for item in items[1:-1]] == [f"a.jsonl:{2 + n}" for n in range(len(bad))]
    assert {(item.problems[0].stage, item.problems[0].severity) for item in items[1:-1]} == {
        ("reading", "error")
    }


def test_a_line_of_ten_megabytes_is_passed_over() -> None:
    good = msgspec.json.encode({"text": STORY})
    long = msgspec.json.encode({"text": "a" * 10_000_000})
    before, over, after = stream(b"\n".join([good, long, good]), "a.jsonl")
    assert before.report is not None
    assert after.report is not None
    assert (over.report, over.problems[0].where) == (None, "a.jsonl:2")


def test_a_truncated_jsonl_archive_gives_the_reports_before_the_cut() -> None:
    data = gzip.compress(
        b"".join(os.urandom(9).hex().join(['{"text": "', STORY + '"}\n']).encode() for _ in range(4000))
    )
    items = stream(data[: len(data) // 2], "a.jsonl.gz")
    assert len(items) > 100
    assert "damaged or truncated" in items[-1].problems[0].what


def test_an_empty_text_in_a_line_keeps_its_report_with_a_problem() -> None:
    (item,) = stream(b'{"id": "n1", "text": ""}', "a.jsonl")
    assert item.report is not None
    assert (item.report.id, item.problems[0].what) == ("n1", "the text is empty")


def test_a_file_is_not_read_further_than_the_largest_report() -> None:
    class Counting(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            Counting.taken += len(data)
            return data

    list(read_stream(Counting(b"It was said. " * 2_000_000), Given(), "a.txt"))
    assert Counting.taken < 6_000_000
