"""What plain words say of the status of a count."""

from __future__ import annotations

import pytest

from tollbook.extracting.doubting import StatusData, stated
from tollbook.languages import load
from tollbook.text import words

SENTENCES = [
    ("in case", "The navy is ready in case they need to evacuate 300 islanders.", "300", "possible"),
    ("appearance", "A boy says 2 guards appeared to be wounded.", "2", "possible"),
    ("asked whether", "An inquiry is to determine whether the raid killed 40 people.", "40", "possible"),
    ("a denial in few words", "Rebels deny killing 12 villagers.", "12", "denied"),
    ("a denial", "The ministry denied that 200 people had died.", "200", "denied"),
    ("a denial that ends", "It denied that 9 had died, but 4 people were hurt.", "4", None),
    ("a fear", "Up to 30 miners are feared dead.", "30", "possible"),
    ("what may be", "As many as 12 people may have been killed.", "12", "possible"),
    ("a plain toll", "Police said 5 people were killed.", "5", None),
]


@pytest.mark.parametrize(("given", "number", "expected"), [case[1:] for case in SENTENCES],
                         ids=[case[0] for case in SENTENCES])  # fmt: skip
def test_plain_words_give_the_status_of_a_count(given: str, number: str, expected: str | None) -> None:
    lower = words(given).lower
    at = list(lower).index(number)
    assert stated(lower, at, at + 1, load("en", "status", StatusData)) == expected
