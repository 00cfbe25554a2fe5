"""Ids as people type them: any beginning that means one thing only."""

from __future__ import annotations

from tollbook.cli.visible import one_line
from tollbook.errors import UsageError
from tollbook.ledger import Reader
from tollbook.model import EntryType

SOME = 10
"""So many ids are named where a beginning is that of several."""


def whole(ledger: Reader, typed: str, *kinds: EntryType) -> str:
    """Give the id that begins with what was typed, of one of the kinds where any are given.

    What begins no id comes back as it is: the ledger then says that it does not hold it. Raises `UsageError`
    where it is the beginning of several, and names them.
    """
    found = ledger.beginning(typed, kinds, SOME + 1)
    if len(found) > 1:
        more = " or others" if len(found) > SOME else ""
        raise UsageError(one_line(f"{typed} could be {', '.join(found[:SOME])}{more}: type more of it"))
    return found[0] if found else typed
