"""The ledger: an append-only store, and views of what holds now.

Takes: drafts of entries, made from nouns by `drafts`. Gives: `open_ledger(url)`, a `Reader` and a `Writer`.
Change this when: a new kind of thing must be kept, or found faster.

    with open_ledger("toll.db") as ledger:
        ledger.append(drafts.of_account(account, original, read_by=step, extracted_by=step))
        trace = ledger.trace(finding.id)

Read in this order: `log` (what can be done), `drafts` and `sealing` (what is written, and what stays out of
the chain), `chain` (ids and hashes), `writing`, `views` (what holds now), then the readers: `accounts`,
`incidents`, `tracing`, `integrity`.
"""

from __future__ import annotations

from pathlib import Path

from tollbook.ledger.backups import backup, restore
from tollbook.ledger.log import (
    CaptureDiff,
    IncidentQuery,
    Reader,
    Receipt,
    Verification,
    WaitingQuery,
    Writer,
)
from tollbook.ledger.store import Ledger

__all__ = [
    "CaptureDiff",
    "IncidentQuery",
    "Ledger",
    "Reader",
    "Receipt",
    "Verification",
    "WaitingQuery",
    "Writer",
    "backup",
    "open_ledger",
    "restore",
]


def open_ledger(url: str | Path, *, create: bool = True) -> Ledger:
    """Open the ledger in a file or at an address (`sqlite:///path`, `sqlite://` for one in memory).

    It is made where there is none, unless `create` is false. Raises `LedgerError`, in one sentence that says
    what to do next, for a ledger of a newer version, a damaged file, or something that is no ledger.
    """
    return Ledger(url, create=create)
