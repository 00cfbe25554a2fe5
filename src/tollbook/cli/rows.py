"""Accounts as data: one JSON object a report, or one CSV row a claim."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import msgspec

from tollbook.model import Account, Claim, Report, When

COLUMNS = (
    "report", "title", "outlet", "published", "url", "claim", "measure", "unit", "group", "low", "high",
    "approx", "vague", "text", "extent", "status", "scope", "speaker", "via", "part_of", "place", "lat",
    "lon", "event", "as_of", "said", "start", "end", "quote", "rules", "confidence",
)  # fmt: skip

_ENCODER = msgspec.json.Encoder()


def json_line(account: Account) -> bytes:
    """Give an account as one line of JSON in UTF-8; half a surrogate pair becomes a question mark."""
    try:
        return _ENCODER.encode(account) + b"\n"
    except UnicodeEncodeError:
        return _ENCODER.encode(_encodable(msgspec.to_builtins(account))) + b"\n"


def csv_head() -> bytes:
    """Give the row of column names."""
    return _csv(COLUMNS)


def csv_rows(account: Account) -> Iterator[bytes]:
    """Give one row for each claim, in text order; several values in one cell are joined by `|`."""
    for claim in account.claims:
        yield _csv(_cells(account.report, claim))


def _cells(report: Report, claim: Claim) -> tuple[object, ...]:
    count, place, times = claim.count, claim.place, claim.times
    return (
        report.id, report.title, report.outlet, report.published, report.url, claim.id, claim.measure,
        claim.unit, "|".join(claim.group), count.low, count.high, str(count.approx).lower(), count.vague,
        count.text, claim.extent, claim.status, claim.scope, claim.speaker.name if claim.speaker else None,
        claim.via, claim.part_of, *((place.name, place.lat, place.lon) if place else (None, None, None)),
        _when(times.event), _when(times.as_of), _when(times.said), claim.evidence.start, claim.evidence.end,
        claim.evidence.quote, "|".join(claim.by.rules), claim.by.confidence,
    )  # fmt: skip


def _when(when: When | None) -> str | None:
    if when is None:
        return None
    return when.start if when.start == when.end else f"{when.start}/{when.end}"


def _csv(cells: tuple[object, ...]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue().encode("utf-8", "replace")


def _encodable(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: _encodable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_encodable(inner) for inner in value]
    return value
