"""The coasts of the world as data, for the movable map."""

from __future__ import annotations

from tollbook.publishing.maps import coasts_json
from tollbook.workbench.visiting import Raw, Visit


def show(_: Visit) -> Raw:
    """Give the coasts."""
    return Raw(coasts_json(), "application/json")
