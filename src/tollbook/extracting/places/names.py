"""How names are compared: one folded form for the gazetteer and the text."""

from __future__ import annotations

import re
import unicodedata

_DROPPED = str.maketrans("", "", "'’‘ʼʻʿʾ`´‛ʹʺ")
_APART = re.compile(r"[^\w]+|_+")
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ə": "a", "æ": "ae", "œ": "oe"})


def fold(name: str) -> str:
    """Give the form under which a name is looked up: lower case, no accents, no apostrophes, single spaces.

    Takes any text; "Khān Yūnis" gives "khan yunis", "Pul-e-Khumri" gives "pul e khumri", "Panjwa’i"
    "panjwai".
    """
    name = name.translate(_DROPPED)
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.casefold())
        name = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_PLAIN)
    return _APART.sub(" ", name.lower()).strip()
