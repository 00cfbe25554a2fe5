"""The numbers of an incident as its page shows them: ranges with their roots, methods side by side, tolls.

Takes: findings, courses, roots, claims and the ranges that people set. Gives: rows with words and drawings.
Change this when: a number of an incident is shown differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct

from tollbook.model import Chosen, Claim, Conflict, Course, Finding, Judgement, NotApplicable, Root
from tollbook.publishing import numbers
from tollbook.publishing.charts import MARKS, Range, range_bar
from tollbook.publishing.numbers import Dot
from tollbook.publishing.tolls import root_lines, small_multiples, toll_lines
from tollbook.reconciling import Row
from tollbook.workbench.claim_words import speaker, with_quotes
from tollbook.workbench.made_now import id_of


class DotRow(Struct, frozen=True):
    """What one root says last: the class of its dot, its name, the number, and the claim it rests on."""

    style: str
    name: str
    words: str
    claim: str
    past: bool


class OwnRange(Struct, frozen=True):
    """A range that a person set beside the program's: in words, by whom, when, why."""

    judgement: str
    words: str
    who: str
    when: str
    why: str


class Aside(Struct, frozen=True):
    """A claim that the number does not rest on: its words, who says it, and why it stays out."""

    claim: str
    quote: str
    speaker: str
    why: str


class Figure(Struct, frozen=True, kw_only=True):
    """One number of an incident: what is counted, the answer in words and as a bar, and what it rests on.

    `trace` is the id under which its way back is found; `measure`, `unit` and `group` name it in a form.
    """

    trace: str
    measure: str
    unit: str
    group: str
    subject: str
    words: str
    bar: Markup
    dots: tuple[DotRow, ...]
    as_of: str
    rule: str
    notes: tuple[str, ...]
    clashes: int
    aside: tuple[Aside, ...]
    own: OwnRange | None
    minor: bool


class Cell(Struct, frozen=True):
    """The answer of one method: the number, its trace and rule, the claim that decided; or why not."""

    words: str
    trace: str
    rule: str
    claim: str
    quote: str
    speaker: str
    clause: str


class Compared(Struct, frozen=True):
    """One row of the comparison of methods."""

    subject: str
    cells: tuple[Cell, ...]


class Toll(Struct, frozen=True):
    """The toll of one number over time: drawings, a legend, and a row for each figure.

    `narrow` is the drawing for small windows, `each` are those of each root for itself.
    """

    subject: str
    drawing: Markup
    narrow: Markup
    each: tuple[Markup, ...]
    legend: tuple[tuple[str, str], ...]
    rows: tuple[TollRow, ...]


class TollRow(Struct, frozen=True):
    """One figure of a toll: the number with its claim, as of when, and whose it is."""

    words: str
    claim: str
    as_of: str
    root: str
    style: str


class Facts(Struct, frozen=True, kw_only=True):
    """What the rows are made of: everything by its id, and the number of each root from 1 on."""

    claims: Mapping[str, Claim]
    quotes: Mapping[str, str]
    roots: Mapping[str, Root]
    marks: Mapping[str, int]
    courses: Sequence[Course] = ()
    conflicts: Sequence[Conflict] = ()
    ranges: Sequence[Judgement] = ()
    stored: frozenset[str] = frozenset()


def style_of(mark: int) -> str:
    """Give the class of a root's dots and lines, by its number."""
    return f"root-{(mark - 1) % MARKS + 1}" if mark else ""


def figure(finding: Finding, facts: Facts) -> Figure:
    """Give the row of a finding."""
    dots = _dots(finding, facts)
    clashes = _clashes(finding, facts)
    own = next((each for each in facts.ranges if each.chosen and _same(each.chosen, finding)), None)
    ends = (own.chosen.low, own.chosen.high) if own and own.chosen and own.chosen.concluded else None
    drawn = [dot for dot, _ in dots]
    bar = range_bar(Range(finding.low, finding.high, finding.best, drawn, tuple(clashes), ends))
    return Figure(
        trace=_trace(finding, facts),
        measure=finding.measure,
        unit=finding.unit,
        group=" ".join(finding.group),
        subject=numbers.subject(finding.measure, finding.unit, finding.group),
        words=numbers.answer(finding),
        bar=bar,
        dots=tuple(
            DotRow(style_of(dot.mark), dot.name, numbers.bounds(dot.low, dot.high), claim, dot.past)
            for dot, claim in dots
        ),
        as_of=numbers.when(finding.as_of),
        rule=finding.rule.replace("-", " "),
        notes=_notes(finding, facts),
        clashes=len(clashes),
        aside=tuple(_asides(finding, facts)),
        own=own_range(own) if own else None,
        minor=bool(finding.group) or finding.unit != "person",
    )


def own_range(judgement: Judgement) -> OwnRange:
    """Give a person's range in words."""
    return OwnRange(
        judgement.id,
        chosen_words(judgement.chosen),
        judgement.who,
        moment(judgement.when),
        judgement.why,
    )


def moment(stamp: str) -> str:
    """Give the moment of an act in words, to the minute."""
    return numbers.moment(stamp.partition(".")[0] + "Z" if "." in stamp else stamp)


def chosen_words(chosen: Chosen | None) -> str:
    """Give a chosen range in words."""
    if chosen is None or not chosen.concluded:
        return "no conclusion possible"
    if chosen.low is None:
        words = "no low end" if chosen.high is None else f"{chosen.high:,} or fewer"
    else:
        words = numbers.bounds(chosen.low, chosen.high)
    return words if chosen.best is None else f"{words}, best {chosen.best:,}"


def unmatched(ranges: Iterable[Judgement], findings: Iterable[Finding]) -> tuple[tuple[str, OwnRange], ...]:
    """Give the ranges that people set for numbers of which there is no finding, with what is counted."""
    found = list(findings)
    return tuple(
        (numbers.subject(each.chosen.measure, each.chosen.unit, each.chosen.group), own_range(each))
        for each in ranges
        if each.chosen and not any(_same(each.chosen, finding) for finding in found)
    )


def compared(rows: Iterable[Row], methods: Sequence[str], facts: Facts) -> tuple[Compared, ...]:
    """Give the answers of several methods side by side."""
    return tuple(
        Compared(
            numbers.subject(row.measure, row.unit, row.group),
            tuple(_cell(row.cells.get(method), facts) for method in methods),
        )
        for row in rows
    )


def toll(course: Course, facts: Facts) -> Toll:
    """Give the toll of a course."""
    lines = root_lines(course, facts.roots, facts.marks)
    return Toll(
        numbers.subject(course.measure, course.unit, course.group),
        toll_lines(lines),
        toll_lines(lines, narrow=True),
        small_multiples(lines) if len(lines) > 1 else (),
        tuple((line.style, line.name) for line in lines),
        tuple(
            TollRow(
                numbers.bounds(step.low, step.high),
                step.claims[0] if step.claims else "",
                numbers.told_at(step),
                facts.roots[step.root].name if step.root in facts.roots else step.root,
                style_of(facts.marks.get(step.root, 0)),
            )
            for step in course.steps
        ),
    )


def _trace(finding: Finding, facts: Facts) -> str:
    """Give the finding's id where the ledger holds it, else that under which it is made when it is traced."""
    return finding.id if finding.id in facts.stored else id_of(finding)


def _deciding(finding: Finding, facts: Facts) -> Claim | None:
    """Give the kept claim that says the best number, or else the low one."""
    kept = [facts.claims[name] for name in finding.claims if name in facts.claims]
    wanted = finding.low if finding.best is None else finding.best
    kept.sort(key=lambda claim: claim.times.as_of.end if claim.times.as_of else "", reverse=True)
    return next(
        (each for each in kept if wanted in (each.count.low, each.count.high)), kept[0] if kept else None
    )


def _cell(answer: Finding | NotApplicable | None, facts: Facts) -> Cell:
    if answer is None:
        return Cell("", "", "", "", "", "", "no number under this method")
    if isinstance(answer, NotApplicable):
        return Cell("", "", "", "", "", "", answer.clause)
    claim = _deciding(answer, facts)
    return Cell(
        numbers.answer(answer),
        _trace(answer, facts),
        answer.rule.replace("-", " "),
        claim.id if claim else "",
        claim.evidence.quote if claim else "",
        speaker(claim) if claim else "",
        "",
    )


def _dots(finding: Finding, facts: Facts) -> list[tuple[Dot, str]]:
    """Give for each root what it said last, with the claim; what lies outside of the range is past."""
    course = numbers.course_of(finding, facts.courses)
    last = {step.root: step for step in (course.steps if course else ())}
    dots = []
    for root, step in last.items():
        inside = step.low >= finding.low and (finding.high is None or step.low <= finding.high)
        name = facts.roots[root].name if root in facts.roots else root
        dot = Dot(name, step.low, step.high, facts.marks.get(root, 0), past=not inside)
        dots.append((dot, step.claims[0] if step.claims else ""))
    return sorted(dots, key=lambda each: (each[0].past, each[0].mark))


def _clashes(finding: Finding, facts: Facts) -> list[tuple[int, int]]:
    """Give pairs of numbers of open conflicts among claims of this measure, unit and group."""
    pairs = []
    for conflict in facts.conflicts:
        told = [facts.claims[name] for name in conflict.claims if name in facts.claims]
        mine = [claim for claim in told if _same(claim, finding) and claim.count.low is not None]
        lows = sorted({claim.count.low for claim in mine if claim.count.low is not None})
        if conflict.open and len(lows) > 1:
            pairs.append((lows[0], lows[-1]))
    return list(dict.fromkeys(pairs))


def _same(one: Claim | Chosen, finding: Finding) -> bool:
    return (one.measure, one.unit, one.group) == (finding.measure, finding.unit, finding.group)


def _notes(finding: Finding, facts: Facts) -> tuple[str, ...]:
    disputed = ", ".join(facts.roots[name].name for name in finding.disputed_by if name in facts.roots)
    notes = [
        "nobody says this number; it follows from others" if finding.derived else "",
        "from a vague word" if finding.vague else "",
        "rests on a word with two readings" if finding.readings else "",
        f"disputed by {disputed}" if disputed else "",
    ]
    return tuple(filter(None, notes))


def _asides(finding: Finding, facts: Facts) -> Iterable[Aside]:
    for each in finding.set_aside:
        claim = facts.claims.get(each.claim)
        if claim is not None:
            why = with_quotes(each.why, facts.quotes)
            yield Aside(claim.id, claim.evidence.quote, speaker(claim), why)
