"""What a user may set once and for all: one frozen object.

A setting comes from, in this order: the option on the command line, the environment (`TOLLBOOK_WORKERS=4`),
the settings file (TOML, named by `TOLLBOOK_SETTINGS`, else `~/.config/tollbook/settings.toml` where there is
one), the default written here.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from tollbook.errors import SettingsError

PREFIX = "TOLLBOOK_"
FILE = "TOLLBOOK_SETTINGS"

Format = Literal["table", "jsonl", "csv"]


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every setting with its default; the descriptions are the help that `docs/settings.md` shows."""

    format: Annotated[Format, Meta(description="How results are printed: for people, or as data.")] = "table"
    workers: Annotated[int, Meta(ge=1, le=256, description="How many processes read reports at once.")] = 1
    progress_from: Annotated[
        int, Meta(ge=1, description="From how many inputs on a progress bar is shown on a terminal.")
    ] = 4
    debug: Annotated[bool, Meta(description="Let a bug raise, where it otherwise becomes a problem.")] = False
    ledger: Annotated[
        str, Meta(min_length=1, description="The ledger: a file, or its address (`sqlite:///PATH`).")
    ] = "~/.local/share/tollbook/ledger.db"
    name: Annotated[
        str, Meta(description="Who acts: the name under which judgements and other acts are kept.")
    ] = ""


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """Give the settings of an environment and of the file that it names.

    Raises `SettingsError`, which names the source, for a setting that does not exist or a value that does not
    fit, and for a settings file that cannot be read.
    """
    settings = Settings()
    file = _file(environment)
    if file and (environment.get(FILE) or file.is_file()):
        settings = _over(settings, _toml(file), str(file))
    fields = Settings.__struct_fields__
    given = {name: value for name in fields if (value := environment.get(PREFIX + name.upper()))}
    return _over(settings, given, "the environment")


def keep_name(name: str, environment: Mapping[str, str] = os.environ) -> Path:
    """Write `name` into the settings file, leave its other lines as they are, and give the file.

    Raises `SettingsError` where there is no file and no folder for one, or it cannot be written.
    """
    file = _file(environment)
    if file is None:
        raise SettingsError(f"no place for the name: name a settings file with {FILE}")
    line = f"name = {json.dumps(name, ensure_ascii=False)}"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        kept = [each for each in lines if not re.match(r"\s*name\s*=", each)]
        file.write_text("\n".join([line, *kept]) + "\n", encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{file}: {error.strerror or error}") from error
    return file


def helps() -> dict[str, str]:
    """Give the one-sentence help of every setting, by its name."""
    properties = msgspec.json.schema(Settings)["$defs"]["Settings"]["properties"]
    return {name: properties[name]["description"] for name in Settings.__struct_fields__}


def _file(environment: Mapping[str, str]) -> Path | None:
    if named := environment.get(FILE):
        return Path(named)
    if folder := environment.get("XDG_CONFIG_HOME"):
        return Path(folder, "tollbook", "settings.toml")
    home = environment.get("HOME") or environment.get("USERPROFILE")
    return Path(home, ".config", "tollbook", "settings.toml") if home else None


def _over(settings: Settings, given: Mapping[str, object], source: str) -> Settings:
    merged = {**msgspec.structs.asdict(settings), **given}
    try:
        return msgspec.convert(merged, type=Settings, strict=False)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{source}: {error}") from error


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: {error}") from error
