"""What a text copied off a page brings along is marked with its offsets; the text itself stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given as law
from hypothesis import strategies as st

from tollbook.languages import load
from tollbook.reading import Given, from_text
from tollbook.reading.furniture import Pack, without

STORY = "At least four people were killed when a shell hit the market in Noville, the mayor said."


def marked(text: str) -> list[tuple[str, str]]:
    """Give the furniture of a text: its kinds and words."""
    report, _ = from_text(text, Given())
    assert report.text == text
    return [(piece.kind, report.text[piece.start : piece.end]) for piece in report.furniture]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Leave a Reply", "comments"),
        ("LEAVE A COMMENT", "comments"),
        ("Your email address will not be published. Required fields are marked *", "comments"),
        ("Required fields are marked *", "comments"),
        ("14 Comments", "comments"),
        ("Translate »", "languages"),
        ("English | Français | Русский | العربية", "languages"),
        ("Advertisement", "advertisement"),
        ("- Advertisement -", "advertisement"),
        ("Share on Facebook", "share"),
        ("Facebook Twitter WhatsApp Email", "share"),
        ("Read also: Nine killed in last week's blast", "read also"),
        ("Related articles:", "read also"),
        ("Subscribe to our newsletter", "newsletter"),
        ("Sign up for our morning briefing", "newsletter"),
        ("Image copyright Noville Press", "credit"),
        ("Photo by Jane Doe/Noville Press", "credit"),
        ("(Reporting by Jane Doe; Editing by John Roe)", "credit"),
        ("Media playback is unsupported on your device", "video"),
        ("We use cookies to improve your visit.", "cookies"),
        ("© 2024 The Noville Post. All rights reserved.", "copyright"),
        ("Copyright 2024 Noville Press", "copyright"),
        ("Home News World Politics Sport", "navigation"),
        ("5 min read", "navigation"),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\u2028"])
def test_a_line_of_the_page_is_furniture_before_between_and_behind_the_text(
    line: str, kind: str, ending: str
) -> None:
    text = (ending * 2).join([line, STORY, line, STORY, line])
    assert marked(text) == [(kind, line)] * 3


@pytest.mark.parametrize(
    "line",
    [
        STORY,
        "Sharehouse fire kills two",
        "By Friday the toll had risen to nine.",
        "By nightfall four bodies had been found",
        "Also on Friday, three people were killed in Port Noville",
        "From Noville to the coast",
        "Photos of the dead children shocked the town",
        "Ads for the 12 missing were printed",
        "Share of wounded children rises to a third",
        "Comments by the mayor on the 12 dead drew anger",
        "Police: two killed in Noville",
        "Home destroyed, three people hurt",
        "Source of blast that killed nine unclear",
        "Translated into lives, the delay cost twelve people",
        "FILE - Rescuers carry one of nine people killed in the blast",
    ],
)
def test_a_line_that_tells_something_is_none(line: str) -> None:
    assert marked(f"{STORY}\n\n{line}\n\n{STORY}") == []


OTHERS = ["Read also", "Nine killed in last week's blast", "Mill fire: two firefighters hurt"]


@pytest.mark.parametrize("end", [[], ["Leave a Reply"]])
def test_headlines_below_read_also_are_those_of_other_reports_at_the_end_of_the_text(end: list[str]) -> None:
    found = marked("\n\n".join([STORY, *OTHERS, *end]))
    assert found[:3] == [("read also", words) for words in OTHERS]


@pytest.mark.parametrize("before", [[], [STORY]])
def test_lines_below_read_also_stay_where_the_story_begins_or_goes_on(before: list[str]) -> None:
    assert marked("\n\n".join([*before, *OTHERS, STORY])) == [("read also", "Read also")]


def test_a_phrase_of_the_player_is_furniture_inside_a_paragraph_too() -> None:
    phrase = "Media playback is unsupported on your device"
    assert marked(f"{phrase} {STORY}") == [("page", phrase)]


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("By Media", "Media"),
        ("By JANE DOE and John van der Roe", "JANE DOE and John van der Roe"),
        ("By Jane Doe | 1 March 2024", "Jane Doe"),
        ("By Jane Doe, Noville Press", "Jane Doe"),
        ("Written by Jane Doe", "Jane Doe"),
        ("BY JANE DOE", "JANE DOE"),
    ],
)
def test_a_byline_names_the_author(line: str, author: str) -> None:
    text = f"{line}\n\n{STORY}"
    assert from_text(text, Given())[0].author == author
    assert marked(text) == [("byline", line)]


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("MOSCOW (Agencies): ", "MOSCOW (Agencies)"),
        ("BEIRUT (AP) — ", "BEIRUT (AP)"),
        ("KABUL, Afghanistan (Nov. 3) – ", "KABUL, Afghanistan (Nov. 3)"),
        ("SAN SALVADOR, 31 OCT 89 (ACAN-EFE) -- [TEXT] ", "SAN SALVADOR, 31 OCT 89 (ACAN-EFE)"),
        ("LIMA (PERU), 2 MAY 90 (DPA) -- [REPORT] [JANE\nDOE] [TEXT] ", "LIMA (PERU), 2 MAY 90 (DPA)"),
        ("NOVILLE, March 1 (Noville Press) - ", "NOVILLE, March 1 (Noville Press)"),
        ("NEW YORK — ", "NEW YORK"),
        ("ST. JOHN'S, Canada -- ", "ST. JOHN'S, Canada"),
        ("Noville (Reuters) - ", "Noville (Reuters)"),
        ("(CNN) -- ", "(CNN)"),
        ("NOVILLE: ", "NOVILLE"),
        ("KYIV: ", "KYIV"),
        ("KABUL, Afghanistan (Nov. 3, 2011)\n", "KABUL, Afghanistan (Nov. 3, 2011)"),
    ],
)
def test_a_dateline_is_recognised_and_marked_up_to_the_text(line: str, dateline: str) -> None:
    report, _ = from_text(f"{line}{STORY}", Given())
    assert report.dateline == dateline
    assert (report.furniture[0].start, report.furniture[0].kind) == (0, "dateline")
    assert report.text[report.furniture[0].end :].strip() == STORY


def test_a_dateline_is_found_behind_a_title_a_byline_and_an_advertisement() -> None:
    text = f"By Jane Doe\n\nAdvertisement\n\nNOVILLE (Agencies) — {STORY}"
    report, _ = from_text(text, Given(title="Shell hits market"))
    assert (report.author, report.dateline) == ("Jane Doe", "NOVILLE (Agencies)")
    assert [piece.kind for piece in report.furniture] == ["byline", "advertisement", "dateline"]


@pytest.mark.parametrize(
    "start",
    [
        "UPDATE: ",
        "WATCH: ",
        "POLICE: ",
        "UN: ",
        "BREAKING — ",
        "Noville – a town of 9,000 – ",
        "The mayor (a doctor): ",
    ],
)
def test_a_label_is_no_dateline(start: str) -> None:
    assert from_text(f"{start}{STORY}", Given())[0].dateline is None


def test_upper_case_words_before_a_dash_are_no_dateline_in_an_upper_case_text() -> None:
    text = "GUERRILLAS ATTACKED NOVILLE -- FOUR PEOPLE WERE KILLED AND NINE WERE WOUNDED IN THE TOWN"
    assert from_text(text, Given())[0].dateline is None


def test_furniture_is_that_of_the_language_of_the_text() -> None:
    report, _ = from_text(
        "Leave a Reply\n\nПо словам губернатора, погибли не менее двенадцати человек.", Given()
    )
    assert (report.language, report.furniture) == ("ru", ())


PIECES = [
    "Shell kills four at market in Noville",
    "By Jane Doe",
    f"NOVILLE (Agencies) — {STORY}",
    "- Four dead\n- Nine wounded",
    STORY,
]
LINES = sorted(line for kind in load("en", "furniture", Pack).kinds for line in kind.lines if "#" not in line)


@law(st.lists(st.tuples(st.integers(0, len(PIECES) - 1), st.sampled_from(LINES)), max_size=6))
def test_furniture_anywhere_adds_nothing_and_loses_nothing(inserted: list[tuple[int, str]]) -> None:
    pieces = [[piece] for piece in PIECES]
    for place, line in inserted:
        pieces[place].insert(0, line.capitalize())
    report, _ = from_text("\n\n".join("\n\n".join(piece) for piece in pieces), Given())
    assert (report.author, report.dateline) == ("Jane Doe", "NOVILLE (Agencies)")
    page = tuple(piece for piece in report.furniture if piece.kind not in ("byline", "dateline"))
    assert without(report.text, page) == "\n\n".join(PIECES)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Published 3 May 2024", "2024-05-03"),
        ("Date: 03.05.2024", None),
        ("Date: 23.05.2024", "2024-05-23"),
        ("Issued on Friday evening, 3 May 2024", "2024-05-03"),
        ("Posted on May 3, 2024 by Jane Doe", "2024-05-03"),
        ("Friday, 3 May 2024, 21:40 GMT", "2024-05-03"),
        ("Posted 3 hours ago", None),
        ("Issued a warning on 3 May 2024 to residents", None),
    ],
)
def test_a_line_that_dates_the_text_gives_its_publication(line: str, published: str | None) -> None:
    text = f"Shell hits market\n\n{line}\n\n{STORY}"
    report, _ = from_text(text, Given())
    assert report.published == published
    assert [(f.kind, text[f.start : f.end]) for f in report.furniture] == (
        [("date", line)] if published else []
    )


def test_what_is_given_goes_before_the_line() -> None:
    report, _ = from_text(f"Published 3 May 2024\n\n{STORY}", Given(published="2024-05-04"))
    assert report.published == "2024-05-04"


def test_the_days_of_a_chronicle_are_no_publication() -> None:
    report, _ = from_text(f"3 May 2024\n\n{STORY}\n\n4 May 2024\n\n{STORY}", Given())
    assert report.published is None
