"""How words with two readings are read: "casualties" and "shot" count the hurt with or without the dead.

Takes: the figures of one incident. Gives: the reading of each such figure and why.
Change this when: another word with two readings is found, or a rule of settling it changes (design 5).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct, structs

from tollbook.model import Claim, WordReading
from tollbook.reconciling.figures import Figure

ReadAs = Literal["injured", "killed and injured"]

NEAR = 2
"""The dead that "others" are set beside stand no more than so many sentences before."""

INJURED: Final = "injured"
BOTH: Final = "killed and injured"


class Reading(Struct, frozen=True):
    """How one figure is read, by which rule and why.

    `killed` is the number of dead of the same voice, if stated.
    """

    read_as: ReadAs
    rule: str
    because: str
    killed: int | None = None
    sure: bool = True


def readings(figures: Sequence[Figure]) -> dict[str, Reading]:
    """Give the reading of every figure of `casualties`, by id; a figure of zero needs none.

    Settled by the words, then by the same voice's own figures, then by its report.
    """
    reports: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        reports[figure.report].append(figure)
    found: dict[str, Reading] = {}
    for members in reports.values():
        for figure in members:
            if figure.measure != "casualties" or figure.high == 0 or figure.derived:
                continue
            above = found.get(figure.parent or "")
            found[figure.id] = _like(above, figure, members) if above else _read(figure, members)
    return found


def word_readings(found: Mapping[str, Reading], claims: Mapping[str, Claim]) -> tuple[WordReading, ...]:
    """Give the readings as they are shown, in the order in which they were found."""
    shown = ((claims[figure], reading) for figure, reading in found.items() if figure in claims)
    return tuple(_shown(claim, reading) for claim, reading in shown if claim.count.vague is None)


def _like(above: Reading, figure: Figure, report: Sequence[Figure]) -> Reading:
    """Give a part the reading of its whole, with the dead of its own group."""
    own = [other for other in report if other.voice == figure.voice]
    return structs.replace(above, killed=_total(own, "killed", figure.tags))


def _read(figure: Figure, report: Sequence[Figure]) -> Reading:
    dead = [other for other in report if other.measure == "killed" and other.low > 0]
    if _beside_the_dead(figure, dead):
        return Reading(
            INJURED, "set-beside-the-dead", "the words set them beside the dead of the same sentence"
        )
    own = [other for other in report if other.voice == figure.voice]
    for rule, others, whose in (
        ("settled-by-the-same-speaker", own, "the same speaker also states"),
        ("settled-by-the-report", report, "the report also states"),
    ):
        settled = _settled(figure, others, rule, whose)
        if settled is not None:
            return settled
    if not dead:
        return Reading(INJURED, "no-dead-stated", "nobody in the report states any dead")
    return Reading(
        BOTH,
        "undivided",
        "the words do not divide them and the report states dead",
        _total(own, "killed"),
        sure=False,
    )


def _beside_the_dead(figure: Figure, dead: Sequence[Figure]) -> bool:
    """Tell whether a count says "others" or "more" after dead of its own sentence.

    "one dead, four others shot".
    """
    return figure.sets_beside and any(
        other.report == figure.report
        and 0 <= figure.sentence - other.sentence <= NEAR
        and other.start < figure.start
        for other in dead
    )


def _settled(figure: Figure, others: Sequence[Figure], rule: str, whose: str) -> Reading | None:
    """Settle by figures that fit one reading: the injured alone, or the killed and the injured together."""
    injured = [
        o for o in others if o.measure == "injured" and o.tags == figure.tags and not o.labels and o.whole
    ]
    killed = _total(others, "killed", figure.tags)
    same = next((other for other in injured if _meet(figure, other.low, other.high)), None)
    if same is not None:
        return Reading(INJURED, rule, f"{whose} “{same.text}” as injured", killed)
    for other in injured:
        if (
            killed is not None
            and other.high is not None
            and _meet(figure, other.low + killed, other.high + killed)
        ):
            return Reading(BOTH, rule, f"{whose} {killed} killed and “{other.text}” as injured", killed)
    return None


def _meet(figure: Figure, low: int, high: int | None) -> bool:
    """Tell whether a figure that states numbers gives the same ones."""
    return not figure.vague and (figure.low, figure.high) == (low, high)


def _total(figures: Sequence[Figure], measure: str, tags: frozenset[str] = frozenset()) -> int | None:
    """Give the largest exact whole figure of a measure and group, derived ones included."""
    wholes = [
        f.low
        for f in figures
        if f.measure == measure and f.tags == tags and not f.labels and f.whole and f.exact
    ]
    return max(wholes, default=None)


def _shown(claim: Claim, reading: Reading) -> WordReading:
    low = claim.count.low
    if reading.read_as == INJURED:
        less = None if low is None or reading.killed is None or reading.killed > low else low - reading.killed
        otherwise = "if the dead are included: " + (
            f"{less} injured" if less is not None else "fewer injured"
        )
    else:
        otherwise = f"if only the injured are meant: {claim.count.text} injured"
    return WordReading(
        claim=claim.id,
        word=claim.word or "casualties",
        read_as=reading.read_as,
        rule=reading.rule,
        because=reading.because,
        otherwise=otherwise,
    )
