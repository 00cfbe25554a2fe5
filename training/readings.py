"""Read every benchmark text whole, without the sieve: what the sieve is to let through.

`python -m training.readings OUT.jsonl`: one text a line with the claims read in it, for
`python -m training.sieve`.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from tollbook.extracting.pack import load_pack
from tollbook.extracting.scan import Sieve
from tollbook.extracting.stage import extract_with
from tollbook.model import Report
from training.examples import held_out, rows
from training.silver import annotated

SHARED = Path("../shared")


def texts() -> Iterator[tuple[str, str]]:
    """Give id and text of a part of each set that is not held back."""
    bench = SHARED / "bench"
    for name, most in (("polnear.train", 500), ("satp", 900), ("muc.dev", 300)):
        found = [row for row in rows(bench / f"{name}.jsonl.gz") if not held_out(str(row["id"]))]
        random.Random(3).shuffle(found)
        yield from ((f"{name}-{row['id']}", row["text"]) for row in found[:most])
    reports = [report for row in rows(bench / "gva.jsonl.gz") for report in row["reports"][2:]]
    random.Random(3).shuffle(reports)
    yield from ((f"gva-{report['id']}", report["text"]) for report in reports[:400])


def main() -> None:
    """Write the readings."""
    pack = replace(load_pack("en"), sieve=Sieve({}, -1.0, -1.0))
    with Path(sys.argv[1]).open("w", encoding="utf-8") as out:
        for id_, text in texts():
            claims = extract_with(Report(id=id_, text=text, language="en", checksum=""), pack).claims
            row: dict[str, Any] = annotated(id_, text, claims)
            out.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
