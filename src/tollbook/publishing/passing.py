"""Which parts of a record pass the guard: an explicit list, part by part.

Takes: a record whose places, speakers and sources are fit to be shown, what is hidden and which measures and
groups are held back. Gives: the record with what passes, and lines on what does not. Change this when: a part
of a record is to be shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from tollbook.model import (
    Alias,
    By,
    Change,
    Chosen,
    Claim,
    ClaimTimes,
    Conflict,
    Count,
    Course,
    Finding,
    Incident,
    Record,
    Responsible,
    Span,
    When,
)
from tollbook.publishing import cells, names, numbers, places
from tollbook.publishing.names import Hidden

OTHER_TIMES = "if they are of different times"
_QUOTED = re.compile(r"\s*\(?[“\"][^”\"]*[”\"]\)?")
_CLAIM = re.compile(r"\bclm_\w+")
_OWN_WORDS = re.compile(r"[“”\"]")

Line = tuple[str, str, str]
"""What is held back, why, and in the house: which."""


class Passing(Struct, frozen=True, kw_only=True):
    """What must not pass: hidden names, measures that are shut, and groups that are held back.

    `caseless` are the ids of reports that are written without capital letters.
    """

    hidden: Hidden
    shut: frozenset[cells.Counted]
    groups: cells.Held
    caseless: frozenset[str] = frozenset()

    def of(self, record: Record, parties: Sequence[str]) -> tuple[Record, list[Line]]:
        """Give what passes of a record, and a line for each thing that does not and has no other line."""
        lines: list[Line] = []
        claims = {c.id: self._claim(c, lines) for c in record.claims if self._passes(c)}
        claims = {
            name: replace(c, part_of=c.part_of if c.part_of in claims else None) for name, c in claims.items()
        }
        findings = tuple(self._finding(f, claims) for f in record.findings if self._counts(f))
        roots = {root for claim in claims.values() if (root := claim.root)}
        roots |= {root for finding in findings for root in (*finding.roots, *finding.disputed_by)}
        reports = {claim.report for claim in claims.values()}
        lines += self._unlisted(record, claims)
        passed = replace(
            record,
            incident=self._incident(record.incident, claims, parties, lines),
            as_of=_time(record.as_of),
            claims=tuple(claims.values()),
            reports=tuple(source for source in record.reports if source.id in reports),
            roots=tuple(
                replace(
                    root,
                    claims=tuple(name for name in root.claims if name in claims),
                    reports=tuple(name for name in root.reports if name in reports),
                    basis=root.basis if root.basis and names.is_basis(root.basis) else None,
                )
                for root in record.roots
                if root.id in roots
            ),
            findings=findings,
            own=tuple(own for own in record.own if self._counts(own)),
            conflicts=tuple(self._conflict(c, claims) for c in record.conflicts if _all(c.claims, claims)),
            history=tuple(h for h in record.history if _all((*h.older, *h.newer), claims) and self._moves(h)),
            courses=tuple(course for c in record.courses if (course := self._course(c, claims)).steps),
            readings=tuple(
                replace(reading, because="") for reading in record.readings if reading.claim in claims
            ),
            aliases=tuple(alias for alias in record.aliases if self._names_shown(alias, record)),
        )
        return passed, lines

    def _names_shown(self, alias: Alias, record: Record) -> bool:
        """Tell whether an alias is of a thing, or of a place that is shown: persons have none in public."""
        if any(map(self.hidden.within, alias.names)):
            return False
        shown = [record.incident.place, *(claim.place for claim in record.claims)]
        where = {name for place in shown if place for name in places.names(place)}
        return names.are_of_a_thing(alias.names) or not where.isdisjoint(alias.names)

    def _passes(self, claim: Claim) -> bool:
        if (claim.measure, claim.unit) in self.shut or claim.id in self.groups.claims:
            return False
        if any(map(self.hidden.within, claim.group)):
            return False
        return bool(claim.group) or (claim.measure, claim.unit) not in self.groups.totals

    def _counts(self, figure: Finding | Chosen) -> bool:
        if (figure.measure, figure.unit) in self.shut or any(map(self.hidden.within, figure.group)):
            return False
        return not self.groups.holds(figure.measure, figure.unit, figure.group)

    def _moves(self, change: Change) -> bool:
        return not self.groups.holds(change.measure, "person", change.group)

    def _claim(self, claim: Claim, lines: list[Line]) -> Claim:
        quote, text = claim.evidence.quote, claim.count.text
        caseless = claim.report in self.caseless
        if not all(names.fit(words, self.hidden, caseless=caseless) for words in (quote, text)):
            why = "they may hold a name: only the numbers are shown"
            lines.append(("the words of a claim", why, f"“{quote}” ({claim.id})"))
            quote = text = ""
        count = claim.count
        vague = count.vague if count.vague and names.fit(count.vague, self.hidden) else None
        return replace(
            claim,
            count=Count(low=count.low, high=count.high, approx=count.approx, vague=vague, text=text),
            times=ClaimTimes(
                event=_time(claim.times.event), as_of=_time(claim.times.as_of), said=_time(claim.times.said)
            ),
            evidence=Span(start=claim.evidence.start, end=claim.evidence.end, quote=quote),
            word=claim.word if claim.word and names.fit(claim.word, self.hidden) else None,
            basis=claim.basis if claim.basis and names.is_basis(claim.basis) else None,
            by=By(rules=claim.by.rules, confidence=1.0),
        )

    def _finding(self, finding: Finding, claims: dict[str, Claim]) -> Finding:
        aside = tuple(
            replace(each, why=self._reason(each.why, claims))
            for each in finding.set_aside
            if each.claim in claims
        )
        return replace(
            finding,
            claims=tuple(name for name in finding.claims if name in claims),
            readings=tuple(name for name in finding.readings if name in claims),
            set_aside=aside,
            as_of=_time(finding.as_of),
        )

    def _reason(self, why: str, claims: dict[str, Claim]) -> str:
        """Give a reason without the words of reports, and without claims that are held back."""
        if _OWN_WORDS.search(why):
            return ""
        return _CLAIM.sub(lambda m: m[0] if m[0] in claims else "a claim that is held back", why)

    def _conflict(self, conflict: Conflict, claims: dict[str, Claim]) -> Conflict:
        """Give a conflict in words made from what is shown alone."""
        said = [_said(claims[name]) for name in conflict.claims]
        why = f"{', '.join(said[:-1])} and {said[-1]}: these figures do not add up."
        return replace(
            conflict,
            why=why,
            repairs=tuple(dict.fromkeys(_QUOTED.sub("", repair) for repair in conflict.repairs)),
            closed_by=tuple(name for name in conflict.closed_by if name in claims),
        )

    def _course(self, course: Course, claims: dict[str, Claim]) -> Course:
        if (course.measure, course.unit) in self.shut:
            return replace(course, steps=())
        if self.groups.holds(course.measure, course.unit, course.group):
            return replace(course, steps=())
        steps = (step for step in course.steps if step.claims and _all(step.claims, claims))
        return replace(course, steps=tuple(replace(step, as_of=_time(step.as_of)) for step in steps))

    def _incident(
        self, incident: Incident, claims: dict[str, Claim], parties: Sequence[str], lines: list[Line]
    ) -> Incident:
        """Give an incident; who is reported responsible only where the project names that party."""
        known = {names.fold(party): party for party in parties}
        voices = {claim.speaker.name for claim in claims.values() if claim.speaker}
        told = []
        for each in incident.responsible:
            party = known.get(names.fold(each.value))
            if party is None:
                lines.append(("who is reported responsible", "no accusation of a private person", each.value))
                continue
            according_to = each.according_to
            if according_to not in voices:
                according_to = None
            # The same accusation in several places of the reports is told once, without its words.
            empty = Span(start=0, end=0, quote="")
            told.append(Responsible(value=party, according_to=according_to, evidence=empty))
        return replace(
            incident,
            claims=tuple(name for name in incident.claims if name in claims),
            date=_time(incident.date),
            kind=None if self.hidden.within(incident.kind or "") else incident.kind,
            responsible=tuple(dict.fromkeys(told)),
            because=None,
        )

    def _unlisted(self, record: Record, claims: dict[str, Claim]) -> list[Line]:
        """Give a line for each claim that is held back with its group."""
        why = "their group is held back"
        return [
            ("claims on a group", why, f"“{claim.evidence.quote}” ({claim.id})")
            for claim in record.claims
            if claim.id not in claims and (claim.measure, claim.unit) not in self.shut
        ]


def _said(claim: Claim) -> str:
    words = claim.evidence.quote or numbers.bounds(claim.count.low or 0, claim.count.high)
    return f"“{words}” {claim.measure}"


def _time(time: When | None) -> When | None:
    return time and replace(time, evidence=None)


def _all(wanted: Sequence[str], claims: dict[str, Claim]) -> bool:
    return bool(wanted) and all(name in claims for name in wanted)
