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

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is computed by spreadsheets, and its words are a stranger's."""

_ENCODER = msgspec.json.Encoder()


def json_line(account: Account) -> bytes:
    """Give an account as one line of JSON in UTF-8; half a surrogate pair becomes a question mark."""
    try:
        return _ENCODER.encode(account) + b"\n"
    except UnicodeEncodeError:
        return _ENCODER.encode(encodable(msgspec.to_builtins(account))) + b"\n"


def csv_head() -> bytes:
    """Give the row of column names."""
    return csv_line(COLUMNS)


def csv_rows(account: Account) -> Iterator[bytes]:
    """Give one row for each claim, in text order; several values in one cell are joined by `|`."""
    for claim in account.claims:
        yield csv_line(_cells(account.report, claim))


def _cells(report: Report, claim: Claim) -> tuple[object, ...]:
    count, place, times = claim.count, claim.place, claim.times
    return (
        report.id, report.title, report.outlet, report.published, report.url, claim.id, claim.measure,
        claim.unit, "|".join(claim.group), count.low, count.high, str(count.approx).lower(), count.vague,
        count.text, claim.extent, claim.status, claim.scope, claim.speaker.name if claim.speaker else None,
        claim.via, claim.part_of, *((place.name, place.lat, place.lon) if place else (None, None, None)),
        when(times.event), when(times.as_of), when(times.said), claim.evidence.start, claim.evidence.end,
        claim.evidence.quote, "|".join(claim.by.rules), claim.by.confidence,
    )  # fmt: skip


def when(time: When | None) -> str | None:
    """Give a time as ISO 8601: a date or moment, or where it lasts the two ends with a `/` between them."""
    if time is None:
        return None
    return time.start if time.start == time.end else f"{time.start}/{time.end}"


def csv_line(cells: tuple[object, ...]) -> bytes:
    """Give one row in UTF-8; a text that a spreadsheet would take for a formula gets a `'` before it."""
    line = io.StringIO()
    # A cell is quoted for the line breaks that the writer uses: with a bare "\n" it would leave a "\r" open.
    csv.writer(line, lineterminator="\r\n").writerow([_no_formula(cell) for cell in cells])
    return (line.getvalue().removesuffix("\r\n") + "\n").encode("utf-8", "replace")


def _no_formula(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA) else cell


def encodable(value: object) -> object:
    """Give a value in which half a surrogate pair has become a question mark."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: encodable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [encodable(inner) for inner in value]
    return value
