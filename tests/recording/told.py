"""A small ledger for tests of what people do: three reports on two incidents, taken in as any others."""

from __future__ import annotations

from msgspec.structs import replace

from tollbook import pipeline, reading
from tollbook.ledger import IncidentQuery, Ledger
from tollbook.model import Claim, Count, Finding, Span
from tollbook.reading import Given, ReadItem
from tollbook.recording import Signature
from tollbook.recording.intake import Intake

MARKET = (
    "Three people were killed and 5 injured when shells hit a market in Kharkiv on Saturday, Ihor Ter said."
)
AGAIN = (
    "KHARKIV - Shells hit the market in Kharkiv on Saturday. Four people were killed, Governor Oleh Syn said."
)
FLOOD = "A flood in Lviv killed 9 people on Friday, the mayor said."
ROAD = "A mine killed 2 people on a road near Izium on Saturday, police said."
EARLIER = "On Thursday a drone killed 6 people in Odesa."
ANN = Signature("Ann Okoye", "the hospital says so")


def tell(ledger: Ledger, *texts: str) -> None:
    """Take reports into a ledger, named rpt_a, rpt_b … in their order, each once, and conclude."""
    intake = Intake(ledger)
    hand_in(intake, *texts)
    intake.finish()


def hand_in(intake: Intake, *texts: str) -> None:
    """Let an intake take reports, named rpt_a, rpt_b … in their order, each once."""
    for letter, text in zip("abcdef", texts, strict=False):
        report, problems = reading.from_text(text, Given(published="2024-03-03"))
        report = replace(report, id=f"rpt_{letter}")
        if not intake.holds(report):
            intake.take(pipeline.told(ReadItem(report, problems)), text.encode())


def incident_of(ledger: Ledger, report: str) -> str:
    """Give the incident that a report's main event is linked to."""
    return next(link.incident or "" for link in ledger.links([report]) if link.event == "evt_1")


def claim_of(ledger: Ledger, report: str, measure: str = "killed") -> Claim:
    """Give the first claim of a report with that measure."""
    account = ledger.account(report)
    assert account is not None
    return next(claim for claim in account.claims if claim.measure == measure)


def total(ledger: Ledger, incident: str, measure: str = "killed") -> tuple[int | None, ...] | None:
    """Give low, best and high of the total of a measure, or `None` where there is no such finding."""
    file = ledger.incident(incident)
    assert file is not None
    found: list[Finding] = [
        each for each in file.reconciliation.findings if each.measure == measure and not each.group
    ]
    return (found[0].low, found[0].best, found[0].high) if found else None


def listed(ledger: Ledger) -> set[str]:
    """Give the ids of the incidents that the list shows."""
    return {each.incident.id for each in ledger.incidents(IncidentQuery())}


def counting(claim: Claim, number: int) -> Claim:
    """Give a claim with another number."""
    return replace(claim, count=Count(low=number, high=number, text=claim.count.text))


def quoted(text: str, quote: str) -> Span:
    """Give the span of a quote in a text."""
    start = text.index(quote)
    return Span(start=start, end=start + len(quote), quote=quote)
