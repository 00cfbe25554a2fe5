"""What a person does to a claim on the report page: judge it by one button, correct it, or add one.

Takes: a ledger, a report's id, what was sent, and who signs. Gives: an `Outcome`. Change this when: a claim
can be judged in another way; what an act does to a ledger is in `tollbook.recording.acts`.
"""

from __future__ import annotations

from typing import cast
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from tollbook.errors import ChangedError, UsageError
from tollbook.ledger import Ledger
from tollbook.model import Verdict
from tollbook.recording import Signature, acts, standing_account
from tollbook.workbench.claim_form import ClaimForm, claim_of, typed
from tollbook.workbench.layout import sentence
from tollbook.workbench.pages.report import Ask, form_of, report_page
from tollbook.workbench.visiting import Answer, Moved, Shown, Visit

CHANGED = "Somebody else changed this claim meanwhile. Nothing was stored; what you sent is not lost."
GONE = "This report holds no such claim."


class Outcome(Struct, frozen=True, kw_only=True):
    """What comes after an act: `anchor`, the claim to go to, or `ask`, the page with what went wrong.

    `accepted` is a judgement by which several claims were accepted.

    `status` is that of HTTP: 303 where it was stored, 409 where somebody else was first, 422 where it does
    not fit.
    """

    status: int
    anchor: str = ""
    accepted: str = ""
    ask: Ask = Ask()


def judge(visit: Visit) -> Answer:
    """Do what a button beside a claim says, and show the report again."""
    by = visit.signature(visit.sent.get("why", ""))
    order = visit.sent.get("judge", "")
    if order == "accept-all":
        return _after(visit, accepted(visit.ledger, visit.path["report"], visit.sent.get("all", ""), by))
    return _after(visit, judged(visit.ledger, visit.path["report"], order, by))


def keep(visit: Visit) -> Answer:
    """Store the form of a claim, and show the report again."""
    form = typed(visit.sent)
    return _after(visit, kept(visit.ledger, visit.path["report"], form, visit.signature(form.why)))


def _after(visit: Visit, outcome: Outcome) -> Answer:
    name = visit.path["report"]
    if outcome.accepted:
        return Moved(f"/reports/{quote(name)}?accepted={outcome.accepted}#judge")
    if outcome.status == 303:
        return Moved(
            f"/reports/{quote(name)}" + (f"?at={outcome.anchor}#{outcome.anchor}" if outcome.anchor else "")
        )
    page = report_page(visit.ledger, name, outcome.ask)
    return page and Shown(page, outcome.status, "report.html")


def accepted(ledger: Ledger, report: str, shown: str, by: Signature) -> Outcome:
    """Accept the claims that a page showed as judged by nobody: "CLAIM SEEN CLAIM SEEN …", all or none."""
    parts = shown.split()
    claims: dict[str, str | None] = dict(zip(parts[::2], parts[1::2], strict=False))
    try:
        if any(form_of(ledger, report, name) is None for name in claims):
            return Outcome(status=422, ask=Ask(message=GONE))
        return Outcome(status=303, accepted=acts.accept_all(ledger, claims, by).judgement)
    except ChangedError:
        return Outcome(status=409, ask=Ask(message=CHANGED))
    except UsageError as error:
        return Outcome(status=422, ask=Ask(message=sentence(error)))


def judged(ledger: Ledger, report: str, order: str, by: Signature) -> Outcome:
    """Do what a button says: "accept CLAIM SEEN", "reject …", "unverifiable …", "undo JUDGEMENT"."""
    verdict, _, rest = order.partition(" ")
    name, _, seen = rest.partition(" ")
    try:
        if verdict == "undo-all":
            acts.undo_all(ledger, acts.accepted_with(ledger, name), by)
            return Outcome(status=303)
        if verdict == "undo":
            undone = ledger.judgement(name)
            acts.undo(ledger, name, by)
            adding = undone is not None and undone.verdict == "add"
            return Outcome(status=303, anchor="" if undone is None or adding else undone.target)
        if form_of(ledger, report, name) is None:
            return Outcome(status=422, ask=Ask(message=GONE))
        acts.judge(ledger, name, cast(Verdict, verdict), by, seen=seen or None)
    except ChangedError:
        form = form_of(ledger, report, name)
        filled = replace(form, why=by.why) if form else None
        return Outcome(
            status=409, ask=Ask(form=filled, message=f"{CHANGED} You chose: {verdict}.", changed=name)
        )
    except UsageError as error:
        return Outcome(status=422, ask=Ask(message=sentence(error)))
    return Outcome(status=303, anchor=name)


def kept(ledger: Ledger, report: str, form: ClaimForm, by: Signature) -> Outcome:
    """Store a form as the correction of its claim, or as a claim that a person found.

    Where somebody else was first, the form comes back as it was typed, with the entry that holds now as seen.
    """
    account = standing_account(ledger, report)
    stored = ledger.claim(form.claim) if form.claim else None
    if account is None or (form.claim and (stored is None or stored.report != report)):
        return Outcome(status=422, ask=Ask(form=form, message=GONE))
    before = next((each for each in account.claims if each.id == form.claim), stored)
    try:
        if not form.why:
            raise UsageError("say why: every correction is kept with its reason")
        claim = claim_of(form, account, before)
        if before is None:
            acts.add_claim(ledger, report, claim, by)
            return Outcome(status=303, anchor="")
        acts.judge(ledger, before.id, "correct", by, seen=form.seen or None, correction=claim)
    except ChangedError:
        now = ledger.seen([form.claim]).get(form.claim, "")
        ask = Ask(form=replace(form, seen=now), message=CHANGED, changed=form.claim)
        return Outcome(status=409, ask=ask)
    except UsageError as error:
        return Outcome(status=422, ask=Ask(form=form, message=sentence(error)))
    return Outcome(status=303, anchor=before.id)
