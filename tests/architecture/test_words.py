"""Docstrings, names and annotations: one word for a thing, one sentence for a function."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from tests.architecture.source import PACKAGE, Function, definitions, modules, name, tree

VAGUE_NAMES = {"util", "utils", "misc", "helpers", "helper", "common", "manager", "base", "core"}


def test_no_module_has_a_vague_name() -> None:
    parts = {part for path in modules() for part in path.relative_to(PACKAGE).with_suffix("").parts}
    assert parts & VAGUE_NAMES == set()


def test_every_module_and_every_public_name_has_a_docstring_whose_first_sentence_stands_alone() -> None:
    docstrings = {name(path): ast.get_docstring(tree(path)) for path in modules()}
    for path in modules():
        docstrings |= {
            found.where: ast.get_docstring(found.node)
            for found in definitions(path)
            if found.public and not found.node.name.startswith("__")
        }
    assert {where for where, words in docstrings.items() if not _stands_alone(words)} == set()


def test_everything_is_annotated() -> None:
    bare = {
        found.where
        for path in modules()
        for found in definitions(path)
        if isinstance(found.node, Function) and not _annotated(found.node)
    }
    assert bare == set()


@pytest.mark.parametrize("package", [p for p in modules() if p.name == "__init__.py"], ids=name)
def test_every_folder_says_what_it_takes_what_it_gives_and_when_to_change_it(package: Path) -> None:
    words = ast.get_docstring(tree(package)) or ""
    if package == PACKAGE / "__init__.py":
        assert "tollbook.read" in words
    else:
        assert [part for part in ("Takes:", "Gives:", "Change this when:") if part not in words] == []


def test_languages_and_measures_hold_data_and_no_code_of_their_own() -> None:
    inside = [*(PACKAGE / "languages").rglob("*.py"), *(PACKAGE / "measures").rglob("*.py")]
    assert [name(path) for path in sorted(inside)] == ["languages/__init__.py", "measures/__init__.py"]


def _stands_alone(words: str | None) -> bool:
    """A first paragraph of one line or more that ends a sentence."""
    first = (words or "").strip().split("\n\n")[0]
    return bool(re.search(r"[.:!?](\s|$)", first)) and len(first) > 8


def _annotated(function: Function) -> bool:
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    named += [one for one in (arguments.vararg, arguments.kwarg) if one is not None]
    return function.returns is not None and all(
        one.annotation is not None for one in named if one.arg not in ("self", "cls")
    )
