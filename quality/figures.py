"""Measure the figures of docs/quality.md: `make quality`.

Each set is read with the command `tollbook read --format jsonl`, as anyone would, and scored with
`../shared/score.py`; `python -m quality.figures SET …` measures some of them. A tenth of the training texts
was held back from training and tuning; it is scored as the set `held`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
Rows = list[dict[str, Any]]


def tenth(id_: str) -> int:
    """Give the tenth that a text belongs to, by a hash of its id."""
    return int(hashlib.sha256(id_.encode()).hexdigest(), 16) % 10


def held_back(id_: str) -> bool:
    """Tell whether a text belongs to the tenth that is held back."""
    return tenth(id_) == 0


def rows(name: str) -> Rows:
    """Give the objects of a JSONL file below `../shared`, packed or not."""
    path = SHARED / name
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as file
    ):
        return [json.loads(line) for line in file if line.strip()]


def _held(name: str, end: str = "") -> Callable[[], Rows]:
    return lambda: [row for row in rows(name) if held_back(str(row["id"]) + end)]


def _looked_at(name: str) -> Callable[[], Rows]:
    """Give another tenth of a set, whose misses were read: its figure on development."""
    return lambda: [row for row in rows(name) if tenth(str(row["id"])) == 1]


def _conflicting() -> Rows:
    """Give the annotated texts in which conflicts were looked for, with their text."""
    texts = {row["id"]: row["text"] for name in ("dev", "train") for row in rows(f"gold/{name}.jsonl")}
    return [{**row, "text": texts[row["id"]]} for row in rows("gold/conflicts.text.jsonl")]


SETS: dict[str, tuple[str, Callable[[], Rows]]] = {
    "sample": ("gold", lambda: rows("gold/sample.jsonl")),
    "gold dev": ("gold", lambda: rows("gold/dev.jsonl")),
    "gold held": ("gold", _held("gold/train.jsonl")),
    "harmless held": ("harmless", _held("bench/harmless.jsonl.gz", "h")),
    "harmless": ("harmless", lambda: rows("bench/harmless.jsonl.gz")),
    "muc tst2": ("muc", lambda: rows("bench/muc.tst2.jsonl.gz")),
    "muc tst1": ("muc", lambda: rows("bench/muc.tst1.jsonl.gz")),
    "satp held": ("satp", _held("bench/satp.jsonl.gz")),
    "satp dev": ("satp", _looked_at("bench/satp.jsonl.gz")),
    "isaf": ("isaf", lambda: rows("bench/isaf.jsonl")),
    "airwars": ("airwars", lambda: rows("bench/airwars.jsonl.gz")),
    "conflicts in texts": ("conflicts", _conflicting),
    "conflicts in incidents": ("conflicts", lambda: rows("gold/conflicts.incidents.jsonl")),
    "gva held": ("gva", _held("bench/gva.jsonl.gz")),
    "polnear held": ("polnear", _held("bench/polnear.train.jsonl.gz")),
}
"""Each figure: how it is scored, and its texts."""


def measure(name: str) -> str:
    """Read the texts of one set and give what `score.py` prints of them."""
    task, texts = SETS[name]
    with tempfile.TemporaryDirectory() as folder:
        gold, read = Path(folder) / "gold.jsonl", Path(folder) / "read.jsonl"
        given = texts()
        gold.write_text("".join(json.dumps(row) + "\n" for row in given), encoding="utf-8")
        plain = Path(folder) / "texts.jsonl"
        plain.write_text("".join(json.dumps(_input(row)) + "\n" for row in given), encoding="utf-8")
        verb = "reconcile" if "reports" in given[0] else "read"
        command = [str(Path(sys.executable).with_name("tollbook")), verb, str(plain), "--format", "jsonl"]
        with read.open("wb") as out:
            subprocess.run([*command, "--workers", "2"], stdout=out, stderr=subprocess.DEVNULL, check=False)
        score = [sys.executable, str(SHARED / "score.py"), task, str(gold), str(read)]
        return subprocess.run(score, capture_output=True, text=True, check=True).stdout


def _input(row: dict[str, Any]) -> dict[str, Any]:
    """Give what is known of a text, or of an incident's texts, when it is read: never its labels."""
    if "reports" in row:
        return {"id": row["id"], "reports": [_input(report) for report in row["reports"]]}
    known = {name: row[name] for name in ("id", "text", "title", "url", "outlet") if row.get(name)}
    if isinstance(row.get("published"), str):
        known["published"] = row["published"]
    return known


def main() -> None:
    """Print the figures of the sets named, by default of all."""
    for name in sys.argv[1:] or SETS:
        print(f"## {name}\n{measure(name)}", flush=True)


if __name__ == "__main__":
    main()
