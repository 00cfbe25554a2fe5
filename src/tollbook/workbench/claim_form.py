"""What a person types of a claim: a form filled from one, and the claim that comes of what was typed.

Takes: the fields of a form, all of them text, and the account of the report. Gives: a `Claim` to be judged or
added. Raises `UsageError` in words that tell what to type instead. Change this when: a person may say
something new of a claim.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tollbook.errors import UsageError
from tollbook.measures import measures
from tollbook.model import Account, Attribution, Claim, Count, Span
from tollbook.recording.checking import BY_HAND, LISTS, check_lists, stated

OPEN = ("", "open", "?")
"""What stands for a bound that the words leave open."""


class ClaimForm(Struct, frozen=True, kw_only=True):
    """The fields of the form for a claim as text; `claim` is empty for one that is added by hand.

    `seen` is the entry that the person has before their eyes. `start` is the place of the quote in the text,
    where a script knows it; without one, the quote nearest to the old place is meant.
    """

    claim: str = ""
    seen: str = ""
    quote: str = ""
    start: str = ""
    measure: str = "killed"
    unit: str = ""
    group: str = ""
    low: str = ""
    high: str = ""
    about: str = ""
    speaker: str = ""
    via: str = ""
    extent: str = "unclear"
    status: str = "asserted"
    scope: str = "event"
    why: str = ""


def filled(claim: Claim, seen: str) -> ClaimForm:
    """Give the form of a claim as it reads now."""
    count = claim.count
    return ClaimForm(
        claim=claim.id,
        seen=seen,
        quote=claim.evidence.quote,
        start=str(claim.evidence.start),
        measure=claim.measure,
        unit=claim.unit,
        group=", ".join(claim.group),
        low="" if count.low is None else str(count.low),
        high="" if count.high is None else str(count.high),
        about="yes" if count.approx else "",
        speaker=claim.speaker.name if claim.speaker else "",
        via=claim.via or "",
        extent=claim.extent,
        status=claim.status,
        scope=claim.scope,
    )


def typed(fields: Mapping[str, str]) -> ClaimForm:
    """Give the form with what a person sent; what was not sent is as in an empty form."""
    known = {name: fields[name].strip() for name in ClaimForm.__struct_fields__ if name in fields}
    return ClaimForm(**known)


def claim_of(form: ClaimForm, account: Account, before: Claim | None) -> Claim:
    """Give the claim that a form describes; what the form does not ask for stays as it was `before`."""
    if form.measure not in measures():
        raise UsageError(f"{form.measure!r} is no measure: choose one of the list")
    check_lists({name: getattr(form, name) for name in LISTS})
    evidence = located(account.report.text, form.quote, _number(form.start, "the place of the words"))
    facts = {
        "measure": form.measure,
        "unit": form.unit.lower() or measures()[form.measure].unit,
        "group": tuple(dict.fromkeys(filter(None, re.split(r"[\s,;]+", form.group.lower())))),
        "count": _count(form, evidence, account, before),
        "extent": form.extent,
        "status": form.status,
        "scope": form.scope,
        "speaker": _speaker(form.speaker, account, before),
        "via": form.via or None,
        "evidence": evidence,
    }
    if before is not None:
        return replace(before, **facts)
    return msgspec.convert(
        {"id": "", "report": account.report.id, "by": BY_HAND, **facts}, Claim, from_attributes=True
    )


def _count(form: ClaimForm, evidence: Span, account: Account, before: Claim | None) -> Count:
    """Give the count of a form; of a claim that is added, that of its words where no number was typed."""
    if before is None and not (form.low or form.high or form.about):
        read = stated(evidence.quote, account.report.language)
        if read is not None:
            return read
    old = before.count if before else None
    low, high = _bound(form.low, "the low end"), _bound(form.high, "the high end")
    same = old is not None and (low, high, bool(form.about)) == (old.low, old.high, old.approx)
    if low is None and high is None and not (same and old and old.vague):
        raise UsageError("a claim states a count: type a low end, a high end, or both")
    if low is not None and high is not None and low > high:
        raise UsageError("the low end is above the high end: type them the other way round")
    text = old.text if old and before and before.evidence == evidence else evidence.quote
    return Count(
        low=low, high=high, approx=bool(form.about), vague=old.vague if same and old else None, text=text
    )


def located(text: str, quote: str, near: int | None) -> Span:
    """Find words in a text, the nearest to a place where they stand several times; white space may differ.

    Browsers send other line breaks than the text has, and people copy with other spaces.
    """
    words = quote.split()
    if not words:
        raise UsageError("no words were chosen: select them in the text, or type them as they stand there")
    found = re.compile(r"\s+".join(map(re.escape, words)))
    places = [(match.start(), match.end()) for match in found.finditer(text)]
    if not places:
        raise UsageError("these words do not stand in the report: copy them exactly as they stand there")
    if near is None and len(places) > 1:
        raise UsageError(
            f"these words stand {len(places)} times in the report: take some more words with them"
        )
    start, end = min(places, key=lambda place: abs(place[0] - (near or 0)))
    return Span(start=start, end=end, quote=text[start:end])


def _speaker(name: str, account: Account, before: Claim | None) -> Attribution | None:
    """Give the speaker of that name, with the mention that the claim had where the speaker is the same."""
    if not name:
        return None
    if before and before.speaker and before.speaker.name == name:
        return before.speaker
    known = next((each for each in account.speakers if each.name.casefold() == name.casefold()), None)
    if known:
        return Attribution(id=known.id, name=known.name, kind=known.kind)
    return Attribution(id="spk_by_hand", name=name)


def _bound(words: str, what: str) -> int | None:
    return None if words.lower() in OPEN else _number(words, what)


def _number(words: str, what: str) -> int | None:
    if not words:
        return None
    if not _NUMBER.fullmatch(words):
        raise UsageError(f"{what} is a number from 0 on, or left empty where it is open: not {words!r}")
    return int(re.sub(r"\D", "", words))


_NUMBER = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:[,.\s’'][0-9]{3}){1,2}")
