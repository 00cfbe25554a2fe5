"""`tollbook publish`, `withdraw` and `export`: what they print, write and refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.recording.told import AGAIN, MARKET, claim_of, incident_of, tell

from tollbook.cli import tollbook
from tollbook.ledger import open_ledger
from tollbook.publishing.writing import BANNER
from tollbook.recording import Signature, judge

PROJECT = 'name = "Count"\ncontact = "c@example.org"\nmethod_card = "Card."\nrisk_note = "Note."\n'


@pytest.fixture
def incident(tmp_path: Path) -> str:
    (tmp_path / "project.toml").write_text(PROJECT)
    with open_ledger(tmp_path / "l.db") as ledger:
        tell(ledger, MARKET, AGAIN)
        for report in ("rpt_a", "rpt_b"):
            judge(ledger, claim_of(ledger, report).id, "accept", Signature("Ana", "seen"))
        return incident_of(ledger, "rpt_a")


def run(tmp_path: Path, *words: str) -> Result:
    return CliRunner().invoke(tollbook, [*words, "--ledger", str(tmp_path / "l.db")])


def test_a_dry_run_prints_what_becomes_public_and_what_is_held_back_and_writes_nothing(
    incident: str, tmp_path: Path
) -> None:
    with open_ledger(tmp_path / "l.db") as ledger:
        before = ledger.verify().entries
    printed = run(tmp_path, "publish", incident, "--dry-run").output
    for words in ("Would become public", "killed: 3 to 4", "Held back, and why", "injured: 5 in the house"):
        assert words in printed
    with open_ledger(tmp_path / "l.db") as ledger:
        assert ledger.verify().entries == before


def test_two_people_publish_and_one_withdraws(incident: str, tmp_path: Path) -> None:
    composed = run(tmp_path, "publish", incident, "--as", "Ana", "--why", "seen").output
    assert "composed" in composed
    assert "injured: 5 in the house" in composed
    assert "published by a second person" in run(
        tmp_path, "publish", incident, "--as", "Ben", "--why", "seen too"
    ).output  # fmt: skip
    assert "withdrawn" in run(tmp_path, "withdraw", incident, "--as", "Ben", "--why", "wrong place").output


def test_what_has_not_changed_is_not_published_again(incident: str, tmp_path: Path) -> None:
    for name in ("Ana", "Ben"):
        run(tmp_path, "publish", incident, "--as", name, "--why", "seen")
    again = run(tmp_path, "publish", incident, "--as", "Ana", "--why", "seen")
    assert again.exit_code == 0
    assert "version 1: is public already and nothing in it has changed: nothing was written" in again.output
    assert "Nothing has changed since version 1" in run(tmp_path, "publish", incident, "--dry-run").output


def test_the_site_tells_why_a_suggestion_was_not_followed(incident: str, tmp_path: Path) -> None:
    for name in ("Ana", "Ben"):
        run(tmp_path, "publish", incident, "--as", name, "--why", "seen")
    answer = ("--not-followed", "--as", "Ana", "--why", "the list counts two of another strike")
    assert "version 2: composed" in run(tmp_path, "publish", incident, *answer).output
    run(tmp_path, "publish", incident, "--as", "Ben", "--why", "compared", "--site", str(tmp_path / "site"))
    told = "a suggestion was looked at and not followed: the list counts two of another strike"
    for page in ("changes.html", f"incidents/{incident}.html"):
        assert told in (tmp_path / "site" / page).read_text()


def test_only_what_is_published_is_exported_as_such(incident: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(tmp_path, "export", str(out), "--format", "jsonl", "--published")
    assert (out / "jsonl" / "records.jsonl").read_text() == ""


def test_the_help_says_which_formats_keep_the_evidence() -> None:
    told = " ".join(CliRunner().invoke(tollbook, ["export", "--help"]).output.split())
    assert "is kept by csv, jsonl alone" in told


def test_a_working_copy_warns_in_each_file(incident: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run(tmp_path, "export", str(out), "--format", "csv", "--format", "geojson")
    assert done.exit_code == 0, done.output
    files = [path for path in out.rglob("*") if path.is_file()]
    assert len(files) == 8
    assert [path.name for path in files if BANNER not in path.read_text()] == []


@pytest.mark.parametrize("wrong", ["colour=red", "place", "at_least=many"])
def test_a_filter_that_is_none_is_refused(wrong: str, incident: str, tmp_path: Path) -> None:
    assert run(tmp_path, "export", str(tmp_path / "out"), "--filter", wrong).exit_code == 2


def test_filters_choose_the_incidents(incident: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(tmp_path, "export", str(out), "--format", "jsonl", "--filter", "place=Nowhere")
    assert (out / "jsonl" / "records.jsonl").read_text() == ""


def test_a_project_that_is_not_ready_is_told_what_to_type(incident: str, tmp_path: Path) -> None:
    (tmp_path / "project.toml").write_text('name = "Count"\ncontact = "c@example.org"\n')
    told = str(run(tmp_path, "publish", incident, "--as", "Ana", "--why", "seen").exception)
    assert "before the project has its method card and risk note" in told
    assert [line.partition(" = ")[0] for line in told.splitlines()[1:]] == ["  method_card", "  risk_note"]
    assert "name =" not in told


def test_the_trace_of_a_record_tells_a_corrected_claim_as_it_was_corrected(
    incident: str, tmp_path: Path
) -> None:
    with open_ledger(tmp_path / "l.db") as ledger:
        claim = claim_of(ledger, "rpt_a")
    corrected = (
        "judge",
        "correct",
        claim.id,
        "--speaker",
        "the town council",
        "--as",
        "Ana",
        "--why",
        "named",
    )
    assert run(tmp_path, *corrected).exit_code == 0
    printed = run(tmp_path, "publish", incident, "--as", "Ana", "--why", "seen").output
    told = " ".join(run(tmp_path, "trace", printed.split()[0]).output.split())
    assert "said by the town council" in told
    assert "said by Ihor Ter" not in told
