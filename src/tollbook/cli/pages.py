"""A folder of pages, one for each incident."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from tollbook.model import Dossier
from tollbook.publishing import page
from tollbook.recording.courses import courses

LONGEST_NAME = 80
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


class Pages:
    """Writes the page of each dossier into a folder, which is made if need be; no page replaces another."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, dossier: Dossier) -> Path:
        """Write the page of a dossier and give its path; raises `OSError` where that cannot be done."""
        name = file_name(dossier.id)
        number = 2
        while f"{name}.html".casefold() in self._written:
            name = f"{file_name(dossier.id)}-{number}"
            number += 1
        self._written.add(f"{name}.html".casefold())
        target = self._folder / f"{name}.html"
        text = page(dossier, courses(dossier))
        target.write_bytes(text.encode("utf-8", "replace"))
        return target


def file_name(id_: str) -> str:
    """Give a name without ending that is safe in every file system: letters, digits, `-` and `_`."""
    safe = _UNSAFE.sub("-", id_).strip("-")
    if safe and safe == id_ and len(safe) <= LONGEST_NAME:
        return safe
    digest = sha256(id_.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{safe[:LONGEST_NAME]}-{digest}".lstrip("-")
