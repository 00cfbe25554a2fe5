"""The method `plain-1`.

Our own rules (docs/decisions/0015-the-method-plain.md, design 5 "Findings under plain").

Takes: the evidence of one incident. Gives: a finding for each measure, unit and group. Independence: named
roots vote, each once; an outlet's own voice widens a range and never votes. Change this when: a rule of the
range or of the best number changes; give it a new version then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from tollbook.measures import measures
from tollbook.model import Finding, NotApplicable, SetAside
from tollbook.reconciling import best as choosing
from tollbook.reconciling.evidence import Evidence
from tollbook.reconciling.figures import STATUSES, Figure
from tollbook.reconciling.findings import Draft, finding
from tollbook.reconciling.overtaking import time_order
from tollbook.reconciling.statements import Toll, claims_of, parts, tolls, totals
from tollbook.reconciling.transfers import transferred

NAME = "plain-1"
CLAUSE = "docs/decisions/0015-the-method-plain.md"
VERSION = 1

RULE_PARTS = "the-largest-part"
RULE_REST = "the-rest-of-the-total"
RULE_DIED = "counts-those-who-died"
RULE_ZERO = "a-zero-beside-harm"
RULE_UNSURE = "read-less-surely"
RULE_CIVILIANS = "harmed-by-an-armed-group-and-of-no-side"

HARMED = (("killed", "person"), ("injured", "person"))

_ALL: frozenset[str] = frozenset()


def find(evidence: Evidence) -> tuple[tuple[Finding, ...], tuple[NotApplicable, ...]]:
    """Give the findings of one incident, measures in the order of tables, totals before groups."""
    kinds: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in chain(evidence.standing(), transferred(evidence)):
        if figure.low > 0 or figure.high is not None:
            kinds[figure.measure, figure.unit].append(figure)
    unsure = {kind: read_less_surely(figures) for kind, figures in kinds.items()}
    for kind, left in unsure.items():
        kinds[kind] = [figure for figure in kinds[kind] if figure not in left]
    if {("killed", "person"), ("injured", "person")} & set(kinds):
        kinds.pop(("casualties", "person"), None)
    order = list(measures())
    found: list[Finding] = []
    dead = _draft(("killed", "person"), _ALL, kinds.get(("killed", "person"), [])).best or 0
    for (measure, unit), figures in sorted(
        kinds.items(), key=lambda item: (order.index(item[0][0]), item[0][1])
    ):
        hurt, outside = _without_dead(figures, dead) if measure == "injured" else (figures, [])
        less = _set_aside(
            unsure.get((measure, unit), ()), RULE_UNSURE, "read less surely than a stated total"
        )
        found += _of_measure(evidence, (measure, unit), hurt, (*outside, *less))
    return tuple(found), ()


def _set_aside(figures: Iterable[Figure], rule: str, why: str) -> list[SetAside]:
    return [SetAside(claim=claim, rule=rule, why=why) for figure in figures for claim in figure.claims]


def _without_dead(figures: Sequence[Figure], killed: int) -> tuple[Sequence[Figure], list[SetAside]]:
    """Set aside counts of the hurt that hold those who died: others give the same number less the dead."""
    wholes = {f.low for f in figures if f.whole and f.exact and not f.tags}
    counting = [f for f in figures if killed and f.whole and f.exact and f.low - killed in wholes]
    left = [figure for figure in figures if figure not in counting]
    return left, _set_aside(counting, RULE_DIED, "counts those who died of their wounds among the hurt")


def _of_measure(
    evidence: Evidence, kind: tuple[str, str], figures: Sequence[Figure], outside: Sequence[SetAside]
) -> Iterator[Finding]:
    """Give the total of one measure, its groups, and the group that follows from them."""
    harm = [figure for figure in figures if figure.low > 0 or figure.high != 0]
    zeros = [figure for figure in figures if figure not in harm]
    counted = harm or zeros
    none = _set_aside(zeros if harm else (), RULE_ZERO, "states none, beside others who state harm")
    total = _draft(kind, _ALL, counted)
    yield finding(evidence, total, NAME, (*outside, *none))
    groups: dict[str, Draft] = {}
    for tag in sorted({tag for figure in counted for tag in figure.tags}):
        draft = _draft(kind, frozenset((tag,)), _with_the_total(counted, total))
        if draft.low or draft.high is not None:
            groups[tag] = _as_the_total(draft, total)
    beside = [figure for figure in evidence.standing() if (figure.measure, figure.unit) == HARMED[0]]
    follows = (*_rest(kind, total, groups), *_civilians(kind, total, groups, [*beside, *counted]))
    for draft in (*groups.values(), *follows):
        yield finding(evidence, draft, NAME, ())


def _draft(kind: tuple[str, str], group: frozenset[str], figures: Sequence[Figure]) -> Draft:
    """Give low, best and high of a group: whole tolls set the ends, parts only raise the low one."""
    found = tolls(figures, group)
    wholes = totals(found)
    in_tolls = set(claims_of(found))
    bounding = tuple(part for part in parts(figures, group) if not in_tolls.issuperset(part.claims))
    if not wholes:
        top = max(found, key=lambda toll: toll.low, default=None)
        least = max(bounding, key=lambda figure: figure.low, default=None)
        if top is not None and (least is None or top.low >= least.low):
            return Draft(
                kind, group, top.low, top.low, None, RULE_PARTS, deciding=(top,), kept=tuple(claims_of([top]))
            )
        low = least.low if least else 0
        return Draft(
            kind, group, low, low, None, RULE_PARTS, kept=least.claims if least else (), bounding=bounding
        )
    chosen, rule = choosing.best(wholes)
    best = _entered(chosen[0]) if chosen else None
    low, high = ends(wholes)
    raised = max((f.low for f in bounding if high is None or f.low <= high), default=low)
    low = max(low, raised) if best is None else min(max(low, raised), best)
    if high is not None:
        # Some of the victims cannot be more than all of them: a report that says so contradicts its total.
        told = {toll.report for toll in wholes}
        beyond = [toll.low for toll in found if toll not in wholes and toll.report in told]
        high = max([high, *beyond])
    kept = tuple(dict.fromkeys(chain(claims_of(chosen), claims_of(wholes))))
    return Draft(
        kind, group, low, best, high, rule, deciding=chosen, tolls=wholes, kept=kept, bounding=bounding
    )


def _entered(toll: Toll) -> int | None:
    """Give the number to enter for a toll.

    Of a range its low end, of which its words are sure; of "up to 20" none.
    """
    return toll.best if toll.best is not None else toll.low or None


def read_less_surely(figures: Sequence[Figure]) -> list[Figure]:
    """Give the figures of which the reader is not sure, where it is sure of one that states a total.

    Where only groups are surely read all stay: without the others their sum would be no total.
    """
    total = any(figure.sure and figure.whole and not figure.tags for figure in figures)
    return [figure for figure in figures if not figure.sure] if total else []


def ends(found: Sequence[Toll]) -> tuple[int, int | None]:
    """Give the ends that tolls set: an open side sets none, unless it lies beyond every closed toll."""
    closed = [toll for toll in found if toll.closed]
    open_low = [toll.low for toll in found if not toll.closed]
    if not closed:
        counted = [toll.low for toll in found if not any(figure.vague for figure in toll.figures)]
        return min(counted or open_low), None
    low = min(toll.low for toll in closed)
    high = max(toll.high for toll in closed if toll.high is not None)
    return low, None if open_low and max(open_low) > high else high


def _with_the_total(figures: Iterable[Figure], total: Draft) -> list[Figure]:
    """Leave out figures that are earlier than the total's best one: they were stated with an older total."""
    last = [figure for toll in total.deciding for figure in toll.figures]
    return [f for f in figures if not last or not all(time_order(f, figure) < 0 for figure in last)]


def _as_the_total(draft: Draft, total: Draft) -> Draft:
    """Take a group's best from the root of the total's best; where all agree, from whoever states it."""
    if draft.low == draft.high or not draft.tolls:
        return draft
    voices = {toll.voice for toll in total.deciding}
    same = [toll for toll in draft.tolls if toll.voice in voices]
    chosen, rule = choosing.best(same)
    best = chosen[0].best if chosen else None
    inside = best is not None and best >= draft.low and (draft.high is None or best <= draft.high)
    return draft.with_best(best if inside else None, chosen if inside else (), rule)


def _rest(kind: tuple[str, str], total: Draft, groups: dict[str, Draft]) -> Iterator[Draft]:
    """Give the adults that follow from a total and its children, where nobody states them."""
    child = groups.get("child")
    if child is None or "adult" in groups or None in (total.best, child.best) or not _one_voice(total, child):
        return
    rest = (total.best or 0) - (child.best or 0)
    if rest > 0 and total.low == total.high and child.low == child.high:
        kept = (*total.kept, *child.kept)
        yield Draft(
            kind,
            frozenset({"adult"}),
            rest,
            rest,
            rest,
            RULE_REST,
            deciding=total.deciding,
            kept=kept,
            follows=True,
        )


def _one_voice(total: Draft, group: Draft) -> bool:
    return bool({toll.voice for toll in total.deciding} & {toll.voice for toll in group.deciding})


def _civilians(
    kind: tuple[str, str], total: Draft, groups: dict[str, Draft], figures: Sequence[Figure]
) -> Iterator[Draft]:
    """Give the total as civilians where an armed group killed or hurt people whom no words put on a side.

    Civilians are those who are neither security forces nor insurgents. "Two soldiers were killed and three
    others hurt" leaves open who the three are, so that the killed speak for the hurt. The claims keep the
    groups that their words have.
    """
    if kind not in HARMED or "civilian" in groups or not total.best:
        return
    sides = {"<state>", "<against>", *STATUSES}
    if any((figure.tags | figure.labels) & sides for figure in figures):
        return
    if any(figure.by_fighters for figure in figures if (figure.measure, figure.unit) == kind):
        yield Draft(
            kind,
            frozenset({"civilian"}),
            total.low,
            total.best,
            total.high,
            RULE_CIVILIANS,
            deciding=total.deciding,
            kept=total.kept,
            follows=True,
        )
