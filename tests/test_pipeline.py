"""One report to one account; many reports one after another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import tollbook
from tollbook import extracting, pipeline
from tollbook.extracting import Extraction
from tollbook.model import Report
from tollbook.reading import Given, ReadItem
from tollbook.reconciling import Options

BLAST = "A blast shook the market of Ollen on Monday. 3 people were killed and 5 injured, police said."

pytestmark = pytest.mark.usefixtures("toy")


def test_a_text_gives_its_account() -> None:
    account = tollbook.read(BLAST, published="2024-05-08T10:00:00Z", outlet="Harbour Post")
    assert account.report.text == BLAST
    assert account.report.outlet == "Harbour Post"
    assert [(claim.measure, claim.count.low) for claim in account.claims] == [("killed", 3), ("injured", 5)]


def test_every_quote_stands_where_its_claim_says() -> None:
    account = tollbook.read(BLAST)
    spans = [claim.evidence for claim in account.claims]
    assert [account.report.text[span.start : span.end] for span in spans] == [span.quote for span in spans]


@pytest.mark.parametrize("kind", [str, Path])
def test_a_file_that_exists_gives_its_report(tmp_path: Path, kind: type) -> None:
    file = tmp_path / "report.txt"
    file.write_text(BLAST)
    assert tollbook.read(kind(file)).report.text == BLAST


def test_a_path_that_does_not_exist_is_a_problem_and_no_exception(tmp_path: Path) -> None:
    account = tollbook.read(tmp_path / "gone.txt")
    assert account.report.text == ""
    assert account.claims == ()
    assert [problem.severity for problem in account.problems] == ["error"]
    assert "gone.txt" in account.problems[0].where


def test_one_report_asked_of_a_file_of_several_is_misuse(tmp_path: Path) -> None:
    file = tmp_path / "two.jsonl"
    file.write_text("".join(json.dumps({"id": name, "text": BLAST}) + "\n" for name in "ab"))
    with pytest.raises(tollbook.SeveralReportsError, match="read_all"):
        tollbook.read(file)
    assert [account.report.id for account in tollbook.read_all([file])] == ["a", "b"]


def test_a_text_in_a_language_that_is_not_read_is_never_extracted_from(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(report: Report) -> Extraction:
        raise AssertionError(report)

    monkeypatch.setattr(extracting, "extract", never)
    account = tollbook.read(
        "Am Montag starben drei Menschen bei einer Explosion auf dem Markt der Stadt Ollen."
    )
    assert account.claims == ()
    assert account.problems != ()


def test_every_claim_comes_from_one_root_of_the_account() -> None:
    account = tollbook.read(BLAST)
    assert [claim.root for claim in account.claims] == [account.roots[0].id] * 2
    assert account.roots[0].claims == tuple(claim.id for claim in account.claims)


def test_the_method_plain_makes_a_finding_of_each_measure() -> None:
    findings = tollbook.read(BLAST).findings
    assert [(one.measure, one.low, one.method) for one in findings] == [
        ("killed", 3, "plain-1"),
        ("injured", 5, "plain-1"),
    ]


def test_an_account_is_frozen() -> None:
    account = tollbook.read(BLAST)
    with pytest.raises(AttributeError):
        account.claims = ()  # type: ignore[misc]


def test_an_account_survives_its_own_json() -> None:
    account = tollbook.read(BLAST, url="https://example.org/blast")
    assert msgspec.json.decode(msgspec.json.encode(account), type=tollbook.Account) == account


@pytest.mark.parametrize("text", ["", "\0", "x" * 5000, "\ud800", "a/b\nc", "~", "🙂" * 300])
def test_no_text_is_taken_for_a_file_that_breaks(text: str) -> None:
    assert tollbook.read(text).report is not None


def test_many_reports_are_held_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []

    def inputs(path: Path, given: Given) -> Iterator[ReadItem]:
        begun.append(path.name)
        return iter([ReadItem(Report(id=path.name, text=BLAST, language="en", checksum=""))])

    monkeypatch.setattr(pipeline, "inputs", inputs)
    accounts = tollbook.read_all(["a", "b"])
    assert begun == []
    assert next(accounts).report.id == "a"
    assert begun == ["a"]
    assert next(accounts).report.id == "b"


def test_several_reports_on_one_incident_are_laid_beside_each_other() -> None:
    first = pipeline.told(ReadItem(Report(id="a", text=BLAST, language="en", checksum="")))
    second = pipeline.told(ReadItem(Report(id="b", text="4 killed in Ollen", language="en", checksum="")))
    dossier = pipeline.together("ollen", [first, second])
    assert dossier.id == "ollen"
    assert [report.id for report in dossier.reports] == ["a", "b"]
    assert [claim.id for claim in dossier.claims] == [claim.id for claim in (*first.claims, *second.claims)]
    assert {claim.root for claim in dossier.claims} == {root.id for root in dossier.roots}
    assert [(finding.measure, finding.low) for finding in dossier.findings] == [("killed", 4), ("injured", 5)]


def test_a_report_that_cannot_be_read_leaves_its_problem_in_the_dossier() -> None:
    read = pipeline.told(ReadItem(Report(id="a", text=BLAST, language="en", checksum="")))
    lost = tollbook.Problem(what="malformed", where="x:1#2", stage="reading", severity="error")
    dossier = pipeline.together("ollen", [read, pipeline.told(ReadItem(None, (lost,)))])
    assert lost in dossier.problems
    assert len(dossier.reports) == 2
    assert dossier.findings


def test_an_unknown_method_is_misuse() -> None:
    read = pipeline.told(ReadItem(Report(id="a", text=BLAST, language="en", checksum="")))
    with pytest.raises(tollbook.UsageError, match="guess"):
        pipeline.together("ollen", [read], Options(methods=("guess",)))
