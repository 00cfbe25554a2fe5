"""What a web page says of itself: title, outlet, author, publication date, address, language."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec
from msgspec import Struct

from tollbook.reading.published import iso
from tollbook.reading.tags import Scan

_META = re.compile(r"<(meta|link|time|html)\b([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:.-]{0,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_HEADLINE = re.compile(r"<h1\b[^>]*>", re.IGNORECASE)
_HEADLINE_END = re.compile(r"</h1", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^>]*>([^<]{1,1000})", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^>]*>")

_PUBLISHED = (
    "article:published_time", "datepublished", "og:published_time", "article:published", "parsely-pub-date",
    "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "sailthru.date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date",
    "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_AUTHOR = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
)
_OUTLET = ("og:site_name", "application-name", "dc.publisher", "publisher", "apple-mobile-web-app-title")
_AUTHOR_MARKS = (
    'rel="author"', 'itemprop="author"', 'class="author', 'class="byline', 'class="entry-author',
    'class="post-author', 'class="article-author', 'class="article__author',
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title")
_ARTICLE = frozenset((
    "Article", "NewsArticle", "ReportageNewsArticle", "LiveBlogPosting", "BlogPosting", "Report",
    "BackgroundNewsArticle", "AnalysisNewsArticle", "SocialMediaPosting", "WebPage",
))  # fmt: skip

MOST_TAGS = 4_000
"""No more tags than this are looked at for what a page says of itself."""


MOST_NAMES = 8
"""An element marked as the author with more words than this is a description."""


class PageFacts(Struct, frozen=True, kw_only=True):
    """What a page says of itself, `None` where it says nothing; `headlines` are all forms of its title."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    headlines: tuple[str, ...] = ()


def facts(scan: Scan) -> PageFacts:
    """Give what a scanned page says of itself in its head, its JSON-LD and its first heading."""
    said = _said(scan.page)
    data = next((entry for text in scan.data for entry in _articles(text)), {})
    outlet = _first(said, _OUTLET) or _name(data.get("publisher"))
    heading = list(_headlines(scan.page))
    whole = _TITLE.search(scan.page)
    titles = [
        heading[0] if len(heading) == 1 and len(heading[0].split()) > 1 else "",
        _first(said, _TITLES) or "",
        _words(str(data.get("headline") or "")),
        _words(whole[1]) if whole else "",
    ]
    titles = [_without_outlet(title, outlet) for title in titles if title]
    dates = [*(said.get(name, "") for name in _PUBLISHED[:1]), str(data.get("datePublished") or "")]
    dates.extend(said.get(name, "") for name in _PUBLISHED)
    dates.append(said.get("time", ""))
    author = _first(said, _AUTHOR) or _name(data.get("author")) or _marked_author(scan.page) or ""
    author = re.sub(r"^by\s+", "", author, flags=re.IGNORECASE)
    return PageFacts(
        title=titles[0] if titles else None,
        outlet=outlet,
        author=author if author and "://" not in author and author != outlet else None,
        published=next((date for date in dates if date and iso(date)), None),
        url=said.get("canonical") or said.get("og:url"),
        language=(said.get("lang") or "")[:2].lower() or None,
        headlines=tuple(titles),
    )


def _headlines(page: str) -> Iterator[str]:
    """Give the first two headings of the first order; a page with two has none that is its title."""
    for start in islice(_HEADLINE.finditer(page), 2):
        end = _HEADLINE_END.search(page, start.end(), start.end() + 2000)
        if end:
            yield _words(page[start.end() : end.start()])


def _marked_author(page: str) -> str | None:
    """Give the words of the first element that is marked as the author, if they are few enough for a name."""
    for sign in _AUTHOR_MARKS:
        start = page.find(">", page.find(sign)) if sign in page else -1
        if start >= 0:
            name = _words(page[start + 1 : start + 400].partition("</")[0])
            if 0 < len(name.split()) <= MOST_NAMES:
                return name
    return None


def _said(page: str) -> dict[str, str]:
    """Give the contents of meta tags by their lower-case names, the first of each."""
    said: dict[str, str] = {}
    times: set[str] = set()
    for number, match in enumerate(_META.finditer(page)):
        if number == MOST_TAGS:
            break
        tag = match[1].lower()
        own = {
            name.lower(): html.unescape(a or b or c).strip() for name, a, b, c in _ATTRIBUTE.findall(match[2])
        }
        if tag == "html":
            said.setdefault("lang", own.get("lang", ""))
        elif tag == "link" and own.get("rel", "").lower() == "canonical":
            said.setdefault("canonical", own.get("href", ""))
        elif tag == "time" and own.get("datetime"):
            times.add(own["datetime"])
            if own.get("itemprop", "").lower() == "datepublished" or "pubdate" in match[2]:
                said.setdefault("datepublished", own["datetime"])
        elif name := own.get("property") or own.get("name") or own.get("itemprop"):
            said.setdefault(name.lower(), own.get("content", ""))
    if len(times) == 1:
        said["time"] = times.pop()
    return said


def _articles(text: str) -> Iterator[dict[str, Any]]:
    """Give the entries of a JSON-LD text that describe an article."""
    try:
        found = msgspec.json.decode(text.strip())
    except (msgspec.DecodeError, RecursionError):
        return
    entries = found if isinstance(found, list) else [found]
    for entry in entries:
        if isinstance(entry, dict):
            graph = entry.get("@graph")
            for inner in graph if isinstance(graph, list) else [entry]:
                if isinstance(inner, dict) and _ARTICLE.intersection(_listed(inner.get("@type"))):
                    yield inner


def _listed(value: object) -> list[str]:
    return [v for v in value if isinstance(v, str)] if isinstance(value, list) else [str(value)]


def _name(value: object) -> str | None:
    """Give the name or names of what JSON-LD says as a name, an object or a list of them."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, dict):
        return _name(value.get("name"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value[:10]))) or None
    return None


def _first(said: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((said[name] for name in names if said.get(name)), None)


def _words(markup: str) -> str:
    return " ".join(html.unescape(_ANY_TAG.sub(" ", markup)).split())


def _without_outlet(title: str, outlet: str | None) -> str:
    """Drop the outlet's name that many pages put behind their title."""
    if outlet:
        for mark in (" | ", " - ", " – ", " — ", " :: ", " » "):
            before, found, after = title.rpartition(mark)
            if (
                found
                and before
                and after.strip().casefold() in (outlet.casefold(), f"the {outlet}".casefold())
            ):
                return before.strip()
    return title
