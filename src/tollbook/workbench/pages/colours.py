"""The style sheet with the colours of the measures, as `measures/` has them."""

from __future__ import annotations

from tollbook.workbench.segments import measures_css
from tollbook.workbench.visiting import Raw, Visit


def show(_: Visit) -> Raw:
    """Give the style sheet."""
    return Raw(measures_css().encode(), "text/css")
