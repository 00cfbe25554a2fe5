"""The current state is a pure function of the log."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import Connection, delete, select
from tests.ledger.told import URL, a_judgement, a_step, an_account, of_account, of_incident

from tollbook.ledger import Ledger, drafts, lines, open_ledger, searching, tables, views
from tollbook.ledger.drafts import Draft
from tollbook.model import Claim, Judgement, Link

Act = tuple[int, tuple[int, ...], str, int]

ACTS = st.tuples(
    st.integers(1, 3),
    st.lists(st.integers(1, 4), min_size=1, max_size=3, unique=True).map(tuple),
    st.sampled_from(["account", "incident", "unlink", "judge", "undo", "redo", "add"]),
    st.integers(1, 2),
)
"""A report's number, its counts, what happens to it, and a stage version or an incident's number."""


def state(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every view."""
    return {
        name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
        for name, table in tables.views.tables.items()
    }


def drafted(act: Act) -> list[Draft]:
    """What an act appends; the account is told first, so that there is something to act on."""
    number, counts, kind, variant = act
    account = an_account(*counts, report=f"rpt_{number}", url=f"{URL}/{variant}")
    told = list(of_account(account, version=str(variant)))
    if kind == "incident":
        told += of_incident(account, f"inc_{variant}")
    if kind == "unlink":
        link = Link(id=f"lnk_rpt_{number}", report=f"rpt_{number}", event="evt_1", incident=None)
        told.append(drafts.of_link(link, a_step("linking:link")))
    if kind == "judge":
        when = f"2026-01-0{variant}T00:00:00Z"
        told.append(drafts.of_judgement(a_judgement(account.claims[0].id, when=when)))
    if kind in ("undo", "redo"):
        judged = drafts.of_judgement(a_judgement(account.claims[0].id))
        undoing = drafts.of_judgement(a_judgement(judged.subject, "undo"))
        redoing = drafts.of_judgement(a_judgement(undoing.subject, "undo"))
        told += [judged, undoing, redoing] if kind == "redo" else [judged, undoing]
    if kind == "add":
        told += added(account.claims[0], account.report.checksum, undone=variant == 2)
    return told


def added(like: Claim, checksum: str, *, undone: bool) -> list[Draft]:
    """A claim that a person added, like another one; the adding may be undone in the same breath."""
    claim = replace(like, id=f"{like.id}_by_hand")
    facts = Judgement(
        id="", target=like.report, other=claim.id, verdict="add", correction=claim, who="Ann", when=""
    )
    adding = drafts.of_judgement(facts)
    told = [adding, drafts.of_added_claim(claim, checksum, adding.subject)]
    return [*told, drafts.of_judgement(a_judgement(adding.subject, "undo"))] if undone else told


def tell_all(ledger: Ledger, acts: list[Act]) -> None:
    for act in acts:
        ledger.append(drafted(act))


@settings(max_examples=25, deadline=None)
@given(st.lists(ACTS, min_size=1, max_size=8))
def test_views_kept_up_to_date_equal_views_rebuilt(acts: list[Act]) -> None:
    with open_ledger("sqlite://") as ledger:
        tell_all(ledger, acts)
        with ledger._reading() as connection:
            kept = state(connection)
        ledger.rebuild()
        with ledger._reading() as connection:
            assert state(connection) == kept


@settings(max_examples=15, deadline=None)
@given(st.lists(ACTS, min_size=1, max_size=8), st.integers(1, 7))
def test_how_the_log_is_cut_into_batches_makes_no_difference(acts: list[Act], size: int) -> None:
    with open_ledger("sqlite://") as ledger:
        tell_all(ledger, acts)
        with ledger._writing() as connection:
            kept = state(connection)
            for table in tables.views.tables.values():
                if table is not tables.version:
                    connection.execute(delete(table))
            searching.begin(connection)
            for part in lines.in_parts(lines.after(connection, 0, 1000), size):
                views.apply(connection, part)
            assert state(connection) == kept


@settings(max_examples=25, deadline=None)
@given(st.lists(ACTS, min_size=1, max_size=6))
def test_telling_everything_twice_adds_nothing_and_the_chain_holds(acts: list[Act]) -> None:
    with open_ledger("sqlite://") as ledger:
        tell_all(ledger, acts)
        last = ledger.append(drafted(acts[-1]))
        assert last.added == 0
        assert ledger.verify().problems == ()


def test_an_account_comes_back_whatever_was_told_of_the_report_before() -> None:
    with open_ledger("sqlite://") as ledger:
        for counts in ((1, 2), (2,), (1, 2), (4, 4)):
            account = an_account(*counts)
            ledger.append(of_account(account))
            assert ledger.account("rpt_1") == account


def test_views_of_another_version_are_made_anew_when_the_ledger_is_opened(tmp_path: Any) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        tell_all(ledger, [(1, (3,), "incident", 1)])
        with ledger._reading() as connection:
            kept = state(connection)
        with ledger._writing() as connection:
            connection.execute(tables.version.update().values(version=0))
            connection.execute(delete(tables.claim))
    with open_ledger(path) as ledger, ledger._reading() as connection:
        assert state(connection) == kept


def test_a_report_that_says_the_same_number_twice_keeps_both_claims() -> None:
    account = an_account(4, 4)
    assert len({claim.id for claim in account.claims}) == 2
    with open_ledger("sqlite://") as ledger:
        ledger.append(of_account(account))
        assert ledger.account("rpt_1") == account
        assert ledger.account("rpt_1") != replace(account, claims=account.claims[:1])
