"""The bundled reports on Belgorod: one incident, eight states of its toll, conflicts that are all closed."""

from __future__ import annotations

import pytest
from tests.reconciling.belgorod import case

from tollbook.model import Finding, Reconciliation
from tollbook.reconciling import gather, reconcile, steps


@pytest.fixture(scope="module")
def reconciled() -> Reconciliation:
    return reconcile(case())


def number(reconciled: Reconciliation, measure: str, group: tuple[str, ...] = ()) -> Finding:
    return next(
        f for f in reconciled.findings if (f.incident, f.measure, f.group) == ("evt_1", measure, group)
    )


def ends(finding: Finding) -> tuple[int, int | None, int | None]:
    return finding.low, finding.best, finding.high


def test_the_toll_as_of_new_year_is_25(reconciled: Reconciliation) -> None:
    killed = number(reconciled, "killed")
    assert ends(killed) == (25, 25, 25)
    assert killed.as_of is not None
    assert killed.as_of.start == "2024-01-01"
    assert ends(number(reconciled, "killed", ("child",))) == (5, 5, 5)


def test_adults_follow_from_the_total_and_are_never_the_overtaken_12(reconciled: Reconciliation) -> None:
    adults = number(reconciled, "killed", ("adult",))
    assert (ends(adults), adults.derived) == ((20, 20, 20), True)


def test_the_injured_keep_the_ministers_figure_in_their_range(reconciled: Reconciliation) -> None:
    assert ends(number(reconciled, "injured")) == (109, 109, 111)


def test_every_conflict_is_found_and_closed_and_no_other(reconciled: Reconciliation) -> None:
    quotes = {claim.id: claim.count.text for claim in case().claims}
    found = {(tuple(quotes[c] for c in conflict.claims), conflict.kind) for conflict in reconciled.conflicts}
    assert found == {
        (("Two children", "one child"), "disagreement"),
        (("two children", "three children"), "disagreement"),
        (("Twelve adults", "three children", "14 people"), "disagreement"),
        (("111", "110 people"), "disagreement"),
        (("109", "108 people"), "rendering"),
    }
    assert not any(conflict.open for conflict in reconciled.conflicts)
    assert all(conflict.closed_by for conflict in reconciled.conflicts)


def test_each_root_has_its_own_toll_line() -> None:
    made = case()
    names = {root.id: root.name for root in made.roots}
    lines: dict[str, list[int]] = {}
    for step in steps(gather(made)[0], "killed"):
        lines.setdefault(names[step.root], []).append(step.low)
    governor = next(line for name, line in lines.items() if "Gladkov" in name)
    ministry = next(line for name, line in lines.items() if "Emergency" in name)
    assert governor == [2, 15, 21, 24, 25]
    assert ministry == [10, 14, 18]


def test_growth_takes_the_toll_up_step_by_step(reconciled: Reconciliation) -> None:
    made = {claim.id: claim for claim in case().claims}
    low = {
        tuple(c for c in change.newer): sum(made[c].count.low or 0 for c in change.newer)
        for change in reconciled.history
        if (change.measure, change.group, change.kind) == ("killed", (), "growth")
    }
    assert sorted(set(low.values())) == [10, 14, 15, 18, 21, 24, 25]


def test_another_incident_and_running_totals_stay_out(reconciled: Reconciliation) -> None:
    units = {(f.incident, f.unit, f.best) for f in reconciled.findings if f.measure == "damaged"}
    assert {("evt_2", "private house", 20), ("evt_1", "private house", 3), ("evt_1", "house", 22)} <= units
    assert all(f.best != 39 for f in reconciled.findings)


def test_casualties_are_read_as_injured_and_the_other_reading_is_shown(reconciled: Reconciliation) -> None:
    reading = next(r for r in reconciled.readings if r.claim == "06.8")
    assert (reading.read_as, reading.otherwise) == ("injured", "if the dead are included: 93 injured")
