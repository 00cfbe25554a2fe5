"""`tollbook status`: what the ledger holds, what nobody has looked at, and what an older version made."""

from __future__ import annotations

import click
from rich.table import Table
from rich.text import Text

from tollbook import recording
from tollbook.cli import tables
from tollbook.cli.keep_command import existing, format_option, ledger_option
from tollbook.cli.show_command import write
from tollbook.ledger.log import Stale
from tollbook.recording import steps

EPILOG = """
\b
Examples:
  tollbook status
  tollbook status --renew
  tollbook status --format jsonl
"""

SOME = 20
"""Ids that are named in one sentence; of more, how many there are."""

LABELS = {
    "report": "reports",
    "claim": "claims, as read or added",
    "unseen": "of these nobody has looked at",
    "incident": "incidents",
    "link": "links of reports to incidents",
    "judgement": "judgements of people",
    "record": "records",
    "entry": "entries in all",
}


@click.command(epilog=EPILOG)
@click.option("--renew", is_flag=True, help="Conclude anew the incidents that an older version concluded.")
@format_option
@ledger_option
def status(renew: bool, form: str, address: str | None) -> None:
    """Count what the ledger holds, and say what is stale since this version of Tollbook and what to run."""
    with existing(address) as opened:
        if renew:
            for each in steps.stale(opened):
                for incident in each.subjects if each.type == "reconciliation" else ():
                    recording.renew(opened, incident)
        counts, stale = opened.counts(), steps.stale(opened)
        where = opened.where
    if form == "jsonl":
        write({"ledger": where, "counts": counts, "stale": stale})
        return
    screen = tables.console()
    screen.print(Text(where, style="bold"))
    table = Table(box=None, show_header=False, padding=(0, 1))
    table.add_column(justify="right")
    table.add_column()
    for name, label in LABELS.items():
        table.add_row(Text(f"{counts.get(name, 0):,}", style="bold"), Text(label))
    screen.print(table)
    for line in _advice(stale):
        screen.print(Text(line))


def _advice(stale: tuple[Stale, ...]) -> list[str]:
    """Give one sentence for each kind of thing that an older stage version made, and what to run."""
    if not stale:
        return ["Everything was made at the stage versions of this Tollbook: nothing to run."]
    unread = any(each.type == "reading" for each in stale)
    lines = []
    for each in stale:
        if each.type == "claim" and unread:
            continue  # they come with their readings
        made = f"made by {each.maker} at stage version {each.made_at}, now {each.now_at}"
        lines.append(
            f"{len(each.subjects):,} {_THINGS.get(each.type, f'{each.type}s')} {made}: {_run(each)}."
        )
    return lines


_THINGS = {"reconciliation": "incidents", "reading": "readings of reports"}


def _run(each: Stale) -> str:
    """Say what to do about things that are stale."""
    if each.type in ("reading", "report"):
        return "run `tollbook ingest --again`"
    if each.type == "reconciliation":
        return "run `tollbook status --renew`"
    if each.type == "claim":
        some = ", ".join(each.subjects[:SOME])
        more = f" and {len(each.subjects) - SOME:,} more" if len(each.subjects) > SOME else ""
        return f"people judged them and they are read otherwise now, look at them: {some}{more}"
    return "they hold as they are"
