"""What a person does on an incident page: set a range or the scope, confirm, split, merge, undo.

Takes: a form. Gives: the address of the page to go on at. Change this when: a person can decide something
else on an incident.
"""

from __future__ import annotations

from urllib.parse import quote

from tollbook import recording
from tollbook.errors import UsageError
from tollbook.measures import measure
from tollbook.model import Chosen
from tollbook.workbench.visiting import Fields, Moved, Visit

MOST_DIGITS = 9


def set_range(visit: Visit) -> Moved:
    """Set a person's range beside the program's."""
    why = _why(visit, "A range is set for a reason: say which.")
    recording.set_range(visit.ledger, visit.path["incident"], chosen(visit.sent), visit.signature(why))
    return _back(visit, "figures")


def set_scope(visit: Visit) -> Moved:
    """Put an incident inside or outside of the project's scope."""
    why = _why(visit, "The scope is set for a reason: say which.")
    inside = visit.sent.get("scope") == "inside"
    recording.set_scope(visit.ledger, visit.path["incident"], inside, visit.signature(why))
    return _back(visit, "scope")


def confirm(visit: Visit) -> Moved:
    """Confirm that a report belongs to the incident."""
    recording.confirm(visit.ledger, visit.sent.get("link", ""), visit.signature(visit.sent.get("why", "")))
    return _back(visit, "links")


def split(visit: Visit) -> Moved:
    """Take a report out of the incident."""
    by = visit.signature(visit.sent.get("why", ""))
    recording.split(visit.ledger, visit.path["incident"], visit.sent.get("link", ""), by)
    return _back(visit, "links")


def merge(visit: Visit) -> Moved:
    """Say that the incident and another one are the same, and go on at the one that is kept."""
    into = visit.sent.get("into", "").strip()
    if not into:
        raise UsageError("choose the incident that is the same as this one")
    by = visit.signature(visit.sent.get("why", ""))
    recording.merge(visit.ledger, visit.path["incident"], into, by)
    return Moved(f"/incidents/{quote(into)}")


def undo(visit: Visit) -> Moved:
    """Undo a judgement."""
    by = visit.signature(visit.sent.get("why", ""))
    recording.undo(visit.ledger, visit.sent.get("judgement", ""), by)
    return _back(visit, "judgements")


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


def _why(visit: Visit, missing: str) -> str:
    why = visit.sent.get("why", "").strip()
    if not why:
        raise UsageError(missing)
    return why


def _back(visit: Visit, part: str) -> Moved:
    return Moved(f"/incidents/{quote(visit.path['incident'])}#{part}")
