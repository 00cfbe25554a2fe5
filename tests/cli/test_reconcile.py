"""`tollbook reconcile` and `tollbook explain`: one incident a line, for people, as data and as pages."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace
from tests.toys import toy_extract

from tollbook import cli, extracting, pipeline
from tollbook.cli.dossier_rows import COLUMNS
from tollbook.cli.pages import file_name
from tollbook.extracting import Extraction
from tollbook.model import Attribution, ClaimTimes, Report, When

NAMES_OF_A_DOSSIER = [
    "id", "reports", "claims", "incidents", "roots", "findings", "not_applicable", "conflicts", "history",
    "readings", "problems",
]  # fmt: skip
FIRST = "A blast shook the market of Ollen on Monday. 3 people were killed and 5 injured, police said."
NOON = When(start="2024-05-06T12:00:00Z", end="2024-05-06T12:00:00Z", precision="time", ground="words")
LATER = "In all 4 people were killed by the blast in the market of Ollen, police said on Tuesday."

pytestmark = pytest.mark.usefixtures("whole")


@pytest.fixture
def whole(toy: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The toy, with every number put forward as the whole toll, said at noon where the text has that word."""

    def extract(report: Report, **options: bool) -> Extraction:
        times = ClaimTimes(said=NOON if "noon" in report.text else None)
        mayor = Attribution(id="spk_2", name="mayor") if "mayor" in report.text else None
        return Extraction(
            claims=tuple(
                replace(claim, extent="whole", times=times, speaker=mayor or claim.speaker)
                for claim in toy_extract(report).claims
            )
        )

    monkeypatch.setattr(extracting, "extract", extract)


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli.tollbook, list(map(str, arguments)), input=stdin)


def objects(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def line(name: str, *texts: str) -> str:
    days = [f"2024-05-0{day}T12:00:00Z" for day in range(6, 10)]
    reports = [
        {"id": f"{name}-{number}", "text": text, "published": days[number], "outlet": f"Post {number}"}
        for number, text in enumerate(texts)
    ]
    return json.dumps({"id": name, "reports": reports}) + "\n"


@pytest.fixture
def blast(tmp_path: Path) -> Path:
    file = tmp_path / "blast.jsonl"
    file.write_text(line("blast", FIRST, LATER))
    return file


class TestReconcile:
    def test_jsonl_has_the_promised_names_and_no_text(self, blast: Path) -> None:
        (one,) = objects(run("reconcile", blast, "--format", "jsonl"))
        assert list(one) == NAMES_OF_A_DOSSIER
        assert [report["id"] for report in one["reports"]] == ["blast-0", "blast-1"]
        assert all("text" not in report for report in one["reports"])

    def test_the_reports_of_a_line_are_one_incident(self, blast: Path) -> None:
        (one,) = objects(run("reconcile", blast, "--format", "jsonl"))
        killed = one["findings"][0]
        assert (killed["measure"], killed["best"]) == ("killed", 4)
        assert [(change["kind"], change["measure"]) for change in one["history"]] == [("growth", "killed")]

    def test_one_line_out_for_each_line_in(self, tmp_path: Path) -> None:
        file = tmp_path / "mixed.jsonl"
        file.write_text(line("a", FIRST) + "{broken\n\n" + line("b") + line("c", LATER))
        result = run("reconcile", file, "--format", "jsonl")
        assert [one["id"] for one in objects(result)] == ["a", f"{file}:2", f"{file}:3", "b", "c"]
        assert [bool(one["problems"]) for one in objects(result)] == [False, True, True, True, False]
        assert result.exit_code == 1
        assert "mixed.jsonl:2" in result.stderr

    def test_a_bug_in_one_report_leaves_the_others_of_its_line(
        self, blast: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        extract = extracting.extract

        def breaks(report: Any, **options: Any) -> Any:
            if report.id == "blast-0":
                raise RecursionError("deep")
            return extract(report)

        monkeypatch.setattr(extracting, "extract", breaks)
        result = run("reconcile", blast, "--format", "jsonl")
        (one,) = objects(result)
        assert one["findings"][0]["best"] == 4
        assert "RecursionError" in one["problems"][0]["what"]
        assert result.exit_code == 1

    def test_a_bug_in_bringing_reports_together_ends_one_line_only(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        together = pipeline.together

        def breaks(name: str, *rest: Any) -> Any:
            if name == "a":
                raise KeyError("x")
            return together(name, *rest)

        monkeypatch.setattr(pipeline, "together", breaks)
        file = tmp_path / "two.jsonl"
        file.write_text(line("a", FIRST) + line("b", LATER))
        first, second = objects(run("reconcile", file, "--format", "jsonl"))
        assert (first["findings"], second["findings"][0]["best"]) == ([], 4)
        assert "KeyError" in first["problems"][0]["what"]

    def test_standard_input_is_read(self) -> None:
        (one,) = objects(run("reconcile", "-", "--format", "jsonl", stdin=line("a", FIRST).encode()))
        assert one["id"] == "a"

    def test_csv_has_a_row_for_each_finding_conflict_and_change(self, blast: Path) -> None:
        rows = list(csv.DictReader(io.StringIO(run("reconcile", blast, "--format", "csv").stdout)))
        assert tuple(rows[0]) == COLUMNS
        assert [(row["row"], row["measure"], row["best"], row["kind"]) for row in rows] == [
            ("finding", "killed", "4", ""),
            ("finding", "injured", "5", ""),
            ("change", "killed", "", "growth"),
        ]

    def test_several_methods_are_asked_in_their_order(self, blast: Path) -> None:
        (one,) = objects(
            run("reconcile", blast, "--format", "jsonl", "--method", "acled", "--method", "plain")
        )
        assert list(dict.fromkeys(finding["method"] for finding in one["findings"])) == ["acled-1", "plain-1"]
        assert [(no["method"], no["measure"]) for no in one["not_applicable"]] == [("acled-1", "injured")]

    def test_compared_the_methods_stand_side_by_side_with_the_words_that_decided(self, blast: Path) -> None:
        shown = run("reconcile", blast, "--compare").stdout
        assert shown.count("“4”") >= 4
        assert "not applicable" in shown
        assert "acled-1 not for" in shown

    def test_a_person_sees_the_range_and_the_course_of_the_toll(self, blast: Path) -> None:
        shown = run("reconcile", blast).stdout
        assert "◆" in shown
        assert "4 ┤" in shown
        assert "3 ┤" in shown

    @pytest.mark.parametrize("wrong", [("--method", "guess"), ("--workers", "0"), ("--format", "xml")])
    def test_a_value_that_cannot_be_is_wrong_usage(self, blast: Path, wrong: tuple[str, str]) -> None:
        assert run("reconcile", blast, *wrong).exit_code == 2


class TestPages:
    def test_every_incident_has_its_page(self, tmp_path: Path) -> None:
        file = tmp_path / "two.jsonl"
        file.write_text(line("a", FIRST) + line("b/../c", LATER))
        run("reconcile", file, "--page", tmp_path / "pages" / "of may")
        pages = sorted((tmp_path / "pages" / "of may").iterdir())
        assert len(pages) == 2
        assert pages[0].name == "a.html"
        assert "<mark>3</mark>" in pages[0].read_text()

    def test_no_page_replaces_another(self, tmp_path: Path) -> None:
        file = tmp_path / "same.jsonl"
        file.write_text(line("a", FIRST) + line("a", LATER) + line("A", LATER))
        run("reconcile", file, "--page", tmp_path / "pages")
        assert {page.name for page in (tmp_path / "pages").iterdir()} == {"a.html", "a-2.html", "A-3.html"}

    @pytest.mark.parametrize("id_", ["../../etc/passwd", "a/b", "..", "", "x" * 500, "ä b", "con:aux"])
    def test_no_id_leads_out_of_the_folder(self, id_: str) -> None:
        name = file_name(id_)
        assert name
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
        assert len(name) < 100

    def test_two_ids_that_look_alike_have_two_names(self) -> None:
        assert len({file_name(id_) for id_ in ("a/b", "a.b", "a b", "a-b")}) == 4


class TestExplain:
    def test_a_number_is_explained_by_its_rule_and_its_claims(self, tmp_path: Path) -> None:
        file = tmp_path / "first.txt"
        file.write_text(FIRST)
        shown = run("explain", file).stdout
        assert "killed 3" in shown
        assert "method plain-1, rule " in shown
        assert "“3” killed, police" in shown

    def test_what_was_overtaken_is_told_with_its_words(self, blast: Path) -> None:
        shown = run("explain", "--together", blast).stdout
        assert "overtaken by “4”" in shown

    def test_a_conflict_is_proved_by_claims_rule_and_numbers(self, tmp_path: Path) -> None:
        file = tmp_path / "clash.jsonl"
        others = "4 people were killed by the blast in the market of Ollen, the mayor said at noon."
        file.write_text(line("clash", f"{FIRST} They spoke at noon.", others))
        (one,) = objects(run("reconcile", file, "--format", "jsonl"))
        (conflict,) = one["conflicts"]
        result = run("explain", "--together", file, conflict["id"])
        assert result.stdout.startswith(f"{conflict['id']}: disagreement, open")
        assert "4 is more than 3" in result.stdout
        assert "rule cannot-all-hold" in result.stdout
        assert result.exit_code == 0

    def test_an_id_that_is_not_there_is_named(self, blast: Path) -> None:
        result = run("explain", "--together", blast, "fnd_none")
        assert result.exit_code == 1
        assert "fnd_none" in result.stderr


def test_a_folder_is_one_incident_with_its_reports(tmp_path: Path) -> None:
    folder = tmp_path / "blast"
    folder.mkdir()
    (folder / "a.txt").write_text(FIRST)
    (folder / "b.txt").write_text(LATER)
    result = CliRunner().invoke(cli.tollbook, ["reconcile", str(folder), "--format", "jsonl"])
    (line,) = map(json.loads, result.stdout.splitlines())
    assert (line["id"], len(line["reports"])) == ("blast", 2)


def test_a_text_in_the_place_of_incidents_is_told_where_it_belongs(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST)
    result = CliRunner().invoke(cli.tollbook, ["reconcile", str(tmp_path / "a.txt")])
    assert result.exit_code == 1
    assert "`tollbook read` reads single reports" in result.stderr


def test_explain_knows_a_file_of_incidents_by_its_first_line(tmp_path: Path) -> None:
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps({"id": "blast", "reports": [{"id": "a", "text": FIRST}]}) + "\n")
    result = CliRunner().invoke(cli.tollbook, ["explain", str(file)])
    assert result.exit_code == 0, result.output
    assert "killed 3" in result.stdout


def test_a_text_is_explained_with_what_is_known_of_it(tmp_path: Path) -> None:
    source = tmp_path / "one.txt"
    source.write_text("2 people were killed in Ollen, police said.")
    typed = ["explain", str(source), "--published", "2024-03-02"]
    assert "as of 2 Mar 2024" in CliRunner().invoke(cli.tollbook, typed).output
    refused = CliRunner().invoke(cli.tollbook, ["explain", str(tmp_path), *typed[2:]])
    assert (refused.exit_code, "for a single PATH" in refused.output) == (2, True)
