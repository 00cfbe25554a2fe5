"""Web pages: the main text without what stands around it, and what the page says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from tollbook.model import Problem, Report
from tollbook.reading.facts import PageFacts, facts
from tollbook.reading.furniture import mark, without
from tollbook.reading.given import Given
from tollbook.reading.language import detect
from tollbook.reading.tags import Scan, plain_text, scan
from tollbook.reading.texts import Source, problem, report

DEEPEST = 200
"""Tags nested deeper than this are read without their layout: parsers cut the page off there."""

MOST_ELEMENTS = 10_000
"""A page of more elements than this is read without its layout: finding the main text takes too long."""

LONGEST = 1_500_000
"""A page of more characters than this, scripts and styles aside, is read without its layout."""


class Element(Protocol):
    """What is used of an element of a parsed page."""

    tag: str
    text: str | None
    tail: str | None

    def __iter__(self) -> Iterator[Element]:
        """Give the elements inside."""

    def iter(self, tag: str) -> Iterator[Element]:
        """Give all elements of a name inside, at any depth."""


_HEADINGS = ("byline", "date", "dateline")


def report_of_page(page: str, given: Given, source: Source) -> tuple[Report, tuple[Problem, ...]]:
    """Give the report that a web page holds, and its problems.

    The report's text is the headline, an empty line and the main text: a paragraph between empty lines, a
    list item on a line of its own, no paragraph twice, and nothing of the page's furniture. What is `given`
    goes before what the page says of itself.
    """
    scanned = scan(page)
    said = facts(scanned)
    known = Given(
        id=given.id,
        title=given.title or said.title,
        published=given.published or said.published,
        url=given.url or said.url,
        outlet=given.outlet or said.outlet,
    )
    odd = _odd(scanned)
    blocks = [] if odd else _main_text(scanned.page)
    if len(blocks) == 1 and "\n" not in blocks[0]:
        blocks = _apart(blocks[0], plain_text(scanned.page).split("\n\n")) or blocks
    text = "\n\n".join(_once(blocks, said, known.title)) if blocks else ""
    if not text.strip():
        text = "\n\n".join(_once(plain_text(scanned.page).split("\n\n"), said, known.title))
    text = _bare(text, said)
    found_in = Source(
        where=source.where, checksum=source.checksum, author=said.author, language=said.language
    )
    made, found = report(text, known, found_in)
    return made, (problem(odd, source.where or made.id), *found) if odd else found


def _odd(scanned: Scan) -> str | None:
    """Say why a page is read without its layout, if so."""
    if scanned.depth > DEEPEST:
        what = f"its tags are nested {scanned.depth:,} deep"
    elif scanned.elements > MOST_ELEMENTS:
        what = f"it has {scanned.elements:,} elements"
    elif len(scanned.page) > LONGEST:
        what = f"it has {len(scanned.page):,} characters"
    else:
        return None
    return f"the page is read without its layout, and parts around the text may be left, because {what}"


def _main_text(page: str) -> list[str]:
    """Give the blocks of the main text; none where it is not found."""
    import trafilatura  # takes a third of a second to import, and plain texts do without it

    found = trafilatura.bare_extraction(
        page, fast=True, include_comments=False, include_tables=True, include_links=False, with_metadata=False
    )
    body = getattr(found, "body", None)
    if body is None:
        return []
    blocks = [" ".join((body.text or "").split())]
    for element in body:
        blocks.extend((_block(element), " ".join((element.tail or "").split())))
    return [block for block in blocks if block]


def _apart(block: str, lines: list[str]) -> list[str]:
    """Give the lines that a main text of one block was joined from; none if they are not all of it."""
    found: list[str] = []
    at = 0
    for line in lines:
        words = line.removeprefix("- ")
        if block.startswith(words, at):
            found.append(line)
            at += len(words)
            at += block.startswith(" ", at)
    return found if at >= len(block) else []


def _block(element: Element) -> str:
    """Give the text of a block: the lines of a list or table below each other, the cells of a row apart."""
    if element.tag == "list":
        return "\n".join(f"- {words}" for item in element.iter("item") if (words := _own_words(item)))
    if element.tag == "table":
        rows = (" | ".join(filter(None, map(_inline, row.iter("cell")))) for row in element.iter("row"))
        return "\n".join(filter(None, rows))
    if element.tag in ("quote", "div"):
        parts = [_block(child) for child in element]
        if any(child.tag in ("p", "list", "quote", "head") for child in element):
            return "\n\n".join(filter(None, [" ".join((element.text or "").split()), *parts]))
    return _inline(element)


def _own_words(item: Element) -> str:
    """Give the words of a list item without those of the lists inside it, which are items of their own."""
    parts = [item.text or ""]
    for child in item:
        parts.append(child.tail or "" if child.tag == "list" else f" {_inline(child)} {child.tail or ''}")
    return " ".join(" ".join(parts).split())


def _inline(element: Element) -> str:
    """Give all words of an element; line breaks inside it stay line breaks."""
    lines = (" ".join(line.split()) for line in _texts(element).split("\n"))
    return "\n".join(filter(None, lines))


def _texts(element: Element) -> str:
    """Join an element's texts in document order, with a line break for each `lb` and for nothing else."""
    parts = [" ".join((element.text or "").split("\n"))]
    for child in element:
        parts.append("\n" if child.tag == "lb" else _texts(child))
        parts.append(" ".join((child.tail or "").split("\n")))
    return "".join(parts)


def _once(blocks: Iterable[str], said: PageFacts, title: str | None) -> Iterator[str]:
    """Give the blocks that are new: not the title, in any of its forms, and nothing that stood before."""
    seen = {_ending(folded): folded for form in (*said.headlines, title or "") if (folded := _folded(form))}
    for block in blocks:
        new: list[str] = []
        for line in block.split("\n"):
            folded = _folded(line)
            known = seen.get(_ending(folded))
            if folded and (known is None or not (known.endswith(folded) or folded.endswith(known))):
                seen[_ending(folded)] = folded
                new.append(line)
        if new:
            yield "\n".join(new)


def _ending(folded: str) -> str:
    """Give what a line is known again by, with a dateline before it or without."""
    return folded[-80:]


def _folded(words: str) -> str:
    return " ".join(words.casefold().split()).strip("-–— .")


def _bare(text: str, said: PageFacts) -> str:
    """Give a page's text without its furniture; bylines and datelines stay, as the reporter wrote them."""
    marks = mark(text, detect(text) or said.language)
    return without(text, tuple(piece for piece in marks.furniture if piece.kind not in _HEADINGS))
