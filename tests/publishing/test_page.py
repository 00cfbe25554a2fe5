"""The page to print: what it shows, and that no word of a report can become part of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace
from tests.toys import a_claim, a_report

from tollbook.model import (
    Attribution,
    Conflict,
    Count,
    Course,
    CourseStep,
    Dossier,
    Finding,
    Incident,
    Place,
    Root,
    SetAside,
    Span,
    When,
)
from tollbook.publishing import page

TEXT = "Police said 12 people died. The mayor said that 14 people had died."
DAY = When(start="2024-05-08", end="2024-05-08", precision="day", ground="words")
TWELVE = a_claim(
    speaker=Attribution(id="p", name="Police"), evidence=Span(start=12, end=21, quote="12 people")
)
FOURTEEN = a_claim(
    id="clm_2",
    speaker=Attribution(id="m", name="The mayor"),
    count=Count(low=14, high=14, text="14 people"),
    evidence=Span(start=48, end=57, quote="14 people"),
)


def finding(**facts: object) -> Finding:
    plain = Finding(
        id="fnd_1",
        incident="evt_1",
        measure="killed",
        unit="person",
        low=12,
        best=14,
        high=14,
        as_of=DAY,
        roots=("r1", "r2"),
        claims=("clm_1", "clm_2"),
        method="plain-1",
        rule="the-latest",
    )
    return replace(plain, **facts)


DOSSIER = Dossier(
    id="ollen",
    reports=(
        a_report(TEXT, title="Blast in Ollen", outlet="Harbour Post", published="2024-05-08T10:00:00Z"),
    ),
    claims=(TWELVE, FOURTEEN),
    incidents=(Incident(id="evt_1", place=Place(name="Ollen"), date=DAY, because="date: the words"),),
    roots=(Root(id="r1", name="Police"), Root(id="r2", name="The mayor")),
    findings=(finding(),),
    conflicts=(
        Conflict(
            id="cnf_1",
            claims=("clm_1", "clm_2"),
            kind="disagreement",
            within_report=True,
            rule="cannot-all-hold",
            why="“12 people” and “14 people”: these figures do not add up.",
            repairs=("if 14 not 12", "if 12 not 14"),
        ),
    ),
)
COURSE = Course(
    incident="evt_1",
    measure="killed",
    unit="person",
    steps=(
        CourseStep(low=12, high=12, root="r1", as_of=DAY, claims=("clm_1",)),
        CourseStep(low=14, high=None, root="r2", as_of=DAY, claims=("clm_2",)),
    ),
)


def words(html: str) -> str:
    """What a reader sees of a page."""
    text = re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))
    return " ".join(text.split())


class Elements(HTMLParser):
    """The elements of a page with their attributes, as a browser takes them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_number_stands_with_its_rule_its_time_and_its_roots() -> None:
    shown = words(page(DOSSIER, (COURSE,)))
    assert "killed 12 to 14, best 14 the latest" in shown
    assert "12 Police · 14 or more The mayor 8 May 2024" in shown


def test_a_conflict_is_its_quotes_with_their_speakers_and_what_would_mend_it() -> None:
    html = page(DOSSIER)
    assert "Police said <mark>12 people</mark> died." in html
    assert "The mayor said that <mark>14 people</mark> had died." in html
    assert "killed, according to The mayor; Harbour Post, published 8 May 2024 10:00 UTC" in words(html)
    assert "They would add up if 14 not 12, or if 12 not 14." in words(html)


def test_a_toll_of_several_numbers_is_a_line_of_steps_with_a_row_for_each() -> None:
    shown = words(page(DOSSIER, (COURSE,)))
    assert "How the number went: killed 12 14+" in shown.replace(" 1 ", " ").replace(" 2 ", " ")
    assert "1 12 8 May 2024 Police 2 14 or more 8 May 2024 The mayor" in shown


def test_a_toll_that_never_changed_has_no_line() -> None:
    still = replace(COURSE, steps=COURSE.steps[:1])
    assert "How the number went" not in page(DOSSIER, (still,))


def test_a_claim_that_does_not_count_says_why_with_words_and_not_with_ids() -> None:
    aside = SetAside(claim="clm_1", rule="overtaken", why="overtaken by clm_2")
    dossier = replace(DOSSIER, findings=(finding(claims=("clm_2",), set_aside=(aside,)),))
    assert "not counted: overtaken by “14 people”" in words(page(dossier))


def test_an_open_range_and_an_undecided_best_are_said() -> None:
    shown = words(page(replace(DOSSIER, findings=(finding(best=None), finding(high=None, best=12)))))
    assert "12 to 14, best undecided" in shown
    assert "12 or more, best 12" in shown


def test_an_incident_of_which_nothing_is_known_has_a_page_all_the_same() -> None:
    shown = words(page(Dossier(id="empty")))
    assert shown.startswith("empty: what 0 reports say")
    assert "No number of harm was found." in shown


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</mark></style><svg onload=alert(1)>",
        "{{ 7*7 }}",
    ],
)
def test_the_words_of_strangers_stay_words(hostile: str) -> None:
    text = f"{hostile} said 12 people died. {hostile}"
    start = text.index("12 people")
    claim = replace(
        TWELVE,
        speaker=Attribution(id="h", name=hostile),
        via=hostile,
        unit=hostile,
        evidence=Span(start=start, end=start + 9, quote="12 people"),
    )
    incident = Incident(id="evt_1", place=Place(name=hostile), because=hostile)
    report = a_report(text, title=hostile, outlet=hostile, url=hostile, published=hostile)
    dossier = Dossier(
        id=hostile,
        reports=(report,),
        claims=(claim,),
        incidents=(incident,),
        roots=(Root(id="r1", name=hostile),),
        findings=(finding(claims=("clm_1",), unit=hostile),),
        conflicts=(replace(DOSSIER.conflicts[0], why=hostile, repairs=(hostile,)),),
    )
    steps = tuple(replace(step, root="r1") for step in COURSE.steps)
    html = page(dossier, (replace(COURSE, steps=steps),))
    elements = Elements(html).found
    assert {tag for tag, _ in elements} & {"script", "img", "iframe", "object", "link", "a", "base"} == set()
    assert [name for _, attributes in elements for name in attributes if name.startswith("on")] == []
    assert "49" not in words(html)


def test_the_page_refers_to_nothing_outside_itself() -> None:
    html = page(DOSSIER, (COURSE,))
    assert re.findall(r"\b(?:src|href)=|url\(|@import|https?:", html) == []
    assert "default-src 'none'" in html


def test_every_drawing_says_in_words_what_it_shows() -> None:
    labels = [
        attributes.get("aria-label")
        for tag, attributes in Elements(page(DOSSIER, (COURSE,))).found
        if tag == "svg"
    ]
    assert labels == [
        "range 12 to 14; Police: 12; The mayor: 14",
        "12 by Police, 8 May 2024; 14 or more by The mayor, 8 May 2024",
    ]
