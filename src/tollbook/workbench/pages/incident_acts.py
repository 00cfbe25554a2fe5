"""What a person does on an incident page: set a range, the facts or the scope, confirm, split, merge, undo.

Takes: a form. Gives: the address of the page to go on at, or the page with what was not done. Change this
when: a person can decide something else on an incident.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

from tollbook import recording
from tollbook.errors import ChangedError, UsageError
from tollbook.measures import measure
from tollbook.model import Chosen
from tollbook.recording import Signature
from tollbook.recording.facts import typed_facts
from tollbook.workbench.layout import sentence
from tollbook.workbench.pages.incident import incident_page
from tollbook.workbench.returned import CHANGED, ActName, not_done
from tollbook.workbench.visiting import Answer, Fields, Moved, Shown, Visit

MOST_DIGITS = 9

MEANWHILE = "Somebody else decided on this meanwhile. Nothing was stored; what you sent is not lost."

SHOWN: Mapping[ActName, str] = {
    "range": "figures",
    "facts": "facts",
    "scope": "scope",
    "confirm": "links",
    "split": "links",
    "merge": "judgements",
    "undo": "judgements",
}
"""The part of the page on which an act shows."""


def set_range(visit: Visit) -> Answer:
    """Set a person's range beside the program's."""

    def act(by: Signature, seen: str | None) -> None:
        _reason(by, "a range is set for a reason: say which")
        recording.set_range(visit.ledger, visit.path["incident"], chosen(visit.sent), by, seen=seen)

    return _done(visit, "range", act)


def set_facts(visit: Visit) -> Answer:
    """Put the place, date or kind of an incident right."""

    def act(by: Signature, seen: str | None) -> None:
        _reason(by, "what happened is put right for a reason: say which")
        facts = typed_facts({name: visit.sent.get(name, "") for name in ("place", "at", "date", "kind")})
        recording.set_facts(visit.ledger, visit.path["incident"], facts, by, seen=seen)

    return _done(visit, "facts", act)


def set_scope(visit: Visit) -> Answer:
    """Put an incident inside or outside of the project's scope."""
    inside = visit.sent.get("scope") == "inside"

    def act(by: Signature, seen: str | None) -> None:
        _reason(by, "the scope is set for a reason: say which")
        recording.set_scope(visit.ledger, visit.path["incident"], inside, by, seen=seen)

    return _done(visit, "scope", act)


def confirm(visit: Visit) -> Answer:
    """Confirm that a report belongs to the incident."""
    link, incident = visit.sent.get("link", ""), visit.path["incident"]
    return _done(
        visit,
        "confirm",
        lambda by, seen: recording.confirm(visit.ledger, link, by, into=incident, seen=seen),
    )


def split(visit: Visit) -> Answer:
    """Take a report out of the incident."""
    link, incident = visit.sent.get("link", ""), visit.path["incident"]
    return _done(
        visit, "split", lambda by, seen: recording.split(visit.ledger, incident, link, by, seen=seen)
    )


def merge(visit: Visit) -> Answer:
    """Say that the incident and another one are the same, and go on at the one that is kept."""
    into = other_one(visit.sent)

    def act(by: Signature, seen: str | None) -> None:
        if not into:
            raise UsageError("choose the incident that is the same as this one")
        recording.merge(visit.ledger, visit.path["incident"], into, by, seen=seen)

    return _done(visit, "merge", act)


def undo(visit: Visit) -> Answer:
    """Undo a judgement."""
    judgement = visit.sent.get("judgement", "")
    return _done(visit, "undo", lambda by, seen: recording.undo(visit.ledger, judgement, by, seen=seen))


def _done(visit: Visit, name: ActName, act: Callable[[Signature, str | None], object]) -> Answer:
    """Do an act and go on where it shows; one that is refused comes back with everything that was typed."""
    try:
        act(visit.signature(visit.sent.get("why", "").strip()), visit.sent.get("seen") or None)
    except ChangedError:
        refused = CHANGED, MEANWHILE
    except UsageError as error:
        refused = 422, sentence(error)
    else:
        place = other_one(visit.sent) if name == "merge" else visit.path["incident"]
        return Moved(f"/incidents/{quote(place)}#{SHOWN[name]}")
    returned = not_done(name, visit.sent, refused)
    page = incident_page(visit.ledger, visit.path["incident"], returned=returned)
    return page and Shown(page, returned.status, "incident.html")


def _reason(by: Signature, missing: str) -> None:
    if not by.why:
        raise UsageError(missing)


def other_one(sent: Fields) -> str:
    """Give the id of the incident into which one is merged: of a button, or typed, as an address also."""
    return sent.get("into") or sent.get("other", "").strip().rpartition("/")[2]


def chosen(sent: Fields) -> Chosen:
    """Give the range of a form; an empty field is an open end, or an undecided best number."""
    if not sent.get("measure"):
        raise UsageError("choose what is counted")
    what = measure(sent["measure"]).name
    unit, group = sent.get("unit") or "person", tuple(sent.get("group", "").split())
    if sent.get("concluded") == "no":
        return Chosen(measure=what, unit=unit, group=group, concluded=False)
    low, best, high = (_number(sent.get(name, "")) for name in ("low", "best", "high"))
    return Chosen(measure=what, unit=unit, group=group, low=low, best=best, high=high)


def _number(text: str) -> int | None:
    """Give a whole number, or `None` for an empty field."""
    bare = text.strip().replace(",", "").replace(" ", "")
    if not bare:
        return None
    if not (bare.isascii() and bare.isdecimal() and len(bare) <= MOST_DIGITS):
        raise UsageError(f"“{text.strip()}” is no whole number: write only digits, or leave the field empty")
    return int(bare)
