"""The spine: the stages in order, on one screen.

A source is read (`reading`), its text is extracted from (`extracting`), the claims go back to roots
(`linking`) and become findings (`reconciling`). Everything that one report says is one `Account`, and what
several reports on one incident say together is one `Dossier`. Nothing else calls two stages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from tollbook import extracting, languages, linking, reading, reconciling
from tollbook.errors import SeveralReportsError
from tollbook.model import Account, Claim, Dossier, Problem, Root
from tollbook.reading import Given, IncidentItem, ReadItem
from tollbook.reconciling import Case, Options


def read(
    source: str | Path,
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    title: str | None = None,
) -> Account:
    """Give the account of one report: of a file, where `source` names one that exists, else of a text.

    A `Path` is always a file; what is given beside it goes before what a page says of itself, and `published`
    is ISO 8601 or RFC 2822. What is wrong with the material stands in the account's `problems`: a file that
    cannot be read gives an account with an empty text and a problem of severity `error`.
    Raises `SeveralReportsError` where the file holds several reports.
    """
    given = Given(published=published, outlet=outlet, url=url, title=title)
    if isinstance(source, str) and not reading.names_a_file(source):
        return account(ReadItem(*reading.from_text(source, given)))
    accounts = read_all([Path(source)], given)
    first = next(accounts, None)
    if first is None:
        empty = Problem(what="holds no report", where=str(source), stage="reading", severity="error")
        return account(ReadItem(None, (empty,)))
    if next(accounts, None) is not None:
        raise SeveralReportsError(f"{source} holds several reports: use tollbook.read_all")
    return first


def read_all(paths: Iterable[str | Path], given: Given | None = None) -> Iterator[Account]:
    """Give the accounts of files and folders one after another, holding one report at a time."""
    for path in paths:
        yield from map(account, inputs(Path(path), given or Given()))


def inputs(source: Path | BinaryIO, given: Given) -> Iterator[ReadItem]:
    """Give the inputs of a file, a folder or a binary stream: each a report, or why there is none."""
    return reading.read(source, given) if isinstance(source, Path) else reading.read_stream(source, given)


def account(item: ReadItem, *, everywhere: bool = False) -> Account:
    """Give everything that one input says: the stages after reading, in order.

    Statements are those of reports that tell of harm, or of every report with `everywhere`.
    """
    read = told(item, everywhere=everywhere)
    if not read.claims:
        return read
    own = together(read.report.id, [read])
    return replace(
        read,
        claims=own.claims,
        incidents=own.incidents,
        roots=own.roots,
        findings=own.findings,
        not_applicable=own.not_applicable,
        conflicts=own.conflicts,
        history=own.history,
        readings=own.readings,
        problems=own.problems,
    )


def told(item: ReadItem, *, everywhere: bool = False) -> Account:
    """Give what one input tells, before its figures are laid beside each other or beside others'."""
    report = item.report
    if report is None:
        return Account(report=reading.nothing(item.problems), problems=item.problems)
    if report.language not in languages.available():
        return Account(report=report, problems=item.problems)
    said = extracting.extract(report, everywhere=everywhere)
    return Account(
        report=report,
        claims=said.claims,
        statements=said.statements,
        speakers=said.speakers,
        incidents=said.incidents,
        times=said.times,
        places=said.places,
        aliases=said.aliases,
        loaded=said.loaded,
        conflicts=said.conflicts,
        problems=(*item.problems, *said.problems),
    )


def incident_lines(source: Path | BinaryIO) -> Iterator[IncidentItem]:
    """Give the reports of each line of a file or stream in which every line is one incident."""
    return reading.read_incidents(source)


def together(name: str, accounts: Sequence[Account], options: Options | None = None) -> Dossier:
    """Give what several reports on one incident say together; their main incidents are taken for one.

    `accounts` are those of `told`, `name` becomes the id. Raises `UsageError` for an unknown method.
    """
    reports = tuple(account.report for account in accounts)
    joined = linking.join(accounts)
    speakers = tuple(speaker for account in accounts for speaker in account.speakers)
    language = next((each.language for each in reports if each.language in languages.available()), None)
    roots = linking.roots(reports, joined.claims, speakers, language or "en")
    case = Case(
        reports=reports,
        claims=_rooted(joined.claims, roots),
        incidents=joined.incidents,
        roots=roots,
        speakers=speakers,
    )
    found = reconciling.reconcile(case, options)
    return Dossier(
        id=name,
        reports=reports,
        claims=case.claims,
        speakers=speakers,
        incidents=case.incidents,
        roots=roots,
        findings=found.findings,
        not_applicable=found.not_applicable,
        conflicts=(*found.conflicts, *(clash for account in accounts for clash in account.conflicts)),
        history=found.history,
        readings=found.readings,
        problems=(*(problem for account in accounts for problem in account.problems), *found.problems),
    )


def _rooted(claims: Iterable[Claim], roots: Iterable[Root]) -> tuple[Claim, ...]:
    """Give the claims, each with the id of the root that it comes from."""
    root_of = {claim: root.id for root in roots for claim in root.claims}
    return tuple(replace(claim, root=root_of.get(claim.id)) for claim in claims)
