"""Claims of one incident become findings, conflicts and history.

Takes: a `Case` (reports, claims, incidents, roots). Gives: a `Reconciliation`.
Entry: `reconcile`. Change this when: a rule of reconciling changes.
"""

from tollbook.reconciling.case import Case, Options
from tollbook.reconciling.comparing import Row, compare
from tollbook.reconciling.history import Step, printed_at, steps
from tollbook.reconciling.methods import METHODS
from tollbook.reconciling.methods.merge import merge
from tollbook.reconciling.stage import gather, proofs, reconcile

__all__ = [
    "METHODS",
    "Case",
    "Options",
    "Row",
    "Step",
    "compare",
    "gather",
    "merge",
    "printed_at",
    "proofs",
    "reconcile",
    "steps",
]
