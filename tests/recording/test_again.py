"""Reading again what an older version read: what people decided stands, and nothing is read twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from tests.recording.told import ANN, claim_of, counting, incident_of, quoted, total

from tollbook import recording
from tollbook.cli import tollbook
from tollbook.extracting import Extraction, extract
from tollbook.ledger import Ledger, open_ledger
from tollbook.model import Report, Verdict
from tollbook.recording import steps

MARKET = "Shells hit a market in Kharkiv on Saturday. Four people were killed, Governor Oleh Syn said."
FLOOD = "A flood in Lviv killed 9 people and injured 3 others on Friday, the mayor said."


def as_before(report: Report, *, everywhere: bool = False) -> Extraction:
    """Read as an older version would: nobody injured, 8 for 9, and "Shells" for something damaged."""
    said = extract(report, everywhere=everywhere)
    claims = [counting(c, 8) if c.count.low == 9 else c for c in said.claims if c.measure == "killed"]
    if "Shells" in report.text:
        wrong = replace(claims[0], id="clm_wrong", measure="damaged", evidence=quoted(report.text, "Shells"))
        claims.insert(0, wrong)
    return replace(said, claims=tuple(claims))


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger that an older version filled with a market (rpt_a) and a flood (rpt_b)."""
    source = tmp_path / "two.jsonl"
    rows = ((name, text) for name, text in (("rpt_a", MARKET), ("rpt_b", FLOOD)))
    source.write_text("".join(f'{{"id": "{name}", "text": "{text}"}}\n' for name, text in rows))
    with monkeypatch.context() as before:
        before.setattr("tollbook.pipeline.extracting.extract", as_before)
        assert "2 reports added" in run(tmp_path / "t.db", "ingest", str(source))
    now = dict(steps.STAGE_VERSIONS) | {"tollbook.extracting:extract": "next"}
    monkeypatch.setattr("tollbook.recording.steps.STAGE_VERSIONS", now)
    return tmp_path / "t.db"


def run(ledger: Path, *typed: str) -> str:
    return CliRunner().invoke(tollbook, [*typed, "--ledger", str(ledger)]).output


def judged(path: Path, report: str, verdict: Verdict, measure: str = "killed") -> str:
    with open_ledger(path) as ledger:
        claim = claim_of(ledger, report, measure).id
        recording.judge(ledger, claim, verdict, ANN)
        return claim


def claims(ledger: Ledger, report: str) -> list[tuple[str, int | None]]:
    account = ledger.account(report)
    assert account is not None
    return [(claim.measure, claim.count.low) for claim in account.claims]


def test_what_nobody_judged_is_read_as_it_is_read_now(path: Path) -> None:
    assert "run `tollbook ingest --again`" in run(path, "status")
    assert "2 reports read anew, 0 not read" in run(path, "ingest", "--again")
    assert "nothing to run" in run(path, "status")
    with open_ledger(path) as ledger:
        assert claims(ledger, "rpt_a") == [("killed", 4)]
        assert claims(ledger, "rpt_b") == [("killed", 9), ("injured", 3)]
        assert total(ledger, incident_of(ledger, "rpt_b")) == (9, 9, 9)
        assert ledger.verify().problems == ()


def test_old_entries_stay_and_a_second_run_adds_nothing(path: Path) -> None:
    with open_ledger(path) as ledger:
        before = ledger.entries(limit=10_000)
    run(path, "ingest", "--again")
    with open_ledger(path) as ledger:
        after = ledger.entries(limit=10_000)
    assert after[: len(before)] == before
    assert "0 reports read anew" in run(path, "ingest", "--again")
    with open_ledger(path) as ledger:
        assert ledger.end() == len(after) > len(before)


def test_a_judgement_on_a_claim_that_is_read_the_same_stands(path: Path) -> None:
    claim = judged(path, "rpt_a", "accept")
    assert "kept" not in run(path, "ingest", "--again")
    with open_ledger(path) as ledger:
        assert recording.states(ledger, [claim])[claim] == "accepted"


def test_a_judged_claim_that_is_read_otherwise_stays_as_it_was_judged_and_is_listed(path: Path) -> None:
    claim = judged(path, "rpt_b", "accept")
    said = run(path, "ingest", "--again")
    assert f"kept as judged: {claim} in rpt_b" in said
    assert "2 reports read anew, 1 claims kept as people judged them" in said
    assert claim in run(path, "status").replace("\n", "")
    with open_ledger(path) as ledger:
        assert claims(ledger, "rpt_b") == [("killed", 8), ("injured", 3)]
        assert recording.states(ledger, [claim])[claim] == "accepted"


def test_a_judged_claim_whose_words_are_no_longer_read_is_kept(path: Path) -> None:
    claim = judged(path, "rpt_a", "accept", "damaged")
    run(path, "ingest", "--again")
    with open_ledger(path) as ledger:
        assert claims(ledger, "rpt_a") == [("damaged", 4), ("killed", 4)]
        assert ledger.verify().problems == ()
        file = ledger.incident(incident_of(ledger, "rpt_a"))
        assert file
        assert claim in {each.id for each in file.claims}


def test_what_a_person_added_is_not_read_a_second_time(path: Path) -> None:
    with open_ledger(path) as ledger:
        killed = claim_of(ledger, "rpt_b")
        mine = replace(killed, measure="injured", evidence=quoted(FLOOD, "3 others"))
        recording.add_claim(ledger, "rpt_b", counting(mine, 3), ANN)
    run(path, "ingest", "--again")
    with open_ledger(path) as ledger:
        account = recording.standing_account(ledger, "rpt_b")
        assert account
        assert [claim.measure for claim in account.claims] == ["killed", "injured"]


def test_a_run_that_was_stopped_goes_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tollbook.recording.intake import Intake

    take = Intake.take_again

    def stopped(self: Intake, account: object, original: bytes | None) -> object:
        if len(taken) == 1:
            raise KeyboardInterrupt
        taken.append(account)
        return take(self, account, original)  # type: ignore[arg-type]

    taken: list[object] = []
    with monkeypatch.context() as once:
        once.setattr(Intake, "take_again", stopped)
        run(path, "ingest", "--again")
    assert len(taken) == 1
    assert "1 reports read anew" in run(path, "ingest", "--again")
    assert "nothing to run" in run(path, "status")


def test_a_text_is_read_from_its_kept_bytes_unless_that_would_move_judged_words(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = judged(path, "rpt_b", "accept")
    newer = dict(steps.STAGE_VERSIONS) | {"tollbook.reading:read": "next"}
    monkeypatch.setattr("tollbook.recording.steps.STAGE_VERSIONS", newer)
    monkeypatch.setattr("tollbook.recording.again.from_text", moved)
    run(path, "ingest", "--again")
    with open_ledger(path) as ledger:
        texts = [account.report.text for name in ("rpt_a", "rpt_b") if (account := ledger.account(name))]
        assert texts == [f"* {MARKET}", FLOOD]
        assert recording.states(ledger, [claim])[claim] == "accepted"
        assert ledger.verify().problems == ()
        end = ledger.end()
    run(path, "ingest", "--again")
    with open_ledger(path) as ledger:
        assert ledger.end() == end


def moved(text: str, given: object) -> tuple[Report, tuple[()]]:
    """Read a text as if it began two characters earlier."""
    from tollbook.reading import from_text

    report, _ = from_text(f"* {text}", given)  # type: ignore[arg-type]
    return report, ()


@pytest.mark.parametrize("typed", [("a.txt",), ("--outlet", "Post")])
def test_nothing_of_a_text_is_given_when_what_is_held_is_read_again(
    path: Path, typed: tuple[str, ...]
) -> None:
    assert "name no PATH" in run(path, "ingest", "--again", *typed)
