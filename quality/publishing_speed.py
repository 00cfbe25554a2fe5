"""Measure what it costs to write records: seconds an incident and memory, for each format.

`python -m quality.publishing_speed` writes 100, 1,000 and 10,000 made-up records of 40 claims in every
format. It prints milliseconds an incident, and how much the process's peak memory grows from the smallest
to the largest.
"""

from __future__ import annotations

import gc
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from tollbook.model import (
    Attribution,
    By,
    Claim,
    ClaimTimes,
    Count,
    Finding,
    Incident,
    Place,
    Record,
    Root,
    Source,
    Span,
    When,
)
from tollbook.publishing.formats import FORMATS
from tollbook.publishing.signing import sealed
from tollbook.publishing.writing import About

SIZES = (100, 1_000, 10_000)
CLAIMS = 40
DAY = When(start="2024-05-01", end="2024-05-01", precision="day", ground="words")
PLACE = Place(name="Millbridge", admin1="Northmark", country="Arvania", lat=41.5, lon=12.5, precision=2)


def record(number: int) -> Record:
    """Make a record of forty claims by four roots in four reports."""
    claims = tuple(_claim(number, each) for each in range(CLAIMS))
    ids = tuple(claim.id for claim in claims)
    finding = Finding(
        id=f"fnd_{number}", incident=f"inc_{number}", measure="killed", unit="person", low=25, best=25,
        high=27, as_of=DAY, roots=("root_0",), claims=ids[:5], method="plain-1", rule="the-only-toll",
    )  # fmt: skip
    sources = tuple(Source(id=f"rpt_{number}_{n}", outlet="Post", url="https://x.example") for n in range(4))
    groups = (replace(finding, id=f"{finding.id}_{g}", group=(g,)) for g in ("child", "adult"))
    made = Record(
        id=f"rec_{number}", version=1, project="Made", contact="c@example.org", method="plain-1", as_of=DAY,
        incident=Incident(id=f"inc_{number}", date=DAY, place=PLACE, claims=ids), reports=sources,
        claims=claims,
        roots=tuple(Root(id=f"root_{n}", name=f"Ministry {n}", claims=ids[n::4]) for n in range(4)),
        findings=(finding, *groups), composed_by="", published_by="",
        published_at="2024-06-01T00:00:00+00:00",
    )  # fmt: skip
    return sealed(made)


def records(count: int) -> Iterator[Record]:
    """Give so many records, made one at a time."""
    return map(record, range(count))


def _claim(number: int, each: int) -> Claim:
    words = f"{each + 3} people"
    return Claim(
        id=f"clm_{number}_{each}", report=f"rpt_{number}_{each % 4}", measure="killed", unit="person",
        count=Count(low=each + 3, high=each + 3, text=words), extent="whole",
        speaker=Attribution(id="spk_1", name="the ministry", kind="official"), root=f"root_{each % 4}",
        place=PLACE, times=ClaimTimes(event=DAY, as_of=DAY), evidence=Span(start=1, end=9, quote=words),
        by=By(rules=("accepted",), confidence=1.0),
    )  # fmt: skip


def main() -> None:
    """Print the table."""
    print(
        f"{'format':10}" + "".join(f"{size:>12,}" for size in SIZES) + "   ms an incident; peak memory, MiB"
    )
    making = [_timed(lambda size=size: sum(1 for _ in records(size)), size) for size in SIZES]
    print(f"{'(making)':10}" + "".join(f"{each:12.2f}" for each in making))
    for name, module in FORMATS.items():
        before, costs = _peak(), []
        for size, made in zip(SIZES, making, strict=True):
            with tempfile.TemporaryDirectory() as folder:
                target = Path(folder)
                costs.append(_timed(lambda: module.write(records(size), target, About()), size) - made)  # noqa: B023
            if size == SIZES[0]:
                before = _peak()
        growth = _peak() - before
        print(f"{name:10}" + "".join(f"{cost:12.2f}" for cost in costs) + f"   +{growth:.1f}")


def _timed(work: object, size: int) -> float:
    gc.collect()
    start = time.process_time()
    work()  # type: ignore[operator]
    return 1000 * (time.process_time() - start) / size


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
