"""Finding by words, and what hangs on a claim."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.ledger.told import an_account, of_account, of_incident

from tollbook.ledger import WaitingQuery, open_ledger
from tollbook.ledger.stakes import change
from tollbook.model import Count, Finding


@pytest.mark.parametrize(
    ("counts", "rejected", "moves"),
    [
        ((12, 15), 0, 3),
        ((12, 15), 1, 3),
        ((12, 12, 15), 0, 0),
        ((12, 13, 20), 2, 7),
        ((12, 13, 20), 1, 0),
        ((9,), 0, 9),
    ],
    ids=["low end", "high end", "two bear the end", "to the next figure", "between the ends", "the only one"],
)
def test_what_hangs_on_a_claim_is_how_far_an_end_moves_without_it(
    counts: tuple[int, ...], rejected: int, moves: int
) -> None:
    like = an_account(1).claims[0]
    claims = [
        replace(like, id=f"clm_{place}", count=Count(low=count, high=count, text=str(count)))
        for place, count in enumerate(counts)
    ]
    finding = Finding(
        id="fnd_1",
        incident="inc_1",
        measure="killed",
        unit="person",
        low=min(counts),
        best=None,
        high=max(counts),
        method="plain-1",
        rule="latest",
    )
    assert change(finding, f"clm_{rejected}", claims) == moves


def test_a_report_is_found_by_its_words_and_by_those_of_its_last_text_alone() -> None:
    first, second = an_account(3), an_account(4)
    with open_ledger("sqlite://") as ledger:
        ledger.append(of_account(first, version="1"))
        word = first.report.text.split()[0]
        assert [each.noun.id for each in ledger.search(word, "report")] == [first.report.id]
        changed = replace(second, report=replace(second.report, text=f"Zzyzx {second.report.text}"))
        ledger.append(of_account(changed, version="2"))
        (found,) = ledger.search("zzyzx", "report")
        assert ("Zzyzx", True) in found.passage
        ledger.rebuild()
        assert ledger.search("zzyzx", "report") == (found,)


@pytest.mark.parametrize("words", ["", " ", "...", "\0", '"""'])
def test_what_holds_no_word_finds_nothing(words: str) -> None:
    with open_ledger("sqlite://") as ledger:
        ledger.append(of_account(an_account(3), version="1"))
        assert ledger.search(words, "report") == ()


def test_a_claim_waits_with_the_words_around_it() -> None:
    account = an_account(3)
    with open_ledger("sqlite://") as ledger:
        ledger.append([*of_account(account, version="1"), *of_incident(account, "inc_1")])
        (waiting,) = ledger.waiting(WaitingQuery())
        before, after = waiting.around
        assert before + waiting.claim.evidence.quote + after in account.report.text
        assert ledger.waiting(WaitingQuery(measure="missing")) == ()
