"""Small groups cannot be worked out from what is shown: tried by solving for every table that fits it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from tests.publishing.made import claim, finding, guarded, material

from tollbook.model import Claim, Finding
from tollbook.publishing.cells import Held, Policy, held_back

SMALLEST = 3
POLICY = Policy(smallest=SMALLEST, combatants=False)
AGES = ("child", "adult", "elderly")
OUTCOMES = ("casualties", "killed", "injured")

people = st.integers(0, 9)


def held(found: Iterable[Finding], claims: Iterable[Claim] = (), earlier: Iterable[Finding] = ()) -> Held:
    return held_back(tuple(found), tuple(claims), [tuple(earlier)], POLICY)


def shown(found: Iterable[Finding], withheld: Held) -> dict[tuple[str, str], int]:
    return {
        (each.measure, each.group[0] if each.group else ""): each.low
        for each in found
        if not withheld.holds(each.measure, each.unit, each.group)
    }


def tables(total: int) -> Iterator[dict[str, int]]:
    """Every division of a total into ages, the rest being people of whom no age is said."""
    for numbers in product(range(total + 1), repeat=len(AGES)):
        if sum(numbers) <= total:
            yield {**dict(zip(AGES, numbers, strict=True)), "": total}


def given_away(values: Iterable[int]) -> bool:
    """Whether every table that fits what is shown has a small number here."""
    return all(0 < value < SMALLEST for value in values)


@given(st.fixed_dictionaries({age: st.none() | people for age in AGES}), people)
def test_no_small_age_group_follows_from_the_findings_that_are_shown(
    ages: dict[str, int | None], rest: int
) -> None:
    stated = {age: number for age, number in ages.items() if number is not None}
    total = sum(stated.values()) + rest
    found = [finding(total), *(finding(number, age) for age, number in stated.items())]
    public = shown(found, held(found))
    fitting = [
        table for table in tables(total) if all(table[group] == low for (_, group), low in public.items())
    ]
    for age, number in stated.items():
        if 0 < number < SMALLEST:
            assert not given_away(table[age] for table in fitting)


@given(people, people, people, people)
def test_no_small_group_follows_from_casualties_less_the_killed_or_the_injured(
    killed: int, injured: int, others: int, hurt: int
) -> None:
    numbers = {"killed": killed, "injured": injured, "casualties": killed + injured}
    totals = {"killed": killed + others, "injured": injured + hurt}
    totals["casualties"] = totals["killed"] + totals["injured"]
    found = [finding(totals[m], measure=m) for m in OUTCOMES]
    found += [finding(numbers[m], "child", measure=m) for m in OUTCOMES]
    public = shown(found, held(found))
    fitting = [
        {"killed": k, "injured": i, "casualties": k + i}
        for k in range(totals["killed"] + 1)
        for i in range(totals["injured"] + 1)
        if all(
            {"killed": k, "injured": i, "casualties": k + i}[measure] == low
            for (measure, group), low in public.items()
            if group
        )
    ]
    for measure, number in numbers.items():
        if 0 < number < SMALLEST:
            assert not given_away(table[measure] for table in fitting)


@given(st.lists(st.tuples(people, st.sampled_from(("", *AGES))), min_size=2, max_size=5))
def test_no_small_group_follows_from_the_claims_that_are_shown(said: list[tuple[int, str]]) -> None:
    claims = [claim(i, low, *filter(None, [group])) for i, (low, group) in enumerate(said)]
    withheld = held([], claims)
    public = [each for each in claims if each.id not in withheld.claims]
    groups = [each.count.low or 0 for each in public if each.group]
    totals = [each.count.low or 0 for each in public if not each.group]
    assert not any(0 < number < SMALLEST for number in groups)
    assert not any(0 < total - number < SMALLEST for total in totals for number in groups)


def test_a_group_is_held_back_with_the_other_that_would_give_it_away() -> None:
    found = [finding(14), finding(12, "adult"), finding(2, "child")]
    assert shown(found, held(found)) == {("killed", ""): 14}


def test_a_rest_that_nobody_states_counts_as_a_group() -> None:
    found = [finding(25), finding(24, "adult")]
    assert shown(found, held(found)) == {("killed", ""): 25}


def test_large_groups_and_none_are_shown() -> None:
    found = [finding(25), finding(20, "adult"), finding(5, "child"), finding(0, "woman")]
    assert set(shown(found, held(found)).values()) == {25, 20, 5, 0}


def test_a_role_is_held_back_by_itself() -> None:
    found = [finding(25), finding(20, "adult"), finding(5, "child"), finding(1, "journalist")]
    assert ("killed", "journalist") not in shown(found, held(found))
    assert ("killed", "adult") in shown(found, held(found))


def test_fighters_are_held_back_with_the_civilians_that_would_give_them_away() -> None:
    found = [finding(14), finding(9, "civilian"), finding(5, "combatant")]
    assert shown(found, held(found)) == {("killed", ""): 14}


def test_the_words_of_an_early_report_are_held_back_and_the_last_figures_shown() -> None:
    early = [claim(1, 14), claim(2, 12, "adult"), claim(3, 2, "child")]
    found = [finding(25), finding(20, "adult"), finding(5, "child")]
    withheld = held(found, early)
    assert withheld.claims == {"clm_0002", "clm_0003"}
    assert len(shown(found, withheld)) == 3


def test_a_total_that_would_give_a_group_away_beside_an_earlier_version_is_held_back() -> None:
    before = [finding(15), finding(12, "adult"), finding(3, "child")]
    now = [finding(14), finding(12, "adult"), finding(2, "child")]
    assert shown(now, held(now, earlier=before)) == {}
    assert shown(now, held(now)) == {("killed", ""): 14}


def test_a_group_that_would_leave_a_small_rest_of_an_earlier_total_is_held_back() -> None:
    before = [finding(14)]
    now = [finding(17), finding(12, "adult"), finding(5, "child")]
    assert shown(now, held(now, earlier=before)) == {("killed", ""): 17}
    assert len(shown(now, held(now, earlier=[finding(14), finding(10, "adult")]))) == 3


@given(st.lists(st.tuples(people, people), min_size=2, max_size=3))
def test_no_small_group_follows_from_two_versions(versions: list[tuple[int, int]]) -> None:
    public: list[dict[str, int]] = []
    before: list[tuple[Finding, ...]] = []
    for child, adult in versions:
        found = (finding(child + adult), finding(child, "child"), finding(adult, "adult"))
        withheld = held_back(found, (), before, POLICY)
        before.append(tuple(f for f in found if not withheld.holds(f.measure, f.unit, f.group)))
        public.append({group: low for (_, group), low in shown(found, withheld).items()})
    for (place, one), (other_place, other) in product(enumerate(public), repeat=2):
        # A total of one version and a group of another must not give a group away that the first leaves out.
        # A total that stood before its groups were left out says nothing new beside the older groups.
        stood = other_place < place and one.get("") in [earlier.get("") for earlier in public[:place]]
        if "" in one and "child" not in one and "child" in other and not stood:
            assert not any(0 < one[""] - other[group] < SMALLEST for group in ("child", "adult"))


def test_the_guard_says_which_groups_it_holds_back() -> None:
    said = [claim(1, 14), claim(2, 12, "adult"), claim(3, 2, "child")]
    found = guarded(material(said, [finding(14), finding(12, "adult"), finding(2, "child")]))
    assert [each.group for each in found.record.findings] == [()]
    assert [each.id for each in found.record.claims] == ["clm_0001"]
    assert "killed by age" in {each.what for each in found.record.withheld}
