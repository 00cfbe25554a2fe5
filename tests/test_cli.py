"""The command as people and pipes meet it: output, problems, exit status."""

from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from tollbook import cli, pipeline
from tollbook.errors import SettingsError

BLAST = "A blast shook the market of Ollen on Monday. 3 people were killed and 5 injured, police said."
CALM = "The new library of Marrowby opens on Saturday, the town council said in a statement."
COMMAND = Path(sys.executable).with_name("tollbook")


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli.tollbook, ["read", *map(str, arguments)], input=stdin)


def objects(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def blast(tmp_path: Path) -> Path:
    file = tmp_path / "blast.txt"
    file.write_text(BLAST)
    return file


@pytest.fixture
def many(tmp_path: Path) -> Path:
    file = tmp_path / "many.jsonl"
    rows = ({"id": f"r{number}", "text": f"{BLAST} It was report {number}."} for number in range(12))
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


@pytest.mark.usefixtures("toy")
class TestReading:
    def test_a_person_gets_a_table(self, blast: Path) -> None:
        result = run(blast)
        rows = [line.split() for line in result.stdout.splitlines() if "“" in line]
        assert rows == [["killed", "3", "police", "“3”"], ["injured", "5", "police", "“5”"]]
        assert result.exit_code == 0

    def test_with_text_the_words_come_too(self, blast: Path) -> None:
        assert "shook the market" in run("--text", blast).stdout.replace("\n", " ").split("measure")[0]

    def test_with_explain_every_claim_names_its_rules(self, blast: Path) -> None:
        assert run("--explain", blast).stdout.count("toy") == 2

    def test_jsonl_is_one_object_a_report(self, many: Path) -> None:
        ids = [one["report"]["id"] for one in objects(run("--format", "jsonl", many))]  # type: ignore[index]
        assert ids == [f"r{number}" for number in range(12)]

    def test_csv_is_one_row_a_claim(self, many: Path) -> None:
        rows = list(csv.DictReader(io.StringIO(run("--format", "csv", many).stdout)))
        assert [row["measure"] for row in rows] == ["killed", "injured"] * 12

    def test_standard_input_is_read_with_what_is_given_beside_it(self) -> None:
        facts = ("--published", "2024-05-08T10:00:00Z", "--outlet", "Post", "--url", "https://e.org/1")
        (one,) = objects(run("-", *facts, "--title", "Blast", "--format", "jsonl", stdin=BLAST.encode()))
        report = one["report"]
        assert isinstance(report, dict)
        assert report["text"] == f"Blast\n\n{BLAST}"
        assert (report["outlet"], report["url"], report["title"]) == ("Post", "https://e.org/1", "Blast")
        assert str(report["published"]).startswith("2024-05-08T10:00:00")

    def test_files_folders_and_gzip_are_read_in_the_order_given(self, tmp_path: Path, blast: Path) -> None:
        folder = tmp_path / "folder"
        folder.mkdir()
        (folder / "b.txt").write_text(CALM)
        (folder / "a.txt").write_text(BLAST)
        packed = tmp_path / "c.jsonl.gz"
        packed.write_bytes(gzip.compress(json.dumps({"id": "packed", "text": CALM}).encode() + b"\n"))
        texts = [one["report"]["text"] for one in objects(run("--format", "jsonl", packed, folder, blast))]  # type: ignore[index]
        assert texts == [CALM, BLAST, CALM, BLAST]


class TestBadInput:
    @pytest.mark.parametrize(
        "content", [b"", b"\0\1\2\3\xff" * 500, b"   \n \n"], ids=["empty", "binary", "blank"]
    )
    @pytest.mark.parametrize("kind", ["table", "jsonl", "csv"])
    def test_what_cannot_be_read_is_named_and_the_others_are_read(
        self, tmp_path: Path, blast: Path, content: bytes, kind: str
    ) -> None:
        bad = tmp_path / "bad.txt"
        bad.write_bytes(content)
        result = run(bad, tmp_path / "gone.txt", blast, "--format", kind)
        assert result.exit_code == 1
        assert "bad.txt" in result.stderr
        assert "gone.txt" in result.stderr
        assert "Traceback" not in result.stderr
        if kind == "jsonl":
            first, second, third = objects(result)
            assert first["problems"]
            assert second["problems"]
            assert third["report"]["text"] == BLAST  # type: ignore[index]

    def test_a_broken_line_is_named_by_its_number(self, tmp_path: Path) -> None:
        file = tmp_path / "rows.jsonl"
        file.write_text(
            json.dumps({"id": "a", "text": CALM}) + "\n{broken\n" + json.dumps({"id": "b", "text": CALM})
        )
        result = run(file, "--format", "jsonl")
        assert result.exit_code == 1
        assert "rows.jsonl" in result.stderr
        assert "2" in result.stderr.split("rows.jsonl")[1][:12]
        assert {"a", "b"} <= {one["report"]["id"] for one in objects(result)}  # type: ignore[index]

    def test_a_bug_in_reading_one_path_is_one_line_and_the_next_path_is_read(
        self, blast: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        inputs = pipeline.inputs

        def break_once(source: object, given: object) -> object:
            if source == Path("first"):
                raise RecursionError("deep")
            return inputs(source, given)  # type: ignore[arg-type]

        monkeypatch.setattr(pipeline, "inputs", break_once)
        result = run("first", blast, "--format", "jsonl")
        assert result.exit_code == 1
        assert "first: a bug of Tollbook (RecursionError: deep)" in result.stderr
        assert len(objects(result)) == 2


class TestUsage:
    def test_without_a_path_usage_is_wrong(self) -> None:
        assert run().exit_code == 2

    def test_facts_of_a_single_text_with_several_paths_are_wrong_usage(self, blast: Path) -> None:
        assert run(blast, blast, "--title", "Blast").exit_code == 2

    @pytest.mark.parametrize(
        "wrong", [("--workers", "0"), ("--format", "xml"), ("--published", "yesterday"), ("--maybe",)]
    )
    def test_a_value_that_cannot_be_is_wrong_usage(self, blast: Path, wrong: tuple[str, ...]) -> None:
        result = run(blast, *wrong)
        assert result.exit_code == 2
        assert "Traceback" not in result.output

    def test_a_setting_that_cannot_be_is_wrong_usage(
        self, blast: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TOLLBOOK_WORKERS", "many")
        result = run(blast)
        assert result.exit_code == 2
        assert "workers" in result.stderr

    def test_settings_are_the_defaults_of_options(self, blast: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TOLLBOOK_FORMAT", "jsonl")
        assert objects(run(blast))[0]["problems"] is not None

    def test_every_command_and_option_has_its_help_and_examples(self) -> None:
        for name, command in cli.tollbook.commands.items():
            assert "Examples:" in (command.epilog or ""), name
            options = [one for one in command.params if isinstance(one, click.Option)]
            assert [one.name for one in options if not one.help] == []

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_completion_prints_a_script_for_the_shell(self, shell: str) -> None:
        result = CliRunner().invoke(cli.tollbook, ["completion", shell])
        assert "_TOLLBOOK_COMPLETE" in result.stdout


class TestMain:
    """The entry point: a mistake is one line, whoever made it."""

    @pytest.mark.parametrize(
        ("error", "status", "sentence"),
        [
            (SettingsError("the file is none"), 2, "tollbook: the file is none"),
            (OSError(28, "No space left on device"), 1, "tollbook: cannot write: No space left on device"),
            (KeyError("x"), 1, "tollbook: this is a bug of Tollbook (KeyError: 'x')"),
        ],
    )
    def test_a_mistake_is_one_line_and_an_exit_status(
        self,
        error: Exception,
        status: int,
        sentence: str,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        def fails(**_: str) -> None:
            raise error

        monkeypatch.setattr(cli, "tollbook", fails)
        monkeypatch.delenv("TOLLBOOK_DEBUG", raising=False)
        with pytest.raises(SystemExit) as left:
            cli.main()
        assert left.value.code == status
        assert capsys.readouterr().err == sentence + "\n"


class TestProcess:
    """What only a process of its own can show."""

    def test_several_workers_print_what_one_prints(self, many: Path) -> None:
        one, two = (
            subprocess.run(
                [COMMAND, "read", many, "--format", "jsonl", "--workers", n], capture_output=True, check=True
            )
            for n in ("1", "2")
        )
        assert one.stdout == two.stdout
        assert one.stdout.count(b"\n") == 12
        assert one.stderr == two.stderr == b""

    def test_a_reader_that_stops_reading_ends_the_command_quietly(self, many: Path) -> None:
        process = subprocess.Popen(
            [COMMAND, "read", *[many] * 30, "--format", "jsonl"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        process.stderr.close()
        process.wait(timeout=60)

    def test_the_output_is_utf_8_whatever_the_locale_says(self, tmp_path: Path) -> None:
        file = tmp_path / "a.txt"
        file.write_text("Three people died in Göteborg on Monday, the “Post” said – a reporter saw it.")
        for kind in ("jsonl", "csv", "table"):
            answer = subprocess.run(
                [COMMAND, "read", file, "--format", kind],
                capture_output=True,
                check=True,
                env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
            )
            assert b"Traceback" not in answer.stderr
            if kind == "jsonl":
                assert "Göteborg".encode() in answer.stdout
