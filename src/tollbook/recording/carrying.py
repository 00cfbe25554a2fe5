"""What people decided, carried over to another text of the same report: a judgement stays with its words.

Takes: a ledger, and the account of a report that it holds. Gives: the account under ids that never move to
other words. A claim of an earlier text keeps its id where measure, unit, quote, bounds and sentence are the
same, wherever these stand now; any other claim bears an id that nobody has judged. Nothing is written here.
Change this when: other claims should be taken for the same as before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import TypeAlias

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tollbook.ledger import Reader
from tollbook.ledger.log import Capture
from tollbook.ledger.sealing import Builtins
from tollbook.ledger.standing import ON_CLAIMS
from tollbook.model import Account, Claim, Report
from tollbook.recording.checking import among
from tollbook.recording.standing import lifted, with_claims
from tollbook.text import sentences

Key: TypeAlias = tuple[object, ...]


class Added(Struct, frozen=True):
    """A claim that a person had added, where its words stand in the new text, and the judgement behind it."""

    claim: Claim
    judgement: str


class Carried(Struct, frozen=True):
    """An account under ids that stay with their words; `judged` are its claims that a judgement came with.

    `kept` are those of them that stay as judged though they are read otherwise now, `added` claims by hand.
    """

    account: Account
    judged: tuple[Claim, ...] = ()
    kept: tuple[Claim, ...] = ()
    added: tuple[Added, ...] = ()


def carried(ledger: Reader, account: Account) -> Carried:
    """Give the account of a changed text with all that people decided on words that stand in it unchanged."""
    captures = ledger.captures(account.report.id)
    account = _named(ledger, account, captures)
    added = tuple(_added(ledger, account, captures))
    account = without(account, [each.claim for each in added])
    targets = {each.target for each in ledger.standing([c.id for c in account.claims], ON_CLAIMS)}
    judged = tuple(claim for claim in account.claims if claim.id in targets)
    before = {claim.id: claim for capture in captures for claim in capture.claims}
    kept = {c.id: _as_judged(before[c.id], c) for c in judged if said(c) != said(before[c.id])}
    speakers = {each.speaker.id for each in kept.values() if each.speaker} - {e.id for e in account.speakers}
    held = ledger.account(account.report.id)
    more = [each for each in (held.speakers if held else ()) if each.id in speakers]
    account = replace(account, speakers=(*account.speakers, *(replace(each, mentions=()) for each in more)))
    if kept:
        account = with_claims(account, [kept.get(claim.id, claim) for claim in account.claims])
    return Carried(account, judged, tuple(kept.values()), added)


def named(ledger: Reader, account: Account) -> Account:
    """Give an account whose claims bear the ids of the same words in earlier texts, and no id of others."""
    return _named(ledger, account, ledger.captures(account.report.id))


def said(claim: Claim) -> tuple[object, ...]:
    """Give what a person looks at who judges a claim."""
    speaker = claim.speaker and claim.speaker.name
    return claim.unit, claim.group, claim.count, claim.extent, claim.status, claim.scope, speaker, claim.via


def without(account: Account, by_hand: Iterable[Claim]) -> Account:
    """Give an account without what is read where a person had added a claim of that measure."""
    mine = tuple(by_hand)
    left = [claim for claim in account.claims if not any(_same_words(claim, each) for each in mine)]
    return account if len(left) == len(account.claims) else with_claims(account, left)


def _named(ledger: Reader, account: Account, captures: Sequence[Capture]) -> Account:
    names: dict[str, str] = {}
    corrections = _corrections(ledger, captures)
    for capture in reversed(captures):
        left = [claim for claim in account.claims if claim.id not in names]
        same = capture.report.text in (account.report.text, "")
        there = _by_key(capture.report, [c for c in capture.claims if c.id not in names.values()], same)
        for key, claims in _by_key(account.report, left, same).items():
            for new, old in zip(claims, there.get(key, ()), strict=False):
                if _holds(corrections.get(old.id), old, new, account):
                    names[new.id] = old.id
    left = [claim for claim in account.claims if claim.id not in names]
    for name in ledger.known("claim", [claim.id for claim in left]):
        names[name] = _other_id(name, account.report.checksum)
    changed = {new: old for new, old in names.items() if new != old}
    if not changed:
        return account
    return msgspec.convert(_renamed(msgspec.to_builtins(account), changed), Account)


def _by_key(report: Report, claims: Iterable[Claim], same: bool) -> dict[Key, list[Claim]]:
    """Give claims by their place where two texts are the same, else by their words, in text order."""
    found: defaultdict[Key, list[Claim]] = defaultdict(list)
    lines = [] if same else sentences(report.text)
    for claim in claims:
        at = claim.evidence
        key: Key = (claim.measure, at.start, at.end)
        if not same:
            words = " ".join(report.text[slice(*_around(lines, at.start))].split())
            key = (claim.measure, claim.unit, at.quote, claim.count.low, claim.count.high, words)
        found[key].append(claim)
    return found


def _around(lines: Sequence[tuple[int, int]], start: int) -> tuple[int, int]:
    return next(((first, last) for first, last in lines if first <= start < last), (start, start))


def _corrections(ledger: Reader, captures: Iterable[Capture]) -> dict[str, Claim]:
    """Give how the claims of earlier texts read after their last correction."""
    names = dict.fromkeys(claim.id for capture in captures for claim in capture.claims)
    found = ledger.standing(names, ("correct",))
    return {each.target: each.correction for each in found if each.correction}


def _holds(correction: Claim | None, old: Claim, new: Claim, account: Account) -> bool:
    """Tell whether a correction of the old claim fits the new one: it says where its own words stand."""
    if correction is None or account.report.text == "":
        return True
    events = [each.id for each in account.incidents]
    if old.incident != new.incident or (correction.incident not in events and events):
        return False
    at = correction.evidence
    stands = account.report.text[at.start : at.end] == at.quote and old.evidence == new.evidence
    return at.quote == new.evidence.quote or stands


def _added(ledger: Reader, account: Account, captures: Sequence[Capture]) -> Iterator[Added]:
    """Give the claims that people added, where their sentences stand in the text now."""
    text = account.report.text
    now = Counter(text[first:last] for first, last in sentences(text))
    places: defaultdict[str, list[int]] = defaultdict(list)
    for first, last in sentences(text):
        places[text[first:last]].append(first)
    for judgement in ledger.standing([account.report.id], ("add",)):
        claim = ledger.claim(judgement.other or "")
        capture = next((each for each in reversed(captures) if claim and _stands(claim, each.report)), None)
        if claim is None or capture is None:
            continue
        older = capture.report.text
        lines = sentences(older)
        first, last = _around(lines, claim.evidence.start)
        sentence = older[first:last]
        if not now[sentence] or claim.evidence.end > last:
            continue
        before = sum(older[start:end] == sentence for start, end in lines if start < first)
        shift = places[sentence][min(before, now[sentence] - 1)] - first
        if _corrected_elsewhere(ledger, claim, shift):
            continue
        yield Added(_shifted(claim, shift, account) if older != text else claim, judgement.id)


def _corrected_elsewhere(ledger: Reader, claim: Claim, shift: int) -> bool:
    corrected = [each.correction for each in ledger.standing([claim.id], ("correct",)) if each.correction]
    return bool(corrected and shift and corrected[-1].evidence.quote != claim.evidence.quote)


def _shifted(claim: Claim, shift: int, account: Account) -> Claim:
    at = claim.evidence
    events = [each.id for each in account.incidents]
    moved = replace(
        lifted(claim),
        evidence=replace(at, start=at.start + shift, end=at.end + shift),
        incident=claim.incident if claim.incident in events else None,
    )
    return among(account, moved)


def _as_judged(before: Claim, now: Claim) -> Claim:
    """Give a claim as it was judged, with the place, times and links of what is read now."""
    judged = lifted(before)
    return replace(
        now,
        unit=judged.unit,
        group=judged.group,
        count=judged.count,
        word=judged.word,
        extent=judged.extent,
        status=judged.status,
        scope=judged.scope,
        speaker=judged.speaker,
        via=judged.via,
        basis=judged.basis,
        by=judged.by,
    )


def _stands(claim: Claim, report: Report) -> bool:
    at = claim.evidence
    return report.text[at.start : at.end] == at.quote


def _same_words(claim: Claim, other: Claim) -> bool:
    one, two = claim.evidence, other.evidence
    return claim.measure == other.measure and one.start < two.end and two.start < one.end


def _other_id(name: str, checksum: str) -> str:
    """Give an id for words that stand where others stood before, in a text with that checksum."""
    return f"clm_{blake2b(f'{name} {checksum}'.encode(), digest_size=8).hexdigest()}"


def _renamed(value: Builtins, names: Mapping[str, str]) -> Builtins:
    """Give a value with some of its texts in the place of others, wherever they stand in it."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, dict):
        return {key: _renamed(each, names) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(each, names) for each in value]
    return value
