"""The nouns are frozen values that know nothing of the rest."""

from __future__ import annotations

import ast
from pathlib import Path

import msgspec
import pytest
from tests.architecture.source import PACKAGE, tree

from tollbook import model

NOUNS = [noun for noun in vars(model).values() if isinstance(noun, type) and issubclass(noun, msgspec.Struct)]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_every_noun_is_frozen(noun: type[msgspec.Struct]) -> None:
    assert noun.__struct_config__.frozen


@pytest.mark.parametrize("path", sorted((PACKAGE / "model").glob("*.py")), ids=lambda path: path.stem)
def test_a_noun_imports_nothing_but_nouns_and_msgspec(path: Path) -> None:
    imported = {node.module or "" for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom)}
    allowed = ("tollbook.model", "tollbook.text", "tollbook.errors", "msgspec", "typing", "__future__")
    assert {module for module in imported if not module.startswith(allowed)} == set()


def test_there_are_nouns_to_test() -> None:
    assert len(NOUNS) > 20
