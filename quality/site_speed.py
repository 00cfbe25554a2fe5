"""What a site costs against the formats it offers: `python quality/site_speed.py [--incidents 1000]`.

Made records (four reports, ten claims, six figures, a toll that moved, figures that do not add up, 300 places
all over the world) are written as GeoJSON and CSV, and as a site with all its downloads, in turn, five times;
the median by the processor's clock counts. What the system itself took of it is told apart: where many files
were deleted in the last minutes (by an earlier run of this, say), a disk takes several times as long to make
new ones. The bars are those of docs/quality.md: a site of 1,000 incidents takes at most twice as long, a page
stays below 50 kB without pictures.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tollbook.model import (
    Attribution,
    By,
    Claim,
    ClaimTimes,
    Conflict,
    Count,
    Course,
    CourseStep,
    Finding,
    Incident,
    Place,
    Record,
    Root,
    Source,
    Span,
    Version,
    When,
)
from tollbook.publishing import Project
from tollbook.publishing.formats import csv_set, geojson
from tollbook.publishing.site import write_site
from tollbook.publishing.sitrep import Frame, sitrep
from tollbook.publishing.writing import About

REPORTS, CLAIMS, PLACES, ROUNDS = 4, 10, 300, 5
PROJECT = Project(
    name="Made Count", contact="corrections@count.example.org", method_card="Made records.", risk_note="None."
)
ABOUT = About(project=PROJECT.name, contact=PROJECT.contact)
MEASURES = ("killed", "injured", "missing")
SVG = re.compile(rb"<svg.*?</svg>", re.S)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=1000)
    count: int = parser.parse_args().incidents
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        records = list(made(count))
        compare(records, place)
        sizes(place / "site")
        for number in (count // 10, count):
            some = records[:number]
            each = timed(partial(write_site, iter(some), place / "part", PROJECT)) / number
            print(f"site of {number:6,}: {each * 1e3:6.2f} ms an incident")
        report = sitrep(records[:100], Frame(), PROJECT)
        spent = timed(lambda: sitrep(records[:100], Frame(), PROJECT))
        print(f"situation report of 100: {spent:.2f} s, {len(report.encode()) / 1e3:,.0f} kB")
        tracemalloc.start()
        write_site(made(count), place / "held", PROJECT)
        print(f"memory held at most: {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB")


def compare(records: list[Record], place: Path) -> None:
    formats, site = [], []
    kernel = []
    for number in range(ROUNDS):
        # Into empty folders, as the first time: to write over what is there costs the disk's own time.
        anew = place / str(number)
        formats.append(timed(partial(write_formats, records, anew)))
        before = os.times().system
        site.append(timed(partial(write_site, iter(records), anew / "site", PROJECT)))
        kernel.append(os.times().system - before)
    write_site(iter(records), place / "site", PROJECT)
    one, other = statistics.median(formats), statistics.median(site)
    print(f"GeoJSON and CSV of {len(records):,}: {one:6.2f} s")
    print(f"site of {len(records):,}:            {other:6.2f} s, {other / one:.2f} times (bar 2)")
    print(f"of the site, the system's own:     {statistics.median(kernel):6.2f} s")


def write_formats(records: list[Record], place: Path) -> None:
    geojson.write(iter(records), place / "geojson", ABOUT)
    csv_set.write(iter(records), place / "csv", ABOUT)


def sizes(site: Path) -> None:
    pages = [
        (path.stat().st_size, len(SVG.sub(b"", path.read_bytes())), path) for path in site.rglob("*.html")
    ]
    whole, bare = max(pages), max(pages, key=lambda page: page[1])
    print(f"largest page: {whole[0] / 1e3:.0f} kB ({whole[2].relative_to(site)})")
    print(f"without pictures: {bare[1] / 1e3:.0f} kB ({bare[2].relative_to(site)}; bar 50)")
    pictures = [path.stat().st_size for path in site.rglob("*.svg")]
    print(f"map pictures: {len(pictures)}, the largest {max(pictures) / 1e3:.0f} kB")


def timed(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def made(count: int) -> Iterator[Record]:
    """Give records, the same ones every time."""
    chance = random.Random(7)
    places = [
        Place(
            name=f"Town {number}",
            admin1=f"Region {number % 60}",
            country=f"Country {number % 12}",
            precision=2,
            lat=round(chance.uniform(-35, 60), 4),
            lon=round(chance.uniform(-90, 140), 4),
            radius_km=8.0,
        )
        for number in range(PLACES)
    ]
    for number in range(count):
        yield record(number, chance.choice(places), chance)


def record(number: int, place: Place, chance: random.Random) -> Record:
    name = f"inc_{number:08x}"
    day = f"{chance.randint(2019, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    when = When(start=day, end=day, precision="day", ground="words")
    reports = tuple(
        Source(
            id=f"rpt_{number:06x}{each}",
            outlet=f"Outlet {each}",
            published=f"{day}T1{each}:00:00+00:00",
            url=f"https://outlet{each}.example.org/{number}/what-was-reported",
            language="en",
            checksum="0" * 64,
        )
        for each in range(REPORTS)
    )
    claims = tuple(claim(number, each, when, place, chance) for each in range(CLAIMS))
    roots = tuple(
        Root(
            id=f"root_{number}_{each}",
            name=f"the ministry of part {each}",
            kind="official",
            claims=tuple(c.id for c in claims if c.root == f"root_{number}_{each}"),
        )
        for each in range(3)
    )
    findings = tuple(
        finding(name, measure, group, claims, when) for measure in MEASURES for group in ((), ("child",))
    )
    steps = tuple(
        CourseStep(low=low, high=low, root=roots[each % 3].id, as_of=when, claims=(claims[each].id,))
        for each, low in enumerate((3, 8, 12, 14))
    )
    clash = Conflict(
        id=f"cnf_{number}",
        claims=(claims[0].id, claims[3].id),
        kind="disagreement",
        within_report=False,
        rule="r",
        why="",
        repairs=("if 3 not 4", "if 4 not 3"),
    )
    return Record(
        id=f"rec_{number:08x}",
        version=1,
        status="published",
        review="second person",
        project=PROJECT.name,
        contact=PROJECT.contact,
        method="plain-1",
        as_of=when,
        reports=reports,
        claims=claims,
        roots=roots,
        incident=Incident(id=name, kind="Explosions / Shelling", date=when, place=place),
        findings=findings,
        conflicts=(clash,),
        composed_by="",
        published_by="",
        checksum="0" * 64,
        courses=(Course(incident=name, measure="killed", unit="person", steps=steps),),
        published_at="2025-01-01T00:00:00+00:00",
        reason="all claims looked at",
        changelog=(
            Version(version=1, id=f"rec_{number:08x}", status="published", at="2025-01-01T00:00:00+00:00"),
        ),
    )


def claim(number: int, each: int, when: When, place: Place, chance: random.Random) -> Claim:
    low = chance.randint(3, 90)
    words = f"{low} people"
    return Claim(
        id=f"clm_{number:06x}{each:02}",
        report=f"rpt_{number:06x}{each % REPORTS}",
        measure=MEASURES[each % 3],
        unit="person",
        group=() if each < 6 else ("child",),
        count=Count(low=low, high=low, text=words),
        extent="whole",
        root=f"root_{number}_{each % 3}",
        incident=f"inc_{number:08x}",
        place=place,
        speaker=Attribution(
            id=f"spk_{each}", name=f"the ministry of part {each % 3}", start=None, end=None, kind="official"
        ),
        times=ClaimTimes(event=when, as_of=when),
        evidence=Span(start=each * 40, end=each * 40 + 9, quote=words),
        by=By(rules=("accepted",), confidence=1.0),
    )


def finding(
    name: str, measure: str, group: tuple[str, ...], claims: tuple[Claim, ...], when: When
) -> Finding:
    kept = [each for each in claims if each.measure == measure and each.group == group] or list(claims[:1])
    lows = [each.count.low or 0 for each in kept]
    return Finding(
        id=f"fnd_{name}_{measure}",
        incident=name,
        measure=measure,
        unit="person",
        group=group,
        low=min(lows),
        best=lows[-1],
        high=max(lows),
        as_of=when,
        claims=tuple(each.id for each in kept),
        method="plain-1",
        rule="r",
        roots=tuple(dict.fromkeys(each.root for each in kept if each.root)),
    )


if __name__ == "__main__":
    main()
