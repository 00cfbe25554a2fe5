"""The tables: the log, which is only ever added to, and the views, which can be thrown away and rebuilt.

The log's tables are made by the migrations, a view's by `views.rebuild`: a change of a view needs no
migration but a higher `VIEWS_VERSION`.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, LargeBinary, MetaData, Table, Text

log = MetaData()
"""The entries, and beside them the words and bytes that can be deleted."""

entry = Table(
    "entry",
    log,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("type", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("step", Text),
    Column("recorded_at", Text, nullable=False),
    Column("prev_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

words = Table(
    "words",
    log,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("salt", LargeBinary, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

original = Table(
    "original",
    log,
    Column("checksum", Text, primary_key=True),
    Column("salt", LargeBinary, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

VIEWS_VERSION = 9

beside = MetaData()
"""What is only a memory of what can be worked out, or fetched, once more."""

note = Table(
    "note",
    beside,
    Column("key", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)

views = MetaData()
"""The current state: a pure function of the log."""

version = Table("view_version", views, Column("version", Integer, nullable=False))

head = Table(
    "view_head",
    views,
    Column("subject", Text, primary_key=True),
    Column("type", Text, primary_key=True),
    Column("seq", Integer, nullable=False, index=True),
    Column("id", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("step", Text, index=True),
)
"""For every subject and type the entry that holds now."""

edge = Table(
    "view_edge",
    views,
    Column("source", Integer, primary_key=True, autoincrement=False),
    Column("target", Integer, primary_key=True, autoincrement=False),
    Index("view_edge_target", "target"),
)
"""Which entry (`target`) was made from which (`source`)."""

capture = Table(
    "view_capture",
    views,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("report", Text, nullable=False, index=True),
    Column("url", Text, index=True),
    Column("captured", Text),
    Column("checksum", Text, nullable=False),
)
"""Every version of every report."""

report = Table(
    "view_report",
    views,
    Column("id", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("checksum", Text, nullable=False, index=True),
    Column("outlet", Text),
    Column("published", Text, index=True),
    Column("language", Text),
    Column("translation_of", Text, index=True),
)

claim = Table(
    "view_claim",
    views,
    Column("id", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("report", Text, nullable=False),
    Column("event", Text),
    Column("measure", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("low", Integer),
    Column("high", Integer),
    Column("scope", Text, nullable=False),
    Column("by_hand", Boolean, nullable=False),
    Index("view_claim_event", "report", "event"),
)
"""The claims of every report's current reading, and those that people added and did not undo.

`event` is the incident inside the report.
"""

incident = Table(
    "view_incident",
    views,
    Column("id", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("kind", Text),
    Column("start", Text, index=True),
    Column("end", Text),
    Column("place", Text),
    Column("admin1", Text),
    Column("names", Text),
    Column("country", Text, index=True),
    Column("lat", Float),
    Column("lon", Float),
)
"""`names` are place and divisions as they are compared: in small letters, without accents."""

link = Table(
    "view_link",
    views,
    Column("id", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("report", Text, nullable=False, index=True),
    Column("event", Text, nullable=False),
    Column("incident", Text, index=True),
    Column("score", Float),
    Column("near", Text),
    Column("near_score", Float),
)
"""`near` is the incident that the event came close to, where it founded its own."""

finding = Table(
    "view_finding",
    views,
    Column("incident", Text, primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, index=True),
    Column("seq", Integer, nullable=False),
    Column("measure", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("groups", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("low", Integer, nullable=False),
    Column("best", Integer),
    Column("high", Integer),
)
"""The findings on the incidents of the ledger; `place` is the finding's position, `groups` its tags."""

conflict = Table(
    "view_conflict",
    views,
    Column("incident", Text, primary_key=True),
    Column("id", Text, primary_key=True, index=True),
    Column("seq", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("open", Boolean, nullable=False),
)

root = Table(
    "view_root",
    views,
    Column("incident", Text, primary_key=True),
    Column("id", Text, primary_key=True, index=True),
    Column("seq", Integer, nullable=False),
)

INSIDE = (finding, conflict, root)
"""What bears an id of its own inside a reconciliation."""

stake = Table(
    "view_stake",
    views,
    Column("incident", Text, primary_key=True),
    Column("claim", Text, primary_key=True, index=True),
    Column("seq", Integer, nullable=False),
    Column("change", Integer, nullable=False),
    Column("finding", Text),
    Column("conflict", Text),
    Column("open", Boolean, nullable=False),
    Index("view_stake_change", "change", "seq"),
)
"""What hangs on a claim: how far an end of a range moves without it, and a conflict that it stands in."""

judgement = Table(
    "view_judgement",
    views,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, index=True),
    Column("target", Text, nullable=False, index=True),
    Column("other", Text, index=True),
    Column("verdict", Text, nullable=False, index=True),
    Column("undone", Boolean, nullable=False),
)
"""Every judgement; the one that holds for a target is its last that is not undone."""

record = Table(
    "view_record",
    views,
    Column("id", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("incident", Text, nullable=False, index=True),
    Column("version", Integer, nullable=False),
)
