"""What every back end of the ledger does; a new one is added to `ADDRESSES` and must pass as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import text
from tests.ledger.told import (
    SPEAKER,
    URL,
    a_judgement,
    a_step,
    an_account,
    of_account,
    of_incident,
    tell,
)

from tollbook.errors import ChangedError, LedgerError, NamelessError, TollbookError, UsageError
from tollbook.ledger import IncidentQuery, Ledger, drafts, open_ledger
from tollbook.ledger.backends import BACKENDS
from tollbook.model import Account, Claim, Judgement, Report

ADDRESSES = {"sqlite in a file": "sqlite:///{folder}/ledger.db", "sqlite in memory": "sqlite://"}


@pytest.fixture(params=list(ADDRESSES.values()), ids=list(ADDRESSES))
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(request.param.format(folder=tmp_path)) as opened:
        yield opened


def test_every_back_end_is_tested_here() -> None:
    assert {name.split()[0] for name in ADDRESSES} == set(BACKENDS)


def test_an_account_comes_back_as_it_was_given(ledger: Ledger) -> None:
    account = an_account(3, 5)
    ledger.append(of_account(account))
    assert ledger.account("rpt_1") == account
    assert ledger.account("rpt_2") is None


def test_the_original_bytes_are_kept_by_checksum(ledger: Ledger) -> None:
    account = an_account(3)
    ledger.append(of_account(account))
    assert ledger.original(account.report.checksum) == account.report.text.encode()
    assert ledger.original("0" * 64) is None


def test_a_repeat_adds_nothing(ledger: Ledger) -> None:
    first = ledger.append([*of_account(an_account(3, 5)), *of_incident(an_account(3, 5))])
    again = ledger.append([*of_account(an_account(3, 5)), *of_incident(an_account(3, 5))])
    assert (again.added, again.repeated, again.hash) == (0, 7, first.hash)


def test_the_moment_of_capture_does_not_make_a_repeat_new(ledger: Ledger) -> None:
    account = an_account(3)
    ledger.append(of_account(account))
    later = replace(account, report=replace(account.report, captured="2026-01-03T00:00:00Z"))
    assert ledger.append(of_account(later)).added == 0


def test_another_build_with_the_same_stage_version_adds_nothing_but_its_step(ledger: Ledger) -> None:
    account = an_account(3)
    ledger.append(of_account(account))
    newer = replace(a_step(), version="0.2.0", commit="beef")
    again = drafts.of_account(account, None, read_by=a_step("reading:read"), extracted_by=newer)
    ledger.append(again)
    assert [entry.type for entry in ledger.entries()][-1] == "step"


def test_what_changed_replaces_and_what_changed_back_replaces_again(ledger: Ledger) -> None:
    first, second = an_account(3), an_account(4)
    for account in (first, second, first):
        assert ledger.append(of_account(account)).added > 0
        assert ledger.account("rpt_1") == account


def test_a_claim_that_a_new_reading_no_longer_makes_leaves_the_incident_but_stays_traceable(
    ledger: Ledger,
) -> None:
    account = an_account(3, 5)
    tell(ledger, account)
    ledger.append(of_account(replace(account, claims=account.claims[:1]), version="2"))
    held = ledger.incident("inc_1")
    assert held is not None
    assert held.claims == account.claims[:1]
    assert ledger.trace(account.claims[1].id) is not None


def test_nothing_of_a_batch_is_stored_when_one_draft_cannot_be(ledger: Ledger) -> None:
    lost = drafts.of_judgement(a_judgement("clm_nowhere"))
    with pytest.raises(UsageError, match="does not hold clm_nowhere: name something"):
        ledger.append([*of_account(an_account(3)), lost])
    assert ledger.entries() == ()
    assert ledger.known("report", ["rpt_1"]) == set()


def test_known_ids(ledger: Ledger) -> None:
    ledger.append(of_account(an_account(3)))
    assert ledger.known("report", ["rpt_1", "rpt_2"]) == {"rpt_1"}


def test_reports_are_listed_in_order_and_found_by_the_checksum_of_their_bytes(ledger: Ledger) -> None:
    account = an_account(3)
    same = an_account(3, report="rpt_2")
    ledger.append([*of_account(account), *of_account(same)])
    assert ledger.reports() == ("rpt_1", "rpt_2")
    checksum = account.report.checksum
    assert ledger.reports_of([checksum, "0" * 64]) == {checksum: ("rpt_1", "rpt_2")}


def test_a_report_and_an_incident_may_bear_the_same_id(ledger: Ledger) -> None:
    account = an_account(3, report="17")
    ledger.append([*of_account(account), *of_incident(account, "17")])
    assert ledger.account("17") == account
    held = ledger.incident("17")
    assert held is not None
    assert held.claims == account.claims


def test_an_incident_shows_its_reports_claims_findings_and_links(ledger: Ledger) -> None:
    account = an_account(3, 5)
    tell(ledger, account)
    held = ledger.incident("inc_1")
    assert held is not None
    assert held.claims == account.claims
    assert [report.id for report in held.reports] == ["rpt_1"]
    assert [link.evidence_for for link in held.links] == [("same river",)]
    assert [finding.best for finding in held.reconciliation.findings] == [5]
    assert ledger.incident("inc_2") is None


def test_a_link_that_is_undone_takes_the_claims_out(ledger: Ledger) -> None:
    account = an_account(3)
    tell(ledger, account)
    held = ledger.incident("inc_1")
    assert held is not None
    ledger.append([drafts.of_link(replace(held.links[0], incident=None), a_step("linking:link"))])
    after = ledger.incident("inc_1")
    assert after is not None
    assert (after.claims, after.links) == ((), ())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (IncidentQuery(), ["inc_2", "inc_1"]),
        (IncidentQuery(since="2023-05-02", until="2023-05-02"), ["inc_1"]),
        (IncidentQuery(since="2023-05-03"), ["inc_2"]),
        (IncidentQuery(country="Norland", place="LIND", kind="flood"), ["inc_2", "inc_1"]),
        (IncidentQuery(country="Sudia"), []),
        (IncidentQuery(place="%"), []),
        (IncidentQuery(measure="killed", at_least=6), ["inc_2"]),
        (IncidentQuery(measure="injured"), []),
        (IncidentQuery(conflicts="open"), ["inc_1"]),
        (IncidentQuery(limit=1), ["inc_2"]),
        (IncidentQuery(limit=1, offset=1), ["inc_1"]),
    ],
)
def test_incidents_are_listed_by_filters_latest_first(
    ledger: Ledger, query: IncidentQuery, found: list[str]
) -> None:
    tell(ledger, an_account(3, 5))
    other = an_account(7, report="rpt_2", url=URL + "/2")
    ledger.append([*of_account(other), *of_incident(other, "inc_2", day="2023-06-01")])
    assert [each.incident.id for each in ledger.incidents(query)] == found


def test_a_listed_incident_counts_its_reports_claims_and_those_nobody_has_judged(ledger: Ledger) -> None:
    account = an_account(3, 5)
    tell(ledger, account)
    ledger.append([drafts.of_judgement(a_judgement(account.claims[0].id))])
    (listed,) = ledger.incidents(IncidentQuery())
    assert (listed.reports, listed.claims, listed.unseen, listed.open_conflicts) == (1, 2, 1, 1)
    assert [finding.best for finding in listed.findings] == [5]


def test_a_finding_is_traced_to_words_bytes_and_the_steps_that_made_it(ledger: Ledger) -> None:
    account = an_account(3, 5)
    tell(ledger, account)
    trace = ledger.trace("fnd_inc_1")
    assert trace is not None
    assert trace.finding is not None
    assert trace.here.step is not None
    assert (trace.finding.best, trace.here.step.maker) == (5, "tollbook.reconciling:reconcile")
    report, *claims = (line.noun for line in trace.back)
    assert isinstance(report, Report)
    for claim in claims:
        assert isinstance(claim, Claim)
        assert report.text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
    assert len(claims) == 2
    assert ledger.original(report.checksum) == report.text.encode()
    assert {line.step.maker for line in trace.back if line.step} == {
        "tollbook.reading:read",
        "tollbook.extracting:extract",
    }


def test_every_input_of_a_traced_step_is_an_entry_that_can_be_traced(ledger: Ledger) -> None:
    tell(ledger, an_account(3, 5))
    trace = ledger.trace("fnd_inc_1")
    assert trace is not None
    inputs = {name for line in (trace.here, *trace.back) if line.step for name in line.step.inputs}
    assert inputs
    assert all(ledger.trace(name) for name in inputs)


def test_a_conflict_is_traced_to_its_claims(ledger: Ledger) -> None:
    account = an_account(3, 5)
    tell(ledger, account)
    trace = ledger.trace("cfl_inc_1")
    assert trace is not None
    assert trace.conflict is not None
    assert {each.id for each in account.claims} <= {line.subject for line in trace.back}


def test_a_report_is_traced_forward_to_claims_findings_and_judgements(ledger: Ledger) -> None:
    account = an_account(3)
    tell(ledger, account)
    ledger.append([drafts.of_judgement(a_judgement(account.claims[0].id))])
    trace = ledger.trace("rpt_1")
    assert trace is not None
    kinds = [line.type for line in trace.forward]
    assert kinds == ["claim", "reading", "link", "reconciliation", "judgement"]
    assert ledger.trace("rpt_2") is None


def test_judgements_are_kept_in_order_with_who_when_and_why(ledger: Ledger) -> None:
    account = an_account(3)
    ledger.append(of_account(account))
    target = account.claims[0].id
    accepted = a_judgement(target)
    corrected = a_judgement(target, "correct", when="2026-01-03T10:00:00Z", who="Bo Lind")
    corrected = replace(corrected, correction=replace(account.claims[0], measure="missing"))
    ledger.append([drafts.of_judgement(accepted), drafts.of_judgement(corrected)])
    first, last = ledger.judgements(target)
    assert (first.who, first.when, first.why) == (accepted.who, accepted.when, accepted.why)
    assert last == replace(corrected, id=last.id)


def test_two_incidents_are_judged_the_same(ledger: Ledger) -> None:
    first, second = an_account(3), an_account(3, report="rpt_2", url=URL + "/2")
    ledger.append(
        [*of_account(first), *of_incident(first), *of_account(second), *of_incident(second, "inc_2")]
    )
    ledger.append([drafts.of_judgement(a_judgement("inc_1", "same", other="inc_2"))])
    assert [each.verdict for each in ledger.judgements("inc_2")] == ["same"]


@pytest.mark.parametrize("name", ["fnd_inc_1", "cfl_inc_1", "root_inc_1"])
def test_what_has_its_id_inside_a_reconciliation_can_be_judged_and_traced(ledger: Ledger, name: str) -> None:
    tell(ledger, an_account(3, 5))
    ledger.append([drafts.of_judgement(a_judgement(name, "unsure"))])
    assert [each.verdict for each in ledger.judgements(name)] == ["unsure"]
    trace = ledger.trace(name)
    assert trace is not None
    assert trace.here.subject == "inc_1"
    assert [line.type for line in trace.forward] == ["judgement"]


@pytest.mark.parametrize("who", ["", "  "])
def test_a_judgement_without_a_name_is_refused(who: str) -> None:
    with pytest.raises(NamelessError, match="--as NAME"):
        drafts.of_judgement(a_judgement("clm_1", who=who))


def test_a_judgement_of_what_has_changed_since_it_was_seen_is_refused(ledger: Ledger) -> None:
    account = an_account(3)
    ledger.append(of_account(account))
    claim = account.claims[0]
    seen = ledger.trace(claim.id)
    assert seen is not None
    ledger.append(of_account(replace(account, claims=(replace(claim, extent="whole"),)), version="2"))
    late: Judgement = a_judgement(claim.id, seen=seen.here.entry)
    with pytest.raises(LedgerError, match="has changed since you looked"):
        ledger.append([drafts.of_judgement(late)])


def test_a_changed_page_is_a_new_capture_with_a_diff_of_its_claims(ledger: Ledger) -> None:
    ledger.append(of_account(an_account(3, 5)))
    ledger.append(of_account(an_account(3, 7, report="rpt_2")))
    (change,) = ledger.changes(URL)
    assert [claim.count.low for claim in change.gone] == [5]
    assert [claim.count.low for claim in change.new] == [7]
    assert change.kept == 1
    assert [capture.report.id for capture in ledger.captures(URL)] == ["rpt_1", "rpt_2"]


def test_a_changed_page_with_an_id_of_its_own_keeps_both_captures(ledger: Ledger) -> None:
    for account in (an_account(3, 5), an_account(3, 5), an_account(3)):
        ledger.append(of_account(account))
    (change,) = ledger.changes(URL)
    assert ([claim.count.low for claim in change.gone], change.new, change.kept) == ([5], (), 1)


def test_what_an_upgrade_makes_stale_is_listed(ledger: Ledger) -> None:
    tell(ledger, an_account(3))
    assert ledger.stale({"tollbook.extracting:extract": "1"}) == ()
    stale = ledger.stale({"tollbook.extracting:extract": "2"})
    assert {each.type: each.subjects for each in stale}["claim"] == (an_account(3).claims[0].id,)
    assert {(each.made_at, each.now_at) for each in stale} == {("1", "2")}
    ledger.append(of_account(an_account(3), version="2"))
    assert ledger.stale({"tollbook.extracting:extract": "2"}) == ()


def test_what_was_stored_holds(ledger: Ledger) -> None:
    tell(ledger, an_account(3, 5))
    found = ledger.verify()
    assert found.problems == ()
    assert (found.entries, found.originals, found.erased) == (len(ledger.entries()), 1, 0)
    assert found.quotes == 3, "two of claims, one of a place"
    assert found.hash == ledger.entries()[-1].hash


def test_words_of_deleted_rows_read_as_erased_and_the_rest_still_reads(ledger: Ledger) -> None:
    account = an_account(3)
    ledger.append(of_account(account))
    with ledger._writing() as connection:
        connection.execute(text("DELETE FROM words"))
    claim = ledger.trace(account.claims[0].id)
    assert claim is not None
    assert isinstance(claim.here.noun, Claim)
    assert claim.here.noun.count.low == 3
    assert claim.here.noun.evidence.quote == "[erased]"
    assert SPEAKER not in str(claim)


def test_words_that_were_deleted_do_not_come_back_by_a_repeat(ledger: Ledger) -> None:
    ledger.append(of_account(an_account(3)))
    with ledger._writing() as connection:
        connection.execute(text("DELETE FROM words"))
    assert ledger.append(of_account(an_account(3))).added == 0


def test_a_reader_cannot_write(ledger: Ledger) -> None:
    ledger.append(of_account(an_account(3)))
    with pytest.raises(TollbookError), ledger._reading() as connection:
        connection.execute(text("DELETE FROM words"))


def test_a_judgement_that_was_undone_stands_no_more_and_is_still_told(ledger: Ledger) -> None:
    account = an_account(3)
    tell(ledger, account)
    claim = account.claims[0].id
    judged = drafts.of_judgement(a_judgement(claim))
    ledger.append([judged, drafts.of_judgement(a_judgement(judged.subject, "undo"))])
    assert ledger.standing([claim]) == ()
    assert ledger.undone([judged.subject]) == {judged.subject}
    assert [each.id for each in ledger.judgements(claim)] == [judged.subject]
    assert ledger.incidents(IncidentQuery())[0].unseen == 1


def test_what_a_person_sees_is_the_last_judgement_else_the_thing_itself(ledger: Ledger) -> None:
    account = an_account(3)
    tell(ledger, account)
    claim = account.claims[0].id
    here = ledger.held(claim)
    assert here is not None
    assert ledger.seen([claim, "clm_none"]) == {claim: here.entry}
    ledger.append([drafts.of_judgement(a_judgement(claim, seen=here.entry))])
    assert ledger.seen([claim])[claim] == ledger.entries(after=0, limit=1000)[-1].id
    with pytest.raises(ChangedError):
        ledger.append([drafts.of_judgement(a_judgement(claim, "reject", seen=here.entry))])


def test_links_are_found_by_their_id_their_report_and_their_incident(ledger: Ledger) -> None:
    tell(ledger, an_account(3))
    (link,) = ledger.links()
    assert [ledger.links([name]) for name in (link.id, link.report, "inc_1", "inc_2")] == [
        (link,),
        (link,),
        (link,),
        (),
    ]


def test_a_merged_incident_is_found_by_its_id_and_listed_no_more(ledger: Ledger) -> None:
    tell(ledger, an_account(3))
    other = an_account(5, report="rpt_2")
    ledger.append([*of_account(other), *of_incident(other, "inc_2")])
    ledger.append([drafts.of_judgement(a_judgement("inc_1", "same", other="inc_2"))])
    assert [each.incident.id for each in ledger.incidents(IncidentQuery())] == ["inc_1"]
    assert (ledger.merged_into("inc_2"), ledger.merged_into("inc_1")) == ("inc_1", None)


def tell_half(ledger: Ledger, account: Account) -> None:
    """Tell of a report in a transaction that then goes wrong."""
    with ledger.at_once() as inside:
        inside.append(of_account(account))
        inside.append([drafts.of_judgement(a_judgement("clm_nowhere"))])


def test_what_is_done_at_once_is_read_at_once_and_is_whole_or_not_there(ledger: Ledger) -> None:
    with ledger.at_once() as inside:
        inside.append(of_account(an_account(3)))
        assert inside.reports() == ("rpt_1",)
    with pytest.raises(UsageError):
        tell_half(ledger, an_account(5, report="rpt_2"))
    assert ledger.reports() == ("rpt_1",)


def test_things_are_counted_by_their_type(ledger: Ledger) -> None:
    tell(ledger, an_account(3, 5))
    counts = ledger.counts()
    assert (counts["report"], counts["claim"], counts["unseen"], counts["incident"]) == (1, 2, 2, 1)
    assert counts["entry"] == len(ledger.entries(limit=1000))


def test_an_address_without_a_back_end_is_refused() -> None:
    with pytest.raises(UsageError, match="use one of sqlite"):
        open_ledger("mysql://somewhere/ledger")


def test_a_ledger_that_is_not_there_is_named_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with pytest.raises(LedgerError, match=r"no ledger at .*ledger\.db: make one with `tollbook ingest`"):
        open_ledger(path, create=False)
    assert not path.exists()
