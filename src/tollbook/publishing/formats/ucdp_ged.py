"""A table in the columns of the UCDP Georeferenced Event Dataset (GED), for those whose tools read that.

Takes: records. Gives: `ged.csv`: first a column `dataset`, which says tollbook in every row, then the 49
columns of GED in their order, then `method`, which says after which codebook the figures were made. The ids
are ours and never UCDP's; what only UCDP assigns (conflicts, dyads, sides, country codes) stays empty. Deaths
are those of `killed`: `best` is the sum of `deaths_a`, `deaths_b`, `deaths_civilians` and `deaths_unknown`,
which holds everybody whom the record does not divide. Headlines are not published. Does not keep the
evidence. Change this when: GED changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tollbook.model import Finding, Record, When
from tollbook.publishing.writing import About, Cell, Table

NAME = "ged"
LABEL = "UCDP-GED-shaped CSV: deaths by event, for conflict research"
KEEPS_EVIDENCE = False
FILE = "ged.csv"
DATASET = "tollbook"

# fmt: off
HEADER = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id",
    "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources",
    "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec",
    "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt",
    "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start",
    "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
    "gwnoa", "gwnob",
)
# fmt: on
"""The columns of GED, in their order."""

COLUMNS = ("dataset", *HEADER, "method")

_DATE_PREC = {"time": 1, "day": 1, "week": 3, "month": 4, "year": 5, "period": 5}
"""UCDP's date_prec of a time's precision: day, within a week, within a month, more."""

_PARTS = {"deaths_a": "side_a", "deaths_b": "side_b", "deaths_civilians": "civilian"}


def write(records: Iterable[Record], folder: Path, about: About) -> tuple[Path, ...]:
    """Write a row for each record that gives a number of dead; withdrawn ones have none."""
    folder.mkdir(parents=True, exist_ok=True)
    table = Table(folder / FILE, COLUMNS, about.notice)
    for record in records:
        deaths = _deaths(record) if record.status != "withdrawn" else None
        if deaths is not None:
            table.add({**_event(record), **_where(record), **deaths})
    table.close()
    return (table.path,)


def _event(record: Record) -> dict[str, Cell]:
    date = record.incident.date
    outlets = dict.fromkeys(source.outlet for source in record.reports if source.outlet)
    dates = dict.fromkeys((source.published or "")[:10] for source in record.reports)
    year = date.start[:4] if date else ""
    return {
        "dataset": DATASET,
        "id": f"{DATASET}:{record.incident.id}",
        "relid": f"{DATASET}:{record.id}",
        "year": year,
        "code_status": "Clear" if record.status == "published" else "Check",
        "number_of_sources": len(record.reports),
        "source_article": "; ".join(
            ", ".join(filter(None, (source.outlet, (source.published or "")[:10], source.url)))
            for source in record.reports
        ),
        "source_office": "; ".join(filter(None, outlets)),
        "source_date": "; ".join(filter(None, dates)),
        "source_original": "; ".join(root.name for root in record.roots),
        "event_clarity": 1,
        "date_prec": _DATE_PREC[date.precision] if date else None,
        "date_start": _moment(date, "start"),
        "date_end": _moment(date, "end"),
        "method": f"{record.method}, in columns after the UCDP GED codebook",
    }


def _where(record: Record) -> dict[str, Cell]:
    place = record.incident.place
    if place is None:
        return {}
    row: dict[str, Cell] = {
        "where_prec": place.precision,
        "where_coordinates": place.name,
        "adm_1": place.admin1,
        "adm_2": place.admin2,
        "country": place.country,
    }
    if place.lat is not None and place.lon is not None:
        row |= {
            "latitude": place.lat,
            "longitude": place.lon,
            "geom_wkt": f"POINT ({place.lon} {place.lat})",
            "priogrid_gid": _priogrid(place.lat, place.lon),
        }
    return row


def _deaths(record: Record) -> dict[str, Cell] | None:
    """Give the dead of a record by side; `None` where it has none, no `best` where it is undecided."""
    killed = [f for f in record.findings if f.measure == "killed" and f.unit == "person"]
    total = next((finding for finding in killed if not finding.group), None)
    if total is None:
        return None
    row: dict[str, Cell] = {"best": total.best, "high": total.high, "low": total.low}
    if total.best is None:
        return row
    parts = {column: _best(killed, tag) for column, tag in _PARTS.items()}
    rest = total.best - sum(parts.values())
    if rest < 0:
        parts, rest = dict.fromkeys(_PARTS, 0), total.best
    return {**row, **parts, "deaths_unknown": rest}


def _best(killed: Iterable[Finding], tag: str) -> int:
    return next((finding.best or 0 for finding in killed if finding.group == (tag,)), 0)


def _moment(time: When | None, end: str) -> str:
    return f"{getattr(time, end)[:10]} 00:00:00.000" if time else ""


def _priogrid(lat: float, lon: float) -> int:
    """Give the cell of PRIO-GRID (half degrees, numbered from the south-west, 720 a row)."""
    row = min(int((lat + 90) * 2), 359)
    column = min(int((lon + 180) * 2), 719)
    return row * 720 + column + 1
