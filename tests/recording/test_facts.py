"""A person puts place, date or kind of an incident right: lists and records use it; it can be undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.recording.told import AGAIN, ANN, FLOOD, MARKET, claim_of, hand_in, incident_of, tell

from tollbook.errors import UsageError
from tollbook.ledger import IncidentQuery, Ledger, open_ledger
from tollbook.ledger.log import IncidentFile
from tollbook.model import Facts, Settled
from tollbook.publishing import Project
from tollbook.recording import Signature, judge, merge, set_facts, undo
from tollbook.recording.facts import fact_words, kinds, typed_facts
from tollbook.recording.intake import Intake
from tollbook.recording.publishing_acts import working

BO = Signature("Bo Lind", "the second sentence")


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with open_ledger("sqlite://") as opened:
        tell(opened, MARKET, FLOOD)
        yield opened


def file_of(ledger: Ledger, report: str = "rpt_a") -> IncidentFile:
    file = ledger.incident(incident_of(ledger, report))
    assert file
    return file


def told(ledger: Ledger) -> tuple[str | None, str | None, str | None]:
    """Give place, first day and kind of the market's incident."""
    incident = file_of(ledger).incident
    return (
        incident.place.name if incident.place else None,
        incident.date.start if incident.date else None,
        incident.kind,
    )


def put(ledger: Ledger, by: Signature = ANN, **typed: str) -> str:
    return set_facts(ledger, incident_of(ledger, "rpt_a"), typed_facts(typed), by).judgement


def test_place_date_and_kind_are_put_right_and_come_back_when_that_is_undone(ledger: Ledger) -> None:
    before = told(ledger)
    done = put(ledger, place="Poltava", date="2024-03-01", kind="Grenade")
    assert told(ledger) == ("Poltava", "2024-03-01", "Explosions/Remote violence / Grenade")
    machine = file_of(ledger).machine
    assert machine
    assert (machine.place and machine.place.name, machine.date and machine.date.start, machine.kind) == before
    undo(ledger, done, ANN)
    assert (told(ledger), file_of(ledger).machine) == (before, None)
    assert ledger.verify().problems == ()


def test_what_is_not_named_stays_and_the_last_word_on_each_holds(ledger: Ledger) -> None:
    _, day, kind = told(ledger)
    put(ledger, place="Poltava")
    put(ledger, BO, place="Sumy")
    assert told(ledger) == ("Sumy", day, kind)
    put(ledger, BO, date="unknown")
    assert told(ledger) == ("Sumy", None, kind)
    assert len(file_of(ledger).judgements) == 3


def test_a_new_report_and_a_rebuild_leave_it_as_the_person_put_it(ledger: Ledger) -> None:
    put(ledger, place="Poltava")
    intake = Intake(ledger)
    hand_in(intake, MARKET, FLOOD, AGAIN)
    intake.finish()
    assert (told(ledger)[0], len(file_of(ledger).reports)) == ("Poltava", 2)
    ledger.rebuild()
    assert told(ledger)[0] == "Poltava"


def test_the_list_finds_the_incident_where_and_when_the_person_put_it(ledger: Ledger) -> None:
    put(ledger, place="Poltava", date="2023-05-06")
    for query in (IncidentQuery(place="Poltava"), IncidentQuery(until="2023-06-01")):
        assert [each.incident.id for each in ledger.incidents(query)] == [incident_of(ledger, "rpt_a")]
    assert ledger.incidents(IncidentQuery(place="Kharkiv")) == ()


def test_a_record_is_of_the_place_and_day_that_the_person_gave(ledger: Ledger) -> None:
    judge(ledger, claim_of(ledger, "rpt_a").id, "accept", ANN)
    put(ledger, place="Poltava", date="2024-03-01")
    project = Project(name="Count", contact="c@example.org", method_card="Card.", risk_note="Note.")
    incident = working(ledger, incident_of(ledger, "rpt_a"), project).incident
    assert incident.place
    assert incident.date
    assert (incident.place.name, incident.date.start) == ("Poltava", "2024-03-01")
    assert not isinstance(incident, Settled)


def test_the_trace_of_an_incident_says_who_decided(ledger: Ledger) -> None:
    done = put(ledger, place="Poltava")
    trace = ledger.trace(incident_of(ledger, "rpt_a"))
    assert trace
    assert done in {line.subject for line in trace.back}
    assert isinstance(trace.here.noun, Settled)
    assert trace.here.noun.decided_by == (done,)


def test_an_incident_that_reports_left_keeps_what_people_decided_and_gives_it_back(ledger: Ledger) -> None:
    market, flood = incident_of(ledger, "rpt_a"), incident_of(ledger, "rpt_b")
    before = told(ledger)[0]
    done = put(ledger, place="Poltava")
    merged = merge(ledger, market, flood, ANN).judgement
    undo(ledger, done, ANN)
    undo(ledger, merged, ANN)
    assert (told(ledger)[0], file_of(ledger).machine) == (before, None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "say what should be otherwise"),
        ({"place": "Springfield"}, "name its division too: Springfield, "),
        ({"place": "Qqwwx"}, "give its position too"),
        ({"place": "Qqwwx", "at": "north"}, "is no position"),
        ({"at": "1, 2"}, "needs the name of its place"),
        ({"date": "last week"}, "write it as 2026-01-31"),
        ({"date": "2024-02-30"}, "is no date"),
        ({"date": "2024-03-02/2024-03-01"}, "ends before it begins"),
        ({"kind": "quarrel"}, "there are Accident / "),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_to_type(typed: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        typed_facts(typed)


def test_a_town_is_meant_before_a_division_of_its_name_and_a_division_by_its_word() -> None:
    assert fact_words(typed_facts({"place": "Kharkiv"}))["place"].startswith("Kharkiv, ")
    assert fact_words(typed_facts({"place": "kharkiv oblast"}))["place"] == "Kharkiv Oblast, Ukraine"
    assert "Illinois" in fact_words(typed_facts({"place": "Springfield, Illinois"}))["place"]


def test_a_place_that_no_gazetteer_knows_has_the_position_that_was_typed() -> None:
    place = typed_facts({"place": "Upper Mill, Vale, Norland", "at": "49.1 36.25"}).place
    assert place
    assert (place.name, place.admin1, place.country) == ("Upper Mill", "Vale", "Norland")
    assert (place.lat, place.lon) == (49.1, 36.25)


@pytest.mark.parametrize(
    ("typed", "start", "end", "precision"),
    [
        ("2024-02-03", "2024-02-03", "2024-02-03", "day"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("2024-02-03/2024-02-05", "2024-02-03", "2024-02-05", "period"),
    ],
)
def test_a_date_is_a_day_a_month_a_year_or_a_stretch(
    typed: str, start: str, end: str, precision: str
) -> None:
    when = typed_facts({"date": typed}).date
    assert when
    assert (when.start, when.end, when.precision) == (start, end, precision)


def test_the_library_refuses_a_kind_that_there_is_not(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="is no kind of incident"):
        set_facts(ledger, incident_of(ledger, "rpt_a"), Facts(kind="Quarrel"), ANN)
    assert "Battles / Armed clash" in kinds()
