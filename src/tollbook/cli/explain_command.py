"""`tollbook explain`: the proof of every conflict, and why every number is what it is."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Unpack

import click

from tollbook import reading, reconciling, settings
from tollbook.cli.dossiers import dossiers, each_alone, lines
from tollbook.cli.given_options import SINGLE, TypedGiven, given_of, given_options
from tollbook.cli.reconcile_command import complain
from tollbook.cli.visible import one_line
from tollbook.errors import SettingsError
from tollbook.model import Claim, Conflict, Dossier, Finding
from tollbook.publishing import Passage, Passages, numbers
from tollbook.reading import Given
from tollbook.reconciling import METHODS, Options
from tollbook.recording.courses import case_of

EPILOG = """
\b
Examples:
  tollbook explain report.txt                    the proofs of one report
  tollbook explain report.txt --published 2024-03-02T18:00Z
  tollbook explain incidents.jsonl               of incidents with several reports: {"id", "reports": [...]}
  tollbook explain --together reports/           of a folder of reports that are all on one incident
  tollbook explain report.txt fnd_1a2b3c4d       of one finding or conflict, by its id
"""


class Typed(TypedGiven):
    """The options as click gives them."""

    together: bool
    method: tuple[str, ...]


@click.command(epilog=EPILOG)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("ids", metavar="[ID]...", nargs=-1)
@given_options
@click.option("--together", is_flag=True, help="FILE is a folder, all on one incident.")
@click.option(
    "--method",
    multiple=True,
    type=click.Choice(list(METHODS)),
    help="Whose findings to explain; may be given several times, plain by default.",
)
@click.pass_context
def explain(context: click.Context, /, path: Path, ids: tuple[str, ...], **asked: Unpack[Typed]) -> None:
    """Print why the findings and conflicts of FILE are what they are: claims, rule, numbers.

    FILE holds reports, each explained by itself, or JSON lines {"id", "reports": [...]}, each one incident.
    With IDs, only those findings and conflicts (as `read` and `reconcile` print them in JSON) are explained.
    """
    try:
        fixed = settings.load()
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    options = Options(methods=tuple(dict.fromkeys(asked["method"])) or ("plain",))
    failed, found = False, set()
    given = given_of(asked)
    told_together = asked["together"] or (path.is_file() and reading.holds_incidents(path))
    if given != Given() and (told_together or path.is_dir()):
        raise click.UsageError(SINGLE)
    items = lines(path) if told_together else each_alone(path, given)
    for dossier in dossiers(items, options, 1, not fixed.debug):
        for name, said in explained(dossier, options):
            if not ids or name in ids:
                found.add(name)
                click.echo("\n".join(said) + "\n")
        failed |= complain(dossier, everything=False)
    for missing in (name for name in ids if name not in found):
        click.echo(one_line(f"error: no finding or conflict has the id {missing}"), err=True)
        failed = True
    context.exit(int(failed))


def explained(dossier: Dossier, options: Options) -> Iterator[tuple[str, list[str]]]:
    """Give the id and the lines of the explanation of every finding and every conflict of a dossier."""
    passages = Passages(dossier)
    for finding in dossier.findings:
        yield finding.id, _finding(finding, dossier, passages)
    proofs = reconciling.proofs(case_of(dossier), options) if dossier.conflicts else {}
    for conflict in dossier.conflicts:
        yield conflict.id, _conflict(conflict, proofs.get(conflict.id, ()), passages)


def _finding(finding: Finding, dossier: Dossier, passages: Passages) -> list[str]:
    roots = {root.id: root.name for root in dossier.roots}
    subject = numbers.subject(finding.measure, finding.unit, finding.group)
    lines = [
        f"{finding.id}: {subject} {numbers.answer(finding)}",
        f"  method {finding.method}, rule {finding.rule}" + (", derived" if finding.derived else ""),
    ]
    if finding.as_of:
        lines.append(f"  as of {numbers.when(finding.as_of)}")
    lines += ["  rests on", *(_said(passage) for passage in _passages(finding.claims, passages))]
    for aside in finding.set_aside:
        passage = passages.of(aside.claim)
        if passage is not None:
            why = _readable(aside.why, passages.claims)
            lines += [f"  sets aside by {aside.rule}: {why}", _said(passage)]
    for name in finding.disputed_by:
        lines.append(f"  disputed by {one_line(roots.get(name, name))}")
    for name in finding.readings:
        lines += [
            f"  rests on a reading: “{one_line(reading.word)}” as {reading.read_as}, "
            f"{one_line(reading.because)}; {one_line(reading.otherwise)}"
            for reading in dossier.readings
            if reading.claim == name
        ]
    return lines


def _conflict(conflict: Conflict, proof: tuple[str, ...], passages: Passages) -> list[str]:
    state = "open" if conflict.open else "closed"
    lines = [
        f"{conflict.id}: {conflict.kind}, {state}",
        f"  {one_line(conflict.why)}",
        "  claims",
        *(_said(passage) for passage in _passages(conflict.claims, passages)),
        f"  rule {conflict.rule}",
    ]
    if proof:
        lines += ["  numbers", *(f"    {one_line(line)}" for line in proof)]
    if conflict.repairs:
        lines.append(f"  they would add up {', or '.join(conflict.repairs)}")
    if conflict.closed_by:
        lines += ["  overtaken by", *(_said(one) for one in _passages(conflict.closed_by, passages))]
    return lines


def _passages(claims: tuple[str, ...], passages: Passages) -> Iterator[Passage]:
    return (passage for name in claims if (passage := passages.of(name)))


def _said(passage: Passage) -> str:
    claim, report = passage.claim, passage.report
    speaker = passage.speaker or "the report itself"
    at = numbers.when(claim.times.as_of)
    words = f"“{claim.evidence.quote}” {claim.measure}, {speaker}" + (f", as of {at}" if at else "")
    where = f"{report.outlet or report.title or report.id}, {claim.evidence.start}-{claim.evidence.end}"
    return one_line(f"{words} ({where})").join(("    ", ""))


def _readable(why: str, claims: dict[str, Claim]) -> str:
    """Put quotes in the place of ids of claims."""
    for word in {word.strip(",.;") for word in why.split()}:
        if word in claims:
            why = why.replace(word, f"“{claims[word].evidence.quote}”")
    return one_line(why)
