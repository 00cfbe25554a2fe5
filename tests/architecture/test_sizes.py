"""Sizes that keep the code readable; the exceptions can only become fewer."""

from __future__ import annotations

import ast

import pytest
from tests.architecture.source import Function, definitions, modules, name

MODULE_LINES = 400
BODY_LINES = 60
PARAMETERS = 5
SPINE_LINES = 150

EXCEPTIONS: dict[str, str] = {}
"""What may be larger (module or function) and why. Add none: split it instead."""

EXCEPTIONS_AT_MOST = 0
"""Lower this when an exception is gone; never raise it."""


def too_long_modules() -> set[str]:
    return {name(path) for path in modules() if len(path.read_text().splitlines()) > MODULE_LINES}


def too_large_functions() -> set[str]:
    return {
        found.where
        for path in modules()
        for found in definitions(path)
        if isinstance(found.node, Function)
        and (_body_lines(found.node) > BODY_LINES or _parameters(found.node) > PARAMETERS)
    }


def test_no_module_and_no_function_is_too_large() -> None:
    assert (too_long_modules() | too_large_functions()) - EXCEPTIONS.keys() == set()


def test_every_exception_is_still_needed() -> None:
    assert EXCEPTIONS.keys() - (too_long_modules() | too_large_functions()) == set()


def test_exceptions_only_become_fewer() -> None:
    assert len(EXCEPTIONS) <= EXCEPTIONS_AT_MOST


def test_the_spine_fits_on_one_screen() -> None:
    (spine,) = (path for path in modules() if name(path) == "pipeline.py")
    assert len(spine.read_text().splitlines()) <= SPINE_LINES


def test_no_function_takes_two_booleans_by_position() -> None:
    greedy = {
        found.where
        for path in modules()
        for found in definitions(path)
        if isinstance(found.node, Function) and _positional_booleans(found.node) > 1
    }
    assert greedy == set()


@pytest.mark.parametrize(
    ("source", "lines"), [("def f():\n  '''Doc.\n\n  more'''\n  return (\n   1\n  )", 3)]
)
def test_a_body_is_counted_without_its_docstring(source: str, lines: int) -> None:
    function = ast.parse(source).body[0]
    assert isinstance(function, Function)
    assert _body_lines(function) == lines


def _body_lines(function: Function) -> int:
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def _parameters(function: Function) -> int:
    arguments = function.args
    names = [one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    return len([one for one in names if one not in ("self", "cls")])


def _positional_booleans(function: Function) -> int:
    arguments = [*function.args.posonlyargs, *function.args.args]
    return sum(isinstance(one.annotation, ast.Name) and one.annotation.id == "bool" for one in arguments)
