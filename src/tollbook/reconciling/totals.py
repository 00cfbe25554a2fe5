"""Totals that follow though nobody said them: the sum of figures coordinated in one list.

Takes: the figures of one incident and the words between them. Gives: derived figures.
Change this when: another way of stating parts that make a whole is to be known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import structs

from tollbook.reconciling.figures import AXES, Figure
from tollbook.reconciling.lexicon import lexicon
from tollbook.reconciling.wording import Wording

RULE_LIST = "counts-in-one-list"
RULE_AGES = "adults-and-children"


def lists(
    figures: Sequence[Figure], wordings: Mapping[str, Wording], language: str
) -> tuple[tuple[Figure, ...], ...]:
    """Give the runs of figures that one voice coordinates under one harm word, in text order.

    The words between two members are a coordinator and nothing else ("12 adults and two children").
    """
    joining = frozenset(lexicon(language).coordinators)
    runs: list[list[Figure]] = []
    last: dict[str, Figure] = {}
    for figure in figures:
        before = last.get(figure.report)
        words = wordings.get(figure.report)
        if before and words and _in_one_list(before, figure) and _between(before, figure, words) in joining:
            runs[-1].append(figure)
        else:
            runs.append([figure])
        last[figure.report] = figure
    return tuple(tuple(run) for run in runs if len(run) > 1 and not _one_person(run, wordings))


def of_one_extent(figures: Sequence[Figure], runs: Sequence[Sequence[Figure]]) -> tuple[Figure, ...]:
    """Give the figures with all of a list whole where one of it is: "12 adults and two children" is one toll.

    Only groups by age, sex or status, which no other member can hold, and none that is a part by its words. A
    list of adults and of children leaves nobody out, so it is whole of itself.
    """
    whole = {
        member.id
        for run in runs
        if any(member.whole for member in run) or _of_all_ages(run)
        if all(member.tags and member.tags <= AXES for member in run)
        for member in run
        if member.parent is None and not member.labels and not member.vague and not member.additional
    }
    return tuple(
        structs.replace(figure, extent="whole") if figure.id in whole else figure for figure in figures
    )


def _of_all_ages(run: Sequence[Figure]) -> bool:
    return {frozenset({"adult"}), frozenset({"child"})} <= {frozenset(member.tags) for member in run}


def derived(figures: Sequence[Figure], runs: Sequence[Sequence[Figure]]) -> tuple[Figure, ...]:
    """Give the totals that follow from lists, and from adults and children of one voice in one report.

    The total is whole where all its parts are, and where its voice states no larger total in that report.
    """
    stated: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for figure in figures:
        if figure.whole and not figure.tags and not figure.labels:
            statement = _statement(figure)
            stated[statement] = max(stated[statement], figure.low)
    sums = [_sum(run) for run in runs if all(member.parent is None for member in run)]
    known = {frozenset(total.claims) for total in sums}
    sums += [total for total in map(_sum, _ages(figures)) if frozenset(total.claims) not in known]
    return tuple(
        structs.replace(total, extent="part") if stated[_statement(total)] > total.low else total
        for total in sums
    )


def _in_one_list(one: Figure, other: Figure) -> bool:
    same = (one.measure, one.unit, one.voice, one.sentence) == (
        other.measure,
        other.unit,
        other.voice,
        other.sentence,
    )
    nested = other.parent in one.claims or one.parent in other.claims
    return same and not nested and one.parent == other.parent and other.start > one.start


def _one_person(run: Sequence[Figure], wordings: Mapping[str, Wording]) -> bool:
    """Tell whether two figures are one person: "a ninth victim, a boy of six," is one child."""
    if len(run) > 2 or any(figure.numbered and not figure.ordinal for figure in run):
        return False
    one, other = run
    return other.low == 1 and _between(one, other, wordings[one.report]) == ","


def _between(one: Figure, other: Figure, words: Wording) -> str:
    return words.between(one.end, other.start)


def _ages(figures: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Give adults and children that one voice counts once each in one report, both whole."""
    by_statement: defaultdict[tuple[str, ...], defaultdict[str, list[Figure]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for figure in figures:
        if figure.whole and figure.parent is None and not figure.labels and len(figure.tags) == 1:
            by_statement[_statement(figure)][next(iter(figure.tags))].append(figure)
    return [
        (tags["adult"][0], tags["child"][0])
        for tags in by_statement.values()
        if len(tags.get("adult", ())) == len(tags.get("child", ())) == 1
    ]


def _statement(figure: Figure) -> tuple[str, ...]:
    return figure.report, figure.voice, figure.measure, figure.unit


def _sum(parts: Sequence[Figure]) -> Figure:
    """Give the figure that the parts add up to."""
    first = parts[0]
    highs, ceilings = [p.high for p in parts], [p.ceiling for p in parts]
    whole = all(part.whole for part in parts)
    return structs.replace(
        first,
        id="+".join(part.id for part in parts),
        claims=tuple(claim for part in parts for claim in part.claims),
        low=sum(part.low for part in parts),
        high=None if None in highs else sum(high for high in highs if high is not None),
        floor=sum(part.floor for part in parts),
        ceiling=None if None in ceilings else sum(end for end in ceilings if end is not None),
        extent="whole" if whole else "part",
        tags=frozenset.intersection(*(part.tags for part in parts)),
        labels=frozenset(),
        includes=frozenset().union(*(part.tags for part in parts)),
        text=" + ".join(part.text for part in parts),
        vague=any(part.vague for part in parts),
        approx=any(part.approx for part in parts),
        additional=any(part.additional for part in parts),
        numbered=all(part.numbered for part in parts),
        derived=True,
        readings=tuple(dict.fromkeys(claim for part in parts for claim in part.readings)),
    )
