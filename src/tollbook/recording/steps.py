"""How each thing in a ledger was made: by which function, at which stage version, from which commit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType

from tollbook.model import Step

STAGE_VERSIONS: Mapping[str, str] = MappingProxyType(
    {
        "tollbook.reading:read": "1",
        "tollbook.extracting:extract": "1",
        "tollbook.linking:Linker.add": "1",
        "tollbook.reconciling:reconcile": "1",
    }
)
"""The stage version of every maker: raised when it gives other results for the same inputs."""

_REPOSITORY = Path(__file__).parents[3] / ".git"


def step(maker: str, inputs: Iterable[str] = ()) -> Step:
    """Give the step of something that a maker (a key of `STAGE_VERSIONS`) makes now from those inputs."""
    return Step(
        maker=maker,
        version=version("tollbook"),
        commit=commit(),
        stage_version=STAGE_VERSIONS[maker],
        inputs=tuple(inputs),
    )


@cache
def commit() -> str | None:
    """Give the commit that this code was checked out at; `None` where it runs from no checkout."""
    try:
        head = (_REPOSITORY / "HEAD").read_text(encoding="ascii").strip()
        if not head.startswith("ref: "):
            return head
        branch = head.removeprefix("ref: ")
        loose = _REPOSITORY / branch
        if loose.is_file():
            return loose.read_text(encoding="ascii").strip()
        packed = (_REPOSITORY / "packed-refs").read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return None
    return next((line.split()[0] for line in packed if line.endswith(f" {branch}")), None)
