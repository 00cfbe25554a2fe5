"""Time zones by abbreviation, name and city, with the daylight-saving rules of the date (tz database)."""

from __future__ import annotations

from datetime import timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tollbook.extracting.times.words import TimeWords

_AREAS = ("Europe", "Asia", "America", "Africa", "Australia", "Pacific", "Atlantic", "Indian")


def find_zone(name: str, words: TimeWords, home: str | None = None) -> tzinfo | None:
    """Give the zone that a name stands for, or `None` where it is unknown or stands for several.

    Takes "GMT", "+03:00", "Moscow", "New York", "local time"; `home` is the name of the zone where the
    report's events are, which settles "local time" and abbreviations that several zones share.
    """
    key = " ".join(name.lower().replace("-", " ").split())
    if name[0] in "+-":
        hours, minutes = int(name[:3]), int(name[-2:])
        return timezone(timedelta(hours=hours, minutes=minutes if hours >= 0 else -minutes))
    if key in words.pack.local or key == "local":
        return _zone(home) if home else None
    if key in words.pack.zones:
        choices = words.pack.zones[key]
        if len(choices) > 1:
            return _zone(home) if home and home in choices else None
        choice = choices[0]
        return timezone(timedelta(minutes=choice)) if isinstance(choice, int) else _zone(choice)
    if key in words.pack.places:
        return _zone(words.pack.places[key])
    city = "_".join(part.capitalize() for part in key.split())
    return next((zone for area in _AREAS if (zone := _zone(f"{area}/{city}")) is not None), None)


@cache
def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
