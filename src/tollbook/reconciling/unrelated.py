"""Which figures count something else than the victims of their incident, though their words name it.

Takes: the figures of one incident and their sources. Gives: for each such figure the rule and why.
Change this when: another way of telling by the other figures, or by the words, that a figure counts others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from tollbook.reconciling import overtaking
from tollbook.reconciling.figures import Figure, Sources
from tollbook.reconciling.overtaking import Overtaken
from tollbook.reconciling.rivals import FAR

BESIDE = Overtaken(
    (),
    "beside-a-number-that-others-share",
    "told beside a number that several reports share: it counts something else",
)
WIDER = Overtaken(
    (), "counts-a-wider-area", "its report divides it by places, and one of them is that of the incident"
)
CAUSE = Overtaken((), "died-of-another-cause", "the words give another cause of death than the incident's")

ELSEWHERE = Overtaken((), "told-of-elsewhere", "its sentence sets it apart from what the report tells before")


def something_else(figures: Sequence[Figure], known: Sources) -> dict[str, Overtaken]:
    """Give the figures that count something else, each with its rule."""
    found = dict.fromkeys(_of_another_cause(figures, known), CAUSE)
    found |= dict.fromkeys(_of_a_wider_area(figures), WIDER)
    found |= dict.fromkeys(_told_elsewhere(figures, known), ELSEWHERE)
    return found | dict.fromkeys(beside_the_shared([f for f in figures if f.id not in found]), BESIDE)


def _of_another_cause(figures: Sequence[Figure], known: Sources) -> Iterator[str]:
    """Give those who died of hunger or illness in a report that opens with others killed."""
    first: dict[str, bool] = {}
    for figure in sorted((f for f in figures if f.measure == "killed"), key=lambda f: f.start):
        words = known.wordings.get(figure.report)
        other = words is not None and words.other_cause(figure.start, figure.end, known.language)
        opens_with_it = first.setdefault(figure.report, other)
        if other and not opens_with_it:
            yield figure.id


def _told_elsewhere(figures: Sequence[Figure], known: Sources) -> Iterator[str]:
    """Give those of a sentence that opens with "elsewhere", where its report counts their like before."""
    told: set[tuple[str, str, str]] = set()
    for figure in sorted(figures, key=lambda f: f.start):
        of = (figure.report, figure.measure, figure.unit)
        words = known.wordings.get(figure.report)
        if of in told and words is not None and words.sets_apart(figure.start, known.language):
            yield figure.id
        else:
            told.add(of)


def _of_a_wider_area(figures: Sequence[Figure]) -> Iterator[str]:
    """Give the totals that a sentence divides, where its report first counts the number of one of the shares.

    "The toll in the county is 32. … 41 died in the state: 32 there, five in Orlo and four in Tarvik."
    """
    first: dict[tuple[str, str, str], Figure] = {}
    shares: defaultdict[tuple[str, str, str, int], list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda f: f.start):
        if figure.derived or figure.tags or figure.labels or not figure.exact:
            continue
        if _is_toll(figure):
            first.setdefault((figure.report, figure.measure, figure.unit), figure)
        shares[figure.report, figure.measure, figure.unit, figure.sentence].append(figure)
    for (report, measure, unit, _), (total, *parts) in shares.items():
        opening = first.get((report, measure, unit))
        numbers = [part.low for part in parts]
        if opening is not None and len(parts) > 1 and opening.low in numbers and sum(numbers) == total.low:
            yield total.id


def beside_the_shared(figures: Sequence[Figure]) -> frozenset[str]:
    """Give the figures that speak of something else than the number which voices of several reports share.

    They are a larger one that a voice states in its report after the shared one, unless the words make it
    the later, and, by publication alone, one that is far larger than any shared.
    """
    first: dict[tuple[object, ...], str] = {}
    for figure in figures:
        if _is_toll(figure):
            first.setdefault((_number(figure), figure.voice), figure.report)
    tellers: defaultdict[object, set[str]] = defaultdict(set)
    for (number, _), report in first.items():
        tellers[number].add(report)
    shared = [figure for figure in figures if _is_toll(figure) and len(tellers[_number(figure)]) > 1]
    most: defaultdict[tuple[str, str], int] = defaultdict(int)
    for figure in shared:
        most[figure.measure, figure.unit] = max(most[figure.measure, figure.unit], figure.low)
    alone = [figure for figure in figures if figure.whole and len(tellers[_number(figure)]) < 2]
    return frozenset(
        figure.id
        for figure in alone
        if any(_follows(figure, other) for other in shared if not _of_it(other, figure, figures))
        or _far(figure, most[figure.measure, figure.unit])
    )


def _is_toll(figure: Figure) -> bool:
    """Tell whether a figure states how many there are: "a woman" and "a fourth victim" do not, nor a part."""
    return figure.whole and figure.numbered and not figure.ordinal and figure.parent is None


def _follows(figure: Figure, other: Figure) -> bool:
    """Tell whether a voice states a figure after a smaller one of the same measure in its report."""
    same = (figure.report, figure.voice, figure.measure, figure.unit)
    follows = same == (other.report, other.voice, other.measure, other.unit) and (
        other.start < figure.start and other.low < figure.low
    )
    return follows and overtaking.time_order(other, figure) >= 0


def _of_it(shared: Figure, figure: Figure, figures: Sequence[Figure]) -> bool:
    """Tell whether a report says that the shared number are some of a larger one: "two of three"."""
    return any(
        part.report == figure.report and part.low == shared.low and part.start < figure.start < part.end
        for part in figures
    )


def _far(figure: Figure, shared: int) -> bool:
    """Tell whether a figure is so far above every shared number that it counts something else."""
    return figure.at.weak and 0 < FAR[1] * shared < FAR[0] * figure.low


def _number(figure: Figure) -> tuple[object, ...]:
    return figure.measure, figure.unit, figure.low, figure.high
