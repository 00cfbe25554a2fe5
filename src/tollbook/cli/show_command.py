"""`tollbook show`: what the ledger holds under an id, as it stands after people's judgements."""

from __future__ import annotations

import sys
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.text import Text

from tollbook import recording
from tollbook.cli import incident_view, tables
from tollbook.cli.keep_command import existing, format_option, ledger_option
from tollbook.cli.naming import whole
from tollbook.cli.rows import encodable
from tollbook.cli.visible import one_line
from tollbook.errors import UsageError
from tollbook.ledger import Ledger
from tollbook.ledger.log import IncidentFile, TraceLine
from tollbook.model import Claim, Judgement, Link, Reconciliation
from tollbook.recording.dossiers import accounts_on, dossier_of
from tollbook.recording.standing import placed, standing

EPILOG = """
\b
Examples:
  tollbook show inc_77aa
  tollbook show rpt_09
  tollbook show clm_1f2e --format jsonl
"""

MOST = 5
"""Parts of a field that are printed; of more, how many there are."""

UNKNOWN = "the ledger holds nothing under {name}: see `tollbook incidents` for what it holds"


@click.command(epilog=EPILOG)
@click.argument("name", metavar="ID")
@format_option
@ledger_option
def show(name: str, form: str, address: str | None) -> None:
    """Show what the ledger holds under ID, as it stands after what people decided.

    ID is that of an incident, claim, finding, conflict, root, link, judgement, record, or of a report: as
    your file named it, else rpt_…. Every line bears the id by which `tollbook judge` and `tollbook trace`
    know it; its beginning is enough.
    """
    with existing(address) as opened:
        name = whole(opened, name)
        file = opened.incident(name)
        if file is not None and form == "jsonl":
            write(_of_file(opened, file))
        elif file is not None:
            dossier = dossier_of(file.incident, accounts_on(opened, name))
            incident_view.show(file, dossier, tables.console())
        else:
            line = opened.held(name)
            if line is None:
                raise UsageError(UNKNOWN.format(name=one_line(name)))
            if form == "jsonl":
                write(_of_line(opened, line, name))
            else:
                _print(opened, line, name, tables.console())


def write(value: object) -> None:
    """Write one JSON line in UTF-8 to standard output; half a surrogate pair becomes a question mark."""
    try:
        line = msgspec.json.encode(value)
    except UnicodeEncodeError:
        line = msgspec.json.encode(encodable(msgspec.to_builtins(value)))
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def _of_file(ledger: Ledger, file: IncidentFile) -> dict[str, Any]:
    """Give an incident as data: claims as they read now, where they stand, and what is seen of each."""
    stands = standing(file)
    data: dict[str, Any] = msgspec.to_builtins(file)
    seen = ledger.seen([file.incident.id, *stands.states])
    data |= msgspec.to_builtins(stands)
    return data | {"undone": sorted(file.undone), "seen": seen}


def _of_line(ledger: Ledger, line: TraceLine, name: str) -> dict[str, Any]:
    """Give anything but an incident as data, with the judgements on it."""
    noun = _inside(line.noun, name) if isinstance(line.noun, Reconciliation) else _as_it_stands(ledger, line)
    return {
        "id": name,
        "type": line.type,
        line.type: noun,
        "entry": line.entry,
        "recorded_at": line.recorded_at,
        "step": line.step,
        "state": recording.states(ledger, [name])[name] if line.type == "claim" else None,
        "seen": ledger.seen([name]).get(name),
        "judgements": ledger.judgements(name),
    }


def _inside(said: Reconciliation, name: str) -> msgspec.Struct:
    """Give the finding, conflict or root of a reconciliation that bears an id, or all of it."""
    parts: dict[str, msgspec.Struct] = {root.id: root for root in said.roots}
    parts |= {conflict.id: conflict for conflict in said.conflicts}
    parts |= {finding.id: finding for finding in said.findings}
    return parts.get(name, said)


def _as_it_stands(ledger: Ledger, line: TraceLine) -> msgspec.Struct | None:
    """Give a report with all it says, and a claim as it reads now."""
    if line.type in ("report", "reading"):
        return recording.standing_account(ledger, line.subject)
    if isinstance(line.noun, Claim):
        return claim_now(ledger, line.noun)
    return line.noun


def claim_now(ledger: Ledger, claim: Claim) -> Claim:
    """Give a claim as it reads after people's last correction."""
    corrected = [
        each.correction
        for each in ledger.standing([claim.id], ("correct",))
        if each.target == claim.id and each.correction
    ]
    return placed(corrected[-1], claim) if corrected else claim


def _print(ledger: Ledger, line: TraceLine, name: str, screen: Console) -> None:
    account = ledger.account(line.subject) if line.type in ("report", "reading") else None
    judgements = ledger.judgements(name)
    if account is not None:
        stands = recording.standing_account(ledger, line.subject) or account
        tables.show(stands, screen, tables.Shown(text=True))
        claims = {claim.id: claim for claim in (*account.claims, *stands.claims)}
        states = recording.states(ledger, claims)
        screen.print(incident_view.claims_table(tuple(claims.values()), states))
        for link in ledger.links([line.subject]):
            screen.print(Text(one_line(f"  {link.event} tells of {link.incident} ({link.id})"), style="dim"))
    elif isinstance(line.noun, Claim):
        claim = claim_now(ledger, line.noun)
        screen.print(incident_view.claims_table((claim,), recording.states(ledger, [claim.id])))
        screen.print(Text(f"  seen at {ledger.seen([name])[name]}, in {claim.report}", style="dim"))
        if name not in recording.claims_now(ledger, claim.report):
            screen.print(Text("  These words are gone from the report.", style="yellow"))
    elif isinstance(line.noun, Judgement):
        judgements = (line.noun, *judgements)
    else:
        noun = _inside(line.noun, name) if isinstance(line.noun, Reconciliation) else line.noun
        _print_fields(noun, screen)
    if judgements:
        undone = ledger.undone(each.id for each in judgements)
        screen.print(incident_view.judgements_table(judgements, undone))
    if isinstance(line.noun, Reconciliation | Link):
        incident = line.noun.incident if isinstance(line.noun, Link) else line.subject
        screen.print(Text(f"  of {incident}; follow it with: tollbook trace {name}", style="dim"))


def _print_fields(noun: msgspec.Struct | None, screen: Console) -> None:
    """Print the fields of a noun that say something, one a line."""
    told = {
        key: value for key, value in msgspec.to_builtins(noun or {}).items() if value not in (None, [], "")
    }
    for key, value in told.items():
        if isinstance(value, list) and len(value) > MOST:
            words = f"{len(value)} of them"
        else:
            words = value if isinstance(value, str) else msgspec.json.encode(value).decode(errors="replace")
        screen.print(Text(f"  {key}: ", style="dim").append(one_line(words), style="not dim"))
