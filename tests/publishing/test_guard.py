"""What of an incident becomes public, and what is held back and why."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from tests.publishing.made import (
    DAY,
    LATER,
    PROJECT,
    claim,
    finding,
    guarded,
    material,
)

from tollbook.model import Attribution, Conflict, Report, Responsible, Root, Span
from tollbook.publishing import Guarded


def held(found: Guarded) -> set[str]:
    return {each.what for each in found.held}


def test_a_village_is_shown_as_the_centre_of_its_district() -> None:
    found = guarded(material([claim(1, 12)], [finding(12)]))
    place = found.record.incident.place
    assert place is not None
    assert (place.name, place.lat, place.precision, place.evidence) == ("Ashfield District", 41.3, 3, None)
    assert found.record.claims[0].place == place
    assert "the exact place" in held(found)


def test_under_embargo_only_the_region_is_shown_and_the_dry_run_says_until_when() -> None:
    found = guarded(material([claim(1, 12)], [finding(12)]), now=datetime(2024, 5, 3, tzinfo=UTC))
    place = found.record.incident.place
    assert place is not None
    assert (place.name, place.precision) == ("Northmark", 4)
    assert [each.why for each in found.held if each.what == "the exact place"][:1] == [
        "under embargo until 2024-05-05 00:00 UTC"
    ]


def test_where_no_time_is_known_the_embargo_has_no_end() -> None:
    report = Report(id="rpt_00000001", text="x", checksum="0" * 64)
    made = material([claim(1, 12)], [finding(12)], incident={"date": None}, report=report)
    place = guarded(made, now=LATER).record.incident.place
    assert place is not None
    assert place.name == "Northmark"


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("the Northmark governor", "official", "the Northmark governor"),
        ("Governor Ada Kroll", "official", "Governor"),
        ("the Ministry of Emergency Situations", "official", "the Ministry of Emergency Situations"),
        ("the office of Ada Kroll", "official", "the office"),
        ("the mayor of the town, Ada Kroll", "official", "the mayor of the town"),
        ("Ada Kroll", "official", "an official"),
        ("Ada Kroll of Harbour Watch", "ngo", "an aid or rights organisation"),
        ("Ada Kroll of Doctors Without Borders", "ngo", "Doctors Without Borders"),
        ("Ada Kroll", "outlet", "a news outlet"),
        ("Emily Post", "monitor", "a monitor"),
        ("Brig. Gen. A. B. Kroll", "military", "a military source"),
        ("MAYOR KROLL", "official", "MAYOR"),
        ("the Northmark Relief Committee", "ngo", "the Northmark Relief Committee"),
        ("Dr Ilya Marsh, a surgeon", "hospital or morgue", "a medic"),
        ("Olga Reed, who lives nearby", "resident", "a resident"),
        ("Olga Reed, the victim's sister", "official", "a relative"),
        ("Tomas Lind, a local reporter", "outlet", "a reporter"),
        ("Tomas Lind", None, "a source that is not named here"),
        ("Doctors Without Borders", "ngo", "Doctors Without Borders"),
    ],
)
def test_offices_and_bodies_are_named_and_persons_appear_by_role(name: str, kind: str, shown: str) -> None:
    said = replace(claim(1, 12), speaker=Attribution(id="spk_1", name=name, kind=kind))
    root = Root(id="root_office", name=name, kind=kind, claims=("clm_0001",), reports=("rpt_00000001",))
    found = guarded(material([said], [finding(12)], roots=(root,)))
    assert [each.name for each in found.record.roots] == [shown]
    assert found.record.claims[0].speaker is not None
    assert found.record.claims[0].speaker.name == shown


@pytest.mark.parametrize(
    ("listed", "shown"),
    [((), "Governor"), (("Ada Kroll",), "Governor Ada Kroll"), (("Bo Kroll",), "Governor")],
)
def test_a_person_is_named_only_where_the_project_lists_an_office_holder(
    listed: tuple[str, ...], shown: str
) -> None:
    said = replace(claim(1, 12), speaker=Attribution(id="spk_1", name="Governor Ada Kroll", kind="official"))
    found = guarded(material([said], [finding(12)]), replace(PROJECT, office_holders=listed))
    assert found.record.claims[0].speaker is not None
    assert found.record.claims[0].speaker.name == shown


def test_a_listed_office_holder_who_speaks_as_a_witness_is_not_named() -> None:
    said = replace(claim(1, 12), speaker=Attribution(id="spk_1", name="Ada Kroll, a witness", kind="witness"))
    found = guarded(material([said], [finding(12)]), replace(PROJECT, office_holders=("Ada Kroll",)))
    assert found.record.claims[0].speaker is not None
    assert found.record.claims[0].speaker.name == "a witness"


def test_in_a_text_without_capitals_a_small_word_may_be_a_name_too() -> None:
    text = "governor ada kroll said twelve people were killed in the shelling of the old town. " * 4
    report = Report(id="rpt_00000001", text=text, checksum="0" * 64, published="2024-05-01T12:00:00+00:00")
    said = replace(claim(1, 12), speaker=Attribution(id="spk_1", name="governor ada kroll", kind="official"))
    found = guarded(material([said], [finding(12)], report=report))
    assert found.record.claims[0].speaker is not None
    assert found.record.claims[0].speaker.name == "governor"


def test_who_is_reported_responsible_stays_according_to_an_office_without_its_holder() -> None:
    words = Span(start=0, end=4, quote="they")
    told = Responsible(value="the Arvanian army", according_to="Governor Ada Kroll", evidence=words)
    said = replace(claim(1, 12), speaker=Attribution(id="spk_1", name="Governor Ada Kroll", kind="official"))
    made = material([said], [finding(12)], incident={"responsible": (told,)})
    shown = guarded(made, replace(PROJECT, parties=("the Arvanian army",))).record.incident.responsible
    assert [each.according_to for each in shown] == ["Governor"]


@pytest.mark.parametrize(
    ("via", "shown"),
    [
        ("Reuters", "Reuters"),
        ("TASS news agency", "TASS news agency"),
        ("Arvania Post", "Arvania Post"),
        ("Olga Reed", None),
    ],
)
def test_a_channel_is_named_and_a_person_who_passed_a_figure_on_is_not(via: str, shown: str | None) -> None:
    found = guarded(material([replace(claim(1, 12), via=via)], [finding(12)]))
    assert found.record.claims[0].via == shown


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("twelve people", "twelve people"),
        ("At least 12 people", "At least 12 people"),
        ("Twenty-four people", "Twenty-four people"),
        ("Olga Reed and 11 others", ""),
        ("12 people who had come to the market of the old town to buy bread", ""),
    ],
)
def test_count_words_alone_are_shown_and_only_if_no_name_is_among_them(quote: str, shown: str) -> None:
    found = guarded(material([claim(1, 12, quote=quote)], [finding(12)]))
    assert found.record.claims[0].evidence.quote == shown
    assert found.record.claims[0].count.text == shown
    assert found.record.claims[0].count.low == 12


def test_the_address_of_a_source_is_cut_to_its_host_where_it_may_name_somebody() -> None:
    report = Report(
        id="rpt_00000001", text="Anna Kroll died in Lower Ashfield.", checksum="0" * 64,
        url="https://post.example.org/2024/anna-kroll-killed", published="2024-05-01T12:00:00+00:00",
    )  # fmt: skip
    found = guarded(material([claim(1, 12)], [finding(12)], report=report))
    assert found.record.reports[0].url == "https://post.example.org/"


def test_an_id_that_people_gave_to_a_report_is_replaced() -> None:
    report = Report(id="kroll-family", text="x", published="2024-05-01T12:00:00+00:00", checksum="0" * 64)
    said = replace(claim(1, 12), report="kroll-family")
    found = guarded(material([said], [finding(12)], report=report))
    assert found.record.reports[0].id.startswith("rpt_")
    assert found.record.claims[0].report == found.record.reports[0].id


def test_a_private_source_is_not_named() -> None:
    project = replace(PROJECT, private_sources=("Arvania Post",))
    found = guarded(material([claim(1, 12)], [finding(12)]), project)
    assert (found.record.reports[0].outlet, found.record.reports[0].url) == (None, None)


def test_launched_and_intercepted_stay_in_the_house() -> None:
    said = [claim(1, 12), replace(claim(2, 30, measure="launched"), unit="missile")]
    found = guarded(material(said, [finding(12)]))
    assert {each.measure for each in found.record.claims} == {"killed"}
    assert "military counts" in held(found)


def test_military_losses_stay_in_the_house() -> None:
    said = [claim(1, 12), replace(claim(2, 30, measure="destroyed"), unit="tank")]
    found = guarded(material(said, [finding(12)]))
    assert {each.unit for each in found.record.claims} == {"person"}


def test_a_measure_that_counts_fighters_only_is_held_back_unless_the_project_shows_them() -> None:
    made = material([claim(1, 12, "combatant")], [finding(12), finding(12, "combatant")])
    assert guarded(made).record.findings == ()
    shown = guarded(made, replace(PROJECT, combatants=True)).record
    assert [each.group for each in shown.findings] == [(), ("combatant",)]


def test_a_measure_with_an_undecided_claim_inside_its_range_is_held_back() -> None:
    made = material([claim(1, 12)], [finding(12)], undecided=(claim(2, 12, quote="a dozen"),))
    found = guarded(made)
    assert found.record.findings == ()
    assert ("killed", "nobody has judged yet a claim that lies inside its range") in {
        (each.what, each.why) for each in found.held
    }


def test_nobody_is_named_as_responsible_but_the_parties_that_the_project_names() -> None:
    words = Span(start=0, end=4, quote="they")
    told = (
        Responsible(value="Anna Kroll", evidence=words),
        Responsible(value="the Arvanian army", according_to="the Northmark governor", evidence=words),
    )
    made = material([claim(1, 12)], [finding(12)], incident={"responsible": told})
    project = replace(PROJECT, parties=("The Arvanian Army",))
    shown = guarded(made, project).record.incident.responsible
    assert [(each.value, each.evidence.quote) for each in shown] == [("The Arvanian Army", "")]


def test_a_conflict_is_told_anew_from_what_is_shown() -> None:
    said = [claim(1, 12), claim(2, 15, quote="Anna Kroll and 14 more")]
    clash = Conflict(
        id="cnf_1", claims=("clm_0001", "clm_0002"), kind="disagreement", within_report=True, rule="r",
        why="“12 people” killed and “Anna Kroll and 14 more” killed",
        repairs=("if 15 not 12 (“Anna Kroll”)",),
    )  # fmt: skip
    (shown,) = guarded(material(said, [finding(12)], conflicts=(clash,))).record.conflicts
    assert shown.why == "“12 people” killed and “15” killed: these figures do not add up."
    assert shown.repairs == ("if 15 not 12",)


def test_words_that_the_project_never_shows_are_taken_out_of_every_field() -> None:
    project = replace(PROJECT, never=("Post",))
    assert guarded(material([claim(1, 12)], [finding(12)]), project).record.reports[0].outlet == "[held back]"


@pytest.mark.parametrize(("basis", "shown"), [("hospital", "hospital"), ("Kroll's notebook", None)])
def test_a_basis_is_one_of_those_that_are_known_and_no_words_of_people(basis: str, shown: str | None) -> None:
    made = material([replace(claim(1, 12), basis=basis)], [finding(12)])
    assert guarded(made).record.claims[0].basis == shown


def test_what_is_withheld_is_named_in_the_record_without_what_it_is() -> None:
    lines = guarded(material([claim(1, 12)], [finding(12)])).record.withheld
    assert [each.what for each in lines] == ["the exact place"]
    assert "Lower Ashfield" not in repr(lines)


def test_the_record_keeps_the_incident_and_its_day() -> None:
    shown = guarded(material([claim(1, 12)], [finding(12)])).record.incident
    assert (shown.id, shown.date, shown.claims) == ("inc_1", DAY, ("clm_0001",))
