"""The scope of a count: words of time and place beside what the model thinks. Every text here is invented."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace
from tests.extracting.toy_mentions import mention, sentences

from tollbook.extracting.scoping import scope_words, scopes
from tollbook.model import Scope
from tollbook.text import words

EVENT, UNSURE = (0.99, 0.005, 0.005), (0.7, 0.05, 0.25)
KNOWN = scope_words("en")


def scope(text: str, quote: str, chances: tuple[float, ...]) -> Scope:
    (found,) = scopes([mention(text, quote, scope=chances)], words(text), sentences(text), KNOWN).values()
    return found


@pytest.mark.parametrize(
    "text",
    [
        "40 people have died since the floods began in May.",
        "40 people have died since the start of the rains.",
        "40 people have died over the past three weeks.",
        "40 people have died since 2019.",
        "40 people died in four separate attacks.",
        "40 people have died nationwide.",
    ],
)
def test_words_of_a_stretch_of_time_or_of_several_incidents_settle_what_the_model_is_unsure_of(
    text: str,
) -> None:
    assert scope(text, "40 people", UNSURE) == "cumulative"


def test_words_settle_nothing_that_the_model_is_sure_of() -> None:
    assert scope("40 people died in four separate attacks.", "40 people", EVENT) == "event"


@pytest.mark.parametrize(
    "text",
    [
        "40 people died on Monday.",
        "40 people died in the worst fire since 2019.",
        "40 people died, the most since the floods began.",
        "40 people died in one attack.",
    ],
)
def test_a_comparison_with_a_time_counts_nothing_through_it(text: str) -> None:
    assert scope(text, "40 people", UNSURE) == "event"


@pytest.mark.parametrize(("quote", "expected"), [("four people", "event"), ("90 people", "background")])
def test_what_happened_before_the_day_after_it_is_another_incident(quote: str, expected: Scope) -> None:
    text = "Shells killed four people, a day after soldiers shot 90 people in the town."
    assert scope(text, quote, (0.6, 0.35, 0.05)) == expected


def test_that_attack_is_another_one() -> None:
    assert scope("Nine people died in that attack.", "Nine people", (0.6, 0.3, 0.1)) == "background"


@pytest.mark.parametrize(
    ("total", "expected"), [((0.3, 0.1, 0.6), "event"), ((0.01, 0.0, 0.99), "cumulative")]
)
def test_a_whole_of_parts_of_the_event_is_a_running_total_only_if_it_plainly_is(
    total: tuple[float, ...], expected: Scope
) -> None:
    text = "21 people died, among them 9 children."
    whole = mention(text, "21 people", scope=total)
    part = replace(mention(text, "9 children", scope=EVENT), whole=whole.count.anchor)
    found = scopes([whole, part], words(text), sentences(text), KNOWN)
    assert found == {whole.count.anchor: expected, part.count.anchor: "event"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("40 men who had surrendered in 2012 were shot.", "event"),
        ("40 men, who had surrendered, have been shot since 2012.", "cumulative"),
    ],
)
def test_a_time_in_a_clause_about_those_counted_does_not_date_the_count(text: str, expected: Scope) -> None:
    assert scope(text, "40 men", UNSURE) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Shells killed four people on Friday. The day before, 90 people had died in a flood at Tarn.",
        "Shells killed four people on Friday. A week earlier, 90 people had died in a flood at Tarn.",
        "Shells killed four people on Friday. In Tarn in May 2019, 90 people died.",
        "Shells killed four people on Friday. Last winter's shells killed 90 people.",
        "The jet hit a wall, killing four people, near the place of a 2002 crash in which 90 people died.",
    ],
)
def test_an_earlier_day_season_or_year_at_a_count_is_that_of_another_incident(text: str) -> None:
    unsure, four, ninety = (0.9, 0.08, 0.02), mention(text, "four people"), mention(text, "90 people")
    mentions = [
        replace(m, opinion=replace(m.opinion, scope=np.array(unsure, np.float32))) for m in (four, ninety)
    ]
    found = scopes(mentions, words(text), sentences(text), KNOWN)
    assert [found[m.count.anchor] for m in mentions] == ["event", "background"]


def test_the_day_before_is_the_reports_own_where_nothing_else_was_counted() -> None:
    text = "Lor buried its dead on Friday. The day before, 90 people had died in a flood."
    assert scope(text, "90 people", (0.9, 0.08, 0.02)) == "event"


def test_the_past_day_is_no_stretch_of_time() -> None:
    text = "Shelling killed 40 people over the past day."
    assert scope(text, "40 people", UNSURE) == "event"
