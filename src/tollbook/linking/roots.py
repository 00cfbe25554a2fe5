"""The roots of an incident: who stands behind its figures, after names and copies are folded.

Takes: the claims of reports on one incident or a few, their speakers if known, and the reports. Gives: one
`Root` for each named speaker (an office is one root with the house it heads) and one *unattributed* root for
each outlet; copies of one text are one outlet's. Change this when: figures of one source are taken for those
of several, or the reverse.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import combinations
from typing import Literal

from msgspec.structs import replace

from tollbook.languages import load
from tollbook.linking.copies import copies, families
from tollbook.linking.credits import agency_in, credits_of
from tollbook.linking.names import RootWords, signs, voices
from tollbook.model import Claim, Report, Root, Speaker

UNATTRIBUTED = "unattributed"

Key = tuple[str, str]
"""Whether a root is named, and the voice or the outlet."""


def roots(
    reports: Sequence[Report], claims: Sequence[Claim], speakers: Sequence[Speaker] = (), language: str = "en"
) -> tuple[Root, ...]:
    """Give the roots of claims, in the order in which they are first published; every claim has exactly one.

    The order of reports and claims does not matter, and a further copy of a report changes no number of
    roots. The figures in an outlet's own voice fold into a named root only where all of them are that root's
    figures too. A figure that a copy gives in its own voice is the speaker's whom another copy of the same
    text names for it.
    """
    words = load(language, "roots", RootWords)
    text_of = families(reports, copies(reports))
    first = order(reports)
    ordered = sorted(claims, key=first)
    voice_of = voices(ordered, speakers, words, text_of)
    voice_of |= _named_in_a_copy(ordered, voice_of, text_of)
    outlet_of = _outlets(reports, text_of)
    spoken: defaultdict[Key, list[Claim]] = defaultdict(list)
    for claim in ordered:
        voice = voice_of.get(claim.id)
        own = (UNATTRIBUTED, outlet_of.get(claim.report, claim.report))
        spoken[("named", voice) if voice else own].append(claim)
    folded = {key: _folds_into(members, spoken) for key, members in spoken.items() if key[0] == UNATTRIBUTED}
    merged: defaultdict[Key, list[Claim]] = defaultdict(list)
    for key, members in spoken.items():
        merged[folded.get(key) or key].extend(members)
    channels = {report.id: tuple(c.agency for c in credits_of(report, language)) for report in reports}
    made = [
        _root(key, sorted(members, key=first), words, _via(members, channels, language))
        for key, members in merged.items()
    ]
    shown = {name for pair in independent(made, speakers) for name in pair}
    place = {claim.id: index for index, claim in enumerate(ordered)}
    return tuple(
        replace(root, independence=_shown(root.id in shown))
        for root in sorted(made, key=lambda root: place[root.claims[0]])
    )


def order(reports: Sequence[Report]) -> _Order:
    """Give the order of claims that depends on no input order: publication, report, place in the text."""
    return _Order({report.id: report.published or "~" for report in reports})


class _Order:
    def __init__(self, published: Mapping[str, str]) -> None:
        self._published = published

    def __call__(self, claim: Claim) -> tuple[str, str, int, int, str]:
        at = claim.evidence
        return self._published.get(claim.report, "~"), claim.report, at.start, at.end, claim.id


def independent(found: Sequence[Root], speakers: Iterable[Speaker]) -> tuple[tuple[str, str], ...]:
    """Give the pairs of roots, by id, that are shown as independent of each other.

    Both are named, both say on what they rely and differ in it, and both are known to belong to parties, or
    else to organisations, and to different ones. Everything else is not shown.
    """
    entities = {speaker.id: speaker for speaker in speakers}
    homes = {root.id: [entities[name] for name in root.speakers if name in entities] for root in found}
    named = [root for root in found if root.basis and root.kind != UNATTRIBUTED]
    return tuple(
        (one.id, other.id)
        for one, other in combinations(sorted(named, key=lambda root: root.id), 2)
        if one.basis != other.basis and _apart(homes[one.id], homes[other.id])
    )


def _apart(one: Sequence[Speaker], other: Sequence[Speaker]) -> bool:
    """Tell whether two sets of speakers are known to belong to different parties or organisations."""
    for fact in ("party", "organisation"):
        mine = {str(value).casefold() for speaker in one if (value := getattr(speaker, fact))}
        theirs = {str(value).casefold() for speaker in other if (value := getattr(speaker, fact))}
        if mine & theirs:
            return False
        if mine and theirs:
            return True
    return False


def _shown(shown: bool) -> Literal["shown", "not shown"]:
    return "shown" if shown else "not shown"


def _outlets(reports: Sequence[Report], text_of: Mapping[str, str]) -> dict[str, str]:
    """Give for each report the outlet whose own voice it speaks in: for copies of one text the same one.

    It is that which has most other reports here, else the first by name, so that a copy moves nothing.
    """
    outlet = {report.id: report.outlet or report.id for report in reports}
    texts_of: defaultdict[str, set[str]] = defaultdict(set)
    members: defaultdict[str, set[str]] = defaultdict(set)
    for report, text in text_of.items():
        texts_of[outlet[report]].add(text)
        members[text].add(outlet[report])
    head = {
        text: min(names, key=lambda name: (-len(texts_of[name]), name)) for text, names in members.items()
    }
    return {report: head[text] for report, text in text_of.items()}


def _named_in_a_copy(
    claims: Sequence[Claim], voice_of: Mapping[str, str], text_of: Mapping[str, str]
) -> dict[str, str]:
    """Give voices to figures without a speaker which one copy of the same text attributes to one speaker."""
    known: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
    holding: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
    for claim in claims:
        key = (text_of.get(claim.report), *_figure(claim))
        if claim.id in voice_of:
            known[key].add(voice_of[claim.id])
            holding[key].add(claim.report)
    found = {}
    for claim in claims:
        key = (text_of.get(claim.report), *_figure(claim))
        if claim.id not in voice_of and len(known[key]) == 1 and claim.report not in holding[key]:
            found[claim.id] = next(iter(known[key]))
    return found


def _folds_into(own: Sequence[Claim], spoken: Mapping[Key, Sequence[Claim]]) -> Key | None:
    """Give the one named root that states every figure an outlet states in its own voice.

    If there is exactly one.
    """
    figures = {_figure(claim) for claim in own if claim.scope == "event"}
    homes = [
        key
        for key, members in spoken.items()
        if key[0] == "named" and figures <= {_figure(claim) for claim in members}
    ]
    return homes[0] if figures and len(homes) == 1 else None


def _figure(claim: Claim) -> tuple[object, ...]:
    return claim.incident, claim.measure, claim.unit, claim.group, claim.count.low, claim.count.high


def _via(members: Sequence[Claim], channels: Mapping[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    """Give the channels of claims: those that the words name, else the credits of their reports."""
    found: set[str] = set()
    for claim in members:
        if claim.via:
            found.add(agency_in(claim.via, language) or claim.via)
        else:
            found.update(channels.get(claim.report, ()))
    return tuple(sorted(found))


def _root(key: Key, members: Sequence[Claim], words: RootWords, via: tuple[str, ...]) -> Root:
    """Give the root of one voice, under the fullest of its names."""
    named = [claim.speaker for claim in members if claim.speaker is not None]
    common = Counter(speaker.name for speaker in named)
    fullest = max(
        common, key=lambda name: (len(signs(name, words)), common[name], len(name), name), default=key[1]
    )
    kinds = Counter(speaker.kind for speaker in named if speaker.kind)
    bases = Counter(claim.basis for claim in members if claim.basis)
    return Root(
        id="root_" + blake2b("\x1f".join(key).encode("utf-8", "replace"), digest_size=6).hexdigest(),
        name=fullest,
        kind=max(kinds, key=lambda k: (kinds[k], k), default=None) if key[0] == "named" else UNATTRIBUTED,
        speakers=tuple(dict.fromkeys(speaker.id for speaker in named)),
        claims=tuple(claim.id for claim in members),
        reports=tuple(dict.fromkeys(claim.report for claim in members)),
        via=tuple(name for name in via if name != fullest),
        basis=max(bases, key=lambda basis: (bases[basis], basis), default=None),
    )
