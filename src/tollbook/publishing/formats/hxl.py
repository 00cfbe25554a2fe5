"""HXL (Humanitarian Exchange Language 1.1): a row for each record, with a row of hashtags under the headings.

Takes: records. Gives: `incidents.hxl.csv`. Hashtags and attributes are those of the HXL core schema where it
has them: `#affected+killed+children+best`, `+f`, `+m`, `+adults`, `+elderly`, `+civilians`; low, best and
high are `+min`, `+best` and `+max`. Does not keep the evidence. Change this when: a measure or a group is to
have its own column.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tollbook.model import Finding, Record
from tollbook.publishing.writing import About, Cell, Table

NAME = "hxl"
LABEL = "HXL: a table with hashtags, for humanitarian tools"
KEEPS_EVIDENCE = False
FILE = "incidents.hxl.csv"

PLAIN = {
    "record": "#meta+record+id",
    "incident": "#event+id",
    "version": "#meta+version+num",
    "status": "#status+record",
    "start": "#date+start",
    "end": "#date+end",
    "as_of": "#date+as_of",
    "country": "#country+name",
    "admin1": "#adm1+name",
    "admin2": "#adm2+name",
    "place": "#loc+name",
    "lat": "#geo+lat",
    "lon": "#geo+lon",
    "where_prec": "#geo+precision+num",
    "sources": "#meta+sources+num",
    "method": "#meta+method",
    "checksum": "#meta+checksum",
    "contact": "#contact+corrections",
}

MEASURES = {
    "killed": "killed", "injured": "injured", "missing": "missing", "abducted": "abducted",
    "displaced": "displaced", "evacuated": "evacuated", "hospitalised": "hospitalized", "detained":
    "detained", "trapped": "trapped", "rescued": "rescued", "critical": "critical", "casualties":
"casualties", }  # fmt: skip
"""The attribute of each measure of people that has a column."""

GROUPS = {
    "": "", "child": "children", "adult": "adults", "elderly": "elderly", "woman": "f", "man": "m",
    "civilian": "civilians",
}  # fmt: skip
"""The attribute of each group that has a column."""

ENDS = ("min", "best", "max")

FIGURES = {
    "_".join(filter(None, (measure, group, end))): "+".join(
        filter(None, ("#affected", MEASURES[measure], GROUPS[group], end))
    )
    for measure in MEASURES
    for group in (GROUPS if measure in ("killed", "injured") else ("",))
    for end in ENDS
}

COLUMNS = {**PLAIN, **FIGURES}


def write(records: Iterable[Record], folder: Path, about: About) -> tuple[Path, ...]:
    """Write the table; the hashtags stand in the second row, and withdrawn records are left out."""
    folder.mkdir(parents=True, exist_ok=True)
    table = Table(folder / FILE, tuple(COLUMNS), about.notice)
    table.line([*COLUMNS.values(), *(["#meta+notice"] if about.notice else [])])
    for record in records:
        if record.status != "withdrawn":
            table.add(_row(record))
    table.close()
    return (table.path,)


def _row(record: Record) -> dict[str, Cell]:
    place, date = record.incident.place, record.incident.date
    row: dict[str, Cell] = {
        "record": record.id,
        "incident": record.incident.id,
        "version": record.version,
        "status": record.status,
        "start": date.start[:10] if date else None,
        "end": date.end[:10] if date else None,
        "as_of": record.as_of.end[:10] if record.as_of else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "admin2": place.admin2 if place else None,
        "place": place.name if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "where_prec": place.precision if place else None,
        "sources": len(record.reports),
        "method": record.method,
        "checksum": record.checksum,
        "contact": record.contact,
    }
    for finding in record.findings:
        if finding.unit == "person" and len(finding.group) <= 1:
            row |= _cells(finding)
    return {name: value for name, value in row.items() if name in COLUMNS}


def _cells(finding: Finding) -> dict[str, Cell]:
    name = "_".join((finding.measure, *finding.group))
    ends = zip(ENDS, (finding.low, finding.best, finding.high), strict=True)
    return {f"{name}_{end}": value for end, value in ends}
