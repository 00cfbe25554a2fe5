"""The courses of the tolls of a dossier: what people see of a toll over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tollbook import reconciling
from tollbook.model import Course, CourseStep, Dossier
from tollbook.reconciling import Case, Step


def courses(dossier: Dossier) -> tuple[Course, ...]:
    """Give the course of the toll behind every finding, each once, in the order of the findings."""
    evidence = {one.incident: one for one in reconciling.gather(case_of(dossier))}
    published = {report.id: report.published for report in dossier.reports}
    printed = reconciling.printed_at(dossier.reports)
    keys = dict.fromkeys((f.incident, f.measure, f.unit, f.group) for f in dossier.findings)
    return tuple(
        Course(
            incident=incident,
            measure=measure,
            unit=unit,
            group=group,
            steps=_steps(reconciling.steps(evidence[incident], measure, unit, group, printed), published),
        )
        for incident, measure, unit, group in keys
        if incident in evidence
    )


def case_of(dossier: Dossier) -> Case:
    """Give what a dossier was reconciled from."""
    return Case(
        reports=dossier.reports,
        claims=dossier.claims,
        incidents=dossier.incidents,
        roots=dossier.roots,
        speakers=dossier.speakers,
    )


def _steps(steps: Iterable[Step], published: Mapping[str, str | None]) -> tuple[CourseStep, ...]:
    return tuple(
        CourseStep(
            low=step.low,
            high=step.high,
            root=step.root,
            as_of=step.at.when,
            claims=step.claims,
            repeated=max((published.get(name) or "" for name in step.repeated), default=None),
            late=published.get(step.report) if step.late else None,
        )
        for step in steps
    )
