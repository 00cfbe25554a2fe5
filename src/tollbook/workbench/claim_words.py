"""Claims and conflicts in words, as the pages show them beside the text.

Takes: claims and what people decided on them. Gives: rows of strings. Change this when: a page tells
something else of a claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from tollbook.measures import measures
from tollbook.model import Claim, Conflict, Count, Judgement, Verdict
from tollbook.publishing import numbers
from tollbook.recording.standing import STATES

OWN_VOICE = "the report itself"


class Decision(Struct, frozen=True, kw_only=True):
    """What one person decided on a claim: the judgement's id, what in words, who, when and why.

    `claim` is how the claim read from then on, in words, where it was corrected.
    """

    id: str
    what: str
    who: str
    when: str
    why: str
    undone: bool
    claim: str = ""


class ClaimRow(Struct, frozen=True, kw_only=True):
    """A claim as people read it; `was` is how the program read it, where a person corrected that.

    `anchor` is the place of its quote on the page. `state` is proposed, accepted, corrected, rejected,
    unverifiable or added; `seen` the entry that a person who looks at it has before their eyes.
    """

    id: str
    anchor: str
    measure: str
    label: str
    count: str
    group: str
    quote: str
    speaker: str
    notes: str
    confidence: str
    state: str
    was: str
    seen: str
    decisions: tuple[Decision, ...]


class ConflictRow(Struct, frozen=True, kw_only=True):
    """Figures that do not add up: why in words, the claims of this report, and how many stand elsewhere."""

    id: str
    kind: str
    why: str
    open: bool
    claims: tuple[str, ...]
    quotes: tuple[str, ...]
    elsewhere: int
    repairs: tuple[str, ...]
    incident: str


def count_words(count: Count) -> str:
    """Give a count as people say it: "12", "at least 12", "0 to 20", "about 50", "dozens"."""
    if count.vague is not None and count.low is None and count.high is None:
        return "some" if count.vague == "plural" else count.vague
    return ("about " if count.approx else "") + _bounds(count.low, count.high)


def speaker(claim: Claim) -> str:
    """Give who says a claim."""
    return claim.speaker.name if claim.speaker else OWN_VOICE


def claim_words(claim: Claim) -> str:
    """Give a claim in one line: what is counted, how many, who says it."""
    what = numbers.subject(claim.measure, claim.unit, claim.group)
    return f"{what} {count_words(claim.count)}, “{claim.evidence.quote}”, said by {speaker(claim)}"


def notes(claim: Claim) -> str:
    """Give what a reader must know of a claim before using its number."""
    said = [
        {"asserted": "", "possible": "put forward as possible", "denied": "denied"}[claim.status],
        {"event": "", "background": "another incident", "cumulative": "a running total"}[claim.scope],
        {"whole": "", "unclear": "whole or part unclear", "part": "a part"}[claim.extent],
        f"through {claim.via}" if claim.via else "",
        f"relies on {claim.basis}" if claim.basis else "",
        f"as of {numbers.when(claim.times.as_of)}" if claim.times.as_of else "",
    ]
    return "; ".join(filter(None, said))


def verdict_words(verdict: Verdict) -> str:
    """Give what was decided, as one says it of a claim: "accepted", "added by hand"."""
    return _VERDICTS.get(verdict, verdict)


def decisions(judgements: Iterable[Judgement], undone: frozenset[str]) -> tuple[Decision, ...]:
    """Give what people decided, the latest first, with what was undone marked."""
    told = [
        Decision(
            id=each.id,
            what=verdict_words(each.verdict),
            who=each.who,
            when=numbers.moment(each.when.partition(".")[0] + "Z"),
            why=each.why,
            undone=each.id in undone,
            claim=claim_words(each.correction) if each.correction else "",
        )
        for each in judgements
    ]
    return tuple(reversed(told))


def row(claim: Claim, was: Claim | None, anchor: str, *, judged: Sequence[Judgement], seen: str) -> ClaimRow:
    """Give the row of a claim; `judged` are the judgements that hold on it, oldest first."""
    verdicts = [each for each in judged if each.verdict in STATES]
    state = STATES[verdicts[-1].verdict] if verdicts else "added" if judged else "proposed"
    return ClaimRow(
        id=claim.id,
        anchor=anchor,
        measure=claim.measure,
        label=measures()[claim.measure].label if claim.measure in measures() else claim.measure,
        count=count_words(claim.count),
        group=_group(claim),
        quote=claim.evidence.quote,
        speaker=speaker(claim),
        notes=notes(claim),
        confidence=_confidence(claim),
        state=state,
        was=claim_words(was) if was else "",
        seen=seen,
        decisions=decisions(judged, frozenset()),
    )


def conflict_row(conflict: Conflict, incident: str, here: Mapping[str, ClaimRow]) -> ConflictRow:
    """Give the row of a conflict for the report of which `here` holds the claims, by their ids."""
    told = [here[name] for name in conflict.claims if name in here]
    quotes = {each.id: each.quote for each in told}
    return ConflictRow(
        id=conflict.id,
        kind=conflict.kind,
        why=with_quotes(conflict.why, quotes),
        open=conflict.open,
        claims=tuple(each.id for each in told),
        quotes=tuple(each.quote for each in told),
        elsewhere=len(conflict.claims) - len(told),
        repairs=tuple(with_quotes(each, quotes) for each in conflict.repairs),
        incident=incident,
    )


def quotes_of(claims: Iterable[Claim]) -> dict[str, str]:
    """Give the words of claims by their ids."""
    return {claim.id: claim.evidence.quote for claim in claims}


def with_quotes(words: str, quotes: Mapping[str, str]) -> str:
    """Put quotes in the place of ids of claims."""
    for word in {word.strip(",.;:()") for word in words.split()}:
        if word in quotes:
            words = words.replace(word, f"“{quotes[word]}”")
    return words


def _confidence(claim: Claim) -> str:
    if "by hand" in claim.by.rules:
        return "by hand"
    return f"{claim.by.confidence:.0%} sure" if claim.by.confidence < 0.995 else "over 99% sure"


def _group(claim: Claim) -> str:
    words = numbers.subject(claim.measure, claim.unit, claim.group)
    return words.partition(": ")[2]


def _bounds(low: int | None, high: int | None) -> str:
    if low == high and low is not None:
        return f"{low:,}"
    if high is None:
        return "unknown" if low is None else f"at least {low:,}"
    return f"at most {high:,}" if not low else f"{low:,} to {high:,}"


_VERDICTS: Mapping[Verdict, str] = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "add": "added by hand",
    "undo": "undone",
}
