"""Whom a verb of blaming accuses, and according to whom."""

from __future__ import annotations

import pytest

from tollbook import languages
from tollbook.extracting.accusing import Accusing, of_the_deed
from tollbook.extracting.parties import SOMEBODY, Parties, ResponsibleData
from tollbook.text import words

DATA = languages.load("en", "responsible", ResponsibleData)


def blamed(text: str) -> list[tuple[str, str | None]]:
    lower = words(text).lower
    accusing = Accusing(lower, Parties(text, words(text), [], "en"), DATA)
    verbs = [at for at, word in enumerate(lower) if word in DATA.blaming or word in DATA.laying]
    return [(one.value, one.accuser) for at in verbs for one in accusing.blamed(0, at, len(lower))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kyiv blamed Russia for the attack.", [("Russia", "Kyiv")]),
        ("Moscow blamed Ukraine for the attack.", [("Ukraine", "Moscow")]),
        ("Kyiv blamed the attack on Russia.", [("Russia", "Kyiv")]),
        ("Kyiv blamed Russia for the attack on Ukraine.", [("Russia", "Kyiv")]),
        ("Hamas accused Israel of shelling the house.", [("Israel", "Hamas")]),
        ("Israel accused Hamas of shelling the house.", [("Hamas", "Israel")]),
        (
            "The head of the council accused the rebels of the killings.",
            [("rebels", "The head of the council")],
        ),
        ("Israel was accused by Hamas of shelling the house.", [("Israel", "Hamas")]),
        ("The bombing, which the army attributed to the ELN.", [("ELN", "the army")]),
        ("The bombing was attributed to the ELN.", [("ELN", None)]),
        ("She condemned the raid and blamed the army.", [("army", SOMEBODY)]),
        ("They blamed the army for the raid.", [("army", SOMEBODY)]),
        ("Nobody blamed the army for the raid.", []),
        ("Farmers blamed the government for failing to stop the attack.", []),
        ("Farmers blamed the drought on Monday for the deaths.", []),
        ("Police blamed the driver for the deaths.", []),
    ],
)
def test_the_blamed_are_given_with_who_blames_them(text: str, found: list[tuple[str, str | None]]) -> None:
    assert blamed(text) == found


def test_an_accusation_of_something_else_is_none_of_the_deed() -> None:
    assert of_the_deed(["accused", "of", "shelling"], DATA) is True
    assert of_the_deed(["accused", "of", "theft"], DATA) is False
    assert of_the_deed(["accused", "of", "hiding", "the", "shelling"], DATA) is None
