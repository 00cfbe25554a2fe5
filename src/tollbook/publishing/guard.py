"""What of a record may leave the house, and what is held back and why.

Takes: a record as `compose` made it, and its `Setting`. Gives: `Guarded`, a record in which nothing is left
that may not be public, and everything that was held back. Nothing of the first record passes unless a line
here lets it: formats show what they are given. Change this when: something may be shown, or no longer.
"""

from __future__ import annotations

import re
from datetime import datetime
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from tollbook.measures import measures
from tollbook.model import Claim, Dossier, Finding, Place, Record, Root, Source, Withheld
from tollbook.publishing import cells, names, persons, places
from tollbook.publishing.compose import Material
from tollbook.publishing.names import Hidden
from tollbook.publishing.passing import Passing
from tollbook.publishing.persons import Known, Named
from tollbook.publishing.places import Atlas
from tollbook.publishing.project import Project
from tollbook.publishing.scrubbing import scrubbed

IN_HOUSE = "counts of weapons fired or stopped, and of military losses, stay in the house"
FIGHTERS_ONLY = "all whom it counts are fighters; their losses stay in the house"
UNDECIDED = "nobody has judged yet a claim that lies inside its range"
SMALL = "a group would be smaller than the project shows, or could be worked out from the rest"
GIVEN_AWAY = "together with what an earlier version shows it would give a small group away"
UNKNOWN_TIME = "nothing says when it was, so the embargo has no end"


class Setting(Struct, frozen=True, kw_only=True):
    """What the guard needs to know beside the record; `now` is when it is published, with a time zone."""

    material: Material
    project: Project
    atlas: Atlas
    now: datetime


class HeldBack(Struct, frozen=True, kw_only=True):
    """Something held back; `detail` says in the house what it is, `what` and `why` may be public."""

    what: str
    why: str
    detail: str


class Guarded(Struct, frozen=True, kw_only=True):
    """A record fit to be published, what was held back of it, and the names that must not come back in."""

    record: Record
    held: tuple[HeldBack, ...]
    hidden: Hidden


def guard(record: Record, setting: Setting) -> Guarded:
    """Give what of a record may be public."""
    held: list[HeldBack] = []
    placed = _placed(record, setting, held)
    voices = _voices(placed, setting)
    named = _named(placed, setting, voices, held)
    hidden = _hidden(record, named, setting, voices)
    sourced = _sources(named, setting, hidden, held)
    shut = _shut(record, setting, held)
    groups = _groups(record, shut, setting, held)
    caseless = {_public_id(r.id) for r in setting.material.dossier.reports if names.is_caseless(r.text)}
    passing = Passing(hidden=hidden, shut=frozenset(shut), groups=groups, caseless=frozenset(caseless))
    shown, withheld = passing.of(sourced, setting.project.parties)
    held += [HeldBack(what=what, why=why, detail=detail) for what, why, detail in withheld]
    shown = scrubbed(shown, hidden)
    notes = dict.fromkeys((each.what, each.why) for each in held)
    lines = (Withheld(what=_without_unit(what, hidden), why=why) for what, why in notes)
    record = replace(shown, withheld=tuple(dict.fromkeys(lines)))
    return Guarded(record=record, held=tuple(held), hidden=hidden)


def _without_unit(what: str, hidden: Hidden) -> str:
    """Give what is held back in the program's own words, without the unit where that may hold a name."""
    measure, _, unit = what.partition(": ")
    return measure if unit and hidden.within(unit) else what


def _placed(record: Record, setting: Setting, held: list[HeldBack]) -> Record:
    """Give the record with every place as it may be shown."""
    ends = places.embargo_ends(record.incident, record.reports, setting.project.embargo_hours)
    embargoed = ends is None or setting.now < ends
    seen: dict[Place, Place] = {}

    def shown(place: Place | None) -> Place | None:
        if place is None:
            return None
        if place not in seen:
            seen[place] = places.public(place, setting.atlas, embargoed=embargoed)
        return seen[place]

    main = shown(record.incident.place)
    claims = tuple(replace(claim, place=shown(claim.place)) for claim in record.claims)
    why = "its place is shown as the centre of a town of 5,000 people or more, or as its district"
    if embargoed:
        why = f"under embargo until {ends:%Y-%m-%d %H:%M} UTC" if ends else UNKNOWN_TIME
    for before, after in seen.items():
        if not set(places.names(before)[:1]) <= set(places.names(after)) or before.lat != after.lat:
            detail = f"{before.name} is shown as {after.name}"
            held.append(HeldBack(what="the exact place", why=why, detail=detail))
    return replace(record, incident=replace(record.incident, place=main), claims=claims)


Voices = dict[tuple[str, str | None], Named]
"""How each speaker of a record and its reports, by name and kind, is shown."""


def _voices(record: Record, setting: Setting) -> Voices:
    """Give how everybody who speaks is shown; offices and bodies keep their names, persons do not."""
    dossier = setting.material.dossier
    parties = [part for each in dossier.speakers for part in (each.party, each.country) if part]
    shown = {name for place in _places_of(record) for name in places.names(place)}
    known = Known.of(setting.project.office_holders, (*shown, *parties, *setting.project.parties))
    told = [(root.name, root.kind) for root in record.roots if root.kind != "unattributed"]
    told += [(claim.speaker.name, claim.speaker.kind) for claim in record.claims if claim.speaker]
    told += [(speaker.name, speaker.kind) for speaker in dossier.speakers]
    caseless = any(names.is_caseless(report.text) for report in dossier.reports if report.text)
    return {key: persons.public(*key, known, caseless=caseless and key[0].islower()) for key in told}


def _named(record: Record, setting: Setting, voices: Voices, held: list[HeldBack]) -> Record:
    """Give the record with speakers by name where they may be, else by office or role."""
    private = {names.fold(each) for each in setting.project.private_sources}
    outlets = [source.outlet for source in record.reports if source.outlet]
    outlets = [outlet for outlet in outlets if names.fold(outlet) not in private]
    roots = {root.id: _root(root, record.incident.id, private, outlets, voices) for root in record.roots}
    renamed_voices = {name: voice.shown for (name, _), voice in voices.items()}
    claims = []
    for claim in record.claims:
        root = roots.get(claim.root or "")
        speaker = claim.speaker
        if speaker is not None:
            voice = voices[speaker.name, speaker.kind]
            shown = voice.shown
            named_root = root is not None and root.kind not in (None, "unattributed") and not _is_role(root)
            if speaker.kind is None and voice.hidden and named_root and root is not None:
                shown = root.name
            if shown == voice.shown != speaker.name:
                held.append(_name_held(speaker.name, shown))
            ident = speaker.id if shown == speaker.name else _blind("spk", record.incident.id, claim.id)
            speaker = replace(speaker, id=ident, name=shown, start=None, end=None)
        via = claim.via if claim.via and names.is_channel(claim.via, outlets) else None
        root_id = root.id if root else None
        claims.append(replace(claim, speaker=speaker, via=via, root=root_id, statement=None))
    for root in record.roots:
        if roots[root.id].name != root.name:
            held.append(_name_held(root.name, roots[root.id].name))
    renamed = {old: new.id for old, new in roots.items()}
    blamed = tuple(
        replace(each, according_to=renamed_voices.get(each.according_to or "", each.according_to))
        for each in record.incident.responsible
    )
    return replace(
        record,
        incident=replace(record.incident, responsible=blamed),
        claims=tuple(claims),
        roots=tuple(roots.values()),
        findings=tuple(_with_roots(finding, renamed) for finding in record.findings),
        courses=tuple(
            replace(c, steps=tuple(replace(s, root=renamed.get(s.root, "")) for s in c.steps))
            for c in record.courses
        ),
    )


def _root(root: Root, incident: str, private: set[str], outlets: list[str], voices: Voices) -> Root:
    if root.kind == "unattributed":
        shown = "a source of the project" if _is_private(root, private) else None
    else:
        voice = voices[root.name, root.kind]
        shown = voice.shown if voice.hidden else None
    via = tuple(name for name in root.via if names.is_channel(name, outlets))
    if shown is None:
        return replace(root, speakers=(), via=via)
    first = root.claims[0] if root.claims else root.id
    return replace(root, id=_blind("root", incident, first), name=shown, speakers=(), via=via)


def _is_private(root: Root, private: set[str]) -> bool:
    return names.fold(root.name) in private or any(names.fold(each) in private for each in root.reports)


def _is_role(root: Root) -> bool:
    return root.name.startswith(("a ", "an "))


def _name_held(name: str, shown: str) -> HeldBack:
    return HeldBack(
        what="the name of a source",
        why="persons appear by their office or role, by name only where the project lists them",
        detail=f"{name} is shown as {shown}",
    )


def _with_roots(finding: Finding, renamed: dict[str, str]) -> Finding:
    return replace(
        finding,
        roots=tuple(renamed[root] for root in finding.roots if root in renamed),
        disputed_by=tuple(renamed[root] for root in finding.disputed_by if root in renamed),
    )


def _hidden(record: Record, shown: Record, setting: Setting, voices: Voices) -> Hidden:
    """Give every name that was taken out, so that none comes back in an address or a sentence."""
    dossier = setting.material.dossier
    kept, where = _shown_names(shown), _shown_places(shown)
    finer = {name for place in _places_of(record) for name in _finer(place, where)}
    terms: set[str] = set()
    for (name, kind), voice in voices.items():
        if names.role(name, kind) is not None:
            terms |= set(names.parts(name))
        else:
            terms |= {word for word in voice.hidden if not _is_common(word, dossier)}
    terms |= {part for report in dossier.reports if report.author for part in names.parts(report.author)}
    secret = {*_unless_in(terms, kept), *_unless_in(finer, where)}
    return Hidden({*secret, *setting.project.never, *setting.project.private_sources})


def _is_common(word: str, dossier: Dossier) -> bool:
    """Tell whether a word of a name is written small in reports too: it is not looked for by itself."""
    small = re.compile(rf"(?<!\w){re.escape(word.lower())}(?!\w)")
    return " " not in word and any(small.search(report.text) for report in dossier.reports)


def _unless_in(terms: set[str], kept: frozenset[str]) -> set[str]:
    return {term for term in terms if not any(f" {names.fold(term)} " in f" {name} " for name in kept)}


def _places_of(record: Record) -> list[Place]:
    found = [record.incident.place, *(claim.place for claim in record.claims)]
    return [place for place in found if place is not None]


def _finer(place: Place, kept: frozenset[str]) -> set[str]:
    """Give the names of a place, in the gazetteer and in its report, unless the record shows it."""
    if names.fold(place.name) in kept:
        return set()
    said = {place.evidence.quote} if place.evidence else set()
    return {place.name, *said, *filter(None, (place.admin2,))}


def _shown_names(record: Record) -> frozenset[str]:
    """Give the names that a record shows, folded, with each part of them."""
    shown = {root.name for root in record.roots}
    shown |= {source.outlet for source in record.reports if source.outlet}
    return _shown_places(record) | _with_parts(shown)


def _shown_places(record: Record) -> frozenset[str]:
    """Give the names of places that a record shows: an outlet or office named after a finer one is none."""
    return _with_parts({name for place in _places_of(record) for name in places.names(place)})


def _with_parts(shown: set[str]) -> frozenset[str]:
    return frozenset(names.fold(part) for name in shown for part in (name, *names.parts(name)))


def _sources(record: Record, setting: Setting, hidden: Hidden, held: list[HeldBack]) -> Record:
    """Give the record with its reports as they may be named."""
    private = {names.fold(each) for each in setting.project.private_sources}
    texts = {report.id: f"{report.title}\n{report.text}" for report in setting.material.dossier.reports}
    shown = _shown_names(record)
    ids: dict[str, str] = {}
    sources = []
    for source in record.reports:
        ids[source.id] = ident = _public_id(source.id)
        if {names.fold(source.id), names.fold(source.outlet or "")} & private:
            held.append(
                HeldBack(what="a source", why="it is a private one", detail=source.outlet or source.id)
            )
            sources.append(Source(id=ident, language=source.language))
            continue
        url = _address(source, texts.get(source.id, ""), hidden, shown)
        if url != source.url:
            why = "the rest of the address may name somebody"
            held.append(HeldBack(what="the full address of a source", why=why, detail=source.url or ""))
        sources.append(replace(source, id=ident, url=url))
    return replace(
        record,
        reports=tuple(sources),
        claims=tuple(replace(claim, report=ids.get(claim.report, "")) for claim in record.claims),
        roots=tuple(
            replace(root, reports=tuple(ids[each] for each in root.reports if each in ids))
            for root in record.roots
        ),
    )


def _address(source: Source, text: str, hidden: Hidden, shown: frozenset[str]) -> str | None:
    return names.address(source.url, text, hidden, shown) if source.url else None


def _public_id(report: str) -> str:
    """Give the id of a report; one that people gave may hold a name, and is replaced by its hash."""
    own = re.fullmatch(r"rpt_[0-9a-f]{8,}", report)
    return report if own else f"rpt_{sha256(report.encode('utf-8', 'replace')).hexdigest()[:16]}"


def _shut(record: Record, setting: Setting, held: list[HeldBack]) -> set[cells.Counted]:
    """Give the measures that are held back as a whole."""
    shut: dict[cells.Counted, tuple[str, str]] = {}
    stated: list[Claim | cells.Figure] = [*record.claims, *record.findings, *record.own]
    for measure, unit in dict.fromkeys((each.measure, each.unit) for each in stated):
        known = measures().get(measure)
        if (known and not known.finding) or (unit != "person" and names.is_military(unit)):
            shut[measure, unit] = (IN_HOUSE, f"claims of {measure}: {unit}")
        elif not setting.project.combatants and _fighters_only(record, (measure, unit)):
            shut[measure, unit] = (FIGHTERS_ONLY, f"{measure}: {unit}")
    for finding in record.findings:
        key = (finding.measure, finding.unit)
        for claim in setting.material.undecided:
            if (claim.measure, claim.unit, claim.group) == (*key, finding.group) and _inside(claim, finding):
                shut.setdefault(key, (UNDECIDED, f"“{claim.evidence.quote}” ({claim.id})"))
    for (measure, unit), (why, detail) in shut.items():
        what = measure if unit == "person" else f"{measure}: {unit}"
        if why == IN_HOUSE:
            what = "military counts"
        held.append(HeldBack(what=what, why=why, detail=detail))
    return set(shut)


def _fighters_only(record: Record, counted: cells.Counted) -> bool:
    """Tell whether a measure counts nobody but fighters."""
    claims = [claim for claim in record.claims if (claim.measure, claim.unit) == counted]
    if claims and all(cells.FIGHTERS.intersection(claim.group) for claim in claims):
        return True
    findings = [f for f in record.findings if (f.measure, f.unit) == counted]
    totals = [f.best for f in findings if not f.group and f.best is not None]
    fighters = sum(f.best or 0 for f in findings if cells.FIGHTERS.intersection(f.group))
    return bool(totals) and fighters > 0 and fighters >= max(totals)


def _inside(claim: Claim, finding: Finding) -> bool:
    """Tell whether a claim that nobody has judged says a number inside a range."""
    if claim.scope != "event" or claim.status != "asserted":
        return False
    low = claim.count.low if claim.count.low is not None else 0
    high = claim.count.high if claim.count.high is not None else low
    return high >= finding.low and (finding.high is None or low <= finding.high)


def _groups(record: Record, shut: set[cells.Counted], setting: Setting, held: list[HeldBack]) -> cells.Held:
    """Give the small groups, and what else is held back with them."""
    policy = cells.Policy(smallest=setting.project.smallest_cell, combatants=setting.project.combatants)
    stated: list[cells.Figure] = [*record.findings, *record.own]
    figures = [figure for figure in stated if (figure.measure, figure.unit) not in shut]
    claims = [c for c in record.claims if (c.measure, c.unit) not in shut]
    earlier: list[tuple[cells.Figure, ...]] = [(*old.findings, *old.own) for old in setting.material.earlier]
    found = cells.held_back(figures, claims, earlier, policy)
    for (measure, _), axis in sorted(found.axes):
        held.append(HeldBack(what=f"{measure} by {axis}", why=SMALL, detail=f"{measure} by {axis}"))
    for measure, _ in sorted(found.totals):
        held.append(HeldBack(what=measure, why=GIVEN_AWAY, detail=measure))
    return found


def _blind(prefix: str, *said: str) -> str:
    """Give an id that tells nothing of the name that is held back."""
    return f"{prefix}_{sha256(' '.join(said).encode()).hexdigest()[:12]}"
