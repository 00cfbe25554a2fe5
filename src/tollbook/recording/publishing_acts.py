"""The acts of publishing and withdrawing: what makes a record of the ledger's words, and who may sign it.

Takes: a ledger, an incident, the project, and who signs. Gives: what would become public, or the record that
did. Change this when: somebody else may publish, or a record is made of something more.

A record is composed by one person and published by a second. In a project of one, it is published at the
earliest 24 hours after the last change to the incident. Nothing is published by the program alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from tollbook import publishing
from tollbook.errors import NamelessError, UsageError
from tollbook.ledger import Ledger, drafts
from tollbook.ledger.log import IncidentFile
from tollbook.model import Finding, Record, Review
from tollbook.publishing import Atlas, Guarded, Project, Setting, Signed, numbers
from tollbook.publishing.names import fold
from tollbook.publishing.project import to_type
from tollbook.publishing.scrubbing import scrubbed
from tollbook.publishing.signing import sealed
from tollbook.recording.acts import Signature
from tollbook.recording.material import material
from tollbook.recording.standing import standing
from tollbook.recording.steps import step

QUIET = timedelta(hours=24)
"""So long nothing may have changed before one person publishes alone."""

OF_A_VERSION = (
    "id", "version", "replaces", "status", "review", "changelog", "composed_by", "composed_at",
    "published_by", "published_at", "reason", "checksum",
)  # fmt: skip
"""What differs between two versions of a record that say the same."""

NOT_FOLLOWED = "a suggestion was looked at and not followed"

UNREADY = "nothing can be published before the project has its {missing}: {to_type}"


class Proposal(Struct, frozen=True, kw_only=True):
    """What would become public of an incident, and what not.

    `differences` are the totals that read otherwise in the house, where claims count that nobody has judged
    yet: what is counted, in the house, in the record. `composed` is the record that waits for its second
    person, if there is one; `last_change` a UTC moment.
    """

    guarded: Guarded
    differences: tuple[tuple[str, str, str], ...] = ()
    composed: Record | None = None
    earlier: tuple[Record, ...] = ()
    last_change: datetime


class Act(Struct, frozen=True, kw_only=True):
    """What a signature did: the record as it stands now, which is published, withdrawn or only composed.

    Where it is `unchanged`, the record is the one that was public before, and nothing was written.
    """

    record: Record
    unchanged: bool = False


def working(ledger: Ledger, incident: str, project: Project) -> Record:
    """Give a working copy of what holds of an incident: every claim that is not rejected, nothing held back.

    It never leaves the house. Raises `UsageError` where the ledger does not hold the incident.
    """
    file = _file(ledger, incident)
    return publishing.compose(material(ledger, file, project, all_claims=True), project)


def propose(ledger: Ledger, incident: str, project: Project, atlas: Atlas, now: datetime) -> Proposal:
    """Give what would become public of an incident now, whether or not it may be signed yet.

    Raises `UsageError` where the ledger does not hold the incident.
    """
    file = _file(ledger, incident)
    made_of = material(ledger, file, project)
    record = publishing.compose(made_of, project)
    setting = Setting(material=made_of, project=project, atlas=atlas, now=now)
    waiting = [each for each in file.records if each.status == "composed"]
    return Proposal(
        guarded=publishing.guard(record, setting),
        differences=_differences(made_of.working, record.findings),
        composed=waiting[-1] if waiting else None,
        earlier=made_of.earlier,
        last_change=_moment(made_of.last_change),
    )


def publish(ledger: Ledger, incident: str, project: Project, atlas: Atlas, by: Signature) -> Act:
    """Compose a record, or publish the one that another person composed; in a project of one, both.

    Nothing is written where all that would become public is public already.
    Raises `UsageError`, in one sentence, where it may not be published (yet); nothing is written then.
    """
    _require(project, by)
    with ledger.at_once() as inside:
        proposal = _ready(inside, incident, project, atlas)
        public = _public_as_it_is(proposal)
        if public is not None and not _waits(proposal):
            return Act(record=public, unchanged=True)
        return Act(record=_written(inside, proposal, project, by))


def decline(ledger: Ledger, incident: str, project: Project, atlas: Atlas, by: Signature) -> Act:
    """Tell in the changelog that a suggestion was looked at and not followed; the signature says why.

    What is public stays as it reads, in a version of its own, signed as any other. Raises `UsageError` where
    nothing is public, or the incident reads otherwise by now, and as `publish` does.
    """
    _require(project, by)
    with ledger.at_once() as inside:
        proposal = _ready(inside, incident, project, atlas)
        if _public_as_it_is(proposal) is None:
            raise UsageError(
                f"{incident} is not public as it reads now: publish it, and say in --why what came of the "
                f"suggestion"
            )
        return Act(record=_written(inside, proposal, project, by))


def _ready(inside: Ledger, incident: str, project: Project, atlas: Atlas) -> Proposal:
    """Give what would become public of an incident that lies in scope and has something to show."""
    scope = standing(_file(inside, incident)).scope
    if scope is not None and scope.verdict == "outside":
        raise UsageError(f"{incident} lies outside of the project's scope: it is not published")
    proposal = propose(inside, incident, project, atlas, datetime.now(UTC))
    record = proposal.guarded.record
    if not record.findings and not record.own:
        raise UsageError(
            f"{incident} has nothing to publish: accept its claims first "
            f"(tollbook show {incident}), or see with --dry-run what is held back"
        )
    return proposal


def _public_as_it_is(proposal: Proposal) -> Record | None:
    """Give the record that is public and says all that a new version would say."""
    public = _last(proposal.earlier)
    return public if public is not None and says_the_same(public, proposal.guarded.record) else None


def _waits(proposal: Proposal) -> bool:
    """Tell whether the next version is composed, as it reads now, and waits for its second person."""
    return proposal.composed is not None and _unchanged(proposal.composed, proposal.guarded.record)


def _written(inside: Ledger, proposal: Proposal, project: Project, by: Signature) -> Record:
    """Write the next version: composed, or published where it may be."""
    now = datetime.now(UTC)
    record = proposal.guarded.record
    _check_words(by.why, record.incident.id, proposal)
    signed = _may_sign(proposal, project, by, now)
    if signed is None:
        made = replace(
            record,
            status="composed",
            composed_by=by.who.strip(),
            composed_at=_stamp(now),
            reason=by.why,
        )
        made = sealed(made)
    else:
        answer = _answer(proposal) if _public_as_it_is(proposal) else ""
        made = publishing.sign(record, replace(signed, answer=answer), _last(proposal.earlier))
    inside.append([drafts.of_record(made, step("tollbook.publishing:guard"))])
    return made


def _answer(proposal: Proposal) -> str:
    """Give what the changelog tells of a suggestion, with the reason of who looked at it first."""
    if proposal.composed is None or not _waits(proposal):
        return NOT_FOLLOWED
    _check_words(proposal.composed.reason, proposal.guarded.record.incident.id, proposal)
    return f"{NOT_FOLLOWED}: {proposal.composed.reason}"


def withdraw(ledger: Ledger, name: str, project: Project, atlas: Atlas, by: Signature) -> Act:
    """Withdraw what is published of an incident (its id, or a record's); a tombstone with the reason stays.

    One person may withdraw: what is wrong should not stay public for want of a second.
    """
    if not by.who.strip():
        raise NamelessError(drafts.NAMELESS)
    if not by.why.strip():
        raise UsageError("a record is withdrawn for a reason, which stays public: give it with --why")
    with ledger.at_once() as inside:
        file = next(
            (
                found
                for each in (name, _incident_of(inside, name))
                if each and (found := inside.incident(each))
            ),
            None,
        )
        shown = [each for each in file.records if each.status != "composed"] if file else []
        last = max(shown, key=lambda record: record.version, default=None)
        if last is None or last.status != "published":
            raise UsageError(f"nothing of {name} is published: see `tollbook show {name}`")
        now = datetime.now(UTC)
        hidden = propose(inside, last.incident.id, project, atlas, now).guarded.hidden
        if hidden.within(by.why):
            raise UsageError("the reason stays public and names what is held back: word it without")
        at = _stamp(now)
        who = by.who.strip()
        signed = Signed(
            composed_by=who,
            composed_at=at,
            published_by=who,
            published_at=at,
            why=by.why,
            review="one person",
        )
        made = sealed(scrubbed(publishing.withdraw(last, signed), hidden))
        inside.append([drafts.of_record(made, step("tollbook.publishing:guard"))])
    return Act(record=made)


def says_the_same(public: Record, record: Record) -> bool:
    """Tell whether a published record says all that a new version of it would say, and nothing else."""
    same = {name: getattr(record, name) for name in OF_A_VERSION}
    return public.status == "published" and replace(public, **same) == record


def latest(file: IncidentFile) -> Record | None:
    """Give the version of an incident's record that is public now, or its tombstone."""
    shown = [each for each in file.records if each.status in ("published", "withdrawn")]
    return max(shown, key=lambda record: record.version, default=None)


def _require(project: Project, by: Signature) -> None:
    missing = project.missing()
    if missing:
        words = " and ".join(line.replace("_", " ") for line in missing)
        raise UsageError(UNREADY.format(missing=words, to_type=to_type(missing)))
    if not by.who.strip():
        raise NamelessError(drafts.NAMELESS)
    if not by.why.strip():
        raise UsageError("a record is published for a reason, which its changelog shows: give it with --why")


def _check_words(why: str, incident: str, proposal: Proposal) -> None:
    if proposal.guarded.hidden.within(why):
        raise UsageError("the reason becomes public and names what is held back: word it without")
    if proposal.guarded.hidden.within(incident):
        raise UsageError(
            f"the id {incident} becomes public and names what is held back: take it in under another id"
        )


def _may_sign(proposal: Proposal, project: Project, by: Signature, now: datetime) -> Signed | None:
    """Give the signature of a record that may be published now, `None` for one that is only composed yet."""
    who, composed = by.who.strip(), proposal.composed
    if project.alone:
        earliest = proposal.last_change + QUIET
        if now < earliest:
            raise UsageError(
                f"in a project of one a record waits until 24 hours after the last change: publish it from "
                f"{earliest:%Y-%m-%d %H:%M} UTC on"
            )
        return _signed(who, _stamp(now), by, now, "one person")
    if composed is None or not _waits(proposal):
        return None
    if _letters(composed.composed_by) == _letters(who):
        raise UsageError(
            f"{who} composed this record: a second person publishes it, or, where nobody else works in the "
            f"project, write `alone = true` into the project file"
        )
    return _signed(composed.composed_by, composed.composed_at, by, now, "second person")


def _letters(name: str) -> str:
    """Give a name by its letters alone: other spaces, marks or capitals make no other person."""
    plain = "".join(letter for letter in name if unicodedata.category(letter) != "Cf")
    return fold(plain).replace(" ", "")


def _signed(composer: str, composed_at: str, by: Signature, now: datetime, review: Review) -> Signed:
    return Signed(
        composed_by=composer,
        composed_at=composed_at,
        published_by=by.who.strip(),
        published_at=_stamp(now),
        why=by.why,
        review=review,
    )


def _unchanged(composed: Record, record: Record) -> bool:
    """Tell whether what was composed is what would be published now."""
    blank = {
        "status": "working", "composed_by": "", "composed_at": "", "reason": "", "checksum": "",
    }  # fmt: skip
    return replace(composed, **blank) == record


def _file(ledger: Ledger, incident: str) -> IncidentFile:
    into = ledger.merged_into(incident)
    file = ledger.incident(into or incident)
    if file is None:
        raise UsageError(f"the ledger holds no incident {incident}: see `tollbook incidents`")
    return file


def _incident_of(ledger: Ledger, record: str) -> str | None:
    """Give the incident of a record's id."""
    if not ledger.known("record", [record]):
        return None
    trace = ledger.trace(record)
    noun = trace.here.noun if trace else None
    return noun.incident.id if isinstance(noun, Record) else None


def _differences(working: Iterable[Finding], record: Iterable[Finding]) -> tuple[tuple[str, str, str], ...]:
    """Give the totals that read otherwise in the house than in the record."""
    house = {_key(finding): numbers.answer(finding) for finding in working if not finding.group}
    public = {_key(finding): numbers.answer(finding) for finding in record if not finding.group}
    return tuple(
        (numbers.subject(key[0], key[1], ()), house.get(key, "nothing"), public.get(key, "nothing"))
        for key in dict.fromkeys([*house, *public])
        if house.get(key) != public.get(key)
    )


def _key(finding: Finding) -> tuple[str, str]:
    return finding.measure, finding.unit


def _last(records: Iterable[Record]) -> Record | None:
    return max(records, key=lambda record: record.version, default=None)


def _moment(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp) if stamp else datetime.now(UTC)


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
