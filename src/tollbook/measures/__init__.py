"""What can be claimed, as data: one YAML file for each measure, found by its name.

Takes: nothing. Gives: the checked measures, in the order in which people look for them (`measures()`), or
one of them (`measure(name)`). Change this when: a fact about measures is needed that no measure states yet;
a new measure is a new file and no change here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated, Literal

import msgspec
import yaml
from msgspec import Meta, Struct

from tollbook.errors import PackError, UsageError

_FOLDER = files("tollbook.measures")


class Measure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is counted, in words and in what follows from it for comparing two counts.

    `part_of` is the measure whose counts hold these people or things too. `holds` tells a `state`, which is
    true at a moment and may fall, from a `total`, which counts from the beginning on; a total is `cumulative`
    where a later figure holds the earlier ones, so that it falls only by a correction. `finding` is false
    where a count stays somebody's claim and never becomes a finding. `colour` is that of its quotes on a
    screen; `order` the place among all measures in tables.
    """

    name: str
    label: Annotated[str, Meta(min_length=3)]
    unit: Literal["person", "thing"]
    counts: Annotated[str, Meta(min_length=10, pattern=r"\.$")]
    part_of: str | None
    holds: Literal["state", "total"]
    cumulative: bool
    finding: bool
    colour: Annotated[str, Meta(pattern=r"^#[0-9a-f]{6}$")]
    order: Annotated[int, Meta(ge=1)]


@cache
def measures() -> Mapping[str, Measure]:
    """Give every measure by its name, in the order of tables.

    Raises `PackError` where a file does not fit the schema, or a whole is named that is no measure.
    """
    names = (entry.name for entry in _FOLDER.iterdir() if entry.name.endswith(".yaml"))
    found = sorted((_load(name) for name in names), key=lambda one: (one.order, one.name))
    known = {one.name: one for one in found}
    for one in found:
        if one.part_of is not None and one.part_of not in known:
            raise PackError(f"measures/{one.name}.yaml: part_of names {one.part_of!r}, which is no measure")
    return MappingProxyType(known)


def measure(name: str) -> Measure:
    """Give one measure by its name; raises `UsageError` where there is none of that name."""
    try:
        return measures()[name]
    except KeyError:
        raise UsageError(f"{name!r} is no measure; there are {', '.join(measures())}") from None


def _load(file: str) -> Measure:
    name = file.removesuffix(".yaml")
    try:
        return check(name, yaml.safe_load((_FOLDER / file).read_text(encoding="utf-8")))
    except (yaml.YAMLError, PackError) as error:
        raise PackError(f"measures/{file}: {error}") from error


def check(name: str, facts: object) -> Measure:
    """Give the measure that the facts of a YAML file describe; raises `PackError` where they do not fit."""
    if not isinstance(facts, dict):
        raise PackError("the file holds no table of facts")
    try:
        return msgspec.convert({**facts, "name": name}, type=Measure)
    except msgspec.ValidationError as error:
        raise PackError(str(error)) from error
