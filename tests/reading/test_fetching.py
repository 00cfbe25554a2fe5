"""Pages by address: what is asked of a site, and what is never asked."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

import pytest
from tests.serving import Answer, Site, site

from tollbook.reading.addresses import Limits, Mark
from tollbook.reading.fetching import Fetcher
from tollbook.reading.robots import EVERYTHING, rules


@pytest.fixture
def here() -> Iterator[Site]:
    with site() as served:
        yield served


def fetcher(**limits: float) -> Fetcher:
    return Fetcher(Limits(private=True, **limits), sleep=lambda seconds: None)  # type: ignore[arg-type]


def test_a_page_comes_with_the_mark_by_which_it_is_asked_for_again(here: Site) -> None:
    here.pages["/a"] = Answer(b"<p>Words.</p>", headers=(("ETag", '"1"'), ("Last-Modified", "yesterday")))
    with fetcher() as fetch:
        first = fetch.fetch(f"{here.url}/a")
        again = fetch.fetch(f"{here.url}/a", first.mark)
    assert (first.data, first.mark) == (b"<p>Words.</p>", Mark('"1"', "yesterday"))
    assert (again.data, again.problem) == (None, None)
    assert here.asked[-1][1]["if-none-match"] == '"1"'


def test_it_says_who_asks_and_asks_for_robots_txt_once_and_first(here: Site) -> None:
    here.pages["/a"] = Answer(b"a")
    with fetcher() as fetch:
        fetch.fetch(f"{here.url}/a")
        fetch.fetch(f"{here.url}/a")
    assert [path for path, _ in here.asked] == ["/robots.txt", "/a", "/a"]
    assert {headers["user-agent"].split()[0] for _, headers in here.asked} == {
        f"Tollbook/{version('tollbook')}"
    }


def test_what_robots_txt_forbids_is_not_asked_for(here: Site) -> None:
    here.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private", "text/plain")
    with fetcher() as fetch:
        assert "robots.txt" in (fetch.fetch(f"{here.url}/private/a").problem or "")
    assert here.paths() == []


def test_a_site_whose_robots_txt_fails_is_left_alone(here: Site) -> None:
    here.pages |= {"/robots.txt": Answer(status=503), "/a": Answer(b"a")}
    with fetcher() as fetch:
        assert fetch.fetch(f"{here.url}/a").problem
    assert here.paths() == []


def test_between_two_requests_to_a_site_it_waits_as_long_as_the_site_asks(here: Site) -> None:
    here.pages |= {"/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 7"), "/a": Answer(b"a")}
    waits: list[float] = []
    with Fetcher(Limits(private=True), sleep=waits.append) as fetch:
        fetch.fetch(f"{here.url}/a")
        fetch.fetch(f"{here.url}/a")
    assert [round(each) for each in waits] == [7]


def test_a_page_that_was_moved_is_followed_a_few_times(here: Site) -> None:
    here.pages |= {"/a": Answer(status=301, headers=(("Location", "/b"),)), "/b": Answer(b"b")}
    here.pages["/ring"] = Answer(status=302, headers=(("Location", "/ring"),))
    with fetcher() as fetch:
        assert fetch.fetch(f"{here.url}/a").data == b"b"
        assert fetch.fetch(f"{here.url}/ring").problem == "was moved more than 5 times"


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://127.0.0.1", "http://"]
)
def test_it_is_not_moved_to_anything_but_a_page(here: Site, target: str) -> None:
    here.pages["/a"] = Answer(status=302, headers=(("Location", target),))
    with fetcher() as fetch:
        found = fetch.fetch(f"{here.url}/a")
    assert found.data is None
    assert found.problem


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "10.1.2.3", "169.254.169.254", "0.0.0.0"]
)
def test_this_machine_and_private_networks_are_out_of_reach_unless_they_are_let_through(
    here: Site, host: str
) -> None:
    port = here.url.rpartition(":")[2]
    with Fetcher(sleep=lambda seconds: None) as fetch:
        found = fetch.fetch(f"http://{host}:{port}/a")
    assert "private network" in (found.problem or "")
    assert here.asked == []


def test_a_page_larger_than_the_limit_is_not_read(here: Site) -> None:
    here.pages["/a"] = Answer(b"x" * 5000)
    with fetcher(size=1000) as fetch:
        assert fetch.fetch(f"{here.url}/a").problem == "is larger than 1,000 bytes and was not read"


@pytest.mark.parametrize(
    ("status", "says"), [(404, "is not there"), (403, "refuses"), (500, "the site answered 500")]
)
def test_what_the_site_says_is_said(here: Site, status: int, says: str) -> None:
    here.pages["/a"] = Answer(status=status)
    with fetcher() as fetch:
        assert says in (fetch.fetch(f"{here.url}/a").problem or "")


ROBOTS = """
User-agent: other
Disallow: /

User-agent: Tollbook
User-agent: third
Allow: /news/*.html$
Disallow: /news/
Disallow: /a?b=

User-agent: *
Disallow: /everything
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/news/1.html", True),
        ("/news/1.html?x", False),
        ("/news/", False),
        ("/%6eews/", False),
        ("/a?b=1", False),
        ("/everything", True),
        ("/", True),
    ],
)
def test_the_longest_rule_of_the_own_group_decides(path: str, allowed: bool) -> None:
    assert rules(ROBOTS, "Tollbook").allow(path) is allowed


def test_a_program_without_a_group_of_its_own_takes_that_for_all() -> None:
    assert not rules("User-agent: *\nDisallow: /a # not here", "Tollbook").allow("/ab")
    assert rules("User-agent: x\nDisallow: /", "Tollbook") == EVERYTHING
