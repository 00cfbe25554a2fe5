"""Incidents that grow report by report, and people who confirm, move, merge, split and undo."""

from __future__ import annotations

import itertools

import pytest
from tests.linking.told import drawn, ferry, market, market_again

from tollbook.linking import Linker, link
from tollbook.linking.decisions import link_id
from tollbook.model import Judgement, Report, Verdict

CLOCK = itertools.count()


def judged(target: str, verdict: Verdict, other: str | None = None) -> Judgement:
    """A judgement of Ada's; each is later than the one before."""
    return Judgement(
        id=f"jdg_{next(CLOCK)}",
        target=target,
        other=other,
        verdict=verdict,
        who="Ada",
        when="2031-04-01T00:00Z",
    )


def a_linker(*judgements: Judgement) -> Linker:
    """The ferry, the market and the market again, linked in this order."""
    linker = Linker(judgements=judgements)
    for account in (ferry(), market(), market_again()):
        linker.add(drawn(account))
    return linker


def incident(linker: Linker, report: str) -> str | None:
    """The incident of a report's main event."""
    return linker.link(report, "evt_1").incident


def test_reports_on_one_incident_are_linked_with_score_and_evidence() -> None:
    linker = a_linker()
    found = linker.link("again", "evt_1")
    assert found.incident == incident(linker, "market") != incident(linker, "ferry")
    assert found.score is not None
    assert found.score > 0.5
    assert found.evidence_for


def test_the_report_that_founds_an_incident_has_no_score() -> None:
    assert a_linker().link("market", "evt_1").score is None


def test_adding_a_report_again_changes_nothing() -> None:
    linker = a_linker()
    before = linker.links()
    linker.add(drawn(market_again()))
    assert linker.links() == before


def test_ids_of_incidents_and_links_do_not_depend_on_the_run() -> None:
    assert a_linker().links() == a_linker().links()


def test_new_reports_link_to_what_was_linked_before_without_their_texts() -> None:
    old = drawn(market())
    linker = Linker(past=[(old, "inc_kept")])
    assert linker.add(drawn(market_again())).incident == "inc_kept"


def test_a_person_takes_a_report_out_of_an_incident() -> None:
    joined = incident(a_linker(), "again")
    linker = a_linker(judged("again", "different", joined))
    assert incident(linker, "again") not in (joined, incident(linker, "ferry"))
    assert linker.link("again", "evt_1").score is None


def test_a_rejected_link_is_undone() -> None:
    linker = a_linker(judged(link_id("again", "evt_1"), "reject"))
    assert incident(linker, "again") != incident(linker, "market")


def test_even_the_founder_can_be_taken_out() -> None:
    linker = a_linker()
    founded = incident(linker, "market")
    linker.judge([judged("market", "different", founded)])
    assert incident(linker, "market") != founded == incident(linker, "again")


def test_a_person_moves_a_report_to_another_incident() -> None:
    elsewhere = incident(a_linker(), "ferry")
    assert incident(a_linker(judged("again", "same", elsewhere)), "again") == elsewhere


def test_a_person_joins_two_reports() -> None:
    linker = a_linker(judged("ferry", "same", "market"))
    assert incident(linker, "ferry") == incident(linker, "market")


def test_a_person_parts_two_reports() -> None:
    linker = a_linker(judged("again", "different", "market"))
    assert incident(linker, "again") != incident(linker, "market")


def test_a_person_merges_two_incidents_and_later_undoes_it() -> None:
    plain = a_linker()
    kept, merged = incident(plain, "market"), incident(plain, "ferry")
    assert kept is not None
    assert merged is not None
    together = judged(kept, "same", merged)
    assert {incident(a_linker(together), name) for name in ("ferry", "market", "again")} == {kept}
    assert a_linker(together, judged(kept, "unsure", merged)).links() == plain.links()
    assert a_linker(together, judged(merged, "different", kept)).links() == plain.links()


def test_a_report_joins_those_that_are_like_it_wherever_people_put_them() -> None:
    founded = incident(a_linker(), "market")
    linker = a_linker(judged("market", "different", founded))
    assert incident(linker, "again") == incident(linker, "market") != founded


def test_later_reports_follow_those_that_a_person_moved() -> None:
    linker = Linker(judgements=[judged("market", "same", "inc_named")])
    linker.add(drawn(market()))
    assert linker.add(drawn(market_again())).incident == "inc_named"


def test_a_confirmed_link_is_no_longer_asked_about() -> None:
    linker = a_linker()
    for doubt in linker.unsure():
        linker.judge([judged(doubt.link.id, "accept")])
    assert linker.unsure() == ()


@pytest.mark.parametrize("verdict", ["correct", "unverifiable"])
def test_verdicts_on_claims_move_no_report(verdict: Verdict) -> None:
    assert a_linker(judged("again", verdict, "market")).links() == a_linker().links()


def test_judgements_that_run_in_a_ring_come_to_an_end() -> None:
    ring = [
        judged("ferry", "same", "market"),
        judged("market", "same", "again"),
        judged("again", "same", "ferry"),
    ]
    assert len(a_linker(*ring).links()) == 3


def test_one_answer_for_each_report_in_the_order_given() -> None:
    found = link([market_again(), ferry(), market()])
    assert [each.report for each in found.reports] == ["again", "ferry", "market"]
    again, ferried, first = (each.incidents for each in found.reports)
    assert again == first != ferried


def test_a_report_that_tells_of_no_harm_has_no_incident() -> None:
    calm = market()
    found = link(
        [type(calm)(report=calm.report), type(calm)(report=Report(id="empty", text="", checksum=""))]
    )
    assert [each.incidents for each in found.reports] == [(), ()]


def test_nothing_gives_nothing() -> None:
    assert link([]).reports == ()
