"""Accounts for people: a table of claims, their numbers, and the text with its quotes coloured by measure."""

from __future__ import annotations

from itertools import islice

from msgspec import Struct
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tollbook.cli import dossier_view
from tollbook.cli.coloured import colour_of, coloured
from tollbook.cli.dossier_view import of_account, show_numbers
from tollbook.cli.visible import one_line
from tollbook.model import Account, Attribution, Claim, Count, Report, Statement

PIPE_WIDTH = 120
"""Columns of a table that goes into a file or a pipe, where no terminal says how wide it is."""

LINES_AT_ONCE = 40
"""Lines of a text that are laid out together: all at once would take the square of their number."""

OWN_VOICE = "(the report itself)"


class Shown(Struct, frozen=True, kw_only=True):
    """What is shown beside the claims and their numbers.

    `text` is the report's words, `statements` who says what, `explain` the rules of every claim and why each
    incident has its place and date.
    """

    text: bool = False
    statements: bool = False
    explain: bool = False


def console() -> Console:
    """Give the console of standard output: as wide as the terminal, or `PIPE_WIDTH` without one."""
    screen = Console(highlight=False, markup=False, emoji=False)
    return (
        screen
        if screen.is_terminal
        else Console(highlight=False, markup=False, emoji=False, width=PIPE_WIDTH)
    )


def show(account: Account, screen: Console, shown: Shown) -> None:
    """Print what a person sees of one report: its head, claims and numbers, and what was asked for."""
    screen.print(_head(account.report))
    if shown.text:
        screen.print()
        lines = coloured(account, colours=screen.color_system is not None)
        while some := list(islice(lines, LINES_AT_ONCE)):
            screen.print(Padding(Text("\n").join(some), (0, 2)))
        screen.print()
    if account.claims:
        screen.print(_table(account.claims, explain=shown.explain))
        show_numbers(of_account(account), screen, dossier_view.Shown(explain=shown.explain))
    else:
        screen.print(Text("  No claim of harm was read in it.", style="dim"))
        if account.incidents:
            show_numbers(of_account(account), screen, dossier_view.Shown(explain=shown.explain))
        screen.print()
    if shown.statements:
        screen.print(_statements(account) if account.statements else Text("  Nobody is quoted.", style="dim"))
        screen.print()


def count_words(count: Count) -> str:
    """Give a count as people say it: "12", "at least 12", "0 to 20", "about 50", "dozens"."""
    if count.vague is not None and count.low is None and count.high is None:
        return "some" if count.vague == "plural" else one_line(count.vague)
    return ("about " if count.approx else "") + _bounds(count.low, count.high)


def _bounds(low: int | None, high: int | None) -> str:
    if low == high and low is not None:
        return f"{low:,}"
    if high is None:
        return "unknown" if low is None else f"at least {low:,}"
    return f"at most {high:,}" if not low else f"{low:,} to {high:,}"


def _head(report: Report) -> Text:
    title = report.title or report.text.partition("\n")[0][:100] or report.id
    facts = [fact for fact in (report.outlet, report.published, report.url) if fact]
    head = Text(one_line(title), style="bold")
    return head.append(f"\n{one_line(' · '.join(facts))}", style="not bold dim") if facts else head


def _table(claims: tuple[Claim, ...], *, explain: bool) -> Table:
    """Give the claims, one row each in text order; the notes column only where there is something to note."""
    notes = {claim.id: _notes(claim, claims) for claim in claims}
    table = Table(box=None, pad_edge=True, header_style="dim", padding=(0, 1))
    heads = ["measure", "group", "count", "speaker", "quote"]
    heads += ["notes"] if any(notes.values()) else []
    for head in heads:
        table.add_column(head, justify="right" if head == "count" else "left")
    for head in ("sure", "made by") if explain else ():
        table.add_column(head, overflow="fold")
    for claim in claims:
        cells: list[RenderableType] = [
            Text(claim.measure, style=colour_of(claim.measure)),
            Text(one_line(_who(claim))),
            Text(count_words(claim.count), style="bold"),
            voice(claim.speaker, claim.via),
            Text(f"“{one_line(claim.evidence.quote)}”"),
        ]
        cells += [Text(notes[claim.id], style="dim")] if len(heads) > len(cells) else []
        if explain:
            cells += [Text(f"{claim.by.confidence:.2f}"), Text(one_line(", ".join(claim.by.rules)))]
        table.add_row(*cells)
    return table


def _statements(account: Account) -> Table:
    """Give the statements in text order: who speaks, what kind of act it is, to whom, and the words."""
    table = Table(box=None, pad_edge=True, header_style="dim", padding=(0, 1))
    for head in ("who", "act", "to or about", "what"):
        table.add_column(head, overflow="fold")
    for said in sorted(account.statements, key=lambda each: each.content.start):
        table.add_row(
            voice(said.speaker, None),
            Text(said.act.replace("_", " ")),
            Text(one_line(_toward(said))),
            Text(f"“{one_line(account.report.text[said.content.start : said.content.end])}”"),
        )
    return table


def _toward(said: Statement) -> str:
    return "; ".join(dict.fromkeys(part.quote for part in (said.addressee, said.target) if part))


def _who(claim: Claim) -> str:
    words = ", ".join(tag.replace("_", " ") for tag in claim.group)
    return words if claim.unit == "person" else ", ".join(filter(None, (claim.unit, words)))


def voice(said: Attribution | None, via: str | None) -> Text:
    """Give who says something, and through whom it came."""
    name = Text(one_line(said.name)) if said else Text(OWN_VOICE, style="dim")
    return name.append(f" via {one_line(via)}", style="dim") if via else name


def _notes(claim: Claim, claims: tuple[Claim, ...]) -> str:
    """Give what a reader must know of a claim before using its number."""
    whole = next((other for other in claims if other.id == claim.part_of), None)
    notes = [
        claim.status if claim.status != "asserted" else "",
        {"event": "", "background": "another incident", "cumulative": "running total"}[claim.scope],
        f"of the {count_words(whole.count)} {whole.measure}" if whole else "",
    ]
    return "; ".join(filter(None, notes))
