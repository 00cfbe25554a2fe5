"""RSS and Atom to the pages that they name."""

from __future__ import annotations

import pytest

from tollbook.reading.feeds import is_feed, read_feed, says_feed

RSS = b"""<?xml version="1.0"?>
<rss version="2.0"><channel><title>Noville Post</title><link>https://post.example/</link>
<item><title>Second &amp; last</title><link>https://post.example/2</link>
<description>Five people were hurt.</description><pubDate>Tue, 02 Jan 2024 10:00:00 +0300</pubDate></item>
<item><title>First</title><link>/1</link><pubDate>Mon, 01 Jan 2024 10:00:00 GMT</pubDate></item>
<item><title>No page</title><link>javascript:alert(1)</link></item>
</channel></rss>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title>
<entry><title>One</title><link href="https://post.example/a"/><updated>2024-01-01T10:00:00Z</updated></entry>
</feed>"""

PAGE = b'<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/rss"></html>'


def test_the_entries_of_rss_come_oldest_first_with_title_outlet_and_date() -> None:
    first, second = read_feed(RSS, "https://post.example/rss").entries
    assert (first.url, first.given.title) == ("https://post.example/1", "First")
    assert (second.url, second.given.outlet) == ("https://post.example/2", "Noville Post")
    assert (second.given.title, second.given.published) == ("Second & last", "2024-01-02T07:00:00+00:00")
    assert b"Five people were hurt." in second.page


def test_atom_is_read_too() -> None:
    (entry,) = read_feed(ATOM, "https://post.example/atom").entries
    assert (entry.url, entry.given.published) == ("https://post.example/a", "2024-01-01T10:00:00+00:00")


def test_a_feed_that_is_a_web_page_is_one_sentence_that_names_the_feed() -> None:
    assert not is_feed(PAGE)
    assert read_feed(PAGE, "https://post.example/feed").problem == (
        "is a web page and no feed: give the address of the feed itself (/rss)"
    )


@pytest.mark.parametrize("data", [b"", b"nonsense", b"<rss", b"<rss><channel/></rss>", b"\xff\xfe<rss>"])
def test_what_is_no_feed_is_a_sentence(data: bytes) -> None:
    found = read_feed(data, "https://post.example/rss")
    assert found.entries == ()
    assert found.problem


@pytest.mark.parametrize(
    ("url", "kind", "says"),
    [
        ("https://post.example/rss.xml", "text/html", True),
        ("https://post.example/feed/", "text/html", True),
        ("https://post.example/x", "application/atom+xml", True),
        ("https://post.example/press/feedback.html", "text/html", False),
        ("https://post.example/across.html", "text/html", False),
    ],
)
def test_addresses_and_types_say_that_a_feed_is_meant(url: str, kind: str, says: bool) -> None:
    assert says_feed(url, kind) is says
