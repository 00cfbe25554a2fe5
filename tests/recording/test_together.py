"""People at one ledger at once, and acts in any order: nothing is lost, and all can be undone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.recording.told import AGAIN, ANN, FLOOD, MARKET, claim_of, counting, incident_of, tell, total

from tollbook.errors import UsageError
from tollbook.ledger import Ledger, open_ledger
from tollbook.recording import Done, confirm, judge, merge, split, undo

REPORTS = ("rpt_a", "rpt_b", "rpt_c")
ACTS = st.tuples(
    st.sampled_from(["reject", "accept", "correct", "split", "merge", "confirm"]),
    st.sampled_from(REPORTS),
    st.sampled_from(REPORTS),
)
"""What is done, to which report or its claim, and to which other one or its incident."""


def do(ledger: Ledger, what: str, report: str, other: str) -> Done:
    """Do one act; raises `UsageError` where it makes no sense by now."""
    claim, incident = claim_of(ledger, report), incident_of(ledger, other)
    if what == "correct":
        return judge(ledger, claim.id, "correct", ANN, correction=counting(claim, 6))
    if what == "split":
        return split(ledger, incident, report, ANN)
    if what == "merge":
        return merge(ledger, incident_of(ledger, report), incident, ANN)
    if what == "confirm":
        return confirm(ledger, ledger.links([report])[0].id, ANN, into=incident)
    return judge(ledger, claim.id, "reject" if what == "reject" else "accept", ANN)


def what_holds(ledger: Ledger) -> object:
    """Where every report is linked, and what each of these incidents comes to."""
    return ledger.links(), {
        name: total(ledger, name) for name in {incident_of(ledger, each) for each in REPORTS}
    }


@settings(max_examples=12, deadline=None)
@given(st.lists(ACTS, max_size=5))
def test_acts_undone_from_the_last_to_the_first_leave_what_was(acts: list[tuple[str, str, str]]) -> None:
    with open_ledger("sqlite://") as ledger:
        tell(ledger, MARKET, AGAIN, FLOOD)
        done, states = [], [what_holds(ledger)]
        for act in acts:
            try:
                done.append(do(ledger, *act).judgement)
            except UsageError:
                continue
            states.append(what_holds(ledger))
        for judgement in reversed(done):
            assert what_holds(ledger) == states.pop()
            undo(ledger, judgement, ANN)
        assert what_holds(ledger) == states.pop()
        assert ledger.verify().problems == ()


def test_two_people_judge_claims_of_one_incident_at_once_and_both_count(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "t.db") as ledger:
        tell(ledger, MARKET, AGAIN)
        claims = [claim_of(ledger, "rpt_a"), claim_of(ledger, "rpt_b")]
        with ThreadPoolExecutor(2) as people:
            acts = [
                people.submit(judge, ledger, each.id, "correct", ANN, correction=counting(each, 40))
                for each in claims
            ]
            for act in acts:
                act.result(timeout=60)
        assert total(ledger, incident_of(ledger, "rpt_a")) == (40, 40, 40)
        assert ledger.verify().problems == ()
