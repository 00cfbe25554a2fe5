"""The public site: pages that stand alone, tell where each figure comes from, and how to correct it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.publishing.made import DAY, PROJECT, TOWN, claim, finding, guarded, material

from tollbook.model import Conflict, Course, CourseStep, Record
from tollbook.publishing import Signed, sign, withdraw
from tollbook.publishing.formats import FORMATS
from tollbook.publishing.shown import contact_link
from tollbook.publishing.site import write_site
from tollbook.publishing.site.kept import Kept

SIGNED = Signed(
    composed_by="Ana Ruiz", composed_at="2024-06-01T00:00:00+00:00", published_by="Ben Okoro",
    published_at="2024-06-02T00:00:00+00:00", why="all claims looked at", review="second person",
)  # fmt: skip
WHY = "two incidents were taken for one"


def record(number: int = 1) -> Record:
    """A record with a toll that moved from 8 to 12 and figures that do not add up."""
    said = [claim(1, 12), claim(2, 8), claim(3, 40, measure="injured")]
    found = [
        replace(finding(8, claims=said[:2]), high=12, best=12),
        finding(40, measure="injured", claims=said[2:]),
    ]
    steps = tuple(
        CourseStep(low=low, high=low, root="root_office", as_of=DAY, claims=(name,))
        for low, name in ((8, "clm_0002"), (12, "clm_0001"))
    )
    clash = Conflict(
        id="cnf_1", claims=("clm_0001", "clm_0002"), kind="disagreement", within_report=True, rule="r",
        why="", repairs=("if 12 not 8", "if 8 not 12"),
    )  # fmt: skip
    course = Course(incident="inc_1", measure="killed", unit="person", steps=steps)
    made = material(said, found, conflicts=(clash,), courses=(course,), incident={"place": TOWN})
    signed = sign(guarded(made).record, SIGNED)
    incident = replace(signed.incident, id=f"inc_{number}")
    return replace(signed, id=f"rec_{number}", incident=incident)


def site(folder: Path, records: Sequence[Record]) -> dict[str, str]:
    """The text of every page and picture by its address."""
    files = write_site(iter(records), folder, PROJECT)
    wanted = [path for path in files if path.suffix in (".html", ".svg", ".css")]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in wanted}


class Links(HTMLParser):
    """The tags, links and anchors of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        assert not [name for name in given if name.startswith("on")]
        self.links += [value for name in ("href", "src") if (value := given.get(name))]
        self.anchors |= {value for name, value in attrs if name == "id" and value}


def test_every_link_within_the_site_leads_somewhere_and_nothing_runs(tmp_path: Path) -> None:
    records = [record(number) for number in range(1, 101)]
    records[3] = withdraw(records[3], replace(SIGNED, why=WHY))
    pages = site(tmp_path, records)
    assert {"index-2.html", "places-2.html"} <= set(pages)
    read = {name: Links(page) for name, page in pages.items() if name.endswith(".html")}
    for name, page in read.items():
        assert not page.tags & {"script", "iframe", "object", "form", "link rel=preload"}
        for link in page.links:
            if link.startswith(("https://post.example.org", "mailto:")):
                continue
            address, _, anchor = link.partition("#")
            target = (tmp_path / name).parent / address if address else tmp_path / name
            assert target.resolve().is_file(), f"{name}: {link}"
            if anchor:
                assert anchor in read[target.resolve().relative_to(tmp_path.resolve()).as_posix()].anchors


def test_a_figure_carries_range_roots_time_method_status_and_correction(tmp_path: Path) -> None:
    page = site(tmp_path, [record()])["incidents/inc_1.html"]
    row = next(part for part in page.split("<tr>") if "8 to 12, best 12" in part)
    for told in ("1 May 2024", "the Northmark governor", "plain-1", "published, version 1", "range-bar"):
        assert told in row
    assert "mailto:corrections@count.example.org?subject=Correction" in row
    assert "Arvania Post" in page


def test_the_course_of_a_toll_is_drawn_and_listed_with_its_roots(tmp_path: Path) -> None:
    page = site(tmp_path, [record()])["incidents/inc_1.html"]
    assert 'class="toll-lines"' in page
    drawn = page[page.index("How the figures changed") :]
    assert re.search(r"<td>8</td>.*?the Northmark governor.*?<td>12</td>", drawn, re.S)


def test_a_toll_of_which_no_time_is_known_is_listed_and_not_drawn(tmp_path: Path) -> None:
    one = record()
    course = one.courses[0]
    untimed = replace(course, steps=tuple(replace(step, as_of=None) for step in course.steps))
    page = site(tmp_path, [replace(one, courses=(untimed,))])["incidents/inc_1.html"]
    assert 'class="toll-lines"' not in page
    assert "time unknown" in page[page.index("How the figures changed") :]


def test_conflicts_are_told_without_taking_a_side(tmp_path: Path) -> None:
    page = site(tmp_path, [record()])["incidents/inc_1.html"]
    assert "These figures do not add up" in page
    assert "They would add up if 12 not 8, or if 8 not 12." in page


def test_a_withdrawn_record_leaves_its_address_the_reason_and_no_figures(tmp_path: Path) -> None:
    before = site(tmp_path, [record()])
    after = site(tmp_path, [withdraw(record(), replace(SIGNED, why=WHY))])
    tombstone = after["incidents/inc_1.html"]
    assert "8 to 12" in before["incidents/inc_1.html"]
    assert WHY in tombstone
    assert WHY in after["changes.html"]
    assert not any("8 to 12" in page for page in after.values())


def test_what_an_earlier_site_had_goes_and_what_is_not_of_the_site_stays(tmp_path: Path) -> None:
    site(tmp_path, [record(1), record(2)])
    (tmp_path / "ours.txt").write_text("not of the site")
    site(tmp_path, [record(1)])
    assert not (tmp_path / "incidents" / "inc_2.html").exists()
    assert (tmp_path / "incidents" / "inc_1.html").exists()
    assert (tmp_path / "ours.txt").exists()


def test_a_file_outside_of_the_folder_is_never_taken_away(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    outside = tmp_path / "other.txt"
    outside.write_text("stays")
    site(folder, [record(1)])
    with (folder / "files.txt").open("a") as names:
        names.write("../other.txt\n")
    site(folder, [record(1)])
    assert outside.exists()


def test_every_page_says_how_to_correct_something(tmp_path: Path) -> None:
    pages = site(tmp_path, [record(), withdraw(record(2), replace(SIGNED, why=WHY))])
    for name, page in pages.items():
        if name.endswith(".html"):
            assert "Is something wrong, or is a source missing?" in page
            assert "corrections@count.example.org" in page


def test_the_method_card_is_public_and_the_risk_note_is_not(tmp_path: Path) -> None:
    project = replace(
        PROJECT, method_card="Two people read.\n\nThen a third.", risk_note="the baker could suffer"
    )
    write_site(iter([record()]), tmp_path, project)
    assert '<p class="lead pre">Then a third.</p>' in (tmp_path / "method.html").read_text(encoding="utf-8")
    assert not any(b"baker" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_every_format_can_be_downloaded(tmp_path: Path) -> None:
    page = site(tmp_path, [record()])["downloads.html"]
    for name, module in FORMATS.items():
        assert module.LABEL.split(":")[0] in page
        assert f'href="downloads/{name}/' in page


def test_pages_stay_below_50_kilobytes_without_pictures(tmp_path: Path) -> None:
    pages = site(tmp_path, [record(number) for number in range(1, 200)])
    for name, page in pages.items():
        if name.endswith(".html"):
            bare = re.sub(r"<svg.*?</svg>", "", page, flags=re.S)
            assert len(bare.encode()) < 50_000, name


def long_record() -> Record:
    """A record of 400 claims in 150 reports, with 60 conflicts and a toll of 130 steps."""
    one = record()
    sources = tuple(replace(one.reports[0], id=f"rpt_{number}") for number in range(150))
    claims = tuple(
        replace(one.claims[0], id=f"clm_{number:04}", report=f"rpt_{number % 150}") for number in range(400)
    )
    names = tuple(each.id for each in claims)
    clashes = tuple(
        replace(one.conflicts[0], id=f"cnf_{number}", claims=names[number : number + 2])
        for number in range(60)
    )
    steps = tuple(replace(one.courses[0].steps[0], low=n, high=n, claims=(names[n],)) for n in range(130))
    return replace(
        one,
        reports=sources,
        claims=claims,
        conflicts=clashes,
        courses=(replace(one.courses[0], steps=steps),),
        findings=tuple(replace(each, claims=names) for each in one.findings),
    )


def test_a_long_incident_goes_on_on_further_pages_that_stay_small_too(tmp_path: Path) -> None:
    pages = site(tmp_path, [long_record()])
    found = {name: page for name, page in pages.items() if name.startswith("incidents/")}
    assert {
        "incidents/inc_1-claims-8.html",
        "incidents/inc_1-sources-4.html",
        "incidents/inc_1-conflicts-5.html",
    } <= set(found)
    for name, page in found.items():
        assert len(re.sub(r"<svg.*?</svg>", "", page, flags=re.S).encode()) < 50_000, name
    numbers = [int(n) for page in found.values() for n in re.findall(r'data-label="Claim">(\d+)<', page)]
    assert sorted(numbers) == list(range(1, 401))
    assert "The last 40 of 130 steps" in found["incidents/inc_1.html"]


def test_a_footnote_leads_to_the_page_on_which_its_source_stands(tmp_path: Path) -> None:
    pages = site(tmp_path, [long_record()])
    links = {name: Links(page) for name, page in pages.items() if name.startswith("incidents/")}
    for name, page in links.items():
        for link in page.links:
            address, _, anchor = link.partition("#")
            if anchor.startswith("s"):
                assert anchor in links[f"incidents/{address}" if address else name].anchors, (name, link)


def test_the_map_shows_coasts_and_no_lines_between_countries(tmp_path: Path) -> None:
    pages = site(tmp_path, [record()])
    pictures = [page for name, page in pages.items() if name.startswith("maps/")]
    assert pictures
    for picture in pictures:
        assert set(re.findall(r'class="([\w-]+)"', picture)) == {"sea", "land"}


def test_words_of_reports_cannot_become_markup(tmp_path: Path) -> None:
    plain = record()
    roots = tuple(replace(root, name="<img src=x> & co") for root in plain.roots)
    page = site(tmp_path, [replace(plain, roots=roots)])["incidents/inc_1.html"]
    assert "&lt;img src=x&gt; &amp; co" in page
    assert "<img" not in page


def test_who_signed_a_record_is_in_no_file(tmp_path: Path) -> None:
    files = write_site(iter([record()]), tmp_path, PROJECT)
    assert not any(name in path.read_bytes() for path in files for name in (b"Ana Ruiz", b"Ben Okoro"))


def test_records_beyond_what_memory_holds_come_back_as_they_were() -> None:
    given = [record(number) for number in range(1, 6)]
    unsigned = [replace(each, composed_by="", published_by="") for each in given]
    kept = Kept(iter(given), held=2)
    assert list(kept) == list(kept) == unsigned


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("a.b@example.org", "mailto:a.b@example.org?subject=About%20it"),
        ("https://example.org/tell", "https://example.org/tell"),
        ("Signal: +44 7700 900000", ""),
        ("javascript:alert(1)//@x", ""),
    ],
)
def test_a_contact_leads_to_mail_or_to_a_page_or_stays_words(contact: str, link: str) -> None:
    assert contact_link(contact, "About it") == link
