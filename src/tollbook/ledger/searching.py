"""Finding reports, claims and incidents by words; the index can be made anew, its ways are the back end's.

A claim is found by the words that were read, its speaker, measure and place; an incident by its kind, place
and day.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from msgspec.structs import replace
from sqlalchemy import Connection, select

from tollbook.ledger import lines, tables
from tollbook.ledger.backends import BACKENDS
from tollbook.ledger.lines import Line
from tollbook.ledger.log import Found
from tollbook.model import Claim, EntryType, Incident, Place, Report

MARKS = ("\x02", "\x03")
"""What stands around the words that were found in a passage."""

MOST_WORDS = 12
"""So many words of a search are looked for."""

_NOUNS: dict[EntryType, type[Report | Claim | Incident]] = {
    "report": Report,
    "claim": Claim,
    "incident": Incident,
}
_CURRENT = {"report": tables.report, "claim": tables.claim, "incident": tables.incident}


def begin(connection: Connection) -> None:
    """Make the index anew, empty."""
    BACKENDS[connection.dialect.name].begin_words(connection)


def put(connection: Connection, holding: Collection[Line]) -> None:
    """Put the lines that now hold into the index, in the place of those that held for them before."""
    indexed = [line for line in holding if line.entry.type in _NOUNS]
    head = tables.head.c
    gone: list[int] = []
    for part in lines.in_parts(line.subject for line in indexed if line.body.replaces):
        gone += connection.scalars(select(head.seq).where(head.subject.in_(part), head.type.in_(_NOUNS)))
    replaced = {(line.entry.type, line.subject) for line in indexed if line.body.replaces}
    old = [
        line.entry.seq
        for line in lines.by_seq(connection, gone)
        if (line.entry.type, line.subject) in replaced
    ]
    new = [(line.entry.seq, line.entry.type, _words(line)) for line in indexed]
    if new:
        BACKENDS[connection.dialect.name].put_words(connection, old, new)


def search(connection: Connection, words: str, kind: EntryType, limit: int) -> tuple[Found, ...]:
    """Give what holds all the words, the best first; what no longer holds is left out."""
    wanted = re.findall(r"\w+", words)[:MOST_WORDS]
    if not wanted or kind not in _NOUNS:
        return ()
    found = BACKENDS[connection.dialect.name].find_words(connection, wanted, kind, 2 * limit)
    table = _CURRENT[kind]
    current: set[int] = set()
    for part in lines.in_parts(seq for seq, _ in found):
        current |= set(connection.scalars(select(table.c.seq).where(table.c.seq.in_(part))))
    shown = [(seq, passage) for seq, passage in found if seq in current][:limit]
    nouns = {
        line.entry.seq: line.noun(_NOUNS[kind])
        for line in lines.by_seq(connection, (seq for seq, _ in shown))
    }
    return tuple(Found(type=kind, noun=_short(nouns[seq]), passage=_passage(text)) for seq, text in shown)


def _words(line: Line) -> str:
    noun = line.noun(_NOUNS[line.entry.type])
    if isinstance(noun, Report):
        said: Iterable[str | None] = (noun.title, noun.outlet, noun.author, noun.text)
    elif isinstance(noun, Claim):
        speaker = noun.speaker.name if noun.speaker else None
        said = (noun.evidence.quote, speaker, noun.measure, *noun.group, *_names(noun.place))
    else:
        said = (noun.kind, *_names(noun.place), noun.date.start[:10] if noun.date else None)
    told = "\n".join(filter(None, said)).encode(errors="replace").decode()
    return told.replace("\0", " ").replace(MARKS[0], " ").replace(MARKS[1], " ")


def _names(place: Place | None) -> tuple[str | None, ...]:
    return (place.name, place.admin1, place.country) if place else ()


def _short(noun: Report | Claim | Incident) -> Report | Claim | Incident:
    return replace(noun, text="") if isinstance(noun, Report) else noun


def _passage(text: str) -> tuple[tuple[str, bool], ...]:
    """Cut a passage at the marks around what was found."""
    cut: list[tuple[str, bool]] = []
    for place, part in enumerate(text.split(MARKS[0])):
        found, mark, after = part.partition(MARKS[1])
        cut += [(found, place > 0 and bool(mark)), (after, False)]
    return tuple((words, is_found) for words, is_found in cut if words)
