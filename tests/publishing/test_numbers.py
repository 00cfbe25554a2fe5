"""Numbers, times and groups as people read them."""

from __future__ import annotations

import msgspec
import pytest

from tollbook.model import When
from tollbook.publishing.numbers import bounds, moment, subject, when


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(15, 15, "15"), (14, 15, "14 to 15"), (18, None, "18 or more"), (0, 2000, "0 to 2,000"), (0, 0, "0")],
)
def test_bounds(low: int, high: int | None, words: str) -> None:
    assert bounds(low, high) == words


@pytest.mark.parametrize(
    ("measure", "unit", "group", "words"),
    [
        ("killed", "person", (), "killed"),
        ("killed", "person", ("child",), "killed: children"),
        ("injured", "person", ("aid_worker", "woman"), "injured: aid workers, women"),
        ("damaged", "flat", (), "damaged: flat"),
        ("unheard of", "person", (), "unheard of"),
    ],
)
def test_what_is_counted(measure: str, unit: str, group: tuple[str, ...], words: str) -> None:
    assert subject(measure, unit, group) == words


@pytest.mark.parametrize(
    ("stamp", "words"),
    [
        ("2023-12-30", "30 Dec 2023"),
        ("2023-12-31T08:52Z", "31 Dec 2023 08:52 UTC"),
        ("2023-12-31T08:52:00+00:00", "31 Dec 2023 08:52 UTC"),
        ("2023-12-31T08:52:00", "31 Dec 2023 08:52"),
        ("2023-12", "2023-12"),
        ("2023-13-01", "2023-13-01"),
        ("", ""),
    ],
)
def test_a_moment(stamp: str, words: str) -> None:
    assert moment(stamp) == words


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2019-01-01", "2019-12-31", "year", "2019"),
        ("2019-02-01", "2019-02-28", "month", "Feb 2019"),
        ("2019-01-01", "2019-12-31", "period", "1 Jan 2019 to 31 Dec 2019"),
        ("2018-07-01", "2019-06-30", "year", "1 Jul 2018 to 30 Jun 2019"),
    ],
)
def test_a_whole_year_or_month_goes_by_its_name(start: str, end: str, precision: str, words: str) -> None:
    time = msgspec.convert({"start": start, "end": end, "precision": precision, "from": "words"}, When)
    assert when(time) == words


def test_a_period_has_both_ends_and_the_unknown_none() -> None:
    period = When(start="2024-05-01", end="2024-05-08", precision="period", ground="words")
    assert when(period) == "1 May 2024 to 8 May 2024"
    assert when(None) == ""
