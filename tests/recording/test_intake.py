"""Reports coming in: linked at a flat cost, as people decided; each incident with its own findings."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from tests.recording.told import AGAIN, ANN, FLOOD, MARKET, hand_in, incident_of, listed, tell, total

from tollbook import pipeline, reading
from tollbook.ledger import IncidentQuery, Ledger, open_ledger
from tollbook.reading import Given, ReadItem
from tollbook.recording import confirm, merge, split, undo
from tollbook.recording.intake import Intake
from tollbook.recording.steps import STAGE_VERSIONS, settings_digest, step

THIRD = "Another man died after Saturday's shells on the market in Kharkiv: 5 killed, the mayor said."
FIRE = "Two people died in Kharkiv on Saturday when a shop caught fire, the mayor said."
SCHOOL = "Shells fell on a school in Kharkiv on Sunday. Seven people were killed, Governor Oleh Syn said."
BACK = (
    "A drone hit a bus in Sumy on Monday and killed 6 people, the governor said.\n\n"
    "On 24 February, a missile killed 11 people in Odesa, the mayor of Odesa said."
)


def test_what_is_noted_is_made_anew_from_the_log() -> None:
    with open_ledger("sqlite://") as ledger:
        tell(ledger, MARKET, FLOOD)
        ledger.forget()
        tell(ledger, MARKET, FLOOD, AGAIN)
        assert incident_of(ledger, "rpt_c") == incident_of(ledger, "rpt_a") != incident_of(ledger, "rpt_b")


def test_no_report_on_another_incident_is_read_for_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_ledger("sqlite://") as ledger:
        tell(ledger, MARKET, FLOOD)
        asked: list[str] = []
        accounts = Ledger.accounts

        def counted(self: Ledger, reports: Iterable[str]) -> object:
            names = list(reports)
            asked.extend(names)
            return accounts(self, names)

        monkeypatch.setattr(Ledger, "accounts", counted)
        monkeypatch.setattr(Ledger, "account", lambda self, report: asked.append(report))
        tell(ledger, MARKET, FLOOD, AGAIN)
        assert asked == ["rpt_a", "rpt_c"]


def test_a_report_goes_where_people_put_those_like_it() -> None:
    with open_ledger("sqlite://") as ledger:
        tell(ledger, MARKET, AGAIN, FLOOD)
        kept, merged = incident_of(ledger, "rpt_c"), incident_of(ledger, "rpt_a")
        merge(ledger, merged, kept, ANN)
        tell(ledger, MARKET, AGAIN, FLOOD, THIRD)
        assert incident_of(ledger, "rpt_d") == kept


def test_undoing_a_merge_takes_back_the_reports_that_came_later_because_of_it() -> None:
    with open_ledger("sqlite://") as ledger:
        tell(ledger, MARKET, FLOOD)
        merged, kept = incident_of(ledger, "rpt_a"), incident_of(ledger, "rpt_b")
        done = merge(ledger, merged, kept, ANN)
        tell(ledger, MARKET, FLOOD, AGAIN)
        assert incident_of(ledger, "rpt_c") == kept
        undone = undo(ledger, done.judgement, ANN)
        assert (incident_of(ledger, "rpt_c"), total(ledger, kept)) == (merged, (9, 9, 9))
        undo(ledger, undone.judgement, ANN)
        assert incident_of(ledger, "rpt_c") == kept


def test_an_event_that_only_just_founded_its_own_incident_is_listed_until_a_person_decides() -> None:
    with open_ledger("sqlite://") as ledger:
        tell(ledger, FIRE, SCHOOL)
        fire, school = incident_of(ledger, "rpt_a"), incident_of(ledger, "rpt_b")
        (near,) = ledger.unsure(10)
        assert (near.incident, near.score) == (school, None)
        assert near.near
        assert (near.near.incident, near.near.score < 0.5) == (fire, True)
        assert near.near.evidence_for
        merged = merge(ledger, school, fire, ANN)
        assert ledger.unsure(10) == ()
        undo(ledger, merged.judgement, ANN)
        assert len(ledger.unsure(10)) == 1
        confirm(ledger, near.id, ANN)
        assert ledger.unsure(10) == ()


def test_a_changed_text_leaves_a_report_where_a_person_put_it() -> None:
    with open_ledger("sqlite://") as ledger:
        tell(ledger, MARKET, AGAIN)
        split(ledger, incident_of(ledger, "rpt_a"), "rpt_b", ANN)
        alone = incident_of(ledger, "rpt_b")
        tell(ledger, MARKET, AGAIN.replace("Four", "Five"))
        assert incident_of(ledger, "rpt_b") == alone != incident_of(ledger, "rpt_a")
        assert total(ledger, alone) == (5, 5, 5)
        assert ledger.verify().problems == ()


def test_another_text_at_a_known_address_is_a_capture_of_the_same_report() -> None:
    url = "https://post.example/kharkiv"
    with open_ledger("sqlite://") as ledger:
        intake = Intake(ledger)
        ids = []
        for text in (MARKET, MARKET.replace("Three", "Four")):
            report, problems = reading.from_text(text, Given(url=url, published="2024-03-03"))
            named = intake.identified(report)
            taken = intake.take(pipeline.told(ReadItem(named, problems)), text.encode())
            ids.append(named.id)
        assert ids[0] == ids[1]
        assert taken.changed is not None
        assert [claim.count.low for claim in (*taken.changed.gone, *taken.changed.new)] == [3, 4]
        assert len(ledger.captures(url)) == 2


def test_the_front_page_of_a_site_is_no_address_of_a_report() -> None:
    with open_ledger("sqlite://") as ledger:
        intake = Intake(ledger)
        for text in (MARKET, FLOOD):
            report, problems = reading.from_text(text, Given(url="https://post.example/"))
            intake.take(pipeline.told(ReadItem(intake.identified(report), problems)), text.encode())
        assert len(ledger.reports()) == 2


def test_an_incident_that_a_report_tells_of_beside_its_own_has_its_findings() -> None:
    with open_ledger("sqlite://") as ledger:
        tell(ledger, BACK)
        found = {
            finding.best: finding.incident
            for each in ledger.incidents(IncidentQuery())
            for finding in each.findings
            if finding.measure == "killed"
        }
        assert set(found) == {6, 11}
        assert len(set(found.values())) == 2


def test_roots_and_conflicts_of_two_incidents_never_share_an_id() -> None:
    with open_ledger("sqlite://") as ledger:
        tell(ledger, AGAIN, AGAIN.replace("Four", "Five"))
        split(ledger, incident_of(ledger, "rpt_a"), "rpt_b", ANN)
        one, other = (ledger.incident(incident_of(ledger, name)) for name in ("rpt_a", "rpt_b"))
        assert one
        assert other
        assert one.incident != other.incident
        assert [root.name for root in one.reconciliation.roots]
        ids = [root.id for file in (one, other) for root in file.reconciliation.roots]
        assert len(ids) == len(set(ids))
        used = {name for finding in one.reconciliation.findings for name in finding.roots}
        assert used <= {root.id for root in one.reconciliation.roots}


def test_incidents_are_concluded_after_some_reports_and_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tollbook.recording.intake.TOGETHER", 2)
    with open_ledger("sqlite://") as ledger:
        intake = Intake(ledger)
        hand_in(intake, MARKET)
        name = incident_of(ledger, "rpt_a")
        assert (listed(ledger), total(ledger, name)) == ({name}, None)
        hand_in(intake, MARKET, AGAIN)
        assert total(ledger, name) == (3, None, 4)
        hand_in(intake, MARKET, AGAIN, THIRD)
        assert total(ledger, name) == (3, None, 4)
        intake.finish()
        assert total(ledger, name) == (3, None, 5)


def test_a_large_incident_is_concluded_when_it_has_grown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tollbook.recording.intake.TOGETHER", 1)
    monkeypatch.setattr("tollbook.recording.intake.SMALL", 1)
    with open_ledger("sqlite://") as ledger:
        hand_in(Intake(ledger), MARKET, AGAIN)
        name = incident_of(ledger, "rpt_a")
        assert total(ledger, name) == (3, 3, 3)


def test_a_start_concludes_what_a_stopped_run_left_open() -> None:
    with open_ledger("sqlite://") as ledger:
        hand_in(Intake(ledger), MARKET, AGAIN, FLOOD)
        market, flood = incident_of(ledger, "rpt_a"), incident_of(ledger, "rpt_c")
        assert (total(ledger, market), total(ledger, flood)) == (None, None)
        Intake(ledger)
        assert (total(ledger, market), total(ledger, flood)) == ((3, None, 4), (9, 9, 9))
        assert ledger.verify().problems == ()


@pytest.mark.parametrize("maker", STAGE_VERSIONS)
def test_a_step_says_commit_version_and_settings(maker: str) -> None:
    made = step(maker)
    assert (made.stage_version, len(made.settings or "")) == (STAGE_VERSIONS[maker], 16)
    assert made.commit is None or len(made.commit) == 40


def test_the_digest_of_settings_does_not_depend_on_their_order() -> None:
    assert settings_digest({"a": 1, "b": 2}) == settings_digest({"b": 2, "a": 1}) != settings_digest({"a": 1})
