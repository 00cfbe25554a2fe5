"""Words as HTML: what means something there is written so that it does not.

Takes: a value. Gives: it as HTML. Change this when: pages are written in something else than HTML.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_marked = re.compile("[&<>'\"]").search
"""Finds what means something in HTML."""


def escaped(value: object) -> str:
    """Give a value as HTML, as `markupsafe.escape` does; what holds no mark is HTML as it is."""
    if type(value) is str:
        return escape(value) if _marked(value) else value
    if type(value) is Markup:
        return value
    return str(value) if type(value) is int else escape(value)
