"""What people and inputs do to a ledger: the only place from which one is written to.

Takes: a ledger, and a report or an act of a person who signs it. Gives: new entries, and what the reports on
the incidents concerned say together from then on. Change this when: a person can do something new, or an
input comes in another way.
"""

from tollbook.recording.acts import (
    Change,
    Done,
    Signature,
    accept_all,
    accepted_with,
    add_claim,
    confirm,
    judge,
    merge,
    renew,
    set_facts,
    set_range,
    set_scope,
    split,
    undo,
    undo_all,
    unseen_of,
)
from tollbook.recording.current import claims_now, conclude, link_judgements, place, standing_account, states

__all__ = [
    "Change",
    "Done",
    "Signature",
    "accept_all",
    "accepted_with",
    "add_claim",
    "claims_now",
    "conclude",
    "confirm",
    "judge",
    "link_judgements",
    "merge",
    "place",
    "renew",
    "set_facts",
    "set_range",
    "set_scope",
    "split",
    "standing_account",
    "states",
    "undo",
    "undo_all",
    "unseen_of",
]
