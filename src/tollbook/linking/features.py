"""What speaks for and against two events being one: each feature is a function, a weight and a sentence.

Takes: a `Pair` of sketches. Gives: numbers from 0 on, and the sentence that says what they rest on; the
weights stand in `weights.yaml`, learnt by `quality/linking.py`. Change this when: another fact should speak.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import cached_property

from msgspec import Struct

from tollbook.linking.candidates import Rarity, place_key
from tollbook.linking.sketch import Sketch

USUAL = 0.3
"""What a word of every report on harm is worth, against 1 for any other."""

SHORT = 30
"""Reports of fewer telling words than this are short."""

FAR_KM = 100
ALIKE = 0.3
"""Texts whose signatures agree in no more than this share are no copies."""

_EARTH_KM = 12742.0


class Weighed(Struct, frozen=True):
    """A sketch with its words weighted by what they say about which incident it tells of, at unit length."""

    sketch: Sketch
    words: dict[str, float]
    title: dict[str, float]


class Weights:
    """What a word says about which incident a report tells of: its rarity, less for the usual words."""

    def __init__(self, rarity: Rarity, usual: Collection[str] = ()) -> None:
        self._rarity = rarity
        self._usual = usual

    def __call__(self, word: str) -> float:
        """Give the weight of a word or pair."""
        return self._rarity(word) * (USUAL if word in self._usual else 1.0)

    def weighed(self, sketch: Sketch) -> Weighed:
        """Give a sketch with its words weighted as things stand now."""
        words = {word: self(word) * (1 + math.log(count)) for word, count in sketch.words.items()}
        return Weighed(sketch, _unit(words), _unit({word: self(word) for word in sketch.title}))


class Pair:
    """Two sketches side by side, with what several features need of them."""

    def __init__(self, one: Weighed, other: Weighed, worth: Weights) -> None:
        self.one = one.sketch
        self.other = other.sketch
        self.worth = worth
        self._weighed = (one, other)

    @cached_property
    def parts(self) -> dict[str, float]:
        """The shared words with their parts in the cosine of both reports' weighted words."""
        return _products(*(each.words for each in self._weighed))

    @cached_property
    def title_parts(self) -> dict[str, float]:
        """The words that both titles share with their parts in the cosine of both."""
        return _products(*(each.title for each in self._weighed))

    @cached_property
    def names(self) -> list[str]:
        """The shared names, the rarest first."""
        return sorted(self.one.names & self.other.names, key=lambda name: (-self.worth(name), name))

    @cached_property
    def pairs(self) -> list[str]:
        """The shared pairs of words with capitals, the rarest first."""
        return sorted(self.one.pairs & self.other.pairs, key=lambda pair: (-self.worth(pair), pair))

    @cached_property
    def towns(self) -> list[str]:
        """The shared towns, the rarest first."""
        shared = self.one.spots.keys() & self.other.spots.keys()
        close = [t for t in shared if distance(self.one.spots[t], self.other.spots[t]) < FAR_KM]
        return sorted(close, key=lambda town: (-self.worth(place_key(town)), town))

    @cached_property
    def nearest(self) -> tuple[float, str, str] | None:
        """The smallest distance of any two towns in kilometres, with their names."""
        ways = [
            (distance(here, there), one, other)
            for one, here in self.one.spots.items()
            for other, there in self.other.spots.items()
        ]
        return min(ways, default=None)

    @cached_property
    def apart(self) -> int | None:
        """The days between both events, where words give them; 0 where one names the day of the other."""
        one, other = self.one, self.other
        if one.days is None or other.days is None or not (one.day_said and other.day_said):
            return None
        if other.dates.intersection(one.days) or one.dates.intersection(other.days):
            return 0
        return max(0, one.days[0] - other.days[1], other.days[0] - one.days[1])

    @cached_property
    def between(self) -> int | None:
        """The days between both publications, where both are known."""
        one, other = self.one.published, self.other.published
        return None if one is None or other is None else abs(one - other)

    @cached_property
    def shared_title(self) -> frozenset[str]:
        """The words of either title that the other report holds."""
        one, other = self.one, self.other
        return (one.title & other.words.keys()) | (other.title & one.words.keys())


class Feature(Struct, frozen=True):
    """One thing that speaks for or against: its value, and the sentence that says it."""

    name: str
    value: Callable[[Pair], float]
    says: Callable[[Pair], str]


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Give the distance of two positions (latitude, longitude) in kilometres."""
    lat, lon, lat2, lon2 = map(math.radians, (*one, *other))
    bow = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return _EARTH_KM * math.asin(min(1.0, math.sqrt(bow)))


def wording(pair: Pair) -> float:
    """Give how alike the words are, the rare ones counting most (cosine, 0 to 1)."""
    return sum(pair.parts.values())


def short(pair: Pair) -> float:
    """Tell whether one of the reports is too short to say much."""
    return float(min(len(pair.one.words), len(pair.other.words)) < SHORT)


def names(pair: Pair) -> float:
    """Give how many rare names are shared, many counting little more than some."""
    return math.log1p(3 * sum(pair.worth(name) ** 3 for name in pair.names))


def rarest_names(pair: Pair) -> float:
    """Give how rare the three rarest shared names are (0 to 3)."""
    return sum(pair.worth(name) ** 2 for name in pair.names[:3])


def pairs(pair: Pair) -> float:
    """Give how many rare full names and addresses are shared, many counting little more than some."""
    return math.log1p(sum(pair.worth(two) ** 2 for two in pair.pairs))


def title(pair: Pair) -> float:
    """Give how alike the titles are (cosine, 0 to 1)."""
    return sum(pair.title_parts.values())


def title_words(pair: Pair) -> float:
    """Give how many rare words of a title the other report holds."""
    return math.log1p(sum(pair.worth(word) ** 2 for word in pair.shared_title))


def copy(pair: Pair) -> float:
    """Give how far the texts are copies of one text (0 to 0.7)."""
    one, other = pair.one.copy, pair.other.copy
    same = sum(a == b for a, b in zip(one, other, strict=False))
    return max(0.0, same / len(one) - ALIKE) if one else 0.0


def same_town(pair: Pair) -> float:
    """Give how rare the town is in which both happened (0 to 1)."""
    town = pair.one.town
    return pair.worth(place_key(town)) if town and town == pair.other.town and town in pair.towns else 0.0


def shared_towns(pair: Pair) -> float:
    """Give how rare the rarest town is of which both speak (0 to 1)."""
    return pair.worth(place_key(pair.towns[0])) if pair.towns else 0.0


def far(pair: Pair) -> float:
    """Tell whether every town of one lies far from every town of the other."""
    return float(pair.nearest is not None and pair.nearest[0] > FAR_KM)


def shared_areas(pair: Pair) -> float:
    """Tell whether both reports speak of one district or province."""
    return float(bool(pair.one.areas & pair.other.areas))


def areas_apart(pair: Pair) -> float:
    """Tell whether the reports speak of different districts and provinces only."""
    return float(bool(pair.one.areas and pair.other.areas) and not shared_areas(pair))


def same_day(pair: Pair) -> float:
    """Tell whether the words of both give one day."""
    return float(pair.apart == 0)


def next_day(pair: Pair) -> float:
    """Tell whether the words of both give neighbouring days, as nights do."""
    return float(pair.apart == 1)


def some_days(pair: Pair) -> float:
    """Tell whether the words of both give days two or three apart."""
    return float(pair.apart in (2, 3))


def many_days(pair: Pair) -> float:
    """Tell whether the words of both give days more than three apart."""
    return float(pair.apart is not None and pair.apart > 3)


def printed_together(pair: Pair) -> float:
    """Tell whether both were published within a day."""
    return float(pair.between is not None and pair.between <= 1)


def printed_in_a_week(pair: Pair) -> float:
    """Tell whether both were published within a week, not within a day."""
    return float(pair.between is not None and 2 <= pair.between <= 7)


def printed_apart(pair: Pair) -> float:
    """Tell whether more than a month lies between both publications."""
    return float(pair.between is not None and pair.between > 30)


def printed_before(pair: Pair, ahead: int = 1) -> float:
    """Tell whether one was published more than some days before the day that the other gives."""
    for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
        if one.days and one.day_said and other.published and other.published < one.days[0] - ahead:
            return 1.0
    return 0.0


def share_of_ages(pair: Pair) -> float:
    """Give what share of the ages of the report with fewer of them is in the other (0 to 1)."""
    one, other = pair.one.ages, pair.other.ages
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def other_ages(pair: Pair) -> float:
    """Tell whether both give ages, and no age is in both."""
    return float(bool(pair.one.ages and pair.other.ages) and not share_of_ages(pair))


def same_killed(pair: Pair) -> float:
    """Tell whether both give one number of dead."""
    return float(_both(pair, "killed") == 1)


def same_injured(pair: Pair) -> float:
    """Tell whether both give one number of injured."""
    return float(_both(pair, "injured") == 1)


def other_injured(pair: Pair) -> float:
    """Tell whether the numbers of injured differ."""
    return float(_both(pair, "injured") > 1)


def same_casualties(pair: Pair) -> float:
    """Tell whether both give one number of casualties."""
    return float(_both(pair, "casualties") == 1)


def _both(pair: Pair, measure: str) -> float:
    """Give by what factor the larger figure exceeds the other; 0 where one is missing."""
    one, other = pair.one.figures.get(measure, 0), pair.other.figures.get(measure, 0)
    return max(one, other) / min(one, other) if one and other else 0.0


def _products(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    return {word: one[word] * other[word] for word in one.keys() & other.keys()}


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(part * part for part in vector.values())) or 1.0
    return {word: part / length for word, part in vector.items()}


def _listed(found: Iterable[str], most: int = 4) -> str:
    return ", ".join(f"«{word}»" for word in list(found)[:most])


def _strongest(parts: dict[str, float]) -> list[str]:
    return sorted(parts, key=lambda word: (-parts[word], word))


def _rare(pair: Pair, found: Iterable[str]) -> list[str]:
    return sorted(found, key=lambda word: (-pair.worth(word), word))


def _day(days: tuple[int, int] | None) -> str:
    return date.fromordinal(days[0]).isoformat() if days else "an unknown day"


def _days_of(pair: Pair) -> str:
    return f"one tells of {_day(pair.one.days)}, the other of {_day(pair.other.days)}"


def _towns_of(pair: Pair) -> str:
    km, one, other = pair.nearest or (0.0, "", "")
    return f"{_shown(one)} and {_shown(other)} lie {km:.0f} km apart"


def _shown(name: str | None) -> str:
    return (name or "").title()


def _figures_of(measure: str) -> Callable[[Pair], str]:
    return lambda pair: (
        f"{pair.one.figures.get(measure)} {measure} here, {pair.other.figures.get(measure)} {measure} there"
    )


def _printed(pair: Pair) -> str:
    return f"published {pair.between} days apart"


def _areas_shared(pair: Pair) -> str:
    return f"both speak of {', '.join(map(str.title, sorted(pair.one.areas & pair.other.areas)[:3]))}"


def _areas_apart(pair: Pair) -> str:
    one, other = (", ".join(map(str.title, sorted(s.areas)[:2])) for s in (pair.one, pair.other))
    return f"one speaks of {one}, the other of {other}"


def _ages_of(pair: Pair) -> str:
    shared = sorted(pair.one.ages & pair.other.ages)
    if shared:
        return f"people of the same age in both: {', '.join(map(str, shared[:4]))}"
    return "no age of a person is in both"


FEATURES = (
    Feature("wording", wording, lambda p: f"telling words in both: {_listed(_strongest(p.parts))}"),
    Feature("short", short, lambda _: "one of the reports is short"),
    Feature("names", names, lambda p: f"names in both: {_listed(p.names)}"),
    Feature("rarest_names", rarest_names, lambda p: f"rare names in both: {_listed(p.names, 3)}"),
    Feature("pairs", pairs, lambda p: f"full names or addresses in both: {_listed(p.pairs)}"),
    Feature("title", title, lambda p: f"the titles share {_listed(_strongest(p.title_parts))}"),
    Feature(
        "title_words", title_words, lambda p: f"words of a title in both: {_listed(_rare(p, p.shared_title))}"
    ),
    Feature("copy", copy, lambda _: "large parts of the texts are the same"),
    Feature("same_town", same_town, lambda p: f"both happened in {_shown(p.one.town)}"),
    Feature("far", far, _towns_of),
    Feature("shared_towns", shared_towns, lambda p: f"both speak of {_shown(p.towns[0])}"),
    Feature("shared_areas", shared_areas, _areas_shared),
    Feature("areas_apart", areas_apart, _areas_apart),
    Feature("same_day", same_day, lambda p: f"both of {_day(p.one.days)}"),
    Feature("next_day", next_day, _days_of),
    Feature("some_days", some_days, _days_of),
    Feature("many_days", many_days, _days_of),
    Feature("printed_together", printed_together, _printed),
    Feature("printed_in_a_week", printed_in_a_week, _printed),
    Feature("printed_apart", printed_apart, _printed),
    Feature(
        "printed_before", printed_before, lambda _: "one was published before the day that the other gives"
    ),
    Feature("share_of_ages", share_of_ages, _ages_of),
    Feature("other_ages", other_ages, _ages_of),
    Feature("same_killed", same_killed, _figures_of("killed")),
    Feature("same_injured", same_injured, _figures_of("injured")),
    Feature("other_injured", other_injured, _figures_of("injured")),
    Feature("same_casualties", same_casualties, _figures_of("casualties")),
)
"""All features; each has a weight of its name in `weights.yaml`."""
