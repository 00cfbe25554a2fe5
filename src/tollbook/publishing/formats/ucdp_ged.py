"""A table in the columns of the UCDP Georeferenced Event Dataset (GED), for those whose tools read that.

Takes: records. Gives: `ged.csv`: first a column `dataset`, which says tollbook in every row, then the 49
columns of GED in their order, then `method`, which says after which codebook the figures were made. The ids
are ours, with our prefix, and never UCDP's; what only UCDP assigns (conflicts, new ids of dyads and sides,
country codes, active years) stays empty. Deaths are those of `killed`: `best` is the sum of `deaths_a`,
`deaths_b`, `deaths_civilians` and `deaths_unknown`, which holds everybody whom the record does not divide.
Headlines are not published. Does not keep the evidence. Change this when: GED changes.

The names and the order of the columns are given. What the codebook says of their content is told here from
memory and marked so ("from memory"): check it against the codebook before relying on more than the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
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

_DATE_PREC = {"time": 1, "day": 1, "week": 3, "month": 4}
"""GED's date_prec of a time's precision, from memory: 1 the day is known, 3 the week, 4 the month."""

_DAYS = ((1, 1), (6, 2), (7, 3), (31, 4))
"""GED's date_prec of so many days at most, from memory: 2 is 2 to 6 days, 4 up to a month; 5 is more."""

CIVILIANS = "Civilians"
ONE_SIDED = 3
"""Side B and the type of violence where civilians alone are harmed; from memory, as 1 and 2 are others."""

_PARTS = {"deaths_a": "side_a", "deaths_b": "side_b", "deaths_civilians": "civilian"}


def write(records: Iterable[Record], folder: Path, about: About) -> tuple[Path, ...]:
    """Write a row for each record that gives a number of dead; withdrawn ones have none."""
    folder.mkdir(parents=True, exist_ok=True)
    table = Table(folder / FILE, COLUMNS, about.notice)
    for record in records:
        deaths = _deaths(record) if record.status != "withdrawn" else None
        if deaths is not None:
            table.add({**_event(record), **_where(record), **_sides(record, deaths), **deaths})
    table.close()
    return (table.path,)


def _event(record: Record) -> dict[str, Cell]:
    day = record.incident.date
    outlets = dict.fromkeys(source.outlet for source in record.reports if source.outlet)
    dates = dict.fromkeys((source.published or "")[:10] for source in record.reports)
    year = day.start[:4] if day else ""
    return {
        "dataset": DATASET,
        "id": f"{DATASET}:{record.incident.id}",
        "relid": f"{DATASET}:{record.id}",
        "year": year,
        # From memory: a row that was looked through is "Clear", any other begins with "Check".
        "code_status": "Clear" if record.status == "published" else "Check",
        "number_of_sources": len(record.reports),
        "source_article": "; ".join(
            ", ".join(filter(None, (source.outlet, (source.published or "")[:10], source.url)))
            for source in record.reports
        ),
        "source_office": "; ".join(filter(None, outlets)),
        "source_date": "; ".join(filter(None, dates)),
        "source_original": "; ".join(root.name for root in record.roots),
        # From memory: 1 is an event of its own, 2 one that a source tells only in sum with others.
        "event_clarity": 1,
        "date_prec": _date_prec(day) if day else None,
        "date_start": _moment(day, "start"),
        "date_end": _moment(day, "end"),
        "method": f"{record.method}, in columns after the UCDP GED codebook",
    }


def _where(record: Record) -> dict[str, Cell]:
    place = record.incident.place
    if place is None:
        return {}
    row: dict[str, Cell] = {
        # From memory, as our own precision: 1 the spot, 2 within 25 km, 3 and 4 divisions, 6 the country.
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


def _sides(record: Record, deaths: Mapping[str, Cell]) -> dict[str, Cell]:
    """Give the sides, only where one party alone is reported responsible by a speaker of accepted claims.

    From memory: in one-sided violence side A is the party that attacks and side B civilians. Where soldiers
    or fighters died, which side the responsible party is cannot be told, and all stays empty; as it does
    where several parties are named.
    """
    told = record.incident.responsible
    if len({each.value for each in told}) != 1 or not any(each.according_to for each in told):
        return {}
    if deaths.get("deaths_a") or deaths.get("deaths_b"):
        return {}
    side = told[0].value
    row: dict[str, Cell] = {"side_a": side, "side_a_dset_id": _own_id(side)}
    if deaths["best"] and deaths.get("deaths_civilians") == deaths["best"]:
        row |= {
            "type_of_violence": ONE_SIDED,
            "side_b": CIVILIANS,
            "side_b_dset_id": _own_id(CIVILIANS),
            "dyad_name": f"{side} - {CIVILIANS}",
            "dyad_dset_id": _own_id(f"{side} {CIVILIANS}"),
        }
    return row


def _own_id(name: str) -> str:
    """Give an id of ours for a party: the same in all rows, and none that UCDP could have given."""
    return f"{DATASET}:" + "-".join(re.findall(r"[^\W_]+", name.casefold()))


def _date_prec(time: When) -> int:
    if time.precision in _DATE_PREC:
        return _DATE_PREC[time.precision]
    try:
        days = (date.fromisoformat(time.end[:10]) - date.fromisoformat(time.start[:10])).days + 1
    except ValueError:
        return 5
    return next((prec for most, prec in _DAYS if days <= most), 5)


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
