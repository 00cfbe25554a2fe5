"""Claims and measures to linear constraints over cells.

Takes: figures that count against each other, and how words with two readings are read. Gives: `System`s, each
a set of bounds for the solver and the figures behind each of their names. Change this when: a claim bounds
something else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from tollbook.measures import measures
from tollbook.reconciling.cells import AXIS_TAGS, cells
from tollbook.reconciling.figures import Figure
from tollbook.reconciling.intervals import Bound, Cells
from tollbook.reconciling.readings import INJURED, Reading

HARM = frozenset({"killed", "injured", "casualties"})
"""Measures whose figures speak of the same people: a person harmed is killed or injured."""

NEVER = frozenset({"critical", "hospitalised"})
"""Measures that never conflict: "serious" and "critical" keep their word, and who is in hospital changes."""

BESIDES = frozenset({"perpetrator", "combatant"})
"""Those who did the harm and those who fight stand beside a toll of people.

Unless the words count them in.
"""

ONE_STATUS = frozenset({"civilian", "combatant", "perpetrator"})
"""Of these a person has one: a figure that bears two counts nobody who could be compared."""

MOST_NATIONS = 10
"""So many pairs of nations are looked at in one incident."""

Shape = tuple[tuple[Cells, int, int | None], ...]
"""The sums that a figure bounds, each from below and from above."""

Family = tuple[str, str]
"""Figures of one family bound common cells: a measure (or harm in all) and a unit."""


class System(Struct, frozen=True):
    """Bounds on the cells of one family, and the figures that each name in them stands for.

    `inside` holds the ids of figures inside the narrower kinds that the system looks at; it is empty for
    people in general.
    """

    family: Family
    inside: frozenset[str]
    bounds: tuple[Bound, ...]
    figures: Mapping[str, tuple[Figure, ...]]


def countable(figure: Figure) -> bool:
    """Tell whether a figure can be in conflict at all.

    It states a number, of something that cannot just change.
    """
    measure = measures().get(figure.measure)
    if measure is None or not measure.finding or figure.measure in NEVER:
        return False
    if not (figure.sure and figure.numbered) or len(figure.tags & ONE_STATUS) > 1:
        return False
    return not figure.vague and (measure.holds == "total" or not figure.at.weak)


def systems(figures: Sequence[Figure], readings: Mapping[str, Reading]) -> Iterator[System]:
    """Give the systems of an incident's figures.

    One for each family, and one more for each narrower kind in it.
    """
    families: defaultdict[Family, list[Figure]] = defaultdict(list)
    for figure in figures:
        if countable(figure):
            families["harm" if figure.measure in HARM else figure.measure, figure.unit].append(figure)
    for family, members in families.items():
        if len(members) < 2:
            continue
        contrast = len({figure.names for figure in members if figure.names}) > 1
        kinds: defaultdict[frozenset[str], list[Figure]] = defaultdict(list)
        for figure in members:
            kinds[_label(figure, contrast)].append(figure)
        general = kinds.pop(frozenset(), [])
        if len(general) > 1:
            yield _system(family, (general, (), ()), readings)
        for _, inside in sorted(kinds.items(), key=lambda item: sorted(item[0])):
            yield _system(family, (general, inside, ()), readings)
        for one, other in _nations(members):
            yield _system(family, (general, one, other), readings)


def _label(figure: Figure, contrast: bool) -> frozenset[str]:
    """Give the narrower kind of a figure: its roles, nouns and names, unless a name sets nobody apart.

    A name does so only where the figures name people of more than one nation or body ("contrast").
    """
    if figure.unit != "person":
        return frozenset()
    labels = figure.labels - figure.names if figure.whole and not contrast else figure.labels
    return labels | (figure.tags - AXIS_TAGS)


def _nations(figures: Iterable[Figure]) -> Iterator[tuple[list[Figure], list[Figure]]]:
    """Give the figures of any two nations or bodies.

    Nobody belongs to both, unless a claim makes one part of the other.
    """
    by_name: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if len(figure.names) == 1:
            by_name[next(iter(figure.names))].append(figure)
    for one, other in list(combinations(sorted(by_name), 2))[:MOST_NATIONS]:
        ids = {f.id: f.parent for name in (one, other) for f in by_name[name]}
        if not any(parent in ids for parent in ids.values()):
            yield by_name[one], by_name[other]


def _system(
    family: Family,
    members: tuple[Sequence[Figure], Sequence[Figure], Sequence[Figure]],
    readings: Mapping[str, Reading],
) -> System:
    """Give the bounds of figures in general and of those inside a first and second kind.

    Equal ones share a name.
    """
    figures: defaultdict[Shape, list[Figure]] = defaultdict(list)
    names: dict[str, str] = {}
    sums: dict[tuple[Shape, frozenset[str]], None] = {}
    numbered = [(figure, kind) for kind, inside in enumerate(members) for figure in inside]
    for figure, kind in sorted(numbered, key=lambda item: item[0].derived):
        shape = tuple(_bounds(figure, kind, readings))
        needs = frozenset(names[claim] for claim in figure.claims if claim in names)
        if figure.derived and len(needs) == len(figure.claims):
            sums[shape, needs] = None
        elif shape:
            figures[shape].append(figure)
            names[figure.id] = f"n{list(figures).index(shape)}"
    bounds = [(shape, frozenset((f"n{index}",))) for index, shape in enumerate(figures)] + list(sums)
    return System(
        family,
        frozenset(figure.id for figure, kind in numbered if kind),
        tuple(Bound(needs, cells, low, high) for shape, needs in bounds for cells, low, high in shape),
        {f"n{index}": tuple(found) for index, found in enumerate(figures.values())},
    )


def _bounds(
    figure: Figure, kind: int, readings: Mapping[str, Reading]
) -> Iterator[tuple[Cells, int, int | None]]:
    """Give what a figure bounds.

    From below the cells it may count, from above, if it is whole, those it must count.
    """
    low_cells, high_cells = _counted(figure, kind, readings)
    ceiling = figure.ceiling if figure.numbered and (figure.whole or (kind and figure.names)) else None
    if low_cells == high_cells:
        if figure.floor > 0 or ceiling is not None:
            yield low_cells, figure.floor, ceiling
        return
    if figure.floor > 0:
        yield low_cells, figure.floor, None
    if ceiling is not None:
        yield high_cells, 0, ceiling


def _counted(figure: Figure, kind: int, readings: Mapping[str, Reading]) -> tuple[Cells, Cells]:
    """Give the cells that a figure may count and those that it must.

    They differ where its words leave people out.
    """
    tags = figure.tags & AXIS_TAGS
    most = least = figure.measure
    if figure.measure == "casualties":
        reading = readings.get(figure.id)
        most = INJURED if reading is not None and reading.read_as == INJURED else "casualties"
        least = INJURED if reading is None or not reading.sure else most
    apart = BESIDES - figure.includes
    return cells(most, tags, kind, apart), cells(least, tags, kind, apart)
