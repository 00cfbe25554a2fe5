"""A record as people see it: every figure with its range, roots, as-of time, method, status and correction.

Takes: a record that went through the guard. Gives: words and drawings for the pages of a site and for a
situation report. Nothing is computed here that the record does not hold. Change this when: a record is worded
or drawn differently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from urllib.parse import quote

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from tollbook.model import Chosen, Claim, Conflict, Course, Finding, Place, Record, Root, Source, When
from tollbook.publishing import numbers, places
from tollbook.publishing.charts import MARKS, Range, range_bar
from tollbook.publishing.overview import Pin
from tollbook.publishing.tolls import root_lines, toll_lines

LOOKED = {
    "second person": "looked at and published by a second person",
    "one person": "published by one person, at the earliest 24 hours after the last change",
}
"""What the review of a record means, in words."""

_CLAIM = re.compile(r"\bclm_\w+")
_REPORT = re.compile(r"rpt_[0-9a-f]+")
_NO_ADDRESS = re.compile(r"[\s:/]")


class Footnotes:
    """Sources numbered in the order in which they are first named.

    `page` gives the address of the page on which the source of a number stands, by default this one.
    """

    def __init__(self, sources: Iterable[Source] = (), page: Callable[[int], str] | None = None) -> None:
        self._page = page
        self._numbers: dict[str, int] = {}
        self.sources: list[Source] = []
        self.numbers(sources)

    def numbers(self, sources: Iterable[Source]) -> tuple[int, ...]:
        """Give the numbers of sources, each once and the lowest first."""
        found = set()
        for source in sources:
            if source.id not in self._numbers:
                self.sources.append(source)
                self._numbers[source.id] = len(self.sources)
            found.add(self._numbers[source.id])
        return tuple(sorted(found))

    def links(self, numbers: tuple[int, ...]) -> Markup:
        """Give small numbers that lead to their sources; nothing for none."""
        return footnoted(numbers) if self._page is None else _footnoted(numbers, self._page)


class Figure(Struct, frozen=True, kw_only=True):
    """A finding as a page shows it; `sources` lead to footnotes, `correct` is where a link leads."""

    subject: str
    words: str
    bar: Markup
    as_of: str
    roots: str
    notes: str
    sources: Markup
    method: str
    status: str
    correct: str


class Saying(Struct, frozen=True, kw_only=True):
    """A claim as a page shows it, with the number that the page gives it."""

    number: int
    subject: str
    quote: str
    words: str
    speaker: str
    as_of: str
    source: Markup
    decision: str


class Clash(Struct, frozen=True, kw_only=True):
    """Figures that do not add up, with the claims that they are and how they would."""

    kind: str
    open: bool
    parts: tuple[str, ...]
    repairs: tuple[str, ...]


class Line(Struct, frozen=True, kw_only=True):
    """The course of a toll: its drawing, and its steps as rows.

    A row has the number, as of when, said by whom, and the class in which the drawing shows that root.
    """

    subject: str
    drawing: Markup
    rows: tuple[tuple[str, str, str, str], ...]


class Shown:
    """One record in words and drawings; `notes` numbers its sources."""

    def __init__(self, record: Record, notes: Footnotes | None = None) -> None:
        self.record = record
        self.footnotes = notes or Footnotes(record.reports)
        self._sources = {source.id: source for source in record.reports}
        self._claims = {claim.id: claim for claim in record.claims}
        self._order = {claim.id: number for number, claim in enumerate(record.claims, 1)}
        self._roots = _named_apart(record.roots)

    @property
    def title(self) -> str:
        """Place and date."""
        place = self.record.incident.place
        return f"{place.name if place else 'Place not shown'}, {self.date or 'date not stated'}"

    @property
    def date(self) -> str:
        """The date in words; nothing where no report states it."""
        return numbers.when(self.record.incident.date)

    @property
    def where(self) -> str:
        """The place with what it lies in, each name once."""
        place = self.record.incident.place
        return ", ".join(dict.fromkeys(places.names(place))) if place else ""

    @property
    def pin(self) -> Pin | None:
        """The place for a map; `None` where the record shows no position."""
        return pin_of(self.record.incident.place)

    @property
    def status(self) -> str:
        """Status and version, in words."""
        return f"{self.record.status}, version {self.record.version}"

    @property
    def looked(self) -> str:
        """How it was looked at before it was published."""
        return LOOKED.get(self.record.review or "", "")

    @cached_property
    def courses(self) -> tuple[Course, ...]:
        """The courses of its tolls, each step with the root of its claims."""
        return tuple(
            replace(course, steps=tuple(replace(step, root=self._root_of(step)) for step in course.steps))
            for course in self.record.courses
        )

    def figures(self) -> tuple[Figure, ...]:
        """Its findings, in their order."""
        return tuple(self._figure(finding) for finding in self.record.findings)

    def own(self) -> tuple[tuple[str, str], ...]:
        """The ranges that people of the project set, each with its subject."""
        return tuple((numbers.subject(o.measure, o.unit, o.group), chosen(o)) for o in self.record.own)

    def lines(self) -> tuple[Line, ...]:
        """The courses of totals of people that moved."""
        return tuple(self._line(course) for course in self.courses if _moves(course))

    def clashes(self) -> tuple[Clash, ...]:
        """Figures that do not add up."""
        return tuple(self._clash(conflict) for conflict in self.record.conflicts)

    def sayings(self) -> tuple[Saying, ...]:
        """Every claim, in the order of its number."""
        aside = self._aside
        kept = {name for finding in self.record.findings for name in finding.claims}
        return tuple(
            self._saying(claim, "" if claim.id in kept else aside.get(claim.id, ""))
            for claim in self.record.claims
        )

    def sourced(self, finding: Finding) -> tuple[int, ...]:
        """The footnotes of the reports on whose claims a finding rests."""
        reports = (self._claims[name].report for name in finding.claims if name in self._claims)
        return self.footnotes.numbers(self._sources[name] for name in reports if name in self._sources)

    def _figure(self, finding: Finding) -> Figure:
        dots = numbers.dots(finding, numbers.course_of(finding, self.courses), self._roots)
        named = tuple(self._roots[root].name for root in finding.roots if root in self._roots)
        subject = numbers.subject(finding.measure, finding.unit, finding.group)
        drawn = finding.low != finding.high or len(dots) > 1
        return Figure(
            subject=subject,
            words=numbers.answer(finding),
            bar=range_bar(Range(finding.low, finding.high, finding.best, dots)) if drawn else Markup(),
            as_of=numbers.when(finding.as_of) or "time unknown",
            roots=f"{len(named)}: {'; '.join(named)}",
            notes="; ".join(self._notes(finding)),
            sources=self.footnotes.links(self.sourced(finding)),
            method=finding.method,
            status=self.status,
            correct=correction(self.record, subject),
        )

    def _notes(self, finding: Finding) -> Iterable[str]:
        if not any(name in self._claims for name in finding.claims):
            yield "its claims are held back"
        if finding.derived:
            yield "follows from other figures, said by nobody"
        if finding.vague:
            yield "from words such as “dozens”"
        if finding.readings:
            yield "rests on a word with two readings"
        disputed = [self._roots[root].name for root in finding.disputed_by if root in self._roots]
        if disputed:
            yield f"disputed by {', '.join(disputed)}"
        shown = [self._roots[root].independence for root in finding.roots if root in self._roots]
        if len(shown) > 1:
            yield f"independence {'shown' if set(shown) == {'shown'} else 'not shown'}"

    def _line(self, course: Course) -> Line:
        marks = {name: number for number, name in enumerate(dict.fromkeys(s.root for s in course.steps), 1)}
        timed = any(step.as_of for step in course.steps)
        drawing = toll_lines(root_lines(course, self._roots, marks)) if timed else Markup()
        rows = tuple(
            (
                numbers.bounds(step.low, step.high),
                numbers.told_at(step),
                self._roots[step.root].name if step.root in self._roots else "not named",
                f"root-{(marks[step.root] - 1) % MARKS + 1}",
            )
            for step in course.steps
        )
        subject = numbers.subject(course.measure, course.unit, course.group)
        return Line(subject=subject, drawing=drawing, rows=rows)

    def _clash(self, conflict: Conflict) -> Clash:
        return Clash(
            kind=conflict.kind,
            open=conflict.open,
            parts=tuple(self._part(self._claims[name]) for name in conflict.claims if name in self._claims),
            repairs=conflict.repairs,
        )

    def _part(self, claim: Claim) -> str:
        source = self._sources.get(claim.report)
        said = [speaker_of(claim), f"in {source.outlet}" if source and source.outlet else ""]
        subject = numbers.subject(claim.measure, claim.unit, claim.group)
        words = f"“{claim.evidence.quote}”" if claim.evidence.quote else _count(claim)
        at = numbers.when(claim.times.as_of)
        said.append(f"as of {at}" if at else "")
        return f"{subject}: {words}, {', '.join(filter(None, said))} (claim {self._order[claim.id]})"

    def _saying(self, claim: Claim, aside: str) -> Saying:
        source = self._sources.get(claim.report)
        unused = f"not counted: {aside}" if aside else ""
        return Saying(
            number=self._order[claim.id],
            subject=numbers.subject(claim.measure, claim.unit, claim.group),
            quote=claim.evidence.quote,
            words=_count(claim),
            speaker=speaker_of(claim),
            as_of=numbers.when(claim.times.as_of) or "time unknown",
            source=self.footnotes.links(self.footnotes.numbers([source] if source else ())),
            decision="; ".join(filter(None, (", ".join(claim.by.rules), *_qualities(claim), unused))),
        )

    @cached_property
    def _aside(self) -> dict[str, str]:
        """Why claims do not count, with the numbers of claims in place of their ids."""
        return {
            each.claim: _CLAIM.sub(lambda found: self._numbered(found[0]), each.why) or each.rule
            for finding in reversed(self.record.findings)
            for each in finding.set_aside
        }

    def _numbered(self, name: str) -> str:
        return f"claim {self._order[name]}" if name in self._order else "a claim that is held back"

    def _root_of(self, step: object) -> str:
        root = str(getattr(step, "root", ""))
        if root in self._roots:
            return root
        said = (self._claims[name].root for name in getattr(step, "claims", ()) if name in self._claims)
        return next((name for name in said if name), "")


def _moves(course: Course) -> bool:
    """Tell whether a course is worth a line: people, all of them, and more than one number."""
    return course.unit == "person" and not course.group and len({step.low for step in course.steps}) > 1


def pin_of(place: Place | None) -> Pin | None:
    """Give a place for a map, `None` where it has no position."""
    if place is None or place.lat is None or place.lon is None:
        return None
    return Pin(place.name, place.lat, place.lon, place.radius_km or 0.0)


def chosen(own: Chosen) -> str:
    """Give a range that a person set, in words."""
    if not own.concluded:
        return "no conclusion possible"
    if own.low is None:
        return "not known" if own.high is None else f"{own.high:,} or fewer"
    best = f", best {own.best:,}" if own.best is not None and own.low != own.high else ""
    return numbers.bounds(own.low, own.high) + best


def contact_link(contact: str, *about: str) -> str:
    """Give where a contact leads: to mail about something, or to a page; nothing for other channels."""
    if web_address(contact):
        return contact
    if "@" in contact and not _NO_ADDRESS.search(contact):
        subject = "%2C%20".join(map(_quoted, filter(None, about)))
        return f"mailto:{_quoted(contact)}" + (f"?subject={subject}" if subject else "")
    return ""


def web_address(url: str | None) -> bool:
    """Tell whether an address is that of a page, so that a link may lead there."""
    return url is not None and url.startswith(("https://", "http://"))


@lru_cache(maxsize=1024)
def _quoted(words: str) -> str:
    return quote(words, safe="@+")


def correction(record: Record, subject: str = "") -> str:
    """Give where a link for corrections to a record leads, or to one of its figures."""
    return contact_link(record.contact, f"Correction or source: {record.id}", subject)


@lru_cache(maxsize=1024)
def footnoted(sources: tuple[int, ...]) -> Markup:
    """Give small numbers that lead to footnotes; nothing for none."""
    return _footnoted(sources, lambda _: "")


def _footnoted(sources: tuple[int, ...], page: Callable[[int], str]) -> Markup:
    links = ", ".join(f'<a href="{page(number)}#s{number}">{number}</a>' for number in sources)
    return Markup(f'<sup class="soft">[{links}]</sup>' if sources else "")


def speaker_of(claim: Claim) -> str:
    """Give who says a claim, with the channel it came through."""
    name = claim.speaker.name if claim.speaker else ""
    name = f"the {name[4:]}" if name.startswith("The ") else name
    said = f"according to {name}" if claim.speaker else "in the report’s own voice"
    return f"{said}, via {claim.via}" if claim.via else said


def as_of(times: Iterable[When | None]) -> str:
    """Give the earliest and the latest of times in words, one of them where they are the same."""
    known = [time for time in times if time]
    if not known:
        return "time unknown"
    first = numbers.when(min(known, key=lambda time: (time.end, time.start)))
    last = numbers.when(max(known, key=lambda time: (time.end, time.start)))
    return last if last.startswith(first) else f"{first} – {last}"


def _count(claim: Claim) -> str:
    count = claim.count
    if count.low is None:
        return f"at most {count.high:,}" if count.high is not None else "no number"
    return ("about " if count.approx else "") + numbers.bounds(count.low, count.high)


def _qualities(claim: Claim) -> Sequence[str]:
    return (
        {"asserted": "", "possible": "put forward as possible", "denied": "denied"}[claim.status],
        {"event": "", "background": "about another incident", "cumulative": "running total"}[claim.scope],
        "a part" if claim.extent == "part" else "",
        f"basis: {claim.basis}" if claim.basis else "",
    )


def _named_apart(roots: Iterable[Root]) -> Mapping[str, Root]:
    """Give roots by their ids; one without attribution is named so."""
    return {
        root.id: root if root.kind != "unattributed" else replace(root, name=_unattributed(root))
        for root in roots
    }


def _unattributed(root: Root) -> str:
    if _REPORT.fullmatch(root.name):
        return "an outlet that is not known (unattributed)"
    return root.name if "unattributed" in root.name.lower() else f"{root.name} (unattributed)"
