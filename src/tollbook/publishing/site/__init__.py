"""The public site: static pages that need no script, can be printed, and load over a slow line.

Takes: records that went through the guard, and the project. Gives: a folder of pages: incidents by date and
by place, a page for each, the method card, what is not shown and why, the changelog with tombstones,
downloads in every format, and on each page how to suggest a correction. Change this when: the site gets
another page.

The records pass once; the names of those who signed them are left behind, so a site shows nothing that its
downloads do not hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from tollbook.model import Record
from tollbook.publishing.formats import FORMATS
from tollbook.publishing.overview import Ground, picture
from tollbook.publishing.project import Project
from tollbook.publishing.rendering import text
from tollbook.publishing.site.changes import Changes
from tollbook.publishing.site.frame import Frame
from tollbook.publishing.site.incident import address, incident_pages, tombstone_page
from tollbook.publishing.site.kept import Kept
from tollbook.publishing.site.lists import Row, by_date, by_place, row_of, write_lists
from tollbook.publishing.site.texts import Download, write_texts
from tollbook.publishing.writing import About

STYLE = "style.css"
KEPT = "files.txt"
"""Names every file of the site, so that a later writing can take away what it no longer has."""

__all__ = ["write_site"]


def write_site(records: Iterable[Record], folder: Path, project: Project) -> tuple[Path, ...]:
    """Write the site of published and withdrawn records into a folder, and give its files.

    Files of an earlier site in the same folder that this one does not have are taken away; others stay.
    """
    made = _Site(folder, project)
    made.write(records)
    return made.close()


class _Site:
    """One writing of a site, page by page."""

    def __init__(self, folder: Path, project: Project) -> None:
        self.folder = folder
        self.project = project
        self.frame = Frame(project)
        self.names: list[str] = []
        self._within = f"{folder.as_posix()}/"
        self._grounds: dict[str, Ground] = {}

    def write(self, records: Iterable[Record]) -> None:
        """Write everything."""
        kept = Kept(records)
        downloads = self._downloads(kept)
        rows: list[Row] = []
        changes = Changes()
        for record in kept:
            changes.add(record)
            if record.status == "withdrawn":
                self.page(address(record), tombstone_page(record, self.frame))
            else:
                rows.append(row_of(record, address(record)))
                for name, page in incident_pages(record, self.frame, self._picture):
                    self.page(name, page)
        for name, page in write_lists(by_date(rows), by_place(rows), self.frame, self._picture):
            self.page(name, page)
        for name, page in (*changes.pages(self.frame), *write_texts(downloads, self.frame)):
            self.page(name, page)
        self.page(STYLE, text("site/style.css"))

    def page(self, name: str, words: str) -> None:
        """Write one file of the site."""
        path = f"{self._within}{name}"
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        with open(path, "wb") as file:  # noqa: PTH123 (there are thousands of them, and a Path takes twice as long)
            file.write(words.encode("utf-8"))
        self.names.append(name)

    def close(self) -> tuple[Path, ...]:
        """Take away what an earlier site had and this one has not, and give the files."""
        kept = self.folder / KEPT
        old = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
        inside = self.folder.resolve()
        for name in set(old).difference(self.names):
            path = (self.folder / name).resolve()
            if path.is_relative_to(inside) and path.is_file():
                path.unlink()
        kept.write_text("".join(f"{name}\n" for name in self.names), encoding="utf-8")
        return (*(self.folder / name for name in self.names), kept)

    @cached_property
    def _folders(self) -> set[str]:
        return set()

    def _downloads(self, records: Kept) -> list[Download]:
        """Write every format, a folder for each."""
        about = About(project=self.project.name, contact=self.project.contact)
        found = []
        for name, module in FORMATS.items():
            written = module.write(records, self.folder / "downloads" / name, about)
            one = Download.of(module.LABEL, module.KEEPS_EVIDENCE, written, self.folder)
            self.names += (address for address, _ in one.files)
            found.append(one)
        return found

    def _picture(self, ground: Ground) -> str:
        """Write the picture of a ground, once, and give its address from the root of the site."""
        name = f"maps/{ground.name}.svg"
        if ground.name not in self._grounds:
            self._grounds[ground.name] = ground
            self.page(name, picture(ground))
        return name
