"""What people do to a ledger: every act is signed, takes effect at once, and can be undone exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import pytest
from msgspec.structs import replace
from tests.recording.told import (
    AGAIN,
    ANN,
    EARLIER,
    FLOOD,
    MARKET,
    ROAD,
    claim_of,
    counting,
    incident_of,
    listed,
    quoted,
    tell,
    total,
)

from tollbook.errors import ChangedError, NamelessError, UsageError
from tollbook.ledger import Ledger, open_ledger
from tollbook.model import By, Chosen, Count
from tollbook.recording import (
    Done,
    Signature,
    accept_all,
    accepted_with,
    add_claim,
    confirm,
    judge,
    merge,
    set_range,
    set_scope,
    split,
    states,
    undo,
    undo_all,
    unseen_of,
)
from tollbook.recording.standing import standing

Act = Callable[[Ledger, str], Done]
"""What somebody does to an incident of which they saw an entry."""


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with open_ledger("sqlite://") as opened:
        tell(opened, MARKET, AGAIN, FLOOD)
        yield opened


def everything(ledger: Ledger) -> object:
    """What holds of every incident and link, without judgements and steps."""
    files = [ledger.incident(name) for name in sorted(listed(ledger))]
    return [(f.incident, f.links, f.claims, f.reconciliation) for f in files if f], ledger.links()


def test_an_accepted_claim_is_seen_and_changes_no_finding(ledger: Ledger) -> None:
    claim, market = claim_of(ledger, "rpt_a"), incident_of(ledger, "rpt_a")
    before = total(ledger, market)
    done = judge(ledger, claim.id, "accept", ANN)
    assert (states(ledger, [claim.id]), done.entries) == ({claim.id: "accepted"}, 1)
    assert total(ledger, market) == before == (3, None, 4)


def test_a_rejected_claim_leaves_the_findings(ledger: Ledger) -> None:
    claim, market = claim_of(ledger, "rpt_a"), incident_of(ledger, "rpt_a")
    done = judge(ledger, claim.id, "reject", ANN)
    assert (done.incidents, total(ledger, market)) == ((market,), (4, 4, 4))


def test_a_corrected_claim_counts_as_corrected_and_keeps_its_id(ledger: Ledger) -> None:
    claim, market = claim_of(ledger, "rpt_a"), incident_of(ledger, "rpt_a")
    judge(ledger, claim.id, "correct", ANN, correction=counting(claim, 6))
    assert total(ledger, market) == (4, None, 6)
    file = ledger.incident(market)
    assert file is not None
    assert {each.count.low for each in standing(file).claims if each.id == claim.id} == {6}


def test_a_corrected_claim_that_is_then_accepted_stays_corrected(ledger: Ledger) -> None:
    claim, market = claim_of(ledger, "rpt_a"), incident_of(ledger, "rpt_a")
    judge(ledger, claim.id, "correct", ANN, correction=counting(claim, 6))
    judge(ledger, claim.id, "accept", Signature("Bo Lind"))
    assert (states(ledger, [claim.id])[claim.id], total(ledger, market)) == ("accepted", (4, None, 6))


def test_a_claim_about_another_incident_changes_that_one(ledger: Ledger) -> None:
    flood = incident_of(ledger, "rpt_c")
    tell(ledger, MARKET, AGAIN, FLOOD, f"{ROAD} {EARLIER}")
    name = next(each.incident or "" for each in ledger.links(["rpt_d"]) if each.event != "evt_1")
    account = ledger.account("rpt_d")
    assert account is not None
    claim = next(each for each in account.claims if each.count.low == 6)
    judge(ledger, claim.id, "correct", ANN, correction=counting(claim, 8))
    assert name not in (flood, incident_of(ledger, "rpt_d"))
    assert (total(ledger, name), total(ledger, incident_of(ledger, "rpt_d"))) == ((8, 8, 8), (2, 2, 2))


def test_an_unverifiable_claim_is_marked_and_still_counts(ledger: Ledger) -> None:
    claim, market = claim_of(ledger, "rpt_a"), incident_of(ledger, "rpt_a")
    judge(ledger, claim.id, "unverifiable", ANN)
    assert (states(ledger, [claim.id])[claim.id], total(ledger, market)) == ("unverifiable", (3, None, 4))


def test_an_incident_of_which_every_claim_is_rejected_has_no_findings(ledger: Ledger) -> None:
    flood = incident_of(ledger, "rpt_c")
    judge(ledger, claim_of(ledger, "rpt_c").id, "reject", ANN)
    assert total(ledger, flood) is None


def test_a_claim_made_by_hand_counts_among_the_others(ledger: Ledger) -> None:
    flood = incident_of(ledger, "rpt_c")
    claim = replace(
        claim_of(ledger, "rpt_c"),
        measure="injured",
        count=Count(low=2, high=2, text="flood"),
        evidence=quoted(FLOOD, "A flood"),
        by=By(rules=("guess",), confidence=0.1),
    )
    done = add_claim(ledger, "rpt_c", claim, ANN)
    assert total(ledger, flood, "injured") == (2, 2, 2)
    file = ledger.incident(flood)
    assert file is not None
    assert [each.by for each in file.claims if each.measure == "injured"] == [
        By(rules=("by hand",), confidence=1.0)
    ]
    undo(ledger, done.judgement, ANN)
    assert total(ledger, flood, "injured") is None
    assert ledger.verify().problems == ()


def test_a_claim_made_by_hand_gives_a_report_without_claims_an_incident(ledger: Ledger) -> None:
    quiet = "A quiet Sunday passed in Lutsk. The choir sang."
    tell(ledger, MARKET, AGAIN, FLOOD, quiet)
    assert ledger.links(["rpt_d"]) == ()
    quote = quoted(quiet, "The choir")
    claim = replace(claim_of(ledger, "rpt_c"), measure="injured", count=Count(low=4, high=4, text="Four"))
    done = add_claim(ledger, "rpt_d", replace(claim, evidence=quote, place=None, incident=None), ANN)
    assert total(ledger, incident_of(ledger, "rpt_d"), "injured") == (4, 4, 4)
    before = listed(ledger)
    undo(ledger, done.judgement, ANN)
    assert listed(ledger) == before - set(done.incidents)


def test_a_split_concludes_both_incidents_anew(ledger: Ledger) -> None:
    market = incident_of(ledger, "rpt_a")
    done = split(ledger, market, "rpt_b", ANN)
    alone = incident_of(ledger, "rpt_b")
    assert alone != market
    assert set(done.incidents) == {market, alone}
    assert (total(ledger, market), total(ledger, alone)) == ((3, 3, 3), (4, 4, 4))


def test_a_confirmed_link_is_settled_and_can_lead_elsewhere(ledger: Ledger) -> None:
    market, flood = incident_of(ledger, "rpt_a"), incident_of(ledger, "rpt_c")
    link = next(each for each in ledger.links(["rpt_b"]))
    done = confirm(ledger, link.id, ANN)
    held = ledger.links([link.id])[0]
    assert (held.incident, held.machine, held.decided_by) == (market, market, done.judgement)
    assert held.evidence_for == link.evidence_for
    confirm(ledger, link.id, ANN, into=flood)
    assert (incident_of(ledger, "rpt_b"), total(ledger, market)) == (flood, (3, 3, 3))


def test_a_merge_keeps_both_ids_and_one_points_to_the_other(ledger: Ledger) -> None:
    market, flood = incident_of(ledger, "rpt_a"), incident_of(ledger, "rpt_c")
    merge(ledger, flood, market, ANN)
    file = ledger.incident(flood)
    assert file is not None
    assert (file.merged_into, file.links, total(ledger, flood)) == (market, (), None)
    assert (listed(ledger), incident_of(ledger, "rpt_c")) == ({market}, market)
    with pytest.raises(UsageError, match=f"goes by {market}"):
        merge(ledger, market, flood, ANN)


def test_reports_that_come_later_obey_a_merge_and_a_split(ledger: Ledger) -> None:
    market, flood = incident_of(ledger, "rpt_a"), incident_of(ledger, "rpt_c")
    merged = merge(ledger, flood, market, ANN)
    later = f"{FLOOD} The river fell on Sunday."
    tell(ledger, MARKET, AGAIN, FLOOD, later)
    assert incident_of(ledger, "rpt_d") == market
    undo(ledger, merged.judgement, ANN)
    split(ledger, incident_of(ledger, "rpt_d"), "rpt_d", ANN)
    alone = incident_of(ledger, "rpt_d")
    assert alone not in (market, flood)
    tell(ledger, MARKET, AGAIN, FLOOD, later, f"{later} Its banks held.")
    assert incident_of(ledger, "rpt_d") == alone


def test_a_range_stands_beside_the_finding(ledger: Ledger) -> None:
    market = incident_of(ledger, "rpt_a")
    before = total(ledger, market)
    set_range(ledger, market, Chosen(measure="killed", low=2, high=9), ANN)
    set_range(ledger, market, Chosen(measure="killed", low=3, best=4, high=5), ANN)
    set_range(ledger, market, Chosen(measure="injured", concluded=False), ANN)
    file = ledger.incident(market)
    assert file is not None
    chosen = [each.chosen for each in standing(file).ranges if each.chosen]
    assert [(each.measure, each.low, each.high, each.concluded) for each in chosen] == [
        ("killed", 3, 5, True),
        ("injured", None, None, False),
    ]
    assert total(ledger, market) == before


def test_an_act_says_which_numbers_it_changed(ledger: Ledger) -> None:
    market = incident_of(ledger, "rpt_a")
    claim = claim_of(ledger, "rpt_b")
    done = judge(ledger, claim.id, "correct", ANN, correction=counting(claim, 6))
    changed = {each.now.measure: each for each in done.changes if each.now and not each.now.group}
    assert set(changed) == {"killed"}
    was, now = changed["killed"].before, changed["killed"].now
    assert was
    assert now
    assert (changed["killed"].incident, was.high, now.high) == (market, 4, 6)
    back = undo(ledger, done.judgement, ANN).changes
    assert [(each.before and each.before.high, each.now and each.now.high) for each in back] == [(6, 4)]
    assert judge(ledger, claim.id, "accept", ANN).changes == ()


def test_all_claims_of_a_report_or_incident_are_accepted_and_that_is_undone_at_once(ledger: Ledger) -> None:
    market = incident_of(ledger, "rpt_a")
    judge(ledger, claim_of(ledger, "rpt_a").id, "reject", ANN)
    waiting = [claim.id for claim in unseen_of(ledger, market)]
    assert len(waiting) == 2
    done = accept_all(ledger, dict.fromkeys(waiting), ANN)
    assert set(states(ledger, waiting).values()) == {"accepted"}
    assert states(ledger, [claim_of(ledger, "rpt_a").id])[claim_of(ledger, "rpt_a").id] == "rejected"
    assert unseen_of(ledger, "rpt_b") == ()
    assert set(accepted_with(ledger, done.judgements[1])) == set(done.judgements)
    undo_all(ledger, accepted_with(ledger, done.judgement), BO)
    assert set(states(ledger, waiting).values()) == {"unseen"}
    with pytest.raises(UsageError, match="nothing to accept"):
        accept_all(ledger, {}, ANN)


def test_several_claims_are_accepted_all_or_none(ledger: Ledger) -> None:
    one, other = claim_of(ledger, "rpt_a").id, claim_of(ledger, "rpt_b").id
    seen = ledger.seen([one, other])
    judge(ledger, other, "unverifiable", BO)
    with pytest.raises(ChangedError):
        accept_all(ledger, seen, ANN)
    assert states(ledger, [one])[one] == "unseen"


def test_an_incident_is_put_out_of_scope_for_a_reason(ledger: Ledger) -> None:
    flood = incident_of(ledger, "rpt_c")
    with pytest.raises(UsageError, match="--why"):
        set_scope(ledger, flood, False, Signature("Ann Okoye"))
    set_scope(ledger, flood, False, Signature("Ann Okoye", "no armed violence"))
    file = ledger.incident(flood)
    assert file is not None
    scope = standing(file).scope
    assert scope is not None
    assert (scope.verdict, scope.why) == ("outside", "no armed violence")


def reject(ledger: Ledger) -> Done:
    return judge(ledger, claim_of(ledger, "rpt_a").id, "reject", ANN)


def correct(ledger: Ledger) -> Done:
    claim = claim_of(ledger, "rpt_a")
    return judge(ledger, claim.id, "correct", ANN, correction=counting(claim, 8))


def take_apart(ledger: Ledger) -> Done:
    return split(ledger, incident_of(ledger, "rpt_a"), "rpt_b", ANN)


def put_together(ledger: Ledger) -> Done:
    return merge(ledger, incident_of(ledger, "rpt_c"), incident_of(ledger, "rpt_a"), ANN)


def settle(ledger: Ledger) -> Done:
    return confirm(ledger, ledger.links(["rpt_b"])[0].id, ANN)


@pytest.mark.parametrize("act", [reject, correct, take_apart, put_together, settle])
def test_undo_restores_exactly_what_was_and_undoing_it_brings_it_back(
    ledger: Ledger, act: Callable[[Ledger], Done]
) -> None:
    before = everything(ledger)
    done = act(ledger)
    after = everything(ledger)
    undoing = undo(ledger, done.judgement, ANN)
    assert everything(ledger) == before != after
    undo(ledger, undoing.judgement, ANN)
    assert everything(ledger) == after
    ledger.rebuild()
    assert everything(ledger) == after
    assert ledger.verify().problems == ()


def test_what_is_undone_cannot_be_undone_again(ledger: Ledger) -> None:
    done = reject(ledger)
    undo(ledger, done.judgement, ANN)
    with pytest.raises(UsageError, match="undone already"):
        undo(ledger, done.judgement, ANN)


def test_what_somebody_else_judged_meanwhile_is_refused_and_nothing_is_written(ledger: Ledger) -> None:
    claim = claim_of(ledger, "rpt_a")
    seen = ledger.seen([claim.id])[claim.id]
    judge(ledger, claim.id, "accept", ANN, seen=seen)
    end = ledger.verify().hash
    with pytest.raises(ChangedError):
        judge(ledger, claim.id, "reject", Signature("Bo Lind"), seen=seen)
    assert ledger.verify().hash == end
    judge(ledger, claim.id, "reject", Signature("Bo Lind"), seen=ledger.seen([claim.id])[claim.id])
    assert states(ledger, [claim.id])[claim.id] == "rejected"


CHOSEN = Chosen(measure="killed", low=1, high=2)
BO = Signature("Bo Lind", "I counted anew")
ON_INCIDENTS: dict[str, tuple[Act, Act]] = {
    "set a range, and put out of scope": (
        lambda ledger, seen: set_scope(ledger, incident_of(ledger, "rpt_a"), False, ANN, seen=seen),
        lambda ledger, seen: set_range(ledger, incident_of(ledger, "rpt_a"), CHOSEN, BO, seen=seen),
    ),
    "put out of scope, and set a range": (
        lambda ledger, seen: set_range(ledger, incident_of(ledger, "rpt_a"), CHOSEN, ANN, seen=seen),
        lambda ledger, seen: set_scope(ledger, incident_of(ledger, "rpt_a"), False, BO, seen=seen),
    ),
    "put out of scope, and merge": (
        lambda ledger, seen: set_scope(ledger, incident_of(ledger, "rpt_a"), False, ANN, seen=seen),
        lambda ledger, seen: merge(
            ledger, incident_of(ledger, "rpt_a"), incident_of(ledger, "rpt_c"), BO, seen=seen
        ),
    ),
}
"""What a first and a second person do to one incident that both saw in the same state."""


@pytest.mark.parametrize(("first", "second"), ON_INCIDENTS.values(), ids=ON_INCIDENTS)
def test_of_two_acts_on_an_incident_that_both_saw_alike_the_second_is_refused(
    ledger: Ledger, first: Act, second: Act
) -> None:
    incident = incident_of(ledger, "rpt_a")
    seen = ledger.seen([incident])[incident]
    first(ledger, seen)
    end = ledger.verify().hash
    with pytest.raises(ChangedError):
        second(ledger, seen)
    assert ledger.verify().hash == end
    second(ledger, ledger.seen([incident])[incident])
    assert ledger.verify().hash != end


def test_of_two_acts_on_a_link_that_both_saw_alike_the_second_is_refused(ledger: Ledger) -> None:
    link = next(each for each in ledger.links(["rpt_b"]) if each.incident)
    incident, seen = link.incident or "", ledger.seen([link.id])[link.id]
    confirm(ledger, link.id, ANN, seen=seen)
    with pytest.raises(ChangedError):
        split(ledger, incident, link.id, BO, seen=seen)
    now = ledger.seen([link.id])[link.id]
    split(ledger, incident, link.id, BO, seen=now)
    with pytest.raises(ChangedError):
        confirm(ledger, link.id, ANN, seen=now)


def test_what_somebody_else_undid_meanwhile_is_told_as_changed(ledger: Ledger) -> None:
    done = reject(ledger).judgement
    seen = ledger.seen([done])[done]
    undo(ledger, done, ANN, seen=seen)
    with pytest.raises(ChangedError):
        undo(ledger, done, BO, seen=seen)


def test_nobody_acts_without_a_name(ledger: Ledger) -> None:
    with pytest.raises(NamelessError, match="--as NAME"):
        judge(ledger, claim_of(ledger, "rpt_a").id, "accept", Signature(" "))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"measure": "wronged"}, "no measure"),
        ({"unit": "Olha Bondar"}, "its unit is person"),
        ({"measure": "damaged", "unit": "Olha Bondar"}, "no unit"),
        ({"measure": "damaged", "unit": "person"}, "name the unit"),
        ({"measure": "damaged", "unit": "house", "group": ("child",)}, "have no group"),
        ({"group": ("chld",)}, "no group; there are adult, child, elderly"),
        ({"count": Count(low=5, high=3, text="x")}, "none below"),
        ({"evidence": quoted("Olha wept", "wept")}, "quote does not stand"),
        ({"incident": "evt_7"}, "tells of no evt_7"),
        ({"scope": "Olha"}, "no scope; there are event, background, cumulative"),
        ({"status": "perhaps"}, "no status; there are asserted, possible, denied"),
    ],
)
def test_a_correction_that_does_not_fit_is_refused(
    ledger: Ledger, changed: dict[str, object], told: str
) -> None:
    claim = claim_of(ledger, "rpt_a")
    with pytest.raises(UsageError, match=told):
        judge(ledger, claim.id, "correct", ANN, correction=replace(claim, **changed))


def test_no_word_of_a_person_enters_the_chain(ledger: Ledger) -> None:
    claim = claim_of(ledger, "rpt_a")
    judge(ledger, claim.id, "correct", ANN, correction=counting(claim, 8))
    set_scope(ledger, incident_of(ledger, "rpt_c"), True, ANN)
    set_range(ledger, incident_of(ledger, "rpt_a"), Chosen(measure="killed", low=2), ANN)
    chain = msgspec.json.encode(ledger.entries()).decode()
    for word in ("Okoye", "hospital", "Three people", "Ihor", "Kharkiv"):
        assert word not in chain


def test_a_moment_is_kept_in_utc_and_nothing_else_passes_for_one(ledger: Ledger) -> None:
    claim = claim_of(ledger, "rpt_a")
    judge(ledger, claim.id, "accept", replace(ANN, when="2026-02-03T12:00:00+02:00"))
    assert ledger.judgements(claim.id)[0].when == "2026-02-03T10:00:00+00:00"
    with pytest.raises(UsageError, match="no moment"):
        judge(ledger, claim.id, "accept", replace(ANN, when="when Olha came"))
