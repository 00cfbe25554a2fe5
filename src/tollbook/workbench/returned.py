"""An act on an incident that was not done: why, and its form with everything that was typed, to send again.

Takes: the form as it was sent. Gives: an `Returned` for the top of the incident's page. Change this when: a
person can do something else on an incident.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from tollbook.measures import measures
from tollbook.publishing import numbers

ActName = Literal["range", "facts", "scope", "confirm", "split", "merge", "undo"]

TYPED: Mapping[str, str] = {
    "low": "Low",
    "best": "Best",
    "high": "High",
    "place": "Place",
    "at": "Where it lies",
    "date": "Date",
    "kind": "Kind",
    "group": "Group, if not all",
    "unit": "Things, if no people",
    "other": "The other one, by its id or address",
    "why": "Reason",
}
"""The fields that a person types, with their labels; all others are kept as they were sent."""

CHANGED = 409
"""The status of an act on what somebody else changed: what it was about is not typed anew."""

ACTS: Mapping[ActName, str] = {
    "range": "Set a range",
    "facts": "Put place, date or kind right",
    "scope": "Set the scope",
    "confirm": "Confirm that the report belongs here",
    "split": "Take the report out of this incident",
    "merge": "Merge this incident into another one",
    "undo": "Undo a decision",
}


class TypedField(Struct, frozen=True):
    """A field that a person typed: its name, its label, and what stands in it."""

    name: str
    label: str
    value: str


class Returned(Struct, frozen=True, kw_only=True):
    """An act that was not done: why, what it was, and its form as it was sent.

    `status` is that of HTTP; `typed` can be changed, `kept` is sent again as it was; `seen` is the entry of
    what the act is about, as it stands now.
    """

    status: int
    message: str
    act: ActName
    what: str
    typed: tuple[TypedField, ...]
    kept: Mapping[str, str]
    seen: str = ""


def what_was_meant(act: ActName, sent: Mapping[str, str]) -> str:
    """Give an act and what it was about in a few words, as far as what was sent tells it."""
    if act == "scope":
        return f"Put this incident {'inside' if sent.get('scope') == 'inside' else 'outside'} the scope"
    if act == "range" and sent.get("measure") in measures():
        subject = numbers.subject(
            sent["measure"], sent.get("unit") or "person", sent.get("group", "").split()
        )
        concluded = ", no conclusion possible" if sent.get("concluded") == "no" else ""
        return f"{ACTS[act]}: {subject}{concluded}"
    return ACTS[act]


def not_done(act: ActName, sent: Mapping[str, str], because: tuple[int, str]) -> Returned:
    """Give an act that was not done, from the form that was sent; `because` is a status and a sentence."""
    fields = {name: value for name, value in sent.items() if name not in ("csrf", "seen")}
    if fields.get("concluded") == "no":
        fields = {name: value for name, value in fields.items() if name not in ("low", "best", "high")}
    meant = ("group", "unit") if because[0] == CHANGED else ()
    typed = [name for name in TYPED if name in fields and name not in meant]
    return Returned(
        status=because[0],
        message=because[1],
        act=act,
        what=what_was_meant(act, sent),
        typed=tuple(TypedField(name, TYPED[name], fields[name]) for name in typed),
        kept={name: value for name, value in fields.items() if name not in typed},
    )
