"""Which words name a party: groups, states and their bodies of all sides; no private person."""

from __future__ import annotations

import pytest

from tollbook.extracting.parties import Parties
from tollbook.text import words


def parties(text: str) -> Parties:
    return Parties(text, words(text), [], "en")


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("the Russian forces", "Russian forces"),
        ("the Ukrainian forces", "Ukrainian forces"),
        ("the Kyiv regime", "Ukraine"),
        ("the Myanmar junta", "Myanmar"),
        ("al-Shabaab fighters", "al-Shabaab fighters"),
        ("Pakistani Taliban", "Pakistani Taliban"),
        ("JNIM fighters", "JNIM fighters"),
        ("the jihadist group Ansar al-Quds", "jihadist group Ansar al-Quds"),
        ("Islamic State released a recording", None),
        ("Governor Ada Lund", None),
        ("a Russian soldier", None),
        ("gunmen", None),
    ],
)
def test_a_party_is_a_group_a_state_or_one_of_its_bodies(text: str, party: str | None) -> None:
    assert parties(text).party(0, len(words(text).lower)) == party


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Russian shelling", "Russia"),
        ("a suspected Ukrainian missile strike", "Ukraine"),
        ("Israel's air strikes", "Israel"),
        ("a Hamas attack", "Hamas"),
        ("an Israeli drone attack", "Israel"),
        ("an Israeli attack", None),
        ("rebel mortar fire", "rebel"),
        ("Saudi-led coalition air strike", "Saudi-led coalition"),
        ("heavy shelling", None),
        ("Palestinian rockets", None),
    ],
)
def test_means_of_harm_tell_whose_they_were(text: str, party: str | None) -> None:
    assert parties(text).by_means(0, len(words(text).lower)) == party


def test_a_country_is_no_party_for_the_people_who_come_from_it() -> None:
    assert parties("Chad").armed(0, 1) is None
    assert parties("Hamas").armed(0, 1) == "Hamas"


def test_a_ministry_speaks_for_its_state() -> None:
    text = "The Russian defence ministry"
    assert parties(text).party(0, 4) is None
    assert parties(text).speaking(0, 4) == "Russia"


def test_a_clause_reaches_back_to_a_mark_and_over_a_link_where_one_is_given() -> None:
    text = "Nine died, the head of the council blamed"
    assert parties(text).clause(0, 8) is None
    assert parties(text).clause(0, 8, frozenset({"of"})) == 3
