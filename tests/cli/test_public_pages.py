"""From a report to the site and the situation report, typed as two people type it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tollbook import cli
from tollbook.errors import UsageError
from tollbook.ledger import IncidentQuery, open_ledger

REPORT = Path(__file__).parents[2] / "samples" / "belgorod" / "05-six-points.html"
PROJECT = """
name = "Border Count"
contact = "corrections@count.example.org"
method_card = "Two people look at every claim."
risk_note = "Relatives could be found."
office_holders = ["Vyacheslav Gladkov"]
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in which two people published the main incident of one report."""
    path = tmp_path_factory.mktemp("house") / "t.db"
    path.with_name("project.toml").write_text(PROJECT)
    assert run(path, "ingest", str(REPORT)).exit_code == 0
    with open_ledger(path) as opened:
        names = [each.incident.id for each in opened.incidents(IncidentQuery())]
        file = max((f for name in names if (f := opened.incident(name))), key=lambda f: len(f.claims))
    for claim in file.claims:
        assert run(path, "judge", "accept", claim.id, "--as", "Ana Ruiz").exit_code == 0
    for who in ("Ana Ruiz", "Ben Okoro"):
        assert run(path, "publish", file.incident.id, "--as", who, "--why", "looked at").exit_code == 0
    return path


def run(ledger: Path, *typed: str) -> Result:
    return CliRunner().invoke(cli.tollbook, [*typed, "--ledger", str(ledger)])


def test_the_six_points_come_out_as_a_situation_report(ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "out" / "six.html"
    given = ("--since", "2023-12-30", "--until", "2023-12-31", "--area", "Belgorod")
    assert run(ledger, "publish", "--sitrep", str(file), *given).exit_code == 0
    page = re.sub(r"<(svg|style).*?</\1>", "", file.read_text(encoding="utf-8"), flags=re.S)
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))
    assert "Situation report, Belgorod: 30 Dec 2023 to 31 Dec 2023" in said
    for point in ("killed: adults 12", "killed: children 3", "critical or serious condition: adults 14"):
        assert re.search(rf"{point} \[ 1 \] 30 Dec 2023 15:00 UTC 1: the governor", said), point
    assert "damaged: vehicle 101 or more" in said
    assert "“casualties” is read as" in said
    assert "the governor of the Belgorod region, Vyacheslav Gladkov" in said
    assert "Borderland Courier, 30 Dec 2023 19:00 UTC" in said
    assert 'class="map"' in file.read_text(encoding="utf-8")


def test_a_period_in_which_nothing_happened_has_an_empty_report(ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "none.html"
    assert run(ledger, "publish", "--sitrep", str(file), "--since", "2024-06-01").exit_code == 0
    assert "Nothing is published for this period and area." in file.read_text(encoding="utf-8")


def test_an_area_in_which_nothing_is_published_names_those_that_there_are(
    ledger: Path, tmp_path: Path
) -> None:
    result = run(ledger, "publish", "--sitrep", str(tmp_path / "x.html"), "--area", "Atlantis")
    assert isinstance(result.exception, UsageError)
    assert "nothing is published of an area named Atlantis: there are Belgorod" in str(result.exception)
    assert "Russia" in str(result.exception)
    assert list(tmp_path.iterdir()) == []


def test_the_site_holds_what_is_published_and_nothing_else(ledger: Path, tmp_path: Path) -> None:
    assert run(ledger, "publish", "--site", str(tmp_path)).exit_code == 0
    assert len(list((tmp_path / "incidents").iterdir())) == 1
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"Borderland Courier" in written
    assert not [
        name for name in (b"Ana Ruiz", b"Ben Okoro", b"Lindqvist", b"could be found") if name in written
    ]


def test_nothing_to_publish_is_said(ledger: Path) -> None:
    result = run(ledger, "publish")
    assert result.exit_code == 2
    assert "name an incident, or give --site FOLDER or --sitrep FILE" in result.output


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("--site", "x", "--since", "2024-01-01"), "give that too"),
        (("--sitrep", "x", "--since", "may"), "may is no day"),
    ],
)
def test_a_period_that_is_none_is_refused_before_anything_is_written(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(ledger, "publish", *typed)
    assert isinstance(result.exception, UsageError)
    assert words in str(result.exception)
    assert list(tmp_path.iterdir()) == []


def test_a_project_without_its_card_has_no_pages(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "bare.toml").write_text('name = "Bare"\ncontact = "c@example.org"\n')
    result = run(ledger, "publish", "--site", str(tmp_path / "s"), "--project", str(tmp_path / "bare.toml"))
    assert isinstance(result.exception, UsageError)
    assert '\n  method_card = """…"""' in str(result.exception)
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize("typed", [("publish", "--site"), ("export", "--published")])
def test_what_names_somebody_that_is_never_named_now_is_withdrawn_first(
    ledger: Path, tmp_path: Path, typed: tuple[str, ...]
) -> None:
    file = tmp_path / "careful.toml"
    file.write_text(f'{PROJECT}\nnever = ["Gladkov"]\n')
    result = run(ledger, *typed, str(tmp_path / "out"), "--project", str(file))
    assert isinstance(result.exception, UsageError)
    assert "withdraw it" in str(result.exception)
    written = [path.read_bytes() for path in tmp_path.glob("out/**/*") if path.is_file()]
    assert not [data for data in written if b"Gladkov" in data]
