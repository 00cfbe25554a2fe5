"""Bytes to reports: plain text, web pages, JSONL, folders and streams.

Takes: a path, a binary stream or a text, and what is known of it (`Given`). Gives: `ReadItem`s, each a report
(or `None`) with its problems; `from_text` gives a report and its problems.
A report whose `language` is `None`, or one that no pack of `tollbook.languages` reads, is not to be extracted
from: a problem of severity `error` or `warning` has said why.
Change this when: a new kind of source is read.
"""

from tollbook.reading.given import Given, Page, ReadItem
from tollbook.reading.incident_rows import IncidentItem, holds_incidents, one_incident, read_incidents
from tollbook.reading.sources import names_a_file, read, read_stream, walk
from tollbook.reading.texts import from_text, nothing

__all__ = [
    "Given",
    "IncidentItem",
    "Page",
    "ReadItem",
    "from_text",
    "holds_incidents",
    "names_a_file",
    "nothing",
    "one_incident",
    "read",
    "read_incidents",
    "read_stream",
    "walk",
]
