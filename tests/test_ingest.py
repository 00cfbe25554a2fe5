"""Taking reports into a ledger: each once, with its bytes, linked, and verifiable at any moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from click.testing import CliRunner

from tollbook.cli import tollbook
from tollbook.ledger import IncidentQuery, open_ledger
from tollbook.recording import Signature, judge

SAMPLES = Path(__file__).parent.parent / "samples" / "belgorod.jsonl"


def ingest(ledger: Path, source: Path = SAMPLES) -> str:
    result = CliRunner().invoke(tollbook, ["ingest", str(source), "--ledger", str(ledger)])
    return result.output


def test_running_it_twice_adds_nothing_and_everything_verifies(tmp_path: Path) -> None:
    assert "12 reports added, 0 known" in ingest(tmp_path / "t.db")
    with open_ledger(tmp_path / "t.db") as ledger:
        before = ledger.verify()
        listed = ledger.incidents(IncidentQuery())
        assert before.problems == ()
        assert before.originals == 12
        assert max(each.reports for each in listed) > 1
        assert any(finding.measure == "killed" for each in listed for finding in each.findings)
    assert "0 reports added, 12 known" in ingest(tmp_path / "t.db")
    with open_ledger(tmp_path / "t.db") as ledger:
        assert ledger.verify().hash == before.hash


def test_a_killed_run_goes_on_with_nothing_lost_or_doubled(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    typed = [sys.executable, "-c", "from tollbook.cli import main; main()", "ingest", str(SAMPLES)]
    run = subprocess.Popen([*typed, "--ledger", str(path)], env={**os.environ})
    while run.poll() is None and not _reports(path):
        time.sleep(0.01)
    run.send_signal(signal.SIGKILL)
    run.wait()
    held = _reports(path)
    assert f"{12 - held} reports added, {held} known" in ingest(path)
    with open_ledger(path) as ledger:
        assert ledger.verify().problems == ()
        assert len(ledger.reports()) == 12


def test_an_input_that_cannot_be_read_is_a_problem_and_the_others_are_kept(tmp_path: Path) -> None:
    source = tmp_path / "two.jsonl"
    source.write_text('{"id": "a", "text": "Shelling killed 4 people in Belgorod on Saturday."}\nnonsense\n')
    assert "1 reports added, 0 known already, 1 inputs not read" in ingest(tmp_path / "t.db", source)


def test_a_report_in_a_language_that_is_not_read_is_kept_and_counted_as_unread(tmp_path: Path) -> None:
    source = tmp_path / "one.txt"
    source.write_text(
        "Bei einem Angriff auf die Stadt wurden am Samstag fünf Menschen getötet, sagte der Bürgermeister."
    )
    typed = ["ingest", str(source), "--ledger", str(tmp_path / "t.db")]
    result = CliRunner().invoke(tollbook, typed)
    assert "the language is 'de', which is not read yet" in result.output
    assert "1 reports added, 1 of them kept unread, 0 known already" in result.output
    assert result.exit_code == 1
    assert CliRunner().invoke(tollbook, typed).exit_code == 0
    with open_ledger(tmp_path / "t.db") as ledger:
        assert len(ledger.reports()) == 1


def test_a_changed_text_under_a_known_id_is_kept_beside_the_old_one_and_its_claims_compared(
    tmp_path: Path,
) -> None:
    source = tmp_path / "one.jsonl"
    source.write_text('{"id": "a", "text": "Shelling killed 4 people in Belgorod on Saturday."}\n')
    ingest(tmp_path / "t.db", source)
    source.write_text('{"id": "a", "text": "Shelling killed 5 people in Belgorod on Saturday."}\n')
    said = ingest(tmp_path / "t.db", source)
    assert 'changed: a: gone: killed "4 people". New: killed "5 people". As before: 0' in said
    assert "0 reports added, 1 changed" in said
    with open_ledger(tmp_path / "t.db") as ledger:
        assert [capture.report.text[16:17] for capture in ledger.captures("a")] == ["4", "5"]
        (incident,) = ledger.incidents(IncidentQuery())
        assert [finding.best for finding in incident.findings] == [5]
        assert ledger.verify().problems == ()
    assert "0 reports added, 1 known" in ingest(tmp_path / "t.db", source)


def test_a_judgement_on_words_that_are_gone_is_named(tmp_path: Path) -> None:
    source, text = tmp_path / "one.jsonl", "Shelling killed 4 people in Belgorod on Saturday."
    source.write_text(f'{{"id": "a", "text": "{text}"}}\n')
    ingest(tmp_path / "t.db", source)
    with open_ledger(tmp_path / "t.db") as ledger:
        account = ledger.account("a")
        assert account
        judge(ledger, account.claims[0].id, "accept", Signature("Ann"))
    source.write_text(f'{{"id": "a", "text": "Rain fell. {text}"}}\n')
    assert "As before: 1, 1 of them judged, which stands" in ingest(tmp_path / "t.db", source)
    source.write_text(f'{{"id": "a", "text": "{text.replace("4", "5")}"}}\n')
    said = ingest(tmp_path / "t.db", source)
    assert f"judged on words that are gone: killed “4 people” ({account.claims[0].id} in a)" in said
    assert "accepted by Ann" in said


def _reports(path: Path) -> int:
    if not path.exists():
        return 0
    with open_ledger(path) as ledger:
        return len(ledger.reports())
