"""Passages in our own words as annotated texts: `python -m training.made OUT.jsonl`.

`made.yaml` holds the passages with their claims marked in the text; each is written out several times with
other numbers and names, in the form of the annotated sets.
"""

from __future__ import annotations

import json
import random
import re
import sys
from pathlib import Path
from typing import Any

import yaml

TIMES = 6
"""How often each passage is written out."""

NAMES = {
    "p": (
        "Vyacheslav Orlin", "Ada Lindqvist", "Joseph Mbeki", "Rashid al-Amin", "Marta Ocampo",
        "Col. Peter Hale", "Dr. Anan Chaiyo", "Olena Kravets", "Hassan Yusuf", "Maria dos Reis",
        "Igor Belov", "Fatima Noor",
        "General Tadesse Wolde", "Luis Andrade", "Sami Khoury", "Nguyen Van Binh",
    ),
    "t": (
        "Verkhny Yar", "Port Amari", "Deir Sahl", "Kamenka", "Oakridge", "San Mateo", "Qasr Nur", "Lissaya",
        "Mount Hale", "Bela Vista", "Tal Rashid", "Novy Most", "Harbour City", "Gumba", "Saint Clair",
    ),
    "r": (
        "the Severny region", "Nord Province", "the eastern province of Kasala", "Orlin county", "the Delta",
        "the Lakes district", "Upper Valley", "the coastal state of Amari",
    ),
    "g": (
        "the Liberation Front", "the People's Army", "the Eastern Alliance", "the Northern Command",
        "the militia", "the Islamic Movement", "the rebels", "the Defence Forces",
    ),
    "m": (
        "Harbour Radio", "the Borderland Courier", "the news agency NOR", "the Daily Ledger",
        "state television", "Channel Nine", "the Amari Post", "Interfront",
    ),
}  # fmt: skip

SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
CLAIM = re.compile(r"\[([^|\]]+)\|([^|\]]+)(?:\|([^\]]*))?\]")
SPEAKER = re.compile(r"s=(.+?)(?= (?:sc|st|of)=| o$|$)")


def written_out(passage: str, number: int, draw: random.Random) -> dict[str, Any]:
    """Give a passage with its marks taken out, its numbers and names drawn, as an annotated text."""
    for kind, names in NAMES.items():
        for place, name in enumerate(draw.sample(names, 2), 1):
            passage = passage.replace(f"{{{kind}{place}}}", name)
    text, end = "", 0
    claims: list[dict[str, Any]] = []
    for mark in CLAIM.finditer(passage):
        text += _numbers(passage[end : mark.start()], text, draw)
        end = mark.end()
        quote = _numbers(mark[1], text, draw)
        claims.append(
            _claim(len(claims), (len(text), len(text) + len(quote)), mark[2].split(), mark[3] or "")
        )
        text += quote
    text += _numbers(passage[end:], text, draw)
    return {"id": f"made-{number}", "text": text.strip(), "claims": claims}


def _claim(number: int, span: tuple[int, int], kinds: list[str], options: str) -> dict[str, Any]:
    speaker = SPEAKER.search(options)
    given = dict(part.split("=", 1) for part in options.split() if re.match(r"(sc|st|of)=", part))
    return {
        "id": number,
        "start": span[0],
        "end": span[1],
        "measure": [kinds[0]],
        "bounds": [],
        "vague": None,
        "group": [sorted(kinds[1:])],
        "scope": [given.get("sc", "event")],
        "status": [given.get("st", "asserted")],
        "speaker": [speaker[1] if speaker else ""],
        "via": [None],
        "part_of": int(given["of"]) if "of" in given else None,
        "optional": options.split()[-1:] == ["o"],
    }


def _numbers(text: str, before: str, draw: random.Random) -> str:
    """Draw the numbers of a stretch of text; in words where they are small, now and then."""

    def drawn(match: re.Match[str]) -> str:
        if match[0] == "##":
            return draw.choice(
                (
                    str(draw.randint(13, 99)),
                    str(draw.randint(100, 980)),
                    f"{draw.randint(1, 9)},{draw.randint(100, 999)}",
                )
            )
        if draw.random() < 0.45:
            return str(draw.randint(2, 14))
        word = draw.choice(SMALL)
        before_it = (before + text[: match.start()]).rstrip(" ")
        return word.capitalize() if not before_it or before_it[-1] in '.\n"-:' else word

    return re.sub("##?", drawn, text)


def passages(file: str = "made.yaml") -> list[dict[str, Any]]:
    """Give all passages of a file beside this one written out, always the same."""
    marked = yaml.safe_load(Path(__file__).with_name(file).read_text(encoding="utf-8"))
    draw = random.Random(23)
    return [written_out(marked[number % len(marked)], number, draw) for number in range(TIMES * len(marked))]


def main() -> None:
    """Write all passages out."""
    with Path(sys.argv[1]).open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in passages())


if __name__ == "__main__":
    main()
