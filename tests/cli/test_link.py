"""`tollbook link` as people and pipes meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.linking.told import FERRY, MARKET, MARKET_AGAIN

from tollbook import cli


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.tollbook, ["link", *map(str, arguments)])


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Three reports on two incidents, a line that is no report, and one that tells of no harm."""
    file = tmp_path / "reports.jsonl"
    rows = [
        {"id": "again", "text": MARKET_AGAIN, "published": "2031-03-06"},
        {"id": "ferry", "text": FERRY, "published": "2031-03-02"},
        {"id": "market", "text": MARKET, "published": "2031-03-03"},
        {"id": "calm", "text": "The new library of Marrowby opens on Saturday, the council said."},
    ]
    lines = [json.dumps(row) for row in rows]
    file.write_text("\n".join([*lines[:3], "no report", lines[3]]) + "\n")
    return file


def test_one_line_out_for_each_line_in_with_the_main_incident_first(reports: Path) -> None:
    rows = [json.loads(line) for line in run(reports).stdout.splitlines()]
    assert [row["id"] for row in rows[:3]] == ["again", "ferry", "market"]
    assert len(rows) == 5
    again, ferry, market, broken, calm = rows
    assert again["incident"] == market["incident"] != ferry["incident"]
    assert again["incidents"][0] == again["incident"]
    assert broken["incident"] is calm["incident"] is None


def test_each_link_shows_its_evidence(reports: Path) -> None:
    again = json.loads(run(reports).stdout.splitlines()[0])
    assert any("«idris»" in said for said in again["links"][0]["evidence_for"])


def test_a_line_that_is_no_report_is_said_and_the_others_are_linked(reports: Path) -> None:
    found = run(reports)
    assert found.exit_code == 1
    assert "reports.jsonl" in found.stderr


def test_people_get_a_table_of_what_was_linked(reports: Path) -> None:
    shown = run(reports, "--format", "table").stdout
    assert "Three killed in blast" in shown
    assert "2 incidents, 1 of them told by one report" in shown
