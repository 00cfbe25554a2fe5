"""The tags of a web page in one pass, whatever is wrong with them; time grows with the page's length."""

from __future__ import annotations

import html
import re

from msgspec import Struct

_OPENING = re.compile(r"<(?:!--|[!?]|(/?)([a-zA-Z][a-zA-Z0-9:-]*)(?:[^<>\"]{0,200}>)?)")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)[^>]*>|<[!?][^>]*>")
_SPACE = re.compile(r"[\s\xa0]+")
_WHOLE = frozenset(
    ("script", "style", "svg", "textarea", "iframe", "template", "object", "canvas", "select", "math")
)
_END = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in _WHOLE}
_NEVER_NESTED = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dd", "dt", "tr", "td", "th", "option", "thead", "tbody", "tfoot",
    "colgroup", "html", "head", "body",
))  # fmt: skip
_BLOCKS = frozenset((
    "p", "div", "li", "ul", "ol", "br", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6",
    "article", "section", "main", "header", "footer", "aside", "nav", "blockquote", "pre", "dd",
    "dt", "dl", "figure", "figcaption", "form", "hr", "body", "address", "details", "summary",
    "title", "head", "html",
))  # fmt: skip
_ASIDE = frozenset(("nav", "footer", "aside", "head", "button"))

LONGEST_TAG = 2_000
"""A longer tag loses its attributes: parsers compare every attribute with every other."""

LONGEST_DATA = 200_000
"""No more characters of embedded data (JSON-LD) are kept."""


class Scan(Struct, frozen=True):
    """A page without its scripts, styles and comments, with its depth, its elements and its JSON-LD."""

    page: str
    depth: int
    elements: int
    data: tuple[str, ...]


def scan(page: str) -> Scan:
    """Give a page cleared of what is no text, every `<` that is left being that of a complete tag."""
    kept: list[str] = []
    data: list[str] = []
    at = depth = deepest = elements = 0
    while match := _OPENING.search(page, at):
        start, name = match.start(), (match[2] or "").lower()
        if start > at:
            kept.append(page[at:start].replace("<", "&lt;"))
        at = _behind(page, match)
        if at < 0:
            at = len(page) if match[0] == "<!--" else start
            break
        if name in _WHOLE and not match[1]:
            close = _END[name].search(page, at)
            stop = close.start() if close else len(page)
            if name == "script" and "ld+json" in page[start:at] and stop - at <= LONGEST_DATA:
                data.append(page[at:stop])
            at = stop
        elif name not in _WHOLE and match[0] != "<!--":
            kept.append(page[start:at] if at - start <= LONGEST_TAG else f"<{match[1]}{name}>")
            elements += not match[1]
            if name and name not in _NEVER_NESTED:
                depth = max(0, depth - 1) if match[1] else depth + 1
                deepest = max(deepest, depth)
    kept.append(page[at:].replace("<", "&lt;"))
    return Scan("".join(kept), deepest, elements, tuple(data))


def _behind(page: str, opening: re.Match[str]) -> int:
    """Give where the text behind a tag or comment begins, or -1 where it never ends.

    A `>` between quotation marks is passed over, up to eight times.
    """
    if opening[0][-1] == ">":
        return opening.end()
    if opening[0] == "<!--":
        end = page.find("-->", opening.end())
        return end + 3 if end >= 0 else -1
    start = opening.start()
    first = end = page.find(">", start)
    quotes = page.count('"', start, end) if end > 0 else 0
    for _ in range(8):
        if end < 0 or quotes % 2 == 0:
            break
        further = page.find(">", end + 1)
        quotes += page.count('"', end, further) if further > 0 else 0
        end = further
    end = end if end > 0 and quotes % 2 == 0 else first
    return end + 1 if end >= 0 else -1


def plain_text(page: str) -> str:
    """Give the text of a scanned page without its layout: a line for each block, `- ` before list items.

    Menus, asides and the foot of the page are left out where they are marked as such.
    """
    return "\n\n".join(_lines(page, _ASIDE)) or "\n\n".join(_lines(page, frozenset()))


def _lines(page: str, left_out: frozenset[str]) -> list[str]:
    lines: list[str] = []
    line: list[str] = []
    at, hidden = 0, ""
    for match in _TAG.finditer(page):
        name = (match[2] or "").lower()
        if not hidden and match.start() > at:
            line.append(page[at : match.start()])
        at = match.end()
        if hidden:
            hidden = "" if match[1] and name == hidden else hidden
        elif name in left_out and not match[1]:
            hidden = name
        if name in _BLOCKS or hidden:
            if line:
                _close(line, lines)
            line = ["- "] if name == "li" and not match[1] else []
        elif name in ("td", "th"):
            line.append(" ")
    if not hidden:
        line.append(page[at:])
    _close(line, lines)
    return lines


def _close(line: list[str], lines: list[str]) -> None:
    words = _SPACE.sub(" ", html.unescape("".join(line).replace("&lt;", "<"))).strip()
    if words.strip("- "):
        lines.append(words)
