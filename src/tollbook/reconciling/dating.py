"""As of when figures hold, by what their report says around them and by their repeats.

Takes: figures and their sources. Gives: the same figures, each as of the time that counts.
Change this when: words, or another figure of its report, give a figure another time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import structs

from tollbook.reconciling.asof import AsOf, Stage, shifted
from tollbook.reconciling.figures import Figure, Sources


def dated(figures: Sequence[Figure], known: Sources) -> tuple[Figure, ...]:
    """Give figures as of the time that their words, their statement or their first quote give."""
    return _repeated(_of_one_statement(_staged(figures, known)))


def _of_one_statement(figures: Sequence[Figure]) -> list[Figure]:
    """Give what a named voice says in a report that dates one statement of it the time of that statement.

    Where its figures there are of several times, those without one stay as they are.
    """
    stated: defaultdict[tuple[str, str], dict[tuple[float, float], AsOf]] = defaultdict(dict)
    for figure in figures:
        if figure.named and not figure.at.weak:
            stated[figure.report, figure.voice][figure.at.start, figure.at.end] = figure.at
    found = []
    for figure in figures:
        times = stated.get((figure.report, figure.voice), {}) if figure.named else {}
        undated = figure.at.ground == "publication" and figure.at.end == figure.at.published
        only = next(iter(times.values())) if len(times) == 1 and undated else None
        found.append(structs.replace(figure, at=only) if only else figure)
    return found


def _repeated(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Give a number that a named root is quoted with again, without a time of its own.

    The time of the first quote.
    """
    first: dict[tuple[object, ...], AsOf] = {}
    for figure in sorted(figures, key=lambda f: (f.at.weak, f.at.published)):
        if figure.named:
            first.setdefault(_number(figure), figure.at)
    return tuple(
        structs.replace(figure, at=first[_number(figure)]) if figure.named and figure.at.weak else figure
        for figure in figures
    )


def _number(figure: Figure) -> tuple[object, ...]:
    return figure.voice, figure.measure, figure.unit, figure.tags, figure.labels, figure.low, figure.high


def _staged(figures: Sequence[Figure], known: Sources) -> tuple[Figure, ...]:
    """Move figures before or after the others of their report where the words do.

    So for every repeat of a number. One that another voice of the report still gives is no old one.
    """
    stages: dict[tuple[object, ...], Stage] = {}
    given: defaultdict[tuple[object, ...], set[tuple[str, Stage]]] = defaultdict(set)
    for figure in figures:
        words = known.wordings.get(figure.report)
        stage = words.stage(figure.start, figure.end, known.language) if words else Stage.NONE
        if stage is Stage.FIRST and figure.ordinal:
            continue  # whoever is found as the fourth is not found at first
        given[_printed(figure)].add((figure.voice, stage))
        if stage:
            stages.setdefault(_printed(figure), stage)
    for number, stage in stages.items():
        old = {voice for voice, its in given[number] if its is Stage.OLD}
        if stage is Stage.OLD and any(voice not in old for voice, _ in given[number]):
            stages[number] = Stage.FIRST
    of_one_time: defaultdict[tuple[object, ...], set[int]] = defaultdict(set)
    for figure in figures:
        of_one_time[_time(figure)].add(figure.low)
    # A time that two numbers share is that of the statement, which calls one of them old.
    return tuple(
        structs.replace(
            figure,
            at=shifted(
                figure.at, stages.get(_printed(figure), Stage.NONE), len(of_one_time[_time(figure)]) > 1
            ),
        )
        for figure in figures
    )


def _time(figure: Figure) -> tuple[object, ...]:
    return figure.report, figure.measure, figure.at.start, figure.at.end


def _printed(figure: Figure) -> tuple[object, ...]:
    return figure.report, figure.measure, figure.low, figure.high
