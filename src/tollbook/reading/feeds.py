"""Feeds: RSS and Atom, from the bytes that were fetched to the reports that they name.

Takes: the bytes of a feed and its address. Gives: its entries, each with the address of its page and what the
feed says of it. Change this when: a feed's entries say more that a report needs.
"""

from __future__ import annotations

import html
import re
from calendar import timegm
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from tollbook.reading.given import Given

_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--.{0,2000}?-->|<\?.{0,500}?\?>|<!DOCTYPE\s+rss[^>]{0,300}>)*"
    rb"<(?:rss|feed|rdf:RDF|(?:\w+:)feed)\b",
    re.IGNORECASE | re.DOTALL,
)
_NAMED = re.compile(r"(?:^|[/._=-])(?:rss|feeds?|atom)(?:$|[/._?&-])|\.(?:xml|rdf)$", re.IGNORECASE)
_KINDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
_LINK = re.compile(
    rb"<link\b(?=[^>]*\btype\s*=\s*[\"']application/(?:rss|atom)\+xml)[^>]*\bhref\s*=\s*[\"']([^\"'>]{1,500})",
    re.IGNORECASE,
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


class FeedEntry(Struct, frozen=True, kw_only=True):
    """One entry: the address of its page, what the feed says of it, and its own words, a little web page."""

    url: str
    given: Given
    page: bytes


class Feed(Struct, frozen=True, kw_only=True):
    """What a feed names, or one sentence that says why it cannot be read."""

    entries: tuple[FeedEntry, ...] = ()
    problem: str | None = None


def is_feed(data: bytes) -> bool:
    """Tell whether bytes begin as RSS or Atom does."""
    return _ROOT.match(data[:20_000]) is not None


def says_feed(url: str, kind: str) -> bool:
    """Tell whether an address or a media type says that it is a feed, whatever its bytes are."""
    parts = urlsplit(url)
    return (
        kind in _KINDS
        or _NAMED.search(f"{parts.path}?{parts.query}" if parts.query else parts.path) is not None
    )


def read_feed(data: bytes, url: str) -> Feed:
    """Give the entries of a feed, the oldest first; its bytes are never fetched from anywhere here."""
    if not is_feed(data):
        return Feed(problem=_no_feed(data))
    import feedparser  # type: ignore[import-untyped] # takes a quarter of a second to import

    read = feedparser.parse(
        data, response_headers={"content-location": url}, resolve_relative_uris=True, sanitize_html=True
    )
    outlet = read.feed.get("title") or None
    found = [_entry(each, outlet) for each in read.entries]
    entries = tuple({each.url: each for each in reversed(found) if each is not None}.values())
    if not entries:
        broken = f": {read.bozo_exception}" if read.bozo else ""
        return Feed(problem=f"the feed names no page{broken}")
    return Feed(entries=entries)


def _entry(said: Mapping[str, Any], outlet: str | None) -> FeedEntry | None:
    url = str(said.get("link") or "")
    if urlsplit(url).scheme not in ("http", "https"):
        return None
    moment = said.get("published_parsed") or said.get("updated_parsed")
    published = datetime.fromtimestamp(timegm(moment), UTC).isoformat() if moment else None
    title = html.unescape(str(said.get("title") or "")) or None
    content = said.get("content") or [{}]
    words = str(content[0].get("value") or said.get("summary") or "")
    page = f"<html><head><title>{html.escape(title or '')}</title></head><body><p>{words}</p></body></html>"
    given = Given(title=title, published=published, url=url, outlet=outlet)
    return FeedEntry(url=url, given=given, page=page.encode())


def _no_feed(data: bytes) -> str:
    if not _HTML.search(data[:20_000]):
        return "is neither RSS nor Atom: give the address of the feed itself"
    named = _LINK.search(data)
    where = f" ({named[1].decode('utf-8', 'replace')})" if named else ""
    return f"is a web page and no feed: give the address of the feed itself{where}"
