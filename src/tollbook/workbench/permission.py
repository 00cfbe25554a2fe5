"""May this person do this? The one place that says so.

Takes: who a person is, and what they are about to do. Gives: `None`, or the sentence that refuses it.
Change this when: there are accounts, and persons who may do less than everything.
"""

from __future__ import annotations

from typing import Literal

Act = Literal["enter", "look", "judge", "link", "range", "scope", "add", "publish"]
"""What can be done: say one's name, look, judge and correct claims, link and merge, set a range, set the
scope, add reports and claims, publish."""

NAMELESS = "Say your name first: what people decide is kept under their names."


def refusal(person: str, act: Act) -> str | None:
    """Give why a person may not do something; `None` where they may.

    On this machine there is one person, who may do everything under a name.
    """
    if act == "enter" or person.strip():
        return None
    return NAMELESS
