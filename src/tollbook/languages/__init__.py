"""How a language says it: one folder of data for each language, found by its name.

Takes: the name of a language (ISO 639-1) and of a part of its pack. Gives: the checked contents of that part.
Change this when: packs are to be found somewhere else. A new language or part needs no change here.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec
import yaml

T = TypeVar("T")

_PACKS = files("tollbook.languages")

# The loader in C reads a pack of a thousand words in some milliseconds, the other in a tenth of a second.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def available() -> tuple[str, ...]:
    """Give the languages that are read, sorted by name: every folder here that holds data."""
    folders = (entry for entry in _PACKS.iterdir() if entry.is_dir())
    return tuple(sorted(f.name for f in folders if any(part.name.endswith(".yaml") for part in f.iterdir())))


@cache
def parts(language: str) -> tuple[str, ...]:
    """Give the names of the parts of a language's pack, sorted: its YAML files without their ending."""
    names = (entry.name for entry in (_PACKS / language).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


@cache
def load(language: str, part: str, into: type[T]) -> T:
    """Give one part of a language's pack, checked against the type `into`.

    Raises `ValueError` (a `msgspec.ValidationError`) that names the pack where its contents do not fit the
    type, and `FileNotFoundError` where there is no such part.
    """
    source = _PACKS / language / f"{part}.yaml"
    try:
        return msgspec.convert(yaml.load(source.read_text(encoding="utf-8"), Loader=_LOADER), type=into)
    except msgspec.ValidationError as error:
        raise msgspec.ValidationError(f"languages/{language}/{part}.yaml: {error}") from error
