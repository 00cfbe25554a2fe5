"""Score kinds of incidents, and who is reported responsible: `python -m quality.kinds [--misses]`.

`annotations/kinds.jsonl` holds for sixty texts of `../shared/gold/train.jsonl` (an id, the checksum of the
text, offsets and labels, no words) the kinds that a careful reader accepts for the main incident, and the
parties that the text or somebody in it holds responsible for it, with by whom. One reader annotated them
before seeing what the program says. One part, chosen by the id, is held: its misses are not looked at, and
`--misses` prints only the other part's. Optional parties are neither asked for nor punished. Names match by a
word in common.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from quality.figures import rows

import tollbook

ANNOTATIONS = Path(__file__).with_name("annotations") / "kinds.jsonl"
_SMALL = frozenset({"the", "a", "an", "of", "and", "for", "in", "to", "by", "forces", "force", "security"})


def held(id_: str) -> bool:
    """Tell whether a text is of the part that nobody looks at."""
    return int(hashlib.sha256(id_.encode()).hexdigest(), 16) % 2 == 0


def annotated() -> list[tuple[dict[str, Any], str]]:
    """Give the annotations with their texts; a text that has changed since stops everything."""
    texts = {row["id"]: row["text"] for row in rows("gold/train.jsonl")}
    found = []
    for line in ANNOTATIONS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if hashlib.sha256(texts[row["id"]].encode()).hexdigest() != row["sha256"]:
            sys.exit(f"{row['id']}: the text is not the one that was annotated")
        found.append((row, texts[row["id"]]))
    return found


def score(row: dict[str, Any], text: str, counts: Counter[str]) -> str:
    """Count what is right of one text, and give what is not in one line."""
    incidents = tollbook.read(text).incidents
    main = incidents[0] if incidents else None
    kind = main.kind if main else None
    counts["texts"] += 1
    counts["kinds"] += kind in row["kinds"]
    wrong = [] if kind in row["kinds"] else [f"kind {kind}, not {' or '.join(map(str, row['kinds']))}"]
    answers = [(one.value, one.according_to) for one in main.responsible] if main else []
    met: set[int] = set()
    for value, source in answers:
        number = _meant(value, row["responsible"], text)
        if number is None:
            counts["false"] += 1
            wrong.append(f"false {value!r} by {source!r}")
            continue
        if number not in met and not row["responsible"][number]["optional"]:
            sources = [span and text[slice(*span)] for span in row["responsible"][number]["by"]]
            right = any(_same(source, name) for name in sources)
            counts["found"] += 1
            counts["by"] += right
            wrong += [] if right else [f"{value!r} by {source!r}, not {sources}"]
        met.add(number)
    for number, one in enumerate(row["responsible"]):
        counts["asked"] += not one["optional"]
        if number not in met and not one["optional"]:
            wrong.append(f"missed {text[slice(*one['party'][0])]!r}")
    return "; ".join(wrong)


def _meant(value: str, parties: Sequence[dict[str, Any]], text: str) -> int | None:
    """Give the number of the annotated party that a name means."""
    names = [[text[slice(*span)] for span in one["party"]] for one in parties]
    return next((n for n, party in enumerate(names) if any(_same(value, name) for name in party)), None)


def _same(one: str | None, other: str | None) -> bool:
    """Tell whether two names share a word, or a word and its adjective ("Russia", "Russian")."""
    if one is None or other is None:
        return one is other
    left, right = (set(re.findall(r"\w+", name.lower())) - _SMALL for name in (one, other))
    return any(
        a == b or (len(min(a, b, key=len)) > 4 and (a.startswith(b) or b.startswith(a)))
        for a in left
        for b in right
    )


def main() -> None:
    """Print the figures of both parts, and with `--misses` what is wrong in the one that may be looked at."""
    for name, part in (("looked at", False), ("held", True)):
        counts: Counter[str] = Counter()
        for row, text in annotated():
            if held(row["id"]) is part:
                wrong = score(row, text, counts)
                if wrong and not part and "--misses" in sys.argv:
                    print(f"  {row['id']}: {wrong}")
        asked, found, false = counts["asked"], counts["found"], counts["false"]
        print(
            f"{name}: kind right {counts['kinds']} of {counts['texts']}; "
            f"responsible found {found} of {asked}, {false} false; by whom right {counts['by']} of {found}"
        )


if __name__ == "__main__":
    main()
