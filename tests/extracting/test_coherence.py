"""Claims of one report agree: whose a headline's figure is, what is a part of what, who gives an account."""

from __future__ import annotations

from typing import Any

from tests.toys import a_claim

from tollbook.extracting.coherence import cohere
from tollbook.model import Attribution, Claim, Count, Offsets, Span, Speaker

TEXT = """Minister speaks of 18 dead in Ollen, mayor of 21

The minister said 18 people had died. Mayor Ada Ferrow spoke of 21 people.

"Nine children" were named."""

ACCOUNT = """Fire in Ollen

On Monday Ada Ferrow summed up the night in three points:

There are 9 injured.

Help is coming.

The coroner counted 4 dead.

In the end 3 houses burnt."""


def told(text: str, words: str, number: int, by: str | None = None, **more: Any) -> Claim:
    start = text.index(words)
    facts: dict[str, Any] = {
        "id": f"clm_{start}",
        "count": Count(low=number, high=number, text=words),
        "speaker": Attribution(id=f"spk_{by}", name=by, start=0, end=1) if by else None,
        "evidence": Span(start=start, end=start + len(words), quote=words),
        **more,
    }
    return a_claim(**facts)


def speakers(claims: tuple[Claim, ...]) -> list[str | None]:
    return [claim.speaker.name if claim.speaker else None for claim in claims]


def test_a_headline_figure_is_that_of_the_speaker_who_gives_it_in_the_body() -> None:
    claims = [
        told(TEXT, "18", 18, "mayor"),
        told(TEXT, "18 people", 18, "The minister"),
        told(TEXT, "21 people", 21, "Mayor Ada Ferrow"),
    ]
    assert speakers(cohere(claims, (), TEXT, "en")) == ["The minister", "The minister", "Mayor Ada Ferrow"]


def test_a_headline_figure_that_its_own_speaker_repeats_stays() -> None:
    claims = [
        told(TEXT, "18", 21, "mayor"),
        told(TEXT, "18 people", 18, "The minister"),
        told(TEXT, "21 people", 21, "Mayor Ada Ferrow"),
    ]
    assert speakers(cohere(claims, (), TEXT, "en"))[0] == "mayor"


def test_no_figure_is_part_of_what_another_says_in_a_later_paragraph() -> None:
    whole = told(TEXT, "Nine children", 9, "The minister")
    part = told(TEXT, "18 people", 18, "Mayor Ada Ferrow", part_of=whole.id)
    assert cohere([part, whole], (), TEXT, "en")[0].part_of is None


def test_a_bare_number_has_no_group_that_its_whole_names_with_fewer_people() -> None:
    text = "110 were injured, among them 17 children: 30 are in hospital, 9 at home."
    whole = told(text, "110", 110)
    parts = [
        told(text, words, n, group=("child",), part_of=whole.id)
        for words, n in (("17 children", 17), ("30", 30), ("9", 9))
    ]
    assert [c.group for c in cohere([whole, *parts], (), text, "en")] == [(), ("child",), (), ("child",)]


def test_an_account_in_points_is_told_by_who_opens_it_until_another_speaks() -> None:
    at = ACCOUNT.index("Ada Ferrow")
    ada = Speaker(id="spk_ada", name="Ada Ferrow", mentions=(Offsets(start=at, end=at + 10),))
    claims = [
        told(ACCOUNT, "9 injured", 9),
        told(ACCOUNT, "4 dead", 4, "The coroner"),
        told(ACCOUNT, "3 houses", 3),
    ]
    assert speakers(cohere(claims, (ada,), ACCOUNT, "en")) == ["Ada Ferrow", "The coroner", None]
    plain = ACCOUNT.replace("points:", "points.")
    assert speakers(cohere(claims, (ada,), plain, "en")) == [None, "The coroner", None]


def test_none_of_the_dead_is_in_critical_condition() -> None:
    text = "Three people died and two are in critical condition."
    dead = told(text, "Three people", 3)
    badly_hurt = told(text, "two", 2, measure="critical", part_of=dead.id)
    assert [claim.part_of for claim in cohere([dead, badly_hurt], (), text, "en")] == [None, None]
