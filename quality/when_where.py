"""Measure time and place alone, before claims are read: `python quality/when_where.py [SET ...]`.

Builds the smallest predictions that `../shared/score.py` takes (id, and one incident with date and place)
straight from `find_times`, `find_places` and their choices, with the places of plain harm words standing in
for claims. A part of every set is held back from tuning (chosen by a hash of the id): half of satp and
airwars, a third of isaf; both parts are scored apart. `--errors N` prints N misses of the development part.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tollbook.extracting.places import PlaceContext, find_places, incident_place
from tollbook.extracting.times import TimeContext, event_time, find_times
from tollbook.model import Offsets
from tollbook.text import sentences

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
SETS = {"isaf": ("isaf.jsonl", 3), "satp": ("satp.jsonl.gz", 2), "airwars": ("airwars.jsonl.gz", 2)}
HARM = re.compile(
    r"\b(?:killed|kills|killing|dead|died|dies|deaths?|injur\w+|wounded|wounding|captur\w+|detain\w+|arrest\w+|"
    r"surrender\w*|abduct\w+|kidnap\w+|shot|bodies|beheaded|murdered|hacked|slain|casualties|martyrs?|missing)\b",
    re.IGNORECASE,
)


def rows(path: Path) -> list[dict[str, Any]]:
    """The lines of a JSONL file, packed or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def held_back(row: dict[str, Any], parts: int) -> bool:
    """Whether a row belongs to the part that nobody looks at."""
    return int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % parts == 0


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """The date and place of the main incident of one text."""
    text = row["text"]
    spans = [Offsets(start=a, end=b) for a, b in sentences(text)]
    harm = [Offsets(start=m.start(), end=m.end()) for m in HARM.finditer(text)][:4]
    places = find_places(text, PlaceContext())
    where = incident_place(text, places, harm, spans)
    place = where.place and {
        "name": where.place.name, "admin1": where.place.admin1, "admin2": where.place.admin2,
        "country": where.place.country, "lat": where.place.lat, "lon": where.place.lon,
    }  # fmt: skip
    context = TimeContext(published=row.get("published") if isinstance(row.get("published"), str) else None)
    when = event_time(text, find_times(text, context), harm, spans, context)
    date = when.when and {"start": when.when.start, "end": when.when.end}
    incident = {"id": "evt_1", "date": date, "place": place}
    return {"id": row["id"], "incidents": [incident], "because": where.because, "date_because": when.because}


def measure(name: str, part: str, chosen: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Score one part of a set with score.py and print the lines on time and place."""
    begun = time.process_time()
    predictions = [predict(row) for row in chosen]
    spent = (time.process_time() - begun) * 1000
    size = sum(len(row["text"]) for row in chosen)
    with tempfile.TemporaryDirectory() as folder:
        gold, pred = Path(folder) / "gold.jsonl", Path(folder) / "pred.jsonl"
        for path, lines in ((gold, chosen), (pred, predictions)):
            path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        command = [sys.executable, str(SHARED / "score.py"), name, str(gold), str(pred)]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for line in output.splitlines():
        if "place" in line or "date" in line:
            print(f"{name} {part}: {line} | {spent / size * 2000:.2f} ms for 2,000 characters")
    return predictions


def main() -> None:
    """Measure the sets that were asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", default=list(SETS))
    parser.add_argument("--out", type=Path, help="write the predictions of the development part here")
    options = parser.parse_args()
    for name in options.sets:
        file, parts = SETS[name]
        everything = rows(SHARED / "bench" / file)
        for part, back in (("development", False), ("held back", True)):
            done = measure(name, part, [row for row in everything if held_back(row, parts) is back])
            if options.out and not back:
                lines = "".join(json.dumps(line) + "\n" for line in done)
                (options.out / f"{name}.jsonl").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
