"""The options by which a person says how a claim should read, and the claim that comes of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypedDict, TypeVar

import click
import msgspec
from msgspec.structs import replace

from tollbook.errors import UsageError
from tollbook.ledger import Reader
from tollbook.measures import measure
from tollbook.model import GROUPS, Account, Attribution, Claim, Count, Span
from tollbook.recording import standing_account
from tollbook.recording.checking import BY_HAND, check_lists, stated

OPEN = "open"

MOST_DIGITS = 12

GROUPS_SHOWN = ", ".join(GROUPS)

Command = TypeVar("Command", bound=Callable[..., Any])


class Typed(TypedDict, total=False):
    """The options of a claim as typed; what is `None` or empty was not typed."""

    low: str | None
    high: str | None
    measure: str | None
    unit: str | None
    group: tuple[str, ...]
    speaker: str | None
    extent: str | None
    status: str | None
    scope: str | None
    event: str | None
    correction: str | None


_OPTIONS = (
    click.option("--low", metavar="N", help="The low end of the count, or open."),
    click.option("--high", metavar="N", help="The high end of the count, or open."),
    click.option("--measure", metavar="NAME", help="What is counted (killed, injured …)."),
    click.option("--unit", metavar="NAME", help="Of which unit (person, house …)."),
    click.option(
        "--group",
        multiple=True,
        metavar="TAG",
        help=f"Of which group: {GROUPS_SHOWN}. May be repeated; empty for none.",
    ),
    click.option("--speaker", metavar="NAME", help="Who says it; an empty name for the report itself."),
    click.option(
        "--extent", type=click.Choice(["whole", "part", "unclear"]), help="The whole toll or a part."
    ),
    click.option(
        "--status", type=click.Choice(["asserted", "possible", "denied"]), help="How firmly it is said."
    ),
    click.option(
        "--scope", type=click.Choice(["event", "background", "cumulative"]), help="What the count covers."
    ),
    click.option("--event", metavar="EVENT", help="Which incident of the report (evt_1 …) it belongs to."),
    click.option("--correction", metavar="JSON", help="Fields of the claim as a JSON object, for all else."),
)


def claim_options(command: Command) -> Command:
    """Give a command the options by which a claim is described."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def amended(ledger: Reader, name: str, typed: Typed) -> Claim:
    """Give a claim as it reads now with what was typed in its place.

    Raises `UsageError` where there is no such claim, nothing was typed, or it does not fit.
    """
    stored = ledger.claim(name)
    account = standing_account(ledger, stored.report) if stored else None
    if stored is None or account is None:
        raise UsageError(f"the ledger holds no claim {name}: see `tollbook show` for the ids of claims")
    now = next((claim for claim in account.claims if claim.id == name), stored)
    fields = Typed.__annotations__
    if not any(value or value == "" for name, value in typed.items() if name in fields):
        raise UsageError("a correction says what should read otherwise: see `tollbook judge correct --help`")
    return _with(now, typed, account)


def found_by_hand(ledger: Reader, report: str, words: tuple[str, int | None], typed: Typed) -> Claim:
    """Give a claim that a person found: a quote, where it begins if it is repeated, and what was typed."""
    account = ledger.account(report)
    if account is None:
        raise UsageError(f"the ledger holds no report {report}: name one that it holds")
    if not typed.get("measure"):
        raise UsageError("a claim counts something: say what with --measure")
    count = stated(words[0], account.report.language)
    if count is None and not (typed.get("low") or typed.get("high")):
        raise UsageError("these words state no single number: give --low and --high")
    text, (quote, at) = account.report.text, words
    start = text.find(quote) if at is None else at
    if start < 0:
        raise UsageError(f"the quote does not stand in {report}: copy it exactly")
    if at is None and text.find(quote, start + 1) >= 0:
        raise UsageError("the quote stands there several times: say with --at where it begins")
    claim = Claim(
        id="",
        report=report,
        measure="",
        unit="person",
        count=count or Count(low=None, high=None, text=quote),
        evidence=Span(start=start, end=start + len(quote), quote=quote),
        by=BY_HAND,
    )
    return _with(claim, typed, account)


def _with(claim: Claim, typed: Typed, account: Account) -> Claim:
    count = {side: _bound(typed.get(side)) for side in ("low", "high") if typed.get(side)}
    plain = ("measure", "unit", "group", "extent", "status", "scope")
    counted = typed.get("measure") or claim.measure
    facts: dict[str, Any] = {"unit": _unit(counted, claim.unit)}
    facts |= {name: typed[name] for name in plain if typed.get(name)}  # type: ignore[literal-required]
    if "group" in facts:
        facts["group"] = tuple(filter(None, facts["group"]))
    if count:
        facts["count"] = replace(claim.count, **count, vague=None, approx=False)
    if (speaker := typed.get("speaker")) is not None:
        facts["speaker"] = _speaker(account, speaker) if speaker else None
    if event := typed.get("event"):
        facts["incident"] = event
    try:
        more = msgspec.json.decode(typed.get("correction") or "{}", type=dict[str, Any])
        check_lists(more)
        return msgspec.convert(msgspec.to_builtins(replace(claim, **facts)) | more, Claim)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise UsageError(f"the claim does not fit: {error}") from error


def _unit(counted: str, before: str) -> str:
    """Give the unit of what is counted where none was typed: people are persons, a thing keeps its word."""
    counts = measure(counted).unit
    return before if (before == "person") == (counts == "person") else counts


def _speaker(account: Account, name: str) -> Attribution:
    """Give a speaker of the report by name, or one that the report's reading does not know."""
    known = next((each for each in account.speakers if each.name.casefold() == name.casefold()), None)
    if known:
        return Attribution(id=known.id, name=known.name, kind=known.kind)
    return Attribution(id="spk_by_hand", name=name)


def _bound(typed: object) -> int | None:
    if typed == OPEN:
        return None
    if not isinstance(typed, str) or not typed.isdecimal() or len(typed) > MOST_DIGITS:
        shown = str(typed)[:40]
        raise UsageError(f"{shown!r} is no bound: give a number of at most {MOST_DIGITS} digits, or {OPEN}")
    return int(typed)
