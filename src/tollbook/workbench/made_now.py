"""The trace of a number that the ledger does not keep: under another method, made when somebody looks at it.

Takes: an id that names incident, method and finding. Gives: a `Trace` as the ledger gives one of a number
that it keeps. Change this when: the ledger keeps the numbers of another method.
"""

from __future__ import annotations

from tollbook.ledger import Reader
from tollbook.ledger.log import Trace, TraceLine
from tollbook.model import Claim, Finding
from tollbook.reconciling import METHODS, Options
from tollbook.recording.dossiers import accounts_on, dossier_of
from tollbook.recording.steps import step


def id_of(finding: Finding) -> str:
    """Give the id under which a finding that the ledger does not keep is traced."""
    return f"{finding.incident}/{finding.method.partition('-')[0]}/{finding.id}"


def traced_now(ledger: Reader, name: str) -> Trace | None:
    """Give the trace of such an id, or `None` where there is no such incident, method or finding."""
    incident, method, finding = name.rsplit("/", 2) if name.count("/") > 1 else ("", "", "")
    file = ledger.incident(incident) if method in METHODS else None
    if file is None:
        return None
    dossier = dossier_of(file.incident, accounts_on(ledger, incident), Options(methods=(method,)))
    found = next((each for each in dossier.findings if each.id == finding), None)
    if found is None:
        return None
    return Trace(
        id=name,
        here=TraceLine(
            entry="",
            seq=0,
            type="reconciliation",
            subject=incident,
            recorded_at="",
            step=step("tollbook.reconciling:reconcile"),
            noun=None,
        ),
        finding=found,
        conflict=None,
        back=_back(ledger, found),
        forward=(),
    )


def _back(ledger: Reader, finding: Finding) -> tuple[TraceLine, ...]:
    """Give what a finding was made from: claims, their reports, and what people decided on them."""
    names = [*finding.claims, *(each.claim for each in finding.set_aside)]
    claims = [line for name in names if (line := ledger.held(name))]
    reports = dict.fromkeys(line.noun.report for line in claims if isinstance(line.noun, Claim))
    judged = [each.id for each in ledger.standing(names)]
    around = (ledger.held(name) for name in (*reports, *judged))
    return (*claims, *(line for line in around if line))
