"""How likely two events are one, with what speaks for it and against it.

Takes: two weighed sketches. Gives: a `Score`, or the reason why the two cannot be one. Change this when: the
same evidence should weigh otherwise; the weights themselves are learnt by `quality/linking.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from importlib.resources import files

import msgspec
import yaml
from msgspec import Struct

from tollbook.linking.features import FAR_KM, FEATURES, Pair, printed_before, wording

LIKE = 0.5
"""Words as alike as this outweigh a day or a place that was read wrongly."""

DAYS_APART = 3
"""Days, read from the words of both reports, that lie further apart than this part two events."""

STRANGE = 0.2
"""Words less alike than this do not outweigh a day that lies after a report's publication."""

AHEAD = 7
"""A report may be this many days older than what it tells of: time zones, and days read too late."""

HEARD = 0.3
"""What moves the log-odds by less than this is no evidence worth a sentence."""

SENTENCES = 9


class WeightTable(Struct, frozen=True, forbid_unknown_fields=True):
    """`weights.yaml` as it stands: what each feature adds to the log-odds, and where they start."""

    start: float
    features: dict[str, float]


class Score(Struct, frozen=True):
    """The log-odds that two events are one, and the sentences for and against, the weightiest first."""

    odds: float
    evidence_for: tuple[str, ...] = ()
    evidence_against: tuple[str, ...] = ()


def probability(odds: float) -> float:
    """Give the probability, 0 to 1, that log-odds stand for."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


@cache
def weights() -> WeightTable:
    """Give the learnt weights."""
    source = files("tollbook.linking") / "weights.yaml"
    return msgspec.convert(yaml.safe_load(source.read_text(encoding="utf-8")), type=WeightTable)


@cache
def _weighed() -> tuple[tuple[float, Callable[[Pair], float]], ...]:
    return tuple((weights().features[feature.name], feature.value) for feature in FEATURES)


def odds(pair: Pair) -> float:
    """Give the log-odds that the two events of a pair are one."""
    return weights().start + sum([weight * value(pair) for weight, value in _weighed()])


def score(pair: Pair) -> Score:
    """Give the log-odds of a pair with the sentences for and against."""
    table = weights()
    parts = [(table.features[f.name] * f.value(pair), f) for f in FEATURES]
    ranked = sorted(parts, key=lambda part: -abs(part[0]))
    return Score(
        odds=table.start + sum(part for part, _ in parts),
        evidence_for=tuple(f.says(pair) for part, f in ranked if part > HEARD)[:SENTENCES],
        evidence_against=tuple(f.says(pair) for part, f in ranked if part < -HEARD)[:SENTENCES],
    )


def cannot_link(pair: Pair) -> str | None:
    """Give the reason why two events cannot be one, or `None`.

    Nobody tells of what has not happened yet. Days that the words of both reports give and that lie apart,
    and towns far from each other, part two events too; both unless the words are so alike that one of the
    readings must be wrong.
    """
    if printed_before(pair, AHEAD) and wording(pair) < STRANGE:
        return "one was published before the other's incident happened"
    days = pair.apart or 0
    if days <= DAYS_APART or wording(pair) >= LIKE:
        return None
    km = pair.nearest[0] if pair.nearest is not None else 0.0
    if km > FAR_KM:
        return f"other days and other places: {days} days and {km:.0f} km apart"
    return None
