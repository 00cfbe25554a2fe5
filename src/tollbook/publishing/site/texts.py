"""The pages of the site that are mostly words: method card, what is not shown, downloads, corrections.

Takes: the project, and the files that can be downloaded. Gives: pages. Change this when: a page of words is
added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from tollbook.publishing.site.frame import Frame


class Download(Struct, frozen=True, kw_only=True):
    """One format: its files by address and size in bytes, and whether it keeps the evidence."""

    label: str
    keeps_evidence: bool
    files: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, label: str, keeps_evidence: bool, written: Sequence[Path], folder: Path) -> Download:
        """Give the download of files that were written into the site's folder."""
        files = tuple((path.relative_to(folder).as_posix(), path.stat().st_size) for path in written)
        return cls(label=label, keeps_evidence=keeps_evidence, files=files)


def write_texts(downloads: Sequence[Download], frame: Frame) -> Iterator[tuple[str, str]]:
    """Give the pages."""
    yield (
        "method.html",
        frame.page("method.html", "Method", paragraphs=_paragraphs(frame.project.method_card)),
    )
    yield "care.html", frame.page("care.html", "What is not shown, and why")
    yield "downloads.html", frame.page("downloads.html", "Downloads", downloads=downloads)
    yield "corrections.html", frame.page("corrections.html", "Corrections and further sources")


def _paragraphs(words: str) -> list[str]:
    return [part.strip() for part in words.replace("\r\n", "\n").split("\n\n") if part.strip()]
