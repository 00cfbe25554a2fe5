"""`tollbook roots`: who stands behind the figures of several reports on one incident, as a tree."""

from __future__ import annotations

import io
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import msgspec
from rich.text import Text
from rich.tree import Tree

from tollbook import linking, pipeline, reading, settings
from tollbook.cli import tables
from tollbook.cli.dossiers import dossiers
from tollbook.cli.reconcile_command import complain
from tollbook.cli.rows import encodable
from tollbook.cli.visible import one_line
from tollbook.cli.workers import STANDARD_INPUT
from tollbook.errors import SettingsError
from tollbook.model import Chains, Claim, Dossier, Edge
from tollbook.reading import Given, IncidentItem
from tollbook.reconciling import Options

EPILOG = """
\b
Examples:
  tollbook roots incidents.jsonl                    a line is an incident: {"id", "reports": [...]}
  tollbook roots reports.jsonl                      a line is a report, and all are on one incident
  tollbook roots reports.jsonl --format jsonl > roots.jsonl
"""

QUOTE = 80
"""Characters of the words for a link that the tree shows."""


@click.command(epilog=EPILOG)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl"]), help="How to print; a tree by default."
)
@click.option("--workers", type=click.IntRange(1, 256), metavar="N", help="How many processes read at once.")
@click.pass_context
def roots(context: click.Context, /, path: Path, form: str | None, workers: int | None) -> None:
    """Print who stands behind the figures of FILE: roots, agencies, outlets, and the words for each link.

    FILE holds JSON lines {"id", "reports": [...]}, each line one incident, or reports (id, text, title,
    published, url, outlet) that are all on one incident, or is - for standard input.
    """
    try:
        fixed = settings.load()
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
    console = tables.console()
    as_lines = (form or fixed.format) == "jsonl"
    failed = False
    for dossier in dossiers(_items(path), Options(), workers or fixed.workers, not fixed.debug):
        language = next((report.language for report in dossier.reports if report.language), "en")
        found = linking.chains(dossier.reports, dossier.claims, dossier.roots, dossier.speakers, language)
        if as_lines:
            sys.stdout.buffer.write(_json_line(dossier, found))
            sys.stdout.buffer.flush()
        else:
            console.print(tree(dossier, found))
        failed |= complain(dossier, everything=False)
    context.exit(int(failed))


def tree(dossier: Dossier, found: Chains) -> Tree:
    """Give the tree of one incident: each root, what it came through, and the outlets, with their words."""
    head = f"{dossier.id}: {linking.summary(dossier.reports, dossier.roots, found)}"
    whole = Tree(Text(one_line(head), style="bold"))
    claims = {claim.id: claim for claim in dossier.claims}
    for root in dossier.roots:
        basis = f", basis: {root.basis}" if root.basis else ""
        name = f"{root.name} ({root.kind or 'kind unknown'}{basis})"
        branch = whole.add(Text(one_line(name), style="bold"))
        _grow(branch, root.name, [edge for edge in found.edges if edge.root == root.id], claims)
    return whole


def _grow(branch: Tree, giver: str, edges: Sequence[Edge], claims: dict[str, Claim]) -> None:
    """Add to a branch those who have it from `giver`, then those who have it from them."""
    takers: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        takers[edge.taker].append(edge)
    givers = {edge.giver for edge in edges}
    first = [edge.giver for edge in edges if edge.giver not in takers and edge.giver != giver]
    for name in dict.fromkeys(first):
        _grow(branch.add(Text(one_line(name))), name, [edge for edge in edges if edge.giver == name], claims)
    for name, into in takers.items():
        own = [edge for edge in into if edge.giver == giver]
        if not own:
            continue
        node = branch if name == giver else branch.add(Text(one_line(name)))
        for edge in own:
            node.add(Text(one_line(_words(edge, claims)), style="dim"))
        if name in givers and name != giver:
            _grow(node, name, [edge for edge in edges if edge.giver == name], claims)


def _words(edge: Edge, claims: dict[str, Claim]) -> str:
    """Give the figures of a link, and why it is one."""
    figures = ", ".join(
        dict.fromkeys(f"{c.measure} {c.count.text}" for name in edge.claims if (c := claims.get(name)))
    )
    quote = f" “{edge.evidence.quote[:QUOTE]}”" if edge.evidence else ""
    return f"{edge.report}: {figures}; {edge.because}{quote}"


def _items(path: Path) -> Iterator[IncidentItem]:
    """Give the incidents of a file: its lines, or all its reports as one where its lines are reports."""
    source = io.BytesIO(sys.stdin.buffer.read()) if path == STANDARD_INPUT else path
    if reading.holds_incidents(source):
        if isinstance(source, io.BytesIO):
            source.seek(0)
        yield from pipeline.incident_lines(source)
        return
    if isinstance(source, io.BytesIO):
        source.seek(0)
    name = "standard input" if path == STANDARD_INPUT else path.name
    yield reading.one_incident(name, pipeline.inputs(source, Given()))


def _json_line(dossier: Dossier, found: Chains) -> bytes:
    """Give the roots, links and copies of one incident as one line of JSON."""
    shown = {
        "id": dossier.id,
        "summary": linking.summary(dossier.reports, dossier.roots, found),
        "reports": [report.id for report in dossier.reports],
        "roots": dossier.roots,
        "edges": found.edges,
        "copies": found.copies,
        "independent": found.independent,
        "problems": dossier.problems,
    }
    try:
        return msgspec.json.encode(shown) + b"\n"
    except UnicodeEncodeError:
        return msgspec.json.encode(encodable(msgspec.to_builtins(shown))) + b"\n"
