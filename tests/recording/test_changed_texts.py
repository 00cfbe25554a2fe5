"""A text that changes: a judgement stays with its words, and a report with the incident it was judged in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.recording.told import ANN, MARKET, claim_of, counting, incident_of, quoted, tell, total

from tollbook import pipeline, reading, recording
from tollbook.errors import UsageError
from tollbook.ledger import Ledger, open_ledger
from tollbook.model import Claim
from tollbook.publishing import Project
from tollbook.reading import Given, ReadItem
from tollbook.recording.atlas import GazetteerAtlas
from tollbook.recording.intake import Intake, Taken
from tollbook.recording.publishing_acts import publish

BLAST = "A bomb went off in Vitkov on Sunday, killing 14 people, the governor said."
LATER = BLAST.replace("14", "19")
HURT = "Doctors said that 6 people were injured."


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with open_ledger("sqlite://") as opened:
        yield opened


def take(ledger: Ledger, text: str, name: str = "rpt_a") -> Taken:
    """Take a text in as the one that a report has now."""
    report, problems = reading.from_text(text, Given(published="2024-03-03"))
    intake = Intake(ledger)
    told = pipeline.told(ReadItem(replace(report, id=name), problems))
    taken = intake.take(told, text.encode())
    intake.finish()
    return taken


def state(ledger: Ledger, claim: Claim) -> str:
    return recording.states(ledger, [claim.id])[claim.id]


def test_an_acceptance_never_moves_to_another_number(ledger: Ledger) -> None:
    take(ledger, BLAST)
    fourteen = claim_of(ledger, "rpt_a")
    judgement = recording.judge(ledger, fourteen.id, "accept", ANN).judgement
    taken = take(ledger, LATER)
    nineteen = claim_of(ledger, "rpt_a")
    assert (nineteen.count.low, nineteen.evidence.start) == (19, fourteen.evidence.start)
    assert state(ledger, nineteen) == "unseen"
    assert [(each.judgement.id, each.claim, each.around[0]) for each in taken.gone] == [
        (judgement, fourteen, "A bomb went off in Vitkov on Sunday, killing ")
    ]
    assert ledger.gone() == taken.gone
    assert ledger.verify().problems == ()


def test_a_correction_of_words_that_are_gone_counts_no_more(ledger: Ledger) -> None:
    take(ledger, BLAST)
    claim = claim_of(ledger, "rpt_a")
    recording.judge(ledger, claim.id, "correct", ANN, correction=counting(claim, 15))
    incident = incident_of(ledger, "rpt_a")
    assert total(ledger, incident) == (15, 15, 15)
    take(ledger, LATER)
    assert total(ledger, incident) == (19, 19, 19)
    with pytest.raises(UsageError, match="are gone"):
        recording.judge(ledger, claim.id, "reject", ANN)


def test_words_elsewhere_leave_a_claim_accepted_wherever_it_stands_now(ledger: Ledger) -> None:
    take(ledger, f"{BLAST} {HURT}")
    killed, hurt = claim_of(ledger, "rpt_a"), claim_of(ledger, "rpt_a", "injured")
    for claim in (killed, hurt):
        recording.judge(ledger, claim.id, "accept", ANN)
    taken = take(ledger, f"Rain fell all day. {LATER} {HURT}")
    now = claim_of(ledger, "rpt_a", "injured")
    assert now.evidence.start > hurt.evidence.start
    assert (state(ledger, now), state(ledger, claim_of(ledger, "rpt_a"))) == ("accepted", "unseen")
    assert ([each.id for each in taken.judged], [each.claim for each in taken.gone]) == ([now.id], [killed])
    assert ledger.verify().problems == ()


def test_a_correction_goes_where_its_words_stand_now(ledger: Ledger) -> None:
    take(ledger, f"{BLAST} {HURT}")
    hurt = claim_of(ledger, "rpt_a", "injured")
    recording.judge(ledger, hurt.id, "correct", ANN, correction=counting(hurt, 7))
    text = f"{LATER} Rain fell all day. {HURT}"
    take(ledger, text)
    account = recording.standing_account(ledger, "rpt_a")
    assert account
    now = next(claim for claim in account.claims if claim.measure == "injured")
    assert (now.count.low, text[now.evidence.start : now.evidence.end]) == (7, "6 people")


def test_a_text_that_comes_back_brings_the_judgements_on_it_back(ledger: Ledger) -> None:
    take(ledger, BLAST)
    claim = claim_of(ledger, "rpt_a")
    recording.judge(ledger, claim.id, "accept", ANN)
    take(ledger, LATER)
    take(ledger, BLAST)
    assert state(ledger, claim_of(ledger, "rpt_a")) == "accepted"
    assert ledger.gone() == ()


def test_a_claim_added_by_hand_moves_with_its_sentence_and_goes_with_it(ledger: Ledger) -> None:
    first = f"{BLAST} The two brothers were never seen again."
    take(ledger, first)
    claim = claim_of(ledger, "rpt_a")
    mine = replace(claim, measure="missing", evidence=quoted(first, "two brothers"))
    recording.add_claim(ledger, "rpt_a", counting(mine, 2), ANN)
    incident = incident_of(ledger, "rpt_a")
    second = f"Rain fell. {first}"
    take(ledger, second)
    (added,) = ledger.by_hand("rpt_a")
    assert second[added.evidence.start : added.evidence.end] == "two brothers"
    assert total(ledger, incident, "missing") == (2, 2, 2)
    take(ledger, BLAST)
    assert (ledger.by_hand("rpt_a"), total(ledger, incident, "missing")) == ((), None)
    assert [each.claim.evidence.quote for each in ledger.gone()] == ["two brothers"]
    assert ledger.verify().problems == ()
    before = ledger.gone()
    ledger.rebuild()
    assert (ledger.by_hand("rpt_a"), ledger.gone()) == ((), before)


def test_what_is_gone_waits_until_it_is_taken_back_or_all_of_the_new_text_is_judged(ledger: Ledger) -> None:
    take(ledger, BLAST)
    first = recording.judge(ledger, claim_of(ledger, "rpt_a").id, "accept", ANN).judgement
    take(ledger, f"{LATER} {HURT}")
    undone = recording.undo(ledger, first, ANN).judgement
    assert ledger.gone() == ()
    recording.undo(ledger, undone, ANN)
    recording.judge(ledger, claim_of(ledger, "rpt_a").id, "accept", ANN)
    assert len(ledger.gone()) == 1
    recording.judge(ledger, claim_of(ledger, "rpt_a", "injured").id, "accept", ANN)
    assert (ledger.gone(), len(ledger.gone("rpt_a"))) == ((), 1)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([14, 15, 19]), min_size=2, max_size=4), st.booleans())
def test_however_a_text_changes_an_accepted_claim_reads_as_it_was_accepted(
    numbers: list[int], moved: bool
) -> None:
    with open_ledger("sqlite://") as ledger:
        accepted: dict[str, int | None] = {}
        for turn, number in enumerate(numbers):
            take(ledger, "Rain fell. " * (turn if moved else 0) + BLAST.replace("14", str(number)))
            claim = claim_of(ledger, "rpt_a")
            assert accepted.setdefault(claim.id, claim.count.low) == claim.count.low
            assert (state(ledger, claim) == "accepted") == (number in numbers[:turn])
            recording.judge(ledger, claim.id, "accept", ANN)


FAR = "A mine killed 3 people near Izmail on Saturday, police said. The mine lay on a road."


def test_a_report_stays_where_it_was_judged_though_its_new_text_leads_elsewhere(ledger: Ledger) -> None:
    tell(ledger, MARKET, MARKET.replace("Three", "Four"))
    home = incident_of(ledger, "rpt_a")
    assert incident_of(ledger, "rpt_b") == home
    recording.judge(ledger, claim_of(ledger, "rpt_b").id, "accept", ANN)
    (move,) = take(ledger, FAR, "rpt_b").moves
    assert (move.was, move.now, move.stays) == (home, home, True)
    assert incident_of(ledger, "rpt_b") == home
    assert move.link in {link.id for link in ledger.unsure(10)}
    recording.confirm(ledger, move.link, ANN)
    assert ledger.unsure(10) == ()
    assert incident_of(ledger, "rpt_b") == home


def test_a_report_of_a_published_incident_stays_though_nobody_judged_it(ledger: Ledger) -> None:
    tell(ledger, MARKET, MARKET.replace("Three", "Four"))
    home = incident_of(ledger, "rpt_a")
    recording.judge(ledger, claim_of(ledger, "rpt_a").id, "accept", ANN)
    project = Project(name="Count", contact="c@example.org", method_card="Card.", risk_note="Note.")
    for by in (ANN, replace(ANN, who="Bo Lind")):
        publish(ledger, home, project, GazetteerAtlas(), by)
    (move,) = take(ledger, FAR, "rpt_b").moves
    assert (move.was, move.stays, incident_of(ledger, "rpt_b")) == (home, True, home)


def test_a_report_that_nobody_judged_goes_where_its_new_text_leads_and_that_is_said(ledger: Ledger) -> None:
    tell(ledger, MARKET, MARKET.replace("Three", "Four"))
    home = incident_of(ledger, "rpt_a")
    (move,) = take(ledger, FAR, "rpt_b").moves
    assert (move.was, move.now == incident_of(ledger, "rpt_b"), move.stays) == (home, True, False)
    assert incident_of(ledger, "rpt_b") != home
