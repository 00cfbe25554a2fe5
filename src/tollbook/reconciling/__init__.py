"""Claims of one incident become findings, conflicts and history.

Takes: a `Case` (reports, claims, incidents, roots). Gives: a `Reconciliation`.
Entry: `reconcile`. Change this when: a rule of reconciling changes.
"""

from tollbook.reconciling.case import Case, Options
from tollbook.reconciling.methods.merge import merge
from tollbook.reconciling.stage import gather, reconcile

__all__ = ["Case", "Options", "gather", "merge", "reconcile"]
