"""Civilians whom no words name: killed by an armed group, and of no side (docs/decisions/0026)."""

from __future__ import annotations

import pytest
from tests.reconciling.making import case, claim, find, report, values

CIVILIAN = ("civilian",)


@pytest.mark.parametrize(
    ("text", "civilians"),
    [
        ("Rebels shot dead two men near Ollen.", (2, 2, 2)),
        ("Near Ollen two men were killed by suspected rebels.", (2, 2, 2)),
        ("In an encounter rebels shot dead two men near Ollen.", None),
        ("Rebels shot dead two men, a mayor and his deputy.", None),
        ("Soldiers shot dead two men near Ollen.", None),
        ("Near Ollen two men were killed. The rebels were said to be far away.", None),
    ],
)
def test_who_counts_as_a_civilian(text: str, civilians: tuple[int, int, int] | None) -> None:
    source = report("a", text)
    assert values(case(source, claim(source, "two men", 2, group=("man",))), group=CIVILIAN) == civilians


@pytest.mark.parametrize(
    ("text", "civilians"),
    [
        ("Rebels injured two men near Ollen.", (2, 2, 2)),
        ("Near Ollen two men were hurt when rebels raided a works site.", (2, 2, 2)),
        ("Near Ollen two men were hurt when a bus overturned.", None),
        ("A trooper and two men were hurt when rebels raided Ollen.", None),
    ],
)
def test_the_hurt_count_as_the_dead_do(text: str, civilians: tuple[int, int, int] | None) -> None:
    source = report("a", text)
    made = case(source, claim(source, "two men", 2, measure="injured", group=("man",)))
    assert values(made, measure="injured", group=CIVILIAN) == civilians


def test_others_hurt_beside_killed_soldiers_may_be_soldiers() -> None:
    source = report("a", "Three soldiers were killed and five others were hurt when rebels attacked Ollen.")
    killed = claim(source, "Three soldiers", 3, group=("combatant",))
    hurt = claim(source, "five others", 5, measure="injured")
    assert values(case(source, killed, hurt), measure="injured", group=CIVILIAN) is None


def test_the_finding_cites_the_rule_and_the_claim_keeps_its_group() -> None:
    source = report("a", "Rebels shot dead two men near Ollen.")
    made = case(source, claim(source, "two men", 2, group=("man",)))
    (found,) = (finding for finding in find(made).findings if finding.group == CIVILIAN)
    assert (found.rule, found.derived) == ("harmed-by-an-armed-group-and-of-no-side", True)
    assert made.claims[0].group == ("man",)


def test_where_words_put_some_on_a_side_nothing_is_inferred() -> None:
    source = report("a", "Rebels killed three people near Ollen. One constable died.")
    three = claim(source, "three people", 3)
    police = claim(source, "One constable", 1, group=("police",), extent="part", part_of=three.id)
    assert values(case(source, three, police), group=CIVILIAN) is None


def test_only_plain_infers() -> None:
    source = report("a", "Rebels shot dead two men near Ollen.")
    made = case(source, claim(source, "two men", 2, group=("man",)))
    groups = {finding.group for finding in find(made, methods=("ucdp", "acled", "airwars")).findings}
    assert CIVILIAN not in groups
