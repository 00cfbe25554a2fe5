"""Chains: how each figure reached each report, from its root through agencies to the outlet.

Takes: reports of one incident with their claims, speakers and roots. Gives: the links of the chains with the
words for each, the copies, and the roots shown as independent. Change this when: a channel is named in
another way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tollbook.linking.copies import copies
from tollbook.linking.credits import Credit, agency_in, credits_of
from tollbook.linking.roots import UNATTRIBUTED, independent, order
from tollbook.model import Chains, Claim, Copy, Edge, Report, Root, Span, Speaker

NAMED = "named beside the figure"
RESOLVED = "named elsewhere in the text"
CREDITED = "credited with the text"
CHANNEL = "named as the channel of the figure"
OWN = "in its own voice"


class _Book:
    """What is known of each report while its links are made."""

    def __init__(self, reports: Sequence[Report], found: Sequence[Copy], language: str) -> None:
        self.reports = {report.id: report for report in reports}
        self.language = language
        self.copy_of = {copy.report: copy for copy in found}
        self.credits = {report.id: credits_of(report, language) for report in reports}

    def outlet(self, report: str) -> str:
        return self.reports[report].outlet or report


def chains(
    reports: Sequence[Report],
    claims: Sequence[Claim],
    roots: Sequence[Root],
    speakers: Sequence[Speaker] = (),
    language: str = "en",
) -> Chains:
    """Give the chains of claims; `roots` are those of `tollbook.linking.roots` for the same reports.

    The order of reports and claims does not matter.
    """
    found = copies(reports)
    book = _Book(reports, found, language)
    by_id = {claim.id: claim for claim in claims}
    edges: list[Edge] = []
    for root in roots:
        in_report: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in sorted((by_id[name] for name in root.claims if name in by_id), key=order(reports)):
            in_report[claim.report].append(claim)
        for report, members in in_report.items():
            if report in book.reports:
                edges.extend(_links(root, report, members, book))
    return Chains(edges=tuple(edges), copies=found, independent=independent(roots, speakers))


def _links(root: Root, report: str, members: Sequence[Claim], book: _Book) -> list[Edge]:
    """Give the links of a root's claims in one report, one pair or one link for each channel."""
    by_channel: defaultdict[str | None, list[Claim]] = defaultdict(list)
    for claim in members:
        by_channel[_channel(claim, root, report, book)].append(claim)
    made: list[Edge] = []
    for channel, passed in by_channel.items():
        outlet = book.outlet(report)
        evidence, because = _mention(root, passed, report, book)
        if channel is None:
            if because == OWN and root.name != outlet:
                evidence, because = _copied(root, report, book)
            made.append(_edge(root, (root.name, outlet), passed, (evidence, because)))
            continue
        if root.kind != UNATTRIBUTED:
            made.append(_edge(root, (root.name, channel), passed, (evidence, because)))
        made.append(_edge(root, (channel, outlet), passed, _named(channel, passed, report, book)))
    return made


def _edge(
    root: Root, ends: tuple[str, str], passed: Sequence[Claim], ground: tuple[Span | None, str]
) -> Edge:
    return Edge(
        root=root.id,
        giver=ends[0],
        taker=ends[1],
        report=passed[0].report,
        claims=tuple(claim.id for claim in passed),
        evidence=ground[0],
        because=ground[1],
    )


def _channel(claim: Claim, root: Root, report: str, book: _Book) -> str | None:
    """Give through whom a claim reached its report, if that is said and is not the root itself."""
    credited: Sequence[Credit] = book.credits[report]
    if claim.via:
        name = agency_in(claim.via, book.language) or claim.via
    elif credited:
        name = credited[0].agency
    else:
        return None
    return None if name.casefold() in (root.name.casefold(), book.outlet(report).casefold()) else name


def _mention(root: Root, passed: Sequence[Claim], report: str, book: _Book) -> tuple[Span | None, str]:
    """Give the words that name the root for these claims."""
    text = book.reports[report].text
    for claim in passed:
        who = claim.speaker
        if who is not None and who.start is not None and who.end is not None:
            quote = text[who.start : who.end]
            return Span(start=who.start, end=who.end, quote=quote), NAMED
    if any(claim.speaker is not None for claim in passed):
        return None, RESOLVED
    return None, OWN


def _named(channel: str, passed: Sequence[Claim], report: str, book: _Book) -> tuple[Span | None, str]:
    """Give the words that name a channel: a credit, or the name beside the figure nearest to it."""
    credit = next((c for c in book.credits[report] if c.agency == channel), None)
    spoken = next((claim for claim in passed if claim.via), None)
    if spoken is None or not spoken.via:
        return (credit.evidence if credit else None), CREDITED
    text, at = book.reports[report].text, spoken.evidence.start
    before = text.rfind(spoken.via, 0, at)
    after = text.find(spoken.via, at)
    near = min((place for place in (before, after) if place >= 0), key=lambda p: abs(p - at), default=None)
    if near is None:
        return None, CHANNEL
    return Span(start=near, end=near + len(spoken.via), quote=spoken.via), CHANNEL


def _copied(root: Root, report: str, book: _Book) -> tuple[Span | None, str]:
    """Give why a figure in an outlet's own voice belongs to another's root: a copy, or equal figures."""
    copy = book.copy_of.get(report)
    if copy is None:
        copy = min((c for c in book.copy_of.values() if c.of == report), key=lambda c: c.report, default=None)
    if copy is None:
        return None, f"all figures in its own voice are those of {root.name}"
    mine, other = (copy.passages, copy.of) if copy.report == report else (copy.of_passages, copy.report)
    longest = max(mine, key=lambda part: (part.end - part.start, -part.start), default=None)
    because = (
        f"{copy.share:.0%} of the shorter text stand in both this report and that of {book.outlet(other)}"
    )
    if longest is None:
        return None, because
    quote = book.reports[report].text[longest.start : longest.end]
    return Span(start=longest.start, end=longest.end, quote=quote), because


def summary(reports: Sequence[Report], roots: Sequence[Root], found: Chains) -> str:
    """Give the state of things in one sentence: outlets, roots, and whether they are independent."""
    outlets: Mapping[str, str] = {report.id: report.outlet or report.id for report in reports}
    heard = {outlets[name] for root in roots for name in root.reports if name in outlets}
    pairs = len(roots) * (len(roots) - 1) // 2
    if pairs and len(found.independent) == pairs:
        shown = "independence shown"
    elif found.independent:
        shown = f"independence shown for {len(found.independent)} of {pairs} pairs"
    else:
        shown = "independence not shown"
    return f"{_count(len(heard), 'outlet')}, {_count(len(roots), 'root')}, {shown}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
