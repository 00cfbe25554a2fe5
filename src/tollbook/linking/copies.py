"""Copies: which report passes on the text of another, also cut, put in another order or attributed anew.

Takes: reports. Gives: for each copy the one report that it is taken from, how much of it, and the passages
that both share. Change this when: a copy is missed, or two reports that only quote alike are taken for one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

from msgspec import Struct
from rensa import RMinHash

from tollbook.model import Copy, Offsets, Report
from tollbook.text import sentences, words

SHINGLE = 4
"""Words of a shingle, and of the shortest stretch by which two texts are laid side by side."""

BANDS, ROWS = 8, 3
SEED = 11
"""Two sentences meet where all rows of one of these bands of their MinHash signatures agree."""

SENTENCE = 8
"""Shorter sentences, in words, say too little to be a trace of copying."""

STRETCH = 6
"""Shorter stretches in common, in words, are turns of phrase."""

SHARE = 0.5
"""So much of the shorter text must stand in the longer one."""

LEAST = 16
"""So many words must be shared at least."""

ASKED, MET = 24, 16
"""How many longer reports a report is laid beside at most, and how many that share one band are looked at."""


class _Text(Struct, frozen=True):
    report: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lower: tuple[str, ...]
    bands: frozenset[tuple[int, ...]]

    @property
    def order(self) -> tuple[int, bytes, str]:
        """The longer text goes before the shorter one; equal texts are in the order of their ids."""
        return (
            -len(self.lower),
            blake2b(" ".join(self.lower).encode("utf-8", "replace")).digest(),
            self.report,
        )


def copies(reports: Sequence[Report]) -> tuple[Copy, ...]:
    """Give the copies among reports, by the id of the copy; the order of the reports does not matter.

    Of two texts the shorter is the copy, or of two equally long ones that with the later id: which of them
    was first is not decided here. A report is a copy of one other only, that with which it shares most. The
    cost grows with the reports and not with their pairs. A report that comes twice is one report.
    """
    return _copies(tuple(reports))


@lru_cache(maxsize=2)
def _copies(reports: tuple[Report, ...]) -> tuple[Copy, ...]:
    # Roots and chains of one incident ask for the same copies, one after another.
    once = {report.id: report for report in reports}
    if len(once) < 2:
        return ()
    texts = sorted(map(_read, once.values()), key=lambda text: text.order)
    holding: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    found: list[Copy] = []
    for number, text in enumerate(texts):
        met = Counter(other for band in text.bands for other in holding[band])
        near = sorted(met, key=lambda other: (-met[other], other))[:ASKED]
        made = [copy for other in near if (copy := _beside(text, texts[other])) is not None]
        if made:
            found.append(max(made, key=lambda copy: copy.share))
        for band in text.bands:
            if len(holding[band]) < MET:
                holding[band].append(number)
    return tuple(sorted(found, key=lambda copy: copy.report))


def families(reports: Sequence[Report], found: Sequence[Copy]) -> dict[str, str]:
    """Give for each report the one at the head of its chain of copies, by their ids."""
    parent = {copy.report: copy.of for copy in found}
    head: dict[str, str] = {}
    for report in reports:
        path, at = [], report.id
        while at in parent and at not in head:
            path.append(at)
            at = parent[at]
        top = head.get(at, at)
        head.update(dict.fromkeys((*path, report.id), top))
    return head


def _read(report: Report) -> _Text:
    found = words(report.text)
    furniture = sorted((part.start, part.end) for part in report.furniture)
    kept: list[int] = []
    at = 0
    for i, start in enumerate(found.starts):
        while at < len(furniture) and furniture[at][1] <= start:
            at += 1
        inside = at < len(furniture) and furniture[at][0] <= start
        if not inside and found.lower[i][0].isalnum():
            kept.append(i)
    lower = tuple(found.lower[i] for i in kept)
    starts = tuple(found.starts[i] for i in kept)
    return _Text(
        report.id, starts, tuple(found.ends[i] for i in kept), lower, _bands(report.text, starts, lower)
    )


def _bands(text: str, starts: Sequence[int], lower: Sequence[str]) -> frozenset[tuple[int, ...]]:
    """Give the bands of the MinHash signatures of a text's sentences, each with its number."""
    bands: set[tuple[int, ...]] = set()
    first = 0
    for start, end in sentences(text):
        while first < len(starts) and starts[first] < start:
            first += 1
        last = first
        while last < len(starts) and starts[last] < end:
            last += 1
        if last - first >= SENTENCE:
            signature = RMinHash(BANDS * ROWS, SEED)
            signature.update([" ".join(lower[n : n + SHINGLE]) for n in range(first, last - SHINGLE + 1)])
            digest = signature.digest()
            bands.update((n, *digest[n * ROWS : (n + 1) * ROWS]) for n in range(BANDS))
        first = last
    return frozenset(bands)


def _beside(text: _Text, longer: _Text) -> Copy | None:
    """Lay a text beside a longer one, stretch by stretch; `None` where too little of it stands there."""
    stretches = _stretches(text.lower, longer.lower)
    shared = sum(size for _, _, size in stretches)
    if shared < LEAST or shared < SHARE * len(text.lower):
        return None
    return Copy(
        report=text.report,
        of=longer.report,
        share=round(shared / len(text.lower), 3),
        passages=tuple(_offsets(text, at, size) for at, _, size in stretches),
        of_passages=tuple(_offsets(longer, at, size) for _, at, size in stretches),
    )


def _stretches(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Give the stretches of `one` that stand in `other`, as (place, place there, words); linear in both."""
    where: dict[tuple[str, ...], int] = {}
    for n in range(len(other) - SHINGLE + 1):
        where.setdefault(tuple(other[n : n + SHINGLE]), n)
    found: list[tuple[int, int, int]] = []
    at = 0
    while at <= len(one) - SHINGLE:
        there = where.get(tuple(one[at : at + SHINGLE]))
        if there is None:
            at += 1
            continue
        size = SHINGLE
        while at + size < len(one) and there + size < len(other) and one[at + size] == other[there + size]:
            size += 1
        if size >= STRETCH:
            found.append((at, there, size))
            at += size
        else:
            at += 1
    return found


def _offsets(text: _Text, at: int, size: int) -> Offsets:
    return Offsets(start=text.starts[at], end=text.ends[at + size - 1])
