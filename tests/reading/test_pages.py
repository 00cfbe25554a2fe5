"""Web pages: the headline and the main text, and what the page says of itself."""

from __future__ import annotations

import io

import pytest

from tollbook.model import Report
from tollbook.reading import Given, read_stream

LEAD = "At least four people were killed and nine wounded when a shell hit the market in Noville on Friday."
MORE = "The market had just opened, and many of the wounded were traders from villages around the town."
LAST = "The mayor said that schools would stay closed on Monday and asked people to give blood."

PAGE = f"""<!DOCTYPE html>
<html lang="en"><head>
<title>Shell kills four at market in Noville | The Noville Post</title>
<meta property="og:site_name" content="The Noville Post">
<meta property="og:title" content="Shell kills four at market in Noville">
<meta name="author" content="By Jane Doe">
<meta property="article:published_time" content="2024-03-01T18:00:00+03:00">
<meta property="article:modified_time" content="2024-03-02T08:00:00+03:00">
<link rel="canonical" href="https://post.example/market">
<script>var killed = "99 people were killed in this script";</script>
<style>p {{ color: red }}</style></head>
<body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<div class="languages"><a href="?fr">Français</a> <a href="?ru">Русский</a></div>
<article>
<h1>Shell kills four at market in Noville</h1>
<div class="share"><a href="#">Share on Facebook</a> <a href="#">Tweet</a></div>
<p>NOVILLE (Agencies) — {LEAD}</p>
<p>{LEAD}</p>
<p>{MORE}</p>
<p>The mayor gave these figures:</p>
<ul><li>Four dead, among them a child</li><li>Nine wounded</li><li>22 stalls burned</li></ul>
<p>Read also: <a href="/fire">Twelve killed in a fire at a mill</a></p>
<p>{LAST}</p>
<p>Four dead<br>Nine wounded</p>
</article>
<section id="comments"><h3>Leave a Reply</h3><form>
<p>Your email address will not be published. Required fields are marked *</p><textarea></textarea></form>
<div class="comment"><p>I heard that 500 people were killed there, they hide it from us every time.</p></div>
</section>
<footer><p>© 2024 The Noville Post. All rights reserved.</p></footer>
</body></html>"""


def page(markup: str, given: Given | None = None) -> Report:
    (item,) = read_stream(io.BytesIO(markup.encode()), given or Given(), "page.html")
    assert item.report is not None
    return item.report


def test_the_text_is_the_headline_and_the_main_text_and_nothing_else() -> None:
    assert page(PAGE).text.split("\n\n") == [
        "Shell kills four at market in Noville",
        f"NOVILLE (Agencies) — {LEAD}",
        MORE,
        "The mayor gave these figures:",
        "- Four dead, among them a child\n- Nine wounded\n- 22 stalls burned",
        LAST,
        "Four dead",
    ]


def test_the_page_says_its_title_outlet_author_date_and_address() -> None:
    report = page(PAGE)
    assert report.title == "Shell kills four at market in Noville"
    assert report.outlet == "The Noville Post"
    assert report.author == "Jane Doe"
    assert report.published == "2024-03-01T18:00:00+03:00"
    assert report.url == "https://post.example/market"
    assert (report.language, report.dateline) == ("en", "NOVILLE (Agencies)")


def test_what_is_given_goes_before_what_the_page_says() -> None:
    report = page(
        PAGE, Given(title="Market", outlet="Wire", published="2024-03-03", url="https://wire.example/1")
    )
    assert (report.title, report.outlet, report.published) == ("Market", "Wire", "2024-03-03")
    assert report.url == "https://wire.example/1"
    assert report.text.startswith(f"Market\n\nNOVILLE (Agencies) — {LEAD}")


def article(head: str = "", body: str = f"<p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p>") -> Report:
    return page(f"<html><head>{head}</head><body><article>{body}</article></body></html>")


JSON_LD = """<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Market hit", "datePublished": "2024-03-01",
 "author": [{"name": "Jane Doe"}], "publisher": {"name": "Post"}}</script>"""
JSON_LD_GRAPH = """<script type="application/ld+json">
{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"], "headline": "Market hit",
 "datePublished": "2024-03-01", "author": "Jane Doe", "publisher": "Post"}]}</script>"""
OLDER_NAMES = """<title>Market hit - Post</title><meta name="application-name" content="Post">
<meta name="DC.date.issued" content="2024-03-01"><meta name="dc.creator" content="Jane Doe">"""


@pytest.mark.parametrize(
    "head", [JSON_LD, JSON_LD_GRAPH, OLDER_NAMES], ids=["JSON-LD", "graph", "older names"]
)
def test_facts_are_found_in_json_ld_and_under_older_names(head: str) -> None:
    report = article(head)
    assert (report.title, report.outlet, report.author) == ("Market hit", "Post", "Jane Doe")
    assert report.published == "2024-03-01"


def test_a_date_that_the_page_does_not_give_as_its_own_is_not_guessed() -> None:
    report = article(
        body=f"<p>{LEAD}</p><p>{MORE}</p><p>Updated on 2 March 2024. {LAST}</p><footer>© 2019</footer>"
    )
    assert report.published is None


def test_the_title_is_not_said_twice() -> None:
    report = article(
        "<title>Market hit</title>", f"<h2>Market hit</h2><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p>"
    )
    assert report.text.count("Market hit") == 1


def test_a_table_keeps_its_rows_as_lines() -> None:
    table = "<table><tr><th>Place</th><th>Killed</th></tr><tr><td>Noville</td><td>4</td></tr></table>"
    assert (
        "Place | Killed\nNoville | 4" in article(body=f"<p>{LEAD}</p>{table}<p>{MORE}</p><p>{LAST}</p>").text
    )


def test_a_short_page_is_read_as_well() -> None:
    assert (
        page("<html><body><div>Two people were killed.</div></body></html>").text == "Two people were killed."
    )


def test_a_deeply_nested_page_is_read_without_its_layout_and_says_so() -> None:
    deep = f"<html><body><nav>Menu</nav>{'<div>' * 100_000}<p>{LEAD}</p>{'</div>' * 100_000}</body></html>"
    (item,) = read_stream(io.BytesIO(deep.encode()), Given(), "deep.html")
    assert item.report is not None
    assert item.report.text == LEAD
    (problem,) = item.problems
    assert "nested 100,000 deep" in problem.what
    assert (problem.where, problem.stage) == ("deep.html", "reading")


def test_paragraphs_that_are_no_paragraph_elements_stay_apart() -> None:
    divs = "".join(f"<div>{words}</div>" for words in (LEAD, MORE, LAST))
    assert page(f"<html><body><div>{divs}</div></body></html>").text.split("\n\n") == [LEAD, MORE, LAST]


def test_lists_inside_lists_keep_an_item_a_line() -> None:
    items = "<ul><li>Four dead<ul><li>a child</li></ul></li><li>Nine wounded</li></ul>"
    assert "- Four dead\n- a child\n- Nine wounded" in article(body=f"<p>{LEAD}</p>{items}<p>{MORE}</p>").text


def test_a_name_marked_as_the_author_is_the_author() -> None:
    assert (
        article(body=f'<p>By <a rel="author" href="/jd">Jane Doe</a></p><p>{LEAD}</p>').author == "Jane Doe"
    )


@pytest.mark.parametrize(
    "broken", ["<p", "<!-- never closed", "<p title='", '<p title="', "<script>", "</", "&#x110000;"]
)
def test_a_page_that_breaks_off_keeps_what_stands_before(broken: str) -> None:
    assert page(f"<html><body><p>{LEAD}</p><p>{MORE}</p>{broken}").text.startswith(f"{LEAD}\n\n{MORE}")
