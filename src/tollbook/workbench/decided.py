"""What people decided on an incident, each act in one line that says what it was about.

Takes: the file of an incident. Gives: rows of words, the latest first. Change this when: an act of a person
is told differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from tollbook.ledger.log import IncidentFile
from tollbook.model import Judgement
from tollbook.publishing import numbers
from tollbook.recording.facts import fact_words
from tollbook.workbench.claim_words import claim_words
from tollbook.workbench.figures import chosen_words, moment

VERDICTS: Mapping[str, str] = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "unverifiable": "called unverifiable",
    "add": "added by hand",
    "inside": "put inside this project’s scope",
    "outside": "put outside this project’s scope",
}


class Decided(Struct, frozen=True, kw_only=True):
    """One act: its judgement, what was done to what, about which words, who, when and why.

    `seen` is the entry of the judgement that a person sees, `undone_by` says who undid it, when and why.
    """

    id: str
    seen: str
    what: str
    about: str
    who: str
    when: str
    why: str
    undone: bool
    undone_by: str


def acts_on(file: IncidentFile) -> tuple[Judgement, ...]:
    """Give every judgement on an incident, its links and its claims, also on words that are gone, by time."""
    gone = (each.judgement for each in file.gone)
    return (
        tuple(sorted((*file.judgements, *gone), key=lambda each: each.when)) if file.gone else file.judgements
    )


def decided(file: IncidentFile, seen: Mapping[str, str], undoing: Iterable[Judgement]) -> tuple[Decided, ...]:
    """Give every act on an incident, its links and its claims, the latest first, with what undid them."""
    words = _Words(file)
    undone_by = {each.target: _signed(each) for each in undoing}
    rows = [
        Decided(
            id=each.id,
            seen=seen.get(each.id, ""),
            what=words.what(each),
            about=words.about(each),
            who=each.who,
            when=moment(each.when),
            why=each.why,
            undone=each.id in file.undone,
            undone_by=undone_by.get(each.id, ""),
        )
        for each in acts_on(file)
    ]
    return tuple(reversed(rows))


def _signed(each: Judgement) -> str:
    why = f": {each.why}" if each.why else ""
    return f"by {each.who}, {moment(each.when)}{why}"


class _Words:
    """The names of what an incident's judgements are about."""

    def __init__(self, file: IncidentFile) -> None:
        titles = {report.id: report.title or report.id for report in file.reports}
        self._claims = {claim.id: claim for claim in (*file.claims, *(each.claim for each in file.gone))}
        self._gone = {each.judgement.id for each in file.gone}
        self._links = {link.id: titles.get(link.report, link.report) for link in file.links}
        self._judgements = {each.id: each for each in file.judgements}
        self._here = file.incident.id

    def what(self, each: Judgement) -> str:
        """Give the act in a few words."""
        if each.verdict == "undo":
            undone = self._judgements.get(each.target)
            return f"undid: {self.what(undone)}" if undone else "undid a decision"
        if each.chosen:
            subject = numbers.subject(each.chosen.measure, each.chosen.unit, each.chosen.group)
            return f"{subject}: {chosen_words(each.chosen)}"
        if each.facts:
            return "; ".join(f"{name}: {words}" for name, words in fact_words(each.facts).items())
        if each.verdict in ("same", "different", "unsure"):
            return self._linked(each)
        gone = ", on words that are gone from the report" if each.id in self._gone else ""
        return f"{VERDICTS.get(each.verdict, each.verdict)}{gone}"

    def about(self, each: Judgement) -> str:
        """Give what it was done to: a claim as it reads since, or a report."""
        if each.correction:
            return claim_words(each.correction)
        if each.target in self._claims:
            return claim_words(self._claims[each.target])
        return self._links.get(each.target, "")

    def _linked(self, each: Judgement) -> str:
        if not each.target.startswith("inc_"):
            said = {"same": "report belongs here", "different": "report taken out"}
            return said.get(each.verdict, "report may belong here")
        other = each.other if each.target == self._here else each.target
        return f"merged with {other}" if each.verdict == "same" else f"kept apart from {other}"
