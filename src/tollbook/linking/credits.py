"""Credits: the agencies that a report names as the source of its text, in dateline, byline or last line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from tollbook.languages import load
from tollbook.linking.names import RootWords
from tollbook.model import Report, Span

HEAD, TAIL = 600, 300
"""Characters at the beginning and the end of a report in which a credit stands."""

LINE = 100
"""Characters of a line that is a byline or a credit and nothing else."""


class Credit(Struct, frozen=True):
    """An agency under its usual name, and the words that name it; `None` where a fact of the page does."""

    agency: str
    evidence: Span | None = None


class _Agencies(Struct, frozen=True):
    names: dict[str, str]
    pattern: re.Pattern[str]
    dateline: re.Pattern[str]
    opening: frozenset[str]
    within: tuple[str, ...]


def credits_of(report: Report, language: str) -> tuple[Credit, ...]:
    """Give the agencies that a report credits, each once; an agency's own report credits none."""
    agencies = _agencies(language)
    found: dict[str, Credit] = {}
    for credit in (*_in_text(report.text, agencies), *_beside(report, agencies)):
        found.setdefault(credit.agency, credit)
    own = agency_in(report.outlet or "", language)
    return tuple(credit for credit in found.values() if credit.agency != own)


def agency_in(name: str, language: str) -> str | None:
    """Give the agency that a name names, under its usual name."""
    agencies = _agencies(language)
    match = agencies.pattern.search(name)
    return agencies.names[match.group(1)] if match else None


def _in_text(text: str, agencies: _Agencies) -> Iterator[Credit]:
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        head, tail = start < HEAD, end > len(text) - TAIL
        if head or tail:
            for match in agencies.dateline.finditer(text, start, min(end, start + HEAD)):
                if (head and match.start() < HEAD) or match.start() > len(text) - TAIL:
                    yield _credit(match, agencies)
            if len(line) <= LINE and _is_credit(line, agencies):
                for match in agencies.pattern.finditer(text, start, end):
                    yield _credit(match, agencies)
        start = end + 1


def _is_credit(line: str, agencies: _Agencies) -> bool:
    """Tell whether a short line credits somebody: by its first word, a phrase in it, or as a bare name."""
    lower = line.lower().strip(" \t\r()[]-–—.:")
    opened = lower.split(" ", 1)[0].rstrip(":") in agencies.opening
    bare = agencies.pattern.fullmatch(line.strip(" \t\r()[]-–—.:")) is not None
    return opened or bare or any(phrase in lower for phrase in agencies.within)


def _credit(match: re.Match[str], agencies: _Agencies) -> Credit:
    number = match.lastindex or 1
    start, end, name = match.start(number), match.end(number), match.group(number)
    return Credit(agencies.names[name], Span(start=start, end=end, quote=name))


def _beside(report: Report, agencies: _Agencies) -> Iterator[Credit]:
    """Give the agencies named in the facts that came with the text."""
    for fact in (report.dateline, report.author):
        for match in agencies.pattern.finditer(fact or ""):
            yield Credit(agencies.names[match.group(1)])


@cache
def _agencies(language: str) -> _Agencies:
    words = load(language, "roots", RootWords)
    names = {written: agency for agency, forms in words.agencies.items() for written in forms}
    either = (
        "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name))) or r"(?!)"
    )
    bounded = rf"(?<![\w-])({either})(?![\w-])"
    # "(AP)", "(Reuters / TASS)" and "MARROWBY, 3 May, Reuters -", the last at the beginning of a line only.
    dateline = (
        rf"\((?:[^()\n]{{0,30}}\W)?{bounded}[^()\n]{{0,30}}\)|^[A-Z][^.\n]{{0,60}}?{bounded}\s*[-–—:]+\s"
    )
    return _Agencies(
        names,
        re.compile(bounded),
        re.compile(dateline, re.MULTILINE),
        frozenset(words.credits.opening),
        tuple(words.credits.within),
    )
