"""Time expressions: where they stand, what they mean, and when nothing is made of them."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.extracting.times import TimeContext, find_times, read_times

PUBLISHED = TimeContext(published="2023-12-30T18:00:00Z")


def one(text: str, context: TimeContext = PUBLISHED) -> tuple[str, str | None, str | None]:
    (mention,) = find_times(text, context)
    return mention.quote, mention.utc, mention.precision


@pytest.mark.parametrize(
    ("text", "quote", "utc", "precision"),
    [
        ("They met on 3 March 2021.", "3 March 2021", "2021-03-03", "day"),
        ("They met on March 3rd, 2021.", "March 3rd, 2021", "2021-03-03", "day"),
        ("on the 17th of October, 2023", "17th of October, 2023", "2023-10-17", "day"),
        ("on 2021-03-03", "2021-03-03", "2021-03-03", "day"),
        ("on 3.12.2021", "3.12.2021", "2021-12-03", "day"),
        ("on 3/25/2021", "3/25/2021", "2021-03-25", "day"),
        ("on 28-29 December 2023", "28-29 December 2023", "2023-12-28/2023-12-29", "period"),
        ("in March 2021", "March 2021", "2021-03-01/2021-03-31", "month"),
        ("since 2011", "2011", "2011-01-01/2011-12-31", "year"),
        ("at 2021-03-03T12:30:00+03:00", "2021-03-03T12:30:00+03:00", "2021-03-03T09:30Z", "time"),
    ],
)
def test_a_date_said_in_full_needs_nothing_else(text: str, quote: str, utc: str, precision: str) -> None:
    assert one(text, TimeContext()) == (quote, utc, precision)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("It happened today.", "2023-12-30"),
        ("It happened yesterday.", "2023-12-29"),
        ("It happened last night.", "2023-12-29"),
        ("It happened on Tuesday.", "2023-12-26"),
        ("It happened on Saturday.", "2023-12-30"),
        ("It happened last Saturday.", "2023-12-23"),
        ("They will meet on Monday.", "2024-01-01"),
        ("They meet next Monday.", "2024-01-01"),
        ("two days ago", "2023-12-28"),
        ("last week", "2023-12-18/2023-12-24"),
        ("over the weekend", "2023-12-30/2023-12-31"),
        ("last month", "2023-11-01/2023-11-30"),
        ("last year", "2022-01-01/2022-12-31"),
        ("on Christmas night", "2023-12-25"),
        ("on October 9", "2023-10-09"),
        ("on January 3", "2024-01-03"),
    ],
)
def test_days_are_counted_from_the_publication(text: str, utc: str) -> None:
    assert one(text)[1] == utc


@pytest.mark.parametrize(
    "text", ["yesterday", "on Tuesday", "on October 9", "last week", "in March 2 people"]
)
def test_without_a_publication_or_dateline_they_stay_unknown_and_say_why(text: str) -> None:
    for mention in find_times(text):
        assert mention.utc is None
        assert mention.because


def test_a_dateline_in_the_text_is_counted_from_before_the_publication() -> None:
    text = "ARDEN, Norland (May 4, 2021) - A mine killed two men yesterday."
    assert [m.utc for m in find_times(text, TimeContext(published="2021-05-09"))] == [
        "2021-05-04",
        "2021-05-03",
    ]


def test_a_full_date_at_the_end_of_the_heading_is_the_day_of_the_report() -> None:
    text = "Evening update of the command, June 13, 2011\n\nA patrol was hit in Lor, Tuesday."
    heading, tuesday = find_times(text)
    assert (heading.utc, tuesday.utc) == ("2011-06-13", "2011-06-07")
    assert tuesday.because
    assert "June 13, 2011" in tuesday.because


def test_the_year_of_a_dateline_may_stand_in_the_number_of_the_document() -> None:
    text = "Release 2010-03-CA-001\n\nARDEN, Norland (Mar. 1) - A patrol was hit on Saturday night."
    dateline, night = find_times(text)
    assert (dateline.utc, night.utc) == ("2010-03-01", "2010-02-27")
    assert "number of the document" in (night.because or "")


def test_a_year_is_inferred_from_the_date_before_it_with_the_reason() -> None:
    _, second = find_times("On 7 October 2021 a bus burned. On 9 October another did.")
    assert second.utc == "2021-10-09"
    assert "«7 October 2021»" in (second.because or "")


def test_steps_are_counted_from_the_day_named_last() -> None:
    assert [m.utc for m in find_times("On 7 May 2021 he fell; he died two days later.")] == [
        "2021-05-07",
        "2021-05-09",
    ]


def test_a_clock_time_with_a_zone_is_a_moment_and_follows_summer_time() -> None:
    assert one("at 4 p.m. London time on 3 July 2021")[1:] == ("2021-07-03T15:00Z", "time")
    assert one("at 4 p.m. London time on 3 January 2021")[1:] == ("2021-01-03T16:00Z", "time")
    assert one("at 0300 GMT on 3 January 2021")[1:] == ("2021-01-03T03:00Z", "time")


def test_a_clock_time_without_a_zone_keeps_the_day_alone() -> None:
    (mention,) = find_times("at 7:52 PM on Saturday, 21 October 2023")
    assert (mention.utc, mention.precision) == ("2023-10-21", "day")
    assert "no time zone" in (mention.because or "")


def test_local_time_is_that_of_the_place() -> None:
    there = TimeContext(zone="Asia/Kolkata")
    assert one("at 06:00 local time on 3 May 2021", there)[1] == "2021-05-03T00:30Z"
    assert one("at 06:00 IST on 3 May 2021", TimeContext())[2] == "day"


def test_one_moment_in_two_zones_is_one_moment() -> None:
    text = "The council meets at 16:00 New York time (December 31, 00:00 Moscow time)."
    reading = read_times(text, PUBLISHED)
    assert [m.utc for m in reading.mentions] == ["2023-12-30T21:00Z", "2023-12-30T21:00Z"]
    assert "the same moment as" in (reading.mentions[0].because or "")
    assert reading.conflicts == ()


def test_two_zones_that_do_not_agree_are_a_conflict_that_takes_no_side() -> None:
    text = "The council meets at 16:00 New York time (December 31, 01:00 Moscow time)."
    (conflict,) = read_times(text, PUBLISHED).conflicts
    assert conflict.kind == "time"
    assert "not one moment" in conflict.why
    assert len(conflict.repairs) == 2


def test_two_zones_without_a_year_stay_open_and_say_that_summer_time_decides() -> None:
    text = "The council meets at 16:00 New York time (December 31, 00:00 Moscow time)."
    reading = read_times(text)
    assert [m.utc for m in reading.mentions] == [None, None]
    assert all("no year is given" in (m.because or "") for m in reading.mentions)
    assert all("summer time" in (m.because or "") for m in reading.mentions)
    assert reading.conflicts == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("on 31 February 2023", "no day 31"),
        ("on 31 February", "no day 31"),
        ("at 25:00 on 3 May 2023", "no such time of day"),
        ("on 5/6/2023", "cannot be told apart"),
        ("for three days", "a length of time"),
        ("at 7:15pm", "without its day"),
    ],
)
def test_what_is_no_time_is_kept_as_said(text: str, why: str) -> None:
    (mention,) = find_times(text)
    assert mention.utc is None
    assert why in (mention.because or "")


def test_a_weekday_that_does_not_fit_the_date_is_pointed_out() -> None:
    (mention,) = find_times("on Tuesday, 29 October 2023")
    assert mention.utc == "2023-10-29"
    assert "was a Sunday" in (mention.because or "")


@pytest.mark.parametrize(
    "text", ["12 adults and 3 children", "it may be", "108 people in 22 houses", "a second time"]
)
def test_counts_and_verbs_are_no_times(text: str) -> None:
    assert find_times(text, PUBLISHED) == ()


@pytest.mark.parametrize(
    ("context", "what"),
    [
        (TimeContext(published="1900-01-01"), "too early"),
        (TimeContext(published="2031-01-01", captured="2024-01-01T00:00:00Z"), "after the capture"),
        (TimeContext(published="soon"), "no ISO 8601 date"),
    ],
)
def test_a_publication_date_that_cannot_be_one_is_a_problem_and_is_not_used(
    context: TimeContext, what: str
) -> None:
    reading = read_times("It happened yesterday.", context)
    assert what in reading.problems[0].what
    assert reading.mentions[0].utc is None


@pytest.mark.parametrize("piece", ["in May ", "Monday ", "1:1 ", "ARDEN (May 4)\n", "two days later "])
def test_the_cost_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    begun = time.process_time()
    find_times(piece * 5000, PUBLISHED)
    assert time.process_time() - begun < 2.0


@given(st.text(alphabet="0123456789:/.-,() aAprilMayTuesdymoGMTZ\n", max_size=120))
def test_any_text_is_read_without_error_and_quotes_stand_where_they_say(text: str) -> None:
    mentions = find_times(text, PUBLISHED)
    assert all(text[m.start : m.end] == m.quote for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
