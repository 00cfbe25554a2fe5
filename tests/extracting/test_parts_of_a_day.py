"""Parts of a day as UTC moments, by the clock of the places that a report names."""

from __future__ import annotations

import pytest

from tollbook.extracting.places import find_places, home_zone
from tollbook.extracting.times import TimeContext, claim_times, find_times
from tollbook.model import Offsets
from tollbook.text import sentences

MOSCOW = TimeContext(published="2023-12-30", near="Europe/Moscow")


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("It happened on Saturday afternoon.", "2023-12-30T09:00Z/2023-12-30T15:00Z"),
        ("It happened on Saturday evening.", "2023-12-30T15:00Z/2023-12-30T19:00Z"),
        ("It happened early on Saturday.", "2023-12-29T21:00Z/2023-12-30T06:00Z"),
        ("It happened late on Friday.", "2023-12-29T15:00Z/2023-12-29T21:00Z"),
        ("It happened on Saturday. By evening it was over.", "2023-12-30T15:00Z/2023-12-30T19:00Z"),
    ],
)
def test_a_part_of_a_day_lies_between_two_moments(text: str, stretch: str) -> None:
    mention = find_times(text, MOSCOW)[-1]
    assert mention.stretch == stretch
    assert mention.precision == "day"
    assert "Europe/Moscow" in (mention.because or "")


def test_without_a_clock_the_day_alone_is_kept() -> None:
    (mention,) = find_times("It happened on Saturday evening.", TimeContext(published="2023-12-30"))
    assert (mention.utc, mention.stretch) == ("2023-12-30", None)


def test_a_bare_clock_time_is_not_given_the_zone_of_the_places() -> None:
    (mention,) = find_times("It happened on Saturday at 16:00.", MOSCOW)
    assert (mention.utc, mention.precision) == ("2023-12-30", "day")


def times(text: str, quote: str) -> tuple[str | None, str | None, str | None]:
    """The as-of of a claim: begin, end and ground."""
    spans = [Offsets(start=start, end=end) for start, end in sentences(text)]
    claim = Offsets(start=text.index(quote), end=text.index(quote) + len(quote))
    found = claim_times(text, claim, find_times(text, MOSCOW), spans, MOSCOW).as_of
    return (found.start, found.end, found.ground) if found else (None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Nine people had died, the mayor said on Saturday evening.",
        "On Saturday evening the mayor put the number of dead at Nine people.",
        "On Saturday evening the mayor, Ada Lund, said Nine people had died.",
    ],
)
def test_a_count_holds_as_of_the_part_of_the_day_in_which_it_was_said(text: str) -> None:
    assert times(text, "Nine people") == ("2023-12-30T15:00Z", "2023-12-30T19:00Z", "statement")


def test_one_moment_told_in_two_zones_is_said_once() -> None:
    text = "As of 21:00 Moscow time (18:00 GMT), Nine people had died."
    spans = [Offsets(start=0, end=len(text))]
    claim = Offsets(start=text.index("Nine"), end=text.index("Nine") + 11)
    found = claim_times(text, claim, find_times(text, MOSCOW), spans, MOSCOW)
    assert found.as_of is not None
    assert (found.as_of.start, found.event) == ("2023-12-30T18:00Z", None)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Kabul and Kunar province", "Asia/Kabul"),
        ("Chicago, Illinois", "America/Chicago"),
        ("Vladivostok in Russia", "Asia/Vladivostok"),
        ("Russian forces", None),
        ("A blast in London, England, and another in Kabul, Afghanistan", None),
    ],
)
def test_the_clock_is_that_of_most_places(text: str, zone: str | None) -> None:
    assert home_zone(find_places(text)) == zone
