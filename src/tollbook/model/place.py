"""A place with its precision."""

from __future__ import annotations

from msgspec import Struct

from tollbook.model.span import Span


class Place(Struct, frozen=True, kw_only=True):
    """A place of the gazetteer, or a place as said that no gazetteer knows (`lat` and `lon` are then `None`).

    `precision` is UCDP's where_prec, 1 (exact) to 7 (international waters or airspace);
    `radius_km` the circle in which the place may lie.
    """

    name: str
    admin1: str | None = None
    admin2: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: int | None = None
    radius_km: float | None = None
    evidence: Span | None = None


class PlaceMention(Span, frozen=True, kw_only=True):
    """A place name of the text, the place it was resolved to, the others it could be, and why."""

    place: Place | None = None
    alternatives: tuple[Place, ...] = ()
    because: str = ""
