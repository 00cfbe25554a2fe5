"""A frozen snapshot of an incident, for the outside."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from tollbook.model.claim import Claim
from tollbook.model.conflict import Change, Conflict, WordReading
from tollbook.model.course import Course
from tollbook.model.finding import Finding
from tollbook.model.incident import Alias, Incident
from tollbook.model.judgement import Chosen
from tollbook.model.root import Root
from tollbook.model.when import When

RecordStatus = Literal["working", "composed", "published", "withdrawn"]
Review = Literal["second person", "one person"]


class Source(Struct, frozen=True, kw_only=True):
    """A report as a record names it, without its text, its title and its author.

    `id` is the report's, or a hash of it where people gave the id. `url` is only the host where the rest of
    the address names somebody; both `url` and `outlet` are `None` for a source that stays private.
    """

    id: str
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    checksum: str | None = None


class Version(Struct, frozen=True, kw_only=True):
    """One line of a record's changelog: what was published or withdrawn when, and why.

    `id` is that of the record of this version. `changes` says in words what is new against the version
    before; `at` is a UTC moment.
    """

    version: int
    id: str
    status: RecordStatus
    at: str
    why: str = ""
    changes: tuple[str, ...] = ()


class Withheld(Struct, frozen=True, kw_only=True):
    """Something that a record does not show, and why; neither names what is withheld."""

    what: str
    why: str


class Record(Struct, frozen=True, kw_only=True):
    """An incident as it was published: computed from accepted and corrected claims alone, never changed.

    It holds nothing that may not be public but the two names of those who signed it. A correction is a new
    record of the same incident with a higher `version`, which names in `replaces` the id of the one before;
    a withdrawn one is a version too, `withdrawn` with its `reason` and without figures. `review` says whether
    a second person published it; `own` are ranges that people set, beside the findings. `status` is `working`
    for a copy that never leaves the house, `composed` for one that waits for its second person. `checksum` is
    that of everything but the two names; times of signing are UTC moments.
    """

    id: str
    version: int
    replaces: str | None = None
    status: RecordStatus = "published"
    review: Review | None = None
    project: str = ""
    contact: str = ""
    method: str = ""
    as_of: When | None = None
    incident: Incident
    reports: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    roots: tuple[Root, ...] = ()
    findings: tuple[Finding, ...] = ()
    own: tuple[Chosen, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    history: tuple[Change, ...] = ()
    courses: tuple[Course, ...] = ()
    readings: tuple[WordReading, ...] = ()
    aliases: tuple[Alias, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    changelog: tuple[Version, ...] = ()
    composed_by: str
    composed_at: str = ""
    published_by: str
    published_at: str
    reason: str = ""
    checksum: str = ""
