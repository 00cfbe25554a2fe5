"""Accounts and sketches of invented reports, drawn without a reader."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.toys import a_claim, a_report

from tollbook.linking import Sketch, sketches
from tollbook.model import Account, Claim, Count, Incident, Place, PlaceMention, Span, When

OLLEN = Place(name="Ollen", admin1="Marrow", country="Norland", lat=50.0, lon=10.0, precision=1)
TARVIK = Place(name="Tarvik", admin1="Skarn", country="Norland", lat=55.0, lon=18.0, precision=1)

MARKET = """Three killed in blast at Ollen market

A blast at the Harrow Lane market in Ollen killed three people and injured nine on Monday, police said.
Among the dead was the baker Idris Valmore, 54, whose stall stood closest to the gate.
"""
MARKET_AGAIN = """Ollen mourns baker killed at market

Hundreds came to Harrow Lane on Thursday to remember Idris Valmore, the 54-year-old baker who died with
two others when the market in Ollen was bombed on Monday.
"""
FERRY = """Ferry fire leaves two dead off Tarvik

Two sailors died when the ferry Solveig burned off Tarvik early on Sunday, the coast guard said. The cook,
Petra Lundgaard, 31, jumped into the sea and was rescued by the trawler Havbris.
"""


def an_account(name: str, text: str, published: str, **facts: Any) -> Account:
    """An account with one claim per number of dead, in the place and on the day that are given."""
    place, day = facts.get("place"), facts.get("day")
    killed = facts.get("killed", 3)
    scope = facts.get("scope", "event")
    claim: Claim = a_claim(
        id=f"clm_{name}", report=name, scope=scope, count=Count(low=killed, high=killed, text=str(killed))
    )
    mentions: tuple[PlaceMention, ...] = ()
    if isinstance(place, Place):
        at = text.index(place.name)
        span = Span(start=at, end=at + len(place.name), quote=place.name)
        mentions = (PlaceMention(start=span.start, end=span.end, quote=span.quote, place=place),)
    when = When(start=day, end=day, precision="day", ground="words") if isinstance(day, str) else None
    return Account(
        report=a_report(text, id=name, published=published),
        claims=(claim,),
        incidents=(Incident(id="evt_1", date=when, place=place, claims=(claim.id,)),),
        places=mentions,
    )


def market(name: str = "market") -> Account:
    """The first report on the market of Ollen."""
    return an_account(name, MARKET, "2031-03-03", place=OLLEN, day="2031-03-03")


def market_again(name: str = "again") -> Account:
    """A later report on the market of Ollen, by other words."""
    return an_account(name, MARKET_AGAIN, "2031-03-06", place=OLLEN, day="2031-03-03")


def ferry(name: str = "ferry") -> Account:
    """A report on another incident at another place."""
    return an_account(name, FERRY, "2031-03-02", place=TARVIK, day="2031-03-02", killed=2)


def drawn(account: Account) -> Sketch:
    """The sketch of an account's main event."""
    return sketches(account)[0]


def ordinal(day: str) -> int:
    """The number of a day as sketches hold it."""
    return date.fromisoformat(day).toordinal()
