"""What people write into claims and ranges, checked before it is kept: codes are codes, quotes are quotes.

Takes: a claim or a range of a person. Gives: the same, completed. Raises `UsageError` where it does not fit.
Change this when: people may say something new of a claim.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from types import MappingProxyType
from typing import get_args

import msgspec

from tollbook.errors import UsageError
from tollbook.extracting.number_words import number_words
from tollbook.extracting.numbers import read_counts
from tollbook.languages import available
from tollbook.ledger import Reader
from tollbook.measures import measure
from tollbook.model import GROUPS, Account, By, Chosen, Claim, Count, Extent, Scope, Status, When
from tollbook.text import words

LISTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"extent": get_args(Extent), "status": get_args(Status), "scope": get_args(Scope)}
)
"""The fields of a claim whose values are fixed, beside its measure and its groups."""

CODE = re.compile(r"[a-z][a-z0-9 _/-]{0,39}")
"""What a unit or a kind looks like; these enter the chain, where no words of people may be."""

BY_HAND = By(rules=("by hand",), confidence=1.0)


def hand_id(report: str, claim: Claim) -> str:
    """Give the id of a claim that a person adds; no claim that was read by a program bears it."""
    key = f"{report}\n{claim.evidence.start}\n{claim.evidence.end}\n{claim.measure}\nby hand"
    return f"clm_{blake2b(key.encode(errors='surrogatepass'), digest_size=8).hexdigest()}"


def checked_claim(ledger: Reader, claim: Claim) -> Claim:
    """Give a person's claim, made by hand, with the report's main incident where it names none."""
    account = ledger.account(claim.report)
    if account is None:
        raise UsageError(f"the ledger holds no report {claim.report}: name one that it holds")
    try:
        check_lists(msgspec.to_builtins(claim))
        claim = msgspec.convert(msgspec.to_builtins(claim), Claim)
    except msgspec.ValidationError as error:
        raise UsageError(f"the claim does not fit: {error}") from error
    _check_counted(claim.measure, claim.unit, claim.group)
    _check_codes([claim.speaker.kind] if claim.speaker and claim.speaker.kind else [])
    _check_bounds(claim.count.low, None, claim.count.high)
    for when in (claim.times.event, claim.times.as_of, claim.times.said):
        _check_time(when)
    at = claim.evidence
    if account.report.text[at.start : at.end] != at.quote or not at.quote:
        raise UsageError(f"the quote does not stand at {at.start} to {at.end} of {claim.report}")
    return among(account, claim)


def checked_range(chosen: Chosen) -> Chosen:
    """Give a person's range: bounds in order, or none at all where no conclusion is possible."""
    _check_counted(chosen.measure, chosen.unit, chosen.group)
    bounds = (chosen.low, chosen.best, chosen.high)
    given = [each for each in bounds if each is not None]
    if bool(given) != chosen.concluded:
        raise UsageError("a range has a bound, and one without a conclusion has none")
    _check_bounds(*bounds)
    return chosen


def among(account: Account, claim: Claim) -> Claim:
    """Tie a claim to its report's incident, other claims and statements, as far as these are there."""
    events = [incident.id for incident in account.incidents] or ["evt_1"]
    if claim.incident is not None and claim.incident not in events:
        raise UsageError(f"{claim.report} tells of no {claim.incident}: name one of {', '.join(events)}")
    wholes = {each.id for each in account.claims}
    said = {each.id for each in account.statements}
    return msgspec.structs.replace(
        claim,
        incident=claim.incident or events[0],
        root=None,
        part_of=claim.part_of if claim.part_of in wholes else None,
        statement=claim.statement if claim.statement in said else None,
        by=BY_HAND,
    )


def moment(when: str) -> str:
    """Give a moment in UTC and ISO 8601; the present one for an empty text."""
    if not when:
        return datetime.now(UTC).isoformat(timespec="milliseconds")
    try:
        given = datetime.fromisoformat(when)
    except ValueError:
        raise UsageError(f"{when!r} is no moment: write it as 2026-01-31T12:00:00Z") from None
    return (given if given.tzinfo else given.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def stated(quote: str, language: str | None) -> Count | None:
    """Give the count that words state, or `None` where they state none, or several."""
    known = language if language in available() else "en"
    found = [each for each in read_counts(words(quote), number_words(known)) if each.kind != "age"]
    if len(found) != 1 or (found[0].low, found[0].high, found[0].vague) == (None, None, None):
        return None
    one = found[0]
    return Count(low=one.low, high=one.high, approx=one.approx, vague=one.vague, text=quote)


def check_lists(fields: Mapping[str, object]) -> None:
    """Check the fields of a claim whose values are fixed; raises `UsageError` that lists them."""
    for name, values in LISTS.items():
        if name in fields and fields[name] not in values:
            raise UsageError(f"{fields[name]!r} is no {name}; there are {', '.join(values)}")


def _check_counted(name: str, unit: str, group: Sequence[str]) -> None:
    """Check what is counted: people by groups that there are, things by a unit that names them."""
    counts = measure(name).unit
    for each in group:
        if each not in GROUPS:
            raise UsageError(f"{each!r} is no group; there are {', '.join(GROUPS)}")
    if counts == "person" and unit != "person":
        raise UsageError(f"{name} counts people, so its unit is person: not {unit!r}")
    if counts == "thing" and unit == "person":
        raise UsageError(f"{name} counts things: name the unit (house, vehicle …; thing, where none is said)")
    if counts == "thing" and group:
        raise UsageError(f"{name} counts things, which have no group: leave it empty")
    _check_codes([unit])


def _check_codes(codes: list[str]) -> None:
    for code in codes:
        if not CODE.fullmatch(code):
            raise UsageError(f"{code!r} is no unit or kind: use small letters, at most 40")


def _check_bounds(low: int | None, best: int | None, high: int | None) -> None:
    given = [each for each in (low, best, high) if each is not None]
    if given != sorted(given) or any(each < 0 for each in given):
        raise UsageError("low, best and high are numbers from 0 on, none below the one before")


def _check_time(when: When | None) -> None:
    for side in (when.start, when.end) if when else ():
        try:
            datetime.fromisoformat(side)
        except ValueError:
            raise UsageError(f"{side!r} is no date: write it as 2026-01-31") from None
