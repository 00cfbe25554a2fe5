"""The source of the package as the architecture tests see it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "tollbook"

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Named(NamedTuple):
    """A function or class of the package with the name that a failing test shows."""

    where: str
    public: bool
    node: Function | ast.ClassDef


def modules() -> list[Path]:
    """Every module of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def name(path: Path) -> str:
    """A module's path as the exceptions name it: relative to the package."""
    return path.relative_to(PACKAGE).as_posix()


def tree(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def definitions(path: Path) -> Iterator[Named]:
    """Every function, method and class of a module, those inside others too."""
    yield from _inside(tree(path), name(path), public=True)


def _inside(node: ast.AST, where: str, *, public: bool) -> Iterator[Named]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.ClassDef):
            seen = public and not child.name.startswith("_")
            yield Named(f"{where}:{child.name}", seen, child)
            # What stands inside a function is nobody else's business.
            inner = seen and isinstance(child, ast.ClassDef)
            yield from _inside(child, f"{where}:{child.name}", public=inner)
        else:
            yield from _inside(child, where, public=public)
