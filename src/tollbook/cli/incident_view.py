"""An incident of the ledger for people: figures and the ranges that people set, conflicts, claims, links."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tollbook.cli import dossier_view
from tollbook.cli.coloured import colour_of
from tollbook.cli.tables import count_words, voice
from tollbook.cli.visible import one_line
from tollbook.ledger.log import Gone, IncidentFile
from tollbook.model import Chosen, Claim, Dossier, Finding, Judgement, NearMiss, Report, State
from tollbook.publishing import numbers
from tollbook.recording.courses import courses
from tollbook.recording.facts import fact_words
from tollbook.recording.standing import Standing, standing

STATE_STYLES: Mapping[State, str] = {
    "accepted": "green",
    "corrected": "green",
    "rejected": "red",
    "unverifiable": "yellow",
    "unseen": "dim",
}


_SAID = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "unverifiable": "called unverifiable",
    "add": "added",
}


def show(file: IncidentFile, dossier: Dossier, screen: Console) -> None:
    """Print everything that the ledger holds on an incident, every line with the id that acts ask for.

    `dossier` is what its reports say together, from which the courses of its tolls are told.
    """
    stands = standing(file)
    screen.print(_head(file, stands))
    if file.reconciliation.findings or stands.ranges:
        screen.print(Padding(_findings(file, stands), (1, 0, 0, 0)))
    dossier_view.show_courses(dossier, courses(dossier), screen)
    _conflicts(file, stands, screen)
    if stands.claims:
        screen.print(Padding(claims_table(stands.claims, stands.states, file.reports), (0, 0, 1, 0)))
    for each in file.gone:
        screen.print(Text(one_line(f" {gone_words(each)}."), style="yellow"))
    if file.links:
        screen.print(Padding(_links(file), (0, 0, 1, 0)))
    if file.judgements:
        screen.print(Padding(judgements_table(file.judgements, file.undone), (0, 0, 1, 0)))


def claims_table(
    claims: tuple[Claim, ...], states: Mapping[str, State], reports: tuple[Report, ...] = ()
) -> Table:
    """Give claims, one row each: where it stands, what it counts, who says it in which words."""
    outlets = {report.id: report.outlet or report.id for report in reports}
    table = _plain_table("claim", "state", "measure", "count", "speaker", "quote", "report")
    for claim in claims:
        state = states.get(claim.id, "unseen")
        what = numbers.subject(claim.measure, claim.unit, claim.group)
        table.add_row(
            Text(claim.id),
            Text(state, style=STATE_STYLES[state]),
            Text(one_line(what), style=colour_of(claim.measure)),
            Text(count_words(claim.count), style="bold"),
            voice(claim.speaker, claim.via),
            Text(f"“{one_line(claim.evidence.quote)}”"),
            Text(one_line(outlets.get(claim.report, claim.report))),
        )
    return table


def judgements_table(judgements: tuple[Judgement, ...], undone: frozenset[str]) -> Table:
    """Give judgements, one row each, oldest first; those that hold no more are marked."""
    table = _plain_table("judgement", "by", "when", "what", "why")
    for each in judgements:
        gone = each.id in undone
        sides = " and ".join(filter(None, (each.target, each.other)))
        if each.facts:
            sides = "; ".join(f"{name} {words}" for name, words in fact_words(each.facts).items())
        table.add_row(
            Text(each.id),
            Text(one_line(each.who)),
            Text(numbers.moment(each.when)),
            Text(one_line(f"{'(undone) ' if gone else ''}{each.verdict} {sides}")),
            Text(one_line(each.why)),
            style="dim" if gone else None,
        )
    return table


def gone_words(each: Gone) -> str:
    """Say in one line which judgement was made on words that are gone from their report."""
    claim, act = each.claim, each.judgement
    subject = numbers.subject(claim.measure, claim.unit, claim.group)
    said = _SAID.get(act.verdict, act.verdict)
    return (
        f"judged on words that are gone: {subject} “{claim.evidence.quote}” ({claim.id} in {claim.report}), "
        f"{said} by {act.who} ({act.id}). What the text says now waits for a judgement"
    )


def near_words(near: NearMiss) -> str:
    """Give in words which incident an event only just did not join, and why it might have."""
    why = [*near.evidence_for, *(f"but {each}" for each in near.evidence_against)]
    return f"near {near.incident} ({near.score:.2f}): {'; '.join(why)}"


def chosen_words(chosen: Chosen | None) -> str:
    """Give a person's range in words."""
    if chosen is None:
        return ""
    if not chosen.concluded:
        return "no conclusion possible"
    if chosen.low is None:
        words = "no low end" if chosen.high is None else f"{chosen.high:,} or fewer"
    else:
        words = numbers.bounds(chosen.low, chosen.high)
    return words if chosen.best is None else f"{words}, best {chosen.best:,}"


def _head(file: IncidentFile, stands: Standing) -> Text:
    incident, place = file.incident, file.incident.place
    region = (
        ", ".join(dict.fromkeys(filter(None, (place.name, place.admin1, place.country)))) if place else ""
    )
    when = numbers.when(incident.date) or "time unknown"
    head = Text(one_line(f"{incident.id}  {region or 'place unknown'}, {when}"), style="bold")
    unseen = sum(state == "unseen" for state in stands.states.values())
    facts = [
        incident.kind or "",
        _several(len(file.reports), "report"),
        f"{_several(len(file.claims), 'claim')}, {unseen} unseen",
        _several(len(file.records), "record") if file.records else "",
    ]
    head.append("\n" + one_line(" · ".join(filter(None, facts))), style="not bold dim")
    if file.machine:
        head.append("\n" + one_line(facts_line(file)), style="not bold")
    if file.merged_into:
        head.append(f"\nPeople merged it into {file.merged_into}: see there.", style="not bold")
    if stands.scope:
        side = f"{stands.scope.verdict.capitalize()} of the project's scope, by {stands.scope.who}"
        head.append(one_line(f" {side}: {stands.scope.why}"), style="not bold")
    return head


def _several(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def facts_line(file: IncidentFile) -> str:
    """Say who put place, date or kind right, and what the program had chosen; empty where nobody did."""
    if file.machine is None:
        return ""
    told = [_put_right(each) for each in file.judgements if each.facts and each.id not in file.undone]
    program = "; ".join(f"{name} {words}" for name, words in fact_words(file.machine).items())
    return f"Put right: {'; '.join(told)}. The program: {program}."


def _put_right(each: Judgement) -> str:
    names = ", ".join(fact_words(each.facts) if each.facts else ())
    return f"{names} by {each.who}{f': {each.why}' if each.why else ''}"


def _findings(file: IncidentFile, stands: Standing) -> Table:
    """Give the findings with the ranges that people set beside them."""
    ranges = {_key(each.chosen): each for each in stands.ranges if each.chosen}
    table = _plain_table("finding", "what", "under the method", "as of", "a person's range")
    findings = {_key(each): each for each in reversed(file.reconciliation.findings)}
    for finding in file.reconciliation.findings:
        first = findings[_key(finding)] is finding
        own = ranges.pop(_key(finding), None) if first else None
        table.add_row(
            Text(finding.id),
            _subject(finding),
            Text(f"{numbers.answer(finding)} ({finding.method})", style="bold"),
            Text(numbers.when(finding.as_of), style="dim"),
            _own(own),
        )
    for own in ranges.values():
        if own.chosen:
            table.add_row(
                Text(""), _subject(own.chosen), Text("no finding", style="dim"), Text(""), _own(own)
            )
    return table


def _key(each: Finding | Chosen) -> tuple[object, ...]:
    return each.measure, each.unit, each.group


def _subject(each: Finding | Chosen) -> Text:
    return Text(one_line(numbers.subject(each.measure, each.unit, each.group)), style=colour_of(each.measure))


def _own(judgement: Judgement | None) -> Text:
    if judgement is None:
        return Text("")
    why = f": {judgement.why}" if judgement.why else ""
    return Text(one_line(f"{chosen_words(judgement.chosen)} ({judgement.who}{why})"))


def _conflicts(file: IncidentFile, stands: Standing, screen: Console) -> None:
    """Print the figures that do not add up and the words with two readings."""
    said = file.reconciliation
    dossier = Dossier(
        id=file.incident.id,
        reports=file.reports,
        claims=stands.claims,
        roots=said.roots,
        conflicts=said.conflicts,
        readings=said.readings,
    )
    dossier_view.show_numbers(dossier, screen, dossier_view.Shown())


def _links(file: IncidentFile) -> Table:
    """Give the reports of an incident with their links, and what speaks for and against each."""
    reports = {report.id: report for report in file.reports}
    table = _plain_table("link", "report", "outlet", "published", "sure", "for and against")
    for link in file.links:
        report = reports.get(link.report)
        evidence = [*link.evidence_for, *(f"but {each}" for each in link.evidence_against)]
        if link.near:
            evidence.append(near_words(link.near))
        by = f"by a person ({link.decided_by})" if link.decided_by else "; ".join(evidence)
        table.add_row(
            Text(link.id),
            Text(one_line(f"{link.report} {link.event if link.event != 'evt_1' else ''}")),
            Text(one_line(report.outlet or "" if report else "")),
            Text(numbers.moment(report.published or "") if report else ""),
            Text("" if link.score is None else f"{link.score:.2f}"),
            Text(one_line(by), style="dim"),
        )
    return table


def _plain_table(*heads: str) -> Table:
    """Give a table of which the first column, ids to copy, is never broken."""
    table = Table(box=None, pad_edge=True, header_style="dim", padding=(0, 1))
    for head in heads:
        right = "right" if head in ("count", "sure") else "left"
        table.add_column(head, justify=right, overflow="fold", no_wrap=head == heads[0])  # type: ignore[arg-type]
    return table
