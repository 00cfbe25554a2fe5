"""Claims of one incident become findings, conflicts and history.

Takes: reports, claims, incidents and roots. Gives: a `Reconciliation`.
Change this when: a rule of reconciling changes.
"""

from tollbook.reconciling.methods.merge import merge

__all__ = ["merge"]
