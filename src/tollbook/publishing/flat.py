"""Nouns as the cells of a row, and back: nested names get dots, lists of words one space between them.

The words by which a time or a place was read are left out; those of a claim stay.

Takes: a noun. Gives: cells by column; and the noun again from such cells. Change this when: a noun holds
something that no cell can say.
"""

from __future__ import annotations

import json
import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from tollbook.publishing.writing import Cell

Noun = TypeVar("Noun", bound=Struct)

Kind = Literal["text", "number", "yes or no", "words", "list", "noun"]

Hint: TypeAlias = Any
"""What Python can say of a field's type."""


class Field(Struct, frozen=True):
    """A column of a noun: its kind, and whether it may be empty."""

    name: str
    kind: Kind
    optional: bool


@cache
def fields(noun: type[Struct], leave: tuple[str, ...] = ()) -> tuple[Field, ...]:
    """Give the columns of a noun, nested ones with dots; those in `leave` are left out."""
    return tuple(_fields(noun, "", leave))


def flat(value: Struct, leave: tuple[str, ...] = ()) -> dict[str, Cell]:
    """Give the cells of a noun by column."""
    built = msgspec.to_builtins(value)
    return {field.name: _cell(field, _at(built, field.name)) for field in fields(type(value), leave)}


def noun(cells: Mapping[str, str], into: type[Noun], **rest: object) -> Noun:
    """Give the noun whose cells these are; `rest` are the fields that stand elsewhere."""
    leave = tuple(rest)
    built: dict[str, Any] = {}
    for field in fields(into, leave):
        if field.kind == "noun":
            if cells.get(field.name) == "yes":
                _put(built, field.name, {})
            elif "." not in field.name or _there(field.name.rpartition(".")[0], cells):
                _put(built, field.name, None)
            continue
        owner = field.name.rpartition(".")[0]
        if owner and not _there(owner, cells):
            continue
        _put(built, field.name, _value(field, cells.get(field.name, "")))
    return msgspec.convert({**built, **rest}, type=into)


def _there(owner: str, cells: Mapping[str, str]) -> bool:
    """Tell whether the noun that a column belongs to is there."""
    parts = owner.split(".")
    names = [".".join(parts[: number + 1]) for number in range(len(parts))]
    return all(cells.get(name, "yes") == "yes" for name in names)


def _fields(noun: type[Struct], prefix: str, leave: tuple[str, ...]) -> Iterator[Field]:
    hints = get_type_hints(noun)
    for name, encoded in zip(noun.__struct_fields__, noun.__struct_encode_fields__, strict=True):
        if not prefix and name in leave:
            continue
        hint, optional = _bare(hints[name])
        if name == "evidence" and optional:
            continue
        full = f"{prefix}{encoded}"
        if isinstance(hint, type) and issubclass(hint, Struct):
            if optional:
                yield Field(full, "noun", optional)
            yield from _fields(hint, f"{full}.", ())
        else:
            yield Field(full, _kind(hint), optional)


def _bare(hint: Hint) -> tuple[Hint, bool]:
    origin: Hint = get_origin(hint)
    if origin is Union or origin is types.UnionType:
        (inner,) = (each for each in get_args(hint) if each is not type(None))
        return inner, True
    return hint, False


def _kind(hint: Hint) -> Kind:
    origin: Hint = get_origin(hint)
    if origin is tuple:
        return "words"
    if hint is bool:
        return "yes or no"
    return "number" if hint in (int, float) else "text"


def _at(built: Any, name: str) -> Any:  # noqa: ANN401
    for part in name.split("."):
        if built is None:
            return None
        built = built.get(part)
    return built


def _put(built: dict[str, Any], name: str, value: object) -> None:
    *owners, last = name.split(".")
    for part in owners:
        built = built.setdefault(part, {})
    built[last] = value


def _cell(field: Field, value: Any) -> Cell:  # noqa: ANN401
    if field.kind == "noun":
        return "yes" if value is not None else "no"
    if value is None:
        return ""
    if field.kind == "words":
        plain = all(isinstance(each, str) and each and not set(each) & set(' "[') for each in value)
        return " ".join(value) if plain else json.dumps(value, ensure_ascii=False)
    return value  # type: ignore[no-any-return]


def _value(field: Field, cell: str) -> object:
    if field.kind == "words":
        return json.loads(cell) if cell.startswith("[") else cell.split()
    if cell == "" and field.optional:
        return None
    if field.kind == "yes or no":
        return cell == "yes"
    return json.loads(cell) if field.kind == "number" else cell
