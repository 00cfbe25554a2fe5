"""Coordinates written out in a text, in decimal degrees or in degrees, minutes and seconds."""

from __future__ import annotations

import re

from tollbook.model import Place, PlaceMention, Span

_DECIMAL = (
    r"(?P<lat>[-+]?\d{1,3}\.\d{3,})\s?°?\s?(?P<ns>[NS])?\s?[,;]\s?"
    r"(?P<lon>[-+]?\d{1,3}\.\d{3,})\s?°?\s?(?P<ew>[EW])?"
)
_SEXAGESIMAL = (
    r"(?P<lat>\d{1,3})°\s?(?P<latm>\d{1,2})['′’]\s?(?:(?P<lats>\d{1,2}(?:\.\d+)?)[\"″”]\s?)?(?P<ns>[NS])[\s,;]{1,2}"
    r"(?P<lon>\d{1,3})°\s?(?P<lonm>\d{1,2})['′’]\s?(?:(?P<lons>\d{1,2}(?:\.\d+)?)[\"″”]\s?)?(?P<ew>[EW])"
)
_DECIMAL_PAIR = re.compile(rf"(?<![\w.]){_DECIMAL}(?![\w.]\w)")
_SEXAGESIMAL_PAIR = re.compile(rf"(?<![\w.]){_SEXAGESIMAL}")
_RADIUS_KM = 0.1


def find_coordinates(text: str) -> tuple[PlaceMention, ...]:
    """Give every pair of coordinates in a text, in order, as a place of its own (where_prec 1).

    Degrees beyond 90 north or south or 180 east or west name no place: such a pair is kept as said.
    """
    if "°" not in text and "." not in text:
        return ()
    found = [
        _mention(m, _degrees(m, "lat", "ns"), _degrees(m, "lon", "ew"))
        for pattern in (_DECIMAL_PAIR, _SEXAGESIMAL_PAIR)
        for m in pattern.finditer(text)
    ]
    return tuple(sorted(found, key=lambda mention: mention.start))


def _degrees(m: re.Match[str], axis: str, side: str) -> float:
    parts = m.groupdict()
    value = (
        float(parts[axis]) + float(parts.get(axis + "m") or 0) / 60 + float(parts.get(axis + "s") or 0) / 3600
    )
    return -value if parts[side] in ("S", "W") else value


def _mention(m: re.Match[str], lat: float, lon: float) -> PlaceMention:
    start, end, quote = m.start(), m.end(), m[0].rstrip()
    end = start + len(quote)
    span = Span(start=start, end=end, quote=quote)
    if abs(lat) > 90 or abs(lon) > 180:
        place = Place(name=quote, evidence=span)
        because = "no place on earth has these coordinates; they are kept as said"
        return PlaceMention(start=start, end=end, quote=quote, place=place, because=because)
    place = Place(
        name=quote, lat=round(lat, 6), lon=round(lon, 6), precision=1, radius_km=_RADIUS_KM, evidence=span
    )
    return PlaceMention(
        start=start, end=end, quote=quote, place=place, because="the words give its coordinates"
    )
