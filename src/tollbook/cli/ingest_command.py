"""`tollbook ingest`: reports into the ledger, each once, linked into incidents."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Unpack

import click
import msgspec
import yaml

from tollbook import ledger, pipeline, settings
from tollbook.cli import record_sets
from tollbook.cli.gathering import Gathered, Held, Job, gathered, is_address, jobs
from tollbook.cli.given_options import SINGLE, TypedGiven, given_of, given_options
from tollbook.cli.incident_view import gone_words
from tollbook.cli.keep_command import existing, ledger_file, ledger_option
from tollbook.cli.progress import Bar, expected
from tollbook.cli.signing import signature
from tollbook.cli.visible import one_line
from tollbook.errors import NamelessError, SettingsError, UsageError
from tollbook.ledger import Ledger, drafts
from tollbook.model import Claim, Problem
from tollbook.reading import Given, ReadItem
from tollbook.reading.addresses import Limits
from tollbook.reading.incident_tables import Columns, TableRow, read_table
from tollbook.recording import Signature, again, renew, steps
from tollbook.recording.intake import Intake, Move, Taken
from tollbook.recording.web import Web

EPILOG = """
\b
Examples:
  tollbook ingest reports/
  tollbook ingest archive.jsonl.gz page.html --ledger war.db --workers 4
  tollbook ingest report.txt --outlet "Daily News" --published 2024-03-02T18:00Z
  tollbook ingest https://news.example/2024/strike.html
  tollbook ingest https://news.example/rss.xml        every page that the feed names
  tollbook ingest incidents.csv --columns columns.yaml --as "Ann Okoye"
  tollbook ingest copies/csv/                         a CSV set that `tollbook export` wrote
  tollbook ingest --again                             after an upgrade: what an older version read
"""


class Typed(TypedGiven):
    """The options as click gives them; `None` where one was not typed."""

    again: bool
    workers: int | None
    columns_file: Path | None
    who: str | None
    private: bool
    address: str | None


@click.command(epilog=EPILOG)
@click.argument("sources", metavar="PATH|ADDRESS...", nargs=-1)
@given_options
@click.option(
    "--again",
    is_flag=True,
    help="Read anew, from the bytes that are kept, what an older version read; no PATH is given then.",
)
@click.option("--workers", type=click.IntRange(1, 256), metavar="N", help="How many processes read at once.")
@click.option(
    "--columns",
    "columns_file",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What stands in which column of a CSV of incidents (YAML; see docs/tables.md).",
)
@click.option("--as", "who", metavar="NAME", help="Who takes in the ranges of a CSV; `name` by default.")
@click.option(
    "--private-addresses", "private", is_flag=True, help="Fetch from this machine and private networks too."
)
@ledger_option
@click.pass_context
def ingest(context: click.Context, /, sources: tuple[str, ...], **options: Unpack[Typed]) -> None:
    """Take the reports of each PATH (file, folder, JSON lines) or ADDRESS (page, feed) into the ledger.

    A repeat adds nothing. A text that changed under its id or at its address is kept beside the old one, and
    the claims that changed are printed. A judgement stays with its words: where they are gone, it is named,
    and what the text says now waits for one. A report stays in an incident in which its claims were judged,
    and it is said where the new text alone would move it. A run that was stopped goes on when it is given
    again. Pages are fetched only if they are named here or by a feed that is, and if the site's robots.txt
    allows it. Read anew with --again, claims that people judged stay as they judged them, and those that are
    read otherwise now are printed. Exit status: 0 all inputs were read, 1 one was not.
    """
    given = given_of(options)
    _refuse_mixed(sources, given, options)
    if options["again"]:
        with existing(options["address"]) as opened:
            run = _Run(opened, Bar(None, 1))
            run.again(options["workers"] or _settings().workers)
            click.echo(f"{opened.where}: {run.counts_again()}")
        context.exit(int(bool(run.unread)))
    file = ledger_file(options["address"])
    tables = _tables(sources, options["columns_file"])
    records = [source for source in sources if tables is None and record_sets.is_one(source)]
    texts = [source for source in sources if source not in records]
    if tables is None and any(source.lower().endswith(".csv") for source in texts):
        raise UsageError("a CSV needs --columns FILE, which says what its columns hold: see docs/tables.md")
    file.parent.mkdir(parents=True, exist_ok=True)
    from tollbook.reading.fetching import Fetcher  # takes a fifth of a second to import

    bar = Bar(_expected(sources) if sys.stderr.isatty() else None, 1)
    with ledger.open_ledger(file) as opened, Fetcher(Limits(private=options["private"])) as fetcher:
        run = _Run(opened, bar)
        if tables is not None:
            run.rows(sources, tables, signature(options["who"], "taken over with its table"))
        else:
            run.over(records)
            run.through(
                jobs(texts, run.held, Web(opened, fetcher), given),
                options["workers"] or _settings().workers,
            )
    with bar.hidden():
        click.echo(f"{file}: {run.counts()}")
    context.exit(int(bool(run.unread or run.unheard)))


def _refuse_mixed(sources: tuple[str, ...], given: Given, options: Typed) -> None:
    """Raise `UsageError` where what was typed does not go together."""
    if options["again"] and (sources or given != Given() or options["columns_file"]):
        raise click.UsageError("--again reads what the ledger holds: name no PATH and nothing of a text.")
    if not sources and not options["again"]:
        raise click.UsageError("Missing argument 'PATH|ADDRESS...'.")
    single = len(sources) == 1 and not is_address(sources[0]) and options["columns_file"] is None
    if given != Given() and not single:
        raise click.UsageError(SINGLE)


class _Run:
    """One run: what came of each input, and how many of each there were."""

    def __init__(self, opened: Ledger, bar: Bar) -> None:
        self._ledger = opened
        self._bar = bar
        self._intake = Intake(opened)
        self.over_from = 0
        self.new = self.changed = self.known = self.unread = self.unheard = 0
        self.incidents = self.ranges = self.kept = self.concluded = 0
        self.held = Held(self._holds, lambda report: self._intake.holds(self._intake.identified(report)))

    def through(self, found: Iterator[Job], workers: int) -> None:
        """Take everything in, in order, and conclude what waits for it."""
        try:
            for each in gathered(found, workers, careful=not _settings().debug):
                self._take(each)
                self._bar.step()
        finally:
            self._intake.finish()

    def over(self, records: Iterable[str]) -> None:
        """Take over the records of CSV sets, one after another."""
        for source in records:
            for told in record_sets.told_of(source):
                if isinstance(told, Problem):
                    self.unread += 1
                    self._say(f"error: {told.where}: {told.what}")
                elif self._intake.take_over(told).entries:
                    self.over_from += 1
                else:
                    self.known += 1
        self._intake.finish()

    def again(self, workers: int) -> None:
        """Read anew what an older version read, then conclude anew what one concluded."""
        reports = again.stale_reports(self._ledger)
        self._bar = Bar(len(reports) if sys.stderr.isatty() else None, 1)
        try:
            jobs = again.inputs(self._ledger, reports)
            for each in gathered(jobs, workers, careful=not _settings().debug):
                self._take_again(each)
                self._bar.step()
        finally:
            self._intake.finish()
        for kind in steps.stale(self._ledger):
            for incident in kind.subjects if kind.type == "reconciliation" else ():
                renew(self._ledger, incident)
                self.concluded += 1

    def _take_again(self, each: Gathered) -> None:
        if each.account is None:
            self._complain(each.item)
            self.unread += 1
            return
        self.new += 1
        taken = self._intake.take_again(each.account, each.item.original)
        self.kept += len(taken.kept)
        self._tell(taken)

    def counts_again(self) -> str:
        """Say what came of reading anew."""
        kept = f", {self.kept} claims kept as people judged them" if self.kept else ""
        more = f", {self.concluded} incidents concluded anew" if self.concluded else ""
        return f"{self.new} reports read anew{kept}{more}, {self.unread} not read"

    def rows(self, sources: Iterable[str], columns: Columns, by: Signature) -> None:
        """Take in tables of incidents, row by row."""
        if columns.figures and not by.who.strip():
            raise NamelessError(drafts.NAMELESS)
        try:
            for source in sources:
                for row in read_table(Path(source).read_bytes(), columns, source):
                    self._row(row, by)
                    self._bar.step()
        finally:
            self._intake.finish()

    def _row(self, row: TableRow | Problem, by: Signature) -> None:
        if isinstance(row, Problem):
            self.unread += 1
            self._say(f"error: {row.where}: {row.what}")
            return
        report = row.item and row.item.report
        account = None
        if row.item is not None and report is not None and not self._intake.holds(report):
            account = pipeline.told(row.item)
            self.unheard += self._complain(row.item)
        name = row.incident.id
        there, ranges = self._ledger.known("incident", [name]), self._ranges(name)
        taken = self._intake.take_row(row, account, by)
        self.new += account is not None
        self.known += not taken.entries
        self.incidents += account is None and not there
        self.ranges += self._ranges(name) - ranges

    def _ranges(self, incident: str) -> int:
        return len(self._ledger.standing([incident], ("range",)))

    def counts(self) -> str:
        """Say what came of the inputs."""
        more = {
            "of them kept unread": self.unheard,
            "changed": self.changed,
            "incidents without one": self.incidents,
            "ranges of people": self.ranges,
            "without their text": self.over_from,
        }
        told = "".join(f", {count} {what}" for what, count in more.items() if count)
        return f"{self.new} reports added{told}, {self.known} known already, {self.unread} inputs not read"

    def _complain(self, item: ReadItem) -> bool:
        """Print why an input is not read, and tell whether it is not."""
        errors = [problem for problem in item.problems if problem.severity == "error"]
        for problem in errors:
            self._say(f"error: {problem.where}: {problem.what}")
        return bool(errors)

    def _take(self, each: Gathered) -> None:
        unheard = self._complain(each.item)
        if each.known:
            self.known += 1
            return
        report, account = each.item.report, each.account
        if report is None or account is None:
            self.unread += 1
            return
        named = self._intake.identified(report)
        if self._intake.holds(named):
            self.known += 1
            return
        if named.id != report.id:
            account = pipeline.told(ReadItem(named, each.item.problems))
        taken = self._intake.take(account, each.item.original)
        self.unheard += unheard
        if taken.changed is None:
            self.new += 1
        else:
            self.changed += 1
            self._say(_difference(taken))
        self._tell(taken)

    def _tell(self, taken: Taken) -> None:
        """Say what became of people's judgements, and of the incidents that a report was linked to."""
        for claim in taken.kept:
            self._say(f"kept as judged: {claim.id} in {claim.report}: {_shown(claim)} is read otherwise now")
        for each in taken.gone:
            self._say(gone_words(each))
        for move in taken.moves:
            self._say(_moved(move))

    def _holds(self, checksum: str) -> bool:
        return bool(self._ledger.reports_of([checksum]))

    def _say(self, line: str) -> None:
        with self._bar.hidden():
            click.echo(one_line(line), err=True)


def _tables(sources: Iterable[str], columns: Path | None) -> Columns | None:
    """Give what the columns of the tables hold, where `--columns` says it."""
    if columns is None:
        return None
    for source in sources:
        if is_address(source) or not Path(source).is_file():
            raise UsageError(f"{source} is no table: with --columns, name CSV files")
    try:
        return msgspec.convert(yaml.safe_load(columns.read_text(encoding="utf-8")), Columns)
    except (yaml.YAMLError, msgspec.ValidationError, ValueError) as error:
        raise UsageError(f"{columns} does not say what columns hold: {one_line(str(error))}") from error


def _expected(sources: Iterable[str]) -> int | None:
    """Give how many reports to expect; `None` where an address may be a feed of many."""
    return None if any(map(is_address, sources)) else expected(map(Path, sources))


def _difference(taken: Taken) -> str:
    """Say in one line which claims of a report went and came with its new text, and which stay judged."""
    change = taken.changed
    if change is None:
        return ""
    judged = f", {len(taken.judged)} of them judged, which stands" if taken.judged else ""
    gone = "; ".join(map(_shown, change.gone)) or "none"
    new = "; ".join(map(_shown, change.new)) or "none"
    name = change.newer.report.id
    return f"changed: {name}: gone: {gone}. New: {new}. As before: {change.kept}{judged}"


def _moved(move: Move) -> str:
    """Say in one line where a report belongs now that its text changed."""
    if move.stays:
        return (
            f"stays: {move.report} in {move.was}, for people judged it there; by its new text alone it would "
            f"be of another incident. Right: tollbook judge confirm {move.link}. "
            f"Wrong: tollbook judge split {move.was} {move.link}"
        )
    now = f"is of {move.now} now" if move.now else "tells of no incident there any more"
    return f"moved: {move.report} {now}, no longer of {move.was} ({move.link})"


def _shown(claim: Claim) -> str:
    return f'{claim.measure} "{claim.evidence.quote}"'


def _settings() -> settings.Settings:
    try:
        return settings.load()
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
