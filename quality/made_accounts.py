"""Accounts of invented reports for measuring the ledger: the same number always gives the same account."""

from __future__ import annotations

import hashlib
import random
from typing import NamedTuple

from tollbook.ledger import drafts
from tollbook.ledger.drafts import Draft
from tollbook.model import (
    Account,
    Attribution,
    By,
    Claim,
    ClaimTimes,
    Count,
    Finding,
    Incident,
    Link,
    Place,
    Reconciliation,
    Report,
    Root,
    SetAside,
    Span,
    Speaker,
    Step,
    When,
)

READ = Step(maker="tollbook.reading:read", version="0", commit="0", stage_version="1")
EXTRACTED = Step(maker="tollbook.extracting:extract", version="0", commit="0", stage_version="1")
LINKED = Step(maker="tollbook.linking:link", version="0", commit="0", stage_version="1")
RECONCILED = Step(maker="tollbook.reconciling:reconcile", version="0", commit="0", stage_version="1")

REPORTS_OF_ONE = 4
"""So many reports tell of each incident, one after another."""

PLACES = [
    f"{first}{last}"
    for first in ("Ost", "Vel", "Mar", "Kor", "Bel", "Tar")
    for last in ("ova", "in", "ia", "ek")
]
COUNTRIES = ("Norland", "Sudia", "Estia", "Westmark")
NAMES = ("Anra Velt", "Bo Karim", "Ciro Dane", "Dela Osei", "Emin Roth", "Fay Lund")
MEASURES = ("killed", "injured", "missing", "killed", "injured")
VERBS = {"killed": "were killed", "injured": "were hurt", "missing": "were missing"}
FILLER = "Roads into the valley stayed closed while crews cleared the river bank, and schools did not open. "


class Told(NamedTuple):
    """One made report: its account, the bytes behind it, and the incident that it tells of."""

    account: Account
    original: bytes
    incident: str


def made(number: int) -> Told:
    """Give the report with that number."""
    chance = random.Random(number)
    incident = number // REPORTS_OF_ONE
    name, speaker = report_id(number), chance.choice(NAMES)
    text, claims = f"Flood in {_place(incident)} (report {number})\n\n", []
    for measure in MEASURES:
        count = chance.randint(1, 99)
        quote = f"{count} people"
        start = len(text)
        text += f"{quote} {VERBS[measure]} in {_place(incident)}, {speaker} said. " + FILLER * 2
        claims.append(
            _claim(name, measure, count, Span(start=start, end=start + len(quote), quote=quote), speaker)
        )
    page = f"<html><body><p>{text}</p>{'<div class=nav>menu</div>' * 60}</body></html>".encode()
    report = Report(
        id=name,
        text=text,
        title=f"Flood in {_place(incident)}",
        outlet=f"Outlet {number % 40}",
        url=f"https://news.example/{number}",
        published=_day(incident),
        language="en",
        checksum=hashlib.sha256(page).hexdigest(),
    )
    account = Account(
        report=report,
        claims=tuple(claims),
        speakers=(Speaker(id="spk_1", name=speaker, kind="official"),),
        roots=(Root(id="root_1", name=speaker, claims=tuple(each.id for each in claims)),),
        incidents=(Incident(id="evt_1", claims=tuple(each.id for each in claims)),),
    )
    return Told(account, page, f"inc_{incident:07}")


def report_id(number: int) -> str:
    """Give the id of the report with that number."""
    return f"rpt_{number:07}"


def drafts_of(number: int) -> list[Draft]:
    """Give everything that one report adds: itself, its link, its incident, and what is now known of that."""
    told = made(number)
    so_far = [made(each).account for each in range(number - number % REPORTS_OF_ONE, number + 1)]
    claims = [claim for account in so_far for claim in account.claims]
    link = Link(
        id=f"lnk_{number:07}",
        report=told.account.report.id,
        event="evt_1",
        incident=told.incident,
        score=0.9,
        evidence_for=("same place", "same day"),
    )
    findings = tuple(_finding(told.incident, measure, claims) for measure in dict.fromkeys(MEASURES))
    return [
        *drafts.of_account(told.account, told.original, read_by=READ, extracted_by=EXTRACTED),
        drafts.of_incident(_incident(number // REPORTS_OF_ONE), LINKED),
        drafts.of_link(link, LINKED),
        drafts.of_reconciliation(told.incident, Reconciliation(findings=findings), RECONCILED),
    ]


def _incident(number: int) -> Incident:
    date = When(start=_day(number), end=_day(number), precision="day", ground="words")
    place = Place(name=_place(number), country=COUNTRIES[number % len(COUNTRIES)], lat=1.0, lon=2.0)
    return Incident(id=f"inc_{number:07}", kind="flood", date=date, place=place)


def _claim(report: str, measure: str, count: int, evidence: Span, speaker: str) -> Claim:
    return Claim(
        id="clm_" + hashlib.sha256(f"{report} {evidence.start} {measure}".encode()).hexdigest()[:16],
        report=report,
        measure=measure,
        unit="person",
        count=Count(low=count, high=count, text=evidence.quote),
        speaker=Attribution(id="spk_1", name=speaker, kind="official"),
        root="root_1",
        incident="evt_1",
        times=ClaimTimes(),
        evidence=evidence,
        by=By(rules=("made",), confidence=1.0),
    )


def _finding(incident: str, measure: str, claims: list[Claim]) -> Finding:
    told = [claim for claim in claims if claim.measure == measure]
    counts = [claim.count.low or 0 for claim in told]
    return Finding(
        id=f"fnd_{incident}_{measure}",
        incident=incident,
        measure=measure,
        unit="person",
        low=min(counts),
        best=counts[-1],
        high=max(counts),
        claims=tuple(claim.id for claim in told[1:]),
        set_aside=(SetAside(claim=told[0].id, rule="earlier", why="a later figure is not below it"),),
        method="plain-1",
        rule="latest",
    )


def _place(incident: int) -> str:
    return PLACES[incident % len(PLACES)]


def _day(incident: int) -> str:
    return f"20{10 + incident % 15:02}-{1 + incident % 12:02}-{1 + incident % 28:02}"
