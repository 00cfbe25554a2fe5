"""Short ways to make reports, claims and cases for the tests of reconciling."""

from __future__ import annotations

from typing import Any

from tollbook.linking import roots
from tollbook.model import (
    Attribution,
    By,
    Claim,
    ClaimTimes,
    Count,
    Incident,
    Reconciliation,
    Report,
    Span,
    When,
)
from tollbook.reconciling import Case, Options, reconcile

Ends = tuple[int, int | None, int | None]
"""Low, best and high."""

__all__ = ["case", "claim", "find", "moment", "report", "said", "values"]


def report(name: str, text: str, published: str | None = None, outlet: str | None = None) -> Report:
    return Report(id=name, text=text, published=published, outlet=outlet or name, checksum="0", language="en")


def moment(start: str, end: str | None = None) -> When:
    return When(start=start, end=end or start, precision="time" if "T" in start else "day", ground="words")


def claim(source: Report, quote: str, low: int | None, **more: Any) -> Claim:
    """Give a claim whose quote stands in a report; `by` names its speaker, `at` its as-of."""
    speaker, at, sure = more.pop("by", None), more.pop("at", None), more.pop("sure", 1.0)
    start = source.text.index(quote)
    high = more.pop("high", low)
    count = Count(
        low=low, high=high, text=quote, approx=more.pop("approx", False), vague=more.pop("vague", None)
    )
    fields: dict[str, Any] = {
        "id": f"{source.id}:{start}",
        "report": source.id,
        "measure": "killed",
        "unit": "person",
        "extent": "whole",
        "speaker": Attribution(id=f"spk_{speaker}", name=speaker) if speaker else None,
        "times": ClaimTimes(as_of=at),
        "incident": "evt_1",
        "by": By(rules=(), confidence=sure),
        "evidence": Span(start=start, end=start + len(quote), quote=quote),
        **more,
    }
    return Claim(count=count, **fields)


def said(
    name: str, quote: str, low: int | None, speaker: str | None = None, **more: Any
) -> tuple[Report, Claim]:
    """Give a report of one sentence with its one claim."""
    published, verb = more.pop("published", None), more.get("measure", "killed")
    source = report(name, f"{quote} were {verb}.", published)
    return source, claim(source, quote, low, by=speaker, **more)


def case(*parts: Report | Claim | tuple[Report, Claim]) -> Case:
    """Give a case of reports and claims, with their roots, all in one incident."""
    flat = [part for item in parts for part in (item if isinstance(item, tuple) else (item,))]
    reports = tuple(dict.fromkeys(part for part in flat if isinstance(part, Report)))
    claims = tuple(part for part in flat if isinstance(part, Claim))
    others = {c.incident for c in claims if c.incident} - {"evt_1"}
    incidents = (Incident(id="evt_1"), *(Incident(id=name) for name in sorted(others)))
    return Case(reports=reports, claims=claims, incidents=incidents, roots=roots(reports, claims))


def find(made: Case, **options: Any) -> Reconciliation:
    """Reconcile a case."""
    return reconcile(made, Options(**options))


def values(made: Case, measure: str = "killed", group: tuple[str, ...] = ()) -> Ends | None:
    """Give low, best and high of a finding of the main incident, or `None`."""
    for found in find(made).findings:
        if (found.incident, found.measure, found.group) == ("evt_1", measure, group):
            return found.low, found.best, found.high
    return None


def best(made: Case, measure: str = "killed", group: tuple[str, ...] = ()) -> int | None:
    """Give the best of a finding of the main incident; there must be one."""
    ends = values(made, measure, group)
    assert ends is not None
    return ends[1]
