"""Listing incidents: filters narrow the list, and data comes as one object a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
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


PLACES = ("Kandahar", "Kharkiv", "Poltava", "Sumy")


@pytest.fixture
def four(tmp_path: Path) -> Path:
    """A ledger with an incident in each of four places."""
    source, ledger = tmp_path / "four.jsonl", tmp_path / "t.db"
    rows = (
        {
            "id": f"r{day}",
            "text": f"A blast killed {day} people in {place} on {day} March 2024.",
            "published": "2024-03-09",
        }
        for day, place in enumerate(PLACES, 2)
    )
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    run(ledger, "ingest", str(source))
    return ledger


def test_a_place_is_found_however_its_name_is_written(four: Path) -> None:
    for typed in ("Kandahar", "kandahār", "KANDAHĀR", "andaha"):
        (line,) = run(four, "incidents", "--format", "jsonl", "--place", typed).splitlines()
        assert json.loads(line)["incident"]["place"]["name"] == "Kandahār"
    assert "No incident fits." in run(four, "incidents", "--place", "Qqwwx")


def test_a_list_that_stops_at_its_limit_says_so_and_how_to_see_the_rest(
    four: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tollbook.cli.incidents_command.AT_ONCE", 3)
    for form, one, shown in (("table", "│ inc_", 3), ("jsonl", '{"incident":', 4)):
        result = CliRunner().invoke(tollbook, ["incidents", "--format", form, "--ledger", str(four)])
        assert result.stdout.count(one) == shown
        assert ("there are more: add --limit" in result.stderr) == (form == "table")
    typed = ["incidents", "--format", "jsonl", "--limit", "2", "--ledger", str(four)]
    result = CliRunner().invoke(tollbook, typed)
    assert len(result.stdout.splitlines()) == 2
    assert "These are the first 2; there are more" in result.stderr
    full = CliRunner().invoke(tollbook, ["incidents", "--limit", "4", "--ledger", str(four)])
    assert "4 incidents." in full.stdout
    assert full.stderr == ""


def test_what_people_put_back_inside_the_scope_is_not_marked(four: Path) -> None:
    (line,) = run(four, "incidents", "--format", "jsonl", "--place", "sumy").splitlines()
    name = json.loads(line)["incident"]["id"]
    run(four, "judge", "outside", name, "--as", "Ann", "--why", "an accident")
    assert run(four, "incidents").count("outside") == 1
    run(four, "judge", "inside", name, "--as", "Ann", "--why", "no accident")
    assert "outside" not in run(four, "incidents")


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


def test_what_was_only_just_not_linked_is_listed_with_what_to_do(tmp_path: Path) -> None:
    source, ledger = tmp_path / "two.jsonl", tmp_path / "t.db"
    texts = (
        "Two people died in Kharkiv on Saturday when a shop caught fire, the mayor said.",
        "Shells fell on a school in Kharkiv on Sunday. Seven people were killed, Governor Oleh Syn said.",
    )
    rows = ({"id": f"rpt_{n}", "text": text, "published": "2024-03-03"} for n, text in enumerate(texts))
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    run(ledger, "ingest", str(source))
    (line,) = run(ledger, "incidents", "--unsure", "--format", "jsonl").splitlines()
    link = json.loads(line)
    assert (link["report"], link["near"]["score"] < 0.5) == ("rpt_1", True)
    assert "tollbook judge merge INCIDENT NEAR" in run(ledger, "incidents", "--unsure")
    assert f"near {link['near']['incident']}" in " ".join(run(ledger, "show", link["incident"]).split())
    run(ledger, "judge", "merge", link["incident"], link["near"]["incident"], "--as", "Ann")
    assert "No link waits" in run(ledger, "incidents", "--unsure")
    assert "--limit alone" in wrong(ledger, "incidents", "--unsure", "--place", "Kharkiv")


def test_an_old_number_that_is_printed_again_is_marked_where_the_toll_is_shown(tmp_path: Path) -> None:
    source, ledger = tmp_path / "three.jsonl", tmp_path / "t.db"
    texts = {
        10: "18 people were killed when an explosion tore through a market in Kharkiv, Mayor Ihor Ter said.",
        13: "More bodies lay in Kharkiv. Mayor Ihor Ter said that 25 people were killed in the market.",
        18: "Kharkiv mourns. According to Mayor Ihor Ter, 18 people were killed in the market's explosion.",
    }
    rows = (
        {"id": f"rpt_{hour}", "text": text, "published": f"2024-03-03T{hour}:00Z"}
        for hour, text in texts.items()
    )
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    run(ledger, "ingest", str(source))
    (line,) = run(ledger, "incidents", "--format", "jsonl").splitlines()
    said = " ".join(run(ledger, "show", json.loads(line)["incident"]["id"]).split())
    assert "printed again 3 Mar 2024 18:00 UTC, when more were known" in said


def test_an_incident_that_is_only_looked_back_upon_or_out_of_the_project_says_so(tmp_path: Path) -> None:
    source, ledger = tmp_path / "one.jsonl", tmp_path / "t.db"
    text = "Shelling killed 4 people in Poltava on Saturday. In March 2014, 36 people were massacred in Sumy."
    source.write_text(json.dumps({"id": "a", "text": text, "published": "2024-03-09"}) + "\n")
    run(ledger, "ingest", str(source))
    listed = [json.loads(line) for line in run(ledger, "incidents", "--format", "jsonl").splitlines()]
    assert [each["scope"] for each in listed] == ["event", "background"]
    told_of, _ = listed
    run(ledger, "judge", "outside", told_of["incident"]["id"], "--why", "an exercise", "--as", "Ann")
    rows = run(ledger, "incidents").splitlines()
    assert [row for row in rows if "killed 4" in row and "outside" in row and "background" not in row]
    assert [row for row in rows if "killed 36" in row and "background" in row and "outside" not in row]
