"""GeoJSON (RFC 7946): a feature for each record, at the place that the record shows.

Takes: records. Gives: `incidents.geojson`, points in WGS 84 with longitude before latitude (RFC 7946, 3.1.1
and 4); a record without a position has the geometry `null` (3.2). Nothing but points: no borders. Does not
keep the evidence: totals with their roots' number, and the id under which the whole record stands. Change
this when: a map needs another property.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from tollbook.model import Finding, Record
from tollbook.publishing import numbers
from tollbook.publishing.writing import NOTICE, About

NAME = "geojson"
LABEL = "GeoJSON: points for a map"
KEEPS_EVIDENCE = False
FILE = "incidents.geojson"


def write(records: Iterable[Record], folder: Path, about: About) -> tuple[Path, ...]:
    """Write a feature collection, one feature at a time; withdrawn records have no feature."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("wb") as file:
        head = {"project": about.project, "contact": about.contact, "keeps_evidence": False}
        if about.notice:
            head[NOTICE] = about.notice
        file.write(b'{"type":"FeatureCollection",' + msgspec.json.encode(head)[1:-1] + b',"features":[')
        between = b"\n"
        for record in records:
            if record.status != "withdrawn":
                file.write(between + msgspec.json.encode(_feature(record, about.notice)))
                between = b",\n"
        file.write(b"\n]}\n")
    return (folder / FILE,)


def _feature(record: Record, notice: str) -> dict[str, Any]:
    place, date = record.incident.place, record.incident.date
    point = place is not None and place.lat is not None and place.lon is not None
    properties: dict[str, Any] = {
        "record": record.id,
        "incident": record.incident.id,
        "version": record.version,
        "status": record.status,
        "method": record.method,
        "date_start": date and date.start,
        "date_end": date and date.end,
        "as_of": record.as_of and record.as_of.end,
        "place": place and place.name,
        "admin1": place and place.admin1,
        "country": place and place.country,
        "where_prec": place and place.precision,
        "radius_km": place and place.radius_km,
        "findings": [_finding(finding) for finding in record.findings],
        "sources": len(record.reports),
        "roots": len(record.roots),
        "checksum": record.checksum,
        "contact": record.contact,
    }
    if notice:
        properties[NOTICE] = notice
    where = {"type": "Point", "coordinates": [place.lon, place.lat]} if place and point else None
    return {"type": "Feature", "id": record.id, "geometry": where, "properties": properties}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "measure": finding.measure,
        "unit": finding.unit,
        "group": finding.group,
        "low": finding.low,
        "best": finding.best,
        "high": finding.high,
        "words": numbers.answer(finding),
        "as_of": finding.as_of and finding.as_of.end,
        "roots": len(finding.roots),
    }
