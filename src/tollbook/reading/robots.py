"""What a site asks of programs: its robots.txt, read as RFC 9309 says.

Takes: the text of a robots.txt and the name of a program. Gives: `Rules`. Change this when: the standard
changes; `Crawl-delay`, which it does not know, is obeyed too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from msgspec import Struct

LONGEST = 500_000
"""So many bytes of a robots.txt are read (RFC 9309, 2.5)."""

LONGEST_DELAY_S = 30.0


class Rules(Struct, frozen=True):
    """Which paths are allowed or not, and how many seconds lie between two requests at least."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay_s: float = 0.0

    def allow(self, path: str) -> bool:
        """Tell whether a path with its query may be fetched: the longest rule that fits decides (2.2.2)."""
        path = unquote(path)
        fitting = [(len(rule), allowed) for rule, allowed in self.rules if _pattern(rule).match(path)]
        return max(fitting, default=(0, True))[1]


EVERYTHING = Rules()
NOTHING = Rules((("/", False),))


def rules(text: str, agent: str) -> Rules:
    """Give the rules of a robots.txt for a program: those of its own groups, else those for all (2.2.1)."""
    own: list[tuple[str, str]] = []
    common: list[tuple[str, str]] = []
    named = False
    for names, lines in _groups(text[:LONGEST]):
        if agent.casefold() in names:
            named = True
            own += lines
        if "*" in names:
            common += lines
    chosen = own if named else common
    delays = [float(value) for key, value in chosen if key == "crawl-delay" and value.isdecimal()]
    paths = tuple((unquote(value), key == "allow") for key, value in chosen if key != "crawl-delay" and value)
    return Rules(paths, min(max(delays, default=0.0), LONGEST_DELAY_S))


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    names: set[str] = set()
    lines: list[tuple[str, str]] = []
    for line in text.removeprefix("\ufeff").splitlines():
        key, _, value = line.partition("#")[0].partition(":")
        key, value = key.strip().casefold(), value.strip()
        if key == "user-agent":
            if lines:
                yield names, lines
                names, lines = set(), []
            names.add(value.casefold())
        elif key in ("allow", "disallow", "crawl-delay") and names:
            lines.append((key, value))
    yield names, lines


def _pattern(rule: str) -> re.Pattern[str]:
    end = "$" if rule.endswith("$") else ""
    return re.compile(".*".join(map(re.escape, rule.removesuffix("$").split("*"))) + end, re.DOTALL)
