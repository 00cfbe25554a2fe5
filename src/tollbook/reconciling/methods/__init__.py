"""The methods by which claims become findings: one module each, and this table.

Takes: the name of a method. Gives: its module's `find`. Change this when: a method is added
(docs/add-a-method.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tollbook.errors import UsageError
from tollbook.model import Finding, NotApplicable
from tollbook.reconciling.evidence import Evidence
from tollbook.reconciling.methods import acled, airwars, plain, ucdp

Find = Callable[[Evidence], tuple[tuple[Finding, ...], tuple[NotApplicable, ...]]]

METHODS: Mapping[str, Find] = MappingProxyType(
    {"plain": plain.find, "ucdp": ucdp.find, "acled": acled.find, "airwars": airwars.find}
)


def method(name: str) -> Find:
    """Give a method by its name; raises `UsageError` where there is none of that name."""
    try:
        return METHODS[name]
    except KeyError:
        raise UsageError(f"{name!r} is no method; there are {', '.join(METHODS)}") from None
