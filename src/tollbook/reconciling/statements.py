"""What one voice says in one report about the total of a group: stated, or the sum of its disjoint parts.

Takes: standing figures of one measure and unit. Gives: `Toll`s, one for each number that a voice puts forward
as the total, and the parts that only bound it from below. Change this when: parts are added up differently.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct, structs

from tollbook.reconciling.asof import AsOf
from tollbook.reconciling.figures import STATUSES, Figure

FAR = (2, 5)
"""A number below two fifths of another counts something else."""

HURT = frozenset({"injured", "critical", "hospitalised"})
"""Measures of which a text goes on to tell how some of the people fare."""

RULE_STATED = "stated"
RULE_SUM = "sum-of-exhaustive-parts"

_AXES = (
    frozenset({"child", "adult", "elderly", "man", "woman"}),
    frozenset({"civilian", "combatant", "police", "perpetrator"}),
    frozenset({"<state>", "<against>"}),
)
"""Tags and sides of which a person has one: parts that differ on one of these axes count different people."""

_SURE_AXES = (frozenset({"man", "woman"}), *_AXES[1:])
"""The axes on which even single people told of in different sentences are different people."""

_ALIKE = frozenset(
    frozenset(pair)
    for pair in (
        ("adult", "elderly"),
        ("adult", "man"),
        ("adult", "woman"),
        ("elderly", "man"),
        ("elderly", "woman"),
    )
)
"""Tags of one axis that a person can bear together."""


_CIVILIAN = frozenset({"civilian"})


class Toll(Struct, frozen=True, kw_only=True):
    """A number that one voice puts forward as a total: its ends, its figures and as of when.

    `best` is the number itself, its low where its high is open, `None` where the words give a range.
    """

    low: int
    high: int | None
    figures: tuple[Figure, ...]
    voice: str
    named: bool
    report: str
    at: AsOf
    headline: bool
    derived: bool
    rule: str

    @property
    def best(self) -> int | None:
        """The number that this voice would have entered."""
        return self.low if self.high is None or self.high == self.low else None

    @property
    def closed(self) -> bool:
        """Whether the toll has an upper end."""
        return self.high is not None


def tolls(figures: Sequence[Figure], group: frozenset[str]) -> tuple[Toll, ...]:
    """Give the tolls of a group (empty: everybody): whole figures of it, else the sum of disjoint parts.

    Each voice speaks for itself. The civilians whom it counts are everybody where nobody counts people of
    another status, and where it gives no larger number.
    """
    statements: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if group <= figure.tags and not _child_as_adult(figure, group):
            statements[figure.report, figure.voice].append(figure)
    found: list[Toll] = []
    civilians = not group and _of_no_other_status(figures)
    largest = _largest(chain(*statements.values()))
    for members in statements.values():
        most = max(figure.low for figure in members)
        stated = [
            f
            for f in members
            if f.whole
            and (f.tags <= group or (civilians and f.tags == _CIVILIAN and f.low == most and _counts(f)))
            and not _narrower(f, group)
            and not (group and f.owned and f.low < largest[f.report])
        ]
        parts = _disjoint([f for f in members if f not in stated and f.high != 0])
        least = sum(part.low for part in parts)
        if not stated or (least > max(f.low for f in stated) and all(f.high is not None for f in stated)):
            if parts and all(_adds(part) for part in parts):
                found.append(_sum(parts))
        else:
            found += [_stated(figure) for figure in stated]
    return (*found, *(_stated(figure) for figure in _numbered_on(figures) if not group))


def _largest(figures: Iterable[Figure]) -> dict[str, int]:
    """Give the largest number of each report: somebody's own people are not all where more are counted."""
    found: dict[str, int] = {}
    for figure in figures:
        found[figure.report] = max(figure.low, found.get(figure.report, 0))
    return found


def _counts(figure: Figure) -> bool:
    return figure.parent is None and not figure.vague


def _numbered_on(figures: Sequence[Figure]) -> Iterator[Figure]:
    """Give what "a third man died" says of all: three, where somebody counts two and its report nowhere more.

    "A third victim" says so of the dead of itself.
    """
    counted = {figure.low for figure in figures if figure.numbered and not figure.derived}
    for figure in figures:
        n = figure.ordinal
        told = [f.low for f in figures if f.report == figure.report and f.numbered and not f.derived]
        if n > 2 and max(told, default=0) < n and (figure.of_the_toll or n - 1 in counted):
            yield structs.replace(
                figure, low=n, high=n, floor=n, ceiling=n, extent="whole", tags=frozenset(),
                labels=frozenset(), names=frozenset(), numbered=True,
            )  # fmt: skip


def _of_no_other_status(figures: Iterable[Figure]) -> bool:
    """Tell whether nobody counts people of another status than civilians, who then are all there are."""
    sides = {"<state>", "<against>", *STATUSES} - _CIVILIAN
    return not any((figure.tags | figure.labels) & sides for figure in figures)


def totals(found: Sequence[Toll]) -> tuple[Toll, ...]:
    """Give the tolls that are put forward as totals.

    A single group ("two men") is none where somebody states a total, nor is a single victim beside more.
    """
    wholes = [toll for toll in found if toll.closed or all(figure.whole for figure in toll.figures)]
    if any(toll.rule == RULE_STATED and not toll.figures[0].vague for toll in wholes):
        wholes = [toll for toll in wholes if toll.rule == RULE_STATED or len(toll.figures) > 1 or _lent(toll)]
    if any(toll.low > 1 for toll in found):
        wholes = [toll for toll in wholes if toll.low > 1 or any(figure.numbered for figure in toll.figures)]
    wholes = [toll for toll in wholes if not any(_called_old(toll, other) for other in wholes)]
    return tuple(toll for toll in wholes if not any(_far_behind(toll, other) for other in wholes))


def _called_old(toll: Toll, other: Toll) -> bool:
    """Tell whether a report calls a number old and gives another one, such as the ninth victim's."""
    exact = toll.closed and other.closed and None not in (toll.best, other.best)
    return exact and toll.at.old and not other.at.old and toll.report == other.report


def _lent(toll: Toll) -> bool:
    """Tell whether a toll is a number that follows from one of another measure."""
    return toll.derived and bool(toll.figures[0].readings)


def _far_behind(toll: Toll, other: Toll) -> bool:
    """Tell whether a number of hurt follows a far larger one in its report: how some of those fare."""
    mine, theirs = toll.figures[0], other.figures[0]
    behind = toll.report == other.report and theirs.start < mine.start and not toll.headline
    return behind and mine.measure in HURT and toll.closed and FAR[1] * toll.low < FAR[0] * other.low


def revalued(figures: Iterable[Figure], worth: Mapping[str, int]) -> tuple[Figure, ...]:
    """Give the figures with what a method makes of vague words.

    The worth of their class, where it names one.
    """
    return tuple(
        structs.replace(figure, low=worth.get(figure.vague_class or "", figure.low))
        if figure.high is None
        else figure
        for figure in figures
    )


def parts(figures: Iterable[Figure], group: frozenset[str]) -> tuple[Figure, ...]:
    """Give the figures of a group, or inside it, that only bound its total from below."""
    return tuple(f for f in figures if group <= f.tags and not _child_as_adult(f, group) and f.low > 0)


def _child_as_adult(figure: Figure, group: frozenset[str]) -> bool:
    """Tell whether a figure of children would count under men or women: it counts under children only."""
    return "child" in figure.tags and bool(group & {"man", "woman"}) and "child" not in group


def _narrower(figure: Figure, group: frozenset[str]) -> bool:
    """Tell whether nouns or names make a figure narrower than its group.

    A side does so only for everybody.
    """
    sides = {"<state>", "<against>"}
    return bool(figure.labels - sides - figure.names) or (bool(figure.labels & sides) and not group)


def _adds(figure: Figure) -> bool:
    return figure.parent is None or figure.whole


def _disjoint(figures: Sequence[Figure]) -> list[Figure]:
    """Choose, the largest first, figures that count different people.

    By their axes, or because the words say "more".
    """
    chosen: list[Figure] = []
    for figure in sorted(figures, key=lambda f: (-f.low, f.start)):
        if all(disjoint(figure, other) for other in chosen):
            chosen.append(figure)
    return chosen


def disjoint(one: Figure, other: Figure) -> bool:
    """Tell whether two figures of one voice count different people."""
    if set(one.claims) & set(other.claims) or one.parent in other.claims or other.parent in one.claims:
        return False
    repeated = one.additional and other.additional and (one.low, one.tags) == (other.low, other.tags)
    if one.headline != other.headline or (repeated and one.sentence != other.sentence):
        return False
    earlier, later = (one, other) if one.start < other.start else (other, one)
    if later.additional and (not later.beside or not later.beside.isdisjoint(earlier.claims)):
        return True
    axes = _SURE_AXES if _single(one) and _single(other) and one.sentence != other.sentence else _AXES
    if any(_differ(one, other, axis) for axis in axes):
        return True
    return one.whole and other.whole and one.sentence == other.sentence and _other_kinds(one, other)


def _differ(one: Figure, other: Figure, axis: frozenset[str]) -> bool:
    """Tell whether the marks of two figures on one axis are such as no person bears together."""
    marks, others = (one.tags | one.labels) & axis, (other.tags | other.labels) & axis
    pairs = {frozenset((a, b)) for a in marks for b in others}
    return bool(pairs) and all(len(pair) == 2 and pair not in _ALIKE for pair in pairs)


def _single(figure: Figure) -> bool:
    """Tell whether a figure is one person without a number.

    "A teenager" and, in another sentence, "a man" may be the same; "a man" and "a woman" are not.
    """
    return figure.low == 1 and not figure.numbered


def _other_kinds(one: Figure, other: Figure) -> bool:
    """Tell whether two whole figures of one sentence name people by different nouns, statuses or roles."""
    kinds = [(figure.labels | figure.tags) - _AXES[0] for figure in (one, other)]
    return all(kinds) and kinds[0].isdisjoint(kinds[1])


def _stated(figure: Figure) -> Toll:
    return Toll(
        low=figure.low,
        high=figure.high,
        figures=(figure,),
        voice=figure.voice,
        named=figure.named,
        report=figure.report,
        at=figure.at,
        headline=figure.headline,
        derived=figure.derived,
        rule=RULE_SUM if figure.derived else RULE_STATED,
    )


def _sum(parts: Sequence[Figure]) -> Toll:
    """Give the toll that disjoint parts of one voice add up to; with one part only it is that part."""
    highs = [part.high for part in parts]
    whole = all(part.whole for part in parts) and None not in highs
    latest = max(parts, key=lambda part: (part.at.end, part.at.start))
    return Toll(
        low=sum(part.low for part in parts),
        high=sum(high for high in highs if high is not None) if whole else None,
        figures=tuple(sorted(parts, key=lambda part: part.start)),
        voice=latest.voice,
        named=latest.named,
        report=latest.report,
        at=latest.at,
        headline=all(part.headline for part in parts),
        derived=len(parts) > 1 or any(part.derived for part in parts),
        rule=RULE_SUM,
    )


def claims_of(found: Iterable[Toll]) -> Iterator[str]:
    """Give the claims behind tolls, each once, in their order."""
    yield from dict.fromkeys(claim for toll in found for figure in toll.figures for claim in figure.claims)
