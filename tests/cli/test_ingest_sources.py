"""`tollbook ingest` on sources other than files: pages and feeds by address, tables of incidents, workers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.serving import Answer, Site, site

from tollbook.cli import tollbook
from tollbook.ledger import IncidentQuery, open_ledger

WORDS = (
    "Three people were killed when a shell hit a market in Kharkiv on Saturday, Governor Oleh Syn said. "
    "The market was crowded at the time, and rescuers went on clearing the stalls until the evening."
)


def page(words: str, title: str = "Shell hits market in Kharkiv") -> bytes:
    head = f"<html><head><title>{title}</title></head>"
    return f"{head}<body><article><p>{words}</p></article></body></html>".encode()


def feed(here: Site, *paths: str) -> bytes:
    items = "".join(f"<item><title>Item {path}</title><link>{here.url}{path}</link></item>" for path in paths)
    return f'<rss version="2.0"><channel><title>Noville Post</title>{items}</channel></rss>'.encode()


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr("tollbook.reading.fetching.time.sleep", lambda seconds: None)
    with site() as served:
        yield served


def run(ledger: Path, *typed: str) -> Result:
    return CliRunner().invoke(tollbook, ["ingest", *typed, "--ledger", str(ledger)])


def fetch(ledger: Path, url: str) -> str:
    return run(ledger, url, "--private-addresses").output


def test_a_page_comes_in_once_and_a_silent_edit_shows(tmp_path: Path, here: Site) -> None:
    path, url = tmp_path / "t.db", f"{here.url}/2024/market.html"
    here.pages["/2024/market.html"] = Answer(page(WORDS))
    assert "1 reports added" in fetch(path, url)
    here.pages["/2024/market.html"] = Answer(page(WORDS) + b"<!-- served at 10:01 -->")
    assert "0 reports added, 1 known" in fetch(path, url)
    here.pages["/2024/market.html"] = Answer(page(WORDS.replace("Three", "Four")))
    assert 'gone: killed "Three people". New: killed "Four people"' in fetch(path, url)
    here.pages["/2024/market.html"] = Answer(page(WORDS))
    assert 'gone: killed "Four people". New: killed "Three people"' in fetch(path, url)
    with open_ledger(path) as ledger:
        captures = ledger.captures(url)
        assert [capture.report.captured is not None for capture in captures] == [True] * 3
        assert ledger.original(captures[1].report.checksum) == page(WORDS.replace("Three", "Four"))
        assert ledger.verify().problems == ()


def test_the_pages_of_a_feed_come_in_and_are_asked_for_again_only_if_they_changed(
    tmp_path: Path, here: Site
) -> None:
    path, url = tmp_path / "t.db", f"{here.url}/rss.xml"
    here.pages["/rss.xml"] = Answer(feed(here, "/a", "/b"), "application/rss+xml", headers=(("ETag", '"f"'),))
    here.pages["/a"] = Answer(page(WORDS), headers=(("ETag", '"a"'),))
    here.pages["/b"] = Answer(
        page("A flood in Lviv killed 9 people on Friday, the mayor said.", "Flood in Lviv")
    )
    assert "2 reports added" in fetch(path, url)
    here.asked.clear()
    assert "0 reports added" in fetch(path, url)
    assert here.paths() == ["/rss.xml"]
    with open_ledger(path) as ledger:
        accounts = [ledger.account(name) for name in ledger.reports()]
    assert {account.report.outlet for account in accounts if account} == {"Noville Post"}


def test_where_a_page_of_a_feed_cannot_be_fetched_the_words_of_the_feed_are_kept(
    tmp_path: Path, here: Site
) -> None:
    item = f"<item><title>Flood</title><link>{here.url}/gone</link><description>{WORDS}</description></item>"
    here.pages["/feed"] = Answer(f"<rss><channel><title>Post</title>{item}</channel></rss>".encode())
    assert "1 reports added" in fetch(tmp_path / "t.db", f"{here.url}/feed")


def test_a_feed_that_is_a_web_page_is_one_sentence(tmp_path: Path, here: Site) -> None:
    here.pages["/rss.xml"] = Answer(page(WORDS))
    result = run(tmp_path / "t.db", f"{here.url}/rss.xml", "--private-addresses")
    assert result.exit_code == 1
    assert "is a web page and no feed: give the address of the feed itself" in result.output
    assert "0 reports added" in result.output


def test_a_page_that_is_not_there_is_one_sentence_and_the_others_are_kept(tmp_path: Path, here: Site) -> None:
    here.pages["/a"] = Answer(page(WORDS))
    result = run(tmp_path / "t.db", f"{here.url}/gone", f"{here.url}/a", "--private-addresses")
    assert f"error: {here.url}/gone: is not there (404 Not Found)" in result.output
    assert "1 reports added, 0 known already, 1 inputs not read" in result.output


def test_this_machine_is_not_asked_unless_it_is_let_through(tmp_path: Path, here: Site) -> None:
    assert "private network" in run(tmp_path / "t.db", f"{here.url}/a").output
    assert here.asked == []


TABLE = """case,when,where,country,dead_min,dead_max,note,link
BDE-1,2024-03-02,Kharkiv,Ukraine,3,4,"Shells killed three or four people at a market in Kharkiv, the governor said.",https://a.example/1
BDE-1,2024-03-02,Kharkiv,Ukraine,3,4,"The market in Kharkiv was hit by shells; 4 people were killed, doctors said.",https://b.example/2
BDE-2,never,Lviv,Ukraine,9,9,,
BDE-3,2024-03-05,Sumy,Ukraine,2,1,,
BDE-4,2024-03-06,Sumy,Ukraine,7,,,
"""

COLUMNS = """
incident: {id: case, date: when, place: where, country: country}
report: {text: note, url: link, published: when}
figures: {killed: {low: dead_min, high: dead_max}}
"""


def table(tmp_path: Path, columns: str = COLUMNS) -> tuple[str, ...]:
    (tmp_path / "cases.csv").write_text(TABLE)
    (tmp_path / "columns.yaml").write_text(columns)
    return str(tmp_path / "cases.csv"), "--columns", str(tmp_path / "columns.yaml")


def test_a_table_of_incidents_keeps_their_ids_sources_and_ranges(tmp_path: Path) -> None:
    result = run(tmp_path / "t.db", *table(tmp_path), "--as", "Ann Okoye")
    assert "cases.csv:4: the date 'never' cannot be read; the row is left out" in result.output
    assert "cases.csv:5: killed: 2, None, 1 is no range; the row is left out" in result.output
    assert (
        "2 reports added, 1 incidents without one, 2 ranges of people, 0 known already, 2 in" in result.output
    )
    with open_ledger(tmp_path / "t.db") as ledger:
        assert {each.incident.id for each in ledger.incidents(IncidentQuery())} == {"inc_BDE-1", "inc_BDE-4"}
        file = ledger.incident("inc_BDE-1")
        assert file
        assert len(file.reports) == 2
        (range_,) = [each for each in file.judgements if each.verdict == "range"]
        assert range_.chosen
        assert (range_.who, range_.chosen.low, range_.chosen.high) == ("Ann Okoye", 3, 4)
        assert file.incident.place
        assert file.incident.place.name == "Kharkiv"
        assert ledger.verify().problems == ()


def test_a_table_taken_in_twice_adds_nothing_and_later_reports_join_its_incidents(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    run(path, *table(tmp_path), "--as", "Ann Okoye")
    with open_ledger(path) as ledger:
        before = ledger.end()
    assert "0 reports added, 3 known" in run(path, *table(tmp_path), "--as", "Ann Okoye").output
    with open_ledger(path) as ledger:
        assert ledger.end() == before
    (tmp_path / "later.txt").write_text(
        "Shells hit the market in Kharkiv on 2 March 2024: 5 people died at the market, the governor said."
    )
    run(path, str(tmp_path / "later.txt"))
    with open_ledger(path) as ledger:
        file = ledger.incident("inc_BDE-1")
        assert file
        assert len(file.reports) == 3


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ("incident: {id: nowhere}", "has no column 'nowhere'"),
        ("incident: {id: case}\nfigures: {wounded: dead_min}", "there is no measure 'wounded'"),
        ("incident: {}", "does not say what columns hold"),
        ("[", "does not say what columns hold"),
    ],
)
def test_columns_that_do_not_fit_are_one_sentence(tmp_path: Path, columns: str, says: str) -> None:
    result = run(tmp_path / "t.db", *table(tmp_path, columns), "--as", "Ann")
    assert says in str(result.exception)


def test_ranges_need_a_name_and_a_table_needs_its_columns(tmp_path: Path) -> None:
    assert "needs a name" in str(run(tmp_path / "t.db", *table(tmp_path)).exception)
    assert "--columns" in str(run(tmp_path / "t.db", table(tmp_path)[0]).exception)


def test_several_workers_give_the_same_ledger_in_the_same_order(tmp_path: Path) -> None:
    source = tmp_path / "rows.jsonl"
    rows = [
        f'{{"id": "r{n}", "text": "Shelling killed {n + 2} people in Kharkiv on Saturday."}}\n'
        for n in range(6)
    ]
    source.write_text("".join(rows))
    ids = []
    for workers in ("1", "2"):
        path = tmp_path / f"{workers}.db"
        assert "6 reports added" in run(path, str(source), "--workers", workers).output
        with open_ledger(path) as ledger:
            ids.append([entry.id for entry in ledger.entries()])
            assert ledger.reports() == tuple(f"r{n}" for n in range(6))
    assert ids[0] == ids[1]


def test_what_is_known_of_a_single_text_is_given_beside_it(tmp_path: Path) -> None:
    text = tmp_path / "market.txt"
    text.write_text(WORDS)
    given = (
        "--outlet",
        "Noville Post",
        "--published",
        "2024-03-03",
        "--title",
        "Shells",
        "--url",
        "https://x.example/1",
    )
    assert "1 reports added" in run(tmp_path / "t.db", str(text), *given).output
    assert "0 reports added, 1 known" in run(tmp_path / "t.db", str(text), *given).output
    with open_ledger(tmp_path / "t.db") as ledger:
        account = ledger.account(ledger.reports()[0])
        assert account
        report = account.report
        assert (report.outlet, report.published, report.url) == (
            "Noville Post",
            "2024-03-03",
            "https://x.example/1",
        )
        assert report.text == f"Shells\n\n{WORDS}"


@pytest.mark.parametrize("sources", [("a.txt", "b.txt"), ("https://x.example/a",)])
def test_what_is_given_is_of_a_single_file(tmp_path: Path, sources: tuple[str, ...]) -> None:
    said = run(tmp_path / "t.db", *sources, "--outlet", "Post")
    assert (said.exit_code, "are for a single PATH" in said.output) == (2, True)
    assert not (tmp_path / "t.db").exists()


def test_ingest_needs_something_to_read(tmp_path: Path) -> None:
    assert "Missing argument" in run(tmp_path / "t.db").output
