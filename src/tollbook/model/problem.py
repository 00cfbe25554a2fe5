"""Something wrong with the material: a value that travels with the result."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Severity = Literal["note", "warning", "error"]


class Problem(Struct, frozen=True, kw_only=True):
    """What is wrong, where (file, line or report), and which stage saw it.

    An `error` means that an input could not be read; a `warning` that a person should look;
    a `note` that nothing needs to be done.
    """

    what: str
    where: str
    stage: str
    severity: Severity = "warning"
