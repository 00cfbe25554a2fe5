"""Which figures are put forward as all there are, by the other figures of their report.

Takes: figures and their sources. Gives: the same figures, each with the extent that counts.
Change this when: what else a report counts makes a total of a part, or a part of a total.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import structs

from tollbook.reconciling.asof import Stage
from tollbook.reconciling.figures import HARM, Figure, Sources
from tollbook.reconciling.lexicon import lexicon

FAR = (2, 5)
"""Below two fifths of a total a figure that its sentence gives a place of its own is that place's share."""


def settled(figures: Sequence[Figure], known: Sources) -> tuple[Figure, ...]:
    """Give figures with the extent that the others of their report leave them."""
    figures = _before_ordinals(figures)
    totals: defaultdict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.whole and not figure.tags and not figure.labels and figure.numbered:
            totals[_counted(figure)].append(figure)
    return tuple(_settled(figure, totals[_counted(figure)], known) for figure in figures)


def _settled(figure: Figure, totals: Sequence[Figure], known: Sources) -> Figure:
    if figure.whole and (_share_of_a_place(figure, totals) or _added(figure, totals, known)):
        return structs.replace(figure, extent="part")
    if not figure.whole and totals and _states_a_total(figure, totals, known):
        return structs.replace(figure, extent="whole")
    return figure


def _counted(figure: Figure) -> tuple[str, str, str]:
    return figure.report, figure.measure, figure.unit


def _share_of_a_place(figure: Figure, totals: Sequence[Figure]) -> bool:
    """Tell whether a sentence that opens with a place gives far fewer than the report has counted before.

    "812 died. … In the valley of Ollen, 12 people died."
    """
    place = figure.opening.place
    return place is not None and any(
        total.start < figure.start
        and FAR[1] * figure.low < FAR[0] * total.low
        and place != total.opening.place
        and (total.place is None or total.place.name != place)
        for total in totals
    )


def _added(figure: Figure, totals: Sequence[Figure], known: Sources) -> bool:
    """Tell whether a count says by whom a total grew: "climbed to 14 after five people died in hospital"."""
    words = known.wordings.get(figure.report)
    return words is not None and any(
        (total.sentence, total.voice) == (figure.sentence, figure.voice)
        and total.end < figure.start
        and figure.low < total.low
        and words.between(total.end, figure.start) in lexicon(known.language).growing
        for total in totals
    )


def _states_a_total(figure: Figure, totals: Sequence[Figure], known: Sources) -> bool:
    """Tell whether a named voice counts more than the totals of its report, which the words leave room for.

    They are open ("at least two dozen"; the police put the dead at 26), or the words make this one the later
    ("151 bodies were found; the ministry later confirmed 179").
    """
    plain = not (
        figure.tags or figure.labels or figure.parent or figure.some or figure.definite or figure.owned
    )
    if not (plain and figure.named and figure.exact and figure.numbered):
        return False
    if all(total.high is None and total.low <= figure.low for total in totals):
        return True
    words = known.wordings.get(figure.report)
    later = words is not None and words.stage(figure.start, figure.end, known.language) is Stage.LAST
    return later and all(total.low < figure.low for total in totals)


def _before_ordinals(figures: Sequence[Figure]) -> list[Figure]:
    """Make a number a part where its report goes on to count the next person.

    Three, and "a fourth victim". After three hurt, a fourth victim who died is no fourth dead.
    """
    counted = {(f.report, f.measure, f.ordinal - 1) for f in figures if f.ordinal}
    told = {(f.report, f.measure, f.low) for f in figures if f.exact and f.measure in HARM}
    found = []
    for figure in figures:
        if figure.exact and (figure.report, figure.measure, figure.low) in counted:
            figure = structs.replace(figure, extent="part")
        others = ((figure.report, measure, figure.ordinal - 1) in told for measure in HARM - {figure.measure})
        if figure.of_the_toll and (figure.measure != "killed" or any(others)):
            figure = structs.replace(figure, of_the_toll=False)
        found.append(figure)
    return found
