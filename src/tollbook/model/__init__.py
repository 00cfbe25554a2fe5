"""The nouns of Tollbook: frozen values without I/O, one file each.

Takes: nothing. Gives: the values that every stage takes and returns, and that the JSON output shows under the
same names. Change this when: the record of harm needs a new fact.
"""

from tollbook.model.account import Account, Dossier, Reconciliation
from tollbook.model.chain import Chains, Copy, Edge
from tollbook.model.claim import GROUPS, By, Claim, ClaimTimes, Extent, Scope, Status
from tollbook.model.conflict import Change, Conflict, WordReading
from tollbook.model.count import Count
from tollbook.model.course import Course, CourseStep
from tollbook.model.entry import Entry, EntryType
from tollbook.model.finding import Finding, NotApplicable, SetAside
from tollbook.model.incident import FACTS, Alias, Facts, Incident, Loaded, Responsible, Settled
from tollbook.model.judgement import Chosen, Judgement, State, Verdict
from tollbook.model.link import Link, NearMiss
from tollbook.model.place import Place, PlaceMention
from tollbook.model.problem import Problem, Severity
from tollbook.model.record import Record, RecordStatus, Review, Source, Version, Withheld
from tollbook.model.report import Furniture, Report
from tollbook.model.root import Root
from tollbook.model.span import Offsets, Span
from tollbook.model.speaker import Attribution, Speaker
from tollbook.model.statement import Statement
from tollbook.model.step import Step
from tollbook.model.when import TimeMention, When

__all__ = [
    "FACTS",
    "GROUPS",
    "Account",
    "Alias",
    "Attribution",
    "By",
    "Chains",
    "Change",
    "Chosen",
    "Claim",
    "ClaimTimes",
    "Conflict",
    "Copy",
    "Count",
    "Course",
    "CourseStep",
    "Dossier",
    "Edge",
    "Entry",
    "EntryType",
    "Extent",
    "Facts",
    "Finding",
    "Furniture",
    "Incident",
    "Judgement",
    "Link",
    "Loaded",
    "NearMiss",
    "NotApplicable",
    "Offsets",
    "Place",
    "PlaceMention",
    "Problem",
    "Reconciliation",
    "Record",
    "RecordStatus",
    "Report",
    "Responsible",
    "Review",
    "Root",
    "Scope",
    "SetAside",
    "Settled",
    "Severity",
    "Source",
    "Span",
    "Speaker",
    "State",
    "Statement",
    "Status",
    "Step",
    "TimeMention",
    "Verdict",
    "Version",
    "When",
    "Withheld",
    "WordReading",
]
