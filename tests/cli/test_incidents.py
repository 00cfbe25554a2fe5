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


def wrong(ledger: Path, *typed: str) -> str:
    result = CliRunner().invoke(tollbook, [*typed, "--ledger", str(ledger)])
    assert result.exit_code == 2, result.output
    return result.output


def test_a_day_or_a_measure_that_is_none_is_wrong_usage_and_not_an_empty_list(tmp_path: Path) -> None:
    source, ledger = tmp_path / "one.jsonl", tmp_path / "t.db"
    source.write_text('{"id": "a", "text": "Shelling killed 4 people in Belgorod on Saturday."}\n')
    run(ledger, "ingest", str(source))
    assert "is no day" in wrong(ledger, "incidents", "--from", "last week")
    assert "is no measure" in wrong(ledger, "incidents", "--measure", "dead")
    copies = str(tmp_path / "copies")
    assert "is no day" in wrong(ledger, "export", copies, "--filter", "since=yesterday")
    assert "is no measure" in wrong(ledger, "export", copies, "--filter", "measure=dead")


def test_a_list_without_incidents_says_so(tmp_path: Path) -> None:
    source, ledger = tmp_path / "one.jsonl", tmp_path / "t.db"
    source.write_text('{"id": "a", "text": "The library opens again."}\n')
    run(ledger, "ingest", str(source))
    assert run(ledger, "incidents") == "The ledger holds no incident.\n"
    assert run(ledger, "incidents", "--place", "Atlantis") == "No incident fits.\n"


def test_a_total_of_things_says_which_things(tmp_path: Path) -> None:
    source, ledger = tmp_path / "one.jsonl", tmp_path / "t.db"
    source.write_text('{"id": "a", "text": "Floods destroyed 340 houses in Nakuru, Kenya, on Monday."}\n')
    run(ledger, "ingest", str(source))
    assert "destroyed: house 340" in run(ledger, "incidents")
