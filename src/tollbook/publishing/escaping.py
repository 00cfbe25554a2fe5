"""Words as HTML: what means something there is written so that it does not.

Takes: a value. Gives: it as HTML. Change this when: pages are written in something else than HTML.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_MARKS = re.compile("[&<>'\"]")
"""What means something in HTML."""


def escaped(value: object) -> str:
    """Give a value as HTML, as `markupsafe.escape` does; words without any mark are HTML as they are."""
    kind = type(value)
    if kind is Markup or (kind is str and not _MARKS.search(value)):  # type: ignore[call-overload]
        return value  # type: ignore[return-value]
    return escape(value)
