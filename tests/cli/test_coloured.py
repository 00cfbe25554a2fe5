"""A report's text line by line, every mark where its offsets say."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.toys import a_claim, a_report

from tollbook.cli.coloured import LONGEST_LINE, coloured
from tollbook.model import Account, Span


def account_of(text: str, spans: list[tuple[int, int]]) -> Account:
    claims = (a_claim(evidence=Span(start=start, end=end, quote=text[start:end])) for start, end in spans)
    return Account(report=a_report(text), claims=tuple(claims))


def marked(account: Account) -> str:
    """The characters that bear a mark, in order."""
    lines = list(coloured(account))
    return "".join(line.plain[span.start : span.end] for line in lines for span in line.spans)


@given(st.text(alphabet="ab \n", max_size=60), st.integers(0, 60), st.integers(1, 20))
def test_exactly_the_quote_is_marked_whatever_the_lines(text: str, start: int, length: int) -> None:
    quote = text[start : start + length]
    account = account_of(text, [(start, start + len(quote))] if quote else [])
    assert marked(account) == quote.replace("\n", "")


@pytest.mark.parametrize(
    "text", ["", "one", "one\ntwo\n", "\n\n", "x" * 3 * LONGEST_LINE, "word " * LONGEST_LINE]
)
def test_no_letter_is_lost_and_no_line_is_too_long(text: str) -> None:
    lines = [line.plain for line in coloured(account_of(text, []))]
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert max(map(len, lines), default=0) <= LONGEST_LINE


def test_without_colours_a_quote_stands_in_brackets_with_its_measure() -> None:
    account = account_of("12 people died,\n3 of them children", [(0, 9), (16, 17)])
    lines = [line.plain for line in coloured(account, colours=False)]
    assert lines == ["[killed: 12 people] died,", "[killed: 3] of them children"]


def test_brackets_of_neighbours_do_not_cross() -> None:
    (line,) = coloured(account_of("onetwo", [(0, 3), (3, 6)]), colours=False)
    assert line.plain == "[killed: one][killed: two]"


@given(st.text(alphabet="ab\n", max_size=40), st.integers(0, 40), st.integers(1, 9), st.integers(1, 9))
def test_brackets_lose_no_letter_even_where_quotes_overlap(text: str, start: int, one: int, two: int) -> None:
    spans = [(start, min(start + length, len(text))) for length in (one, two) if start < len(text)]
    lines = [line.plain for line in coloured(account_of(text, spans), colours=False)]
    assert "".join(lines).replace("[killed: ", "").replace("]", "") == text.replace("\n", "")


def seconds(length: int) -> float:
    account = account_of(
        "word and word\n" * length, [(14 * line, 14 * line + 4) for line in range(0, length, 5)]
    )
    began = time.process_time()
    for _ in coloured(account):
        pass
    return time.process_time() - began


def test_twice_the_text_costs_about_twice_the_time() -> None:
    once = min(seconds(4_000) for _ in range(3))
    assert min(seconds(8_000) for _ in range(3)) < 3.5 * once + 0.05
