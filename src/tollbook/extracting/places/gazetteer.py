"""The gazetteer: a read-only index file, mapped into memory and searched in place.

Takes a folded name (see `names.fold`), gives the places that bear it. Nothing is loaded: the file is
mapped, and a look-up touches a few pages of it. The data is GeoNames' (CC BY 4.0, see NOTICE beside the
index); `scripts/build_gazetteer.py` builds it.

Layout, little-endian: the magic; four counts (names, postings, places, bytes of text); the 64-bit hashes of
the names in order; for each hash a place number, or (high bit set) the position of a list of them; these
lists, each led by its length; the places; their names, each ended by a zero byte.
"""

from __future__ import annotations

import math
import mmap
import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from enum import IntEnum
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy
from msgspec import Struct

MAGIC = b"TOLLGAZ1"
PLACE = struct.Struct("<ffIIHHBxI")
_ROW = numpy.dtype(
    {
        "names": ["lat", "lon", "population", "kind"],
        "formats": ["<f4", "<f4", "<u4", "u1"],
        "offsets": [0, 4, 8, 20],
        "itemsize": PLACE.size,
    }
)
_HEAD = struct.Struct("<8s4Q")
_KEPT = 50_000
_LIST = 1 << 31
_INDEX = Path(__file__).parent / "data" / "gazetteer.bin"


class Kind(IntEnum):
    """What a place of the gazetteer is, from the widest to the narrowest; a region has no exact bounds."""

    NOWHERE = 0
    COUNTRY = 1
    ADMIN1 = 2
    ADMIN2 = 3
    TOWN = 4
    QUARTER = 5
    LANDMARK = 6
    REGION = 7


class Entry(Struct, frozen=True):
    """One place: its numbers in the index, its position in degrees, its people, the radius in km it spans."""

    number: int
    name: str
    kind: Kind
    country: int
    parent: int
    lat: float | None
    lon: float | None
    population: int
    radius: float


class Gazetteer:
    """The index, open for look-ups; one instance is shared by the whole process."""

    def __init__(self, path: Path = _INDEX) -> None:
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        magic, names, postings, places, _ = _HEAD.unpack_from(self._bytes)
        if magic != MAGIC:
            raise ValueError(f"{path} is no gazetteer index of this version")
        view = memoryview(self._bytes)
        at = _HEAD.size
        self._hashes = _numbers(view[at : (at := at + 8 * names)], "Q")
        self._values = _numbers(view[at : (at := at + 4 * names)], "I")
        self._postings = _numbers(view[at : (at := at + 4 * postings)], "I")
        self._places_at = at
        self._names_at = at + places * PLACE.size
        self._entries: dict[int, Entry] = {}
        self._chains: dict[int, tuple[int, ...]] = {}
        self._found: dict[str, tuple[int, ...]] = {}

    def __len__(self) -> int:
        return int((self._names_at - self._places_at) // PLACE.size)

    def table(self) -> numpy.ndarray[Any, Any]:
        """Give `lat`, `lon`, `population` and `kind` of all places by their numbers, without copying them."""
        size = (self._names_at - self._places_at) // PLACE.size
        return numpy.frombuffer(self._bytes, _ROW, count=size, offset=self._places_at)

    def find(self, key: str) -> tuple[int, ...]:
        """Give the numbers of the places of a folded name, the likeliest first; `=RU` finds a country."""
        known = self._found.get(key)
        if known is None:
            if len(self._found) > _KEPT:
                self._found.clear()
            known = self._found[key] = self._search(key)
        return known

    def _search(self, key: str) -> tuple[int, ...]:
        wanted = hashed(key)
        at = bisect_left(self._hashes, wanted)
        if at == len(self._hashes) or self._hashes[at] != wanted:
            return ()
        value = self._values[at]
        if not value & _LIST:
            return (value,)
        start = value ^ _LIST
        return tuple(self._postings[start + 1 : start + 1 + self._postings[start]])

    def entry(self, number: int) -> Entry:
        """Give a place by its number."""
        known = self._entries.get(number)
        if known is None:
            if len(self._entries) > _KEPT:
                self._entries.clear()
            known = self._entries[number] = self._read(number)
        return known

    def _read(self, number: int) -> Entry:
        fields = PLACE.unpack_from(self._bytes, self._places_at + number * PLACE.size)
        lat, lon, population, parent, country, radius, kind, name = fields
        start = self._names_at + name
        text = self._bytes[start : self._bytes.find(b"\0", start)].decode("utf-8")
        placed = not math.isnan(lat)
        return Entry(
            number, text, Kind(kind), country, parent,
            round(lat, 5) if placed else None, round(lon, 5) if placed else None, population, radius / 10,
        )  # fmt: skip

    def within(self, number: int) -> tuple[int, ...]:
        """Give the places that hold a place, the nearest first, itself not included, up to its country."""
        known = self._chains.get(number)
        if known is not None:
            return known
        chain: list[int] = []
        entry = self.entry(number)
        while entry.kind is not Kind.COUNTRY and entry.parent != entry.number:
            chain.append(entry.parent)
            entry = self.entry(entry.parent)
        if len(self._chains) > _KEPT:
            self._chains.clear()
        self._chains[number] = tuple(chain)
        return self._chains[number]


@cache
def gazetteer() -> Gazetteer:
    """Give the index that ships with the package, opened once."""
    return Gazetteer()


def hashed(key: str) -> int:
    """Give the 64-bit hash under which a folded name is filed."""
    return int.from_bytes(blake2b(key.encode("utf-8"), digest_size=8).digest(), "little")


def _numbers(view: memoryview, code: str) -> memoryview | array[int]:
    if sys.byteorder == "little":
        return view.cast(code)  # type: ignore[call-overload, no-any-return]
    swapped = array(code, view.tobytes())
    swapped.byteswap()
    return swapped


PlaceRow = tuple[float | None, float | None, int, int, int, int, float, str]
"""A place as it is packed: lat, lon, population, parent, country, kind, radius in km, name."""


def pack(places: Iterable[PlaceRow], names: Mapping[str, list[int]]) -> bytes:
    """Give the bytes of an index, from places in the order of their numbers and the numbers of each name."""
    text, rows, offsets = bytearray(), bytearray(), dict[str, int]()
    count = 0
    for lat, lon, population, parent, country, kind, radius, name in places:
        if name not in offsets:
            offsets[name] = len(text)
            text += name.encode("utf-8") + b"\0"
        rows += PLACE.pack(
            math.nan if lat is None else lat, math.nan if lon is None else lon, population, parent, country,
            min(65535, round(radius * 10)), kind, offsets[name],
        )  # fmt: skip
        count += 1
    hashes: list[int] = []
    values: list[int] = []
    postings: list[int] = []
    for number, key in sorted((hashed(key), key) for key in names):
        hashes.append(number)
        numbers = names[key]
        values.append(numbers[0] if len(numbers) == 1 else len(postings) | _LIST)
        if len(numbers) > 1:
            postings += [len(numbers), *numbers]
    if len(set(hashes)) != len(hashes):
        raise ValueError("two names share a hash: choose another hash size")
    head = _HEAD.pack(MAGIC, len(hashes), len(postings), count, len(text))
    body = struct.pack(f"<{len(hashes)}Q{len(values)}I{len(postings)}I", *hashes, *values, *postings)
    return head + body + bytes(rows) + bytes(text)
