"""`tollbook roots`: the tree of roots, agencies and outlets, and the same as data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tollbook import cli

BLAST = "A blast shook the market of Ollen on Monday. 3 people were killed and 5 injured, police said."
WIRED = f"OLLEN (Reuters) - {BLAST}"

pytestmark = pytest.mark.usefixtures("toy")


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli.tollbook, ["roots", *map(str, arguments)], input=stdin)


def reports(*texts: str) -> list[dict[str, str]]:
    return [{"id": f"r{n}", "text": text, "outlet": f"Outlet {n}"} for n, text in enumerate(texts)]


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    file = tmp_path / "reports.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in reports(BLAST, WIRED)))
    return file


@pytest.fixture
def grouped(tmp_path: Path) -> Path:
    file = tmp_path / "incidents.jsonl"
    rows = [{"id": name, "reports": reports(BLAST, WIRED)} for name in ("one", "two")]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def test_plain_reports_are_one_incident_with_its_tree(plain: Path) -> None:
    result = run(plain)
    lines = [line.strip(" │├└─") for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert lines[0] == "reports.jsonl: 2 outlets, 1 root, independence not shown"
    assert lines[1].startswith("police (")
    assert lines.index("Reuters") < lines.index("Outlet 1")
    assert "credited with the text “Reuters”" in result.stdout.replace("\n", " ")


def test_each_line_of_incidents_has_a_tree_or_a_line_of_its_own(grouped: Path) -> None:
    assert run(grouped).stdout.count("independence not shown") == 2
    lines = run(grouped, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["one", "two"]


def test_the_data_hold_roots_links_and_copies(grouped: Path) -> None:
    first = json.loads(run(grouped, "--format", "jsonl").stdout.splitlines()[0])
    assert list(first) == [
        "id", "summary", "reports", "roots", "edges", "copies", "independent", "problems",
    ]  # fmt: skip
    assert [(edge["giver"], edge["taker"]) for edge in first["edges"]] == [
        ("police", "Outlet 0"),
        ("police", "Reuters"),
        ("Reuters", "Outlet 1"),
    ]
    (copy,) = first["copies"]
    assert {copy["report"], copy["of"]} == {"r0", "r1"}


@pytest.mark.parametrize("name", ["plain", "grouped"])
def test_standard_input_is_read_like_a_file(name: str, request: pytest.FixtureRequest) -> None:
    file: Path = request.getfixturevalue(name)
    given = [
        json.loads(line)
        for line in run("-", "--format", "jsonl", stdin=file.read_bytes()).stdout.splitlines()
    ]
    named = [json.loads(line) for line in run(file, "--format", "jsonl").stdout.splitlines()]
    assert [row["edges"] for row in given] == [row["edges"] for row in named]


def test_a_file_that_is_not_there_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    result = run(tmp_path / "nowhere.jsonl")
    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_a_line_that_cannot_be_read_does_not_stop_the_others(grouped: Path) -> None:
    grouped.write_text(grouped.read_text() + "{broken\n")
    result = run(grouped, "--format", "jsonl")
    assert (len(result.stdout.splitlines()), result.exit_code) == (3, 1)
