"""`tollbook judge`: what a person decides about claims, links and incidents; every act can be undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypedDict, Unpack

import click

from tollbook import recording
from tollbook.cli.corrections import GROUPS_SHOWN, Typed, amended, claim_options, found_by_hand
from tollbook.cli.keep_command import existing, ledger_option
from tollbook.cli.naming import whole
from tollbook.cli.signing import signature, signed, tell
from tollbook.cli.visible import one_line
from tollbook.ledger import Ledger
from tollbook.model import Chosen, Verdict
from tollbook.publishing import numbers
from tollbook.recording import Done, Signature
from tollbook.recording.facts import typed_facts

EPILOG = """
\b
Examples:
  tollbook judge accept clm_1f2e --as "Ann Okoye"
  tollbook judge accept-all rpt_09 --why "read in full"
  tollbook judge correct clm_1f2e --low 3 --high 5 --why "the list has five names"
  tollbook judge range inc_77aa --measure killed --low 21 --best 25 --high 25
  tollbook judge facts inc_77aa --place "Lozova, Kharkiv Oblast" --date 2024-08-18
  tollbook judge split inc_77aa rpt_09 --why "another market"
  tollbook judge undo jdg_4c1d
"""


class Acting(TypedDict):
    """The options of every act, as typed."""

    address: str | None
    form: str
    who: str | None
    why: str


class Describing(Acting, Typed):
    """The options of an act that says how a claim reads."""


class Ranging(Acting):
    """The options of an act that sets a range."""

    measure: str
    unit: str
    group: tuple[str, ...]
    low: int | None
    best: int | None
    high: int | None
    no_conclusion: bool


@click.group(epilog=EPILOG)
def judge() -> None:
    """Decide about a claim, a link or an incident, and say why: tollbook judge VERDICT ID.

    Every act is signed, kept for good and can be undone. Ids are those of `tollbook show`; the
    beginning of one is enough. The name comes from --as or from `name` of the settings (TOLLBOOK_NAME).
    """


def _verdict(name: str, example: str) -> Callable[[Callable[..., None]], click.Command]:
    """Make a command of `tollbook judge` with the options of every act."""

    def command(act: Callable[..., None]) -> click.Command:
        form = click.option(
            "--format",
            "form",
            type=click.Choice(["table", "jsonl"]),
            default="table",
            help="How to print; a sentence by default.",
        )
        made: Callable[..., Any] = signed(form(ledger_option(act)))
        return judge.command(name, epilog=f"\n\b\nExamples:\n  tollbook judge {name} {example}\n")(made)

    return command


def _act(acting: Acting, act: Callable[[Ledger, Signature], Done]) -> None:
    """Do one act on the ledger that was named, and print what it did."""
    by = signature(acting["who"], acting["why"])
    with existing(acting["address"]) as opened:
        tell(act(opened, by), acting["form"])


def _on(incident: str, acting: Acting, act: Callable[[Ledger, str, Signature], Done]) -> None:
    """Do one act on an incident of the ledger that was named."""
    _act(acting, lambda ledger, by: act(ledger, whole(ledger, incident, "incident"), by))


def _on_a_claim(verdict: Verdict, reason: str, help_: str) -> None:
    """Add a verdict on a claim that needs nothing but the claim."""

    @click.argument("claim", metavar="CLAIM")
    @click.option("--seen", metavar="ENTRY", help="Refuse if CLAIM has changed since this entry (see show).")
    def command(claim: str, seen: str | None, **acting: Unpack[Acting]) -> None:
        _act(
            acting,
            lambda ledger, by: recording.judge(ledger, whole(ledger, claim, "claim"), verdict, by, seen=seen),
        )

    command.__doc__ = help_
    _verdict(verdict, f'clm_1f2e --why "{reason}"')(command)


_on_a_claim("accept", "read it in the report", "Accept CLAIM: it is read rightly, and may go into a record.")
_on_a_claim("reject", "that is an age, not a count", "Reject CLAIM: it is read wrongly, and counts no more.")
_on_a_claim(
    "unverifiable",
    "nobody else was there",
    "Mark CLAIM unverifiable: it counts in working figures, and goes into no record.",
)


@_verdict("accept-all", 'rpt_09 --why "read in full"')
@click.argument("name", metavar="REPORT|INCIDENT")
def _accept_all(name: str, **acting: Unpack[Acting]) -> None:
    """Accept all claims of a report, or on an incident, that nobody has judged; each of them is named.

    All of them are undone at once with: tollbook judge undo JUDGEMENT --all
    """

    def act(ledger: Ledger, by: Signature) -> Done:
        claims = recording.unseen_of(ledger, whole(ledger, name, "report", "incident"))
        done = recording.accept_all(ledger, dict.fromkeys(claim.id for claim in claims), by)
        for claim in claims:
            what = numbers.subject(claim.measure, claim.unit, claim.group)
            click.echo(one_line(f"accepted: {claim.id}: {what} “{claim.evidence.quote}”"), err=True)
        return done

    _act(acting, act)


@_verdict("correct", 'clm_1f2e --low 3 --high open --speaker "residents" --why "residents said it"')
@click.argument("claim", metavar="CLAIM")
@claim_options
@click.option("--seen", metavar="ENTRY", help="Refuse if CLAIM has changed since this entry (see show).")
def _correct(claim: str, seen: str | None, **typed: Unpack[Describing]) -> None:
    """Correct CLAIM: what is not named stays as it reads now; it may then go into a record."""

    def act(ledger: Ledger, by: Signature) -> Done:
        name = whole(ledger, claim, "claim")
        before = seen or ledger.seen([name]).get(name)
        correction = amended(ledger, name, typed)
        return recording.judge(ledger, name, "correct", by, seen=before, correction=correction)

    _act(typed, act)


@_verdict("add", 'rpt_09 --quote "the two brothers" --measure killed')
@click.argument("report", metavar="REPORT")
@click.option(
    "--quote",
    required=True,
    metavar="TEXT",
    help="The words of the report that state the count (“14 people”).",
)
@click.option("--at", type=click.IntRange(0), metavar="N", help="Where the quote begins, if it is repeated.")
@claim_options
def _add(report: str, quote: str, at: int | None, **typed: Unpack[Describing]) -> None:
    """Add a claim that the program did not find in REPORT.

    The number is that of its words, where these state a single one; otherwise give --low and --high.
    """

    def act(ledger: Ledger, by: Signature) -> Done:
        name = whole(ledger, report, "report")
        return recording.add_claim(ledger, name, found_by_hand(ledger, name, (quote, at), typed), by)

    _act(typed, act)


@_verdict("confirm", "lnk_55ab")
@click.argument("link", metavar="LINK")
@click.option("--into", metavar="INCIDENT", help="The incident it belongs to, if it is another one.")
def _confirm(link: str, into: str | None, **acting: Unpack[Acting]) -> None:
    """Confirm that the report of LINK tells of its incident, or put it into another one."""

    def act(ledger: Ledger, by: Signature) -> Done:
        there = whole(ledger, into, "incident") if into else None
        return recording.confirm(ledger, whole(ledger, link, "link"), by, into=there)

    _act(acting, act)


@_verdict("split", 'inc_77aa rpt_09 --why "another market"')
@click.argument("incident", metavar="INCIDENT")
@click.argument("report", metavar="REPORT")
def _split(incident: str, report: str, **acting: Unpack[Acting]) -> None:
    """Take REPORT (or one link of it) out of INCIDENT, into an incident of its own."""

    def act(ledger: Ledger, by: Signature) -> Done:
        out = whole(ledger, report, "report", "link")
        return recording.split(ledger, whole(ledger, incident, "incident"), out, by)

    _act(acting, act)


@_verdict("merge", 'inc_77bb inc_77aa --why "one strike"')
@click.argument("incident", metavar="INCIDENT")
@click.argument("into", metavar="INTO")
def _merge(incident: str, into: str, **acting: Unpack[Acting]) -> None:
    """Say that INCIDENT is the same as INTO; both ids are kept, and the first points to the second."""

    def act(ledger: Ledger, by: Signature) -> Done:
        merged, kept = (whole(ledger, each, "incident") for each in (incident, into))
        return recording.merge(ledger, merged, kept, by)

    _act(acting, act)


@_verdict("range", "inc_77aa --measure killed --low 21 --best 25 --high 25")
@click.argument("incident", metavar="INCIDENT")
@click.option("--measure", required=True, metavar="NAME", help="What is counted (killed, injured …).")
@click.option("--unit", default="person", metavar="NAME", help="Of which unit; person by default.")
@click.option(
    "--group", multiple=True, metavar="TAG", help=f"Of which group: {GROUPS_SHOWN}. May be repeated."
)
@click.option("--low", type=click.IntRange(0), metavar="N", help="The low end; open by default.")
@click.option("--best", type=click.IntRange(0), metavar="N", help="The best number; undecided by default.")
@click.option("--high", type=click.IntRange(0), metavar="N", help="The high end; open by default.")
@click.option("--no-conclusion", is_flag=True, help="No conclusion is possible.")
def _range(incident: str, **typed: Unpack[Ranging]) -> None:
    """Set your own range for INCIDENT, or say that no conclusion is possible.

    It stands beside the program's finding and changes nothing of it.
    """
    chosen = Chosen(
        measure=typed["measure"],
        unit=typed["unit"],
        group=typed["group"],
        low=typed["low"],
        best=typed["best"],
        high=typed["high"],
        concluded=not typed["no_conclusion"],
    )
    _act(
        typed, lambda ledger, by: recording.set_range(ledger, whole(ledger, incident, "incident"), chosen, by)
    )


@_verdict("facts", 'inc_77aa --place "Lozova, Kharkiv Oblast" --date 2024-08-18 --why "the report says so"')
@click.argument("incident", metavar="INCIDENT")
@click.option(
    "--place", default="", metavar="NAME", help="Where, with its division or country: Lozova, Kharkiv."
)
@click.option("--at", default="", metavar="LAT,LON", help="Where the place lies, if no gazetteer knows it.")
@click.option("--date", "day", default="", metavar="DAY", help="When: 2024-08-18, 2024-08 or DAY/DAY.")
@click.option("--kind", default="", metavar="KIND", help="What kind; a wrong one is answered with the list.")
def _facts(incident: str, place: str, at: str, day: str, kind: str, **acting: Unpack[Acting]) -> None:
    """Put the place, date or kind of INCIDENT right; each may be unknown, what is not named stays.

    Lists, pages and records use it from then on; what the program chose is kept beside it, and comes back
    when the judgement is undone.
    """
    facts = typed_facts({"place": place, "at": at, "date": day, "kind": kind})
    _on(incident, acting, lambda ledger, name, by: recording.set_facts(ledger, name, facts, by))


@_verdict("inside", 'inc_77aa --why "shelling"')
@click.argument("incident", metavar="INCIDENT")
def _inside(incident: str, **acting: Unpack[Acting]) -> None:
    """Put INCIDENT inside of the project's scope."""
    _act(
        acting, lambda ledger, by: recording.set_scope(ledger, whole(ledger, incident, "incident"), True, by)
    )


@_verdict("outside", 'inc_77aa --why "a road accident"')
@click.argument("incident", metavar="INCIDENT")
def _outside(incident: str, **acting: Unpack[Acting]) -> None:
    """Put INCIDENT outside of the project's scope; this needs a reason."""
    _act(
        acting, lambda ledger, by: recording.set_scope(ledger, whole(ledger, incident, "incident"), False, by)
    )


@_verdict("undo", 'jdg_4c1d --why "the wrong claim"')
@click.argument("judgement", metavar="JUDGEMENT")
@click.option("--all", "together", is_flag=True, help="And all that accept-all wrote together with it.")
def _undo(judgement: str, together: bool, **acting: Unpack[Acting]) -> None:
    """Undo JUDGEMENT, as if it had never been; undoing the undoing brings it back."""

    def act(ledger: Ledger, by: Signature) -> Done:
        name = whole(ledger, judgement, "judgement")
        if together:
            return recording.undo_all(ledger, recording.accepted_with(ledger, name), by)
        return recording.undo(ledger, name, by)

    _act(acting, act)
