"""Measure and learn linking: `python quality/linking.py [--learn] [--cost] [--accounts FOLDER]`.

Measures B-cubed F on `../shared/bench/gva.linking.jsonl.gz` (through `../shared/score.py`) and on streams
made of the incidents of `gva.jsonl.gz` that `gva.linking` does not hold: a third of them, chosen by a hash
of the incident's id, is held back from learning. In a stream every incident is moved by whole quarters into
one half-year, so that many incidents compete, and most have one or two reports. `--learn` fits the weights
on the other two thirds and writes `src/tollbook/linking/weights.yaml`; `--cost` links 20,000 sketches and
prints the cost of a report on the way. What was read is kept in FOLDER, for the next run.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from msgspec.structs import replace

import tollbook
from tollbook.extracting.places import PlaceContext, find_places, incident_place
from tollbook.extracting.times import TimeContext, event_time, find_times
from tollbook.languages import load
from tollbook.linking import Linker, Sketch, sketches
from tollbook.linking.candidates import Index, Rarity
from tollbook.linking.features import FEATURES, Pair, Weights
from tollbook.linking.sketch import LinkingWords
from tollbook.model import Account, Incident, Offsets
from tollbook.text import sentences

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT.parent / "shared" / "bench"
SCORE = ROOT.parent / "shared" / "score.py"
WEIGHTS = ROOT / "src" / "tollbook" / "linking" / "weights.yaml"

STREAM_DAYS = (91, 182)
STREAMS = 8
REPORTS = ([1, 2, 3, 5, 8], [0.5, 0.33, 0.1, 0.05, 0.02])
"""How many reports of an incident go into a stream, and how often."""

AGAINST = {"far", "areas_apart", "next_day", "some_days", "many_days", "printed_apart", "printed_before",
           "other_ages", "other_injured"}  # fmt: skip
EITHER = {"short"}
"""Features that may speak either way; all that are not named here or in AGAINST may only speak for."""

LEAST = {"copy": 1.0}
"""Copies that are listed under two incidents are faults of the set: their weight is not left to it."""


class Told(NamedTuple):
    """A report's main event with the incident that the set gives it."""

    incident: str
    sketch: Sketch


def account(row: dict[str, Any]) -> Account:
    """Read one report; its place and day are found here as long as the reader does not give them."""
    text = f"{row['title']}\n\n{row['text']}" if row.get("title") else row["text"]
    said = tollbook.read(text + "\n", published=row["published"])
    said = replace(said, report=replace(said.report, id=row["id"]))
    if said.places or said.times or (said.incidents and said.incidents[0].place):
        return said
    text = said.report.text
    spans = [Offsets(start=a, end=b) for a, b in sentences(text)]
    main = said.incidents[0] if said.incidents else Incident(id="evt_1")
    harm = [claim.evidence for claim in said.claims if claim.id in main.claims][:6]
    places, context = find_places(text, PlaceContext()), TimeContext(published=said.report.published)
    times = find_times(text, context)
    where = incident_place(text, places, harm, spans).place
    when = event_time(text, times, harm, spans, context).when
    return replace(
        said,
        places=places,
        times=times,
        incidents=(replace(main, place=where, date=when), *said.incidents[1:]),
    )


def reports(name: str) -> Iterator[dict[str, Any]]:
    """The reports of a set with their incident, the way `gva.linking` holds them."""
    with gzip.open(BENCH / name, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            for report in row.get("reports", [row]):
                yield {**report, "incident": row.get("incident", row["id"])}


def told(name: str, folder: Path) -> list[Told]:
    """The main events of a set, read anew or as they were kept."""
    kept = folder / f"{name}.accounts"
    if not kept.exists():
        with kept.with_suffix(".part").open("wb") as file:
            for row in reports(name):
                file.write(msgspec.json.encode((row["incident"], account(row))) + b"\n")
        kept.with_suffix(".part").rename(kept)
    decoder = msgspec.json.Decoder(tuple[str, Account])
    with kept.open("rb") as file:
        return [Told(incident, sketches(said)[0]) for incident, said in map(decoder.decode, file)]


def held_back(incident: str) -> bool:
    """Whether nobody learns from an incident."""
    return int(hashlib.sha256(incident.encode()).hexdigest(), 16) % 3 == 0


def stream(events: Sequence[Told], chance: random.Random, days: int) -> list[Told]:
    """Events as they might come in within some days: a few of each incident, by publication."""
    of: dict[str, list[Told]] = defaultdict(list)
    for each in events:
        of[each.incident].append(each)
    chosen = []
    for incident in sorted(of):
        some = chance.sample(of[incident], len(of[incident]))[: chance.choices(*REPORTS)[0]]
        back = (some[0].sketch.published or 0) // days * days
        chosen += [Told(incident, _moved(each.sketch, back)) for each in some]
    chance.shuffle(chosen)
    return sorted(chosen, key=lambda each: each.sketch.published or 0)


def _moved(sketch: Sketch, back: int) -> Sketch:
    ahead = 735_000 - back
    return replace(
        sketch,
        published=sketch.published and sketch.published + ahead,
        days=sketch.days and (sketch.days[0] + ahead, sketch.days[1] + ahead),
        dates=frozenset(day + ahead for day in sketch.dates),
    )


def linked(events: Sequence[Told]) -> list[str]:
    """The incidents into which the events of a stream are linked."""
    linker = Linker()
    linker.learn(each.sketch for each in events)
    return [linker.add(each.sketch).incident or "" for each in events]


def b_cubed(gold: Sequence[str], found: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F over reports."""
    golds, founds = defaultdict(set), defaultdict(set)
    for number, (one, other) in enumerate(zip(gold, found, strict=True)):
        golds[one].add(number)
        founds[other].add(number)
    common = [(golds[a] & founds[b], golds[a], founds[b]) for a, b in zip(gold, found, strict=True)]
    precision = float(np.mean([len(both) / len(b) for both, _, b in common]))
    recall = float(np.mean([len(both) / len(a) for both, a, _ in common]))
    return precision, recall, 2 * precision * recall / (precision + recall)


def pairs(events: Sequence[Told]) -> Iterator[tuple[list[float], bool]]:
    """The feature values of every pair that the index brings together, and whether it is one incident."""
    rarity = Rarity()
    index, worth = Index(rarity), Weights(rarity, load("en", "linking", LinkingWords).usual)
    for each in events:
        rarity.learn(each.sketch)
    weighed = [worth.weighed(each.sketch) for each in events]
    copy = [feature.name for feature in FEATURES].index("copy")
    for number, each in enumerate(events):
        for other in index.near(each.sketch):
            pair = Pair(weighed[number], weighed[other], worth)
            values = [feature.value(pair) for feature in FEATURES]
            same = each.incident == events[other].incident
            # One text listed under two incidents teaches nothing.
            if same or values[copy] < 0.2:
                yield values, same
        index.add(number, each.sketch)


def learn(events: Sequence[Told]) -> None:
    """Fit the weights by logistic regression, none against its meaning, and write them."""
    chance = random.Random(5)
    found = [pair for n in range(STREAMS) for pair in pairs(stream(events, chance, STREAM_DAYS[n % 2]))]
    values, same = np.array([one for one, _ in found]), np.array([float(two) for _, two in found])
    names = [feature.name for feature in FEATURES]
    fixed = dict(LEAST)
    while True:
        fitted, start = _fit(values, same, names, fixed)
        wrong = [n for n in names if n not in EITHER | fixed.keys() and (fitted[n] > 0) == (n in AGAINST)]
        if not wrong:
            break
        fixed |= dict.fromkeys(wrong, 0.0)
    lines = [f"  {name}: {fitted[name]:.3f}" for name in names]
    head = (
        "# What each feature adds to the log-odds that two events are one.\n"
        "# Written by quality/linking.py --learn.\n"
    )
    WEIGHTS.write_text(head + f"start: {start:.3f}\nfeatures:\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(
        f"learnt from {len(same)} pairs, {int(same.sum())} of one incident; without weight: {sorted(fixed)}"
    )


def _fit(
    values: np.ndarray, same: np.ndarray, names: list[str], fixed: dict[str, float], strength: float = 5.0
) -> tuple[dict[str, float], float]:
    """Newton's method on the features that are not fixed, with a ridge."""
    free = [n for n, name in enumerate(names) if name not in fixed]
    given = sum(values[:, n] * fixed[name] for n, name in enumerate(names) if name in fixed) + np.zeros(
        len(same)
    )
    mean, scale = values[:, free].mean(0), values[:, free].std(0) + 1e-9
    scaled = np.c_[(values[:, free] - mean) / scale, np.ones(len(same))]
    ridge = np.diag([strength] * len(free) + [0.0])
    beta = np.zeros(len(free) + 1)
    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(scaled @ beta + given, -30, 30)))
        curve = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + ridge
        step = np.linalg.solve(curve, scaled.T @ (same - chance) - ridge @ beta)
        beta += step
        if float(abs(step).max()) < 1e-7:
            break
    weights = beta[:-1] / scale
    start = float(beta[-1] - (weights * mean).sum())
    return {**fixed, **{names[n]: float(w) for n, w in zip(free, weights, strict=True)}}, start


def measure(events: Sequence[Told], check: Sequence[Told]) -> None:
    """Print B-cubed on streams of the learnt and the held-back incidents, and on gva.linking by score.py."""
    for part, back in (("learnt from", False), ("held back", True)):
        own = [each for each in events if held_back(each.incident) is back]
        chance = random.Random(9)
        made = [stream(own, chance, STREAM_DAYS[n % 2]) for n in range(4)]
        scores = [b_cubed([e.incident for e in one], linked(one)) for one in made]
        mean = np.mean(scores, axis=0)
        print(f"streams, {part}: B-cubed P %.3f R %.3f F %.3f ({len(made[0])} reports each)" % tuple(mean))
    ordered = sorted(check, key=lambda each: each.sketch.published or 0)
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "link.jsonl"
        rows = [{"id": e.sketch.report, "incident": i} for e, i in zip(ordered, linked(ordered), strict=True)]
        answer.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, str(SCORE), "linking", str(BENCH / "gva.linking.jsonl.gz"), str(answer)]
        print(
            "gva.linking:", subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        )


def cost(events: Sequence[Told], total: int = 20_000) -> None:
    """Link the events again and again under other names and days, and print what the next thousand cost."""
    linker, chance, begun = Linker(), random.Random(3), time.process_time()
    for number in range(total):
        each = events[number % len(events)]
        linker.add(_disguised(each.sketch, number, chance))
        if (number + 1) % 1000 == 0:
            now = time.process_time()
            print(f"{number + 1} reports: {now - begun:.2f} ms a report in the last thousand")
            begun = now


def _disguised(sketch: Sketch, number: int, chance: random.Random) -> Sketch:
    """A sketch with other names, another place and other days, its common words kept."""
    lap = f"{number // 3000}"
    renamed = {word: word + lap for word in sketch.names | {p for pair in sketch.pairs for p in pair.split()}}
    days = chance.randrange(2000)
    return replace(
        sketch,
        report=f"{sketch.report}{number}",
        words={renamed.get(word, word): count for word, count in sketch.words.items()},
        names=frozenset(renamed[word] for word in sketch.names),
        pairs=frozenset(" ".join(renamed[p] for p in pair.split()) for pair in sketch.pairs),
        published=(sketch.published or 0) + days,
        days=sketch.days and (sketch.days[0] + days, sketch.days[1] + days),
    )


def main() -> None:
    """Do what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--learn", action="store_true", help="fit the weights first")
    parser.add_argument(
        "--cost", action="store_true", help="measure the cost of a report up to 20,000 reports"
    )
    parser.add_argument("--accounts", type=Path, default=Path(tempfile.gettempdir()) / "tollbook-linking")
    options = parser.parse_args()
    options.accounts.mkdir(parents=True, exist_ok=True)
    check = told("gva.linking.jsonl.gz", options.accounts)
    known = {each.incident for each in check}, {each.sketch.report for each in check}
    every = told("gva.jsonl.gz", options.accounts)
    events = [e for e in every if e.incident not in known[0] and e.sketch.report not in known[1]]
    if options.learn:
        learn([each for each in events if not held_back(each.incident)])
    measure(events, check)
    if options.cost:
        cost(events)


if __name__ == "__main__":
    main()
