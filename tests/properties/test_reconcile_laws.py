"""Laws of reconciling: order, repeats and bounds, and planted conflicts found all and only."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.reconciling.making import Ends, case, find, moment, report, said
from tests.reconciling.making import claim as stated

from tollbook.model import Claim, Count, Reconciliation, Report
from tollbook.reconciling import METHODS, Case

Parts = list[tuple[Report, Claim]]

Numbers = frozenset[tuple[str, int]]
"""A set of figures: groups and numbers."""

NOON = moment("2024-05-01T12:00:00Z")
SPEAKERS = ("the mayor", "the army", "the hospital", "Doctor Venn", None)
GROUPS: tuple[tuple[str, ...], ...] = (
    (),
    (),
    ("child",),
    ("adult",),
    ("civilian",),
    ("woman",),
    ("child", "woman"),
)
WORDS = {(): "people", ("child",): "children", ("adult",): "adults", ("civilian",): "civilians",
         ("woman",): "women", ("child", "woman"): "girls"}  # fmt: skip


@st.composite
def some_parts(draw: st.DrawFn) -> Parts:
    """Draw up to eight reports of one sentence, of many measures, groups, extents, voices and times."""
    parts: Parts = []
    for index in range(draw(st.integers(1, 8))):
        group = draw(st.sampled_from(GROUPS))
        low = draw(st.integers(0, 30))
        high = draw(st.sampled_from([low, low, low, None, low + 3]))
        day = draw(st.sampled_from([None, "2024-05-01", "2024-05-02", "2024-05-03"]))
        source, made = said(
            f"r{index}",
            f"{low} {WORDS[group]}",
            low,
            draw(st.sampled_from(SPEAKERS)),
            high=high,
            group=group,
            measure=draw(
                st.sampled_from(["killed", "killed", "injured", "casualties", "hospitalised", "missing"])
            ),
            extent=draw(st.sampled_from(["whole", "whole", "part", "unclear"])),
            at=None if day else draw(st.sampled_from([None, NOON, moment("2024-05-02T08:00:00Z")])),
            approx=draw(st.booleans()),
            published=day,
        )
        parts.append((source, made))
    return parts


@given(some_parts())
@settings(max_examples=80, deadline=None)
def test_low_best_and_high_are_in_order_under_every_method(parts: Parts) -> None:
    for finding in find(case(*parts), methods=tuple(METHODS)).findings:
        best = finding.low if finding.best is None else finding.best
        assert finding.low <= best
        assert finding.high is None or best <= finding.high


@given(some_parts(), st.randoms())
@settings(max_examples=80, deadline=None)
def test_the_order_of_claims_never_matters(parts: Parts, shuffler: Random) -> None:
    made = case(*parts)
    shuffled = list(made.claims)
    shuffler.shuffle(shuffled)
    assert find(made) == find(replace(made, claims=tuple(shuffled)))


@given(some_parts(), st.data())
@settings(max_examples=100, deadline=None)
def test_a_repeat_from_a_named_root_changes_nothing(parts: Parts, data: st.DataObject) -> None:
    named = [(source, made) for source, made in parts if made.speaker is not None]
    if not named:
        return
    source, made = data.draw(st.sampled_from(named))
    # Of an undated report a dated repeat tells something new: when it was said at the latest.
    later = made.times.as_of is None and source.published is not None
    day = data.draw(st.sampled_from([None, "2024-05-03", "2024-05-09"])) if later else None
    copy = replace(source, id="copy", outlet="copy", published=day or source.published)
    again = replace(made, id="copy:0", report="copy")
    before, after = find(case(*parts)), find(case(*parts, (copy, again)))
    assert numbers(before) == numbers(after)
    assert len(case(*parts).roots) == len(case(*parts, (copy, again)).roots)


def numbers(reconciled: Reconciliation) -> dict[tuple[object, ...], Ends]:
    return {(f.incident, f.measure, f.unit, f.group): (f.low, f.best, f.high) for f in reconciled.findings}


@st.composite
def planted(draw: st.DrawFn) -> tuple[Case, set[Numbers]]:
    """Draw an incident with known cells, claims of it by many voices, and voices that differ on purpose.

    Gives the case and the minimal sets that are in it, found by trying every subset.
    """
    adults, children = draw(st.integers(3, 40)), draw(st.integers(3, 40))
    wrong_total = draw(st.sampled_from([None, 1, -1, 2]))
    wrong_children = draw(st.sampled_from([None, 1, -1]))
    told: list[tuple[Report, list[Claim]]] = []
    totals = [adults + children] * draw(st.integers(0, 2)) + (
        [adults + children + wrong_total] if wrong_total else []
    )
    lists = [children] * draw(st.integers(0, 2)) + ([children + wrong_children] if wrong_children else [])
    for index, total in enumerate(totals):
        source, made = said(f"t{index}", f"{total} people", total, f"Speaker T{index}", at=NOON)
        told.append((source, [made]))
    for index, number in enumerate(lists):
        source = report(f"l{index}", f"{adults} adults and {number} children were killed.")
        group = {"adult": f"{adults} adults", "child": f"{number} children"}
        numbered = {"adult": adults, "child": number}
        told.append((source, [
            stated(source, quote, numbered[tag], by=f"Speaker L{index}", at=NOON, group=(tag,))
            for tag, quote in group.items()
        ]))  # fmt: skip
    for index in range(draw(st.integers(0, 2))):
        least = draw(st.integers(1, adults + children + min(wrong_total or 0, wrong_children or 0, 0)))
        source, made = said(
            f"p{index}", f"at least {least} people", least, f"Speaker P{index}", high=None, at=NOON
        )
        told.append((source, [made]))
    reports, claims = [source for source, _ in told], [one for _, members in told for one in members]
    planted_in = case(*reports, *claims)
    return planted_in, sets_of_numbers(planted_in.claims)


def sets_of_numbers(claims: tuple[Claim, ...]) -> set[Numbers]:
    """Try every set of different numbers: which smallest ones no adults and children can satisfy."""
    exact_last = sorted(claims, key=lambda c: c.count.high is not None)
    stated = {("+".join(c.group), c.count.low or 0): c.count for c in exact_last}
    found: list[Numbers] = []
    for size in (2, 3):
        for chosen in map(frozenset, combinations(sorted(stated), size)):
            if any(smaller <= chosen for smaller in found) or satisfiable(chosen, stated):
                continue
            found.append(chosen)
    return set(found)


def satisfiable(chosen: Numbers, stated: Mapping[tuple[str, int], Count]) -> bool:
    return any(
        all(
            fits({"": a + c, "adult": a, "child": c}[group], stated[group, number])
            for group, number in chosen
        )
        for a in range(45)
        for c in range(45)
    )


def fits(value: int, count: Count) -> bool:
    return (count.low or 0) <= value and (count.high is None or value <= count.high)


@given(planted())
@settings(max_examples=80, deadline=None)
def test_all_and_only_the_planted_conflicts_are_found(
    drawn: tuple[Case, set[Numbers]],
) -> None:
    made, expected = drawn
    claims = {c.id: c for c in made.claims}
    found = [
        frozenset(("+".join(claims[c].group), claims[c].count.low or 0) for c in conflict.claims)
        for conflict in find(made).conflicts
    ]
    assert len(found) == len(set(found))
    assert set(found) == expected
