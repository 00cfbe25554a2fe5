"""Files of every kind, folders and streams."""

from __future__ import annotations

import gzip
import io
import os
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from tollbook.model import Report
from tollbook.reading import Given, ReadItem, read, read_stream

STORY = "At least four people were killed when a shell hit the market in Noville, the mayor said."
ROW = {
    "id": "n1",
    "text": STORY,
    "title": "Shell hits market",
    "published": "2024-03-01",
    "url": None,
    "outlet": "Post",
}


def rows(*bodies: object) -> bytes:
    return b"".join(msgspec.json.encode(body) + b"\n" for body in bodies)


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def reports(items: list[ReadItem]) -> list[Report]:
    return [item.report for item in items if item.report is not None]


def test_a_text_file_is_one_report_with_the_checksum_of_its_bytes(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + STORY.encode()
    (item,) = read(write(tmp_path / "2023-01-05-market.txt", data), Given(title="Market", outlet="Post"))
    assert item.report is not None
    assert item.report.text == f"Market\n\n{STORY}"
    assert (item.report.checksum, item.report.outlet) == (sha256(data).hexdigest(), "Post")


def test_a_date_in_the_name_of_a_file_is_never_used(tmp_path: Path) -> None:
    (item,) = read(write(tmp_path / "2023-01-05-market.txt", STORY.encode()), Given())
    assert item.report is not None
    assert item.report.published is None


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.ndjson", "a.data"])
def test_jsonl_is_one_report_a_line(tmp_path: Path, name: str) -> None:
    data = rows(ROW, {"text": STORY})
    path = write(tmp_path / name, gzip.compress(data) if name.endswith("gz") else data)
    first, second = reports(list(read(path, Given(outlet="Gazette", title="not for rows"))))
    assert (first.id, first.text, first.outlet, first.published) == (
        "n1", f"Shell hits market\n\n{STORY}", "Post", "2024-03-01",
    )  # fmt: skip
    assert first.checksum == sha256(STORY.encode()).hexdigest()
    assert (second.text, second.title, second.outlet) == (STORY, None, "Gazette")


def test_jsonl_is_read_line_by_line() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            into = memoryview(buffer)  # type: ignore[arg-type]
            line = rows(ROW)[: len(into)]
            into[: len(line)] = line
            return len(line)

    items = read_stream(io.BufferedReader(Endless()), Given(), "endless.jsonl")
    assert next(items).report is not None
    assert next(items).report is not None


def test_a_folder_is_walked_in_sorted_order_without_its_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/z.txt", "c.txt", "a.txt", ".hidden.txt", ".git/config"):
        write(tmp_path / name, f"{STORY} {name}".encode())
    texts = [report.text.rsplit(" ", 1)[-1] for report in reports(list(read(tmp_path, Given())))]
    assert texts == ["a.txt", "c.txt", "b/z.txt"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (STORY.encode(), STORY),
        (gzip.compress(STORY.encode()), STORY),
        (rows(ROW), f"Shell hits market\n\n{STORY}"),
        (f"<!DOCTYPE html><html><body><article><p>{STORY}</p></article></body></html>".encode(), STORY),
    ],
    ids=["text", "gzip", "jsonl", "page"],
)
def test_the_kind_of_a_stream_is_told_from_its_first_bytes(data: bytes, text: str) -> None:
    (item,) = read_stream(io.BytesIO(data), Given())
    assert item.report is not None
    assert item.report.text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_in_every_form(tmp_path: Path, encoding: str) -> None:
    text = f"{STORY} Café – naïve."
    (item,) = read(write(tmp_path / "a.txt", text.encode(encoding)), Given())
    assert item.report is not None
    assert (item.report.text, item.problems) == (text, ())


def test_a_page_in_another_encoding_is_read_as_it_declares(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="iso-8859-1"></head><body><p>{STORY} “Café”</p></body></html>'
    (item,) = read(write(tmp_path / "a.html", page.encode("cp1252")), Given())
    assert item.report is not None
    assert item.report.text == f"{STORY} “Café”"
    assert item.problems == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_inside_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (item,) = read(tmp_path, Given())
    assert (item.report, item.problems[0].what) == (None, "neither a file nor a folder")
