"""Publication dates as sources write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tollbook.reading.published import doubt, iso


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2024-03-01", "2024-03-01"),
        ("20240301", "2024-03-01"),
        ("2024-03-01T18:00:00Z", "2024-03-01T18:00:00+00:00"),
        ("2024-03-01 18:00+03:00", "2024-03-01T18:00:00+03:00"),
        ("2024-03-01T18:00:00.250+03:00", "2024-03-01T18:00:00.250000+03:00"),
        ("Fri, 01 Mar 2024 18:00:00 GMT", "2024-03-01T18:00:00+00:00"),
        ("1 Mar 2024 18:00:00 -0500", "2024-03-01T18:00:00-05:00"),
        ("March 1, 2024", "2024-03-01"),
        ("Friday, March 1st, 2024", "2024-03-01"),
        ("1 March 2024", "2024-03-01"),
        ("Sept. 9, 2023", "2023-09-09"),
        ("13/08/2022", "2022-08-13"),
        ("08/13/2022", "2022-08-13"),
        ("07.07.2022", "2022-07-07"),
        ("2022/8/13", "2022-08-13"),
    ],
)
def test_a_date_that_can_be_read_in_one_way_is_read(said: str, expected: str) -> None:
    assert iso(said) == expected


@pytest.mark.parametrize(
    "said",
    [
        "10/08/2022", "2024-02-31", "February 31, 2024", "2024-03-01T25:00:00", "2024-06", "2024",
        "June 2024", "yesterday", "Ju 4, 2024", "", "13/13/2022", "1. 3. 24", "Fri, 99 Mar 2024 18:00:00 GMT",
        "no date", "12" * 400,
    ],
)  # fmt: skip
def test_a_date_that_is_impossible_ambiguous_or_no_day_is_left_unknown(said: str) -> None:
    assert iso(said) is None


def test_a_date_ahead_or_long_ago_is_doubtful_and_a_zone_ahead_of_ours_is_not() -> None:
    now = datetime(2024, 3, 1, 20, tzinfo=UTC)
    assert doubt("2024-03-02T07:00:00+11:00", now) is None
    assert doubt("2024-03-04", now) == "lies in the future"
    assert doubt("1970-01-01T00:00:00+00:00", now) == "lies before 1970"
