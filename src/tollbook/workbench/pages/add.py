"""A report added by hand: any language, a translation beside the original, with link and archive address.

Takes: a text or a file, and what is known of it. Gives: the form, and reports in the ledger. Change this
when: more is to be known of a report that a person adds.

A translation is a report of its own that names its original: a claim stands in the words in which it was
read.
"""

from __future__ import annotations

from io import BytesIO
from typing import Annotated
from urllib.parse import quote, urlsplit

from msgspec import Meta, Struct
from msgspec.structs import replace

from tollbook import pipeline
from tollbook.ledger import Reader
from tollbook.model import Problem, Report
from tollbook.reading import Given, ReadItem, from_text, read_stream
from tollbook.reading.published import iso
from tollbook.recording.intake import Intake
from tollbook.workbench.layout import sentence
from tollbook.workbench.visiting import Moved, Shown, Visit

LONGEST = 300_000
"""So many characters a text has at most that is pasted into the form."""

TOO_LONG = f"a text in this form has at most {LONGEST:,} characters: take it in with tollbook ingest FILE"

FIELDS = ("title", "text", "outlet", "published", "url", "archive", "translation")
PACKED = b"\x1f\x8b"


class AddPage(Struct, frozen=True, kw_only=True):
    """What the form shows: what was typed so far, and why it was not taken."""

    message: Annotated[str, Meta(description="Why the report was not taken; else empty.")] = ""
    title: Annotated[str, Meta(description="The title.")] = ""
    text: Annotated[str, Meta(description="The text as it was published.")] = ""
    outlet: Annotated[str, Meta(description="Who published it.")] = ""
    published: Annotated[str, Meta(description="When it was published.")] = ""
    url: Annotated[str, Meta(description="Its address.")] = ""
    archive: Annotated[str, Meta(description="The address of an archived copy.")] = ""
    translation: Annotated[str, Meta(description="A translation into English.")] = ""
    of: Annotated[str, Meta(description="The held report that is translated, by its id; else empty.")] = ""
    of_title: Annotated[str, Meta(description="The title of that report, or its outlet.")] = ""
    of_text: Annotated[str, Meta(description="Its text.")] = ""


def show(visit: Visit) -> AddPage:
    """Give the empty form: of a report, or of a translation of one that the ledger holds."""
    return _of(AddPage(), _held(visit.ledger, visit.asked.get("of", "")))


def _held(ledger: Reader, name: str) -> Report | None:
    account = ledger.account(name) if name else None
    return account.report if account else None


def _of(page: AddPage, report: Report | None) -> AddPage:
    """Give the form with the report that is translated, if any is."""
    if report is None:
        return page
    return replace(
        page, of=report.id, of_title=report.title or report.outlet or report.id, of_text=report.text
    )


def keep(visit: Visit) -> Moved | Shown:
    """Take the report in, and go to its page; what cannot be taken comes back as it was typed."""
    typed = AddPage(**{name: visit.sent.get(name, "").replace("\r\n", "\n").strip() for name in FIELDS})
    data = visit.files.get("file", b"")
    original = _held(visit.ledger, visit.sent.get("of", ""))
    wrong = _wrong_translation(typed) if original else _wrong(typed, data)
    if not wrong:
        items = [_translated(typed.translation, original)] if original else _items(typed, data)
        wrong = next((each.what for each in _errors(items)), "")
        if not wrong:
            return Moved(f"/reports/{quote(_taken(visit, typed, items), safe='')}")
    return Shown(_of(replace(typed, message=sentence(wrong)), original), 422, "add.html")


def _wrong_translation(typed: AddPage) -> str:
    """Say what is wrong with a translation; nothing where it can be taken."""
    if not typed.translation:
        return "give the translation"
    return TOO_LONG if len(typed.translation) > LONGEST else ""


def _wrong(typed: AddPage, data: bytes) -> str:
    """Say what is wrong with what was typed; nothing where it can be taken."""
    if bool(typed.text) == bool(data):
        return "give either the text or a file"
    if len(typed.text) > LONGEST or len(typed.translation) > LONGEST:
        return TOO_LONG
    if data.startswith(PACKED):
        return "unpack the file first, or take it in with tollbook ingest FILE"
    for name, address in (("address", typed.url), ("archive address", typed.archive)):
        parts = urlsplit(address) if address.isprintable() else None
        if address and (parts is None or parts.scheme not in ("http", "https") or not parts.netloc):
            return f"the {name} begins with https:// or http://"
    if typed.published and not iso(typed.published):
        return "the day or moment of publication is written like 2026-05-01 or 2026-05-01T18:30Z"
    return ""


def _items(typed: AddPage, data: bytes) -> list[ReadItem]:
    """Read what was sent: one report, and its translation where there is one; a file may hold several."""
    given = Given(
        title=typed.title or None,
        outlet=typed.outlet or None,
        published=typed.published or None,
        url=typed.url or None,
    )
    if data:
        items = list(read_stream(BytesIO(data), given, "the file"))
    else:
        items = [ReadItem(*from_text(typed.text, given), original=typed.text.encode(errors="replace"))]
    if typed.archive:
        items = [_with(item, archive=typed.archive) for item in items]
    if typed.translation and items and items[0].report:
        items.append(_translated(typed.translation, items[0].report))
    return items


def _translated(text: str, original: Report) -> ReadItem:
    """Read a translation as a report of its own, of the same outlet and day, that names its original."""
    title = f"{original.title} (translation)" if original.title else None
    given = Given(title=title, outlet=original.outlet, published=original.published)
    item = ReadItem(*from_text(text, given), original=text.encode(errors="replace"))
    return _with(item, translation_of=original.id)


def _with(item: ReadItem, **facts: str) -> ReadItem:
    return item._replace(report=replace(item.report, **facts)) if item.report else item


def _errors(items: list[ReadItem]) -> list[Problem]:
    """Give what keeps a report from being taken; a text in a language that is not read can be taken."""
    empty = Problem(what="the file holds no report", where="", stage="workbench", severity="error")
    if not items:
        return [empty]
    return [each for item in items if item.report is None for each in item.problems or [empty]]


def _taken(visit: Visit, typed: AddPage, items: list[ReadItem]) -> str:
    """Put reports into the ledger; give the id of the first, or of the translation where there is one."""
    intake, names = Intake(visit.ledger), []
    for item in items:
        if item.report is None:
            continue
        report = intake.identified(item.report)
        names.append(report.id)
        if not intake.holds(report):
            intake.take(pipeline.told(item._replace(report=report)), item.original)
    intake.finish()
    return names[-1] if typed.translation else names[0]
