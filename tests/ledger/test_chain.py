"""Nothing can be changed unseen, and no word of a report or person is inside the chain."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from tests.ledger.told import SPEAKER, a_judgement, an_account, of_account, tell

from tollbook.errors import DamagedLedgerError
from tollbook.ledger import Ledger, drafts, open_ledger
from tollbook.model import Chosen, Span

# fmt: off
WORDS = (
    SPEAKER, "Brandt", "Lindau", "Norland", "Courier", "drowned", "3 people", "5 people", "Ann Okoye",
    "photo", "add up", "same river", "later figure", "is short",
)
# fmt: on
"""Names, quotes and sentences that the told accounts are made of."""


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    account = an_account(3, 5)
    with open_ledger(tmp_path / "ledger.db") as opened:
        tell(opened, account)
        judged = a_judgement(account.claims[0].id, "correct")
        judged = replace(judged, correction=account.claims[1], chosen=Chosen(measure="killed", low=2))
        opened.append([drafts.of_judgement(judged)])
        yield opened


def change(ledger: Ledger, *statements: str) -> None:
    """Run SQL as somebody would who has the file and knows how to take the triggers away."""
    with ledger._writing() as connection:
        names = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
        for statement in (*(f"DROP TRIGGER {name}" for name in names), *statements):
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize("word", WORDS)
def test_no_word_of_a_report_or_a_person_is_in_an_entry(ledger: Ledger, word: str) -> None:
    assert [entry.type for entry in ledger.entries() if word in str(entry)] == []


@pytest.mark.parametrize("word", WORDS)
def test_the_words_are_kept_beside_the_chain(ledger: Ledger, word: str) -> None:
    with ledger._reading() as connection:
        kept = connection.scalars(text("SELECT data FROM words")).all()
    assert any(word.encode() in data for data in kept)


def test_a_chain_verifies_when_every_word_and_every_byte_was_deleted(ledger: Ledger) -> None:
    before = ledger.verify()
    change(ledger, "DELETE FROM words", "DELETE FROM original")
    after = ledger.verify()
    assert (after.problems, after.hash) == ((), before.hash)
    assert (after.words, after.originals, after.quotes) == (0, 0, 0)
    assert after.erased == before.words + before.originals


def test_views_can_be_rebuilt_without_the_words_and_then_hold_none(ledger: Ledger) -> None:
    change(ledger, "DELETE FROM words")
    ledger.rebuild()
    with ledger._reading() as connection:
        assert set(connection.scalars(text("SELECT outlet FROM view_report"))) == {"[erased]"}
        assert set(connection.scalars(text("SELECT place FROM view_incident"))) == {"[erased]"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET recorded_at = '2020-01-01'",
        "DELETE FROM entry WHERE seq = 1",
        "UPDATE words SET data = x'5b5d'",
        "UPDATE original SET data = x'00'",
        "INSERT INTO entry SELECT seq + 99, 'ent_x', {rest} FROM entry LIMIT 1",
        "INSERT OR REPLACE INTO entry SELECT seq, 'ent_x', {rest} FROM entry",
        "INSERT OR REPLACE INTO entry SELECT (SELECT max(seq) + 1 FROM entry), id, {rest} FROM entry LIMIT 1",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_written(ledger: Ledger, statement: str) -> None:
    before = ledger.entries()
    with (
        pytest.raises(IntegrityError, match=r"only ever added|never changed"),
        ledger._writing() as connection,
    ):
        connection.exec_driver_sql(statement.format(rest="type, body, step, recorded_at, prev_hash, hash"))
    assert ledger.entries() == before


@pytest.mark.parametrize(
    ("statement", "seen"),
    [
        ("UPDATE entry SET body = replace(body, '\"low\":3', '\"low\":9')", "was changed after"),
        ("UPDATE entry SET recorded_at = '2020-01-01' WHERE seq = 2", "was changed after"),
        ("DELETE FROM entry WHERE seq = 4", "does not follow"),
        ("UPDATE entry SET id = 'ent_0' WHERE seq = 2", "does not bear the id"),
        ("UPDATE entry SET hash = prev_hash WHERE seq = 3", "does not follow"),
        ("UPDATE entry SET body = 'x' WHERE seq = 3", "Entry 3 of the ledger is damaged"),
        ("UPDATE words SET data = x'5b2278225d' WHERE seq = 4", "words were changed"),
        ("UPDATE words SET data = 'x' WHERE seq = 4", "Entry 4 of the ledger is damaged"),
        ("UPDATE words SET salt = x'00' WHERE seq = 4", "words were changed"),
        ("UPDATE original SET data = x'00'", "original bytes are not"),
    ],
)
def test_verifying_finds_what_was_changed_behind_the_triggers(
    ledger: Ledger, statement: str, seen: str
) -> None:
    change(ledger, statement)
    assert any(seen in problem.what for problem in ledger.verify().problems)


def test_verifying_finds_a_quote_that_does_not_stand_in_its_report(tmp_path: Path) -> None:
    account = an_account(3)
    claim = account.claims[0]
    moved = Span(start=claim.evidence.start + 1, end=claim.evidence.end + 1, quote="3 people")
    with open_ledger(tmp_path / "ledger.db") as ledger:
        ledger.append(of_account(replace(account, claims=(replace(claim, evidence=moved),))))
        (problem,) = ledger.verify().problems
    assert problem.what == f"its quote at {moved.start} does not stand in the report"


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM entry WHERE type IN ('claim', 'step')",
        """UPDATE entry SET body = replace(body, '"measure"', '"measurf"')""",
        """UPDATE entry SET body = replace(body, '"inputs"', '"input"')""",
        """UPDATE entry SET body = replace(body, '"$":', '"$":"x",')""",
    ],
)
def test_whoever_reads_what_was_broken_is_told_that_the_ledger_is_damaged(
    ledger: Ledger, statement: str
) -> None:
    change(ledger, statement)
    with pytest.raises(DamagedLedgerError, match="bring back a backup"):
        (ledger.account("rpt_1"), ledger.trace("fnd_inc_1"))
    assert ledger.verify().problems


def test_two_ledgers_of_the_same_reports_have_the_same_ids_and_different_salts(tmp_path: Path) -> None:
    ids, hashes = set(), set()
    for name in ("a.db", "b.db"):
        with open_ledger(tmp_path / name) as ledger:
            tell(ledger, an_account(3))
            ids.add(tuple(entry.id for entry in ledger.entries()))
            hashes.add(ledger.verify().hash)
    assert (len(ids), len(hashes)) == (1, 2)
