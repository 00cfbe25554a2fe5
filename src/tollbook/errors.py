"""What Tollbook raises, and only for misuse and bugs.

::

    TollbookError
    ├── UsageError (also a ValueError)    called in a way that cannot work
    │   ├── SeveralReportsError           one report was asked for, the source holds several
    │   ├── NamelessError                 an act of a person came without the person's name
    │   └── SettingsError                 a setting that does not exist, or has a value it cannot have
    ├── LedgerError                       the ledger cannot do what was asked; says what to do next
    │   ├── DamagedLedgerError            the file is not, or no longer, a whole ledger
    │   ├── NewerLedgerError              written by a newer version of Tollbook
    │   ├── FullDiskError                 no room left; nothing of the last batch was stored
    │   ├── ChangedError                  what a person judged is no more what the person saw
    │   └── BusyLedgerError               another program held the ledger for too long
    └── PackError                         a measure or a language of Tollbook does not fit its schema

What is wrong with the material (an unreadable file, a text too short) is never raised: it is a
`tollbook.model.Problem`, a value that travels with the result.
"""

from __future__ import annotations


class TollbookError(Exception):
    """The root of everything that Tollbook raises by itself."""


class UsageError(TollbookError, ValueError):
    """Called in a way that cannot work."""


class SeveralReportsError(UsageError):
    """One report was asked for, and the source holds several: `read_all` gives them one after another."""


class SettingsError(UsageError):
    """A setting that does not exist, or has a value that it cannot have."""


class NamelessError(UsageError):
    """An act of a person came without the person's name."""


class LedgerError(TollbookError):
    """The ledger cannot do what was asked; the text says what to do next."""


class DamagedLedgerError(LedgerError):
    """The file is not, or no longer, a whole ledger."""


class NewerLedgerError(LedgerError):
    """The ledger was written by a newer version of Tollbook."""


class FullDiskError(LedgerError):
    """There is no room left; nothing of the last batch was stored."""


class ChangedError(LedgerError):
    """What a person judged is no more what the person saw; nothing was stored."""


class BusyLedgerError(LedgerError):
    """Another program held the ledger for too long."""


class PackError(TollbookError):
    """A measure or a language pack of Tollbook that does not fit its schema."""
