"""The checksum of a record, and the form of it that anybody may see.

Takes: a record. Gives: its public form, and a checksum that everybody who holds that form can compute again.
Change this when: never, or every checksum of every published record changes; add a field to the record
instead.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import msgspec

from tollbook.model import Record

NOT_PUBLIC = ("composed_by", "published_by")
"""The fields of a record that stay in the ledger: who signed it."""


def public_form(record: Record) -> dict[str, Any]:
    """Give the fields of a record without the names of those who signed it, ready to be encoded."""
    return {name: getattr(record, name) for name in record.__struct_fields__ if name not in NOT_PUBLIC}


def from_public_form(form: dict[str, Any]) -> Record:
    """Give the record of a public form; those who signed it are not known."""
    return msgspec.convert({**form, **dict.fromkeys(NOT_PUBLIC, "")}, type=Record)


def checksum(record: Record) -> str:
    """Give the SHA-256 of the public form without its own checksum, as JSON with keys sorted, no spaces."""
    form = public_form(record)
    del form["checksum"]
    text = json.dumps(msgspec.to_builtins(form), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
