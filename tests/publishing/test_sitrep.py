"""The situation report: one page for a period and an area; its sums say of how many incidents they are."""

from __future__ import annotations

import re
from datetime import date

import pytest
from msgspec.structs import replace
from tests.publishing.made import PROJECT, REGION, TOWN, claim, finding, guarded, material

from tollbook.model import Finding, Place, Record, When, Withheld
from tollbook.publishing import Signed, sign, withdraw
from tollbook.publishing.sitrep import Frame, sitrep, within
from tollbook.publishing.trends import Figure, bars, buckets

SIGNED = Signed(
    composed_by="Ana Ruiz", composed_at="2024-06-01T00:00:00+00:00", published_by="Ben Okoro",
    published_at="2024-06-02T00:00:00+00:00", why="all claims looked at", review="second person",
)  # fmt: skip


def day(text: str) -> When:
    return When(start=text, end=text, precision="day", ground="words")


def record(number: int, *found: Finding, on: str | None = "2024-05-01", place: Place = TOWN) -> Record:
    """A published record of an incident on a day at a place."""
    said = [claim(1, 12)]
    made = material(said, found or [finding(12, claims=said)], incident={"place": place})
    signed = sign(guarded(made).record, SIGNED)
    incident = replace(signed.incident, id=f"inc_{number}", date=day(on) if on else None)
    return replace(signed, id=f"rec_{number}", incident=incident)


def text(page: str) -> str:
    """What a reader sees of a page, without its drawings."""
    bare = re.sub(r"<(svg|style).*?</\1>", "", page, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", bare))


@pytest.mark.parametrize(
    ("frame", "inside"),
    [
        (Frame(), True),
        (Frame(since=date(2024, 5, 1), until=date(2024, 5, 1)), True),
        (Frame(since=date(2024, 5, 2)), False),
        (Frame(until=date(2024, 4, 30)), False),
        (Frame(area="millbridge"), True),
        (Frame(area="Arvania"), True),
        (Frame(area="Mill"), False),
    ],
)
def test_a_record_lies_in_a_period_and_an_area(frame: Frame, inside: bool) -> None:
    assert within(record(1), frame) is inside


def test_a_record_without_a_date_stands_at_the_time_its_figures_hold_for() -> None:
    undated = record(1, on=None)
    assert within(undated, Frame(since=date(2024, 5, 1), until=date(2024, 5, 1)))
    assert not within(undated, Frame(since=date(2024, 5, 2)))
    page = text(sitrep([undated], Frame(), PROJECT))
    assert "Where no report states the date of an incident" in page


def test_sums_are_of_what_is_shown_and_say_of_how_many_incidents() -> None:
    one = record(1, replace(finding(12), high=15), finding(4, "child"))
    other = record(2, replace(finding(20), best=None, high=None), on="2024-05-03")
    page = text(sitrep([one, other], Frame(), PROJECT))
    assert re.search(r"killed 32 or more, best undecided .{0,30}2 of 2", page)
    assert re.search(r"killed: children 4 .{0,30}1 of 2", page)


def test_one_incident_has_no_sums_and_every_figure_its_footnote() -> None:
    page = sitrep([record(1)], Frame(), PROJECT)
    assert "All incidents together" not in page
    assert '<a href="#s1">1</a>' in page
    assert '<li id="s1">Arvania Post' in page


def test_a_source_of_two_incidents_is_one_footnote() -> None:
    page = sitrep([record(1), record(2)], Frame(), PROJECT)
    assert page.count("<li id=") == 1


def test_what_is_withdrawn_or_outside_is_left_out() -> None:
    gone = withdraw(record(1), replace(SIGNED, why="wrong"))
    elsewhere = record(2, place=REGION)
    page = text(sitrep([gone, elsewhere], Frame(area="Millbridge"), PROJECT))
    assert "Nothing is published for this period and area." in page


def test_what_is_held_back_is_told_with_its_reason_and_of_how_many() -> None:
    held = Withheld(what="a group", why="it would be too small")
    records = [replace(record(number), withheld=(held,)) for number in (1, 2)]
    assert "A group (2 incidents): it would be too small." in text(sitrep(records, Frame(), PROJECT))


def test_the_page_refers_to_nothing_outside_itself() -> None:
    page = sitrep([record(1), record(2, on="2024-05-09")], Frame(), PROJECT)
    assert not re.search(r"<(script|link|img|image|iframe)\b", page)
    assert set(re.findall(r'(?:href|src)="(\w+:)', page)) == {"https:", "mailto:"}


def test_the_period_is_drawn_where_it_has_more_than_one_day() -> None:
    assert 'class="trend"' not in sitrep([record(1), record(2)], Frame(), PROJECT)
    assert 'class="trend"' in sitrep([record(1), record(2, on="2024-05-09")], Frame(), PROJECT)


@pytest.mark.parametrize(
    ("last", "count", "words"),
    [
        (date(2024, 5, 4), 4, "1 May"),
        (date(2024, 8, 1), 14, "week of 29 Apr"),
        (date(2025, 5, 1), 13, "May 2024"),
    ],
)
def test_a_period_is_cut_into_days_weeks_or_months(last: date, count: int, words: str) -> None:
    found = buckets([Figure(date(2024, 5, 1), 3, 5), Figure(last, 4, None), Figure(last, 1, 1)])
    assert (len(found), found[0].words) == (count, words)
    assert (found[0].low, found[0].high) == (3, 5)
    assert (found[-1].low, found[-1].high, found[-1].incidents) == (5, None, 2)
    assert all(each.low == 0 for each in found[1:-1])


def test_no_figures_are_no_bars() -> None:
    assert buckets([]) == ()
    assert "<rect" not in bars(())
