"""A text to a report."""

from __future__ import annotations

from tollbook.model import Problem, Report
from tollbook.reading.given import Given


def from_text(text: str, given: Given) -> tuple[Report, tuple[Problem, ...]]:
    """Give the report that a text is, character for character, and what is wrong with it."""
    raise NotImplementedError
