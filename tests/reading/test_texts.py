"""A text becomes a report: kept character for character, with what is known of it beside it."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given as law
from hypothesis import strategies as st

from tollbook.reading import Given, from_text

STORY = "Two people were killed when a bridge gave way near Noville on Friday, the fire service said."


def test_a_text_is_kept_character_for_character() -> None:
    text = f"  {STORY}\r\n\r\n\tThree others – all of them workers – were hurt.  \n"
    report, problems = from_text(text, Given())
    assert report.text == text
    assert problems == ()


def test_a_given_title_stands_before_the_text_with_an_empty_line_between() -> None:
    report, _ = from_text(STORY, Given(title="Bridge gives way"))
    assert report.text == f"Bridge gives way\n\n{STORY}"
    assert report.title == "Bridge gives way"


@pytest.mark.parametrize(
    "opening", ["Bridge gives way\n\n", "\n  BRIDGE gives  way \n", "Bridge gives way\r\n\r\n"]
)
def test_a_title_that_the_text_opens_with_is_not_said_twice(opening: str) -> None:
    report, _ = from_text(opening + STORY, Given(title="Bridge gives way"))
    assert report.text == opening + STORY
    assert report.title == "Bridge gives way"


def test_a_text_that_goes_on_in_the_line_of_its_title_does_not_open_with_it() -> None:
    report, _ = from_text(f"Bridge gives way. {STORY}", Given(title="Bridge gives way"))
    assert report.text.startswith("Bridge gives way\n\nBridge gives way. Two")


def test_the_id_is_the_given_one() -> None:
    assert from_text(STORY, Given(id="noville-7"))[0].id == "noville-7"


@pytest.mark.parametrize(
    "other",
    [
        Given(title="T"),
        Given(outlet="The Noville Post"),
        Given(url="https://post.example/1"),
        Given(published="2024-03-01"),
    ],
)
def test_without_a_given_id_whatever_is_known_of_a_report_makes_its_id(other: Given) -> None:
    plain, same, changed = from_text(STORY, Given()), from_text(STORY, Given()), from_text(STORY, other)
    assert plain[0].id.startswith("rpt_")
    assert plain[0].id == same[0].id != changed[0].id


def test_the_checksum_is_that_of_the_text_without_the_title() -> None:
    assert from_text(STORY, Given(title="T"))[0].checksum == sha256(STORY.encode()).hexdigest()


def test_outlet_and_address_are_those_given() -> None:
    report, _ = from_text(STORY, Given(outlet="The Noville Post", url="https://post.example/1"))
    assert (report.outlet, report.url) == ("The Noville Post", "https://post.example/1")


def test_a_publication_date_is_given_back_as_iso_8601() -> None:
    report, problems = from_text(STORY, Given(published="Fri, 01 Mar 2024 18:00:00 +0300"))
    assert report.published == "2024-03-01T18:00:00+03:00"
    assert problems == ()


def test_an_ambiguous_publication_date_is_left_unknown_and_quoted() -> None:
    report, (problem,) = from_text(STORY, Given(published="03/04/2024"))
    assert report.published is None
    assert "'03/04/2024'" in problem.what
    assert (problem.stage, problem.severity) == ("reading", "warning")


@pytest.mark.parametrize(("published", "doubt"), [("2999-01-01", "future"), ("1900-01-01", "before 1970")])
def test_an_improbable_publication_date_is_kept_and_pointed_out(published: str, doubt: str) -> None:
    report, (problem,) = from_text(STORY, Given(published=published))
    assert report.published == published
    assert doubt in problem.what


def test_a_problem_names_the_report() -> None:
    _, (problem,) = from_text("", Given(id="noville-7"))
    assert (problem.where, problem.what, problem.severity) == ("noville-7", "the text is empty", "error")


@pytest.mark.parametrize(
    ("text", "what", "severity"),
    [
        ("Two people\0 were killed in the fire at the mill", "U+0000", "warning"),
        ("Two people\x07 were killed in the fire at the mill", "U+0007", "warning"),
        ("Two people \u202ewere killed\u202c in the fire at the mill", "writing direction", "note"),
    ],
)
def test_signs_that_nobody_sees_are_kept_and_pointed_out(text: str, what: str, severity: str) -> None:
    report, (problem,) = from_text(text, Given())
    assert (report.text, report.language) == (text, "en")
    assert what in problem.what
    assert problem.severity == severity


def test_emoji_are_letters_like_others() -> None:
    text = "Fire at the mill 🔥🔥 two people were killed 😢"
    assert from_text(text, Given()) == (from_text(text, Given())[0], ())


def test_a_half_character_is_replaced_without_moving_the_others() -> None:
    report, (problem,) = from_text("Two were killed \ud83d in the fire", Given())
    assert report.text == "Two were killed \ufffd in the fire"
    assert "half character" in problem.what


def test_a_text_too_long_for_a_report_is_not_read() -> None:
    report, (problem,) = from_text("It was said. " * 400_000, Given())
    assert report.language is None
    assert (problem.severity, "longer than" in problem.what) == ("error", True)


@law(st.text(max_size=400))
def test_whatever_the_text_reading_ends_without_an_exception_and_furniture_lies_inside(text: str) -> None:
    report, _ = from_text(text, Given())
    assert len(report.text) == len(text)
    ends = [0, *(offset for piece in report.furniture for offset in (piece.start, piece.end)), len(text)]
    assert ends == sorted(ends)


def test_a_title_without_a_text_is_a_report() -> None:
    report, problems = from_text("", Given(title="Shelling kills four people in Noville"))
    assert (report.text.strip(), report.language) == ("Shelling kills four people in Noville", "en")
    assert [(each.severity, each.what) for each in problems] == [
        ("note", "there is a title and no text; the title was read")
    ]
