"""Search: reports, claims and incidents by their words.

Takes: a ledger and words. Gives: a `SearchPage`. Change this when: something else should be found by words;
how it is found is in `ledger.searching`.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from msgspec import Meta, Struct

from tollbook.ledger.log import Found
from tollbook.model import Claim, Report
from tollbook.publishing import numbers
from tollbook.workbench.claim_words import speaker
from tollbook.workbench.summaries import kind_words, title
from tollbook.workbench.visiting import Visit

AT_ONCE = 20
LONGEST = 200
"""So many characters of what is looked for are read."""


class Hit(Struct, frozen=True, kw_only=True):
    """Something that was found: its address, what it is, and the passage with what was looked for marked."""

    address: str
    title: str
    facts: str
    passage: tuple[tuple[str, bool], ...]


class SearchPage(Struct, frozen=True, kw_only=True):
    """What the search shows."""

    words: Annotated[str, Meta(description="What was looked for.")]
    incidents: Annotated[tuple[Hit, ...], Meta(description="Incidents that hold all the words.")]
    reports: Annotated[tuple[Hit, ...], Meta(description="Reports that hold all the words.")]
    claims: Annotated[tuple[Hit, ...], Meta(description="Claims that hold all the words.")]
    most: Annotated[int, Meta(description="How many of each kind are shown at most.")] = AT_ONCE


def show(visit: Visit) -> SearchPage:
    """Give what holds the words that were asked for."""
    words = visit.asked.get("words", "")[:LONGEST].strip()
    return SearchPage(
        words=words,
        incidents=tuple(map(_hit, visit.ledger.search(words, "incident", AT_ONCE))),
        reports=tuple(map(_hit, visit.ledger.search(words, "report", AT_ONCE))),
        claims=tuple(map(_hit, visit.ledger.search(words, "claim", AT_ONCE))),
    )


def _hit(found: Found) -> Hit:
    noun = found.noun
    if isinstance(noun, Report):
        when = numbers.moment(noun.published) if noun.published else ""
        facts = ", ".join(filter(None, (noun.outlet, when)))
        return _made(found, f"/reports/{quote(noun.id)}", noun.title or noun.outlet or noun.id, facts)
    if isinstance(noun, Claim):
        what = numbers.subject(noun.measure, noun.unit, noun.group)
        where = noun.place.name if noun.place else ""
        facts = ", ".join(
            filter(None, (what, where, numbers.when(noun.times.as_of), f"said by {speaker(noun)}"))
        )
        return _made(found, f"/reports/{quote(noun.report)}#{noun.id}", f"“{noun.evidence.quote}”", facts)
    return _made(found, f"/incidents/{quote(noun.id)}", title(noun), kind_words(noun.kind))


def _made(found: Found, address: str, title: str, facts: str) -> Hit:
    return Hit(address=address, title=title, facts=facts, passage=found.passage)
