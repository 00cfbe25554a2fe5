"""The last net: no hidden name in any words of a record, wherever they came from.

Takes: a record and the hidden names. Gives: the record, with `HELD_BACK` in place of every words that hold
one. Change this when: a field of a record holds words that people wrote.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec

from tollbook.model import Record
from tollbook.publishing.names import Hidden

HELD_BACK = "[held back]"

# fmt: off
WORDS = frozenset([
    "according_to", "admin1", "admin2", "basis", "because", "changes", "country", "name", "names",
    "otherwise", "outlet", "quote", "reason", "repairs", "text", "unit", "url", "vague", "value", "via",
    "what", "why", "word",
])
# fmt: on
"""The fields whose strings are words of reports or of those who sign; what the project says of itself (its
name, its contact) is its own, and every other string of a record is a code, an id or a time."""


Builtins: TypeAlias = Any
"""What JSON can hold."""


def scrubbed(record: Record, hidden: Hidden) -> Record:
    """Give a record without hidden names; one in which there are none comes back as it is."""
    if not hidden.terms:
        return record
    return msgspec.convert(_scrubbed(msgspec.to_builtins(record), "", hidden), type=Record)


def _scrubbed(value: Builtins, field: str, hidden: Hidden) -> Builtins:
    if isinstance(value, str):
        return HELD_BACK if field in WORDS and hidden.within(value) else value
    if isinstance(value, dict):
        return {key: _scrubbed(each, key, hidden) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_scrubbed(each, field, hidden) for each in value]
    return value
