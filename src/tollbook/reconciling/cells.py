"""People harmed as disjoint cells.

Outcome x age x sex x status, and the sums of cells that a figure speaks of.

Takes: a figure's measure, tags and reading. Gives: the cells it counts. Cells are whole numbers, so that the
solver needs to know nothing of what they stand for. Change this when: an axis is added or a tag moves to
another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product

from tollbook.reconciling.intervals import Cells

AGES = ("child", "adult", "elderly")
SEXES = ("man", "woman")
STATUSES = ("civilian", "combatant", "perpetrator", "unstated")
OUTCOMES = ("killed", "injured")
KINDS = (0, 1, 2)
"""Whether a cell is inside the first or second narrower kind (a role, a noun, a name) that is looked at.

Or in none.
"""

AXIS_TAGS = frozenset({*AGES, *SEXES, *STATUSES, "women_and_children"})

_OUTCOMES_OF: Mapping[str, tuple[str, ...]] = {
    "casualties": OUTCOMES,
    "killed": ("killed",),
    "injured": ("injured",),
}

_CELLS = {cell: number for number, cell in enumerate(product(OUTCOMES, AGES, SEXES, STATUSES, KINDS))}


@cache
def cells(measure: str, tags: frozenset[str], kind: int = 0, apart: frozenset[str] = frozenset()) -> Cells:
    """Give the cells of a measure and group; only inside a narrower kind if `kind` is its number.

    People of a status in `apart` are left out where the group states no status. A measure that is no outcome
    of harm has the cells of one outcome.
    """
    outcomes = _OUTCOMES_OF.get(measure, ("killed",))
    return frozenset(
        number
        for (outcome, age, sex, status, inside), number in _CELLS.items()
        if outcome in outcomes
        and kind in (0, inside)
        and _in_group(age, sex, tags)
        and _has_status(status, tags, apart)
    )


def _in_group(age: str, sex: str, tags: frozenset[str]) -> bool:
    """Tell whether an age and sex are inside a group.

    "men" and "women" are adults unless the words say otherwise.
    """
    if "women_and_children" in tags:
        return age == "child" or sex == "woman"
    ages = tags & {"child", "adult", "elderly"}
    if "child" in ages:
        right_age = age == "child"
    elif "elderly" in ages:
        right_age = age == "elderly"
    elif ages or tags & {"man", "woman"}:
        right_age = age != "child"
    else:
        right_age = True
    sexes = tags & {"man", "woman"}
    return right_age and (len(sexes) != 1 or sex in sexes)


def _has_status(status: str, tags: frozenset[str], apart: frozenset[str]) -> bool:
    stated = tags & {"civilian", "combatant", "perpetrator"}
    if "perpetrator" in stated:
        return status == "perpetrator"
    if stated:
        return status in stated
    return status not in apart
