"""Who stands behind the figures of an incident: roots as a tree, statements by speaker, links of reports.

Takes: chains, accounts, links. Gives: rows of words, each with its evidence. Change this when: the incident
page shows something else of its sources.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from tollbook.model import Account, Chains, Claim, Edge, Link, Report, Root, Speaker
from tollbook.publishing import numbers
from tollbook.workbench.figures import style_of

ACTS = {"deny": "denies", "accuse": "accuses"}
"""How a kind of statement is told of one speaker; of all others by an s."""

KINDS = {"un": "United Nations", "ngo": "organisation", "unattributed": "no speaker is named"}
"""Kinds of roots that do not read as words."""

MOST_WORDS = 320
"""Characters of a statement that are shown."""


class Passed(Struct, frozen=True):
    """The evidence of one edge: in which report, for which figures, why it is one, and in which words."""

    report: str
    outlet: str
    figures: str
    claim: str
    because: str
    quote: str


class Branch(Struct, frozen=True):
    """Somebody who has figures from the one above: the evidence for that, and who has them from here."""

    name: str
    passed: tuple[Passed, ...]
    branches: tuple[Branch, ...]


class RootRow(Struct, frozen=True, kw_only=True):
    """A root with the tree under it; `facts` are its kind and basis in words."""

    id: str
    style: str
    name: str
    facts: str
    claims: int
    reports: int
    branches: tuple[Branch, ...]


class Said(Struct, frozen=True):
    """One statement: what kind, by which words it is known, what it says, to or against whom, and where."""

    act: str
    cue: str
    content: str
    aims: str
    report: str
    outlet: str


class Voice(Struct, frozen=True):
    """Everything that one speaker says in the reports on an incident."""

    name: str
    facts: str
    statements: tuple[Said, ...]


class LinkRow(Struct, frozen=True, kw_only=True):
    """A report of an incident: what speaks for and against, and who decided; `part` is a part of a report.

    `seen` is the entry of the link that a person sees, `near` an incident that it only just did not join.
    """

    id: str
    seen: str
    report: str
    title: str
    outlet: str
    published: str
    part: str
    sure: str
    evidence_for: tuple[str, ...]
    evidence_against: tuple[str, ...]
    decided_by: str
    machine: str
    founder: bool
    near: str
    near_sure: str


def root_rows(
    roots: Sequence[Root], chains: Chains, claims: Mapping[str, Claim], outlets: Mapping[str, str]
) -> tuple[RootRow, ...]:
    """Give the roots, those with most claims first, each with those who have its figures from it."""
    rows = []
    for mark, root in enumerate(roots, 1):
        edges = [edge for edge in chains.edges if edge.root == root.id]
        kind = KINDS.get(root.kind or "", root.kind) or "kind unknown"
        facts = [kind, f"relies on {root.basis}" if root.basis else "basis not stated"]
        rows.append(
            RootRow(
                id=root.id,
                style=style_of(mark),
                name=root.name,
                facts=", ".join(facts),
                claims=len(root.claims),
                reports=len(root.reports),
                branches=_Tree(edges, claims, outlets).under(root.name),
            )
        )
    return tuple(rows)


class _Tree:
    """The edges of one root, from giver to taker."""

    def __init__(
        self, edges: Sequence[Edge], claims: Mapping[str, Claim], outlets: Mapping[str, str]
    ) -> None:
        self._edges = edges
        self._claims = claims
        self._outlets = outlets

    def under(self, root: str) -> tuple[Branch, ...]:
        """Give who has the figures from a root, and from any giver that nobody leads to."""
        takers = {edge.taker for edge in self._edges}
        loose = dict.fromkeys(edge.giver for edge in self._edges if edge.giver not in {*takers, root})
        more = (Branch(name, (), self._from(name, frozenset({root, name}))) for name in loose)
        return (*self._from(root, frozenset({root})), *more)

    def _from(self, giver: str, above: frozenset[str]) -> tuple[Branch, ...]:
        found: defaultdict[str, list[Edge]] = defaultdict(list)
        for edge in self._edges:
            if edge.giver == giver:
                found[edge.taker].append(edge)
        return tuple(
            Branch(
                taker,
                tuple(map(self._passed, edges)),
                () if taker in above else self._from(taker, above | {taker}),
            )
            for taker, edges in found.items()
        )

    def _passed(self, edge: Edge) -> Passed:
        told = [claim for name in edge.claims if (claim := self._claims.get(name))]
        figures = {
            claim.count.text.casefold(): f"{numbers.subject(claim.measure, claim.unit, claim.group)} "
            f"“{claim.count.text}”"
            for claim in reversed(told)
        }
        return Passed(
            edge.report,
            self._outlets.get(edge.report, edge.report),
            "; ".join(reversed(figures.values())),
            told[0].id if told else "",
            edge.because,
            edge.evidence.quote if edge.evidence else "",
        )


def voices(
    accounts: Iterable[Account], roots: Iterable[Root], outlets: Mapping[str, str]
) -> tuple[Voice, ...]:
    """Give the statements of all reports by speaker, those who say most first.

    Speakers of one root are one; what only reports comes behind what accuses, denies, demands.
    """
    root_of = {name: root for root in roots for name in root.speakers}
    said: defaultdict[str, list[Said]] = defaultdict(list)
    names: dict[str, tuple[str, str]] = {}
    for account in accounts:
        speakers = {speaker.id: speaker for speaker in account.speakers}
        text = account.report.text
        for each in account.statements:
            if each.speaker is None:
                continue
            speaker = speakers.get(each.speaker.id)
            root = root_of.get(each.speaker.id)
            key = root.id if root else each.speaker.name.casefold()
            names.setdefault(key, (root.name if root else each.speaker.name, _facts(speaker)))
            aims = [
                f"to {each.addressee.quote}" if each.addressee else "",
                f"about {each.target.quote}" if each.target else "",
            ]
            content = text[each.content.start : each.content.end].strip()
            said[key].append(
                Said(
                    ACTS.get(each.act, f"{each.act}s"),
                    text[each.cue.start : each.cue.end] if each.cue else "",
                    content if len(content) <= MOST_WORDS else content[:MOST_WORDS] + " …",
                    ", ".join(filter(None, aims)),
                    account.report.id,
                    outlets.get(account.report.id, account.report.id),
                )
            )
    rows = [
        Voice(*names[key], tuple(sorted(told, key=lambda each: each.act == "reports")))
        for key, told in said.items()
    ]
    return tuple(sorted(rows, key=lambda voice: -len(voice.statements)))


def link_rows(
    links: Iterable[Link], reports: Iterable[Report], incident: str, seen: Mapping[str, str]
) -> tuple[LinkRow, ...]:
    """Give the links that lead to an incident, in the order of the reports."""
    known = {report.id: report for report in reports}
    rows = []
    for link in links:
        report = known.get(link.report)
        rows.append(
            LinkRow(
                id=link.id,
                seen=seen.get(link.id, ""),
                report=link.report,
                title=(report.title if report else None) or link.report,
                outlet=(report.outlet if report else None) or "outlet unknown",
                published=numbers.moment(report.published or "") if report else "",
                part="" if link.event == "evt_1" else link.event,
                sure="" if link.score is None else f"{link.score:.0%}",
                evidence_for=link.evidence_for,
                evidence_against=link.evidence_against,
                decided_by=link.decided_by or "",
                machine=link.machine if link.machine and link.machine != incident else "",
                founder=link.score is None and not link.decided_by,
                near=link.near.incident if link.near and link.near.incident != incident else "",
                near_sure=f"{link.near.score:.0%}" if link.near else "",
            )
        )
    return tuple(rows)


def _facts(speaker: Speaker | None) -> str:
    if speaker is None:
        return ""
    told = (speaker.role, speaker.organisation, speaker.party or speaker.country)
    return ", ".join(dict.fromkeys(filter(None, told)))
