"""The words of a mention: what is counted by them, and what is not."""

from __future__ import annotations

import pytest

import tollbook


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("The raiders took 39 girls away at gunpoint and stole 20 cows.", ["39 girls"]),
        ("The flood killed three sheep and two people.", ["two people"]),
        ("The blast killed 20 dog handlers.", ["20 dog handlers"]),
        ("Wild elephants killed 12 people.", ["12 people"]),
    ],
)
def test_animals_are_not_counted_and_people_named_after_them_are(text: str, counted: list[str]) -> None:
    assert [claim.evidence.quote for claim in tollbook.read(text).claims] == counted
