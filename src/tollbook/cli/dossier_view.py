"""What reports say together, for people: numbers with bars, courses of tolls, figures that do not add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tollbook.cli import drawings
from tollbook.cli.coloured import colour_of
from tollbook.cli.visible import one_line
from tollbook.model import (
    Account,
    Claim,
    Conflict,
    Course,
    Dossier,
    Finding,
    Incident,
    NotApplicable,
    Reconciliation,
)
from tollbook.publishing import Passage, Passages, numbers
from tollbook.reconciling import compare

MOST_NAMES = 4
"""Roots that are named under a bar; of more, how many there are."""

QUOTE = "bold black on yellow"


class Shown(Struct, frozen=True, kw_only=True):
    """What is shown of a dossier: `courses` as lines of steps, with `compared` the methods side by side."""

    courses: tuple[Course, ...] = ()
    compared: bool = False
    explain: bool = False


def of_account(account: Account) -> Dossier:
    """Give what one report says as a dossier of that report alone."""
    return Dossier(
        id=account.report.id,
        reports=(account.report,),
        claims=account.claims,
        speakers=account.speakers,
        incidents=account.incidents,
        roots=account.roots,
        findings=account.findings,
        not_applicable=account.not_applicable,
        conflicts=account.conflicts,
        history=account.history,
        readings=account.readings,
    )


def show(dossier: Dossier, screen: Console, shown: Shown) -> None:
    """Print a dossier: its head, then what `show_numbers` prints."""
    count = len(dossier.reports)
    head = Text(one_line(dossier.id), style="bold")
    head.append(f"\n{count} report{'s' * (count != 1)}, {len(dossier.claims)} claims", style="not bold dim")
    screen.print(head)
    show_numbers(dossier, screen, shown)


def show_numbers(dossier: Dossier, screen: Console, shown: Shown) -> None:
    """Print each incident with its findings and courses, then conflicts and readings."""
    for incident in _incidents(dossier):
        findings = [finding for finding in dossier.findings if finding.incident == incident.id]
        if findings or incident is dossier.incidents[0]:
            screen.print(Padding(_where(incident, explain=shown.explain), (1, 0, 0, 1)))
        if shown.compared and findings:
            screen.print(Padding(_compared(dossier, incident.id), (0, 0, 0, 1)))
        elif findings:
            screen.print(Padding(_numbers(dossier, findings, shown.courses), (0, 0, 0, 1)))
        show_courses(dossier, [each for each in shown.courses if each.incident == incident.id], screen)
    passages = Passages(dossier)
    for conflict in dossier.conflicts:
        screen.print(Padding(_clash(conflict, passages, screen.color_system is not None), (1, 0, 0, 2)))
    for reading in dossier.readings:
        passage = passages.of(reading.claim)
        quote = passage.claim.evidence.quote if passage else reading.word
        told = f"“{quote}”" if reading.word in quote.lower() else f"“{quote}” ({reading.word})"
        words = f"{told} is read as {reading.read_as}: {reading.because}; {reading.otherwise}"
        screen.print(Padding(Text(one_line(words), style="dim"), (1, 0, 0, 2)))
    screen.print()


def show_courses(dossier: Dossier, courses: Iterable[Course], screen: Console) -> None:
    """Print how the total numbers of people went, where they changed."""
    for course in courses:
        if _moves(course):
            screen.print(Padding(_course(dossier, course), (1, 0, 0, 2)))


def _incidents(dossier: Dossier) -> Sequence[Incident]:
    """Give the incidents of a dossier; where it names none, those of its findings."""
    return dossier.incidents or [
        Incident(id=name) for name in dict.fromkeys(finding.incident for finding in dossier.findings)
    ]


def _where(incident: Incident, *, explain: bool) -> Text:
    place, date = incident.place, numbers.when(incident.date)
    region = (
        ", ".join(dict.fromkeys(filter(None, (place.name, place.admin1, place.country)))) if place else ""
    )
    words = Text(one_line(region or "place unknown"), style="bold")
    words.append(f", {date or 'time unknown'}", style="bold")
    words.append(f" · {one_line(incident.kind or 'kind unknown')}", style="not bold")
    for each in incident.responsible:
        source = each.according_to or "the report itself"
        words.append(
            f"\nresponsible according to {one_line(source)}: {one_line(each.value)}", style="not bold"
        )
    if explain and incident.because:
        words.append(f"\n{one_line(incident.because)}", style="not bold dim")
    return words


def _numbers(dossier: Dossier, findings: Sequence[Finding], courses: Sequence[Course]) -> Table:
    """Give the findings, one row each: what, how many, the bar with its dots, as of when."""
    roots = {root.id: root for root in dossier.roots}
    table = Table(box=None, show_header=False, padding=(0, 1))
    table.add_column(max_width=27)
    table.add_column(max_width=24)
    table.add_column(min_width=drawings.WIDTH)
    table.add_column()
    for finding in findings:
        dots = numbers.dots(finding, numbers.course_of(finding, courses), roots)
        notes = _notes(finding)
        told = Text(numbers.answer(finding), style="bold")
        told.append(f"\n{notes}" if notes else "", style="not bold dim")
        bar = Text(drawings.range_bar(finding, dots))
        names = [f"{numbers.bounds(dot.low, dot.high)} {dot.name}" for dot in dots]
        names = names if len(names) <= MOST_NAMES else [f"{len(names)} roots"]
        bar.append("".join(f"\n● {one_line(name)}" for name in names), style="dim")
        at = numbers.when(finding.as_of)
        table.add_row(
            Text(
                numbers.subject(finding.measure, finding.unit, finding.group),
                style=colour_of(finding.measure),
            ),
            told,
            bar,
            Text(f"as of {at}" if at else "", style="dim"),
        )
    return table


def _notes(finding: Finding) -> str:
    notes = {
        "derived": finding.derived,
        "from a vague word": finding.vague,
        "rests on a reading": bool(finding.readings),
        "disputed": bool(finding.disputed_by),
    }
    return ", ".join(note for note, holds in notes.items() if holds)


def _moves(course: Course) -> bool:
    return course.unit == "person" and not course.group and len({step.low for step in course.steps}) > 1


def _course(dossier: Dossier, course: Course) -> Text:
    """Give a toll as a line of steps, and under it who gave each of them."""
    roots = {root.id: root.name for root in dossier.roots}
    title = f"How the number went: {numbers.subject(course.measure, course.unit, course.group)}"
    lines = Text(title, style="bold")
    for row in drawings.step_line(course.steps):
        lines.append(f"\n{row}", style=f"not bold {colour_of(course.measure)}")
    for step in course.steps:
        told = numbers.bounds(step.low, step.high)
        at = numbers.told_at(step)
        lines.append(f"\n{told:>12}  {at}, {one_line(roots.get(step.root, step.root))}", style="not bold dim")
    return lines


def _clash(conflict: Conflict, passages: Passages, colours: bool) -> Text:
    """Give a conflict: why, each quote on its colour with who says it, and what would mend it."""
    state = "open" if conflict.open else "closed, a figure has been overtaken"
    words = Text(f"{conflict.kind.capitalize()} ({state}): ", style="bold")
    words.append(one_line(conflict.why), style="not bold")
    for claim in conflict.claims:
        passage = passages.of(claim)
        if passage is not None:
            words.append("\n  ").append_text(_quoted(passage, colours))
    if conflict.repairs:
        words.append(f"\n  They would add up {', or '.join(conflict.repairs)}.", style="not bold dim")
    return words


def _quoted(passage: Passage, colours: bool) -> Text:
    quote = one_line(passage.quote)
    before, after = (" ".join(part.split()) for part in (passage.before, passage.after))
    shown = Text(f"{one_line(before)} " if before else "", style="not bold")
    shown.append(quote if colours else f"[{quote}]", style=QUOTE)
    gap = " " if passage.after[:1].isspace() else ""
    shown.append(gap + one_line(after), style="not bold")
    speaker = one_line(passage.speaker) if passage.speaker else "the report itself"
    report = passage.report
    source = ", ".join(filter(None, (report.outlet or report.id, numbers.moment(report.published or ""))))
    return shown.append(f"\n    {speaker} ({one_line(source)})", style="not bold dim")


def _compared(dossier: Dossier, incident: str) -> Group:
    """Give the methods side by side; in each cell the answer and the words of the claim that decided it."""
    claims = {claim.id: claim for claim in dossier.claims}
    measures = {f.measure for f in dossier.findings if f.incident == incident}
    made = Reconciliation(
        findings=tuple(f for f in dossier.findings if f.incident == incident),
        not_applicable=tuple(one for one in dossier.not_applicable if one.measure in measures),
    )
    rows = compare(made)
    table = Table(box=None, header_style="dim", padding=(0, 1))
    table.add_column("")
    for name in rows[0].cells if rows else ():
        table.add_column(name)
    for row in rows:
        cells = [_cell(cell, claims) for cell in row.cells.values()]
        table.add_row(Text(numbers.subject(row.measure, row.unit, row.group)), *cells)
    return Group(table, _refusals(made.not_applicable))


def _refusals(answers: Sequence[NotApplicable]) -> Text:
    """Give under a comparison why methods do not apply, each reason once with its measures."""
    found: dict[tuple[str, str], list[str]] = {}
    for answer in answers:
        found.setdefault((answer.method, answer.clause), []).append(answer.measure)
    lines = [f"{method} not for {', '.join(names)}: {clause}" for (method, clause), names in found.items()]
    return Text("\n".join(map(one_line, lines)), style="dim")


def _cell(cell: Finding | NotApplicable | None, claims: dict[str, Claim]) -> Text:
    if cell is None:
        return Text("")
    if isinstance(cell, NotApplicable):
        return Text("not applicable", style="dim")
    words = Text(numbers.answer(cell), style="bold")
    kept = [claims[name] for name in cell.claims if name in claims]
    said = (one for one in kept if cell.best in (one.count.low, one.count.high))
    deciding = next(said, kept[0] if kept else None)
    return words.append(f"\n“{one_line(deciding.evidence.quote)}”" if deciding else "", style="not bold dim")
