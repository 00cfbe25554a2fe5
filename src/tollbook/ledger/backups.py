"""Backup and restore: copies that were checked before they are trusted, whole or not there at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tollbook.errors import DamagedLedgerError, FullDiskError, LedgerError, UsageError
from tollbook.ledger.log import Reader, Verification
from tollbook.ledger.store import Ledger

BESIDE = ("", "-wal", "-shm", "-journal")
"""What a database in a file adds to the file's name."""


def backup(ledger: Reader, target: Path) -> Verification:
    """Write a checked copy of a ledger into one file, in the place of an older copy.

    Raises `LedgerError` where the copy does not hold or the disk is full; the older copy is then as it was.
    """
    with _draft(target) as draft:
        ledger.copy(draft)
        checked = _checked(draft, target)
        _settle(draft, target)
    return checked


def restore(source: Path, target: Path) -> Verification:
    """Make a ledger from a backup after checking it.

    Raises `LedgerError` where something lies in the ledger's place, or where the backup does not hold.
    """
    if not source.is_file():
        raise UsageError(f"There is no backup at {source}: name another file.")
    for path in _beside(target):
        if path.exists():
            raise LedgerError(f"{path} exists already: move it away, then restore again.")
    with _draft(target) as draft:
        shutil.copyfile(source, draft)
        checked = _checked(draft, source)
        _settle(draft, target)
    return checked


def _checked(draft: Path, named: Path) -> Verification:
    try:
        with Ledger(draft) as copied:
            checked = copied.verify()
    except DamagedLedgerError as error:
        raise DamagedLedgerError(f"{named} is not a whole ledger: use another backup.") from error
    if checked.problems:
        first = checked.problems[0]
        raise DamagedLedgerError(f"{named} does not hold: {first.where} {first.what}. Use another backup.")
    return checked


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """Give the name of a file beside the target to write first, and leave nothing of it behind."""
    draft = target.with_name(target.name + ".part")
    try:
        for path in _beside(draft):
            path.unlink(missing_ok=True)
        yield draft
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise LedgerError(
                f"{target} cannot be written ({error.strerror}): name another place."
            ) from error
        raise FullDiskError(f"The disk of {target} is full: free some space and run again.") from error
    finally:
        for path in _beside(draft):
            path.unlink(missing_ok=True)


def _settle(draft: Path, target: Path) -> None:
    """Put the file in its place at once, and make sure that it is on the disk."""
    _sync(draft)
    draft.replace(target)
    _sync(target.parent)


def _beside(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in BESIDE]


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
