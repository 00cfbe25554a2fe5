"""Who may publish what and when; records of a ledger, their versions and their tombstones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from time import sleep

import pytest
from msgspec.structs import replace
from tests.recording.told import AGAIN, FLOOD, MARKET, claim_of, incident_of, tell

from tollbook.errors import NamelessError, UsageError
from tollbook.ledger import IncidentQuery, Ledger, open_ledger
from tollbook.model import Chosen, Place, Record
from tollbook.publishing import Project
from tollbook.publishing.checksum import checksum
from tollbook.recording import (
    Signature,
    judge,
    merge,
    set_range,
    set_scope,
    split,
    undo,
)
from tollbook.recording.atlas import GazetteerAtlas
from tollbook.recording.material import last_change
from tollbook.recording.publishing_acts import (
    NOT_FOLLOWED,
    decline,
    latest,
    propose,
    publish,
    withdraw,
    working,
)

ATLAS = GazetteerAtlas()
PROJECT = Project(name="Count", contact="c@example.org", method_card="Card.", risk_note="Note.")
ANA, BEN = Signature("Ana Ruiz", "all claims looked at"), Signature("Ben Okoro", "second look")


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with open_ledger("sqlite://") as opened:
        tell(opened, MARKET, AGAIN)
        for report in ("rpt_a", "rpt_b"):
            judge(opened, claim_of(opened, report).id, "accept", ANA)
        yield opened


def signed(ledger: Ledger, by: Signature, project: Project = PROJECT) -> Record:
    return publish(ledger, incident_of(ledger, "rpt_a"), project, ATLAS, by).record


def published(ledger: Ledger) -> Record | None:
    file = ledger.incident(incident_of(ledger, "rpt_a"))
    return latest(file) if file else None


def test_one_person_composes_and_a_second_publishes(ledger: Ledger) -> None:
    composed = signed(ledger, ANA)
    assert (composed.status, published(ledger)) == ("composed", None)
    record = signed(ledger, BEN)
    assert (record.status, record.review, record.version) == ("published", "second person", 1)
    assert (record.composed_by, record.published_by) == ("Ana Ruiz", "Ben Okoro")
    assert record.checksum == checksum(record)
    assert published(ledger) == record


@pytest.mark.parametrize(
    "name",
    ["Ana Ruiz", "ana  ruiz", " ANA RUIZ ", "Ána Ruíz", "AnaRuiz", "An\u200ba Ruiz", "Ａna Ruiz", "ana.ruiz"],
)
def test_who_composed_does_not_publish(ledger: Ledger, name: str) -> None:
    signed(ledger, ANA)
    with pytest.raises(UsageError, match="a second person publishes it"):
        signed(ledger, replace(ANA, who=name))


def test_what_has_not_changed_is_not_published_again(ledger: Ledger) -> None:
    signed(ledger, ANA)
    record = signed(ledger, BEN)
    before = ledger.verify().entries
    for by in (ANA, BEN):
        act = publish(ledger, incident_of(ledger, "rpt_a"), PROJECT, ATLAS, by)
        assert (act.record, act.unchanged) == (record, True)
    assert ledger.verify().entries == before


def test_a_suggestion_that_is_not_followed_is_told_in_the_changelog_and_changes_nothing_else(
    ledger: Ledger,
) -> None:
    signed(ledger, ANA)
    before = signed(ledger, BEN)
    why = "the list counts two of another strike"
    answered = decline(ledger, before.incident.id, PROJECT, ATLAS, replace(ANA, why=why)).record
    assert (answered.status, published(ledger)) == ("composed", before)
    record = signed(ledger, BEN)
    assert (record.version, record.replaces, record.findings) == (2, before.id, before.findings)
    assert record.changelog[:-1] == before.changelog
    assert (record.changelog[-1].why, record.changelog[-1].changes) == (
        "second look",
        (f"{NOT_FOLLOWED}: {why}",),
    )
    assert publish(ledger, before.incident.id, PROJECT, ATLAS, ANA).unchanged


def test_who_answered_a_suggestion_does_not_publish_the_answer(ledger: Ledger) -> None:
    signed(ledger, ANA)
    name = signed(ledger, BEN).incident.id
    decline(ledger, name, PROJECT, ATLAS, BEN)
    for act in (decline, publish):
        with pytest.raises(UsageError, match="a second person publishes it"):
            act(ledger, name, PROJECT, ATLAS, BEN)


def test_a_suggestion_is_declined_only_where_what_is_public_still_holds(ledger: Ledger) -> None:
    name = incident_of(ledger, "rpt_a")
    with pytest.raises(UsageError, match="is not public as it reads now"):
        decline(ledger, name, PROJECT, ATLAS, ANA)
    signed(ledger, ANA)
    signed(ledger, BEN)
    judge(ledger, claim_of(ledger, "rpt_b").id, "reject", ANA)
    with pytest.raises(UsageError, match="is not public as it reads now"):
        decline(ledger, name, PROJECT, ATLAS, ANA)


def test_an_answer_names_nothing_that_is_held_back(ledger: Ledger) -> None:
    signed(ledger, ANA)
    name = signed(ledger, BEN).incident.id
    answer = replace(ANA, why="Kroll was mistaken")
    with pytest.raises(UsageError, match="names what is held back"):
        decline(ledger, name, replace(PROJECT, never=("Kroll",)), ATLAS, answer)
    decline(ledger, name, PROJECT, ATLAS, answer)
    with pytest.raises(UsageError, match="names what is held back"):
        publish(ledger, name, replace(PROJECT, never=("Kroll",)), ATLAS, BEN)


def test_one_person_alone_answers_a_suggestion_at_once(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tollbook.recording.publishing_acts.QUIET", timedelta(0))
    alone = replace(PROJECT, alone=True)
    name = signed(ledger, ANA, alone).incident.id
    record = decline(ledger, name, alone, ATLAS, replace(ANA, why="counted twice")).record
    assert (record.status, record.version) == ("published", 2)
    assert (record.changelog[-1].why, record.changelog[-1].changes) == ("counted twice", (NOT_FOLLOWED,))


def test_what_was_withdrawn_may_be_published_again_as_it_was(ledger: Ledger) -> None:
    signed(ledger, ANA)
    signed(ledger, BEN)
    withdraw(ledger, incident_of(ledger, "rpt_a"), PROJECT, ATLAS, replace(ANA, why="wrong place"))
    assert signed(ledger, ANA).status == "composed"
    assert signed(ledger, BEN).version == 3


def test_what_changed_since_it_was_composed_is_composed_anew(ledger: Ledger) -> None:
    signed(ledger, ANA)
    judge(ledger, claim_of(ledger, "rpt_b").id, "reject", ANA)
    assert signed(ledger, BEN).status == "composed"
    assert signed(ledger, ANA).status == "published"


def test_one_person_alone_waits_a_day_after_the_last_change(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="24 hours after the last change"):
        signed(ledger, ANA, replace(PROJECT, alone=True))


@pytest.mark.parametrize("line", ["name", "contact", "method_card", "risk_note"])
def test_nothing_is_published_before_the_project_has_said_how_it_works(ledger: Ledger, line: str) -> None:
    with pytest.raises(UsageError, match=line.replace("_", " ")):
        signed(ledger, ANA, replace(PROJECT, **{line: " "}))


def test_publishing_needs_a_name_and_a_reason(ledger: Ledger) -> None:
    with pytest.raises(NamelessError):
        signed(ledger, Signature("", "why"))
    with pytest.raises(UsageError, match="--why"):
        signed(ledger, Signature("Ana Ruiz"))


def test_a_reason_that_names_what_is_held_back_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="names what is held back"):
        signed(ledger, Signature("Ana Ruiz", "Kroll agreed"), replace(PROJECT, never=("Kroll",)))


def test_claims_that_nobody_judged_enter_no_record(ledger: Ledger) -> None:
    record = signed(ledger, ANA)
    assert {claim.measure for claim in record.claims} == {"killed"}
    assert {claim.by.rules for claim in record.claims} == {("accepted",)}


def test_a_working_copy_holds_every_claim_that_is_not_rejected(ledger: Ledger) -> None:
    record = working(ledger, incident_of(ledger, "rpt_a"), PROJECT)
    assert record.status == "working"
    assert {claim.measure for claim in record.claims} == {"killed", "injured"}


def test_the_dry_run_says_where_house_and_record_differ(ledger: Ledger) -> None:
    proposal = propose(ledger, incident_of(ledger, "rpt_a"), PROJECT, ATLAS, datetime.now(UTC))
    assert proposal.differences == (("injured", "5", "nothing"),)


def test_a_range_that_a_person_set_stands_beside_the_finding(ledger: Ledger) -> None:
    own = Chosen(measure="killed", low=4, best=4, high=5)
    set_range(ledger, incident_of(ledger, "rpt_a"), own, ANA)
    record = signed(ledger, ANA)
    assert record.own == (own,)
    assert [finding.measure for finding in record.findings] == ["killed"]


def test_an_incident_outside_of_the_scope_is_not_published(ledger: Ledger) -> None:
    set_scope(ledger, incident_of(ledger, "rpt_a"), False, ANA)
    with pytest.raises(UsageError, match="outside"):
        signed(ledger, ANA)


def test_an_incident_without_accepted_claims_has_nothing_to_publish(ledger: Ledger) -> None:
    for report in ("rpt_a", "rpt_b"):
        judge(ledger, claim_of(ledger, report).id, "unverifiable", ANA)
    with pytest.raises(UsageError, match="nothing to publish"):
        signed(ledger, ANA)


def test_a_correction_is_a_new_version_that_names_the_one_before(ledger: Ledger) -> None:
    signed(ledger, ANA)
    first = signed(ledger, BEN)
    judge(ledger, claim_of(ledger, "rpt_a").id, "reject", ANA)
    signed(ledger, ANA)
    second = signed(ledger, BEN)
    assert (second.version, second.replaces) == (2, first.id)
    assert [line.version for line in second.changelog] == [1, 2]
    assert any(change.startswith("killed: 3 to 4") for change in second.changelog[1].changes)


def test_a_withdrawn_record_stays_as_a_tombstone_with_its_reason(ledger: Ledger) -> None:
    signed(ledger, ANA)
    first = signed(ledger, BEN)
    why = Signature("Ana Ruiz", "two incidents taken for one")
    gone = withdraw(ledger, first.id, PROJECT, ATLAS, why).record
    assert (gone.status, gone.replaces, gone.reason) == ("withdrawn", first.id, "two incidents taken for one")
    assert (gone.findings, gone.claims, gone.incident.place) == ((), (), None)
    assert {line.changes for line in gone.changelog} == {()}
    assert published(ledger) == gone
    with pytest.raises(UsageError, match="nothing of"):
        withdraw(ledger, first.id, PROJECT, ATLAS, Signature("Ana Ruiz", "again"))


def test_a_tombstone_names_nobody_who_is_held_back(ledger: Ledger) -> None:
    signed(ledger, replace(ANA, why="Kroll agreed"))
    first = signed(ledger, replace(BEN, why="Kroll agreed"))
    with pytest.raises(UsageError, match="names what is held back"):
        withdraw(ledger, first.id, PROJECT, ATLAS, Signature("Ana Ruiz", "Ihor Ter asked us to"))
    never = replace(PROJECT, never=("Kroll",))
    gone = withdraw(ledger, first.id, never, ATLAS, Signature("Ana Ruiz", "somebody was named")).record
    assert [line.why for line in gone.changelog] == ["[held back]", "somebody was named"]
    assert gone.checksum == checksum(gone)


def test_what_no_report_tells_of_any_more_can_still_be_withdrawn(ledger: Ledger) -> None:
    signed(ledger, ANA)
    first = signed(ledger, BEN)
    for report in ("rpt_a", "rpt_b"):
        for measure in {claim.measure for claim in getattr(ledger.account(report), "claims", ())}:
            judge(ledger, claim_of(ledger, report, measure).id, "reject", ANA)
    assert withdraw(ledger, first.id, PROJECT, ATLAS, ANA).record.status == "withdrawn"


def test_what_people_merged_or_emptied_since_is_still_listed_with_its_record(ledger: Ledger) -> None:
    signed(ledger, ANA)
    first = signed(ledger, BEN)
    tell(ledger, MARKET, AGAIN, FLOOD)
    merge(ledger, first.incident.id, incident_of(ledger, "rpt_c"), ANA)
    listed = [each.incident.id for each in ledger.incidents(IncidentQuery(recorded=True))]
    assert listed == [first.incident.id]
    assert withdraw(ledger, first.incident.id, PROJECT, ATLAS, ANA).record.status == "withdrawn"


@pytest.mark.parametrize("act", ["accept", "undo", "range", "report", "split"])
def test_one_person_alone_waits_from_every_change(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    incident, said = incident_of(ledger, "rpt_a"), claim_of(ledger, "rpt_a").id
    file = ledger.incident(incident)
    assert file is not None
    before = last_change(ledger, file)
    sleep(0.01)
    if act == "accept":
        judge(ledger, said, "accept", BEN)
    elif act == "undo":
        undo(ledger, ledger.judgements(said)[0].id, BEN)
    elif act == "range":
        set_range(ledger, incident, Chosen(measure="killed", low=4), BEN)
    elif act == "split":
        split(ledger, incident, "rpt_b", BEN)
    else:
        tell(ledger, MARKET, AGAIN, f"{AGAIN} Windows broke.")
    changed = ledger.incident(incident)
    assert changed is not None
    assert last_change(ledger, changed) > before


def test_the_ledger_holds_with_records_in_it(ledger: Ledger) -> None:
    signed(ledger, ANA)
    signed(ledger, BEN)
    assert ledger.verify().problems == ()


@pytest.mark.parametrize(
    ("place", "town"),
    [
        (Place(name="Belgorod", country="Russia", lat=50.6, lon=36.6, precision=1), "Belgorod"),
        (Place(name="50.60 N 36.58 E", country="Russia", lat=50.603, lon=36.581, precision=1), "Belgorod"),
        (Place(name="Nowhere at all", country="Russia"), None),
    ],
)
def test_the_atlas_gives_the_town_that_a_place_is_or_lies_in(place: Place, town: str | None) -> None:
    found = ATLAS.town(place)
    assert (found and found.name) == town


def test_every_step_of_a_published_toll_has_a_root_of_the_record(ledger: Ledger) -> None:
    signed(ledger, ANA)
    record = signed(ledger, BEN)
    steps = [step for course in record.courses for step in course.steps]
    assert steps
    assert {step.root for step in steps} <= {root.id for root in record.roots}
