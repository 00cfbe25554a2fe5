"""Tollbook: a sourced, reconciled record of harm, read out of news reports.

::

    import tollbook

    account = tollbook.read("Two people were killed and five hurt in the blast, police said.")
    for claim in account.claims:
        print(claim.measure, claim.count.low, claim.speaker and claim.speaker.name, claim.evidence.quote)

`read` gives the `Account` of one report (a text or a file), `read_all` those of many. Every value is frozen,
and has the names that `tollbook read --format jsonl` prints.
"""

from __future__ import annotations

from importlib.metadata import version

from tollbook.errors import SettingsError, SeveralReportsError, TollbookError, UsageError
from tollbook.model import Account, Claim, Count, Finding, Incident, Problem, Report, Span, Statement
from tollbook.pipeline import read, read_all
from tollbook.reading import Given

__version__ = version("tollbook")

__all__ = [
    "Account",
    "Claim",
    "Count",
    "Finding",
    "Given",
    "Incident",
    "Problem",
    "Report",
    "SettingsError",
    "SeveralReportsError",
    "Span",
    "Statement",
    "TollbookError",
    "UsageError",
    "__version__",
    "read",
    "read_all",
]
