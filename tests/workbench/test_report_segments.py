"""Texts cut into segments: quotes that nest and cross are marked, and the words stay the same."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from tollbook.workbench.segments import Mark, anchors, is_right_to_left, segments, verbatim

TEXT = "Killed: 12 adults and 3 children"


def quoted(words: str, name: str) -> Mark:
    """A claim's mark on words of the text."""
    start = TEXT.index(words)
    return Mark(start=start, end=start + len(words), kind="claim", style=f"claim m-{name}", id=name)


def test_a_quote_inside_another_shows_its_own_measure_and_knows_both_claims() -> None:
    outer, inner = quoted("12 adults and 3 children", "killed"), quoted("3 children", "injured")
    cut = list(segments(TEXT, [outer, inner]))
    assert [(each.text, each.claims, each.style) for each in cut] == [
        ("Killed: ", (), ""),
        ("12 adults and ", ("killed",), "claim m-killed"),
        ("3 children", ("injured", "killed"), "claim m-injured nested"),
    ]


def test_quotes_that_cross_share_the_middle() -> None:
    cut = list(segments(TEXT, [quoted("12 adults and", "a"), quoted("and 3 children", "b")]))
    assert [(each.text, set(each.claims)) for each in cut[1:]] == [
        ("12 adults ", {"a"}),
        ("and", {"a", "b"}),
        (" 3 children", {"b"}),
    ]


def test_two_claims_on_the_same_words_are_both_there_and_both_begin_there() -> None:
    cut = list(segments(TEXT, [quoted("12 adults", "a"), quoted("12 adults", "b")]))
    assert cut[1].claims == cut[1].opens == ("a", "b")
    assert anchors(cut) == {"a": "s1", "b": "s1"}


def test_a_quote_inside_a_statement_keeps_the_line_of_the_speaker() -> None:
    said = Mark(start=8, end=len(TEXT), kind="statement", style="say voice-1", hint="The governor, report")
    cut = list(segments(TEXT, [said, quoted("12 adults", "killed")]))
    assert [(each.text, each.style, each.hint) for each in cut[1:]] == [
        ("12 adults", "claim m-killed say voice-1", "The governor, report"),
        (" and 3 children", "say voice-1", "The governor, report"),
    ]


def test_a_mark_beyond_the_text_is_cut_off_and_an_empty_one_left_out() -> None:
    beyond = Mark(start=22, end=999, kind="claim", style="claim", id="a")
    empty = Mark(start=5, end=5, kind="claim", style="claim", id="b")
    assert [(each.text, each.claims) for each in segments(TEXT, [beyond, empty])] == [
        ("Killed: 12 adults and ", ()),
        ("3 children", ("a",)),
    ]


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45), st.sampled_from(["claim", "statement"]))),
)
def test_the_segments_are_the_text_and_each_character_has_its_marks(
    text: str, places: list[tuple[int, int, str]]
) -> None:
    marks = [
        Mark(start=start, end=end, kind=kind, style=kind, id=str(number))  # type: ignore[arg-type]
        for number, (start, end, kind) in enumerate(places)
    ]
    cut = list(segments(text, marks))
    assert "".join(each.text for each in cut) == text
    at = 0
    for each in cut:
        covering = {m.id for m in marks if m.kind == "claim" and m.start <= at < m.end}
        assert set(each.claims) == covering
        at += len(each.text)


def test_what_a_browser_would_change_is_written_so_that_it_does_not() -> None:
    assert verbatim('a\r\n<script>"') == "a&#13;\n&lt;script&gt;&#34;"
    broken = "half \ud83d of a character \0"
    assert len(html.unescape(verbatim(broken))) == len(broken)


def test_which_languages_run_from_right_to_left() -> None:
    assert [is_right_to_left(code) for code in ("ar", "he-IL", "en", None)] == [True, True, False, False]
