"""Accounts and drafts for tests of the ledger, built from a few words."""

from __future__ import annotations

import hashlib

from tollbook.ledger import Ledger, drafts
from tollbook.ledger.drafts import Draft
from tollbook.model import (
    Account,
    Attribution,
    By,
    Claim,
    Conflict,
    Count,
    Finding,
    Incident,
    Judgement,
    Link,
    Offsets,
    Place,
    PlaceMention,
    Problem,
    Reconciliation,
    Report,
    Root,
    SetAside,
    Span,
    Speaker,
    Statement,
    Step,
    Verdict,
    When,
)

URL = "https://courier.example/flood"
SPEAKER = "Mayor Ilsa Brandt"


def a_step(stage: str = "extracting:extract", version: str = "1") -> Step:
    """A step of a stage at a stage version."""
    return Step(maker=f"tollbook.{stage}", version="0.1.0", commit="c0ffee", stage_version=version)


def an_account(*counts: int, report: str = "rpt_1", url: str = URL) -> Account:
    """An account of a report with a claim of that many drowned for each count, said by the mayor."""
    text = "Flood in Lindau\n\n"
    claims = []
    for count in counts:
        quote = f"{count} people"
        start = len(text)
        text += f"{quote} drowned, {SPEAKER} said. "
        claims.append(_claim(report, count, start, quote))
    lindau = PlaceMention(start=9, end=15, quote="Lindau", place=Place(name="Lindau", country="Norland"))
    checksum = hashlib.sha256(text.encode()).hexdigest()
    return Account(
        report=Report(
            id=report, text=text, title="Flood in Lindau", outlet="The Courier", url=url, checksum=checksum
        ),
        claims=tuple(claims),
        statements=(
            Statement(
                id=f"stm_{report}",
                content=Offsets(start=claims[0].evidence.start, end=len(text)),
                act="report",
            ),
        )
        if claims
        else (),
        speakers=(Speaker(id="spk_1", name=SPEAKER, role="mayor", organisation="Lindau town hall"),),
        roots=(Root(id="root_1", name="Lindau town hall", claims=tuple(each.id for each in claims)),),
        incidents=(Incident(id="evt_1", kind="flood", claims=tuple(each.id for each in claims)),),
        places=(lindau,),
        problems=(Problem(what="is short", where=report, stage="reading", severity="note"),),
    )


def of_account(account: Account, version: str = "1") -> tuple[Draft, ...]:
    """The drafts of an account that was read at a stage version, with the bytes behind it."""
    extracted_by = a_step(version=version)
    original = account.report.text.encode()
    return drafts.of_account(account, original, read_by=a_step("reading:read"), extracted_by=extracted_by)


def of_incident(account: Account, name: str = "inc_1", day: str = "2023-05-02") -> list[Draft]:
    """The drafts that put a report's incident into the ledger: the incident, the link, and the killed."""
    date = When(start=day, end=day, precision="day", ground="words")
    incident = Incident(id=name, kind="flood", date=date, place=Place(name="Lindau", country="Norland"))
    report = account.report.id
    link = Link(
        id=f"lnk_{report}",
        report=report,
        event="evt_1",
        incident=name,
        score=0.8,
        evidence_for=("same river",),
    )
    step = a_step("reconciling:reconcile")
    return [
        drafts.of_incident(incident, a_step("linking:link")),
        drafts.of_link(link, a_step("linking:link")),
        drafts.of_reconciliation(name, a_reconciliation(account, name), step),
    ]


def a_reconciliation(account: Account, incident: str) -> Reconciliation:
    """What an account's claims say of the drowned: the last is kept, the others set aside and in conflict."""
    *aside, kept = account.claims
    finding = Finding(
        id=f"fnd_{incident}",
        incident=incident,
        measure="killed",
        unit="person",
        low=kept.count.low or 0,
        best=kept.count.high,
        high=kept.count.high,
        claims=(kept.id,),
        set_aside=tuple(
            SetAside(claim=each.id, rule="latest", why="Brandt gave a later figure") for each in aside
        ),
        method="plain-1",
        rule="latest",
    )
    conflict = Conflict(
        id=f"cfl_{incident}",
        claims=tuple(each.id for each in account.claims),
        kind="contradiction",
        within_report=True,
        rule="whole",
        why="these figures do not add up",
    )
    root = Root(id=f"root_{incident}", name="Lindau town hall", reports=(account.report.id,))
    return Reconciliation(findings=(finding,), conflicts=(conflict,) if aside else (), roots=(root,))


def a_judgement(target: str, verdict: Verdict = "accept", **facts: str | None) -> Judgement:
    """A judgement of Ann's, with any facts set otherwise."""
    plain = {"id": "", "who": "Ann Okoye", "when": "2026-01-02T10:00:00Z", "why": "the photo shows it"}
    return Judgement(target=target, verdict=verdict, **(plain | facts))  # type: ignore[arg-type]


def tell(ledger: Ledger, account: Account) -> None:
    """Append an account and its incident."""
    ledger.append([*of_account(account), *of_incident(account)])


def _claim(report: str, count: int, start: int, quote: str) -> Claim:
    speaker_at = start + len(quote) + len(" drowned, ")
    return Claim(
        id=f"clm_{report}_{start}",
        report=report,
        measure="killed",
        unit="person",
        count=Count(low=count, high=count, text=quote),
        speaker=Attribution(id="spk_1", name=SPEAKER, start=speaker_at, end=speaker_at + len(SPEAKER)),
        root="root_1",
        incident="evt_1",
        evidence=Span(start=start, end=start + len(quote), quote=quote),
        by=By(rules=("count",), confidence=0.9),
    )
