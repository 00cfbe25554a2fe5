"""Incidents of a report: which claims tell of one event, and when and where it happened.

The claims of scope `event` tell of the main incident, unless their own sentence names another town that lies
far from it, or another country all over which it was done; earlier incidents and running totals stand by
themselves, one for each run of sentences. The report's main incident comes first. A report that tells of
violence or harm without any count has one incident without claims.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from tollbook.extracting.dating import misfits
from tollbook.extracting.elsewhere import Ground, elsewhere_of, points_back, side_of
from tollbook.extracting.kinds import LEAD, Told, kind_of
from tollbook.extracting.places import PlaceContext, find_aliases, find_places, home_zone, incident_place
from tollbook.extracting.places.incident import PlaceChoice
from tollbook.extracting.times import TimeChoice, TimeContext, claim_times, event_time, read_times
from tollbook.model import (
    Alias,
    Claim,
    ClaimTimes,
    Conflict,
    Incident,
    Offsets,
    PlaceMention,
    Problem,
    Report,
    Span,
    Statement,
    TimeMention,
    When,
)

OF_WEAPONS = frozenset({"intercepted"})
"""Measures of weapons that did not reach where the harm was done."""

_MOST_SPOTS = 4
_OWN, _LEAD, _BESIDE, _ELSEWHERE = 3.0, 2.0, 1.5, 0.3
_FIRST = 0.8


class _Group(Struct, frozen=True):
    """The claims of one incident, and the place that their sentence sets against the main one, if any."""

    claims: Sequence[Claim] = ()
    elsewhere: PlaceMention | None = None


class Setting(Struct, frozen=True):
    """When and where a report's claims happened: its times, its places and its incidents."""

    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    aliases: tuple[Alias, ...]
    conflicts: tuple[Conflict, ...]
    problems: tuple[Problem, ...]


class _Scene(Struct, frozen=True):
    """What the times and places of claims are chosen from."""

    text: str
    sentences: Sequence[Offsets]
    times: Sequence[TimeMention]
    places: Sequence[PlaceMention]
    clock: TimeContext
    language: str
    told: Told

    @property
    def ground(self) -> Ground:
        """The places of the text, with its words."""
        return Ground(self.text, self.places, self.language)


def settle(
    report: Report,
    claims: Sequence[Claim],
    sentences: Sequence[Offsets],
    told: Told,
    statements: Sequence[Statement] = (),
) -> Setting:
    """Give the claims with their incident, place and times, and the incidents that they make up.

    `told` are the expressions of kinds of incidents in the same sentences; without any claim they are what
    the one incident of the report is told by.
    """
    language = report.language or ""
    places = find_places(report.text, PlaceContext(language=language, dateline=report.dateline))
    clock = TimeContext(
        language=language,
        published=report.published,
        captured=report.captured,
        near=home_zone(places),
    )
    read = read_times(report.text, clock)
    settling = [place for place in places if not _is_dateline(report, place)]
    scene = _Scene(report.text, sentences, read.mentions, settling or places, clock, language, told)
    groups = _groups(scene, claims)
    if not any(claim.scope == "event" for claim in claims) and (not claims or _told_apart(scene, claims)):
        groups.insert(0, _Group())
    incidents = tuple(_incident(scene, f"evt_{i + 1}", group) for i, group in enumerate(groups))
    of_claim = {id_: incident for incident in incidents for id_ in incident.claims}
    cues = {statement.id: statement.cue for statement in statements if statement.cue is not None}
    settled = tuple(_settled(scene, c, of_claim[c.id], cues.get(c.statement or "")) for c in claims)
    return Setting(
        settled,
        incidents,
        read.mentions,
        places,
        find_aliases(report.text, places, language),
        read.conflicts,
        (*read.problems, *misfits(settled, incidents)),
    )


def _is_dateline(report: Report, place: PlaceMention) -> bool:
    """Tell whether a place stands in the dateline: there the report was written, not the harm done."""
    return any(f.kind == "dateline" and f.start <= place.start < f.end for f in report.furniture)


def _told_apart(scene: _Scene, claims: Sequence[Claim]) -> bool:
    """Tell whether the first sentences tell of harm where nothing is counted: that is what is reported."""
    counted = {_number(scene, claim.evidence.start) for claim in claims}
    return any(hit.sentence < LEAD and hit.sentence not in counted for hit in scene.told.plain)


def _groups(scene: _Scene, claims: Sequence[Claim]) -> list[_Group]:
    """Give the claims of each incident, those of the main one first."""
    event = [claim for claim in claims if claim.scope == "event"]
    harmed = _spans(_of_harm(event))
    main = incident_place(scene.text, scene.places, harmed, scene.sentences, scene.language).place
    here: list[Claim] = []
    elsewhere: dict[str, tuple[PlaceMention, list[Claim]]] = {}
    last: tuple[int, PlaceMention | None] = (-2, None)
    for claim in event:
        number = _number(scene, claim.evidence.start)
        other = elsewhere_of(claim, main, scene.sentences[number], scene.ground)
        if other is None and number - last[0] <= 1 and points_back(scene.sentences[number], scene.ground):
            other = last[1]
        last = (number, other)
        if other and other.place:
            elsewhere.setdefault(other.place.name, (other, []))[1].append(claim)
        else:
            here.append(claim)
    groups = [_Group(here), *(_Group(told, place) for place, told in elsewhere.values())]
    for scope in ("background", "cumulative"):
        for run in _runs(scene, [claim for claim in claims if claim.scope == scope]):
            apart = [
                elsewhere_of(claim, main, _sentence(scene, claim.evidence.start), scene.ground)
                for claim in run
            ]
            groups.append(_Group(run, next(filter(None, apart), None)))
    return [group for group in groups if group.claims]


def _of_harm(claims: Sequence[Claim]) -> Sequence[Claim]:
    """Give the claims that tell where harm was done: those of people if there are any, and no zeros."""
    harmed = [claim for claim in claims if claim.count.high != 0]
    return [claim for claim in harmed if claim.unit == "person"] or harmed or claims


def _runs(scene: _Scene, claims: Sequence[Claim]) -> list[list[Claim]]:
    """Split claims where a whole sentence stands between two of them."""
    groups: list[list[Claim]] = []
    last = -2
    for claim in claims:
        number = _number(scene, claim.evidence.start)
        if groups and number - last <= 1:
            groups[-1].append(claim)
        else:
            groups.append([claim])
        last = number
    return groups


def _incident(scene: _Scene, id_: str, group: _Group) -> Incident:
    claims = group.claims
    spans = _spans(_of_harm(claims)) or scene.told.spots()[:_MOST_SPOTS]
    main = not claims or claims[0].scope == "event"
    near = _of_the_harm(scene, claims) if main else [_sentence(scene, span.start) for span in spans]
    if group.elsewhere:
        sides = [side_of(claim, _sentence(scene, claim.evidence.start), scene.ground) for claim in claims]
        near = sorted(set(sides), key=lambda side: side.start)
    when, where = _when_and_where(scene, spans, near)
    if main and not group.elsewhere and len(near) < len(scene.sentences):
        also_when, also_where = _when_and_where(scene, spans, scene.sentences)
        when, where = when if when.when else also_when, where if where.place else also_where
    if group.elsewhere:
        where = PlaceChoice(
            group.elsewhere.place,
            group.elsewhere,
            f"«{group.elsewhere.quote}»: the claim's sentence names it",
        )
    kind = kind_of(scene.text, scene.told, claims, _weights(scene, spans, main=main))
    return Incident(
        id=id_,
        kind=kind.kind,
        date=_with_evidence(when.when, when.mention),
        place=where.place and replace(where.place, evidence=_evidence(where.mention)),
        claims=tuple(claim.id for claim in claims),
        because=f"kind: {kind.because}; date: {when.because}; place: {where.because}",
    )


def _when_and_where(
    scene: _Scene, spans: Sequence[Offsets], near: Sequence[Offsets]
) -> tuple[TimeChoice, PlaceChoice]:
    """Choose time and place of the harm at `spans` among what some sentences name."""
    times = [m for m in scene.times if _inside(near, m)]
    places = [m for m in scene.places if _inside(near, m)]
    return (
        event_time(scene.text, times, spans, near, scene.clock),
        incident_place(scene.text, places, spans, near, scene.language),
    )


def _of_the_harm(scene: _Scene, claims: Sequence[Claim]) -> Sequence[Offsets]:
    """Give the sentences without those that only count weapons, where people are counted in others.

    Rockets downed over a whole region the night before say nothing of when and where the dead were killed.
    """
    people = {_number(scene, claim.evidence.start) for claim in claims if claim.unit == "person"}
    weapons = {_number(scene, claim.evidence.start) for claim in claims if claim.measure in OF_WEAPONS}
    apart = weapons - people - {0} if people else set()
    return [sentence for number, sentence in enumerate(scene.sentences) if number not in apart]


def _weights(scene: _Scene, spans: Sequence[Offsets], *, main: bool) -> dict[int, float]:
    """Give how much each sentence says of what an incident is: those of its harm most, then the first ones.

    Of another incident than the main one only its own sentences speak.
    """
    own = {_number(scene, span.start) for span in spans}
    if not main:
        return dict.fromkeys(own, _OWN)
    weights = dict.fromkeys(range(len(scene.sentences)), _ELSEWHERE)
    weights |= {number + step: _BESIDE for number in own for step in (-1, 1)}
    weights |= dict.fromkeys(range(LEAD // 2), _LEAD)
    weights |= dict.fromkeys(own, _OWN)
    return weights | {min(own): _OWN + _FIRST} if own else weights


def _settled(scene: _Scene, claim: Claim, incident: Incident, cue: Offsets | None) -> Claim:
    """Give a claim its place and times; where its sentence does not say when it was said, the cue's does."""
    times = claim_times(scene.text, _spans([claim])[0], scene.times, scene.sentences, scene.clock)
    if cue is not None and times.as_of is not None and times.as_of.ground == "publication":
        said = claim_times(scene.text, cue, scene.times, scene.sentences, scene.clock)
        times = replace(times, as_of=said.as_of, said=said.said)
    return replace(
        claim,
        incident=incident.id,
        place=incident.place,
        times=ClaimTimes(event=times.event or incident.date, as_of=times.as_of, said=times.said),
    )


def _spans(claims: Sequence[Claim]) -> list[Offsets]:
    return [Offsets(start=claim.evidence.start, end=claim.evidence.end) for claim in claims]


def _inside(near: Sequence[Offsets], mention: Offsets) -> bool:
    """Tell whether a mention lies in one of some sentences, which are in text order."""
    before = bisect_right(near, mention.start, key=lambda s: s.start)
    return before > 0 and mention.start < near[before - 1].end


def _number(scene: _Scene, offset: int) -> int:
    return max(bisect_right(scene.sentences, offset, key=lambda s: s.start) - 1, 0)


def _sentence(scene: _Scene, offset: int) -> Offsets:
    return scene.sentences[_number(scene, offset)]


def _with_evidence(when: When | None, mention: TimeMention | None) -> When | None:
    return replace(when, evidence=_evidence(mention)) if when and when.evidence is None else when


def _evidence(mention: TimeMention | PlaceMention | None) -> Span | None:
    return Span(start=mention.start, end=mention.end, quote=mention.quote) if mention else None
