"""The spine: the stages in order, on one screen.

A source is read (`reading`), its text is extracted from (`extracting`), the claims go back to roots
(`linking`) and become findings (`reconciling`), and everything that one report says is one `Account`.
Nothing else calls two stages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from tollbook import extracting, languages, linking, reading, reconciling
from tollbook.errors import SeveralReportsError
from tollbook.model import Account, Claim, Problem, Report, Root
from tollbook.reading import Given, ReadItem
from tollbook.reconciling import Case

LONGEST_PATH = 4096
"""No file system takes a longer path, in characters: a longer string is a text."""


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
    if isinstance(source, str) and not _names_a_file(source):
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


def account(item: ReadItem) -> Account:
    """Give everything that one input says: the stages after reading, in order."""
    report = item.report
    if report is None:
        return Account(report=_nothing(item.problems), problems=item.problems)
    if report.language not in languages.available():
        return Account(report=report, problems=item.problems)
    said = extracting.extract(report)
    roots = linking.roots([report], said.claims, said.speakers, report.language)
    claims = _rooted(said.claims, roots)
    case = Case(
        reports=(report,), claims=claims, incidents=said.incidents, roots=roots, speakers=said.speakers
    )
    together = reconciling.reconcile(case)
    return Account(
        report=report,
        claims=claims,
        statements=said.statements,
        speakers=said.speakers,
        roots=roots,
        incidents=said.incidents,
        times=said.times,
        places=said.places,
        aliases=said.aliases,
        loaded=said.loaded,
        findings=together.findings,
        not_applicable=together.not_applicable,
        conflicts=(*together.conflicts, *said.conflicts),
        history=together.history,
        readings=together.readings,
        problems=(*item.problems, *said.problems, *together.problems),
    )


def _rooted(claims: Iterable[Claim], roots: Iterable[Root]) -> tuple[Claim, ...]:
    """Give the claims, each with the id of the root that it comes from."""
    root_of = {claim: root.id for root in roots for claim in root.claims}
    return tuple(replace(claim, root=root_of.get(claim.id)) for claim in claims)


def _names_a_file(source: str) -> bool:
    """Tell whether a string names a file or folder that exists; none has a line break or NUL in it."""
    if not 0 < len(source) <= LONGEST_PATH or "\n" in source or "\0" in source:
        return False
    try:
        return Path(source).exists()
    except (OSError, ValueError):
        return False


def _nothing(problems: tuple[Problem, ...]) -> Report:
    """Give an input that could not be read as a report with an empty text: every input has an account."""
    where = problems[0].where if problems else ""
    name = hashlib.blake2b(where.encode(errors="surrogatepass"), digest_size=8).hexdigest()
    return Report(id=f"rpt_{name}", text="", checksum=hashlib.sha256(b"").hexdigest())
