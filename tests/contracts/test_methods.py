"""What every method keeps, whatever its codebook says."""

from __future__ import annotations

import importlib

import pytest
from tests.reconciling.belgorod import case
from tests.reconciling.making import case as made_of
from tests.reconciling.making import find, said

from tollbook.errors import UsageError
from tollbook.reconciling import METHODS, Options, compare, reconcile


@pytest.mark.parametrize("name", METHODS)
def test_low_best_and_high_are_in_order_and_rest_on_claims(name: str) -> None:
    made = case()
    known = {claim.id for claim in made.claims}
    for finding in reconcile(made, Options(methods=(name,))).findings:
        best = finding.low if finding.best is None else finding.best
        assert finding.low <= best
        assert finding.high is None or best <= finding.high
        assert set(finding.claims) <= known
        assert finding.claims
        assert finding.rule
        assert finding.method.startswith(name)


@pytest.mark.parametrize("name", METHODS)
def test_the_module_names_itself_and_cites_what_it_follows(name: str) -> None:
    module = importlib.import_module(f"tollbook.reconciling.methods.{name}")
    assert name in module.NAME
    assert [clause for key, clause in vars(module).items() if key.startswith("CLAUSE") and clause]
    assert "Independence" in (module.__doc__ or "")


def test_a_method_without_injured_says_so_by_its_clause() -> None:
    made = made_of(said("a", "Four people", 4, "the police", measure="injured"))
    for name in ("acled", "ucdp"):
        reconciled = find(made, methods=(name,))
        assert reconciled.findings == ()
        assert [(answer.measure, bool(answer.clause)) for answer in reconciled.not_applicable] == [
            ("injured", True)
        ]


def test_acled_enters_the_most_conservative_figure_and_its_own_worth_of_words() -> None:
    two = made_of(said("a", "12 people", 12, "the mayor"), said("b", "15 people", 15, "the army"))
    assert [(f.low, f.best, f.high) for f in find(two, methods=("acled",)).findings] == [(12, 12, 12)]
    dozens = made_of(said("a", "Dozens of people", None, "the mayor", vague="dozens"))
    assert [f.best for f in find(dozens, methods=("acled",)).findings] == [12]


def test_airwars_spans_what_sources_claim_and_a_plural_is_two() -> None:
    made = made_of(said("a", "12 people", 12, "the mayor"), said("b", "15 people", 15, "the army"))
    assert [(f.low, f.high, f.rule) for f in find(made, methods=("airwars",)).findings] == [
        (12, 15, "several-sources")
    ]
    plural = made_of(said("a", "People", None, "the mayor", vague="plural"))
    assert [f.low for f in find(plural, methods=("airwars",)).findings] == [2]


def test_ucdp_divides_the_best_estimate_by_sides() -> None:
    made = made_of(
        said("a", "Five soldiers", 5, "the army", group=("combatant",)),
        said("b", "8 people", 8, "the army"),
    )
    best = {f.group: f.best for f in find(made, methods=("ucdp",)).findings}
    assert best == {(): 8, ("side_a",): 5, ("unknown",): 3}


def test_methods_stand_side_by_side_with_the_claims_that_decided() -> None:
    rows = compare(reconcile(case(), Options(methods=tuple(METHODS))))
    killed = next(row for row in rows if (row.measure, row.group) == ("killed", ()))
    assert set(killed.cells) == {"plain-1", "ucdp-1", "acled-1", "airwars-1"}


def test_an_unknown_method_is_named() -> None:
    with pytest.raises(UsageError, match="'guess' is no method; there are plain, ucdp, acled, airwars"):
        find(made_of(said("a", "12 people", 12)), methods=("guess",))
