"""The roots of an incident: who stands behind its figures, after the names of one speaker are folded.

Takes: the claims of reports on one incident or a few, their speakers if known, and the reports. Gives: one
`Root` for each named speaker (an office is one root with the house it heads) and one *unattributed* root for
each outlet. Copies of one text are not folded here. Change this when: two names that are one voice stay
apart, or the reverse.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from msgspec import Struct

from tollbook.languages import load
from tollbook.model import Attribution, Claim, Report, Root, Speaker

UNATTRIBUTED = "unattributed"

_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"(?:ians?|ia|ans?|ine|e|s)$")

SHORT = 5
"""Words up to this length keep their ending; longer ones lose it, so that "Russia" and "Russian" are one."""


class Offices(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language by which names are folded; explained in `languages/<language>/roots.yaml`."""

    fillers: frozenset[str]
    offices: dict[str, frozenset[str]]


def roots(
    reports: Sequence[Report], claims: Sequence[Claim], speakers: Sequence[Speaker] = (), language: str = "en"
) -> tuple[Root, ...]:
    """Give the roots of claims, in the order in which they first speak; every claim has exactly one.

    The figures in an outlet's own voice fold into a named root only where all of them are that root's figures
    too.
    """
    outlets = {report.id: report.outlet or report.id for report in reports}
    words = load(language, "roots", Offices)
    voices = _voices(claims, speakers, words)
    spoken: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        voice = voices.get(claim.id)
        spoken[("named", voice) if voice else (UNATTRIBUTED, outlets.get(claim.report, claim.report))].append(
            claim
        )
    folded = {key: _folds_into(members, spoken) for key, members in spoken.items() if key[0] == UNATTRIBUTED}
    merged: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for key, members in spoken.items():
        merged[folded.get(key) or key].extend(members)
    order = {claim.id: index for index, claim in enumerate(claims)}
    made = [_root(key, sorted(members, key=lambda c: order[c.id]), words) for key, members in merged.items()]
    return tuple(sorted(made, key=lambda root: order[root.claims[0]]))


def _voices(claims: Sequence[Claim], speakers: Iterable[Speaker], words: Offices) -> dict[str, str]:
    """Give the voice of every attributed claim.

    Names that share their telling words, or an office and its house, are one.

    A bare office ("the minister") is the one voice of its report that holds it, where there is exactly one.
    """
    entities = {speaker.id: speaker for speaker in speakers}
    signs = {claim.id: _sign(claim.speaker, entities, words) for claim in claims if claim.speaker is not None}
    groups: list[set[str]] = []
    for sign in sorted(set(signs.values()), key=lambda s: (-len(s), sorted(s))):
        home = [] if _bare(sign) else [group for group in groups if sign <= group]
        if len(home) != 1:
            groups.append(set(sign))
    names = [" ".join(sorted(group)) for group in groups]
    voices = {
        claim: next(
            name
            for group, name in zip(groups, names, strict=True)
            if sign <= group and _bare(sign) == _bare(group)
        )
        for claim, sign in signs.items()
    }
    in_report: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.id in voices:
            in_report[claim.report].add(voices[claim.id])
    for claim in claims:
        if claim.id in voices and _bare(signs[claim.id]):
            holders = [voice for voice in in_report[claim.report] if signs[claim.id] < set(voice.split(" "))]
            if len(holders) == 1:
                voices[claim.id] = holders[0]
    return voices


def _sign(speaker: Attribution, entities: dict[str, Speaker], words: Offices) -> frozenset[str]:
    """Give the telling words of a speaker, with those of the organisation if it is known."""
    entity = entities.get(speaker.id)
    name = speaker.name if entity is None else f"{entity.name} {entity.organisation or ''}"
    return _signs(name, words) or frozenset((" ".join(speaker.name.casefold().split()).replace(" ", "_"),))


def _bare(sign: frozenset[str] | set[str]) -> bool:
    """Tell whether a name is an office and nothing else."""
    return all(word.startswith("<") for word in sign)


def _signs(name: str, words: Offices) -> frozenset[str]:
    """Give the words of a name that tell who speaks.

    With the office in a common form ("minister" is "ministry").
    """
    found = set()
    for match in _WORD.finditer(name):
        word = match.group().casefold()
        office = next((office for office, forms in words.offices.items() if word in forms), None)
        if office is not None:
            found.add(f"<{office}>")
        elif word not in words.fillers and len(word) > 1:
            found.add(_ENDING.sub("", word) if len(word) > SHORT else word.removesuffix("s"))
    return frozenset(found)


def _folds_into(own: Sequence[Claim], spoken: dict[tuple[str, str], list[Claim]]) -> tuple[str, str] | None:
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


def _root(key: tuple[str, str], members: Sequence[Claim], words: Offices) -> Root:
    """Give the root of one voice, under the fullest of its names."""
    named = [claim.speaker for claim in members if claim.speaker is not None]
    common = Counter(speaker.name for speaker in named)
    fullest = max(common, key=lambda name: (len(_signs(name, words)), common[name]), default=key[1])
    kinds = [speaker.kind for speaker in named if speaker.kind]
    return Root(
        id="root_" + blake2b("\x1f".join(key).encode(), digest_size=6).hexdigest(),
        name=fullest,
        kind=(kinds[0] if kinds else None) if key[0] == "named" else UNATTRIBUTED,
        speakers=tuple(dict.fromkeys(speaker.id for speaker in named)),
        claims=tuple(claim.id for claim in members),
        reports=tuple(dict.fromkeys(claim.report for claim in members)),
        via=tuple(dict.fromkeys(claim.via for claim in members if claim.via)),
        basis=next((claim.basis for claim in members if claim.basis), None),
    )
