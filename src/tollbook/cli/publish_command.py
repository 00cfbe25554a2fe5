"""`tollbook publish` and `tollbook withdraw`: records for the outside, and back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from tollbook.cli.keep_command import existing, ledger_file, ledger_option
from tollbook.cli.naming import whole
from tollbook.cli.public_pages import Pages, write_pages
from tollbook.cli.signing import signature, signed
from tollbook.cli.visible import one_line
from tollbook.errors import UsageError
from tollbook.model import Record
from tollbook.publishing import Project, numbers
from tollbook.publishing.project import FILE, load
from tollbook.recording import publishing_acts
from tollbook.recording.atlas import GazetteerAtlas
from tollbook.recording.publishing_acts import Proposal

PUBLISH = """
\b
Examples:
  tollbook publish inc_77aa --dry-run
  tollbook publish inc_77aa --as "Ana Ruiz" --why "all claims reviewed"
  tollbook publish inc_77aa --as "Ben Okoro" --why "second look, agreed"
  tollbook publish inc_77aa --not-followed --as "Ana Ruiz" --why "the list has two of another strike"
  tollbook publish --site public/
  tollbook publish --sitrep december.html --since 2023-12-01 --until 2023-12-31 --area Belgorod
"""

WITHDRAW = """
\b
Examples:
  tollbook withdraw inc_77aa --as "Ana Ruiz" --why "two incidents were taken for one"
"""

project_option = click.option(
    "--project",
    "project_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"The project file; `{FILE}` beside the ledger by default.",
)


IN_THE_HOUSE = "Reads otherwise in the house, where claims count that nobody has judged"


@click.command(epilog=PUBLISH)
@click.argument("incidents", metavar="[INCIDENT...]", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Show what would become public and what not; write nothing.")
@click.option(
    "--not-followed",
    is_flag=True,
    help="Tell in the changelog that a suggestion was looked at and changes nothing; --why says why.",
)
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Write the public site of everything that is published: pages that need no script.",
)
@click.option(
    "--sitrep",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a situation report of what is published, one page to print.",
)
@click.option("--since", metavar="DAY", help="The first day of the situation report, as 2024-05-31.")
@click.option("--until", metavar="DAY", help="Its last day.")
@click.option("--area", metavar="NAME", help="Its area: a town, district, region or country, or part of it.")
@signed
@project_option
@ledger_option
def publish(
    incidents: tuple[str, ...],
    address: str | None,
    *,
    dry_run: bool,
    not_followed: bool,
    **given: str | Path | None,
) -> None:
    """Compose the record of each INCIDENT, or publish the one that another person composed.

    A record is made of accepted and corrected claims alone. One person composes it, a second publishes it
    with the same command; in a project of one it waits until 24 hours after the last change. With
    --not-followed, what is public stays as it reads, and its changelog tells what came of a reader's
    suggestion; it is signed in the same way. With --site or --sitrep, pages are written of what is
    published then.
    """
    project = project_of(given["project_file"], address)
    pages = Pages.of(given)
    if not incidents and not pages.wanted:
        raise click.UsageError("name an incident, or give --site FOLDER or --sitrep FILE")
    by = signature(*_text(given["who"], given["why"]))
    atlas = GazetteerAtlas()
    act_of = publishing_acts.decline if not_followed else publishing_acts.publish
    with existing(address) as opened:
        for name in [whole(opened, each, "incident") for each in incidents]:
            if dry_run:
                _show(publishing_acts.propose(opened, name, project, atlas, datetime.now(UTC)))
            else:
                before = publishing_acts.propose(opened, name, project, atlas, datetime.now(UTC))
                act = act_of(opened, name, project, atlas, by)
                _tell(act.record, unchanged=act.unchanged)
                _tell_differences(before)
        if pages.wanted and not dry_run:
            write_pages(opened, project, pages)


@click.command(epilog=WITHDRAW)
@click.argument("name", metavar="ID")
@signed
@project_option
@ledger_option
def withdraw(name: str, address: str | None, **given: str | Path) -> None:
    """Withdraw what is published under ID, an incident's or a record's; a tombstone with the reason stays."""
    project = project_of(given["project_file"], address)
    by = signature(*_text(given["who"], given["why"]))
    with existing(address) as opened:
        name = whole(opened, name, "incident", "record")
        _tell(publishing_acts.withdraw(opened, name, project, GazetteerAtlas(), by).record)


def project_of(file: object, address: str | None) -> Project:
    """Give the project of a file, by default of the one beside the ledger."""
    if isinstance(file, Path) and not file.exists():
        raise UsageError(f"{file}: there is no such project file")
    return load(file if isinstance(file, Path) else ledger_file(address).parent / FILE)


def _text(who: object, why: object) -> tuple[str | None, str]:
    return (None if who is None else str(who)), str(why or "")


def _tell(record: Record, *, unchanged: bool = False) -> None:
    looked = "by a second person" if record.review == "second person" else "by one person"
    said = {
        "composed": "composed; a second person publishes it with the same command",
        "published": f"published {looked}",
        "withdrawn": "withdrawn; the tombstone with its reason stays",
    }[record.status]
    if unchanged:
        said = "is public already and nothing in it has changed: nothing was written"
    click.echo(one_line(f"{record.id} of {record.incident.id}, version {record.version}: {said}"))


def _show(proposal: Proposal) -> None:
    """Print what would become public of one incident, and what is held back and why."""
    record = proposal.guarded.record
    place, date = record.incident.place, numbers.when(record.incident.date)
    names = (place.name, place.admin1, place.country) if place else ()
    where = ", ".join(dict.fromkeys(filter(None, names)))
    click.echo(one_line(f"{record.incident.id}, version {record.version}, method {record.method}"))
    _list("Would become public", _public(record, where or "no place", date or "no date"))
    held = dict.fromkeys(f"{each.what}: {each.why} [{each.detail}]" for each in proposal.guarded.held)
    _list("Held back, and why (in brackets: what it is, for your eyes)", held)
    _list(IN_THE_HOUSE, _differences(proposal))
    public = proposal.earlier[-1] if proposal.earlier else None
    if public is not None and publishing_acts.says_the_same(public, record):
        click.echo(f"  Nothing has changed since version {public.version}: there is nothing to publish.")
    change = f"{proposal.last_change:%Y-%m-%d %H:%M} UTC"
    click.echo(f"  Last change: {change}. Nothing was written.")


def _differences(proposal: Proposal) -> list[str]:
    return [
        f"{what}: {house} in the house, {public} in the record"
        for what, house, public in proposal.differences
    ]


def _tell_differences(proposal: Proposal) -> None:
    """Say what a record leaves out because nobody has judged it: a later toll, for one."""
    if proposal.differences:
        _list(IN_THE_HOUSE, _differences(proposal))


def _public(record: Record, where: str, date: str) -> list[str]:
    found = [f"place: {where}", f"date: {date}"]
    found += [f"kind: {record.incident.kind}"] if record.incident.kind else []
    found += [
        f"reported responsible: {each.value}"
        + (f", according to {each.according_to}" if each.according_to else ", in a report's own voice")
        for each in record.incident.responsible
    ]
    found += [f"{numbers.subject(f.measure, f.unit, f.group)}: {numbers.answer(f)}" for f in record.findings]
    found += [
        f"own range, {numbers.subject(o.measure, o.unit, o.group)}: "
        + (numbers.bounds(o.low or 0, o.high) if o.concluded else "no conclusion possible")
        for o in record.own
    ]
    found += [f"named: {root.name}" for root in record.roots]
    found += [f"source: {source.outlet or 'not named'} {source.url or ''}" for source in record.reports]
    quotes = dict.fromkeys(claim.evidence.quote for claim in record.claims if claim.evidence.quote)
    found.append(f"words of {len(record.claims)} claims: {'; '.join(quotes) or 'none'}")
    return found


def _list(title: str, lines: Iterable[str]) -> None:
    shown = list(lines)
    click.echo(f"  {title}:" + ("" if shown else " nothing"))
    for line in shown:
        click.echo(one_line(f"    - {line}"))
