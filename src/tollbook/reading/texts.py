"""A text to a report: its language, its furniture, its dates and its id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256

from msgspec import Struct

from tollbook.languages import available
from tollbook.model import Problem, Report
from tollbook.model.problem import Severity
from tollbook.reading.furniture import mark
from tollbook.reading.given import Given
from tollbook.reading.language import detect
from tollbook.reading.published import doubt, iso

LARGEST = 5_000_000
"""A text with more characters than this is no single report; it is not read."""

_FIRST_LINE = re.compile(r"\s*(\S[^\n]*)(?:\n|\Z)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Source(Struct, frozen=True, kw_only=True):
    """Where a text was found, and what only its file or page knows: its checksum, author and language."""

    where: str | None = None
    checksum: str | None = None
    author: str | None = None
    language: str | None = None


def problem(what: str, where: str, severity: Severity = "warning") -> Problem:
    """Give a problem that this stage saw."""
    return Problem(what=what, where=where, stage="reading", severity=severity)


def nothing(problems: Sequence[Problem]) -> Report:
    """Give an input that could not be read as a report with an empty text: every input has an account."""
    where = problems[0].where if problems else ""
    name = sha256(where.encode(errors="surrogatepass")).hexdigest()[:16]
    return Report(id=f"rpt_{name}", text="", checksum=sha256(b"").hexdigest())


def from_text(text: str, given: Given) -> tuple[Report, tuple[Problem, ...]]:
    """Give the report that a text is, character for character, and what is wrong with it.

    The report's text is the given title, an empty line and `text`, or `text` alone where no title is given
    or the text opens with it. Its language is `None`
    where it cannot be told or where the text is not to be read; a problem then says why.
    """
    return report(text, given, Source())


def report(text: str, given: Given, source: Source) -> tuple[Report, tuple[Problem, ...]]:
    """Give the report that a text is, and its problems, as `from_text` does, for a text found in `source`."""
    body, title = _whole(text), _whole(given.title or "").strip() or None
    opened = _behind_title(body, title)
    start = opened or (len(title) + 2 if title else 0)
    whole = body if opened or not title else f"{title}\n\n{body}"
    published = iso(given.published) if given.published else None
    identity = "\x1f".join((given.url or "", given.outlet or "", published or "", title or "", body))
    name = given.id or f"rpt_{_digest(identity)[:16]}"
    unreadable = _unreadable(whole)
    language = None if unreadable else detect(body if len(body) > 200 else whole) or source.language
    marks = mark(whole, language, start)
    made = Report(
        id=name,
        text=whole,
        title=title,
        author=source.author or marks.author,
        dateline=marks.dateline,
        outlet=given.outlet,
        url=given.url,
        published=published or marks.published,
        language=language,
        checksum=source.checksum or _digest(body),
        furniture=marks.furniture,
    )
    where = source.where or name
    found = [problem(unreadable, where, "error")] if unreadable else list(_language_problems(language, where))
    found.extend(problem(what, where, severity) for what, severity in _odd(whole, text, given))
    return made, tuple(found)


def _behind_title(body: str, title: str | None) -> int:
    """Give the offset behind a first line that is the title itself, or 0: nobody is counted twice for it."""
    first = _FIRST_LINE.match(body)
    if first is None or not title or _folded(first[1]) != _folded(title):
        return 0
    return first.end()


def _folded(line: str) -> str:
    return " ".join(line.split()).casefold()


def _unreadable(whole: str) -> str | None:
    """Say why a text is not to be read at all, if so."""
    if not whole.strip():
        return "the text is empty"
    if len(whole) > LARGEST:
        return f"the text is longer than {LARGEST:,} characters and is not read; split it into its reports"
    return None


def _language_problems(language: str | None, where: str) -> Iterator[Problem]:
    if language is None:
        yield problem("the language cannot be told: too few words; nothing was read out of it", where)
    elif language not in available():
        read = ", ".join(available())
        yield problem(f"the language is {language!r}, which is not read yet (read: {read})", where, "error")


def _odd(whole: str, text: str, given: Given) -> Iterator[tuple[str, Severity]]:
    """Say what a person should know about the characters and the date of a text that is read all the same."""
    if not text.strip() and whole.strip():
        yield "there is a title and no text; the title was read", "note"
    if (control := _CONTROL.search(whole)) is not None:
        count = len(_CONTROL.findall(whole))
        yield (
            f"{count} control character(s), the first (U+{ord(control[0]):04X}) at {control.start()}; kept",
            "warning",
        )
    if not whole.isascii():
        if (turn := _DIRECTION.search(whole)) is not None:
            yield f"invisible marks of writing direction, the first at {turn.start()}; kept", "note"
        if lone := len(_SURROGATE.findall(text)):
            yield f"{lone} half character(s) (lone surrogates) replaced by U+FFFD", "warning"
    if given.published:
        published = iso(given.published)
        if published is None:
            yield (
                f"the publication date {given.published[:80]!r} is impossible or ambiguous; left unknown",
                "warning",
            )
        elif improbable := doubt(published):
            yield f"the publication date {published} {improbable}; kept as given", "warning"


def _whole(text: str) -> str:
    """Replace half characters, which no encoding can write; everything else stays, and so do all offsets."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
