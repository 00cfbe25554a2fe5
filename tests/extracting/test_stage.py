"""The steps of extracting on texts that no report is like."""

from __future__ import annotations

import pytest
from tests.toys import a_report

import tollbook
from tollbook.extracting import extract, mentions

SENTENCE = "At least {} people were killed and {} were injured in a blast in Belgorod, the governor said. "


def test_a_text_that_tells_of_more_harm_than_one_report_can_is_read_up_to_there_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mentions, "MOST_WINDOWS", 2)
    text = "".join(SENTENCE.format(number, number + 7) for number in range(3, 60))
    said = extract(a_report(text))
    (cut,) = (problem for problem in said.problems if "nothing was read" in problem.what)
    end = int(cut.what.split("character ")[1].split(" ")[0].replace(",", ""))
    assert 0 < end < len(text)
    assert said.claims
    assert all(claim.evidence.end <= end for claim in said.claims)
    assert all(place.end <= end for place in said.places)


def test_what_is_read_of_a_text_is_not_cut_where_it_fits() -> None:
    text = "".join(SENTENCE.format(number, number + 7) for number in range(3, 12))
    assert [
        problem for problem in extract(a_report(text)).problems if "nothing was read" in problem.what
    ] == []


def test_deaths_of_which_no_number_is_told_are_not_one() -> None:
    account = tollbook.read(
        "Rights body, police clash over protest deaths\n\nA rights body said 19 people were killed in Orlo."
    )
    assert {claim.count.low for claim in account.claims} == {None, 19}
