"""One text as one outlet published it."""

from __future__ import annotations

from msgspec import Struct

from tollbook.model.span import Offsets


class Furniture(Offsets, frozen=True, kw_only=True):
    """A stretch of the text that belongs to the page and not to the report: a byline, a comment form."""

    kind: str


class Report(Struct, frozen=True, kw_only=True):
    """A report; every offset of every other noun counts characters of its `text`.

    `text` begins with the title and an empty line where a title was given beside a text that does not open
    with it. `published` and `captured` are ISO 8601; `checksum` is that of the bytes as they came in.
    `archive` is the address of an archived copy, `translation_of` the id of the report that this one
    translates.
    """

    id: str
    text: str
    title: str | None = None
    author: str | None = None
    dateline: str | None = None
    outlet: str | None = None
    url: str | None = None
    archive: str | None = None
    published: str | None = None
    captured: str | None = None
    language: str | None = None
    checksum: str
    translation_of: str | None = None
    furniture: tuple[Furniture, ...] = ()
