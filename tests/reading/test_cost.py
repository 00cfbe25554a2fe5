"""Doubling an input costs at most two and a half times the time, however hostile the input is."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import pytest

from tollbook.reading import Given, read_stream

TEXTS = {
    "one word": "a",
    "spaces": " ",
    "marks": "*»",
    "bylines": "By Jane Doe\n",
    "datelines": "KABUL, Afghanistan (Nov. 3, (\n",
    "brackets": "[A ",
    "furniture": "Advertisement\n",
    "letters": "A B C D E F G H\n",
    "direction": "\u202eabc def ",
    "NUL": "Two people were killed in the attack \0",
}
PAGES = {
    "nesting": "<div>",
    "inline nesting": "<b><i><p>",
    "unclosed tags": '<a "',
    "angles": "<",
    "comments": "<!--",
    "scripts": "<script>",
    "headlines": "<h1>",
    "metas": "<meta name=a content=b>",
    "entities": "&amp;",
    "cells": "<table><tr><td>",
    "items": "<ul><li>a",
    "paragraphs": "<p>x</p>",
    "closings": "</div>",
}


def cost(data: bytes, name: str) -> float:
    """Give the seconds of processor time that reading takes, the best of two."""
    taken = []
    for _ in range(2):
        start = time.process_time()
        assert len(list(read_stream(io.BytesIO(data), Given(), name))) == 1
        taken.append(time.process_time() - start)
    return min(taken)


def assert_linear(make: Callable[[int], bytes], name: str, size: int) -> None:
    """Double an input; what takes less than two hundredths of a second is too short to be timed.

    Other processes disturb a measurement, but not four times.
    """
    single, double = make(size), make(2 * size)
    assert any(cost(double, name) <= 2.5 * max(cost(single, name), 0.02) for _ in range(4))


@pytest.mark.parametrize("piece", TEXTS.values(), ids=TEXTS)
def test_a_hostile_text_costs_time_in_proportion(piece: str) -> None:
    assert_linear(lambda size: (piece * (size // len(piece))).encode(), "a.txt", 300_000)


@pytest.mark.parametrize("piece", PAGES.values(), ids=PAGES)
def test_a_hostile_page_costs_time_in_proportion(piece: str) -> None:
    assert_linear(lambda size: f"<html><body>{piece * (size // len(piece))}".encode(), "a.html", 150_000)


def test_attributes_without_end_cost_time_in_proportion() -> None:
    assert_linear(
        lambda size: ("<p " + " ".join(f"a{n}=1" for n in range(size // 9)) + ">").encode(), "a.html", 250_000
    )


def test_a_page_of_ten_megabytes_is_read_in_seconds() -> None:
    start = time.process_time()
    deep = (
        b"<html><body>" + b'<div class="story">' * 400_000 + b"Two people were killed." + b"</div>" * 400_000
    )
    (item,) = read_stream(io.BytesIO(deep), Given(), "a.html")
    assert item.report is not None
    assert item.report.text == "Two people were killed."
    assert time.process_time() - start < 30
