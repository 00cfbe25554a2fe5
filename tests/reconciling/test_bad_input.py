"""Claims that cannot be reckoned with are named, and the others are reconciled."""

from __future__ import annotations

import time

from msgspec.structs import replace
from tests.reconciling.making import case, claim, find, report, said, values

from tollbook.reconciling import Case


def problems(made: Case) -> list[str]:
    return [problem.what for problem in find(made).problems]


def test_low_above_high() -> None:
    made = case(said("a", "12 people", 12, high=3), said("b", "15 people", 15))
    assert problems(made) == ["claim a:0 has a low of 12 above its high of 3"]
    assert values(made) == (15, 15, 15)


def test_a_claim_that_is_a_part_of_itself() -> None:
    source = report("a", "Of 12 people, 5 men and 2 boys died.")
    made = case(
        source,
        claim(source, "12 people", 12, part_of="a:14"),
        claim(source, "5 men", 5, part_of="a:3"),
        claim(source, "2 boys", 2, part_of="a:24"),
    )
    named = [what for what in problems(made) if "part of itself" in what]
    assert len(named) == 3
    assert values(made) is not None


def test_numbers_beyond_reach() -> None:
    made = case(said("a", "many people", 10**12 + 1), said("b", "15 people", 15))
    assert problems(made) == [f"claim a:0 counts {10**12 + 1}, which is below 0 or above 1,000,000,000,000"]
    assert values(made) == (15, 15, 15)
    assert values(case(said("a", "many people", 10**12))) == (10**12, 10**12, 10**12)


def test_an_unknown_measure() -> None:
    made = case(said("a", "12 people", 12, measure="vanished"), said("b", "15 people", 15))
    assert problems(made) == ["claim a:0 has the measure 'vanished', which is not known"]


def test_a_repeated_id() -> None:
    first, made = said("a", "12 people", 12)
    assert problems(case(first, made, made)) == ["claim a:0 has the id of another claim"]


def test_a_claim_without_its_report_is_reconciled_all_the_same() -> None:
    _, made = said("a", "12 people", 12, "the mayor")
    assert values(case(made)) == (12, 12, 12)


def test_nothing_gives_nothing() -> None:
    assert find(case()).findings == ()


def test_too_many_claims_are_named_at_once() -> None:
    source, one = said("a", "12 people", 12)
    many = [replace(one, id=f"c{n}", count=replace(one.count, low=n, high=n)) for n in range(10_000)]
    start = time.perf_counter()
    assert problems(case(source, *many)) == [
        "incident evt_1: 10,000 claims are more than the 3,000 that are compared; nothing was reconciled"
    ]
    assert time.perf_counter() - start < 5


def test_a_limit_that_ends_the_search_is_said() -> None:
    parts = [said(f"r{n}", f"{n} people", n, f"Speaker {chr(65 + n)}lvar") for n in range(10, 30)]
    found = find(case(*parts), conflicts=5)
    assert len(found.conflicts) == 5
    assert [p.what for p in found.problems] == [
        "incident evt_1: the search for conflicts ended at its limit (5 sets, 2 seconds); there may be more"
    ]


def test_a_thousand_different_figures_end_in_time() -> None:
    parts = [said(f"r{n}", f"{n} people", n, f"Speaker{n}") for n in range(2, 1_002)]
    made = case(*parts)
    start = time.perf_counter()
    found = find(made, seconds=1.0)
    assert time.perf_counter() - start < 20
    assert found.problems
