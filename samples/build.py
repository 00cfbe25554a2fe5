"""Put the single sample reports together into the JSONL files that Tollbook reads and reconciles.

Usage: `python samples/build.py` writes the files, `python samples/build.py --check` only says whether they
are current (exit status 1 where one is not). The reports themselves stand in `belgorod/` and `invented/`,
their outlets and times of publication in `sources.yaml`.
"""

from __future__ import annotations

import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import yaml

SAMPLES = Path(__file__).parent
INCIDENT = "belgorod-2023-12-30"
META = {"article:published_time": "published", "og:site_name": "outlet", "og:url": "url"}


class Page(HTMLParser):
    """The headline, the blocks of the one article body, and the meta tags of a sample page."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.blocks: list[tuple[str, str]] = []
        self._depth = 0
        self._block: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a meta tag, the way into the article body, or the begin of a block inside it."""
        given = dict(attrs)
        if tag == "meta" and (name := META.get(given.get("property") or "")):
            self.fields[name] = given.get("content") or ""
        if tag == "div" and (self._depth or given.get("class") == "article-body"):
            self._depth += 1
        if tag == "h1" or (self._depth and tag in ("p", "li")):
            self._block = tag
            self.blocks.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a block or of the article body."""
        if tag == "div" and self._depth:
            self._depth -= 1
        if tag == self._block:
            self._block = None

    def handle_data(self, data: str) -> None:
        """Add words to the block that is open, if one is."""
        if self._block:
            tag, text = self.blocks.pop()
            self.blocks.append((tag, re.sub(r"\s+", " ", text + data)))


def report(source: dict[str, str]) -> dict[str, str]:
    """Give one report (id, title, text, published, url, outlet) for an entry of `sources.yaml`.

    A text file holds the title, an empty line and the text; a page holds its own metadata.
    """
    content = (SAMPLES / source["file"]).read_text(encoding="utf-8")
    if source["file"].endswith(".html"):
        page = Page()
        page.feed(content)
        title = next(text for tag, text in page.blocks if tag == "h1")
        text = "\n\n".join(text for tag, text in page.blocks if tag != "h1")
        found = page.fields
    else:
        title, text = content.rstrip("\n").split("\n\n", 1)
        found = source
    return {"id": source["id"], "title": title, "text": text} | {name: found[name] for name in META.values()}


def combined() -> dict[str, str]:
    """Give the content of every combined file by its name."""
    sources = yaml.safe_load((SAMPLES / "sources.yaml").read_text(encoding="utf-8"))
    reports = {folder: [report(source) for source in entries] for folder, entries in sources.items()}
    files = {f"{folder}.jsonl": "".join(map(line, found)) for folder, found in reports.items()}
    return files | {"belgorod.incident.jsonl": line({"id": INCIDENT, "reports": reports["belgorod"]})}


def line(value: object) -> str:
    """Give one line of JSONL."""
    return json.dumps(value, ensure_ascii=False) + "\n"


def stale() -> list[str]:
    """Give the names of the combined files that differ from what the single reports say."""
    return [
        name
        for name, content in combined().items()
        if not (SAMPLES / name).is_file() or (SAMPLES / name).read_text(encoding="utf-8") != content
    ]


def main(arguments: list[str]) -> int:
    """Write the combined files, or with `--check` name those that are not current; gives the exit status."""
    if arguments not in ([], ["--check"]):
        print("usage: build.py [--check]", file=sys.stderr)
        return 2
    names = stale()
    for name in names:
        if arguments:
            print(f"samples/{name} is not current: run samples/build.py", file=sys.stderr)
        else:
            (SAMPLES / name).write_text(combined()[name], encoding="utf-8")
    return 1 if arguments and names else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
