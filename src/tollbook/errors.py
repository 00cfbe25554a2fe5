"""What Tollbook raises, and only for misuse and bugs.

::

    TollbookError
    ├── UsageError (also a ValueError)    called in a way that cannot work
    │   ├── SeveralReportsError           one report was asked for, the source holds several
    │   └── SettingsError                 a setting that does not exist, or has a value it cannot have
    └── PackError                         data of Tollbook itself (a measure, a language) does not fit its schema

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


class PackError(TollbookError):
    """A measure or a language pack of Tollbook that does not fit its schema."""
