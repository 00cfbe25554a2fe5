"""One printable HTML page for an incident: its numbers, their course, the conflicts and every quote.

Takes: a dossier and the courses of its tolls. Gives: one HTML file as text, which refers to nothing outside
itself and runs nothing. Change this when: the page shows something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined, Template
from markupsafe import Markup
from msgspec import Struct

from tollbook.measures import measures
from tollbook.model import Course, Dossier, Finding, Incident, Problem, Root
from tollbook.publishing import numbers
from tollbook.publishing.charts import Range, Stair, range_bar, step_line
from tollbook.publishing.numbers import Dot
from tollbook.publishing.passages import Passage, Passages

_TEMPLATES = files("tollbook.publishing") / "templates"
NAME = "incident.html"


class Answer(Struct, frozen=True):
    """A finding as the page shows it, with its bar and the roots whose dots are on the bar."""

    finding: Finding
    words: str
    bar: Markup
    dots: Sequence[Dot]


class Line(Struct, frozen=True):
    """The steps of one toll as the page shows them: the drawing, and a row for each step."""

    subject: str
    drawing: Markup
    rows: Sequence[tuple[int, str, str, str]]


class Scene(Struct, frozen=True):
    """One incident of the dossier with its findings and its courses."""

    incident: Incident | None
    answers: Sequence[Answer]
    lines: Sequence[Line]


def page(dossier: Dossier, courses: Sequence[Course] = ()) -> str:
    """Give the page of a dossier; `courses` are those of its tolls, in the order in which they are shown."""
    passages = Passages(dossier)
    shown = [passage for claim in dossier.claims if (passage := passages.of(claim.id))]
    return _template().render(
        dossier=dossier,
        title=_title(dossier),
        scenes=_scenes(dossier, courses),
        passage=passages.of,
        passages=shown,
        numbers=numbers,
        measures=measures(),
        notes=_notes,
        stays_out=_stays_out(dossier),
        problems=_told(dossier.problems),
        methods_differ=len({finding.method for finding in dossier.findings}) > 1,
        version=version("tollbook"),
    )


def _title(dossier: Dossier) -> str:
    main = dossier.incidents[0] if dossier.incidents else None
    parts = [main.place.name if main and main.place else "", numbers.when(main.date) if main else ""]
    return ", ".join(filter(None, parts)) or dossier.id


def _scenes(dossier: Dossier, courses: Sequence[Course]) -> list[Scene]:
    """Give the incidents with something to show, in their order; the first is always there."""
    roots = {root.id: root for root in dossier.roots}
    known = {incident.id: incident for incident in dossier.incidents}
    order = dict.fromkeys([*known, *(finding.incident for finding in dossier.findings)])
    scenes: list[Scene] = []
    for name in order:
        answers = [_answer(f, courses, roots) for f in dossier.findings if f.incident == name]
        lines = [_line(c, roots) for c in courses if c.incident == name and _moves(c)]
        if answers or lines or not scenes:
            scenes.append(Scene(known.get(name), answers, lines))
    return scenes or [Scene(None, (), ())]


def _answer(finding: Finding, courses: Sequence[Course], roots: dict[str, Root]) -> Answer:
    dots = numbers.dots(finding, numbers.course_of(finding, courses), roots)
    bar = range_bar(Range(finding.low, finding.high, finding.best, dots))
    return Answer(finding, numbers.answer(finding), bar, dots)


def _moves(course: Course) -> bool:
    """Tell whether a course is worth a line: people, all of them, and more than one number."""
    return course.unit == "person" and not course.group and len({step.low for step in course.steps}) > 1


def _line(course: Course, roots: dict[str, Root]) -> Line:
    rows = [
        (
            number,
            numbers.bounds(step.low, step.high),
            numbers.told_at(step),
            roots[step.root].name if step.root in roots else step.root,
        )
        for number, step in enumerate(course.steps, 1)
    ]
    stairs = [
        Stair(step.low, step.high is None, f"{row[1]} by {row[3]}, {row[2]}")
        for step, row in zip(course.steps, rows, strict=True)
    ]
    return Line(numbers.subject(course.measure, course.unit, course.group), step_line(stairs), rows)


def _notes(passage: Passage) -> str:
    """Give what a reader must know of a claim before using its number."""
    claim = passage.claim
    notes = [
        {"asserted": "", "possible": "put forward as possible", "denied": "denied"}[claim.status],
        {"event": "", "background": "another incident", "cumulative": "running total"}[claim.scope],
        {"whole": "", "unclear": "", "part": "a part"}[claim.extent],
    ]
    return "; ".join(filter(None, notes))


def _stays_out(dossier: Dossier) -> dict[str, str]:
    """Give for each claim that no finding keeps why one of them set it aside."""
    kept = {claim for finding in dossier.findings for claim in finding.claims}
    claims = {claim.id: claim for claim in dossier.claims}

    def words(why: str) -> str:
        for name, claim in claims.items():
            why = why.replace(name, f"“{claim.evidence.quote}”") if name in why else why
        return why

    return {
        aside.claim: words(aside.why)
        for finding in reversed(dossier.findings)
        for aside in finding.set_aside
        if aside.claim not in kept
    }


def _told(problems: Sequence[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity != "note"]


@cache
def _template() -> Template:
    sources = {NAME: (_TEMPLATES / NAME).read_text(encoding="utf-8")}
    environment = Environment(
        loader=DictLoader(sources),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template(NAME)
