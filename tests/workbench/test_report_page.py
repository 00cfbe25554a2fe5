"""The report page: what it shows of a report, and what people do to claims on it."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from httpx import Response
from msgspec.structs import replace
from starlette.testclient import TestClient
from tests.recording.told import AGAIN, FLOOD, claim_of, tell

from tollbook import pipeline, reading
from tollbook.ledger import Ledger, open_ledger
from tollbook.reading import Given, ReadItem
from tollbook.recording import Signature, judge, states
from tollbook.recording.intake import Intake
from tollbook.settings import Settings
from tollbook.workbench import app
from tollbook.workbench.pages import report
from tollbook.workbench.pages.report import Ask, ReportPage, report_page

HIT = (
    "Governor Oleh Syn said that three people were killed and 5 injured when shells hit a market in Kharkiv."
)
SCRIPT = "<script>alert(1)</script>"
HOSTILE = f"Shells killed 7 people in Kharkiv on Saturday, {SCRIPT} said the mayor."
TWICE = (
    "Shells hit Kharkiv on Saturday. Two children were killed, the paper writes.\n\n"
    "Governor Oleh Syn said that three children were killed in the shelling."
)
BOB = Signature("Bob Reed", "I called the morgue")


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of four reports, made once; each test has a copy."""
    made = tmp_path_factory.mktemp("told") / "toll.db"
    with open_ledger(made) as ledger:
        tell(ledger, HIT, AGAIN, FLOOD, TWICE)
    return made


@pytest.fixture
def path(made_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made_once, tmp_path / "toll.db"))


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with open_ledger(path) as opened:
        yield opened


@pytest.fixture
def browser(path: Path) -> Iterator[TestClient]:
    with TestClient(app(path, Settings(name="Ann Okoye")), base_url="http://127.0.0.1") as client:
        yield client


def take(ledger: Ledger, name: str, text: str, **facts: str) -> None:
    """Take one more report in under a name, with what is known of it."""
    told, problems = reading.from_text(text, Given(published="2024-03-03"))
    Intake(ledger).take(pipeline.told(ReadItem(replace(told, id=name, **facts), problems)), text.encode())


def page_of(ledger: Ledger, name: str = "rpt_a") -> ReportPage:
    page = report_page(ledger, name, Ask())
    assert page is not None
    return page


def fields_of(html: str) -> dict[str, str]:
    """The form for a claim as the browser would send it, with a reason where there is none yet."""
    form = html[html.index('id="claim-form"') :]
    form = form[: form.index("</form>")]
    found = dict(
        re.findall(r'<input (?:type="hidden" )?(?:id="[\w-]+" )?name="(\w+)" [^>]*?value="([^"]*)"', form)
    )
    for name, options in re.findall(r'<select [^>]*name="(\w+)">(.*?)</select>', form, re.DOTALL):
        found[name] = "".join(re.findall(r'value="(\w+)" selected', options))
    found |= dict(re.findall(r'<textarea [^>]*name="(\w+)"[^>]*>(.*?)</textarea>', form, re.DOTALL))
    return {name: unescape(value) for name, value in found.items()} | {"why": found["why"] or "I read it"}


def press(browser: TestClient, html: str, verdict: str, why: str = "") -> Response:
    """Press the first button that begins with a verdict."""
    order = unescape(re.findall(rf'name="judge" value="({verdict} [^"]*)"', html)[0])
    token = re.findall(r'name="csrf" value="([^"]*)"', html)[0]
    answer: Response = browser.post("/reports/rpt_a/judge", data={"csrf": token, "judge": order, "why": why})
    return answer


def test_the_page_shows_the_text_as_it_is_with_each_claim_marked(ledger: Ledger) -> None:
    page = page_of(ledger)
    assert "".join(each.text for each in page.text) == HIT
    marked = {claim: each.text for each in page.text for claim in each.opens}
    assert [(row.label, row.count, marked[row.id], row.speaker, row.state) for row in page.claims] == [
        ("Killed", "3", "three people", "Governor Oleh Syn", "proposed"),
        ("Injured", "5", "5", "Governor Oleh Syn", "proposed"),
    ]


def test_words_of_a_statement_have_the_line_of_their_speaker(ledger: Ledger) -> None:
    page = page_of(ledger)
    assert [(voice.name, voice.style) for voice in page.voices] == [("Governor Oleh Syn", "voice-1")]
    said = "".join(each.text for each in page.text if "say voice-1" in each.style)
    assert said.startswith("that three people were killed")


def test_figures_of_one_text_that_do_not_add_up_are_told_and_drawn(
    ledger: Ledger, browser: TestClient
) -> None:
    page = page_of(ledger, "rpt_d")
    inside = [each for each in page.conflicts if not each.elsewhere]
    assert [(each.quotes, each.open) for each in inside] == [(("Two children", "three children"), True)]
    line = f'data-line="{" ".join(each.id for each in page.claims)}"'
    html = browser.get("/reports/rpt_d").text
    assert line in html
    assert "these figures do not add up" in html


def test_script_in_a_text_or_a_title_is_shown_and_not_run(ledger: Ledger, browser: TestClient) -> None:
    take(ledger, "hostile", HOSTILE, title=SCRIPT, outlet=SCRIPT, url="javascript:alert(1)")
    answer = browser.get("/reports/hostile")
    assert answer.status_code == 200
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text
    assert "<script>alert" not in answer.text
    assert "javascript:" not in answer.text
    assert not re.search(r"<[^>]+ (style|on\w+)=", answer.text)


def test_accepting_and_undoing_say_who_and_why(ledger: Ledger, browser: TestClient) -> None:
    claim = claim_of(ledger, "rpt_a")
    answer = press(browser, browser.get("/reports/rpt_a").text, "accept", "two papers say so")
    assert states(ledger, [claim.id]) == {claim.id: "accepted"}
    row = page_of(ledger).claims[0]
    assert [(each.what, each.who, each.why) for each in row.decisions] == [
        ("accepted", "Ann Okoye", "two papers say so")
    ]
    press(browser, answer.text, "undo")
    assert states(ledger, [claim.id]) == {claim.id: "unseen"}


@pytest.mark.parametrize(("verdict", "state"), [("reject", "rejected"), ("unverifiable", "unverifiable")])
def test_a_claim_that_was_put_aside_stays_on_the_page(
    ledger: Ledger, browser: TestClient, verdict: str, state: str
) -> None:
    press(browser, browser.get("/reports/rpt_a").text, verdict)
    assert [row.state for row in page_of(ledger).claims] == [state, "proposed"]


def test_a_correction_keeps_the_old_value_in_sight(ledger: Ledger, browser: TestClient) -> None:
    claim = claim_of(ledger, "rpt_a")
    fields = fields_of(browser.get(f"/reports/rpt_a?claim={claim.id}").text)
    fields |= {"low": "4", "high": "4", "group": "civilian", "speaker": "Governor Oleh Syn", "why": "misread"}
    answer = browser.post("/reports/rpt_a/claim", data=fields)
    assert answer.status_code == 200
    row = page_of(ledger).claims[0]
    assert (row.count, row.group, row.state) == ("4", "civilians", "corrected")
    assert row.was == "killed 3, “three people”, said by Governor Oleh Syn"
    assert row.was in unescape(re.sub(r"<[^>]+>", "", answer.text))
    assert "Ann Okoye" in answer.text


def test_a_form_sent_untouched_changes_nothing_of_the_claim(ledger: Ledger, browser: TestClient) -> None:
    claim = claim_of(ledger, "rpt_a")
    browser.post("/reports/rpt_a/claim", data=fields_of(browser.get(f"/reports/rpt_a?claim={claim.id}").text))
    corrected = ledger.judgements(claim.id)[-1].correction
    assert corrected is not None
    assert replace(corrected, by=claim.by) == claim


def test_the_claim_that_is_corrected_is_marked_in_the_text(ledger: Ledger, browser: TestClient) -> None:
    claim = claim_of(ledger, "rpt_a")
    marked = re.findall(
        r'<a class="claim [^"]*edited" href="#([^"]+)"', browser.get(f"/reports/rpt_a?claim={claim.id}").text
    )
    assert marked == [claim.id]


def test_other_words_may_be_chosen_for_a_claim(ledger: Ledger, browser: TestClient) -> None:
    claim = claim_of(ledger, "rpt_a")
    fields = fields_of(browser.get(f"/reports/rpt_a?claim={claim.id}").text)
    browser.post("/reports/rpt_a/claim", data=fields | {"quote": "three  people\r\nwere killed"})
    assert page_of(ledger).claims[0].quote == "three people were killed"


def test_who_comes_second_is_told_sees_both_and_loses_nothing(ledger: Ledger, browser: TestClient) -> None:
    claim = claim_of(ledger, "rpt_a")
    fields = fields_of(browser.get(f"/reports/rpt_a?claim={claim.id}").text)
    judge(
        ledger, claim.id, "correct", BOB, correction=replace(claim, count=replace(claim.count, low=6, high=6))
    )
    typed = fields | {"low": "4", "high": "5", "group": "civilian", "why": "the hospital says so"}
    answer = browser.post("/reports/rpt_a/claim", data=typed)
    assert answer.status_code == 409
    assert "Somebody else changed this claim meanwhile" in answer.text
    assert "Bob Reed" in answer.text
    assert "I called the morgue" in answer.text
    again = fields_of(answer.text)
    kept = ("quote", "low", "high", "group", "why")
    assert {name: again[name] for name in kept} == {name: typed[name] for name in kept}
    assert browser.post("/reports/rpt_a/claim", data=again).status_code == 200
    assert page_of(ledger).claims[0].count == "4 to 5"


def test_a_button_pressed_on_what_changed_meanwhile_decides_nothing(
    ledger: Ledger, browser: TestClient
) -> None:
    claim = claim_of(ledger, "rpt_a")
    seen = browser.get("/reports/rpt_a").text
    judge(ledger, claim.id, "reject", BOB)
    answer = press(browser, seen, "accept", "it says so")
    assert answer.status_code == 409
    assert {"Bob Reed", 'value="it says so"'} <= {*re.findall(r'Bob Reed|value="it says so"', answer.text)}
    assert states(ledger, [claim.id]) == {claim.id: "rejected"}


def test_a_claim_is_added_by_hand(ledger: Ledger, browser: TestClient) -> None:
    fields = fields_of(browser.get("/reports/rpt_a?add=1").text)
    fields |= {"quote": "a market", "measure": "damaged", "unit": "market", "low": "1", "high": "1"}
    assert browser.post("/reports/rpt_a/claim", data=fields).status_code == 200
    row = page_of(ledger).claims[-1]
    assert (row.label, row.count, row.quote, row.state) == ("Damaged", "1", "a market", "added")
    assert (row.confidence, row.decisions[0].who) == ("by hand", "Ann Okoye")


def test_all_claims_that_nobody_judged_are_accepted_and_that_is_undone(
    ledger: Ledger, browser: TestClient
) -> None:
    page = browser.get("/reports/rpt_a").text
    shown = re.search(r'name="all" value="([^"]+)"', page)
    assert shown
    names = shown[1].split()[::2]
    sent = {
        "csrf": fields_of(browser.get("/reports/rpt_a?add=1").text)["csrf"],
        "judge": "accept-all",
        "all": shown[1],
        "why": "read",
    }
    answer = browser.post("/reports/rpt_a/judge", data=sent)
    assert set(states(ledger, names).values()) == {"accepted"}
    undo = re.search(r'value="(undo-all [^"]+)"', answer.text)
    assert undo
    assert browser.post("/reports/rpt_a/judge", data=sent).status_code == 409
    browser.post("/reports/rpt_a/judge", data=sent | {"judge": undo[1]})
    assert set(states(ledger, names).values()) == {"unseen"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"quote": "nowhere"}, "These words do not stand in the report"),
        ({"quote": " "}, "No words were chosen"),
        ({"low": "many"}, "The low end is a number"),
        ({"low": "9", "high": "2"}, "The low end is above the high end"),
        ({"low": "", "high": ""}, "A claim states a count"),
        ({"measure": "rumours"}, "is no measure"),
        ({"why": ""}, "Say why"),
        ({"group": "Ünter"}, "is no group; there are adult, child"),
    ],
)
def test_what_does_not_fit_is_told_and_what_was_typed_stays(
    ledger: Ledger, browser: TestClient, typed: dict[str, str], told: str
) -> None:
    fields = fields_of(browser.get(f"/reports/rpt_a?claim={claim_of(ledger, 'rpt_a').id}").text)
    answer = browser.post("/reports/rpt_a/claim", data=fields | {"speaker": "kept words"} | typed)
    assert answer.status_code == 422
    assert told in unescape(answer.text)
    assert fields_of(answer.text)["speaker"] == "kept words"


def test_a_forged_form_stores_nothing(ledger: Ledger, browser: TestClient) -> None:
    claim = claim_of(ledger, "rpt_a")
    answer = browser.post("/reports/rpt_a/judge", data={"csrf": "made up", "judge": f"accept {claim.id}"})
    assert answer.status_code == 403
    assert states(ledger, [claim.id]) == {claim.id: "unseen"}


def test_a_claim_of_another_report_is_not_judged_here(ledger: Ledger, browser: TestClient) -> None:
    token = fields_of(browser.get("/reports/rpt_a?add=1").text)["csrf"]
    other = claim_of(ledger, "rpt_b").id
    answer = browser.post("/reports/rpt_a/judge", data={"csrf": token, "judge": f"accept {other}"})
    assert (answer.status_code, states(ledger, [other])) == (422, {other: "unseen"})


@pytest.mark.parametrize("address", ["/reports/rpt_none", "/reports/", "/reports/%00", "/trace/fnd_none"])
def test_an_unknown_id_is_said_not_to_be_there(browser: TestClient, address: str) -> None:
    assert browser.get(address).status_code == 404


def test_a_text_from_right_to_left_says_so(ledger: Ledger, browser: TestClient) -> None:
    take(ledger, "arabic", "قتل 12 شخصا في القصف يوم السبت، بحسب وزارة الصحة.", language="ar")
    html = browser.get("/reports/arabic").text
    assert 'lang="ar" dir="rtl"' in html
    assert "وزارة الصحة" in html


def test_a_translation_stands_beside_its_original(ledger: Ledger, browser: TestClient) -> None:
    text = "قتل 12 شخصا في القصف يوم السبت."
    take(ledger, "arabic", text, language="ar")
    archive = "https://archive.example.org/1"
    take(ledger, "english", "12 people were killed on Saturday.", translation_of="arabic", archive=archive)
    html = browser.get("/reports/english").text
    assert f'lang="ar" dir="rtl">{text}</div>' in html
    assert 'href="/reports/arabic">the original' in html
    assert f'href="{archive}"' in html
    assert 'href="/reports/english">its translation</a>' in browser.get("/reports/arabic").text
    assert "its translation" not in html


def test_a_claim_is_added_to_a_report_in_a_language_that_is_not_read(
    ledger: Ledger, browser: TestClient
) -> None:
    take(ledger, "arabic", "قتل 12 شخصا في القصف يوم السبت.", language="ar")
    fields = fields_of(browser.get("/reports/arabic?add=1").text)
    fields |= {"quote": "12 شخصا", "low": "12", "high": "12"}
    assert browser.post("/reports/arabic/claim", data=fields).status_code == 200
    assert [(row.count, row.quote) for row in page_of(ledger, "arabic").claims] == [("12", "12 شخصا")]


def test_what_changed_between_captures_is_shown(ledger: Ledger) -> None:
    address = {"url": "https://paper.example.org/market"}
    take(ledger, "first", "Shells killed 7 people in Sumy on Saturday.", captured="2024-03-03", **address)
    take(ledger, "second", "Shells killed 8 people in Sumy on Saturday.", captured="2024-03-04", **address)
    shown = page_of(ledger, "second").captures
    assert [(each.older, each.newer, each.kept) for each in shown] == [("3 Mar 2024", "4 Mar 2024", 0)]
    assert [words.partition(",")[0] for words in (*shown[0].gone, *shown[0].new)] == ["killed 7", "killed 8"]


def test_a_report_with_very_many_claims_tells_some_at_once_and_leads_to_the_others(
    ledger: Ledger, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "MOST_CARDS", 1)
    first, second = claim_of(ledger, "rpt_a"), claim_of(ledger, "rpt_a", "injured")
    page = page_of(ledger)
    assert ([row.id for row in page.claims], page.total, page.after) == ([first.id], 2, second.id)
    html = browser.get("/reports/rpt_a").text
    assert f'href="?at={second.id}#{second.id}"' in html
    assert f'id="{second.id}"' in browser.get(f"/reports/rpt_a?at={second.id}").text


def test_a_large_report_stays_quick_and_its_page_small(ledger: Ledger, browser: TestClient) -> None:
    text = f"{HIT}\n\n" + "The council met about the road and the school again. " * 3800
    take(ledger, "large", text)
    browser.get("/reports/large")
    begun = time.perf_counter()
    answer = browser.get("/reports/large")
    assert time.perf_counter() - begun < 1.0
    assert len(text) > 200_000
    assert len(answer.content) < 1.25 * len(text)
