"""Listing incidents: filters narrow the list, and data comes as one object a line."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from tollbook.cli import tollbook


def run(ledger: Path, *typed: str) -> str:
    result = CliRunner().invoke(tollbook, [*typed, "--ledger", str(ledger)])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_measure_and_a_least_number_narrow_the_list(tmp_path: Path) -> None:
    source, ledger = tmp_path / "one.jsonl", tmp_path / "t.db"
    source.write_text('{"id": "a", "text": "Shelling killed 4 people in Belgorod on Saturday."}\n')
    run(ledger, "ingest", str(source))
    asked = ("incidents", "--format", "jsonl", "--measure", "killed", "--at-least")
    (line,) = run(ledger, *asked, "4").splitlines()
    assert json.loads(line)["findings"][0]["low"] == 4
    assert run(ledger, *asked, "5") == ""
    assert "killed 4" in run(ledger, "incidents")
