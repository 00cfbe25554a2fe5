"""What a person sees: a table of claims, and the text with its quotes coloured by measure."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from tests.toys import a_claim, a_report

from tollbook.cli.tables import Shown, count_words, show
from tollbook.cli.visible import one_line, visible
from tollbook.measures import measure
from tollbook.model import Account, Attribution, Count, Furniture, Offsets, Span, Statement

TEXT = "12 people died. Leave a Reply"


NOTHING_MORE = Shown()


def shown(account: Account, asked: Shown = NOTHING_MORE, *, colour: bool = False) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream, width=120, force_terminal=colour, color_system="truecolor" if colour else None
    )
    show(account, console, asked)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("low", "high", "more", "words"),
    [
        (12, 12, {}, "12"),
        (1200, 1200, {}, "1,200"),
        (12, None, {}, "at least 12"),
        (0, 20, {}, "at most 20"),
        (None, 20, {}, "at most 20"),
        (10, 15, {}, "10 to 15"),
        (0, 0, {}, "0"),
        (50, 50, {"approx": True}, "about 50"),
        (None, None, {"vague": "dozens"}, "dozens"),
        (None, None, {"vague": "plural"}, "some"),
        (None, None, {}, "unknown"),
        (2, 2, {"vague": "couple"}, "2"),
    ],
)
def test_a_count_is_shown_as_people_say_it(
    low: int | None, high: int | None, more: dict[str, bool | str], words: str
) -> None:
    assert count_words(Count(low=low, high=high, text="", **more)) == words  # type: ignore[arg-type]


def test_with_statements_it_is_shown_who_says_what_to_whom_and_what_kind_of_act_it_is() -> None:
    said = Statement(
        id="stm_1",
        speaker=Attribution(id="spk_1", name="Governor Ada"),
        content=Offsets(start=0, end=14),
        act="deny",
        addressee=Span(start=3, end=9, quote="people"),
    )
    account = Account(report=a_report(TEXT), statements=(said,))
    row = next(line for line in shown(account, Shown(statements=True)).splitlines() if "deny" in line)
    assert [cell.strip() for cell in row.split("  ") if cell.strip()] == [
        "Governor Ada", "deny", "people", "“12 people died”",
    ]  # fmt: skip
    assert "deny" not in shown(account)


def test_a_claim_is_a_row_of_measure_group_count_speaker_and_quote() -> None:
    claim = a_claim(
        group=("child",), speaker=Attribution(id="spk_1", name="Governor Ada"), via="Harbour Post"
    )
    row = next(
        line for line in shown(Account(report=a_report(TEXT), claims=(claim,))).splitlines() if "“" in line
    )
    assert row.split() == [
        "killed",
        "child",
        "12",
        "Governor",
        "Ada",
        "via",
        "Harbour",
        "Post",
        "“12",
        "people”",
    ]


def test_a_claim_of_things_shows_what_the_things_are() -> None:
    claim = a_claim(measure="damaged", unit="house")
    assert " house " in shown(Account(report=a_report(TEXT), claims=(claim,)))


def test_the_own_voice_is_shown_as_such() -> None:
    assert "(the report itself)" in shown(Account(report=a_report(TEXT), claims=(a_claim(),)))


def test_what_a_reader_must_know_before_using_a_number_is_noted() -> None:
    claims = (
        a_claim(id="clm_1"),
        a_claim(id="clm_2", status="possible", scope="background"),
        a_claim(id="clm_3", scope="cumulative", part_of="clm_1"),
    )
    page_text = shown(Account(report=a_report(TEXT), claims=claims))
    assert "possible; another incident" in page_text
    assert "running total; of the 12 killed" in page_text
    assert "notes" not in shown(Account(report=a_report(TEXT), claims=claims[:1]))


def test_a_report_without_harm_says_so() -> None:
    assert "No claim of harm" in shown(Account(report=a_report("The library opens on Monday.")))


def test_explain_names_the_rules_and_how_sure_they_are() -> None:
    words = shown(Account(report=a_report(TEXT), claims=(a_claim(),)), Shown(explain=True))
    assert "toy" in words
    assert "0.90" in words


def test_the_quote_stands_on_the_colour_of_its_measure() -> None:
    words = shown(Account(report=a_report(TEXT), claims=(a_claim(),)), Shown(text=True), colour=True)
    red, green, blue = (int(measure("killed").colour[at : at + 2], 16) for at in (1, 3, 5))
    assert f"48;2;{red};{green};{blue}m12 people\x1b" in words


def test_furniture_is_dimmed() -> None:
    report = a_report(TEXT, furniture=(Furniture(start=16, end=29, kind="comments"),))
    assert "\x1b[2;3mLeave a Reply" in shown(Account(report=report), Shown(text=True), colour=True)


def test_a_report_cannot_steer_the_terminal() -> None:
    steering = "\x1b[2J\x1b]0;gone\x07 12 people \u202eevil"
    claim = a_claim(evidence=Span(start=0, end=5, quote=steering), speaker=Attribution(id="s", name=steering))
    words = shown(Account(report=a_report(steering, title=steering), claims=(claim,)), Shown(text=True))
    assert "\x1b" not in words
    assert "\u202e" not in words
    assert "12 people" in words


@pytest.mark.parametrize("text", ["plain", "\0\x1b\x7f\x9b", "a\u202eb", "\ud800", "tab\tand\nline"])
def test_making_a_text_visible_keeps_every_offset(text: str) -> None:
    assert len(visible(text)) == len(text)


def test_one_line_folds_white_space() -> None:
    assert one_line(" a \n\t b ") == "a b"
