"""`tollbook ingest` of a CSV set that `tollbook export` wrote: incidents, claims and sources come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace
from tests.recording.told import AGAIN, MARKET, claim_of, incident_of, tell

from tollbook.cli import tollbook
from tollbook.ledger import Ledger, open_ledger
from tollbook.publishing.formats import csv_set
from tollbook.publishing.writing import About
from tollbook.recording import Signature, judge


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    """The CSV set of the working copies of a ledger in which one claim was accepted."""
    with open_ledger(tmp_path / "old.db") as ledger:
        tell(ledger, MARKET, AGAIN)
        judge(ledger, claim_of(ledger, "rpt_a").id, "accept", Signature("Ana", "seen"))
    done = run("export", str(tmp_path / "out"), "--format", "csv", "--ledger", str(tmp_path / "old.db"))
    assert done.exit_code == 0, done.output
    return tmp_path / "out" / "csv"


def run(*words: str) -> Result:
    return CliRunner().invoke(tollbook, list(words))


def held(ledger: Ledger, incident: str) -> dict[str, tuple[object, ...]]:
    """What a ledger holds of the claims of an incident, by their ids."""
    accounts = [ledger.account(link.report) for link in ledger.links([incident])]
    return {
        claim.id: (claim.report, claim.measure, claim.group, claim.count, claim.evidence, claim.extent)
        for account in accounts
        if account
        for claim in account.claims
    }


@pytest.mark.parametrize("named", [".", "incidents.csv"])
def test_incidents_claims_and_sources_come_back_under_their_ids(copies: Path, named: str) -> None:
    new = copies.parents[1] / "new.db"
    done = run("ingest", str(copies / named), "--ledger", str(new))
    assert "2 without their text" in done.output
    with open_ledger(copies.parents[1] / "old.db") as old, open_ledger(new) as ledger:
        incident = incident_of(old, "rpt_a")
        assert held(ledger, incident) == held(old, incident)
        report = ledger.account("rpt_a").report  # type: ignore[union-attr]
        before = old.account("rpt_a").report  # type: ignore[union-attr]
        assert (report.outlet, report.published, report.checksum, report.text) == (
            before.outlet, before.published, before.checksum, "",
        )  # fmt: skip


def test_findings_are_worked_out_again_and_are_the_same(copies: Path) -> None:
    new = copies.parents[1] / "new.db"
    run("ingest", str(copies), "--ledger", str(new))
    with open_ledger(copies.parents[1] / "old.db") as old, open_ledger(new) as ledger:
        incident = incident_of(old, "rpt_a")
        was, now = old.incident(incident), ledger.incident(incident)
        assert was is not None
        assert now is not None
        assert _ranges(now.reconciliation.findings) == _ranges(was.reconciliation.findings) != []


def test_what_another_ledger_decided_is_not_taken_for_a_decision_here(copies: Path) -> None:
    new = copies.parents[1] / "new.db"
    run("ingest", str(copies), "--ledger", str(new))
    assert run("status", "--ledger", str(new)).output.count("0  judgements of people") == 1


def test_a_set_taken_in_twice_adds_nothing_and_the_ledger_verifies(copies: Path) -> None:
    new = copies.parents[1] / "new.db"
    run("ingest", str(copies), "--ledger", str(new))
    with open_ledger(new) as ledger:
        before = ledger.verify()
    done = run("ingest", str(copies), "--ledger", str(new))
    assert "2 known already" in done.output
    with open_ledger(new) as ledger:
        after = ledger.verify()
        assert after.entries == before.entries
        assert not after.problems


def test_a_report_that_the_ledger_holds_keeps_its_text(copies: Path) -> None:
    old = copies.parents[1] / "old.db"
    run("ingest", str(copies), "--ledger", str(old))
    with open_ledger(old) as ledger:
        assert ledger.account("rpt_a").report.text  # type: ignore[union-attr]


def test_a_report_of_two_incidents_comes_back_with_both(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "old.db") as ledger:
        tell(ledger, MARKET, AGAIN)
        first = incident_of(ledger, "rpt_a")
    run("export", str(tmp_path / "out"), "--ledger", str(tmp_path / "old.db"))
    (record,) = csv_set.read(tmp_path / "out" / "csv")
    other = replace(record.incident, id="inc_other")
    last = [claim for claim in record.claims if claim.report == "rpt_a"][-1]
    two = [
        replace(record, claims=tuple(claim for claim in record.claims if claim != last)),
        replace(record, id="rec_other", incident=other, claims=(replace(last, incident=other.id),)),
    ]
    csv_set.write(two, tmp_path / "two", About())
    run("ingest", str(tmp_path / "two"), "--ledger", str(tmp_path / "new.db"))
    with open_ledger(tmp_path / "new.db") as ledger:
        assert {link.incident for link in ledger.links([last.report])} == {first, "inc_other"}


def test_a_damaged_set_says_so_and_is_an_input_that_was_not_read(copies: Path) -> None:
    claims = copies / "claims.csv"
    claims.write_text(claims.read_text(encoding="utf-8").replace(",killed,", ",killed,,"), encoding="utf-8")
    done = run("ingest", str(copies), "--ledger", str(copies.parents[1] / "new.db"))
    assert done.exit_code == 1
    assert "the CSV set cannot be read on" in done.output + done.stderr


def test_any_other_table_still_needs_its_columns_explained(tmp_path: Path) -> None:
    (tmp_path / "incidents.csv").write_text("id,date\n1,2024-01-01\n", encoding="utf-8")
    done = run("ingest", str(tmp_path / "incidents.csv"), "--ledger", str(tmp_path / "l.db"))
    assert done.exit_code != 0
    assert "--columns" in done.output + str(done.exception)


def _ranges(findings: object) -> list[tuple[object, ...]]:
    return [(f.measure, f.unit, f.group, f.low, f.best, f.high) for f in findings]  # type: ignore[attr-defined]
