"""What plain words behind a count say that it counts."""

from __future__ import annotations

import pytest

from tollbook.extracting.plain import plain_words, said_before, said_behind, surely_befallen
from tollbook.text import words

PLAIN = plain_words("en")


@pytest.mark.parametrize(
    ("text", "counted", "expected"),
    [
        ("12 people had since been brought ashore", "people", "rescued"),
        ("12 people trapped under debris have been rescued", "people", "rescued"),
        ("12 employees of a mine kidnapped a week ago in Lor, were found dead", "employees", "killed"),
        ("12 people trapped in the pit and nine others were rescued", "people", None),
        ("12 people trapped, 9 were rescued", "people", None),
        ("12 swam to safety", "12", "rescued"),
        ("12 of those who fell are in intensive care", "12", "critical"),
        ("12 of them in intensive care", "12", "critical"),
        ("12 killed or wounded", "12", "casualties"),
        ("12 people came", "people", None),
    ],
)
def test_words_behind_a_count_say_what_befell_those_counted(
    text: str, counted: str, expected: str | None
) -> None:
    lower = words(text).lower
    assert said_behind(lower, list(lower).index(counted), PLAIN) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 still unaccounted for", "missing"),
        ("12 young campers have not been found", "missing"),
        ("12 died and nine are missing", None),
        ("12 people have been freed", None),
        ("12 people have been brought to safety", "rescued"),
    ],
)
def test_a_number_is_a_claim_by_sure_words_alone(text: str, expected: str | None) -> None:
    assert surely_befallen(words(text).lower, 0, PLAIN) == expected


def test_quotation_marks_part_no_verb_from_its_count() -> None:
    lower = words("after “killing” 2 rebels").lower
    assert said_before(lower, list(lower).index("2"), PLAIN.doing) == "killed"
