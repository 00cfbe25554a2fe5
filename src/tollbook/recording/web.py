"""Pages and feeds by address: what is new there, by what was noted of earlier answers.

Takes: a ledger, a fetcher, an address. Gives: pages to be read, `None` for one that has not changed, an item
with a problem for one that cannot be fetched. Change this when: an address is to be asked again sooner or
later.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Protocol

import msgspec
from msgspec import Struct

from tollbook.ledger import Ledger
from tollbook.model import Problem
from tollbook.reading import Given, Page, ReadItem
from tollbook.reading.addresses import Fetched, Mark
from tollbook.reading.feeds import FeedEntry, is_feed, read_feed, says_feed


class Fetches(Protocol):
    """What fetches an address."""

    def fetch(self, url: str, mark: Mark | None = None) -> Fetched:
        """Fetch an address; with the mark of an earlier answer, only if it has changed since."""


class _Note(Struct, frozen=True):
    """The mark of the last answer, the checksum of its bytes, and the pages it named if it was a feed."""

    mark: Mark
    checksum: str
    pages: tuple[str, ...] | None = None


Found = Page | ReadItem | None


class Web:
    """Asks for addresses on behalf of a ledger."""

    def __init__(self, ledger: Ledger, fetcher: Fetches) -> None:
        self._ledger = ledger
        self._fetcher = fetcher

    def read(self, url: str) -> Iterator[Found]:
        """Give the page at an address, or the pages that the feed there names."""
        note = self._note(url)
        found = self._fetcher.fetch(url, self._mark(url, note))
        if found.problem is not None:
            yield _failed(found.problem, url)
        elif found.data is None:
            yield None
        elif is_feed(found.data) or says_feed(url, found.kind) or (note and note.pages is not None):
            yield from self._feed(url, found)
        else:
            self._keep(url, found)
            yield _page(url, found.data, Given(url=url))

    def _feed(self, url: str, found: Fetched) -> Iterator[Found]:
        feed = read_feed(found.data or b"", found.url)
        if feed.problem is not None:
            yield _failed(feed.problem, url)
            return
        for entry in feed.entries:
            yield self._of_feed(entry)
        self._keep(url, found, tuple(entry.url for entry in feed.entries))

    def _of_feed(self, entry: FeedEntry) -> Found:
        """Give the page of an entry; where it cannot be fetched, what the feed itself says."""
        found = self._fetcher.fetch(entry.url, self._mark(entry.url, self._note(entry.url)))
        if found.problem is not None:
            if self._ledger.at_address(entry.url) is not None:
                return None
            return _page(entry.url, entry.page, entry.given)
        if found.data is None:
            return None
        self._keep(entry.url, found)
        return _page(entry.url, found.data, entry.given)

    def _note(self, url: str) -> _Note | None:
        noted = self._ledger.recalled([_name(url)]).get(_name(url))
        return msgspec.msgpack.decode(noted, type=_Note) if noted else None

    def _mark(self, url: str, note: _Note | None) -> Mark | None:
        """Give the mark of the last answer if all that it held is in the ledger; runs may be stopped."""
        if note is None:
            return None
        if note.pages is not None:
            return note.mark if all(map(self._ledger.at_address, note.pages)) else None
        report = self._ledger.at_address(url)
        held = self._ledger.versions(report)[-1:] if report else ()
        return note.mark if note.checksum in held else None

    def _keep(self, url: str, found: Fetched, pages: tuple[str, ...] | None = None) -> None:
        note = _Note(found.mark, sha256(found.data or b"").hexdigest(), pages)
        self._ledger.remember({_name(url): msgspec.msgpack.encode(note)})


def _page(url: str, data: bytes, given: Given) -> Page:
    return Page(url=url, data=data, given=given, captured=datetime.now(UTC).isoformat(timespec="seconds"))


def _failed(what: str, url: str) -> ReadItem:
    return ReadItem(None, (Problem(what=what, where=url, stage="reading", severity="error"),))


def _name(url: str) -> str:
    return f"fetched {url}"
