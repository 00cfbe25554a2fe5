"""A person at the ledger: judge, show, trace and status, typed as a person types them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import msgspec
import pytest
from click.testing import CliRunner, Result

from tollbook import cli, recording
from tollbook.cli.corrections import Typed, amended
from tollbook.errors import ChangedError, NamelessError, UsageError
from tollbook.ledger import Ledger
from tollbook.model import Claim
from tollbook.recording.steps import STAGE_VERSIONS
from tollbook.trace import place_of

SHELLS = "Shells killed 4 people in Kharkiv on Saturday, Mayor Ihor Ter said. Seven people were injured."


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    source, path = tmp_path / "one.jsonl", tmp_path / "t.db"
    source.write_text(json.dumps({"id": "rpt_a", "text": SHELLS, "outlet": "The Courier"}) + "\n")
    run(path, "ingest", str(source))
    return path


def run(ledger: Path, *typed: str) -> str:
    result = result_of(ledger, *typed)
    assert result.exit_code == 0, result.output
    return result.stdout


def result_of(ledger: Path, *typed: str) -> Result:
    return CliRunner().invoke(cli.tollbook, [*typed, "--ledger", str(ledger)])


def shown(ledger: Path, name: str | None = None) -> dict[str, Any]:
    """What `show --format jsonl` prints of an id, of the only incident by default."""
    if name is None:
        name = json.loads(run(ledger, "incidents", "--format", "jsonl"))["incident"]["id"]
    told: dict[str, Any] = json.loads(run(ledger, "show", name, "--format", "jsonl"))
    return told


def killed(ledger: Path) -> tuple[str, int]:
    """The id and the low end of the finding on the killed."""
    findings = shown(ledger)["reconciliation"]["findings"]
    return next((each["id"], each["low"]) for each in findings if each["measure"] == "killed")


def claim(ledger: Path, measure: str = "killed") -> str:
    return next(str(each["id"]) for each in shown(ledger)["claims"] if each["measure"] == measure)


def test_a_correction_is_typed_kept_and_undone(ledger: Path) -> None:
    name = claim(ledger)
    typed = ("judge", "correct", name, "--low", "5", "--high", "open", "--as", "Ann", "--why", "see photo")
    done = json.loads(run(ledger, *typed, "--format", "jsonl"))
    assert killed(ledger)[1] == 5
    assert shown(ledger)["states"][name] == "corrected"
    assert shown(ledger, name)["claim"]["count"]["high"] is None
    run(ledger, "judge", "undo", done["judgement"], "--as", "Ann")
    assert (killed(ledger)[1], shown(ledger)["states"][name]) == (4, "unseen")


def test_a_correction_never_writes_over_one_that_came_in_between(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = claim(ledger)

    def meanwhile(opened: Ledger, claim: str, typed: Typed) -> Claim:
        correction = amended(opened, claim, typed)
        other = msgspec.structs.replace(correction, group=("civilian",))
        recording.judge(opened, claim, "correct", recording.Signature("Bo", "they were"), correction=other)
        return correction

    monkeypatch.setattr("tollbook.cli.judge_command.amended", meanwhile)
    result = result_of(ledger, "judge", "correct", name, "--low", "3", "--as", "Ann")
    assert isinstance(result.exception, ChangedError)
    assert shown(ledger, name)["claim"]["group"] == ["civilian"]


def test_a_bound_that_is_no_number_is_refused_with_a_sentence(ledger: Path) -> None:
    for typed in ("five", "-1", "9" * 5000):
        error = result_of(ledger, "judge", "correct", claim(ledger), "--low", typed, "--as", "Ann").exception
        assert isinstance(error, UsageError)
        assert "is no bound" in str(error)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("--group", "chld"), "'chld' is no group; there are adult, child, elderly"),
        (("--measure", "kiled"), "is no measure; there are killed"),
        (("--unit", "house"), "killed counts people, so its unit is person"),
        (("--correction", '{"status": "maybe"}'), "no status; there are asserted, possible, denied"),
    ],
)
def test_a_word_that_is_not_of_a_closed_list_is_refused_with_the_list(
    ledger: Path, typed: tuple[str, ...], told: str
) -> None:
    error = result_of(ledger, "judge", "correct", claim(ledger), *typed, "--as", "Ann").exception
    assert isinstance(error, UsageError)
    assert told in str(error)


def test_a_correction_to_a_thing_takes_its_unit_and_a_group_is_emptied(ledger: Path) -> None:
    name = claim(ledger)
    run(ledger, "judge", "correct", name, "--group", "child", "--as", "Ann")
    run(ledger, "judge", "correct", name, "--measure", "damaged", "--group", "", "--as", "Ann")
    read = shown(ledger, name)["claim"]
    assert (read["measure"], read["unit"], read["group"]) == ("damaged", "thing", [])


def test_a_range_for_a_group_that_there_is_not_is_refused(ledger: Path) -> None:
    incident = shown(ledger)["incident"]["id"]
    typed = ("judge", "range", incident, "--measure", "killed", "--group", "chld", "--low", "1")
    assert "is no group; there are adult" in str(result_of(ledger, *typed, "--as", "Ann").exception)


def test_an_act_without_a_name_is_refused_and_says_how_to_set_one(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = ("judge", "accept", claim(ledger))
    error = result_of(ledger, *typed).exception
    assert isinstance(error, NamelessError)
    assert "--as NAME" in str(error)
    assert "TOLLBOOK_NAME" in str(error)
    monkeypatch.setenv("TOLLBOOK_NAME", "Bo Lind")
    run(ledger, *typed)
    assert [each["who"] for each in shown(ledger, typed[2])["judgements"]] == ["Bo Lind"]


def test_a_claim_that_was_judged_since_it_was_seen_is_not_judged(ledger: Path) -> None:
    name = claim(ledger)
    seen = shown(ledger)["seen"][name]
    run(ledger, "judge", "accept", name, "--as", "Ann", "--seen", seen)
    error = result_of(ledger, "judge", "reject", name, "--as", "Bo", "--seen", seen).exception
    assert "has changed since you looked" in str(error)


def test_what_an_act_did_to_the_numbers_is_printed(ledger: Path) -> None:
    said = run(ledger, "judge", "correct", claim(ledger), "--low", "5", "--high", "6", "--as", "Ann")
    assert "killed: 4, now 5 to 6" in said
    assert "injured" not in said
    said = run(ledger, "judge", "reject", claim(ledger), "--as", "Ann")
    assert "now no number" in said
    said = run(ledger, "judge", "correct", claim(ledger, "injured"), "--speaker", "a nurse", "--as", "Ann")
    assert "No number changed." in said


def test_all_claims_of_a_report_are_accepted_named_and_undone_together(ledger: Path) -> None:
    result = result_of(ledger, "judge", "accept-all", "rpt_a", "--as", "Ann", "--why", "read in full")
    assert result.exit_code == 0
    assert f"accepted: {claim(ledger)}: killed “4 people”" in result.stderr
    assert "2 judgements written" in result.stdout
    assert set(shown(ledger)["states"].values()) == {"accepted"}
    name = result.stdout.split("judge undo ")[1].split()[0]
    run(ledger, "judge", "undo", name, "--all", "--as", "Ann")
    assert set(shown(ledger)["states"].values()) == {"unseen"}
    assert "2 judgements" in run(
        ledger, "judge", "accept-all", shown(ledger)["incident"]["id"], "--as", "Ann"
    )


@pytest.mark.parametrize(
    ("quote", "low", "high"), [("Seven people", 7, 7), ("4", 4, 4), ("people", None, None)]
)
def test_an_added_claim_takes_the_number_of_its_words(
    ledger: Path, quote: str, low: int | None, high: int | None
) -> None:
    typed = ("judge", "add", "rpt_a", "--quote", quote, "--measure", "detained", "--as", "Ann")
    at = ("--at", str(SHELLS.index(quote)))
    result = result_of(ledger, *typed, *at)
    if low is None:
        assert "state no single number: give --low and --high" in str(result.exception)
        return
    count = next(each["count"] for each in shown(ledger)["claims"] if each["measure"] == "detained")
    assert (count["low"], count["high"], count["text"]) == (low, high, quote)


def test_a_claim_is_added_by_its_quote(ledger: Path) -> None:
    typed = ("judge", "add", "rpt_a", "--quote", "Mayor Ihor Ter", "--measure", "detained", "--low", "1")
    run(ledger, *typed, "--high", "1", "--as", "Ann", "--speaker", "")
    assert {"detained"} <= {each["measure"] for each in shown(ledger)["claims"]}
    error = result_of(ledger, *typed[:4], "nowhere", *typed[5:], "--as", "Ann").exception
    assert isinstance(error, UsageError)


def test_a_range_and_a_scope_are_shown_beside_the_findings(ledger: Path) -> None:
    incident = shown(ledger)["incident"]["id"]
    ranged = ("judge", "range", incident, "--measure", "killed")
    run(ledger, *ranged, "--low", "3", "--high", "6", "--as", "Ann", "--why", "two lists differ")
    run(ledger, "judge", "range", incident, "--measure", "injured", "--no-conclusion", "--as", "Ann")
    run(ledger, "judge", "outside", incident, "--why", "an accident", "--as", "Ann")
    page = run(ledger, "show", incident)
    for words in ("3 to 6", "Ann: two lists", "no conclusion possible", "Outside of the project", "4 (plain"):
        assert words in page


def test_a_claim_whose_words_are_gone_is_shown_as_that(ledger: Path, tmp_path: Path) -> None:
    name = claim(ledger)
    run(ledger, "judge", "accept", name, "--as", "Ann", "--why", "a list")
    assert "are gone" not in run(ledger, "show", name)
    source = tmp_path / "two.jsonl"
    source.write_text(json.dumps({"id": "rpt_a", "text": SHELLS.replace("4", "6"), "outlet": "The Courier"}))
    run(ledger, "ingest", str(source))
    assert "These words are gone from the report." in run(ledger, "show", name)
    assert "judged on words that are gone" in run(ledger, "show", shown(ledger)["incident"]["id"])
    assert "are gone from rpt_a" in str(result_of(ledger, "judge", "reject", name, "--as", "Ann").exception)


def test_place_and_date_are_put_right_shown_and_traced(ledger: Path) -> None:
    incident = shown(ledger)["incident"]["id"]
    typed = ("judge", "facts", incident, "--place", "Poltava", "--date", "2024-03-01", "--why", "a map")
    run(ledger, *typed, "--as", "Ann")
    page = " ".join(run(ledger, "show", incident).split())
    for words in ("Poltava, Poltava Oblast, Ukraine, 1 Mar 2024", "Put right: place, date by Ann: a map"):
        assert words in page
    assert "The program: place Kharkiv" in page
    assert shown(ledger)["machine"]["place"]["name"] == "Kharkiv"
    assert "place Poltava, " in " ".join(run(ledger, "trace", incident).split())


@pytest.mark.parametrize("what", ["rpt_a", "clm", "fnd", "lnk"])
def test_whatever_has_an_id_can_be_shown_and_traced(ledger: Path, what: str) -> None:
    names = {
        "rpt_a": "rpt_a",
        "clm": claim(ledger),
        "fnd": killed(ledger)[0],
        "lnk": shown(ledger)["links"][0]["id"],
    }
    name = names[what]
    assert name in run(ledger, "show", name)
    assert shown(ledger, name)["id"] == name
    assert json.loads(run(ledger, "trace", name, "--format", "jsonl"))["id"] == name


def test_what_the_ledger_does_not_hold_is_said(ledger: Path) -> None:
    for command in ("show", "trace"):
        assert "tollbook incidents" in str(result_of(ledger, command, "clm_none").exception)


def test_a_figure_is_traced_to_method_words_bytes_and_code_and_forward(ledger: Path) -> None:
    finding, _ = killed(ledger)
    run(ledger, "judge", "accept", claim(ledger), "--as", "Ann")
    page = run(ledger, "trace", finding)
    for words in ("method plain-1", "“4 people”", "The Courier", "SHA-256", "tollbook.reconciling:reconcile"):
        assert words in page
    told = json.loads(run(ledger, "trace", finding, "--format", "jsonl"))
    assert {line["type"] for line in told["back"]} >= {"report", "claim"}
    assert told["code"]["tollbook.extracting:extract"]["file"].startswith("tollbook/extracting/")
    forward = json.loads(run(ledger, "trace", claim(ledger), "--format", "jsonl"))["forward"]
    assert {line["type"] for line in forward} == {"reading", "reconciliation", "judgement"}


def test_a_judgement_that_changed_a_figure_stands_on_the_way_back(ledger: Path) -> None:
    run(ledger, "judge", "correct", claim(ledger), "--low", "6", "--high", "6", "--as", "Ann")
    told = json.loads(run(ledger, "trace", killed(ledger)[0], "--format", "jsonl"))
    assert [line["noun"]["who"] for line in told["back"] if line["type"] == "judgement"] == ["Ann"]


def test_status_counts_and_says_what_is_stale_and_what_to_run(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "nothing to run" in run(ledger, "status")
    newer = dict(STAGE_VERSIONS) | {"tollbook.reconciling:reconcile": "next"}
    monkeypatch.setattr("tollbook.recording.steps.STAGE_VERSIONS", newer)
    assert "run `tollbook status --renew`" in run(ledger, "status")
    assert "nothing to run" in run(ledger, "status", "--renew")
    told = json.loads(run(ledger, "status", "--format", "jsonl"))
    assert (told["counts"]["report"], told["counts"]["unseen"], told["stale"]) == (1, 2, [])


def test_every_verdict_and_its_options_have_help_and_examples() -> None:
    group = cli.tollbook.commands["judge"]
    assert isinstance(group, click.Group)
    for name, command in group.commands.items():
        assert f"tollbook judge {name}" in (command.epilog or "")
        options = [one for one in command.params if isinstance(one, click.Option)]
        assert [one.name for one in options if not one.help] == []


def test_every_maker_is_a_function_of_this_code() -> None:
    from tollbook.recording.steps import STAGE_VERSIONS

    assert [maker for maker in STAGE_VERSIONS if place_of(maker) is None] == []
    assert place_of("tollbook.extracting:gone") is None


def test_the_beginning_of_an_id_is_enough_where_it_means_one_thing(ledger: Path) -> None:
    name, finding = claim(ledger), killed(ledger)[0]
    run(ledger, "judge", "accept", name[:10], "--as", "Ann")
    assert shown(ledger, name[:10])["state"] == "accepted"
    assert json.loads(run(ledger, "trace", finding[:10], "--format", "jsonl"))["id"] == finding
    assert shown(ledger, "inc_")["incident"] == shown(ledger)["incident"]


def test_the_beginning_of_several_ids_names_them_and_nothing_is_done(ledger: Path) -> None:
    said = result_of(ledger, "judge", "accept", "clm_", "--as", "Ann")
    both = sorted((claim(ledger), claim(ledger, "injured")))
    assert (said.exit_code, f"clm_ could be {both[0]}, {both[1]}: type more" in str(said.exception)) == (
        1,
        True,
    )
    assert set(shown(ledger)["states"].values()) == {"unseen"}


def test_an_id_that_another_one_begins_with_means_itself(tmp_path: Path) -> None:
    source, path = tmp_path / "two.jsonl", tmp_path / "t.db"
    rows = ({"id": name, "text": SHELLS} for name in ("rpt_a", "rpt_ab"))
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    run(path, "ingest", str(source))
    assert shown(path, "rpt_a")["id"] == "rpt_a"
