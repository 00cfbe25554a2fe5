"""From a step to the function behind it: where in the code a thing of the ledger was made.

Takes: the name of a maker ("tollbook.linking:Linker.add"). Gives: its file and line in the code of now,
and a step in words. Change this when: makers are named otherwise.
"""

from __future__ import annotations

import inspect
from importlib import import_module
from pathlib import Path

from msgspec import Struct

from tollbook.model import Step

PACKAGE = Path(__file__).parent


class Place(Struct, frozen=True, kw_only=True):
    """The file of a function, from the package's folder on, and the line where it begins."""

    file: str
    line: int


def place_of(maker: str) -> Place | None:
    """Give where a maker's function stands in the code that runs now; `None` where it is gone."""
    module, _, path = maker.partition(":")
    try:
        found: object = import_module(module)
        for name in path.split("."):
            found = getattr(found, name)
        file = inspect.getsourcefile(found)  # type: ignore[arg-type]
        _, line = inspect.getsourcelines(found)  # type: ignore[arg-type]
    except (ImportError, AttributeError, OSError, TypeError):
        return None
    if file is None or not Path(file).is_relative_to(PACKAGE):
        return None
    return Place(file=f"tollbook/{Path(file).relative_to(PACKAGE).as_posix()}", line=line)


def told(step: Step) -> str:
    """Give a step in words: its function, stage version, package version and commit."""
    commit = f", commit {step.commit[:12]}" if step.commit else ", commit unknown"
    return f"{step.maker} (stage version {step.stage_version}, tollbook {step.version}{commit})"
