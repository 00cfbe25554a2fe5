"""Roots: forty outlets that quote one governor are one; copies fold; independence is shown, never assumed."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.linking.writing import OTHER, STORY, copied, figures, report

from tollbook.linking import chains, roots, summary
from tollbook.model import Claim, Report, Root, Speaker

FIGURES = ("12 people", "30 people", "14 people")
SPEAKERS = ("Mayor Ferrow", "the mayor", "Ollen Hospital", "Jon Ferrow", None)

Source = tuple[Report, tuple[Claim, ...]]
Told = list[Source]


def made(*told: Source, speakers: tuple[Speaker, ...] = ()) -> tuple[Root, ...]:
    return roots([source for source, _ in told], [claim for _, own in told for claim in own], speakers)


def told(
    name: str, sentences: tuple[str, ...], who: str | None, **facts: str
) -> tuple[Report, tuple[Claim, ...]]:
    source = report(name, *sentences)
    return source, figures(source, dict.fromkeys(FIGURES, who), **facts)


def test_all_outlets_that_quote_one_governor_are_one_root() -> None:
    reports = [told(f"r{n}", (STORY[n % 5], STORY[1]), "Governor Ada Ferrow") for n in range(6)]
    (root,) = made(*reports)
    assert (root.name, len(root.reports), root.independence) == ("Governor Ada Ferrow", 6, "not shown")


def test_each_outlet_without_attribution_is_a_root_of_its_own() -> None:
    assert [root.kind for root in made(told("a", STORY, None), told("b", OTHER, None))] == [
        "unattributed"
    ] * 2


def test_copies_without_attribution_are_one_root() -> None:
    (root,) = made(told("a", STORY, None), told("b", STORY[1:5], None))
    assert root.reports == ("a", "b")


def test_a_copy_that_drops_the_speaker_still_speaks_for_him() -> None:
    (root,) = made(told("a", STORY, "the mayor"), told("b", STORY[1:5], None))
    assert root.name == "the mayor"


def test_an_outlet_with_a_figure_of_its_own_does_not_fold_into_a_named_root() -> None:
    own = told("b", (*OTHER, STORY[1]), None)
    assert [root.kind for root in made(told("a", STORY, "the mayor"), own)] == [None, "unattributed"]


def test_a_short_name_of_two_people_is_a_root_of_its_own() -> None:
    three = made(
        told("a", STORY, "Ada Ferrow"), told("b", OTHER, "Jon Ferrow"), told("c", STORY[:2], "Ferrow")
    )
    assert sorted(root.name for root in three) == ["Ada Ferrow", "Ferrow", "Jon Ferrow"]


@pytest.mark.parametrize(
    ("bases", "organisations", "independence"),
    [
        (("hospital", "own count"), ("Ollen Hospital", "Ollen Council"), "shown"),
        (("hospital", "hospital"), ("Ollen Hospital", "Ollen Council"), "not shown"),
        (("hospital", None), ("Ollen Hospital", "Ollen Council"), "not shown"),
        (("hospital", "own count"), ("Ollen Council", "Ollen Council"), "not shown"),
        (("hospital", "own count"), ("Ollen Hospital", None), "not shown"),
    ],
)
def test_independence_needs_two_stated_bases_and_two_known_homes(
    bases: tuple[str, str | None], organisations: tuple[str, str | None], independence: str
) -> None:
    one = told("a", STORY, "Doctor Venn", basis=bases[0])
    other = told("b", OTHER, "Clerk Orr", **({"basis": bases[1]} if bases[1] else {}))
    homes = tuple(
        Speaker(id=claims[0].speaker.id, name=claims[0].speaker.name, organisation=home)
        for (_, claims), home in zip((one, other), organisations, strict=True)
        if claims[0].speaker
    )
    found = made(one, other, speakers=homes)
    assert {root.independence for root in found} == {independence}
    reports, claims = (one[0], other[0]), (*one[1], *other[1])
    assert f"2 outlets, 2 roots, independence {independence}" == summary(
        reports, found, chains(reports, claims, found, homes)
    )


@st.composite
def some_reports(draw: st.DrawFn) -> Told:
    """Draw up to four reports, each of another text, with figures of several speakers."""
    texts = draw(st.permutations([STORY[:3], STORY[3:], OTHER, (*OTHER[1:], "The port stayed closed.")]))
    found: Told = []
    for number, sentences in enumerate(texts[: draw(st.integers(1, 3))]):
        source = report(f"r{number}", *sentences, outlet=draw(st.sampled_from(["North", "South", None])))
        who = {figure: draw(st.sampled_from(SPEAKERS)) for figure in FIGURES}
        found.append((source, figures(source, who)))
    return found


@given(some_reports(), st.integers(), st.integers(1, 4))
@settings(max_examples=80, deadline=None)
def test_adding_copies_never_changes_the_number_of_roots(start: Told, seed: int, number: int) -> None:
    chance = Random(seed)
    more = list(start)
    for n in range(number):
        source, claims = chance.choice(start)
        copy = copied(source, f"copy{n}", chance)
        who = {claim.count.text: claim.speaker.name if claim.speaker else None for claim in claims}
        more.append((copy, figures(copy, who)))
    assert len(made(*more)) == len(made(*start))


@given(some_reports(), st.integers())
@settings(max_examples=50, deadline=None)
def test_the_order_of_reports_never_matters(start: Told, seed: int) -> None:
    chance = Random(seed)
    source, claims = start[0]
    copy = copied(source, "copy", chance)
    everything = [*start, (copy, figures(copy, {c.count.text: None for c in claims}))]
    shuffled = chance.sample(everything, len(everything))
    assert made(*shuffled) == made(*everything)
    reports = [source for source, _ in everything]
    figures_of = [claim for _, own in everything for claim in own]
    found = made(*everything)
    assert chains(reports, figures_of, found) == chains(
        [source for source, _ in shuffled], [c for _, own in shuffled for c in own], found
    )


@given(some_reports())
@settings(max_examples=50, deadline=None)
def test_every_claim_has_exactly_one_root(start: Told) -> None:
    held = [name for root in made(*start) for name in root.claims]
    assert sorted(held) == sorted(claim.id for _, own in start for claim in own)


def test_the_credit_of_the_dateline_is_the_channel_of_what_an_outlet_says_itself() -> None:
    (root,) = made(told("a", ("OLLEN, May 6 (Reuters) - The market is shut.", *STORY), None))
    assert root.via == ("Reuters",)


def test_a_channel_named_beside_the_figure_goes_before_the_credit() -> None:
    source, own = told("a", ("OLLEN (AP) - The market is shut.", *STORY), "the mayor")
    (root,) = made((source, tuple(replace(claim, via="TASS") for claim in own)))
    assert root.via == ("TASS",)


def test_a_paper_is_the_voice_of_whoever_spoke_last_before_it() -> None:
    source = report("a", *STORY[:4])
    found = made((source, figures(source, {"12 people": "Mayor Ada Ferrow", "30 people": "the post"})))
    assert [(root.name, len(root.claims)) for root in found] == [("Mayor Ada Ferrow", 2)]


def test_a_paper_with_a_capital_is_an_outlet() -> None:
    source = report("a", *STORY[:4])
    found = made((source, figures(source, {"12 people": "Mayor Ada Ferrow", "30 people": "the Post"})))
    assert [root.name for root in found] == ["Mayor Ada Ferrow", "the Post"]
