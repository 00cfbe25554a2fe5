"""`tollbook trace`: from a figure to its method, claims, quotes, reports, bytes and code, and forward."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from tollbook import trace as makers
from tollbook.cli import tables
from tollbook.cli.incident_view import judgements_table
from tollbook.cli.keep_command import existing, format_option, ledger_option
from tollbook.cli.naming import whole
from tollbook.cli.show_command import UNKNOWN, write
from tollbook.cli.visible import one_line
from tollbook.errors import UsageError
from tollbook.ledger import Ledger
from tollbook.ledger.log import Trace, TraceLine
from tollbook.model import Claim, Finding, Judgement, Record, Report
from tollbook.publishing import numbers
from tollbook.reconciling.methods import plain
from tollbook.recording.standing import placed

EPILOG = """
\b
Examples:
  tollbook trace fnd_1c0d
  tollbook trace clm_1f2e
  tollbook trace fnd_1c0d --format jsonl
"""

MOST = 20
"""Things of one type that are named on the way forward; of more, how many there are."""


@click.command(epilog=EPILOG)
@click.argument("name", metavar="ID")
@format_option
@ledger_option
def trace(name: str, form: str, address: str | None) -> None:
    """Follow ID back to words, bytes and the functions that made it, and forward to what was made of it.

    ID is that of a finding, conflict, claim, report, incident, link, judgement, record or entry; its
    beginning is enough.
    """
    with existing(address) as opened:
        name = whole(opened, name)
        found = opened.trace(name)
        if found is None:
            raise UsageError(UNKNOWN.format(name=one_line(name)))
        if form == "jsonl":
            write(_data(found))
            return
        screen = tables.console()
        screen.print(_back(found, opened))
        screen.print(_code(found))
        judged = [line.noun for line in (*found.back, *found.forward) if isinstance(line.noun, Judgement)]
        if judged:
            undone = opened.undone(each.id for each in judged)
            screen.print(judgements_table(tuple(judged), undone))
        _forward(found, screen)


def _data(found: Trace) -> dict[str, Any]:
    """Give a trace as data, reports without their texts; each maker with its place in the code of now."""
    lines = (found.here, *found.back, *found.forward)
    used = {line.step.maker for line in lines if line.step}
    data: dict[str, Any] = msgspec.to_builtins(found)
    for line in (data["here"], *data["back"], *data["forward"]):
        if line["type"] == "report":
            line["noun"]["text"] = None
    data["code"] = {maker: msgspec.to_builtins(makers.place_of(maker)) for maker in sorted(used)}
    return data


def _back(found: Trace, ledger: Ledger) -> Tree:
    """Give the tree from what was asked for to the claims, their quotes, and the bytes of their reports."""
    tree = Tree(Text(one_line(_title(found)), style="bold"))
    if found.finding:
        for line in _method(found.finding):
            tree.add(Text(one_line(line)))
    if found.conflict:
        tree.add(Text(one_line(f"rule {found.conflict.rule}: {found.conflict.why}")))
    lines = (found.here, *found.back)
    reports = {line.subject: line for line in lines if line.type == "report"}
    claims = _standing([line.noun for line in lines if isinstance(line.noun, Claim)], ledger)
    aside = {each.claim: each for each in found.finding.set_aside} if found.finding else {}
    kept = found.finding.claims if found.finding else {claim.id for claim in claims}
    why = {name: f"{each.rule}: {each.why}" for name, each in aside.items()}
    parts = {
        "Rests on": [claim for claim in claims if claim.id in kept],
        "Set aside": [claim for claim in claims if claim.id in aside],
        "Judged by people": [claim for claim in claims if claim.id not in aside and claim.id not in kept],
    }
    for title, own in parts.items():
        _add_claims(tree, title, (own, why), reports, ledger)
    if not claims:
        for each in reports.values():
            _add_report(tree, each, ledger)
    return tree


def _standing(read: Sequence[Claim], ledger: Ledger) -> list[Claim]:
    """Give claims as people corrected them, which is how findings and records use them."""
    judged = ledger.standing([claim.id for claim in read], ("correct",))
    now = {each.target: each.correction for each in judged if each.correction}
    return [placed(now.get(claim.id, claim), claim) for claim in read]


def _add_claims(
    tree: Tree,
    title: str,
    told: tuple[list[Claim], Mapping[str, str]],
    reports: Mapping[str, TraceLine],
    ledger: Ledger,
) -> None:
    """Add claims, each with the reason why it was set aside, below the reports in which they stand."""
    claims, why = told
    branch = tree.add(Text(f"{title}: {len(claims)} claims", style="bold")) if claims else tree
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.report, []).append(claim)
    for name, own in by_report.items():
        twig = _add_report(branch, reports[name], ledger) if name in reports else branch
        for claim in own:
            words = f"{_claim(claim)}; {why[claim.id]}" if claim.id in why else _claim(claim)
            twig.add(Text(one_line(words)))


def _title(found: Trace) -> str:
    if found.finding:
        each = found.finding
        what = numbers.subject(each.measure, each.unit, each.group)
        return f"{each.id}: {what} {numbers.answer(each)}, of incident {each.incident}"
    if found.conflict:
        return f"{found.conflict.id}: {found.conflict.kind} on incident {found.here.subject}"
    return f"{found.here.type} {found.id} (entry {found.here.seq}, written {found.here.recorded_at})"


def _method(finding: Finding) -> Iterator[str]:
    clause = f", see {plain.CLAUSE}" if finding.method.startswith("plain") else ""
    yield f"method {finding.method}, rule {finding.rule}{clause}"
    if finding.as_of:
        yield f"as of {numbers.when(finding.as_of)}, known from its {finding.as_of.ground}"
    if finding.derived:
        yield "derived: it follows from the claims, nobody said it"


def _claim(claim: Claim) -> str:
    who = claim.speaker.name if claim.speaker else tables.OWN_VOICE
    at = f"{claim.evidence.start} to {claim.evidence.end}"
    words = f"“{claim.evidence.quote}”, characters {at}, said by {who}"
    return f"{claim.id}: {claim.measure} {tables.count_words(claim.count)}, {words}"


def _add_report(branch: Tree, line: TraceLine, ledger: Ledger) -> Tree:
    """Add a report with its source, and whether its bytes are kept."""
    report = line.noun
    if not isinstance(report, Report):
        return branch
    facts = " · ".join(filter(None, [report.outlet, report.published, report.url])) or "source unknown"
    kept = "kept" if ledger.original(report.checksum) is not None else "not kept"
    twig = branch.add(Text(one_line(f"{report.id}: {facts}")))
    twig.add(Text(f"bytes {kept}, SHA-256 {report.checksum}", style="dim"))
    return twig


def _code(found: Trace) -> Tree:
    """Give the functions that made what is on the way back, each with its place in the code of now."""
    tree = Tree(Text("Made by", style="bold"))
    made = Counter((makers.told(line.step), line.step.maker) for line in _steps(found))
    for (words, maker), count in made.items():
        place = makers.place_of(maker)
        where = f"{place.file}, line {place.line}" if place else "no more in this version"
        tree.add(Text(f"{words}: {count} of these entries")).add(Text(where, style="dim"))
    return tree


def _steps(found: Trace) -> Iterator[Any]:
    return (line for line in (*found.back, found.here) if line.step)


def _forward(found: Trace, screen: Console) -> None:
    """Print what was made of it, by type."""
    by_type: dict[str, list[str]] = {}
    for line in found.forward:
        name = line.subject
        if isinstance(line.noun, Record):
            name = f"{name} (version {line.noun.version} of {line.noun.incident.id})"
        by_type.setdefault(line.type, []).append(name)
    tree = Tree(Text("What depends on it" if by_type else "Nothing depends on it yet", style="bold"))
    for kind, names in by_type.items():
        tree.add(Text(one_line(f"{kind}: {_some(names)}")))
    screen.print(tree)


def _some(names: Iterable[str]) -> str:
    each = list(dict.fromkeys(names))
    more = f" and {len(each) - MOST} more" if len(each) > MOST else ""
    return ", ".join(each[:MOST]) + more
