"""Lines of incidents to dossiers in their order, in this process or in several."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from tollbook import pipeline, reading
from tollbook.cli.workers import STANDARD_INPUT, bug, in_order
from tollbook.model import Account, Dossier, Problem
from tollbook.reading import Given, IncidentItem, ReadItem
from tollbook.reconciling import Options


def lines(path: Path) -> Iterator[IncidentItem]:
    """Give the lines of a file of incidents or standard input; the reports of a folder are one incident."""
    if path.is_dir():
        return iter([reading.one_incident(path.name or str(path), pipeline.inputs(path, Given()))])
    return pipeline.incident_lines(sys.stdin.buffer if path == STANDARD_INPUT else path)


NOTHING = Given()


def each_alone(path: Path, given: Given = NOTHING) -> Iterator[IncidentItem]:
    """Give every report of a file, a folder or standard input as an incident that it alone tells of.

    `given` is what is known of a single text beside its words.
    """
    for item in pipeline.inputs(sys.stdin.buffer if path == STANDARD_INPUT else path, given):
        name = item.report.id if item.report else str(path)
        yield IncidentItem(name, (item,))


def dossiers(
    items: Iterable[IncidentItem], options: Options, workers: int, careful: bool
) -> Iterator[Dossier]:
    """Give a dossier for each item, in their order.

    With `careful`, a bug that one report or line brings out becomes a problem of it and the others are read.
    """
    make = partial(_dossier, options, careful)
    yield from map(make, items) if workers == 1 else in_order(make, items, workers, _lost)


def _dossier(options: Options, careful: bool, item: IncidentItem) -> Dossier:
    accounts = [_told(report, careful) for report in item.reports]
    try:
        made = pipeline.together(item.id, accounts, options)
    except Exception as error:
        if not careful:
            raise
        told = [problem for account in accounts for problem in account.problems]
        reports = tuple(account.report for account in accounts)
        return Dossier(
            id=item.id,
            reports=reports,
            problems=(*item.problems, *told, bug(error, item.id, "reconciling")),
        )
    return replace(made, problems=(*item.problems, *made.problems))


def _told(item: ReadItem, careful: bool) -> Account:
    """Give what one report tells; a bug gives the report without claims and a problem that names it."""
    try:
        return pipeline.told(item)
    except Exception as error:
        if not careful or item.report is None:
            raise
        problems = (*item.problems, bug(error, item.report.id, "extracting"))
        return Account(report=item.report, problems=problems)


def _lost(item: IncidentItem) -> Dossier:
    what = "the process that read this died, perhaps for want of memory"
    lost = Problem(what=what, where=item.id, stage="extracting", severity="error")
    return Dossier(id=item.id, problems=(*item.problems, lost))
